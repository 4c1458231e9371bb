"""Coming in, being let in, hosting and leaving, each with what it refuses."""

from datetime import timedelta
from typing import Any

import pytest

from kring.communities import actions, queries
from kring.communities.models import Community, Joining, JoinRequest, Membership
from kring.foundation.access.models import Role
from kring.foundation.access.rules import Wish
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.models import Event
from tests.people import START, World

LATER = START + timedelta(days=1)


def join(world: World, who: str, circle: str) -> None:
    actions.join(actor=world.reader(who), community=world.key(circle), now=LATER)


def ask(world: World, who: str, circle: str, motivation: str = "I run rosters.") -> JoinRequest:
    return actions.ask_to_join(actor=world.reader(who), community=world.key(circle), motivation=motivation, now=LATER)


def decide(world: World, who: str, request: JoinRequest, *, admit: bool = True) -> None:
    actions.decide_request(actor=world.reader(who), request=request.pk, admit=admit, now=LATER)


def host(world: World, act: Any, who: str, member: str, circle: str = "vakgroep") -> None:
    act(actor=world.reader(who), community=world.key(circle), member=world.accounts[member].pk, now=LATER)


def events(name: str) -> int:
    return Event.objects.filter(name=f"communities.{name}", recorded_at=LATER).count()


def test_whoever_sees_an_open_circle_joins_it_once(world: World) -> None:
    join(world, "noor", "vakgroep")
    join(world, "noor", "vakgroep")
    assert world.reader("noor").has(world.key("vakgroep"), Role.MEMBER)
    assert (Community.objects.get(slug="vakgroep").members, events("MemberJoined")) == (3, 1)


@pytest.mark.parametrize(
    ("who", "circle", "error"),
    [
        ("", "voorbeeld", RefusedError),
        ("noor", "besloten", RefusedError),
        ("noor", "genodigden", RefusedError),
        ("noor", "verborgen", NotThereError),
    ],
)
def test_closed_circles_are_not_joined(world: World, who: str, circle: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        join(world, who, circle)


def test_an_open_circle_within_a_closed_one_is_no_way_in(world: World) -> None:
    world.found("Open", by="hanna", parent="genodigden", joining=Joining.OPEN)
    with pytest.raises(RefusedError):
        join(world, "noor", "open")
    with pytest.raises(RefusedError):
        ask(world, "noor", "open")
    world.enter("mees", "genodigden")
    join(world, "mees", "open")
    assert world.reader("mees").has(world.key("open"), Role.MEMBER)


def test_joining_within_is_joining_above(world: World) -> None:
    world.found("Open", by="hanna", parent="vakgroep", joining=Joining.OPEN)
    join(world, "noor", "open")
    assert {world.key("open"), world.key("vakgroep")} <= set(world.reader("noor").roles)


def test_an_archived_circle_lets_nobody_in(world: World) -> None:
    request = ask(world, "noor", "besloten")
    actions.archive(actor=world.reader("hanna"), community=world.key("vakgroep"), now=LATER)
    for act in (lambda: join(world, "noor", "vakgroep"), lambda: ask(world, "stan", "besloten"),
                lambda: decide(world, "hanna", request)):  # fmt: skip
        with pytest.raises(ConflictError):
            act()
    decide(world, "hanna", request, admit=False)


def test_asking_twice_is_asking_once(world: World) -> None:
    first = ask(world, "noor", "besloten")
    assert ask(world, "noor", "besloten", "Again.").pk == first.pk
    assert (queries.has_asked(world.reader("noor"), world.key("besloten")), events("JoinRequested")) == (True, 1)


def test_what_is_refused_of_requests(world: World) -> None:
    with pytest.raises(ConflictError):
        ask(world, "mees", "besloten")
    with pytest.raises(RefusedError):
        ask(world, "", "voorbeeld")
    with pytest.raises(RefusedError):
        ask(world, "noor", "genodigden")
    with pytest.raises(NotThereError):
        ask(world, "noor", "verborgen")
    with pytest.raises(InvalidError):
        ask(world, "noor", "besloten", "x" * 1_001)


def test_a_host_lets_someone_in_here_and_above(world: World) -> None:
    decide(world, "hanna", ask(world, "noor", "besloten"))
    assert {world.key("besloten"), world.key("vakgroep")} <= set(world.reader("noor").roles)
    assert (events("JoinDecided"), events("MemberJoined")) == (1, 1)
    assert queries.to_decide(world.reader("hanna")) == []


def test_a_declined_person_may_ask_again(world: World) -> None:
    first = ask(world, "noor", "besloten")
    decide(world, "hanna", first, admit=False)
    assert not world.reader("noor").roles
    assert ask(world, "noor", "besloten").pk != first.pk


def test_a_request_is_decided_once_and_by_hosts(world: World) -> None:
    request = ask(world, "noor", "besloten")
    with pytest.raises(NotThereError):
        decide(world, "mees", request)
    with pytest.raises(NotThereError):
        actions.decide_request(actor=world.reader("hanna"), request=999_999, admit=True, now=LATER)
    decide(world, "hanna", request)
    with pytest.raises(ConflictError) as refused:
        decide(world, "hanna", request, admit=False)
    assert refused.value.code == "already-decided"


def test_who_came_in_otherwise_waits_no_longer(world: World) -> None:
    ask(world, "noor", "besloten")
    world.found("Dieper", by="hanna", parent="besloten", joining=Joining.OPEN)
    request = ask(world, "noor", "dieper")
    decide(world, "hanna", request)
    assert not JoinRequest.objects.filter(decided_at=None).exists()


def test_who_left_kring_is_not_let_in(world: World) -> None:
    request = ask(world, "noor", "besloten")
    noor = world.accounts["noor"]
    noor.is_active = False
    noor.save()
    assert queries.to_decide(world.reader("hanna")) == []
    with pytest.raises(ConflictError) as refused:
        decide(world, "hanna", request)
    assert refused.value.code == "person-left"


def test_leaving_ends_what_is_below_and_leaves_what_is_above(world: World) -> None:
    actions.leave(actor=world.reader("mees"), community=world.key("besloten"), now=LATER)
    assert world.reader("mees").has(world.key("vakgroep"))
    world.enter("mees", "besloten")
    actions.leave(actor=world.reader("mees"), community=world.key("vakgroep"), now=LATER)
    assert not {world.key("vakgroep"), world.key("besloten")} & set(world.reader("mees").roles)
    assert events("MemberLeft") == 3
    assert Community.objects.get(slug="besloten").members == 1


def test_leaving_what_one_is_not_in_changes_nothing(world: World) -> None:
    actions.leave(actor=world.reader("noor"), community=world.key("vakgroep"), now=LATER)
    assert events("MemberLeft") == 0
    for who, circle, error in (("", "voorbeeld", RefusedError), ("noor", "verborgen", NotThereError)):
        with pytest.raises(error):
            actions.leave(actor=world.reader(who), community=world.key(circle), now=LATER)


def test_the_last_host_stays_until_another_is_there(world: World) -> None:
    with pytest.raises(ConflictError) as refused:
        actions.leave(actor=world.reader("hanna"), community=world.key("vakgroep"), now=LATER)
    assert refused.value.code == "last-host"
    with pytest.raises(ConflictError):
        host(world, actions.dismiss_host, "hanna", "hanna")
    with pytest.raises(ConflictError):
        host(world, actions.remove_member, "hanna", "hanna")
    host(world, actions.appoint_host, "hanna", "mees")
    actions.leave(actor=world.reader("hanna"), community=world.key("vakgroep"), now=LATER)
    assert world.reader("mees").has(world.key("besloten"), Role.HOST)


def test_a_host_who_left_kring_is_none_to_rely_on(world: World) -> None:
    host(world, actions.appoint_host, "hanna", "mees")
    mees = world.accounts["mees"]
    mees.is_active = False
    mees.save()
    with pytest.raises(ConflictError):
        actions.leave(actor=world.reader("hanna"), community=world.key("vakgroep"), now=LATER)


def test_a_host_from_above_is_enough_for_a_circle(world: World) -> None:
    host(world, actions.appoint_host, "hanna", "mees", "besloten")
    actions.leave(actor=world.reader("mees"), community=world.key("besloten"), now=LATER)
    assert not world.reader("mees").has(world.key("besloten"))


def test_hosting_is_given_to_members_and_taken_where_it_was_given(world: World) -> None:
    with pytest.raises(ConflictError) as refused:
        host(world, actions.appoint_host, "hanna", "noor")
    assert refused.value.code == "not-a-member"
    host(world, actions.appoint_host, "hanna", "mees")
    with pytest.raises(ConflictError) as refused:
        host(world, actions.dismiss_host, "hanna", "mees", "besloten")
    assert refused.value.code == "not-appointed-here"
    host(world, actions.dismiss_host, "hanna", "mees")
    assert world.reader("mees").roles[world.key("vakgroep")] == {Role.MEMBER}
    assert world.reader("mees").roles[world.key("besloten")] == {Role.MEMBER}


@pytest.mark.parametrize("act", [actions.appoint_host, actions.dismiss_host, actions.remove_member])
def test_only_hosts_appoint_dismiss_and_remove(world: World, act: Any) -> None:
    with pytest.raises(RefusedError):
        host(world, act, "mees", "hanna")
    with pytest.raises(NotThereError):
        host(world, act, "noor", "hanna", "verborgen")


def test_a_removed_member_is_out_here_and_below(world: World) -> None:
    host(world, actions.remove_member, "hanna", "mees")
    assert world.reader("mees").roles.keys() == {world.key("verborgen"), world.key("voorbeeld")}
    ended = Membership.objects.filter(account=world.accounts["mees"], left_at=LATER)
    assert ended.count() == 2


def test_who_was_removed_can_come_back_and_history_stays(world: World) -> None:
    host(world, actions.remove_member, "hanna", "mees")
    join(world, "mees", "vakgroep")
    assert Membership.objects.filter(account=world.accounts["mees"], community=world.key("vakgroep")).count() == 2


def test_a_hidden_circle_within_is_joined_by_nobody_who_does_not_know_it(world: World) -> None:
    world.found("Stil", by="hanna", parent="vakgroep", listing=Wish.MEMBERS, sight=Wish.MEMBERS)
    with pytest.raises(NotThereError):
        join(world, "mees", "stil")


def test_a_circle_takes_no_more_members_than_its_hosts_say(world: World) -> None:
    actions.limit_members(actor=world.reader("hanna"), community=world.key("vakgroep"), most=2, now=START)
    with pytest.raises(ConflictError) as full:
        actions.join(actor=world.reader("noor"), community=world.key("vakgroep"), now=START)
    assert full.value.code == "circle-full"
    actions.join(actor=world.reader("mees"), community=world.key("vakgroep"), now=START)
    actions.limit_members(actor=world.reader("hanna"), community=world.key("vakgroep"), most=None, now=START)
    actions.join(actor=world.reader("noor"), community=world.key("vakgroep"), now=START)
    assert Community.objects.get(slug="vakgroep").members == 3


def test_coming_into_a_circle_within_a_full_one_is_coming_into_that_too(world: World) -> None:
    actions.limit_members(actor=world.reader("hanna"), community=world.key("vakgroep"), most=2, now=START)
    request = actions.ask_to_join(actor=world.reader("noor"), community=world.key("besloten"), motivation="", now=START)
    with pytest.raises(ConflictError, match="full"):
        actions.decide_request(actor=world.reader("hanna"), request=request.pk, admit=True, now=START)


@pytest.mark.parametrize("most", [0, 1, 10_001])
def test_a_limit_is_a_number_that_holds_who_is_in(world: World, most: int) -> None:
    with pytest.raises(InvalidError):
        actions.limit_members(actor=world.reader("hanna"), community=world.key("vakgroep"), most=most, now=START)
    with pytest.raises(RefusedError):
        actions.limit_members(actor=world.reader("mees"), community=world.key("vakgroep"), most=5, now=START)
