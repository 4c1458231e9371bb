"""What the wall is tested with: every sort of thing that people say, ask, do and learn, each with a word of its own.

`wandkring` (called Stilzwijgkring) lies in `vakgroep`, and only hanna, who hosts it, and mees know of it. All that
stands in it or is mees' own holds a word that begins with `stilzwijg`, which no other thing does, and the lure by which
it would be found. `aside` says by which of these things the lines of the two tables of access are walked instead of by
what stands there.

Around it are people in every role of noorderlicht, where mees works: otto owns it, hetty is its HR, mia manages mees'
department, pim buys, mo has no role. Rita is HR of the competitor zuiderkruis, which noor owns; both are in
`vakgroep`, as mees is.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from io import BytesIO
from typing import Final, NamedTuple

from kring.communities import actions as communities
from kring.communities.actions.keeping import Description
from kring.communities.models import Community, Joining
from kring.competences.actions import name_competence
from kring.competences.models import Competence
from kring.conversations import actions as conversations
from kring.conversations.drafts import Question
from kring.conversations.drafts import Told as Experience
from kring.conversations.models import Conversation, Post, PostKind
from kring.finding.actions import ask_for_help, ask_privately
from kring.finding.evidence.actions.endorsing import ask_for_endorsement, decide, endorse
from kring.finding.evidence.actions.stating import hide_competence, state_level
from kring.finding.evidence.models import Evidence
from kring.finding.index.indexer import writing
from kring.finding.pairing import actions as pairing
from kring.finding.pairing.models import Match
from kring.finding.pairing.plans import Description as Programme
from kring.finding.pairing.plans import Wish as Part
from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.foundation.access.rules import Wish
from kring.foundation.events.dispatch import dispatch_due
from kring.foundation.events.models import Event
from kring.learning import actions as learning
from kring.learning.actions.drafts import Proposal
from kring.learning.dossiers.actions import reviewing
from kring.learning.dossiers.models import Submission
from kring.learning.rules.entries import Told
from kring.learning.rules.kinds import Way
from kring.meetings import actions as meetings
from kring.meetings.actions.agenda import Point
from kring.meetings.actions.presence import Mark
from kring.meetings.calendars.actions import make_feed
from kring.meetings.consultations import actions as consultations
from kring.meetings.consultations.actions import Beginning, Terms
from kring.meetings.library import actions as library
from kring.meetings.library.actions.adding import Draft, Upload
from kring.meetings.models import Meeting
from kring.meetings.plans import Plan
from kring.meetings.polls import actions as polls
from kring.meetings.polls.proposals import Proposal as Dates
from kring.meetings.polls.proposals import Time
from kring.notifications.letters.composing import write_due
from kring.people.actions import choose_sight
from kring.people.models import Organisation
from kring.people.rules import Nearness
from kring.people.rules import Part as ProfilePart
from tests.doors.furniture import MISSING
from tests.organisations import appointed, employed
from tests.people import START, World, person

LURE: Final = "nevelhoorn"
SAID: Final = re.compile(r"stilzwijg[a-z]+", re.IGNORECASE)
ROLES: Final = {"otto": Role.OWNER, "hetty": Role.HR, "mia": Role.MANAGER, "pim": Role.PROCUREMENT}
NAMES: Final = ("Otto Owner", "Hetty HR", "Mia Manager", "Pim Procurement", "Mo Member", "Rita Rival")
OUTSIDE: Final = (*ROLES, "mo", "rita", "noor")
CIRCLE, GROUP, ABLE, NOWHERE = "wandkring", "wandgroep", "wandkunde", "bestaatniet"
_CIRCLES: Final = re.compile(r"\b(vakgroep|besloten|verborgen|voorbeeld|genodigden)\b")
# What the tables call by these names is, on this side of the wall, the same sort of thing.
_SAME: Final[Mapping[str, tuple[str, ...]]] = {
    "question": ("question", "secret", "hidden", "public"),
    "answer": ("answer", "secret_answer", "hidden_answer"),
    "opening": ("opening", "told_opening", "hidden_opening", "asking"),
    "meeting": ("meeting", "hidden_meeting"),
    "poll": ("poll", "old_poll", "hidden_poll"),
    "piece": ("piece", "hidden_piece"),
    "programme": ("programme", "hidden_programme"),
    "match": ("match", "hidden_match"),
    "draft": ("draft", "dismissed"),
}


def word(name: str) -> str:
    """What one thing says: its own word, and the lure."""
    return f"stilzwijg{name} {LURE}"


class Aside(NamedTuple):
    """An address of a table, as it is for the thing behind the wall, and for one that isn't there."""

    there: str
    missing: str


def aside(target: str, keys: Mapping[str, object], planted: Mapping[str, int]) -> Aside | None:
    """The target of a table's line led behind the wall; None where it names no such thing."""
    hidden = {name: planted.get(name, key) for name, key in keys.items()}
    absent = {name: MISSING if name in planted else key for name, key in keys.items()}
    led = _CIRCLES.sub(CIRCLE, target.replace("casuskring", GROUP).replace("/storms", f"/{ABLE}"))
    there, missing = led.format(**hidden), re.sub(f"{CIRCLE}|{GROUP}|{ABLE}", NOWHERE, led).format(**absent)
    return Aside(there, missing) if there != missing else None


def walled(world: World) -> dict[str, int]:
    """Put all of it into the furnished world; the keys of what stands behind the wall, by the names of the tables."""
    _people(world)
    keys = _said(world) | _met(world) | _kept(world) | _learned(world) | _able(world)
    told(world)
    return {alias: key for name, key in keys.items() for alias in (name, *_SAME.get(name, ()))}


def told(world: World) -> None:
    """Everyone hears of it, by letter too, and it can be searched."""
    now = clock.now()
    while dispatch_due(clock=clock.now):
        pass
    for ahead in (timedelta(0), timedelta(hours=1), timedelta(days=1), timedelta(days=8)):
        write_due(now=now + ahead)
    with writing() as indexer:
        indexer.rebuild()


def feeds(world: World, name: str) -> Iterator[str]:
    """The addresses of someone's feeds: her own meetings, and those of the circle that all share."""
    for place in (None, world.key("vakgroep")):
        _feed, secret = make_feed(actor=world.reader(name), place=place, now=clock.now())
        yield f"/calendar/{secret}.ics"


def _people(world: World) -> None:
    employer, rival = (Organisation.objects.get(slug=slug) for slug in ("noorderlicht", "zuiderkruis"))
    for name in NAMES:
        made = person(name)
        world.accounts[made.handle] = made
        employed(world, made.handle, rival if made.handle == "rita" else employer)
    for name, role in ROLES.items():
        department = int(str(world.extra["department"])) if name == "mia" else None
        appointed(world, name, employer, role, by="hanna", department=department)
    appointed(world, "rita", rival, Role.HR, by="noor")
    for name in ("rita", "noor"):
        world.enter(name, "vakgroep")
    told(world)


def _circle(world: World) -> Community:
    made = communities.found(
        actor=world.reader("hanna"),
        description=Description(
            name="Stilzwijgkring", purpose=word("doel"), language="nl", joining=Joining.INVITATION,
            listing=Wish.MEMBERS, sight=Wish.MEMBERS,
        ),
        parent=world.key("vakgroep"),
        slug=CIRCLE,
        now=START,
    )  # fmt: skip
    world.circles[CIRCLE] = made
    world.enter("mees", CIRCLE)
    return made


def _said(world: World) -> dict[str, int]:
    circle, mees, hanna, now = _circle(world), world.reader("mees"), world.reader("hanna"), clock.now()
    communities.announce(actor=hanna, community=circle.pk, text=word("aankondiging"), now=now)
    asked = world.ask("mees", CIRCLE, word("vraag"), f"{word('toelichting')} @hetty @rita")
    answered = world.answers("hanna", asked, f"{word('antwoord')} @otto @noor")
    remark = conversations.comment(actor=mees, post=answered.pk, body=word("opmerking"), now=now)
    conversations.accept(actor=mees, post=answered.pk, now=now)
    ask_for_help(actor=mees, conversation=asked.pk, people={world.accounts["hanna"].pk: [answered.pk]}, now=now)
    told_of = world.tell("mees", CIRCLE, word("ervaring"))
    # Of the same sort, in a circle of which anyone may know.
    world.answers("hanna", world.ask("mees", "besloten", word("besloten"), word("dicht")), word("binnenskamers"))
    case = Question(title=word("casus"), body=f"{word('verhaal')} @mia @rita")
    private, _asked = ask_privately(actor=mees, question=case, people={world.accounts["hanna"].pk: []}, now=now)
    world.answers("hanna", private, word("raad"))
    conversations.send_message(actor=mees, receiver="hanna", body=word("bericht"), now=now)
    return {
        "question": asked.pk,
        "answer": answered.pk,
        "comment": remark.pk,
        "told": told_of.pk,
        "opening": _opening(asked),
    }


def _opening(row: Conversation) -> int:
    return Post.objects.values_list("pk", flat=True).get(conversation=row, kind=PostKind.OPENING)


def _met(world: World) -> dict[str, int]:
    mees, hanna, now = world.reader("mees"), world.reader("hanna"), clock.now()
    coming = _planned(world, CIRCLE, now + timedelta(days=14), title="bijeenkomst")
    meetings.register(actor=mees, meeting=coming.pk, now=coming.made_at)
    part = meetings.give_part(actor=hanna, meeting=coming.pk, role="case", handle="mees", now=now)
    held = _planned(world, CIRCLE, now - timedelta(days=3), title="geweest")
    going = meetings.register(actor=mees, meeting=held.pk, now=held.made_at)
    point = Point(title=word("agendapunt"), minutes=9, notes=word("besluit"))
    held.refresh_from_db()
    meetings.draw_up(actor=hanna, meeting=held.pk, points=[point], version=held.version, now=now)
    held.refresh_from_db()
    meetings.write_notes(actor=hanna, meeting=held.pk, notes=word("verslag"), version=held.version, now=now)
    mark = Mark(sign_up=going.pk, came=held.starts_at)
    meetings.correct(actor=hanna, meeting=held.pk, marks=[mark], now=now)
    meetings.close(actor=hanna, meeting=held.pk, now=now)
    soon = now.replace(tzinfo=None, microsecond=0)
    dates = Dates(
        title=word("prikker"), minutes=90, zone="UTC", language="nl",
        times=[Time(soon + timedelta(days=days)) for days in (20, 21)],
    )  # fmt: skip
    poll = polls.propose(actor=hanna, place=world.key(CIRCLE), proposal=dates, now=now).poll
    polls.mark(
        actor=mees, poll=poll.pk, marks=dict.fromkeys(poll.options.values_list("pk", flat=True), "yes"), now=now
    )  # fmt: skip
    return {
        "meeting": coming.pk, "part": part.pk, "over": held.pk, "poll": poll.pk, "consulted": _consulted(world),
    }  # fmt: skip


def _planned(world: World, slug: str, at: datetime, *, title: str, kind: str = "peer_group") -> Meeting:
    plan = Plan(
        title=word(title), about=word("onderwerp"), location=word("zaal"), minutes=60, zone="UTC", language="nl",
        starts=at.replace(tzinfo=None, microsecond=0), kind=kind,
    )  # fmt: skip
    ago = min(clock.now(), at) - timedelta(days=1)
    return meetings.plan(actor=world.reader("hanna"), place=world.key(slug), plan=plan, now=ago)


def _consulted(world: World) -> int:
    now = clock.now()
    ago = now - timedelta(minutes=15)
    group = consultations.start_group(
        actor=world.reader("hanna"),
        parent=world.key(CIRCLE),
        beginning=Beginning(name="Stilzwijgintervisie", language="nl", terms=Terms(smallest=2, facilitator="hanna")),
        now=now - timedelta(days=9),
    )
    Community.objects.filter(pk=group.pk).update(slug=GROUP)
    world.circles[GROUP] = Community.objects.get(pk=group.pk)
    world.enter("mees", GROUP)
    meeting = _planned(world, GROUP, ago, title="intervisie", kind="intervisie")
    hanna = world.reader("hanna")
    for name in ("hanna", "mees"):
        consultations.agree(actor=world.reader(name), meeting=meeting.pk, now=ago)
    row = consultations.choose_method(actor=hanna, meeting=meeting.pk, method="incident", now=ago)
    consultations.press(actor=hanna, meeting=meeting.pk, move="start", version=row.version, now=ago)
    mees = world.reader("mees")
    consultations.write_notes(
        actor=mees, meeting=meeting.pk, question=word("inbreng"), notes=word("notitie"), version=0, now=now
    )
    consultations.write_point(actor=mees, meeting=meeting.pk, text=word("leerpunt"), now=now)
    return meeting.pk


def _kept(world: World) -> dict[str, int]:
    mees, now = world.reader("mees"), clock.now()
    upload = Upload(BytesIO(f"%PDF-1.7 {word('bestand')}".encode()), "stilzwijgbestandsnaam.pdf")
    draft = Draft(
        kind="talk", title=word("bewaard"), about=word("samenvatting"), speaker="Stilzwijgspreker", language="nl"
    )
    piece = library.add(actor=mees, place=world.key(CIRCLE), draft=draft, upload=upload, now=now)
    coffee = Programme(title=word("koffie"), about=word("bijpraten"), language="nl")
    ago = now - timedelta(days=3)
    programme = pairing.start(actor=world.reader("hanna"), place=world.key(CIRCLE), told=coffee, now=ago)
    for name in ("hanna", "mees"):
        pairing.enrol(actor=world.reader(name), programme=programme.pk, wish=Part(), now=ago)
    pairing.make_round(programme=programme.pk, now=ago)
    match = Match.objects.get(round__programme=programme).pk
    return {"piece": piece.pk, "programme": programme.pk, "match": match}


def _able(world: World) -> dict[str, int]:
    """What shows that mees is able to do something, of which he shows all to whoever is signed in: but what he told
    lies behind the wall, what he says of himself he hides, and what hanna says of him he keeps to himself. The words
    are used here alone, so they are listed for nobody."""
    mees, hanna, now = world.reader("mees"), world.reader("hanna"), clock.now()
    choose_sight(actor=mees, sight={ProfilePart.COMPETENCES: Nearness.NETWORK}, now=START)
    able, hidden, praised = (
        name_competence(en=word(name), slug=slug, shared=False).pk
        for name, slug in (("kunde", ABLE), ("verstopt", "wandverstopt"), ("lof", "wandlof"))
    )
    done(world, word("daad"))
    told(world)
    state_level(actor=mees, competence=hidden, level=4, now=now)
    hide_competence(actor=mees, competence=hidden, hidden=True, now=now)
    for name in ("aanbeveling", "geprezen"):
        said = endorse(actor=hanna, handle="mees", competence=praised, level=4, sentence=word(name), now=now)
        if name == "aanbeveling":
            decide(actor=mees, endorsement=said.pk, show=False, now=now)
    asked = ask_for_endorsement(actor=mees, handle="hanna", competence=praised, now=now)
    shows = Evidence.objects.get(account=mees.account, competence=able)
    return {"shows": shows.pk, "endorsement": said.pk, "endorsement_ask": asked.pk}


def done(world: World, title: str) -> None:
    """Mees tells in the circle what he did."""
    able = Competence.objects.get(slug=ABLE).pk
    experience = Experience(
        title=title, situation=word("toen"), did=word("gedaan"), outcome=word("gevolg"), language="nl",
        competences=[able],
    )  # fmt: skip
    conversations.tell(actor=world.reader("mees"), community=world.key(CIRCLE), told=experience, now=clock.now())


def _learned(world: World) -> dict[str, int]:
    mees = world.reader("mees")
    told_of = Told(
        title=word("leerregel"), kind="course", way=Way.COURSE, day=START.date() - timedelta(days=9), minutes=60,
        time="employer", learned=word("geleerd"),
    )  # fmt: skip
    line = learning.write_down(actor=mees, told=told_of, now=START)
    file = BytesIO(f"%PDF-1.7 {word('bewijsstuk')}".encode())
    proof = learning.add_file(actor=mees, line=line.pk, upload=file, name="stilzwijgbewijs.pdf", now=START)
    proposal = Proposal(
        person=world.accounts["mees"].pk, about="wall", title=word("concept"), kind="on_the_job", at=START, minutes=60,
        reason="told",
    )  # fmt: skip
    draft = learning.propose(proposal=proposal, event=Event.objects.latest("pk").pk, now=START)
    brought = learning.open_import(
        actor=mees, name="stilzwijglijst.csv", heads=["day", "title", "duration"],
        cells=[["2026-01-02", word("rij"), "1"]],
        now=START,
    )  # fmt: skip
    held = int(str(world.extra["held"]))
    reviewing.submit(actor=mees, registration=held, lines=[line.pk], text=word("inzending"), now=START)
    submission = Submission.objects.get(line=line.pk).pk
    return {
        "line": line.pk, "evidence": proof.pk, "draft": draft.pk if draft else 0, "brought": brought.pk,
        "submission": submission,
    }  # fmt: skip
