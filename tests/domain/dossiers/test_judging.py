"""Verdicts on registrations: kept, judged anew, closed for good, and what makes them differ."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from kring.foundation.access.readers import ANYONE
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.dispatch import dispatch_due
from kring.foundation.jobs.queries import is_asked
from kring.learning.actions import add_link, strike
from kring.learning.dossiers.actions import judging, rejudging, reminding, reviewing
from kring.learning.dossiers.actions.claiming import claim
from kring.learning.dossiers.actions.statements import make_statement
from kring.learning.dossiers.models import (
    Rejudging,
    RejudgingPart,
    Reminder,
    Snapshot,
    Standing,
    Statement,
    Submission,
)
from kring.learning.dossiers.queries.dossier import cards, dossier
from kring.learning.dossiers.queries.rejudging import rejudgings
from kring.learning.models import Entry
from kring.notifications.letters.composing import write_due
from kring.notifications.models import Mail, Notification
from kring.notifications.rules import Topic
from kring.people.actions import leave
from kring.registers.actions import Details, appoint_reviewer, change, register, upload_scheme
from kring.registers.claims import Claim
from kring.registers.models import Registration, SchemeText
from kring.registers.queries import known, registrations_of
from kring.registers.queries.schemes import scheme_of
from tests.dossiers import END, NOW, PERIOD, at_nivre, enough, learned
from tests.people import World, small_world
from tests.together import together

AFTER = datetime(2027, 7, 2, 3, tzinfo=UTC)


def verdict(world: World, held: Registration, *, now: datetime = NOW, wanted: date | None = None) -> str:
    return dossier(world.reader("mees"), held.pk, now=now, wanted=wanted).made.verdict


def deliver(now: datetime = NOW) -> None:
    while dispatch_due(clock=lambda: now + timedelta(minutes=1)):
        pass


def test_a_dossier_is_met_when_what_is_asked_is_there(world: World) -> None:
    held = at_nivre(world)
    assert verdict(world, held) == "short"
    enough(world)
    found = dossier(world.reader("mees"), held.pk, now=NOW)
    assert found.made.verdict == "met"
    assert found.made.period == (PERIOD, END)
    assert [line.told["title"] for line in found.lines if line.is_counted] == [
        "Disciplinary rules", "Course 1", "Course 2", "Course 3"
    ]  # fmt: skip


def test_what_was_struck_and_what_lies_outside_is_not_in_it(world: World) -> None:
    held = at_nivre(world)
    entries = enough(world)
    learned(world, title="Long ago", day=date(2020, 1, 1), points="5", facts={"evidence": "yes"})
    strike(actor=world.reader("mees"), entry=entries[0].pk, because="Not so.", now=NOW)
    found = dossier(world.reader("mees"), held.pk, now=NOW)
    assert found.made.verdict != "met"
    assert [line.told["title"] for line in found.lines] == ["Course 1", "Course 2", "Course 3"]


def test_evidence_in_the_ledger_is_evidence_for_the_judge(world: World) -> None:
    held = at_nivre(world)
    entry = learned(world, points="6")
    counted = dossier(world.reader("mees"), held.pk, now=NOW).lines[0].is_counted
    add_link(actor=world.reader("mees"), line=entry.pk, link="https://example.org/proof", now=NOW)
    assert (counted, dossier(world.reader("mees"), held.pk, now=NOW).lines[0].is_counted) == (False, True)


def test_one_activity_counts_in_several_registers_each_by_its_own_claims(world: World) -> None:
    nivre = at_nivre(world)
    told = Details(starts_on=PERIOD, level="PMP", facts={"exam": "2025-07-01"})
    pmi = register(actor=world.reader("mees"), scheme="pmi", details=told, now=NOW)
    entry = learned(world, facts={"evidence": "yes"}, hours=3)
    claim(actor=world.reader("mees"), registration=nivre.pk, entry=entry.pk, claim=Claim(points="2"), now=NOW)
    fresh = Entry.objects.get(replaces=entry)
    told_pmi = Claim(claimed=["technical"])
    claim(actor=world.reader("mees"), registration=pmi.pk, entry=fresh.pk, claim=told_pmi, now=NOW)
    counted = {
        held.scheme: dossier(world.reader("mees"), held.pk, now=NOW).lines[0].said["counted"] for held in (nivre, pmi)
    }
    assert counted == {"nivre": "2", "pmi": "3"}


def test_a_claim_is_of_the_scheme_and_readable(world: World) -> None:
    told = Details(starts_on=PERIOD, level="PMP", facts={"exam": "2025-07-01"})
    pmi = register(actor=world.reader("mees"), scheme="pmi", details=told, now=NOW)
    nivre, entry = at_nivre(world), learned(world)
    for held, field, given in (
        (pmi, "claimed", Claim(claimed=["practitioner"])),
        (pmi, "points", Claim(points="many")),
        (nivre, "fact_module", Claim(facts={"module": "x" * 121})),
    ):
        with pytest.raises(InvalidError) as refused:
            claim(actor=world.reader("mees"), registration=held.pk, entry=entry.pk, claim=given, now=NOW)
        assert list(refused.value.fields) == [field]


def test_a_statement_needs_a_period_and_there_are_not_endlessly_many(world: World) -> None:
    mees = world.reader("mees")
    odd = register(actor=mees, scheme="pmi", details=Details(starts_on=PERIOD), now=NOW)
    with pytest.raises(ConflictError, match="no period"):
        make_statement(actor=mees, registration=odd.pk, wanted=None, language="en", now=NOW)
    held = at_nivre(world)
    entry = learned(world)
    add_link(actor=mees, line=entry.pk, link="https://example.org/proof", now=NOW)
    made = make_statement(actor=mees, registration=held.pk, wanted=None, language="en", now=NOW)
    assert json.loads(made.document)["activities"][0]["evidence"] == [
        {"name": "example.org", "link": "https://example.org/proof"}
    ]
    made.pk = None
    Statement.objects.bulk_create([made] * 199)
    with pytest.raises(ConflictError, match="200"):
        make_statement(actor=mees, registration=held.pk, wanted=None, language="en", now=NOW)


def test_who_is_not_signed_in_does_nothing(world: World) -> None:
    held = at_nivre(world)
    with pytest.raises(RefusedError):
        reviewing.submit(actor=ANYONE, registration=held.pk, lines=[], text="", now=NOW)


def test_what_a_reviewer_does_is_what_the_judge_hears(world: World) -> None:
    held = at_nivre(world)
    module, *_rest = enough(world)
    appoint_reviewer(actor=world.reader("olga"), scheme="nivre", handle="hanna", now=NOW)
    reviewing.submit(actor=world.reader("mees"), registration=held.pk, lines=[module.pk], text="", now=NOW)
    assert verdict(world, held) == "waiting for review"
    key = Submission.objects.get().pk
    reviewing.refuse(actor=world.reader("hanna"), submission=key, reason="No.", now=NOW)
    assert verdict(world, held) not in ("met", "waiting for review")
    reviewing.submit(actor=world.reader("mees"), registration=held.pk, lines=[module.pk], text="", now=NOW)
    reviewing.approve(actor=world.reader("hanna"), submission=key, now=NOW)
    assert verdict(world, held) == "met"


def test_a_line_that_can_not_be_read_takes_no_other_along(world: World) -> None:
    held = at_nivre(world)
    enough(world)
    learned(world, title="Odd", points="1/0")
    found = dossier(world.reader("mees"), held.pk, now=NOW)
    assert found.made.verdict == "met"
    assert found.made.problems


def test_without_what_the_scheme_asks_nothing_can_be_decided(world: World) -> None:
    held = register(actor=world.reader("mees"), scheme="pmi", details=Details(starts_on=PERIOD), now=NOW)
    found = dossier(world.reader("mees"), held.pk, now=NOW)
    assert (found.made.verdict, found.made.period, found.earlier, found.later) == ("can't be decided", None, None, None)


def test_cards_are_judged_once_and_anew_when_something_changed(world: World) -> None:
    held = at_nivre(world)
    mees = world.reader("mees")

    def stale() -> bool:
        found = cards(mees, now=NOW)
        judging.keep_cards(actor=mees, cards=found, now=NOW)
        return found[0].made is not None

    assert (stale(), stale()) == (True, False)
    entry = learned(world)
    assert (stale(), stale()) == (True, False)
    add_link(actor=mees, line=entry.pk, link="https://example.org/proof", now=NOW)
    assert (stale(), stale()) == (True, False)
    reviewing.submit(actor=mees, registration=held.pk, lines=[entry.pk], text="", now=NOW)
    assert (stale(), stale()) == (True, False)
    told = Details(starts_on=PERIOD, facts={"period_start": PERIOD.isoformat()})
    change(actor=mees, registration=held.pk, version=1, details=told, now=NOW + timedelta(minutes=1))
    assert (stale(), stale()) == (True, False)
    assert cards(world.reader("hanna"), now=NOW) == []


def test_the_kept_verdict_follows_what_happens(world: World) -> None:
    held = at_nivre(world)
    deliver()
    assert Standing.objects.get(registration=held).verdict == "short"
    enough(world)
    deliver()
    kept = Standing.objects.get(registration=held)
    assert (kept.verdict, kept.first, kept.until, kept.deadline) == ("met", PERIOD, END, END - timedelta(days=1))


def test_a_period_closes_when_its_last_deadline_has_passed_and_then_stands(world: World) -> None:
    held = at_nivre(world)
    enough(world)
    deliver()
    assert judging.close_period(registration=held, wanted=PERIOD, now=NOW) is None
    assert reminding.close_ended(today=date(2027, 6, 30), now=NOW) == 0
    assert reminding.close_ended(today=AFTER.date(), now=AFTER) == 1
    assert reminding.close_ended(today=AFTER.date(), now=AFTER) == 0
    taken = Snapshot.objects.get()
    assert (taken.first, taken.until, taken.verdict, taken.number) == (PERIOD, END, "met", 1)
    assert Standing.objects.get(registration=held).first == END
    strike(actor=world.reader("mees"), entry=Entry.objects.order_by("pk")[0].pk, because="", now=AFTER)
    assert verdict(world, held, now=AFTER, wanted=PERIOD) == "met"
    deliver(AFTER)
    assert Notification.objects.filter(topic=Topic.PERIOD_CLOSED, account=held.account_id).count() == 1


NEWER = """
format: 1
scheme: nivre
version: stricter
title: {en: Stricter, nl: Strenger}
body: NIVRE
source: Made up
year: 2027
status: unreviewed
applies: {from: 2020-01-01, to: periods ending}
facts:
  person:
    period_start: {type: date, ask: "When?"}
period: {starts: person.period_start, length: 2 years}
earning:
  - {name: course, kind: any, points: stated}
rules:
  - {name: total, of: all, at_least: 100}
"""
EXAMPLES = """
- name: a hundred
  origin: ours
  case: {person: {period_start: 2024-01-01}, for: 2024-05-01, activities: [{kind: course, on: 2024-03-01, points: 100}]}
  expect: {verdict: met}
- name: one short
  origin: ours
  case: {person: {period_start: 2024-01-01}, for: 2024-05-01, activities: [{kind: course, on: 2024-03-01, points: 99}]}
  expect: {verdict: short}
- name: nothing
  origin: ours
  case: {person: {period_start: 2024-01-01}, for: 2024-05-01}
  expect: {verdict: short}
"""


def stricter(world: World, *, now: datetime) -> SchemeText:
    return upload_scheme(actor=world.reader("olga"), scheme=NEWER.encode(), examples=EXAMPLES.encode(), now=now)


def test_a_new_version_judges_what_is_open_and_never_what_is_closed(world: World) -> None:
    held = at_nivre(world)
    enough(world)
    enough(world, day=date(2027, 8, 1), now=AFTER + timedelta(days=90))
    later = AFTER + timedelta(days=90)
    reminding.close_ended(today=later.date(), now=later)
    judging.close_period(registration=held, wanted=PERIOD, now=later)
    assert (verdict(world, held, now=later, wanted=PERIOD), verdict(world, held, now=later)) == ("met", "met")
    stricter(world, now=later)
    open_one = dossier(world.reader("mees"), held.pk, now=later).made
    assert (open_one.known.scheme.version, open_one.said["rules"][0]["required"]) == ("stricter", "100")
    closed = dossier(world.reader("mees"), held.pk, now=later, wanted=PERIOD)
    assert closed.made.verdict == "met"
    assert closed.made.known.scheme.version != "stricter"
    assert closed.lines


def test_a_closed_period_is_judged_anew_by_the_rules_that_held_then(world: World) -> None:
    held = at_nivre(world)
    entries = enough(world)
    mees = world.reader("mees")
    with pytest.raises(ConflictError):
        judging.close_again(actor=mees, registration=held.pk, first=PERIOD, now=AFTER)
    judging.close_period(registration=held, wanted=PERIOD, now=AFTER)
    stricter(world, now=AFTER)
    strike(actor=mees, entry=entries[0].pk, because="Not so.", now=AFTER)
    with pytest.raises(NotThereError):
        judging.close_again(actor=world.reader("hanna"), registration=held.pk, first=PERIOD, now=AFTER)
    judging.close_again(actor=mees, registration=held.pk, first=PERIOD, now=AFTER)
    found = dossier(mees, held.pk, now=AFTER, wanted=PERIOD)
    assert [(one.number, one.verdict) for one in found.snapshots] == [(2, "short"), (1, "met")]
    assert found.made.verdict == "short"
    assert {one.scheme_id for one in found.snapshots} == {known("nivre")[1].digest}


def test_what_a_closed_period_left_is_there_in_the_next(world: World) -> None:
    held = at_nivre(world)
    enough(world)
    learned(world, title="More", day=date(2026, 4, 1), points="6", facts={"evidence": "yes"})
    judging.close_period(registration=held, wanted=PERIOD, now=AFTER)
    total = next(rule for rule in dossier(world.reader("mees"), held.pk, now=AFTER).made.said["rules"])
    assert (total["name"], total["carried"]) == ("total", "4")


def test_credit_from_before_kring_is_there_once(world: World) -> None:
    told = Details(
        starts_on=date(2021, 7, 1), facts={"period_start": "2021-07-01"}, birthday=date(1980, 1, 1),
        carried=[{"points": "3", "category": "all", "from": "2025-06-30"}],
    )  # fmt: skip
    held = register(actor=world.reader("mees"), scheme="nivre", details=told, now=NOW)
    found = dossier(world.reader("mees"), held.pk, now=NOW)
    assert found.made.said["rules"][0]["carried"] == "3"
    assert found.earlier == date(2025, 6, 30)


def test_a_text_that_ships_no_more_still_judges_what_it_judged(world: World) -> None:
    held = at_nivre(world)
    enough(world)
    judging.close_period(registration=held, wanted=PERIOD, now=AFTER)
    kept = SchemeText.objects.get()
    assert scheme_of(kept.text).version == known("nivre")[0].scheme.version
    other = kept.text.replace("2023", "2022")
    SchemeText.objects.create(
        digest="0" * 64, scheme="nivre", version="2022", origin="shipped", text=other, added_at=NOW
    )
    Snapshot.objects.update(scheme="0" * 64)
    found = dossier(world.reader("mees"), held.pk, now=AFTER, wanted=PERIOD)
    assert found.made.known.digest == "0" * 64
    assert found.made.verdict == "met"


@pytest.mark.parametrize(
    ("today", "days"),
    [("2026-12-31", None), ("2027-01-02", 180), ("2027-04-01", 90), ("2027-06-10", 30), ("2027-06-29", 7)],
)
def test_each_reminder_comes_once(world: World, today: str, days: int | None) -> None:
    held = at_nivre(world)
    deliver()
    now = datetime.fromisoformat(f"{today}T01:11:00+00:00")
    expected = [] if days is None else [days]
    for _ in range(2):
        reminding.remind(today=now.date(), now=now)
        assert list(Reminder.objects.values_list("days", flat=True)) == expected
    deliver(now)
    assert Notification.objects.filter(topic=Topic.DEADLINE, account=held.account_id).count() == len(expected)


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Claims experts (NIVRE): the deadline is 30 June 2027"),
        ("nl", "Schade-experts (NIVRE): de deadline is 30 juni 2027"),
    ],
)
def test_a_deadline_comes_by_letter_in_her_language(world: World, language: str, subject: str) -> None:
    held = at_nivre(world)
    Account.objects.filter(pk=held.account_id).update(language=language)
    deliver()
    Notification.objects.all().delete()
    now = datetime(2027, 6, 10, 1, tzinfo=UTC)
    reminding.remind(today=now.date(), now=now)
    deliver(now)
    write_due(now=now + timedelta(hours=1))
    letter = Mail.objects.get()
    assert (letter.to, letter.subject) == ("mees@example.org", subject)
    assert f"/learning/dossiers/{held.pk}\n" in letter.text
    assert f"/learning/registrations/{held.pk}\n" in letter.text


def test_who_wants_no_letters_gets_none(world: World) -> None:
    held = at_nivre(world)
    deliver()
    Notification.objects.all().delete()
    details = Details(starts_on=PERIOD, facts={"period_start": PERIOD.isoformat()}, letters=False)
    change(actor=world.reader("mees"), registration=held.pk, version=1, details=details, now=NOW)
    now = datetime(2027, 6, 10, 1, tzinfo=UTC)
    reminding.remind(today=now.date(), now=now)
    deliver(now)
    write_due(now=now + timedelta(hours=1))
    assert Notification.objects.filter(topic=Topic.DEADLINE).count() == 1
    assert not Mail.objects.exists()


def test_nobody_is_reminded_of_what_she_has_done(world: World) -> None:
    at_nivre(world)
    deliver()
    enough(world)
    now = datetime(2027, 6, 29, 1, tzinfo=UTC)
    assert reminding.remind(today=now.date(), now=now) == 0


def test_a_new_version_judges_all_registrations_anew_in_parts(world: World) -> None:
    at_nivre(world)
    at_nivre(world, "hanna")
    enough(world, "hanna")
    deliver()
    while rejudging.start_due(now=NOW) or rejudging.judge_part(now=NOW):
        pass
    stricter(world, now=NOW)
    deliver()
    assert is_asked("rejudge")
    assert rejudging.start_due(now=NOW) == 1
    assert rejudging.start_due(now=NOW) == 0
    begun = rejudgings()[0]
    assert (begun.scheme, begun.total, begun.done, begun.finished_at) == ("nivre", 2, 0, None)
    assert rejudging.judge_part(now=NOW)
    done = rejudgings()[0]
    assert (done.done, done.changed, done.finished_at) == (2, 1, NOW)
    assert not rejudging.judge_part(now=NOW)
    assert set(Standing.objects.values_list("verdict", flat=True)) == {"short"}


def test_a_walk_that_was_broken_off_goes_on_and_an_older_one_gives_way(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rejudging, "PART", 1)
    for name in ("mees", "hanna", "stan"):
        at_nivre(world, name)
    rejudging.start_due(now=NOW)
    rejudging.judge_part(now=NOW)
    assert RejudgingPart.objects.filter(done_at=None).count() == 2
    stricter(world, now=NOW)
    rejudging.start_due(now=NOW)
    assert Rejudging.objects.filter(scheme="nivre", finished_at=None).count() == 1
    assert RejudgingPart.objects.filter(done_at=None).count() == 3
    while rejudging.judge_part(now=NOW):
        pass
    assert not Rejudging.objects.filter(finished_at=None).exists()


def test_everything_of_a_person_who_leaves_goes(world: World) -> None:
    held = at_nivre(world)
    entries = enough(world)
    reviewing.submit(actor=world.reader("mees"), registration=held.pk, lines=[entries[0].pk], text="", now=NOW)
    judging.close_period(registration=held, wanted=PERIOD, now=AFTER)
    deliver(AFTER)
    leave(actor=world.reader("mees"), now=AFTER)
    deliver(AFTER)
    assert not Registration.objects.exists()
    assert not Snapshot.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_different_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    world = small_world()
    monkeypatch.setattr(rejudging, "PART", 1)
    for name in ("mees", "hanna"):
        at_nivre(world, name)
    rejudging.start_due(now=NOW)
    together(lambda: rejudging.judge_part(now=NOW), lambda: rejudging.judge_part(now=NOW))
    assert RejudgingPart.objects.filter(done_at=None).count() == 0
    assert Rejudging.objects.get(scheme="nivre").finished_at == NOW
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_period_that_two_close_at_once_is_closed_once() -> None:
    world = small_world()
    held = at_nivre(world)
    (again,) = registrations_of([world.accounts["mees"].pk])

    def close() -> object:
        return judging.close_period(registration=again, wanted=PERIOD, now=AFTER)

    assert together(close, close) == []
    assert Snapshot.objects.filter(registration=held).count() == 1
    connection.close()
