"""A circle that nobody hosts any more: an operator appoints someone, and gives away no sight by it."""

from collections.abc import Callable

import pytest

from kring.communities import actions, queries
from kring.communities.models import Community
from kring.foundation.access.actions import make_place
from kring.foundation.access.models import Kind, Role
from kring.foundation.access.rules import Wish
from kring.foundation.errors import KringError
from tests.people import START, World

pytestmark = pytest.mark.django_db


def code(act: Callable[[], object]) -> str:
    with pytest.raises(KringError) as refused:
        act()
    return refused.value.code


def give(world: World, slug: str, handle: str, *, by: str = "olga") -> Community:
    return actions.give_host(actor=world.reader(by), community=world.key(slug), handle=handle, now=START)


def test_an_archived_circle_that_its_host_left_gets_another_and_is_reopened(world: World) -> None:
    circle = world.abandoned("Verlaten", members=("mees",))
    assert [one.slug for one in queries.without_host(world.reader("olga"))] == ["verlaten"]
    assert not queries.without_host(world.reader("mees")).exists()
    for wrong in ("stan", "olga", "nobody-of-that-name"):
        assert code(lambda wrong=wrong: give(world, "verlaten", wrong)) == "invalid"
    assert code(lambda: give(world, "verlaten", "mees", by="mees")) == "not-an-operator"
    give(world, "verlaten", "mees")
    assert world.reader("mees").has(circle.pk, Role.HOST)
    assert not world.reader("olga").roles
    actions.reopen(actor=world.reader("mees"), community=circle.pk, now=START)
    assert not queries.without_host(world.reader("olga")).exists()


def test_a_circle_with_a_host_is_left_to_that_host(world: World) -> None:
    assert code(lambda: give(world, "vakgroep", "mees")) == "has-a-host"
    world.abandoned("Verlaten", parent="vakgroep")
    assert code(lambda: give(world, "verlaten", "mees")) == "has-a-host"


def test_anyone_may_look_after_a_circle_that_nobody_is_in(world: World) -> None:
    circle = world.abandoned("Verlaten")
    give(world, "verlaten", "stan")
    assert world.reader("stan").has(circle.pk, Role.HOST)
    assert Community.objects.get(slug="verlaten").members == 1


def test_who_comes_to_an_empty_circle_is_a_member_of_what_is_above_it(world: World) -> None:
    above = world.abandoned("Boven", members=("mees",))
    below = Community.objects.create(
        place=make_place(kind=Kind.COMMUNITY, parent=above.pk, listing=Wish.MEMBERS, sight=Wish.MEMBERS, now=START),
        slug="onder", name="Onder", sort_name="onder", purpose="", language="nl", made_at=START,
    )  # fmt: skip
    world.circles["onder"] = below
    assert code(lambda: give(world, "onder", "stan")) == "invalid"
    give(world, "onder", "mees")
    assert world.reader("mees").has(below.pk, Role.HOST)
    assert not world.reader("mees").has(above.pk, Role.HOST)
