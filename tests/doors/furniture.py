"""What stands in the small world for tests of the doors: one of each thing that an address can name.

`World.extra` maps the name under which a table speaks of a thing to its key:

hidden, hidden_answer, hidden_opening     mees' question in `verborgen`, hanna's answer to it, and its first post
told, told_opening                        mees' experience in `vakgroep`, and its post
comment, opening                          mees' comment on hanna's answer; `question`'s post
secret_answer                             hanna's answer in `besloten`
request, hidden_request                   noor asks to come into `besloten`; stan once asked to come into `verborgen`
invitation, invited / hidden_...          an invitation into `genodigden` and its link; one into `verborgen`
ines, claim                               came with an import into `vakgroep`; the link by which she claims her account
token                                     mees' token for programs
line, evidence, draft, dismissed, brought  of mees' ledger: a line, its file, drafts and a file that waits
held, leave, closed, submission, …        of dossiers: see `dossiers.py`
meeting, hidden_meeting, part, …          of meetings: see `meetings.py`
consulted                                 of peer consultation: see `consultations.py`
piece, hidden_piece                       of libraries: see `library.py`
job, delivery, letter                     failed ones, for the operator
abandoned, hosted                         a hidden, archived circle that its host left; `vakgroep`
stop, resume                              what links in mees' letters end with
employer, rival, department, …            of organisations: see `organisations.py`
agreement, agreement_draft, seat, later   of agreements: see `agreements.py`
share, share_over                         what mees shows his employer: see `planning.py`
need, need_of_all, role_profile, …        what his employer needs: see `planning.py`
photo, missing, soon                      a photo's name; a key that nothing has; a day in three weeks
"""

from datetime import timedelta
from io import BytesIO

from django.db import connection
from procrastinate.contrib.django import app

from kring.communities import actions as communities
from kring.communities.models import JoinRequest
from kring.communities.queries import invitation_token
from kring.conversations import actions as conversations
from kring.conversations.models import Conversation, Post, PostKind
from kring.finding.actions import ask_for_help
from kring.foundation import clock
from kring.foundation.accounts.models import Account
from kring.foundation.events.models import Delivery, Event, State
from kring.foundation.tokens.actions import make_token
from kring.foundation.tokens.rules import Scope
from kring.learning import actions as learning
from kring.learning.actions.drafts import Proposal
from kring.learning.rules.entries import Told
from kring.learning.rules.kinds import Way
from kring.notifications.actions import queue_mail
from kring.notifications.letters.tokens import resume_token, stop_token
from kring.notifications.models import Address, Mail, MailState, Pause
from kring.people.actions import invite_to_claim, open_profile
from kring.people.queries import claim_token
from kring.web.settings import photos
from tests.doors.agreements import agreements
from tests.doors.consultations import consultations
from tests.doors.dossiers import dossiers
from tests.doors.library import library
from tests.doors.meetings import meetings
from tests.doors.organisations import organisations
from tests.doors.pairing import pairing
from tests.doors.planning import planned
from tests.people import START, World

SECRET_TITLE = "Zilverreiger wordt overgenomen"
SECRET_WORDS = "Kwartaalcijfers van Zilverreiger"
MISSING = 999_999_999


def furnish(world: World) -> World:
    """Put one of each thing into the world."""
    world.extra.update(
        _written(world) | _let_in(world) | _operated() | _abandoned(world) | organisations(world) | {"missing": MISSING}
    )
    _own, _secret = make_token(actor=world.reader("mees"), name="mine", scopes=[Scope.READ], days=7, now=clock.now())
    world.extra["token"] = _own.pk
    world.extra.update(_learned(world))
    world.extra.update(_letters(world))
    world.extra.update(dossiers(world))
    world.extra.update(agreements(world))
    meetings(world)
    consultations(world)
    library(world)
    pairing(world)
    world.extra.update(planned(world))
    conversations.send_message(actor=world.reader("hanna"), receiver="mees", body="Welcome.", now=START)
    return world


def _written(world: World) -> dict[str, object]:
    assert world.question
    assert world.answer
    assert world.secret
    hidden = world.ask("mees", "verborgen", SECRET_TITLE, SECRET_WORDS)
    remark = conversations.comment(actor=world.reader("mees"), post=world.answer.pk, body="Why the jury?", now=START)
    ask_for_help(
        actor=world.reader("mees"),
        conversation=world.question.pk,
        people={world.accounts["hanna"].pk: [world.answer.pk]},
        now=START,
    )
    told = world.tell("mees", "vakgroep", "We ran a hackathon")
    return {
        "hidden": hidden.pk,
        "hidden_answer": world.answers("hanna", hidden, f"About {SECRET_WORDS}.").pk,
        "hidden_opening": _opening(hidden),
        "secret_answer": world.answers("hanna", world.secret, "Nothing yet.").pk,
        "told": told.pk,
        "told_opening": _opening(told),
        "comment": remark.pk,
        "opening": _opening(world.question),
    }


def _letters(world: World) -> dict[str, object]:
    """What the links in mees' letters end with. The address that takes none is hanna's, as everyone looks at mees'."""
    hanna = world.accounts["hanna"]
    paused = Address.objects.create(
        account=hanna, address="hanna@example.org", why=Pause.BOUNCED, said="550 5.1.1 No such user", paused_at=START
    )
    stop = stop_token(world.accounts["mees"].pk, str(world.key("vakgroep")))
    return {"stop": stop, "resume": resume_token(paused.pk)}


def _opening(conversation: Conversation) -> int:
    return Post.objects.values_list("pk", flat=True).get(conversation=conversation, kind=PostKind.OPENING)


def _learned(world: World) -> dict[str, object]:
    """A line of mees' ledger with evidence, what is proposed to him, and a file that he brought."""
    mees, event = world.reader("mees"), Event.objects.latest("pk").pk
    told = Told(
        title="A course", kind="course", way=Way.COURSE, day=START.date() - timedelta(days=1), minutes=120, time="own"
    )
    line = learning.write_down(actor=mees, told=told, now=START)
    proof = learning.add_file(actor=mees, line=line.pk, upload=BytesIO(b"%PDF-1.7"), name="proof.pdf", now=START)
    proposed = [
        learning.propose(
            proposal=Proposal(
                person=world.accounts["mees"].pk, about=about, title="Shadowing", kind="on_the_job", at=START,
                minutes=60, reason="told",
            ),
            event=event,
            now=START,
        )
        for about in ("a", "b")
    ]  # fmt: skip
    draft, dismissed = (one.pk for one in proposed if one is not None)
    learning.dismiss(actor=mees, draft=dismissed, now=START)
    brought = learning.open_import(
        actor=mees, name="mine.csv", heads=["day", "title", "duration"], cells=[["2026-01-02", "A", "1"]], now=START
    )
    return {
        "line": line.pk, "evidence": proof.pk, "draft": draft, "dismissed": dismissed, "brought": brought.pk
    }  # fmt: skip


def _let_in(world: World) -> dict[str, object]:
    """Requests, invitations and a claim. Invitations and claims end by the clock that the doors read."""
    now = clock.now()
    hanna = world.reader("hanna")
    invited, hidden = (
        communities.invite_by_link(
            actor=hanna, community=world.key(slug), limit=9, ends_at=now + timedelta(days=9), now=now
        ).pk
        for slug in ("genodigden", "verborgen")
    )
    request = communities.ask_to_join(
        actor=world.reader("noor"), community=world.key("besloten"), motivation="I run one too.", now=START
    )
    earlier = JoinRequest.objects.create(
        community_id=world.key("verborgen"), account=world.accounts["stan"], asked_at=START
    )
    ines = Account.objects.create(handle="ines", name="Ines Import", joined_at=START, source="stack", source_id="7")
    open_profile(account=ines, now=START)
    world.accounts["ines"] = ines
    world.enter("ines", "vakgroep")
    claim = invite_to_claim(actor=hanna, handle="ines", email="ines@example.org", now=now)
    return {
        "request": request.pk,
        "hidden_request": earlier.pk,
        "invitation": invited,
        "invited": invitation_token(invited),
        "hidden_invitation": hidden,
        "hidden_invited": invitation_token(hidden),
        "claim": claim_token(claim.pk),
        "soon": (now + timedelta(days=20)).date().isoformat(),
    }


def _operated() -> dict[str, object]:
    """A failed delivery, letter and job, and a photo."""
    event = Event.objects.create(name="people.ProfileChanged", facts={"person": 1}, recorded_at=START)
    delivery = Delivery.objects.create(
        event=event, handler="kring.finding.handlers.person_changed", state=State.FAILED, attempts=8, due_at=START,
        finished_at=START, error="ValueError: no",
    )  # fmt: skip
    letter = queue_mail(to="mees@example.org", subject="Hello", text="Hello.", now=START)
    Mail.objects.filter(pk=letter.pk).update(state=MailState.FAILED, attempts=8, finished_at=START)
    return {
        "delivery": delivery.pk,
        "letter": letter.pk,
        "job": _failed_job(),
        "photo": photos.store(b"RIFF"),
    }


def _abandoned(world: World) -> dict[str, object]:
    """A circle that nobody looks after, and one that has a host."""
    return {"abandoned": world.abandoned("Verlaten").pk, "hosted": world.key("vakgroep")}


def _failed_job() -> int:
    job: int = app.configure_task("tidy").defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job])
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed', attempts = 1 WHERE id = %s", [job])
    return job
