"""Profiles, who sees what of them, claims and leaving."""

from datetime import date, timedelta

import pytest

from kring.communities.actions.leaving import leave_kring
from kring.competences.actions import name_competence
from kring.conversations.queries.people import correspondent, given_by, has_written_to
from kring.foundation.access.readers import ANYONE, OPERATORS_SIGHT
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.models import Event
from kring.people import queries
from kring.people.access import may_vouch_for
from kring.people.actions import (
    Self,
    choose_sight,
    claim_account,
    describe_oneself,
    invite_to_claim,
    show_photo,
)
from kring.people.models import Claim, Profile
from kring.people.rules import CLAIM_LASTS, Nearness, Part
from tests.organisations import bare, employed
from tests.people import START, World, person

TODAY = date(2026, 3, 2)
NEW = {"name": "Ines", "password": "a-long-enough-one", "language": "en"}


@pytest.fixture
def ines(world: World) -> Account:
    """Someone whom an import brought into a circle of Hanna's."""
    account = Account.objects.create(handle="ines", name="Ines", joined_at=START, source="stack", source_id="7")
    world.accounts["ines"] = account
    world.enter("ines", "vakgroep")
    return account


def seen(world: World, reader: str, handle: str = "hanna") -> queries.Person:
    return queries.person(world.reader(reader), handle, language="nl", today=TODAY)


def test_labels_are_in_the_language_of_the_reader(world: World) -> None:
    keys = [name_competence(en=en, nl=nl).pk for en, nl in (("Zeal", "Aandacht"), ("Care", "Zorg"))]
    describe_oneself(actor=world.reader("hanna"), told=Self(name="Hanna", specialisms=keys), now=START)
    assert [word.label for word in seen(world, "stan").specialisms] == ["Aandacht", "Zorg"]
    english = queries.person(world.reader("stan"), "hanna", language="en", today=TODAY)
    assert [word.label for word in english.specialisms] == ["Care", "Zeal"]
    assert [word.label for word in queries.bonds_of(world.accounts["hanna"].pk, language="en")["specialism"]] == [
        "Care", "Zeal",
    ]  # fmt: skip


def test_nearness_is_of_each_reader(world: World) -> None:
    assert [seen(world, name).nearness for name in ("stan", "mees", "hanna")] == [
        Nearness.NETWORK, Nearness.CIRCLES, Nearness.HERSELF,
    ]  # fmt: skip
    assert queries.person(OPERATORS_SIGHT, "hanna", language="en", today=TODAY).nearness is Nearness.NETWORK
    with pytest.raises(NotThereError):
        queries.person(ANYONE, "hanna", language="en", today=TODAY)


def test_what_cannot_be_told_names_the_fields(world: World) -> None:
    told = Self(
        name="",
        headline="x" * 141,
        languages=["x"],
        offers="x" * 1_001,
        availability="often",
        cap=21,
        sight={"seeks": 7},
    )
    with pytest.raises(InvalidError) as error:
        describe_oneself(actor=world.reader("hanna"), told=told, now=START)
    assert set(error.value.fields) == {"name", "headline", "languages", "offers", "availability", "cap", "sight"}
    with pytest.raises(RefusedError):
        describe_oneself(actor=ANYONE, told=Self(name="Nobody"), now=START)


def test_choosing_sight_keeps_what_is_not_named(world: World) -> None:
    choose_sight(actor=world.reader("hanna"), sight={"seeks": 0}, now=START)
    choose_sight(actor=world.reader("hanna"), sight={"headline": 3}, now=START)
    assert Profile.objects.get(account=world.accounts["hanna"]).sight == {"seeks": 0, "headline": 3}
    assert Part.HEADLINE not in seen(world, "mees").shown
    for wrong in ({"shoes": 1}, {"seeks": 9}):
        with pytest.raises(InvalidError):
            choose_sight(actor=world.reader("hanna"), sight=wrong, now=START)


def test_the_former_photo_is_returned_to_be_removed(world: World) -> None:
    assert show_photo(actor=world.reader("hanna"), path="a.webp", now=START) == ""
    assert show_photo(actor=world.reader("hanna"), path="", now=START) == "a.webp"


def test_a_claim_is_made_by_whoever_hosts_a_circle_that_the_person_is_in(world: World, ines: Account) -> None:
    assert queries.may_invite_to_claim(world.reader("hanna"), seen(world, "hanna", "ines"))
    assert not queries.may_invite_to_claim(world.reader("hanna"), seen(world, "hanna", "mees"))
    for name in ("mees", "stan"):
        with pytest.raises(RefusedError):
            invite_to_claim(actor=world.reader(name), handle="ines", email="i@example.org", now=START)
    with pytest.raises(NotThereError):
        invite_to_claim(actor=world.reader("hanna"), handle="nobody", email="i@example.org", now=START)
    with pytest.raises(ConflictError):
        invite_to_claim(actor=world.reader("hanna"), handle="mees", email="i@example.org", now=START)
    for wrong in ("", "nothing", f"{'x' * 64}@{'y' * 60}.{'z' * 60}.{'w' * 60}.{'v' * 60}.org"):
        with pytest.raises(InvalidError):
            invite_to_claim(actor=world.reader("hanna"), handle="ines", email=wrong, now=START)
    claim = invite_to_claim(actor=world.reader("olga"), handle="ines", email=" I@example.org ", now=START)
    assert (claim.email, claim.ends_at) == ("i@example.org", START + CLAIM_LASTS)
    assert Event.objects.latest("pk").name == "people.ClaimOffered"


def test_a_claim_is_used_once_and_not_after_its_end(world: World, ines: Account) -> None:
    claim = invite_to_claim(actor=world.reader("hanna"), handle="ines", email="i@example.org", now=START)
    with pytest.raises(ConflictError) as error:
        claim_account(claim=claim.pk, now=START + CLAIM_LASTS, **NEW)
    assert error.value.code == "claim-ended"
    claim_account(claim=claim.pk, now=START + timedelta(days=1), **NEW)
    assert Profile.objects.filter(account=ines).exists()
    with pytest.raises(ConflictError) as error:
        claim_account(claim=claim.pk, now=START + timedelta(days=1), **NEW)
    assert error.value.code == "claim-used"
    with pytest.raises(NotThereError):
        claim_account(claim=0, now=START, **NEW)


def test_a_token_is_made_here_or_leads_nowhere(world: World, ines: Account) -> None:
    claim = invite_to_claim(actor=world.reader("hanna"), handle="ines", email="i@example.org", now=START)
    token = queries.claim_token(claim.pk)
    assert queries.claim_by_token(token).pk == claim.pk
    for wrong in ("", "x", token[:-1], token + "x", queries.claim_token(claim.pk + 1)):
        with pytest.raises(NotThereError):
            queries.claim_by_token(wrong)
    Claim.objects.all().delete()
    with pytest.raises(NotThereError):
        queries.claim_by_token(token)


def test_personas_are_the_six_in_their_order(world: World) -> None:
    for name in ("Sem Smit", "Anneke de Wit", "Other Person"):
        person(name)
    assert [one.handle for one in queries.personas()] == ["anneke", "sem"]


def test_only_one_who_hosts_alone_stays(world: World) -> None:
    with pytest.raises(ConflictError) as error:
        leave_kring(actor=world.reader("hanna"), now=START)
    assert error.value.code == "last-host"
    assert "Vakgroep" in str(error.value.message)
    assert world.reader("hanna").roles
    leave_kring(actor=world.reader("mees"), now=START)
    assert not world.reader("mees").roles
    assert not Account.objects.get(pk=world.accounts["mees"].pk).is_active
    with pytest.raises(RefusedError):
        leave_kring(actor=ANYONE, now=START)


def test_the_only_operator_stays(world: World) -> None:
    with pytest.raises(ConflictError) as error:
        leave_kring(actor=world.reader("olga"), now=START)
    assert error.value.code == "last-operator"
    person("Otto Operator", operator=True)
    leave_kring(actor=world.reader("olga"), now=START)
    assert not Account.objects.get(pk=world.accounts["olga"].pk).is_active


def test_ones_own_profile_is_empty_before_one_tells(world: World, ines: Account) -> None:
    assert queries.own_profile(world.reader("ines")).headline == ""
    assert seen(world, "mees", "ines").imported
    assert not may_vouch_for(ANYONE, ines.pk)
    with pytest.raises(NotThereError):
        queries.own_profile(ANYONE)


def test_an_employer_is_named_while_one_works_there(world: World) -> None:
    hanna = world.accounts["hanna"].pk
    employment = employed(world, "hanna", bare("Waterworks"), since=TODAY)
    employment.ends_on = TODAY + timedelta(days=2)
    employment.save()
    days = [TODAY + timedelta(days=day) for day in (-1, 0, 1, 2)]
    assert [queries.employers_of(hanna, today=day) for day in days] == [[], ["Waterworks"], ["Waterworks"], []]


def test_what_one_gave_is_read_with_the_sight_of_the_reader(world: World) -> None:
    world.answers("hanna", world.secret, "Only what the members may know.")
    hanna = world.accounts["hanna"].pk
    assert len(given_by(world.reader("mees"), hanna).rows) == 2
    assert len(given_by(world.reader("stan"), hanna).rows) == 1
    assert given_by(ANYONE, hanna).rows == []
    first = given_by(world.reader("mees"), hanna, size=1)
    second = given_by(world.reader("mees"), hanna, after=first.older, size=1)
    assert {first.rows[0].post, second.rows[0].post} == {row.post for row in given_by(world.reader("mees"), hanna).rows}
    assert second.older == ""


def test_nobody_corresponds_with_nobody(world: World) -> None:
    assert correspondent(ANYONE, "hanna") is None
    assert correspondent(world.reader("mees"), "hanna") is None
    assert not has_written_to(world.reader("mees"), world.accounts["hanna"].pk)
