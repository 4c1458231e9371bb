"""Standings over a tree: derived right whatever happens, and the three answers agree."""

import threading
from itertools import pairwise

import pytest
from django.db import connection, models

from kring.communities import actions as communities
from kring.communities.access import COMMUNITY
from kring.communities.models import Community, Membership
from kring.conversations.access import CONVERSATION, POST
from kring.conversations.models import Conversation, Post
from kring.foundation.access import actions
from kring.foundation.access.grants import Table
from kring.foundation.access.models import Kind, Place, Reason, Role, Standing
from kring.foundation.access.rules import NETWORK, PUBLIC, Wish
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError
from tests.people import START, World


def place(parent: Place | None = None, sight: Wish = Wish.INHERIT, listing: Wish = Wish.INHERIT) -> Place:
    return actions.make_place(
        kind=Kind.COMMUNITY, parent=parent.pk if parent else None, listing=listing, sight=sight, now=START
    )


def chain(depth: int) -> list[Place]:
    made: list[Place] = []
    for _ in range(depth):
        made.append(place(made[-1] if made else None))
    return made


def hosts(where: Place) -> set[tuple[int, int]]:
    return set(Standing.objects.filter(place=where, role=Role.HOST).values_list("account_id", "source_id"))


@pytest.mark.django_db
def test_sight_is_inherited_or_narrowed_and_follows_when_it_changes_above() -> None:
    top = place(sight=Wish.NETWORK, listing=Wish.PUBLIC)
    middle = place(top, sight=Wish.PUBLIC)
    leaf = place(middle, sight=Wish.MEMBERS)
    assert (top.listing_scope, top.scope) == (PUBLIC, NETWORK)
    assert middle.scope == NETWORK
    assert (leaf.listing_scope, leaf.scope) == (PUBLIC, leaf.pk)
    actions.wish(top.pk, listing=Wish.MEMBERS, sight=Wish.PUBLIC)
    for one, scope in ((top, top.pk), (middle, top.pk), (leaf, leaf.pk)):
        one.refresh_from_db()
        assert one.scope == scope
    assert leaf.listing_scope == top.pk


@pytest.mark.django_db
def test_hosts_are_handed_down_to_what_is_there_and_what_comes_later(world: World) -> None:
    top, middle, leaf = chain(3)
    hanna = world.accounts["hanna"].pk
    actions.grant(place=top.pk, accounts=[hanna], role=Role.HOST, reason=Reason.APPOINTED, now=START)
    later = place(leaf)
    assert all(hosts(where) == {(hanna, top.pk)} for where in (top, middle, leaf, later))
    actions.revoke(place=top.pk, accounts=[hanna], role=Role.HOST)
    assert not any(hosts(where) for where in (top, middle, leaf, later))


@pytest.mark.django_db
def test_a_move_hands_down_from_the_new_hosts_and_no_longer_from_the_old(world: World) -> None:
    old, middle, leaf = chain(3)
    new = place()
    hanna, mees, noor = (world.accounts[name].pk for name in ("hanna", "mees", "noor"))
    for where, account in ((old, hanna), (new, mees), (middle, noor)):
        actions.grant(place=where.pk, accounts=[account], role=Role.HOST, reason=Reason.APPOINTED, now=START)
    actions.move_place(middle.pk, parent=new.pk, now=START)
    leaf.refresh_from_db()
    assert leaf.path == [new.pk, middle.pk, leaf.pk]
    assert hosts(leaf) == {(mees, new.pk), (noor, middle.pk)}
    assert hosts(old) == {(hanna, old.pk)}


@pytest.mark.django_db
def test_a_place_can_not_be_moved_under_itself() -> None:
    top, _middle, leaf = chain(3)
    with pytest.raises(ConflictError):
        actions.move_place(top.pk, parent=leaf.pk, now=START)


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_never_make_a_ring() -> None:
    one, two = place(), place()
    barrier = threading.Barrier(2)
    refused: list[ConflictError] = []

    def move(what: int, where: int) -> None:
        barrier.wait(timeout=10)
        try:
            actions.move_place(what, parent=where, now=START)
        except ConflictError as error:
            refused.append(error)
        connection.close()

    threads = [threading.Thread(target=move, args=pair) for pair in ((one.pk, two.pk), (two.pk, one.pk))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(refused) == 1
    assert sorted(len(path) for path in Place.objects.values_list("path", flat=True)) == [1, 2]


@pytest.mark.django_db
def test_members_of_a_moved_circle_stay_and_become_members_above(world: World) -> None:
    world.found("Elders")
    hanna = world.accounts["hanna"].pk
    world.enter("hanna", "elders")
    communities.appoint_host(actor=world.reader("olga"), community=world.key("elders"), member=hanna, now=START)
    communities.move(
        actor=world.reader("hanna"), community=world.key("besloten"), parent=world.key("elders"), now=START
    )
    mees = world.accounts["mees"].pk
    where = set(Membership.objects.filter(account=mees, left_at=None).values_list("community__slug", flat=True))
    assert {"besloten", "elders", "vakgroep"} <= where
    assert Community.objects.get(slug="elders").members == 3


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "olga", "hanna", "mees", "noor", "stan"])
@pytest.mark.parametrize(
    ("table", "model"),
    [(COMMUNITY, Community), (CONVERSATION, Conversation), (POST, Post)],
    ids=["community", "conversation", "post"],
)
def test_the_three_answers_agree(world: World, name: str, table: Table, model: type[models.Model]) -> None:
    """What she may see, whether she may, and who may: one table, one answer."""
    reader = world.reader(name)
    for action in table.grants:
        allowed = set(model._default_manager.filter(table.filter(reader, action)).values_list("pk", flat=True))
        for row in model._default_manager.all():
            may = table.allows(reader, action, row)
            assert may == (row.pk in allowed), (action, row.pk)
            if reader.account is not None:
                assert may == table.audience(action, row).filter(pk=reader.account).exists(), (action, row.pk)


@pytest.mark.django_db
def test_the_tree_costs_no_more_queries_when_it_is_deep(world: World, django_assert_max_num_queries: object) -> None:
    places = chain(8)
    assert all(lower.path == [*upper.path, lower.pk] for upper, lower in pairwise(places))
    account = Account.objects.get(handle="noor")
    with django_assert_max_num_queries(10):
        actions.grant(place=places[0].pk, accounts=[account.pk], role=Role.HOST, reason=Reason.APPOINTED, now=START)
    assert Standing.objects.filter(account=account).count() == 8
