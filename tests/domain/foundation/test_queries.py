"""Reads and keys of the foundation."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from kring.conversations.models import Post
from kring.foundation import clock
from kring.foundation.access.actions import wish
from kring.foundation.access.grants import SignedIn
from kring.foundation.access.models import Role
from kring.foundation.access.queries import holders, visible_places
from kring.foundation.access.readers import ANYONE, OPERATORS_SIGHT
from kring.foundation.access.rules import Wish
from kring.foundation.accounts.models import Account
from kring.foundation.events import dispatch, queries
from kring.foundation.events.models import Delivery, Event, State
from kring.foundation.ids import reserve
from tests.people import START, World

pytestmark = pytest.mark.django_db


def test_reserved_keys_are_fresh_and_given_to_nobody_else(world: World) -> None:
    first, second = reserve(Post, 3), reserve(Post, 2)
    assert len({*first, *second, *Post.objects.values_list("pk", flat=True)}) == 5 + Post.objects.count()
    assert reserve(Post, 0) == []


def test_the_clock_is_aware() -> None:
    assert clock.now().utcoffset() == datetime.now(UTC).utcoffset()


def test_who_may_read_in_which_places(world: World) -> None:
    keys = {slug: world.key(slug) for slug in world.circles}
    assert set(visible_places(ANYONE)) == {keys["voorbeeld"]}
    assert set(visible_places(world.reader("stan"))) == {keys["voorbeeld"], keys["vakgroep"]}
    assert set(visible_places(world.reader("olga"))) == {keys["voorbeeld"], keys["vakgroep"]}
    assert set(visible_places(OPERATORS_SIGHT)) == set(keys.values())
    assert set(holders(keys["besloten"], Role.HOST)) == {world.accounts["hanna"].pk}


def test_what_becomes_private_is_gone_at_once_for_whoever_is_not_signed_in(world: World) -> None:
    assert set(visible_places(ANYONE)) == {world.key("voorbeeld")}
    wish(world.key("voorbeeld"), listing=Wish.MEMBERS, sight=Wish.MEMBERS)
    assert visible_places(ANYONE) == []
    made = world.found("Later", listing=Wish.PUBLIC, sight=Wish.PUBLIC)
    assert visible_places(ANYONE) == [made.pk]
    assert made.pk in visible_places(OPERATORS_SIGHT)


def test_signed_in_is_everyone_with_an_account(world: World) -> None:
    grant = SignedIn()
    everyone = Account.objects.count()
    for reader, sees in ((ANYONE, 0), (world.reader("stan"), everyone), (OPERATORS_SIGHT, everyone)):
        assert Account.objects.filter(grant.rows(reader)).count() == sees
        assert grant.holds(reader, None) == bool(sees)
    assert Account.objects.filter(grant.people(None)).count() == everyone


def test_every_failed_delivery_gets_a_second_chance_and_done_ones_are_forgotten() -> None:
    event = Event.objects.create(name="people.ProfileChanged", facts={"person": 1}, recorded_at=START)
    for number, state in enumerate((State.FAILED, State.FAILED, State.DONE, State.WAITING)):
        Delivery.objects.create(event=event, handler=f"h{number}", state=state, due_at=START, finished_at=START)
    assert (queries.condition().failed, queries.condition().waiting) == (2, 1)
    assert dispatch.retry_all(now=START) == 2
    assert (queries.condition().failed, queries.condition().waiting) == (0, 3)
    assert dispatch.forget_done(before=START) == 0
    assert dispatch.forget_done(before=clock.now()) == 1
    assert Event.objects.filter(pk=event.pk).exists()


def test_a_claim_s_failure_is_put_off_only_by_who_holds_it() -> None:
    event = Event.objects.create(name="tests.Unknown", facts={}, recorded_at=START)
    delivery = Delivery.objects.create(event=event, handler="kring.nowhere", due_at=START)
    (taken,) = dispatch.claim(now=START, limit=5)
    dispatch.deliver(taken, now=START)
    delivery.refresh_from_db()
    assert delivery.attempts == 1
    assert "KeyError" in delivery.error
    with connection.cursor() as cursor:
        cursor.execute("UPDATE delivery SET attempts = 5, error = '' WHERE id = %s", [delivery.pk])
    dispatch.deliver(taken, now=START)
    delivery.refresh_from_db()
    assert delivery.error == ""
