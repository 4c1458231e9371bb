"""Agreeing to be counted and named at an employer, and withdrawing it."""

from datetime import date, timedelta

import pytest

from kring.communities.actions.leaving import leave_kring
from kring.competences.actions import name_competence
from kring.foundation.errors import InvalidError, NotThereError
from kring.foundation.events.dispatch import dispatch_due
from kring.people.models import Employment, Organisation
from kring.people.organisations.actions import end_employment
from kring.planning.needs import actions, queries
from kring.planning.needs.models import Consent, Purpose
from tests.organisations import employed, founded
from tests.people import START, World
from tests.together import together

TODAY = START.date()
LATER = START + timedelta(days=3)


@pytest.fixture
def insurer(world: World) -> Organisation:
    """Hanna owns it; mees and noor work there."""
    made = founded(world, "Insurer", by="hanna")
    for name in ("mees", "noor"):
        employed(world, name, made)
    return made


def agree(world: World, at: Organisation, name: str, purpose: Purpose = Purpose.COUNT, *words: int) -> Consent:
    return actions.agree(
        actor=world.reader(name), organisation=at.pk, purpose=purpose, competences=words or None, now=START
    )


def test_each_agrees_for_herself_and_to_each_by_itself(world: World, insurer: Organisation) -> None:
    word = name_competence(en="Zilverreiger")
    agree(world, insurer, "mees")
    agree(world, insurer, "noor", Purpose.COUNT, word.pk)
    agree(world, insurer, "noor", Purpose.NAME)
    mees, noor = (world.accounts[name].pk for name in ("mees", "noor"))
    assert queries.counted(insurer.pk, TODAY) == sorted([mees, noor])
    assert queries.counted_for(insurer.pk, TODAY) == {mees: None, noor: frozenset({word.pk})}
    assert queries.namable(insurer.pk, TODAY) == [noor]
    (own,) = queries.agreements(world.reader("noor"))
    assert (own.name, own.is_counted, own.everything, own.competences, own.is_named) == (
        "Insurer", True, False, [word.pk], True,
    )  # fmt: skip
    (none,) = queries.agreements(world.reader("hanna"))
    assert (none.is_counted, none.is_named) == (False, False)


def test_withdrawing_works_at_once_and_another_choice_takes_the_place(world: World, insurer: Organisation) -> None:
    word = name_competence(en="Zilverreiger")
    first = agree(world, insurer, "mees")
    assert agree(world, insurer, "mees") == first
    agree(world, insurer, "mees", Purpose.COUNT, word.pk)
    assert Consent.objects.filter(withdrawn_at=None).count() == 1
    mees = world.reader("mees")
    assert actions.withdraw(actor=mees, organisation=insurer.pk, purpose=Purpose.COUNT, now=LATER)
    assert not actions.withdraw(actor=mees, organisation=insurer.pk, purpose=Purpose.COUNT, now=LATER)
    assert queries.counted(insurer.pk, TODAY) == []
    assert Consent.objects.filter(withdrawn_at__isnull=False).count() == 2


def test_who_is_gone_by_a_day_is_not_counted_on_it(world: World, insurer: Organisation) -> None:
    agree(world, insurer, "mees")
    Employment.objects.filter(account=world.accounts["mees"]).update(ends_on=date(2026, 9, 1))
    assert queries.counted(insurer.pk, date(2026, 8, 31))
    assert not queries.counted(insurer.pk, date(2026, 9, 1))


def test_it_ends_with_the_employment_and_with_leaving(world: World, insurer: Organisation) -> None:
    for name in ("mees", "noor"):
        agree(world, insurer, name)
        agree(world, insurer, name, Purpose.NAME)
    gone = Employment.objects.get(account=world.accounts["mees"])
    end_employment(actor=world.reader("hanna"), employment=gone.pk, ends_on=TODAY + timedelta(days=2), now=LATER)
    assert queries.counted(insurer.pk, TODAY) == [world.accounts["noor"].pk]
    leave_kring(actor=world.reader("noor"), now=LATER)
    while dispatch_due(clock=lambda: LATER):
        pass
    assert Consent.objects.filter(withdrawn_at=None).count() == 0
    assert not Consent.objects.filter(person=world.accounts["noor"]).exists()
    employed(world, "mees", insurer, since=date(2026, 12, 1))
    assert queries.counted(insurer.pk, date(2026, 12, 2)) == []


def test_only_who_works_there_agrees_and_to_what_there_is(world: World, insurer: Organisation) -> None:
    with pytest.raises(NotThereError):
        agree(world, insurer, "stan")
    for words in ((), (999_999,)):
        with pytest.raises(InvalidError):
            actions.agree(
                actor=world.reader("mees"), organisation=insurer.pk, purpose=Purpose.COUNT, competences=words, now=START
            )


@pytest.mark.django_db(transaction=True)
def test_two_at_once_agree_to_one_thing(world: World, insurer: Organisation) -> None:
    word = name_competence(en="Zilverreiger")
    assert (
        together(lambda: agree(world, insurer, "mees"), lambda: agree(world, insurer, "mees", Purpose.COUNT, word.pk))
        == []
    )
    assert Consent.objects.filter(withdrawn_at=None).count() == 1
