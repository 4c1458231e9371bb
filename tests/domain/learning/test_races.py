"""Two windows at once: one correction, one confirmation, one taking in; and sums that hold."""

from dataclasses import replace
from datetime import date

import pytest

from kring.foundation.events.models import Event
from kring.learning import actions
from kring.learning.actions.drafts import Proposal
from kring.learning.models import Draft, Entry, Evidence, LedgerMonth
from tests.domain.learning.test_importing import HEADS, ROWS
from tests.domain.learning.test_ledger import COURSE, NOW, kept, summed
from tests.people import World
from tests.together import together, while_uncommitted

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_corrections_the_second_is_told(world: World) -> None:
    mees, person = world.reader("mees"), world.accounts["mees"].pk
    entry = actions.write_down(actor=mees, told=COURSE, now=NOW)
    refused = together(
        *(
            lambda minutes=minutes: actions.correct(
                actor=mees, entry=entry.pk, told=replace(COURSE, minutes=minutes), because="", now=NOW
            )
            for minutes in (60, 90)
        )
    )
    assert refused == ["corrected-meanwhile"]
    assert Entry.objects.count() == 2
    assert kept(person) == summed(person)


def test_what_is_written_at_once_all_counts(world: World) -> None:
    mees, person = world.reader("mees"), world.accounts["mees"].pk
    days = [date(2026, 11, 3), date(2026, 10, 3), date(2026, 11, 4), date(2026, 10, 4)]
    acts = [lambda day=day: actions.write_down(actor=mees, told=replace(COURSE, day=day), now=NOW) for day in days]
    assert together(*acts) == []
    assert kept(person) == summed(person)
    assert sorted(LedgerMonth.objects.values_list("minutes", flat=True)) == [240, 240]


def test_two_corrections_across_months_do_not_wait_for_each_other_in_a_ring(world: World) -> None:
    mees, person = world.reader("mees"), world.accounts["mees"].pk
    november = actions.write_down(actor=mees, told=COURSE, now=NOW)
    october = actions.write_down(actor=mees, told=replace(COURSE, day=date(2026, 10, 3)), now=NOW)
    moves = [(november.pk, date(2026, 10, 5)), (october.pk, date(2026, 11, 5))]
    acts = [
        lambda key=key, day=day: actions.correct(
            actor=mees, entry=key, told=replace(COURSE, day=day), because="", now=NOW
        )
        for key, day in moves
    ]
    assert together(*acts) == []
    assert kept(person) == summed(person)


def test_a_draft_is_confirmed_once(world: World) -> None:
    mees = world.reader("mees")
    draft = _proposed(world)
    acts = [lambda: actions.confirm(actor=mees, draft=draft.pk, now=NOW) for _ in range(2)]
    assert together(*acts) == ["decided-before"]
    assert Entry.objects.count() == 1


def test_two_who_propose_the_same_at_once_propose_it_once(world: World) -> None:
    assert while_uncommitted(lambda: _proposed(world), lambda: _proposed(world)) == ["", ""]
    assert Draft.objects.count() == 1


def test_the_same_file_taken_in_twice_at_once_adds_nothing_twice(world: World) -> None:
    mees = world.reader("mees")
    files = [actions.open_import(actor=mees, name="mine.csv", heads=HEADS, cells=ROWS, now=NOW).pk for _ in range(2)]
    acts = [lambda key=key: actions.take_in(actor=mees, brought=key, now=NOW) for key in files]
    assert together(*acts) == []
    assert Entry.objects.count() == 3
    assert kept(world.accounts["mees"].pk) == summed(world.accounts["mees"].pk)


def test_the_last_room_for_evidence_is_given_once(world: World) -> None:
    mees = world.reader("mees")
    entry = actions.write_down(actor=mees, told=COURSE, now=NOW)
    for number in range(19):
        actions.add_link(actor=mees, line=entry.pk, link=f"https://example.org/{number}", now=NOW)
    acts = [
        lambda name=name: actions.add_link(actor=mees, line=entry.pk, link=f"https://example.org/{name}", now=NOW)
        for name in "ab"
    ]
    assert together(*acts) == ["too-much-evidence"]
    assert Evidence.objects.count() == 20


def _proposed(world: World) -> Draft:
    proposal = Proposal(
        person=world.accounts["mees"].pk, about="x", title="X", kind="answer", at=NOW, minutes=30, reason="told"
    )
    made = actions.propose(proposal=proposal, event=Event.objects.latest("pk").pk, now=NOW)
    assert made
    return made
