"""Handing in and reviewing: who sees what, what may follow on what, two reviewers at once, and drawing by lot."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.dispatch import dispatch_due
from kring.learning.actions import claim, strike
from kring.learning.dossiers.actions import reviewing as actions
from kring.learning.dossiers.models import Sample, Submission
from kring.learning.dossiers.queries import reviewing as queries
from kring.learning.dossiers.rules.reviewing import MOVES, Move, State, after
from kring.learning.dossiers.rules.sampling import draw
from kring.notifications.models import Notification
from kring.notifications.rules import Topic
from kring.registers.actions import appoint_reviewer
from kring.registers.models import Registration, Reviewer
from tests.dossiers import NOW, at_nivre, learned
from tests.people import World, small_world
from tests.together import together


def reviewed_by_hanna(world: World) -> Registration:
    appoint_reviewer(actor=world.reader("olga"), scheme="nivre", handle="hanna", now=NOW)
    return at_nivre(world)


def handed_in(world: World, held: Registration, *, title: str = "Claims after a storm") -> Submission:
    entry = learned(world, title=title)
    actions.submit(actor=world.reader("mees"), registration=held.pk, lines=[entry.pk], text="Please.", now=NOW)
    return Submission.objects.get(entry=entry)


def state_of(row: Submission) -> str:
    return Submission.objects.get(pk=row.pk).state


def test_a_reviewer_sees_what_was_handed_in_and_nothing_else(world: World) -> None:
    held = reviewed_by_hanna(world)
    row = handed_in(world, held)
    learned(world, title="Private")
    found = queries.to_review(world.reader("hanna"), "nivre", states=[State.WAITING]).rows
    assert [(one.title, one.who, one.number) for one in found] == [("Claims after a storm", "Mees Member", "12345")]
    assert queries.counts(world.reader("hanna"), ["nivre", "pmi"]) == {"nivre": 1}
    assert queries.for_review(world.reader("hanna"), row.pk).entry.title == "Claims after a storm"
    for name in ("mees", "olga", "stan", ""):
        with pytest.raises(NotThereError):
            queries.for_review(world.reader(name), row.pk)
        with pytest.raises(NotThereError):
            queries.to_review(world.reader(name), "nivre", states=[State.WAITING])


def test_a_reviewer_of_another_scheme_sees_nothing(world: World) -> None:
    row = handed_in(world, reviewed_by_hanna(world))
    appoint_reviewer(actor=world.reader("olga"), scheme="pmi", handle="stan", now=NOW)
    with pytest.raises(NotThereError):
        queries.for_review(world.reader("stan"), row.pk)
    with pytest.raises(NotThereError):
        actions.approve(actor=world.reader("stan"), submission=row.pk, now=NOW)


def test_nobody_reviews_her_own(world: World) -> None:
    row = handed_in(world, reviewed_by_hanna(world))
    appoint_reviewer(actor=world.reader("olga"), scheme="nivre", handle="mees", now=NOW)
    with pytest.raises(NotThereError):
        actions.approve(actor=world.reader("mees"), submission=row.pk, now=NOW)
    assert queries.to_review(world.reader("mees"), "nivre", states=[State.WAITING]).rows == []


def test_a_dismissed_reviewer_sees_nothing_any_more(world: World) -> None:
    row = handed_in(world, reviewed_by_hanna(world))
    Reviewer.objects.update(withdrawn_at=NOW)
    with pytest.raises(NotThereError):
        queries.for_review(world.reader("hanna"), row.pk)


def test_it_goes_from_hand_to_hand_with_words(world: World) -> None:
    row = handed_in(world, reviewed_by_hanna(world))
    hanna, mees = world.reader("hanna"), world.reader("mees")
    actions.ask(actor=hanna, submission=row.pk, text="Who led it?", now=NOW)
    actions.answer(actor=mees, submission=row.pk, text="Ines did.", now=NOW)
    actions.approve(actor=hanna, submission=row.pk, now=NOW)
    told = [(step.kind, step.by, step.text) for step in queries.steps(Submission.objects.get())]
    assert told == [
        ("submitted", "Mees Member", "Please."),
        ("asked", "Hanna Host", "Who led it?"),
        ("answered", "Mees Member", "Ines did."),
        ("approved", "Hanna Host", ""),
    ]
    assert queries.own_submission(mees, row.pk).state == State.APPROVED


def test_who_has_to_do_something_hears_of_it(world: World) -> None:
    row = handed_in(world, reviewed_by_hanna(world))
    appoint_reviewer(actor=world.reader("olga"), scheme="nivre", handle="stan", now=NOW)
    deliver()
    actions.ask(actor=world.reader("hanna"), submission=row.pk, text="Who led it?", now=NOW)
    actions.answer(actor=world.reader("mees"), submission=row.pk, text="Ines did.", now=NOW)
    actions.refuse(actor=world.reader("hanna"), submission=row.pk, reason="Not proved.", now=NOW)
    deliver()
    told = Notification.objects.filter(about="submission").order_by("pk").values_list("account__handle", "topic")
    assert set(told) == {
        ("hanna", Topic.SUBMITTED),
        ("stan", Topic.SUBMITTED),
        ("hanna", Topic.ANSWERED_REVIEW),
        ("mees", Topic.REVIEW_ASKED),
        ("mees", Topic.REVIEW_REFUSED),
    }


def deliver() -> None:
    while dispatch_due(clock=lambda: NOW + timedelta(minutes=1)):
        pass


def test_refusing_and_asking_need_words(world: World) -> None:
    row = handed_in(world, reviewed_by_hanna(world))
    hanna = world.reader("hanna")
    for text in ("", "  ", "x" * 501):
        with pytest.raises(InvalidError):
            actions.refuse(actor=hanna, submission=row.pk, reason=text, now=NOW)
        with pytest.raises(InvalidError):
            actions.ask(actor=hanna, submission=row.pk, text=text, now=NOW)
    assert state_of(row) == State.WAITING


def test_what_is_decided_is_not_decided_again(world: World) -> None:
    row = handed_in(world, reviewed_by_hanna(world))
    actions.approve(actor=world.reader("hanna"), submission=row.pk, now=NOW)
    with pytest.raises(ConflictError):
        actions.refuse(actor=world.reader("hanna"), submission=row.pk, reason="No.", now=NOW)
    with pytest.raises(ConflictError):
        actions.withdraw(actor=world.reader("mees"), submission=row.pk, now=NOW)


def test_handing_in_twice_is_once_and_after_a_refusal_again(world: World) -> None:
    held = reviewed_by_hanna(world)
    row = handed_in(world, held)
    mees = world.reader("mees")

    def again() -> int:
        return actions.submit(actor=mees, registration=held.pk, lines=[row.line], text="", now=NOW)

    assert again() == 0
    actions.refuse(actor=world.reader("hanna"), submission=row.pk, reason="Not proved.", now=NOW)
    assert (again(), state_of(row)) == (1, State.WAITING)


def test_taken_back_the_reviewer_sees_it_no_more(world: World) -> None:
    held = reviewed_by_hanna(world)
    row = handed_in(world, held)
    with pytest.raises(NotThereError):
        actions.withdraw(actor=world.reader("hanna"), submission=row.pk, now=NOW)
    actions.withdraw(actor=world.reader("mees"), submission=row.pk, now=NOW)
    with pytest.raises(NotThereError):
        queries.for_review(world.reader("hanna"), row.pk)
    with pytest.raises(NotThereError):
        actions.approve(actor=world.reader("hanna"), submission=row.pk, now=NOW)


def test_a_correction_is_handed_in_by_itself(world: World) -> None:
    held = reviewed_by_hanna(world)
    row = handed_in(world, held)
    mees = world.reader("mees")
    claim(actor=mees, entry=row.entry_id, scheme="nivre", claims={"points": "4"}, because="", now=NOW)
    assert queries.is_corrected(queries.for_review(world.reader("hanna"), row.pk))
    assert actions.submit(actor=mees, registration=held.pk, lines=[row.line], text="", now=NOW) == 1
    assert Submission.objects.count() == 2


def test_only_what_stands_in_ones_own_ledger_is_handed_in(world: World) -> None:
    held = reviewed_by_hanna(world)
    theirs = learned(world, "hanna")
    struck = learned(world)
    strike(actor=world.reader("mees"), entry=struck.pk, because="", now=NOW)
    for line in (theirs.pk, struck.pk, 999_999):
        with pytest.raises(NotThereError):
            actions.submit(actor=world.reader("mees"), registration=held.pk, lines=[line], text="", now=NOW)
    with pytest.raises(NotThereError):
        actions.submit(actor=world.reader("stan"), registration=held.pk, lines=[], text="", now=NOW)


@given(st.sampled_from(list(State)), st.sampled_from(list(Move)))
def test_every_move_leads_where_the_table_says_or_nowhere(state: State, move: Move) -> None:
    may, to = MOVES[move]
    assert after(state, move) == (to if state in may else None)
    assert after(state, move) != state


@given(st.sets(st.integers(1, 10**9), max_size=40), st.text(max_size=20), st.integers(0, 50))
def test_drawing_is_the_same_for_anyone_and_grows_by_adding(population: set[int], seed: str, size: int) -> None:
    drawn = draw(population, seed=seed, size=size)
    assert drawn == draw(sorted(population, reverse=True), seed=seed, size=size)
    assert len(set(drawn)) == len(drawn) == min(size, len(population))
    assert set(drawn) <= population
    assert draw(population, seed=seed, size=size + 1)[: len(drawn)] == drawn


def approved(world: World, held: Registration, count: int) -> list[Submission]:
    rows = [handed_in(world, held, title=f"Course {number}") for number in range(count)]
    for row in rows:
        actions.approve(actor=world.reader("hanna"), submission=row.pk, now=NOW)
    return rows


def sampled(world: World, *, seed: str = "dice", size: int = 2, by: str = "hanna") -> Sample:
    day = NOW.date()
    return actions.draw_sample(
        actor=world.reader(by), scheme="nivre", seed=seed, size=size, since=day, until=day + timedelta(days=1), now=NOW
    )


def test_what_is_drawn_is_flagged_until_it_is_judged_anew(world: World) -> None:
    held = reviewed_by_hanna(world)
    rows = approved(world, held, 5)
    made = sampled(world)
    assert made.drawn == draw([row.pk for row in rows], seed="dice", size=2)
    assert {row.pk for row in Submission.objects.filter(state=State.FLAGGED)} == set(made.drawn)
    found, shown = queries.sample(world.reader("hanna"), made.pk)
    assert (found.pk, [row.id for row in shown]) == (made.pk, made.drawn)
    assert [one.pk for one in queries.samples(world.reader("hanna"), "nivre")] == [made.pk]
    actions.approve(actor=world.reader("hanna"), submission=made.drawn[0], now=NOW)
    assert Submission.objects.filter(state=State.FLAGGED).count() == 1


def test_a_sample_is_for_reviewers_and_says_what_is_wrong(world: World) -> None:
    held = reviewed_by_hanna(world)
    with pytest.raises(InvalidError) as refused:
        sampled(world)
    assert list(refused.value.fields) == ["since"]
    approved(world, held, 1)
    for field, wrong in (("seed", {"seed": " "}), ("size", {"size": 0}), ("size", {"size": 1_001})):
        with pytest.raises(InvalidError) as refused:
            sampled(world, **wrong)  # type: ignore[arg-type]
        assert list(refused.value.fields) == [field]
    with pytest.raises(InvalidError):
        actions.draw_sample(
            actor=world.reader("hanna"), scheme="nivre", seed="x", size=1, since=date(2026, 2, 1),
            until=date(2026, 1, 1), now=NOW,
        )  # fmt: skip
    with pytest.raises(NotThereError):
        sampled(world, by="stan")
    made = sampled(world)
    with pytest.raises(NotThereError):
        queries.sample(world.reader("mees"), made.pk)
    with pytest.raises(NotThereError):
        queries.samples(world.reader("mees"), "nivre")


@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_at_once_one_decides() -> None:
    world = small_world()
    row = handed_in(world, reviewed_by_hanna(world))
    appoint_reviewer(actor=world.reader("olga"), scheme="nivre", handle="stan", now=NOW)
    refused = together(
        lambda: actions.approve(actor=world.reader("hanna"), submission=row.pk, now=NOW),
        lambda: actions.refuse(actor=world.reader("stan"), submission=row.pk, reason="No.", now=NOW),
    )
    assert refused == ["decided-meanwhile"]
    assert Submission.objects.get().steps.count() == 2
    connection.close()
