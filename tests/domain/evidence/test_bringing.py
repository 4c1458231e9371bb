"""Facts of the community become evidence, and go with what they rest on."""

from datetime import date, timedelta

import pytest

from kring.communities.actions.leaving import leave_kring
from kring.conversations import actions as conversations
from kring.conversations.actions.starting import ask_privately, let_in
from kring.conversations.drafts import Question
from kring.conversations.models import Post, PostKind
from kring.finding.evidence.actions import bringing
from kring.finding.evidence.actions.adding import add_evidence, take_away
from kring.finding.evidence.models import Bringing, Evidence
from kring.finding.evidence.queries import levels_of
from kring.finding.evidence.rules.kinds import WORTH, Kind
from kring.learning import actions as learning
from kring.learning.rules.entries import Told
from kring.learning.rules.kinds import usual_way
from tests.domain.evidence.furniture import LATER, TODAY, answered, asked, competence, deliver, met, rows, told
from tests.people import START, World

SLUG = "claims-handling"


def test_an_answer_shows_a_little_and_an_accepted_one_more(world: World) -> None:
    about = competence()
    post = answered(world, "hanna", about)
    assert rows(world, "hanna") == [(SLUG, "answer", f"post:{post.pk}")]
    conversations.accept(actor=world.reader("mees"), post=post.pk, now=LATER)
    deliver()
    row = Evidence.objects.get()
    assert (row.kind, row.day, row.voice) == (
        "accepted",
        post.created_at.date(),
        f"account:{world.accounts['mees'].pk}",
    )
    conversations.unaccept(actor=world.reader("mees"), post=post.pk, now=LATER)
    deliver()
    assert rows(world, "hanna") == [(SLUG, "answer", f"post:{post.pk}")]


def test_what_is_withdrawn_takes_its_evidence_away(world: World) -> None:
    about = competence()
    post = answered(world, "hanna", about, accepted=True)
    story = told(world, "hanna", about)
    assert [kind for _word, kind, _source in rows(world, "hanna")] == ["accepted", "experience"]
    conversations.withdraw(actor=world.reader("hanna"), post=post.pk, now=LATER)
    conversations.withdraw_conversation(actor=world.reader("hanna"), conversation=story.pk, now=LATER)
    deliver()
    assert rows(world, "hanna") == []


def test_a_question_withdrawn_takes_the_evidence_of_its_answers_away(world: World) -> None:
    post = answered(world, "hanna", competence(), accepted=True)
    conversations.withdraw_conversation(actor=world.reader("hanna"), conversation=post.conversation_id, now=LATER)
    deliver()
    assert rows(world, "hanna") == []


def test_what_is_about_something_else_after_all_counts_there(world: World) -> None:
    about, other = competence(), competence("Mediation", "Bemiddeling")
    post = answered(world, "hanna", about)
    conversations.retitle(
        actor=world.reader("mees"), conversation=post.conversation_id, title="Which?", competences=[other.pk], now=LATER
    )
    deliver()
    assert rows(world, "hanna") == [("mediation", "answer", f"post:{post.pk}")]


def test_what_shows_nothing_of_someone(world: World) -> None:
    about = competence()
    question = asked(world, "mees", about)
    own = world.answers("mees", question, "I found it myself.")
    post = world.answers("hanna", question, "Good.")
    conversations.comment(actor=world.reader("mees"), post=post.pk, body="Thanks.", now=LATER)
    deliver()
    assert rows(world, "mees") == []
    assert own.pk
    world.answers("hanna", world.ask("mees", "vakgroep", "About nothing?"), "Nothing.")
    deliver()
    assert len(rows(world, "hanna")) == 1


def test_help_with_a_private_case(world: World) -> None:
    about = competence()
    case = ask_privately(
        actor=world.reader("mees"),
        question=Question(title="Mine", body="?", language="en", competences=[about.pk]),
        now=START,
    )
    let_in(case=case, people=[world.accounts["hanna"].pk], now=START)
    post = world.answers("hanna", case, "Do this.")
    deliver()
    assert rows(world, "hanna") == [(SLUG, "help", f"post:{post.pk}")]
    assert Evidence.objects.get().voice == f"account:{world.accounts['mees'].pk}"


def test_who_led_a_meeting_and_who_was_there(world: World) -> None:
    meeting = met(world, "mees", about=competence())
    assert rows(world, "hanna") == [(SLUG, "led", f"meeting:{meeting.pk}")]
    assert rows(world, "mees") == [(SLUG, "attended", f"meeting:{meeting.pk}")]
    assert set(Evidence.objects.values_list("voice", "day")) == {(f"place:{meeting.place_id}", date(2026, 3, 16))}
    bringing.bring_meeting(meeting.pk + 1)
    assert Evidence.objects.count() == 2


def test_a_course_that_was_a_meeting_is_training(world: World) -> None:
    met(world, "mees", about=competence(), kind="training")
    assert [kind for _word, kind, _source in rows(world, "mees")] == ["training"]


def test_training_in_a_ledger_goes_with_its_line(world: World) -> None:
    about = competence()
    mees = world.reader("mees")

    def course(kind: str = "course", day: date = date(2026, 3, 4), about_: int = about.pk) -> Told:
        return Told(title="Claims", kind=kind, way=usual_way(kind), day=day, minutes=60, competences=[about_])

    line = learning.write_down(actor=mees, told=course(), now=LATER)
    learning.write_down(actor=mees, told=course("reading"), now=LATER)
    learning.write_down(actor=mees, told=course("work"), now=LATER)
    deliver()
    assert rows(world, "mees") == [(SLUG, "training", f"entry:{line.pk}")]
    corrected = learning.correct(
        actor=mees, entry=line.pk, told=course(day=date(2026, 2, 2)), because="Earlier", now=LATER
    )
    deliver()
    assert list(Evidence.objects.values_list("source", "day")) == [(f"entry:{line.pk}", date(2026, 2, 2))]
    learning.strike(actor=mees, entry=corrected.pk, because="No", now=LATER)
    deliver()
    assert rows(world, "mees") == []
    bringing.bring_training(0)


def test_what_was_hidden_or_struck_stays_so_when_it_is_brought_again(world: World) -> None:
    post = answered(world, "hanna", competence())
    Evidence.objects.update(hidden_at=LATER, struck_at=LATER, struck_because="Not this")
    bringing.bring_posts([post.pk])
    row = Evidence.objects.get()
    assert (row.hidden_at, row.struck_at, row.struck_because) == (LATER, LATER, "Not this")


def test_what_was_there_before_is_brought_and_bringing_it_twice_changes_nothing(world: World) -> None:
    about = competence()
    answered(world, "hanna", about, accepted=True)
    told(world, "hanna", about)
    met(world, "mees", about=about)
    learning.write_down(
        actor=world.reader("mees"),
        told=Told(title="Claims", kind="exam", way="course", day=date(2026, 3, 4), minutes=60, competences=[about.pk]),
        now=LATER,
    )
    deliver()
    heard = {name: rows(world, name) for name in ("hanna", "mees")}
    Evidence.objects.all().delete()
    for _twice in range(2):
        while bringing.bring_some(now=LATER):
            pass
        assert {name: rows(world, name) for name in ("hanna", "mees")} == heard
        bringing.start_over()
    assert set(Bringing.objects.values_list("after", "done_at")) == {(0, None)}


def test_what_comes_by_an_import_is_brought_from_where_it_ended(world: World) -> None:
    about = competence()
    while bringing.bring_some(now=LATER):
        pass
    question = asked(world, "mees", about)
    post = Post.objects.create(
        conversation=question, kind=PostKind.ANSWER, author=world.accounts["hanna"], body="x", html="x",
        created_at=START, source="elsewhere", source_id="1",
    )  # fmt: skip
    assert not bringing.bring_some(now=LATER)
    bringing.bring_on()
    while bringing.bring_some(now=LATER):
        pass
    assert rows(world, "hanna") == [(SLUG, "answer", f"post:{post.pk}")]


@pytest.mark.parametrize("kind", [Kind.PLACEMENT, Kind.BADGE])
def test_a_room_elsewhere_adds_evidence_corrects_it_and_takes_it_away(world: World, kind: Kind) -> None:
    about, other = competence(), competence("Mediation", "Bemiddeling")
    mees = world.accounts["mees"].pk
    given = {"account": mees, "kind": kind, "day": TODAY, "source": f"{kind}:7", "voice": "organisation:3"}
    assert add_evidence(competences=[about.pk], level=4, **given) == 1
    assert add_evidence(competences=[about.pk, other.pk], level=5, **given) == 2
    held = levels_of([mees], [about.pk], on=TODAY)[mees, about.pk]
    assert (held.level, held.confidence) == (5, WORTH[kind].fresh)
    assert add_evidence(competences=[other.pk], **given) == 1
    assert rows(world, "mees") == [("mediation", kind, f"{kind}:7")]
    assert take_away(source=f"{kind}:7") == 1
    with pytest.raises(ValueError, match="0 to 5"):
        add_evidence(competences=[about.pk], level=6, **given)
    leave_kring(actor=world.reader("mees"), now=LATER)
    assert add_evidence(competences=[about.pk], **given) == 0


def test_all_of_it_goes_with_her(world: World) -> None:
    about = competence()
    answered(world, "hanna", about, accepted=True)
    post = answered(world, "mees", about, asker="hanna")
    leave_kring(actor=world.reader("mees"), now=LATER)
    deliver()
    assert rows(world, "mees") == []
    bringing.bring_posts([post.pk])
    assert rows(world, "mees") == []
    # That she accepted an answer of hanna's stays hanna's.
    assert len(rows(world, "hanna")) == 1


def test_levels_of_counts_what_counts(world: World) -> None:
    about = competence()
    post = answered(world, "hanna", about, accepted=True)
    hanna, mees = world.accounts["hanna"].pk, world.accounts["mees"].pk
    everyone = [hanna, mees]
    held = levels_of(everyone, [about.pk], on=TODAY)
    assert list(held) == [(hanna, about.pk)]
    assert (held[hanna, about.pk].level, held[hanna, about.pk].confidence) == (3, 29)
    assert levels_of(everyone, None, on=TODAY) == held
    assert levels_of(everyone, [about.pk + 99], on=TODAY) == {}
    assert levels_of(everyone, [about.pk], on=post.created_at.date() - timedelta(days=1)) == {}
    assert levels_of([], None, on=TODAY) == {}
