"""Facts are told: once, in spite of crashes, failures, and commits out of order."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import psycopg
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kring.foundation.accounts.models import Account
from kring.foundation.events import dispatch, rules, subscriptions
from kring.foundation.events.actions import CHANNEL, record
from kring.foundation.events.facts import Fact
from kring.foundation.events.models import Delivery, Event, State
from kring.foundation.events.workers import enrol, give_back

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HERE = "tests.domain.foundation.test_events"


class BellRung(Fact):
    name: ClassVar[str] = "tests.BellRung"
    times: int


heard: list[int] = []


def hears(fact: BellRung, *, event: int, now: datetime) -> None:
    heard.append(fact.times)
    Account.objects.create(handle=f"heard-{event}", name="Heard", joined_at=now)


def fails(fact: BellRung, *, event: int, now: datetime) -> None:
    Account.objects.create(handle=f"failed-{event}", name="Failed", joined_at=now)
    raise RuntimeError("no bell")


@pytest.fixture(autouse=True)
def _subscribed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscriptions, "_table", {BellRung.name: (f"{HERE}.hears", f"{HERE}.fails")})
    heard.clear()


def clock_at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValueError, match="extra"):
        BellRung(times=1, loud=True)


@pytest.mark.django_db
def test_a_fact_is_told_to_each_handler_and_a_failing_one_holds_up_no_other() -> None:
    first, second = (record(BellRung(times=times), actor=None, now=NOW) for times in (1, 2))
    assert dispatch.dispatch_due(clock=clock_at(NOW)) == 4
    # Both were tried in one transaction first, which the failing handler undid.
    assert set(heard) == {1, 2}
    assert Account.objects.filter(handle__in=[f"heard-{first}", f"heard-{second}"]).count() == 2
    # What a failing handler wrote is gone with it, and it is tried again later.
    assert not Account.objects.filter(name="Failed").exists()
    failing = Delivery.objects.get(event=first, handler=f"{HERE}.fails")
    assert failing.due_at == NOW + timedelta(seconds=10)
    assert "no bell" in failing.error
    assert dispatch.dispatch_due(clock=clock_at(NOW)) == 0


@pytest.mark.django_db
def test_a_handler_that_keeps_failing_ends_in_the_operators_list_and_can_be_retried() -> None:
    record(BellRung(times=1), actor=None, now=NOW)
    moment = NOW
    for _ in range(rules.TRIES):
        dispatch.dispatch_due(clock=clock_at(moment))
        moment += timedelta(days=1)
    failed = Delivery.objects.get(state=State.FAILED)
    assert failed.attempts == rules.TRIES
    assert dispatch.dispatch_due(clock=clock_at(moment)) == 0
    assert dispatch.retry(delivery=failed.pk, now=moment)
    assert not dispatch.retry(delivery=failed.pk, now=moment)
    assert dispatch.dispatch_due(clock=clock_at(moment)) == 1


@pytest.mark.django_db
def test_a_handler_that_takes_its_process_down_is_tried_again_after_its_lease_and_not_for_ever() -> None:
    record(BellRung(times=1), actor=None, now=NOW)
    # A claim without a delivery is what a killed process leaves behind.
    assert len(dispatch.claim(now=NOW, limit=10)) == 2
    assert dispatch.claim(now=NOW, limit=10) == []
    moment = NOW + rules.LEASE
    for _ in range(rules.TRIES - 1):
        # From then on each is claimed alone: one may have taken down the process that had both.
        assert [len(dispatch.claim(now=moment, limit=10)) for _ in range(3)] == [1, 1, 0]
        moment += rules.LEASE
    assert [dispatch.claim(now=moment, limit=10) for _ in range(2)] == [[], []]
    assert Delivery.objects.filter(state=State.FAILED).count() == 2


@pytest.mark.django_db
def test_a_claim_that_another_took_over_is_not_delivered_twice() -> None:
    record(BellRung(times=1), actor=None, now=NOW)
    slow = next(one for one in dispatch.claim(now=NOW, limit=10) if one.handler.endswith("hears"))
    later = NOW + rules.LEASE
    while dispatch.dispatch_due(clock=clock_at(later)):
        pass
    dispatch.deliver(slow, now=later)
    dispatch.deliver_together([slow], now=later)
    assert heard == [1]


@pytest.mark.django_db
def test_what_succeeds_together_is_done_in_one_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscriptions, "_table", {BellRung.name: (f"{HERE}.hears",)})
    for times in range(5):
        record(BellRung(times=times), actor=None, now=NOW)
    with CaptureQueriesContext(connection) as asked:
        assert dispatch.dispatch_due(clock=clock_at(NOW)) == 5
    assert heard == [0, 1, 2, 3, 4]
    assert Delivery.objects.filter(state=State.DONE).count() == 5
    assert sum("UPDATE delivery" in one["sql"] for one in asked) == 2


@transaction.atomic
def _ring_and_fail() -> None:
    record(BellRung(times=1), actor=None, now=NOW)
    raise RuntimeError


@pytest.mark.django_db(transaction=True)
def test_nothing_is_told_of_what_was_rolled_back() -> None:
    with pytest.raises(RuntimeError):
        _ring_and_fail()
    assert not Event.objects.exists()
    assert dispatch.dispatch_due(clock=clock_at(NOW)) == 0


@pytest.mark.django_db(transaction=True)
def test_concurrent_commits_and_dispatchers_tell_everything_exactly_once() -> None:
    """Four writers commit out of order while three dispatchers run; a fact with an earlier key may commit after a
    later one."""
    done = threading.Event()
    barrier = threading.Barrier(4)

    def write(number: int) -> None:
        for turn in range(10):
            with transaction.atomic():
                record(BellRung(times=number * 100 + turn), actor=None, now=NOW)
                if turn == 0:
                    barrier.wait(timeout=20)
        connection.close()

    def tell() -> None:
        while True:
            last_round = done.is_set()
            if not dispatch.dispatch_due(clock=clock_at(NOW), limit=7) and last_round:
                break
        connection.close()

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    tellers = [threading.Thread(target=tell) for _ in range(3)]
    for thread in [*writers, *tellers]:
        thread.start()
    for thread in writers:
        thread.join(timeout=60)
    done.set()
    for thread in tellers:
        thread.join(timeout=60)
    assert set(heard) == {number * 100 + turn for number in range(4) for turn in range(10)}
    assert Account.objects.filter(name="Heard").count() == 40


def session() -> "psycopg.Connection[tuple[object, ...]]":
    """A connection of a worker's own."""
    known = connection.get_connection_params()
    return psycopg.connect(
        autocommit=True, **{key: known[key] for key in ("dbname", "user", "password", "host", "port") if key in known}
    )


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_had_claimed_is_tried_again_at_once_and_nothing_of_others() -> None:
    with session() as living:
        killed = session()
        workers = [enrol(living), enrol(killed)]
        for times, worker in enumerate(workers):
            record(BellRung(times=times), actor=None, now=NOW)
            assert len(dispatch.claim(now=NOW, limit=10, worker=worker)) == 2
        assert give_back(now=NOW) == 0
        assert dispatch.claim(now=NOW, limit=10, worker=workers[0]) == []
        # What the kernel does for a process that is killed.
        killed.close()
        gone_from_the_list(workers[1])
        assert give_back(now=NOW) == 2
        while dispatch.dispatch_due(clock=clock_at(NOW), worker=workers[0]):
            pass
    assert heard == [1]
    # The failing one waits for its next try, with both tries counted.
    failing = Delivery.objects.get(handler=f"{HERE}.fails", event__facts={"times": 1})
    assert (failing.attempts, failing.claimed_by) == (2, None)
    assert failing.due_at > NOW


@pytest.mark.django_db(transaction=True)
def test_a_claim_in_the_middle_of_its_delivery_is_not_given_back() -> None:
    record(BellRung(times=1), actor=None, now=NOW)
    killed = session()
    worker = enrol(killed)
    claims = dispatch.claim(now=NOW, limit=10, worker=worker)
    killed.close()
    gone_from_the_list(worker)
    with session() as delivering, delivering.transaction():
        delivering.execute("SELECT FROM delivery WHERE id = %s FOR UPDATE", (claims[0].delivery,))
        assert give_back(now=NOW) == len(claims) - 1


def gone_from_the_list(worker: int) -> None:
    """Wait until the database has let go of a closed session's lock."""
    with connection.cursor() as cursor:
        for _ in range(10_000):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s", [worker])
            if not cursor.fetchone()[0]:
                return


@pytest.mark.django_db(transaction=True)
def test_a_commit_wakes_whoever_listens_once_however_much_it_tells() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    with transaction.atomic():
        for times in (1, 2):
            record(BellRung(times=times), actor=None, now=NOW)
    raw = connection.connection
    assert raw is not None
    assert len(list(raw.notifies(timeout=5, stop_after=1))) == 1
    with connection.cursor() as cursor:
        cursor.execute(f"UNLISTEN {CHANNEL}")
