"""Invitations: links, letters, coming in by them, and what is refused."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import signing

from kring.communities import actions, queries
from kring.communities.models import Community, Invitation
from kring.foundation.access.models import Role
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.models import Event
from tests.people import START, World

WEEK = START + timedelta(days=7)


def by_link(
    world: World,
    by: str = "hanna",
    circle: str = "verborgen",
    *,
    limit: int = 1,
    ends_at: datetime = WEEK,
    note: str = "",
) -> Invitation:
    return actions.invite_by_link(
        actor=world.reader(by), community=world.key(circle), limit=limit, ends_at=ends_at, note=note, now=START
    )


def by_mail(world: World, *addresses: str, by: str = "hanna", **more: Any) -> list[Invitation]:
    return actions.invite_by_mail(
        actor=world.reader(by),
        community=world.key("verborgen"),
        addresses=addresses,
        now=START,
        **({"ends_at": WEEK} | more),
    )


def accept(world: World, who: str, invitation: Invitation, now: datetime = START) -> Community:
    return actions.accept_invitation(actor=world.reader(who), invitation=invitation.pk, now=now)


def test_a_link_lets_in_until_its_limit(world: World) -> None:
    link = by_link(world)
    assert accept(world, "noor", link).slug == "verborgen"
    assert world.reader("noor").has(world.key("verborgen"), Role.MEMBER)
    with pytest.raises(ConflictError) as refused:
        accept(world, "stan", link)
    assert refused.value.code == "invitation-full"
    assert not world.reader("stan").roles


def test_who_is_in_uses_nothing_up(world: World) -> None:
    link = by_link(world)
    accept(world, "mees", link)
    accept(world, "noor", link)
    accept(world, "noor", link)
    link.refresh_from_db()
    assert link.used == 1


def test_a_link_ends_and_can_be_withdrawn(world: World) -> None:
    link = by_link(world, limit=9)
    with pytest.raises(ConflictError) as refused:
        accept(world, "noor", link, now=WEEK)
    assert refused.value.code == "invitation-ended"
    actions.withdraw_invitation(actor=world.reader("hanna"), invitation=link.pk, now=START)
    with pytest.raises(ConflictError) as refused:
        accept(world, "noor", link)
    assert refused.value.code == "invitation-withdrawn"


def test_nobody_comes_into_an_archived_circle_but_who_is_in_finds_it(world: World) -> None:
    link = by_link(world)
    actions.archive(actor=world.reader("hanna"), community=world.key("verborgen"), now=START)
    assert accept(world, "mees", link).slug == "verborgen"
    with pytest.raises(ConflictError):
        accept(world, "noor", link)


def test_coming_in_takes_an_account_and_an_invitation(world: World) -> None:
    with pytest.raises(RefusedError):
        accept(world, "", by_link(world))
    with pytest.raises(NotThereError):
        accept(world, "noor", Invitation(pk=999_999))


@pytest.mark.parametrize(
    ("limit", "ends_at", "note", "field"),
    [
        (0, WEEK, "", "limit"),
        (10_001, WEEK, "", "limit"),
        (1, START, "", "ends_at"),
        (1, START + timedelta(days=366), "", "ends_at"),
        (1, WEEK, "x" * 201, "note"),
    ],
)
def test_what_can_not_be_taken_of_a_link_is_named(
    world: World, limit: int, ends_at: datetime, note: str, field: str
) -> None:
    with pytest.raises(InvalidError) as refused:
        by_link(world, limit=limit, ends_at=ends_at, note=note)
    assert list(refused.value.fields) == [field]


@pytest.mark.parametrize(
    ("by", "circle", "error"),
    [("mees", "verborgen", RefusedError), ("noor", "verborgen", NotThereError), ("", "voorbeeld", RefusedError)],
)
def test_only_hosts_invite(world: World, by: str, circle: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        by_link(world, by, circle)


def test_only_hosts_withdraw(world: World) -> None:
    link = by_link(world)
    with pytest.raises(NotThereError):
        actions.withdraw_invitation(actor=world.reader("mees"), invitation=link.pk, now=START)
    with pytest.raises(NotThereError):
        actions.withdraw_invitation(actor=world.reader("hanna"), invitation=999_999, now=START)


def test_archived_circles_invite_nobody(world: World) -> None:
    actions.archive(actor=world.reader("hanna"), community=world.key("verborgen"), now=START)
    with pytest.raises(ConflictError):
        by_link(world)
    with pytest.raises(ConflictError):
        by_mail(world, "anna@example.org")


def test_each_address_gets_one_letter(world: World) -> None:
    made = by_mail(world, "Anna@example.org", " bert@example.org", "anna@EXAMPLE.org", "")
    assert [one.email for one in made] == ["anna@example.org", "bert@example.org"]
    assert Event.objects.filter(name="communities.InvitationMade", facts__by_mail=True).count() == 2
    assert [one.email for one in by_mail(world, "bert@example.org", "carla@example.org")] == ["carla@example.org"]


def test_after_it_was_withdrawn_a_letter_can_go_again(world: World) -> None:
    (letter,) = by_mail(world, "anna@example.org")
    actions.withdraw_invitation(actor=world.reader("hanna"), invitation=letter.pk, now=START)
    assert len(by_mail(world, "anna@example.org")) == 1


def test_wrong_addresses_are_named_and_nobody_is_invited(world: World) -> None:
    wrong = [f"wrong-{number}" for number in range(25)]
    with pytest.raises(InvalidError) as refused:
        by_mail(world, "anna@example.org", "bert@", "x" * 300 + "@example.org")
    assert "bert@" in str(refused.value.fields["addresses"])
    with pytest.raises(InvalidError) as refused:
        by_mail(world, *wrong)
    assert "wrong-19 …" in str(refused.value.fields["addresses"])
    assert not Invitation.objects.exists()


def test_letters_are_bounded(world: World) -> None:
    with pytest.raises(InvalidError):
        by_mail(world)
    with pytest.raises(InvalidError):
        by_mail(world, *(f"p{number}@example.org" for number in range(501)))
    with pytest.raises(InvalidError):
        by_mail(world, "anna@example.org", ends_at=START)
    with pytest.raises(RefusedError):
        by_mail(world, "anna@example.org", by="mees")


def test_an_invitation_as_host_makes_a_host(world: World) -> None:
    (letter,) = by_mail(world, "noor@example.org", role=Role.HOST)
    accept(world, "noor", letter)
    assert world.reader("noor").roles[world.key("verborgen")] == {Role.MEMBER, Role.HOST}


def test_a_member_becomes_host_by_an_invitation_as_host(world: World) -> None:
    (letter,) = by_mail(world, "mees@example.org", role=Role.HOST)
    accept(world, "mees", letter)
    assert world.reader("mees").has(world.key("verborgen"), Role.HOST)


def test_only_what_this_installation_signed_is_an_invitation(world: World) -> None:
    link = by_link(world)
    token = queries.invitation_token(link.pk)
    assert queries.invitation_by_token(token).pk == link.pk
    other = signing.Signer(salt="elsewhere").sign_object(link.pk)
    gone = queries.invitation_token(999_999)
    for wrong in ("", "x", token[:-1], token + "x", other, gone, "é:é"):
        with pytest.raises(NotThereError):
            queries.invitation_by_token(wrong)
