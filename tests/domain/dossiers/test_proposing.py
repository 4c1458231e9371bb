"""What a draft would give in each register, before there is a yes."""

from datetime import date, datetime, timedelta

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from kring.foundation.events.models import Event
from kring.learning.actions.drafts import Proposal, propose
from kring.learning.dossiers.actions.judging import close_period
from kring.learning.dossiers.queries.proposing import Worth, worths
from kring.learning.models import Draft
from kring.registers.actions import Details, register
from tests.dossiers import NOW, PERIOD, at_nivre, enough, learned
from tests.people import World


def proposed(world: World, name: str, *, kind: str = "answer", minutes: int = 90, at: datetime = NOW) -> Draft:
    made = propose(
        proposal=Proposal(
            person=world.accounts["mees"].pk, about=name, title=name, kind=kind, at=at, minutes=minutes, reason="told"
        ),
        event=Event.objects.latest("pk").pk,
        now=NOW,
    )
    assert made is not None
    return made


def at_pmi(world: World) -> None:
    told = Details(starts_on=date(2025, 1, 1), level="PMP", facts={"exam": "2025-01-01"})
    register(actor=world.reader("mees"), scheme="pmi", details=told, now=NOW)


def said(found: list[Worth]) -> dict[str, tuple[str, str]]:
    return {one.scheme.scheme: (one.earned, one.counted) for one in found}


def codes(worth: Worth) -> list[str]:
    return [reason["code"] for reason in worth.reasons]


@pytest.mark.django_db
class TestWorths:
    def test_each_register_judges_by_its_own_rules(self, world: World) -> None:
        at_nivre(world)
        at_pmi(world)
        draft = proposed(world, "answer")
        found = worths(world.reader("mees"), [draft], now=NOW)[draft.pk]
        assert said(found) == {"nivre": ("0", "0"), "pmi": ("1.5", "1.5")}
        assert [codes(one) for one in found] == [["no_entry"], []]

    def test_what_is_missing_is_said(self, world: World) -> None:
        at_nivre(world)
        draft = proposed(world, "group", kind="intervisie")
        (worth,) = worths(world.reader("mees"), [draft], now=NOW)[draft.pk]
        assert (worth.counted, codes(worth), worth.reasons[0]["facts"]["fact"]) == ("0", ["condition"], "evidence")

    def test_what_counts_already_and_other_drafts_count_too(self, world: World) -> None:
        """An article gives 3, and no more in a period."""
        at_nivre(world)
        one, other = proposed(world, "first", kind="article"), proposed(world, "second", kind="article")
        found = worths(world.reader("mees"), [one, other], now=NOW)
        assert sorted(found[key][0].counted for key in found) == ["0", "3"]
        learned(world, kind="article", title="Told before")
        found = worths(world.reader("mees"), [one], now=NOW)
        assert said(found[one.pk]) == {"nivre": ("3", "0")}
        assert codes(found[one.pk][0]) == ["limit"]

    def test_one_of_an_earlier_period_is_judged_there(self, world: World) -> None:
        at_nivre(world, start=date(2024, 7, 1))
        later = datetime.fromisoformat("2026-08-03T10:00:00+00:00")
        drafts = [
            proposed(world, "now", kind="article", at=later),
            proposed(world, "before", kind="article", at=later - timedelta(days=100)),
        ]
        found = worths(world.reader("mees"), drafts, now=later)
        assert [said(found[draft.pk]) for draft in drafts] == [{"nivre": ("3", "3")}] * 2

    def test_a_closed_period_takes_nothing(self, world: World) -> None:
        held = at_nivre(world, start=date(2024, 7, 1))
        enough(world, day=date(2025, 3, 4))
        later = datetime.fromisoformat("2027-08-03T10:00:00+00:00")
        assert close_period(registration=held, wanted=date(2025, 3, 4), now=later)
        draft = proposed(world, "late", kind="article", at=datetime.fromisoformat("2026-03-03T10:00:00+00:00"))
        (worth,) = worths(world.reader("mees"), [draft], now=later)[draft.pk]
        assert (worth.is_closed, worth.counted) == (True, "0")

    def test_without_a_register_or_a_period_nothing_is_said(self, world: World) -> None:
        draft = proposed(world, "answer")
        assert worths(world.reader("mees"), [draft], now=NOW) == {draft.pk: []}
        at_nivre(world, start=PERIOD + timedelta(days=700))
        assert worths(world.reader("mees"), [draft], now=NOW) == {draft.pk: []}
        assert worths(world.reader("mees"), [], now=NOW) == {}

    def test_in_few_queries(self, world: World, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
        at_nivre(world)
        at_pmi(world)
        drafts = [proposed(world, f"draft {number}") for number in range(5)]
        worths(world.reader("mees"), drafts, now=NOW)
        with django_assert_max_num_queries(7):
            worths(world.reader("mees"), drafts, now=NOW)
