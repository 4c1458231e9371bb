"""Writing down, correcting and striking; the sums of months; what a scheme is given; erasing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.test import override_settings

from kring.communities.actions.leaving import leave_kring
from kring.foundation.access.readers import ANYONE
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.dispatch import dispatch_due
from kring.foundation.events.models import Event
from kring.foundation.files import store
from kring.foundation.files.store import forget_unused
from kring.learning import actions, queries
from kring.learning.models import Aim, Draft, Entry, Evidence, Import, LedgerMonth
from kring.learning.queries import evidence
from kring.learning.rules.entries import Told
from tests.organisations import bare, employed
from tests.people import World

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
COURSE = Told(title="Claims fraud", kind="course", way="course", day=date(2026, 11, 3), minutes=120, time="own")


def summed(person: int) -> set[tuple[object, ...]]:
    """What the months must hold, out of the entries themselves."""
    rows = (
        Entry.objects.filter(person=person, struck=False, replaced_by=None)
        .values_list(TruncMonth("day"), "way", "time")
        .annotate(minutes=Sum("minutes"), entries=Count("pk"))
    )
    return set(rows)


def kept(person: int) -> set[tuple[object, ...]]:
    rows = LedgerMonth.objects.filter(person=person, entries__gt=0)
    return set(rows.values_list("month", "way", "time", "minutes", "entries"))


def test_the_months_hold_what_the_entries_say(world: World) -> None:
    mees, person = world.reader("mees"), world.accounts["mees"].pk
    first = actions.write_down(actor=mees, told=COURSE, now=NOW)
    actions.write_down(actor=mees, told=replace(COURSE, way="doing", time="employer"), now=NOW)
    assert kept(person) == summed(person)
    moved = actions.correct(
        actor=mees, entry=first.pk, told=replace(COURSE, day=date(2026, 9, 30), minutes=60), because="", now=NOW
    )
    assert kept(person) == summed(person)
    actions.strike(actor=mees, entry=moved.pk, because="Twice", now=NOW)
    assert kept(person) == summed(person) == {(date(2026, 11, 1), "doing", "employer", 120, 1)}
    assert LedgerMonth.objects.filter(entries=0).exclude(minutes=0).count() == 0
    year = queries.year_of(mees, 2026)
    assert (year.minutes, year.entries, year.months[10]["doing"], year.times["own"]) == (120, 1, 120, 0)


def test_a_correction_replaces_and_the_line_keeps_its_address(world: World) -> None:
    mees = world.reader("mees")
    first = actions.write_down(actor=mees, told=COURSE, now=NOW)
    second = actions.correct(actor=mees, entry=first.pk, told=replace(COURSE, minutes=60), because="Less", now=NOW)
    third = actions.correct(actor=mees, entry=second.pk, told=replace(COURSE, minutes=90), because="", now=NOW)
    assert (third.line_id, third.replaces_id) == (first.pk, second.pk)
    found = queries.line(mees, first.pk)
    assert (found.now.pk, [row.minutes for row in found.before]) == (third.pk, [60, 120])
    assert [(row.line, row.minutes, row.corrected) for row in queries.lines(mees).rows] == [(first.pk, 90, True)]
    with pytest.raises(NotThereError):
        queries.line(mees, third.pk)
    with pytest.raises(ConflictError, match="corrected meanwhile"):
        actions.correct(actor=mees, entry=first.pk, told=COURSE, because="", now=NOW)
    with pytest.raises(ConflictError, match="corrected meanwhile"):
        actions.strike(actor=mees, entry=first.pk, because="", now=NOW)
    with pytest.raises(InvalidError, match="At most 200"):
        actions.strike(actor=mees, entry=third.pk, because="x" * 201, now=NOW)


def test_lists_go_on_after_the_last_line(world: World) -> None:
    mees = world.reader("mees")
    for number in range(5):
        actions.write_down(
            actor=mees, told=replace(COURSE, title=str(number), day=date(2026, 11, 1 + number // 2)), now=NOW
        )
    found, after = [], ""
    while True:
        page = queries.lines(mees, after=after, size=2)
        found += [row.title for row in page.rows]
        after = page.older
        if not after:
            break
    assert found == ["4", "3", "2", "1", "0"]
    with pytest.raises(InvalidError):
        queries.lines(mees, after="nonsense")


def test_what_is_said_for_one_scheme_stands_beside_what_is_said_for_others(world: World) -> None:
    mees = world.reader("mees")
    first = actions.write_down(actor=mees, told=replace(COURSE, claims={"pmi": {"claimed": ["technical"]}}), now=NOW)
    both = actions.claim(actor=mees, entry=first.pk, scheme="nivre", claims={"points": "2"}, because="", now=NOW)
    assert both.claims == {"pmi": {"claimed": ["technical"]}, "nivre": {"points": "2"}}
    one = actions.claim(actor=mees, entry=both.pk, scheme="pmi", claims={}, because="", now=NOW)
    assert (one.claims, one.minutes) == ({"nivre": {"points": "2"}}, 120)


def test_nobody_else_writes_or_reads_in_a_ledger(world: World) -> None:
    entry = actions.write_down(actor=world.reader("mees"), told=COURSE, now=NOW)
    for name in ("hanna", "olga"):
        other = world.reader(name)
        with pytest.raises(NotThereError):
            actions.correct(actor=other, entry=entry.pk, told=COURSE, because="", now=NOW)
        with pytest.raises(NotThereError):
            actions.add_link(actor=other, line=entry.pk, link="https://example.org", now=NOW)
        with pytest.raises(NotThereError):
            queries.line(other, entry.pk)
        assert not queries.lines(other).rows
    with pytest.raises(RefusedError):
        actions.write_down(actor=ANYONE, told=COURSE, now=NOW)
    assert queries.year_of(ANYONE, 2026).minutes == 0


HOURS = (datetime(2026, 11, 3, 9, tzinfo=UTC), datetime(2026, 11, 3, 11, tzinfo=UTC))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": date(2026, 11, 24)}, "day"),
        ({"day": date(1949, 12, 31)}, "day"),
        ({"minutes": 0}, "duration"),
        ({"minutes": -5}, "duration"),
        ({"minutes": 24 * 60 + 1}, "duration"),
        ({"first_day": date(2026, 11, 4)}, "first_day"),
        ({"first_day": date(2025, 1, 1)}, "first_day"),
        ({"started_at": HOURS[0]}, "ended"),
        ({"ended_at": HOURS[0]}, "started"),
        ({"started_at": HOURS[1], "ended_at": HOURS[0]}, "ended"),
        ({"started_at": HOURS[0], "ended_at": HOURS[1], "minutes": 121}, "duration"),
        ({"day": NOW.date(), "started_at": NOW, "ended_at": NOW + timedelta(hours=3)}, "ended"),
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"learned": "x" * 2_001}, "learned"),
        ({"kind": "Flying high"}, "kind"),
        ({"way": "flying"}, "way"),
        ({"time": "nobody"}, "time"),
        ({"facts": {"tested": "maybe"}}, "tested"),
        ({"facts": {"group_size": "six"}}, "group_size"),
        ({"facts": {"points": "9" * 41}}, "points"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(world: World, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        actions.write_down(actor=world.reader("mees"), told=replace(COURSE, **wrong), now=NOW)  # type: ignore[arg-type]
    assert list(refused.value.fields) == [field]
    assert Entry.objects.count() == 0
    assert LedgerMonth.objects.count() == 0


def test_something_of_two_days_may_take_thirty_hours(world: World) -> None:
    told = replace(COURSE, first_day=date(2026, 11, 2), minutes=30 * 60)
    assert actions.write_down(actor=world.reader("mees"), told=told, now=NOW).minutes == 1_800


def test_a_day_is_the_person_s_own(world: World) -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    told = replace(COURSE, day=date(2026, 11, 24))
    assert actions.write_down(actor=world.reader("mees"), told=told, now=late).pk


def test_a_case_gets_what_counts_with_its_evidence(world: World) -> None:
    mees, person = world.reader("mees"), world.accounts["mees"].pk
    told = replace(
        COURSE, facts={"points": "4", "tested": "yes"}, claims={"nivre": {"claimed": ["module"], "points": "2"}}
    )
    first = actions.write_down(actor=mees, told=told, now=NOW)
    gone = actions.write_down(actor=mees, told=replace(COURSE, title="Gone"), now=NOW)
    actions.strike(actor=mees, entry=gone.pk, because="", now=NOW)
    begun = datetime(2026, 11, 3, 9, tzinfo=UTC)
    timed = replace(COURSE, title="Timed", started_at=begun, ended_at=begun + timedelta(hours=2))
    actions.write_down(actor=mees, told=timed, now=NOW)
    proof = actions.add_link(actor=mees, line=first.pk, link="https://example.org/c", now=NOW)
    actions.correct(actor=mees, entry=first.pk, told=replace(told, minutes=90), because="", now=NOW)
    found = queries.entries_for_cases([person], since=date(2026, 11, 1), until=date(2026, 11, 4))[person]
    assert [(row.title, row.minutes, [one.key for one in row.proved]) for row in found] == [
        ("Timed", 120, []),
        ("Claims fraud", 90, [proof.pk]),
    ]
    assert found[1].activity("nivre") == {
        "id": f"e{first.pk}", "title": "Claims fraud", "kind": "course", "on": "2026-11-03", "hours": "90/60",
        "recorded": "2026-11-23", "evidence": "yes", "points": "2", "tested": "yes", "claimed": ["module"],
    }  # fmt: skip
    assert found[0].activity("pmi")["started"] == "2026-11-03T09:00:00+00:00"
    assert found[1].activity("pmi")["points"] == "4"
    assert not queries.entries_for_cases([person], since=date(2026, 10, 1), until=date(2026, 11, 3))[person]


def test_overlaps_are_found(world: World) -> None:
    mees = world.reader("mees")
    begun = datetime(2026, 11, 3, 9, tzinfo=UTC)
    timed = replace(COURSE, started_at=begun, ended_at=begun + timedelta(hours=2))
    first = actions.write_down(actor=mees, told=timed, now=NOW)
    after = replace(timed, title="After", started_at=begun + timedelta(hours=2), ended_at=begun + timedelta(hours=4))
    second = actions.write_down(actor=mees, told=after, now=NOW)
    assert not queries.overlapping(mees, second)
    within = replace(timed, title="Within", ended_at=begun + timedelta(hours=1), minutes=60)
    third = actions.write_down(actor=mees, told=within, now=NOW)
    assert [row.id for row in queries.overlapping(mees, third)] == [first.pk]
    twice = actions.write_down(actor=mees, told=replace(COURSE, title="CLAIMS FRAUD"), now=NOW)
    assert [row.id for row in queries.overlapping(mees, twice)] == [first.pk]
    assert queries.minutes_on(mees, date(2026, 11, 3)) == 420


def test_aims_are_one_s_own_or_of_who_employs_one(world: World) -> None:
    mees, today = world.reader("mees"), NOW.date()
    works_at = bare("Noord")
    employed(world, "mees", works_at, since=date(2023, 1, 1))
    assert (queries.aims_of(mees, today=today).days, queries.aims_of(mees, today=today).organisation) == (25, "")
    olga = world.reader("olga")
    actions.set_organisation_days(actor=olga, organisation=works_at.pk, days=12, minutes_a_day=450, now=NOW)
    aims = queries.aims_of(mees, today=today)
    assert (aims.days, aims.minutes_a_day, aims.organisation) == (12, 450, "Noord")
    actions.set_aim(actor=mees, course=30, exchange=30, doing=40, days=8, now=NOW)
    aims = queries.aims_of(mees, today=today)
    assert (aims.days, aims.organisation, aims.ways["doing"], aims.minutes_a_day) == (8, "", 40, 450)
    actions.set_aim(actor=mees, course=30, exchange=30, doing=40, days=None, now=NOW)
    assert queries.aims_of(mees, today=today).days == 12
    actions.set_organisation_year(actor=olga, organisation=works_at.pk, year=today.year, days=15, now=NOW)
    actions.set_organisation_year(actor=olga, organisation=works_at.pk, year=today.year - 1, days=30, now=NOW)
    aims = queries.aims_of(mees, today=today)
    assert (aims.days, aims.minutes_a_day, queries.glance(mees, today=today).aim) == (15, 450, 15)
    assert queries.given_in(works_at.pk, today.year + 1) == (12, 450)


WRONG: list[Callable[[World], object]] = [
    lambda world: actions.set_aim(actor=world.reader("mees"), course=-10, exchange=60, doing=50, days=None, now=NOW),
    lambda world: actions.set_aim(actor=world.reader("mees"), course=10, exchange=20, doing=70, days=367, now=NOW),
    lambda world: actions.set_organisation_days(
        actor=world.reader("olga"), organisation=bare("Noord").pk, days=367, minutes_a_day=480, now=NOW
    ),
    lambda world: actions.set_organisation_days(
        actor=world.reader("olga"), organisation=bare("Noord").pk, days=25, minutes_a_day=30, now=NOW
    ),
    lambda world: actions.set_organisation_days(
        actor=world.reader("mees"), organisation=1, days=1, minutes_a_day=480, now=NOW
    ),
    lambda world: actions.set_organisation_days(
        actor=world.reader("olga"), organisation=999_999, days=1, minutes_a_day=480, now=NOW
    ),
]


@pytest.mark.parametrize("attempt", WRONG)
def test_aims_that_cannot_be_are_refused(world: World, attempt: Callable[[World], object]) -> None:
    with pytest.raises((InvalidError, RefusedError, NotThereError)):
        attempt(world)
    assert Aim.objects.count() == 0


def test_who_leaves_takes_her_ledger_along_and_nobody_else_s(world: World, tmp_path: Path) -> None:
    with override_settings(MEDIA_ROOT=tmp_path):
        mees = world.reader("mees")
        entry = actions.write_down(actor=mees, told=COURSE, now=NOW)
        actions.correct(actor=mees, entry=entry.pk, told=replace(COURSE, minutes=60), because="", now=NOW)
        actions.add_file(actor=mees, line=entry.pk, upload=BytesIO(b"%PDF-1.7"), name="c.pdf", now=NOW)
        actions.open_import(actor=mees, name="x", heads=["date", "title"], cells=[["2026-01-01", "x"]], now=NOW)
        other = actions.write_down(actor=world.reader("noor"), told=COURSE, now=NOW)
        leave_kring(actor=mees, now=NOW)
        while dispatch_due(clock=lambda: NOW):
            pass
        assert list(Entry.objects.values_list("pk", flat=True)) == [other.pk]
        assert not any(
            model.objects.filter(person=mees.account).exists()  # type: ignore[attr-defined]
            for model in (Evidence, Import, Draft, LedgerMonth)
        )
        assert forget_unused(named=[evidence.named], before=datetime.now(UTC) + timedelta(minutes=1)) == 1
        assert not list(tmp_path.rglob("files/??/*"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('kring.erasing', true)")
            assert cursor.fetchone() == ("",)


def test_a_file_stays_as_long_as_someone_s_evidence_names_it(world: World, tmp_path: Path) -> None:
    with override_settings(MEDIA_ROOT=tmp_path):
        proofs = []
        for name in ("mees", "noor"):
            entry = actions.write_down(actor=world.reader(name), told=COURSE, now=NOW)
            upload = BytesIO(b"Present: all of us.\n")
            proofs.append(actions.add_file(actor=world.reader(name), line=entry.pk, upload=upload, name="..", now=NOW))
            with pytest.raises(ConflictError, match="here already"):
                actions.add_file(actor=world.reader(name), line=entry.pk, upload=upload, name="b", now=NOW)
        assert (proofs[0].name, proofs[0].content_type, proofs[0].sha256) == (
            "...txt", "text/plain", proofs[1].sha256,
        )  # fmt: skip
        soon = datetime.now(UTC) + timedelta(minutes=1)
        actions.withdraw_evidence(actor=world.reader("mees"), evidence=proofs[0].pk, now=NOW)
        assert forget_unused(named=[evidence.named], before=soon) == 0
        assert queries.content_path(proofs[1]).read_bytes() == b"Present: all of us.\n"
        actions.withdraw_evidence(actor=world.reader("noor"), evidence=proofs[1].pk, now=NOW)
        assert forget_unused(named=[evidence.named], before=soon - timedelta(days=1)) == 0
        assert forget_unused(named=[evidence.named], before=soon) == 1
        with pytest.raises(NotThereError):
            queries.content_path(proofs[1])
        store.remove(proofs[1].sha256, before=soon)
        with pytest.raises(NotThereError):
            actions.withdraw_evidence(actor=world.reader("noor"), evidence=proofs[1].pk, now=NOW)


def test_an_empty_file_is_no_evidence(world: World) -> None:
    mees = world.reader("mees")
    entry = actions.write_down(actor=mees, told=COURSE, now=NOW)
    with pytest.raises(InvalidError, match="empty"):
        actions.add_file(actor=mees, line=entry.pk, upload=BytesIO(), name="c.pdf", now=NOW)


def test_a_line_has_room_for_so_much_evidence(world: World) -> None:
    mees = world.reader("mees")
    entry = actions.write_down(actor=mees, told=COURSE, now=NOW)
    for number in range(20):
        actions.add_link(actor=mees, line=entry.pk, link=f"https://example.org/{number}", now=NOW)
    with pytest.raises(ConflictError, match="has room for 20"):
        actions.add_link(actor=mees, line=entry.pk, link="https://example.org/21", now=NOW)
    assert len(queries.evidence_of_lines(world.accounts["mees"].pk, [entry.pk])) == 20


def test_what_changed_is_told_with_the_day_from_which_on(world: World) -> None:
    mees = world.reader("mees")
    entry = actions.write_down(actor=mees, told=COURSE, now=NOW)
    earlier = replace(COURSE, day=date(2026, 2, 1))
    actions.correct(actor=mees, entry=entry.pk, told=earlier, because="", now=NOW)
    told = Event.objects.filter(name="learning.LedgerChanged").order_by("pk").values_list("facts", flat=True)
    assert [fact["since"] for fact in told] == ["2026-11-03", "2026-02-01"]
