"""Programmes, taking part, and the rounds that a worker makes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from kring.communities import actions as communities
from kring.communities.actions.leaving import leave_kring
from kring.competences.actions import name_competence
from kring.finding.pairing import actions
from kring.finding.pairing.actions import making
from kring.finding.pairing.models import Enrolment, LeftOut, Match, MatchPerson, Programme, Round, Why
from kring.finding.pairing.plans import Description
from kring.finding.pairing.queries.walls import walls_of
from kring.foundation.access.models import Role
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.learning.models import Draft
from kring.notifications.models import Notification
from kring.people.blocks.actions import keep_away, let_near
from kring.people.models import Employment
from kring.people.organisations import actions as organisations
from tests.domain.pairing.furniture import crowd, deliver, join, programme
from tests.organisations import appointed, bare, employed, founded
from tests.people import START, World
from tests.together import together, while_uncommitted

pytestmark = pytest.mark.django_db


def meetings(made: Round) -> list[set[str]]:
    rows = MatchPerson.objects.filter(match__round=made).values_list("match_id", "account__handle")
    found: dict[int, set[str]] = {}
    for match, handle in rows:
        found.setdefault(match, set()).add(handle)
    return list(found.values())


def make(found: Programme, *, weeks: int = 0) -> Round:
    made = actions.make_round(programme=found.pk, now=START + timedelta(weeks=weeks))
    assert made is not None
    return made


def told(world: World, handle: str) -> list[str]:
    rows = Notification.objects.filter(account=world.accounts[handle]).order_by("pk")
    return list(rows.values_list("topic", flat=True))


def test_a_coffee_round_for_41_people(world: World) -> None:
    coffee = programme(world)
    names = crowd(world, coffee, 41)
    first = make(coffee)
    assert (first.asked, first.placed, first.left, first.again, first.gap) == (41, 41, {}, 0, 0)
    assert sorted(map(len, meetings(first))) == [2] * 19 + [3]
    second = make(coffee, weeks=2)
    assert second.number == 2
    assert not {frozenset(one) for one in meetings(first)} & {frozenset(one) for one in meetings(second)}
    deliver()
    assert all(told(world, name) == ["matched", "matched"] for name in names)


def test_only_hosts_start_describe_and_end(world: World) -> None:
    coffee = programme(world)
    with pytest.raises(RefusedError):
        actions.end(actor=world.reader("mees"), programme=coffee.pk, now=START)
    with pytest.raises(RefusedError):
        actions.ask_round(actor=world.reader("mees"), programme=coffee.pk, now=START)
    with pytest.raises(RefusedError):
        actions.start(
            actor=world.reader("mees"), place=world.key("vakgroep"), told=Description(title="Mine"), now=START
        )
    with pytest.raises(NotThereError):
        actions.start(actor=world.reader("noor"), place=world.key("verborgen"), told=Description(title="X"), now=START)
    with pytest.raises(NotThereError):
        actions.start(actor=world.reader("hanna"), place=10**9, told=Description(title="X"), now=START)
    changed = actions.describe(
        actor=world.reader("hanna"), programme=coffee.pk, told=Description(title="Tea", weeks=4), now=START
    )
    assert (changed.title, changed.weeks) == ("Tea", 4)
    with pytest.raises(ConflictError):
        actions.describe(
            actor=world.reader("hanna"), programme=coffee.pk, told=Description(title="T", kind="groups"), now=START
        )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " "), ("title", "x" * 121), ("about", "x" * 2_001), ("kind", "dance"), ("language", "fr"),
        ("weeks", 0), ("weeks", 27), ("weekday", 7),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(world: World, field: str, value: Any) -> None:
    with pytest.raises(InvalidError) as refused:
        programme(world, **{field: value})
    assert set(refused.value.fields) == {field}
    with pytest.raises(InvalidError):
        programme(world, kind="groups", size=9)


def test_one_takes_part_pauses_comes_back_and_leaves(world: World) -> None:
    coffee = programme(world)
    names = crowd(world, coffee, 4)
    anna, today = world.reader("anna"), START.date()
    actions.pause(actor=anna, programme=coffee.pk, until=today + timedelta(days=20), today=today)
    for until in (None, today, today + timedelta(days=500)):
        with pytest.raises(InvalidError):
            actions.pause(actor=anna, programme=coffee.pk, until=until, today=today)
    assert make(coffee).asked == 3
    assert make(coffee, weeks=4).asked == 4
    actions.leave(actor=anna, programme=coffee.pk, now=START)
    with pytest.raises(NotThereError):
        actions.leave(actor=anna, programme=coffee.pk, now=START)
    assert make(coffee, weeks=6).asked == 3
    join(world, coffee, names[0])
    join(world, coffee, names[0])
    assert Enrolment.objects.filter(programme=coffee, ended_at=None).count() == 4


def test_who_is_no_member_takes_no_part(world: World) -> None:
    coffee = programme(world)
    with pytest.raises(RefusedError):
        join(world, coffee, "noor")
    with pytest.raises(NotThereError):
        join(world, programme(world, slug="verborgen"), "noor")
    with pytest.raises(InvalidError):
        join(world, coffee, "mees", part="mentor")
    with pytest.raises(InvalidError):
        join(world, coffee, "mees", room=9)


def test_rounds_are_due_on_their_day_and_when_a_host_asks(world: World) -> None:
    coffee = programme(world, weekday=2)
    crowd(world, coffee, 2)
    assert actions.due(now=START + timedelta(days=1)) == []
    assert actions.due(now=START + timedelta(days=2)) == [coffee.pk]
    actions.make_round(programme=coffee.pk, now=START + timedelta(days=2))
    assert actions.due(now=START + timedelta(days=15)) == []
    assert actions.due(now=START + timedelta(days=16)) == [coffee.pk]
    actions.ask_round(actor=world.reader("hanna"), programme=coffee.pk, now=START)
    actions.ask_round(actor=world.reader("hanna"), programme=coffee.pk, now=START)
    assert actions.due(now=START) == [coffee.pk]
    actions.make_round(programme=coffee.pk, now=START + timedelta(days=3))
    assert actions.due(now=START) == []
    actions.end(actor=world.reader("hanna"), programme=coffee.pk, now=START)
    assert actions.due(now=START + timedelta(days=99)) == []
    deliver()
    assert told(world, "anna")[-1] == "pairing-over"
    with pytest.raises(ConflictError):
        actions.ask_round(actor=world.reader("hanna"), programme=coffee.pk, now=START)


def test_for_one_person_no_round_is_made(world: World) -> None:
    coffee = programme(world)
    join(world, coffee, "anna")
    actions.ask_round(actor=world.reader("hanna"), programme=coffee.pk, now=START)
    assert actions.make_round(programme=coffee.pk, now=START) is None
    assert Programme.objects.get().asked_at is None


def test_who_keeps_another_away_never_meets_her_and_neither_learns_it(world: World) -> None:
    coffee = programme(world)
    crowd(world, coffee, 3)
    for other in ("bert", "cleo"):
        keep_away(actor=world.reader(other), handle="anna", now=START)
        keep_away(actor=world.reader(other), handle="anna", now=START)
    made = make(coffee)
    assert meetings(made) == [{"bert", "cleo"}]
    assert LeftOut.objects.get(round=made).why == "few"
    assert made.left == {"few": 1}
    deliver()
    assert told(world, "anna") == ["unmatched"]
    let_near(actor=world.reader("bert"), handle="anna")
    let_near(actor=world.reader("cleo"), handle="anna")
    assert make(coffee, weeks=2).placed == 3


def test_one_does_not_keep_oneself_away_nor_who_is_not_there(world: World) -> None:
    with pytest.raises(ConflictError):
        keep_away(actor=world.reader("mees"), handle="mees", now=START)
    with pytest.raises(NotThereError):
        keep_away(actor=world.reader("mees"), handle="nobody", now=START)


def test_organisations_that_are_kept_apart_never_meet(world: World) -> None:
    coffee = programme(world)
    crowd(world, coffee, 4)
    red, blue = bare("red"), bare("blue")
    for handle, house in (("anna", red), ("bert", red), ("cleo", blue), ("dirk", blue)):
        employed(world, handle, house, since=date(2026, 1, 1))
    hanna, place = world.reader("hanna"), world.key("vakgroep")
    conflict = actions.keep_apart(actor=hanna, place=place, one="red", other="blue", now=START)
    assert conflict == actions.keep_apart(actor=hanna, place=place, one="blue", other="red", now=START)
    assert sorted(map(sorted, meetings(make(coffee)))) == [["anna", "bert"], ["cleo", "dirk"]]
    for one, other in (("red", "red"), ("red", "green")):
        with pytest.raises(InvalidError):
            actions.keep_apart(actor=hanna, place=place, one=one, other=other, now=START)
    with pytest.raises(RefusedError):
        actions.keep_apart(actor=world.reader("mees"), place=place, one="red", other="blue", now=START)
    actions.let_together(actor=hanna, place=place, conflict=conflict.pk)
    with pytest.raises(NotThereError):
        actions.let_together(actor=hanna, place=place, conflict=conflict.pk)
    assert make(coffee, weeks=2).again == 0


def test_a_manager_never_meets_who_reports_to_her(world: World) -> None:
    coffee = programme(world)
    crowd(world, coffee, 4)
    red = founded(world, "Red", by="anna")
    above = organisations.make_department(
        actor=world.reader("anna"), organisation=red.pk, name="Claims", parent=None, now=START
    )
    below = organisations.make_department(
        actor=world.reader("anna"), organisation=red.pk, name="Motor", parent=above.pk, now=START
    )
    employed(world, "bert", red)
    appointed(world, "bert", red, Role.MANAGER, by="anna", department=above.pk)
    for handle, department in (("cleo", below), ("dirk", above)):
        employed(world, handle, red)
        Employment.objects.filter(account=world.accounts[handle]).update(department=department)
    assert sorted(map(sorted, meetings(make(coffee)))) == [["anna", "bert"], ["cleo", "dirk"]]
    # Whoever manages the whole organisation manages who is in no department, too.
    appointed(world, "anna", red, Role.MANAGER, by="anna")
    Employment.objects.filter(account=world.accounts["cleo"]).update(department=None)
    assert walls_of(coffee, [world.accounts[name].pk for name in ("anna", "cleo", "mees")], today=START.date()) == {
        frozenset(world.accounts[name].pk for name in ("anna", "cleo"))
    }


def test_colleagues_do_not_meet_where_a_programme_says_so(world: World) -> None:
    coffee = programme(world, apart=True)
    crowd(world, coffee, 4)
    red = bare("red")
    for handle in ("anna", "bert", "cleo"):
        employed(world, handle, red, since=date(2026, 1, 1))
    made = make(coffee)
    assert (made.placed, made.left) == (2, {"nobody": 2})


def test_what_speaks_for_it_is_said_to_each(world: World) -> None:
    coffee = programme(world)
    law = name_competence(en="Law").pk
    join(world, coffee, "anna", offers=[law])
    join(world, coffee, "bert", seeks=[law])
    make(coffee)
    anna, bert = (world.accounts[name].pk for name in ("anna", "bert"))
    why = {row.account_id: row.why for row in MatchPerson.objects.all()}
    assert ["helps", [law]] in why[bert][str(anna)]
    assert ["helped", [law]] in why[anna][str(bert)]
    assert all(part != "elsewhere" for part, _ in why[anna][str(bert)])


def test_after_three_silent_rounds_one_is_left_in_peace(world: World) -> None:
    coffee = programme(world)
    names = crowd(world, coffee, 4)
    for week in (0, 2, 4):
        made = make(coffee, weeks=week)
        for name in names[1:]:
            match = Match.objects.get(round=made, people__account=world.accounts[name])
            actions.say(actor=world.reader(name), match=match.pk, met=False, now=START)
    assert make(coffee, weeks=6).asked == 3
    assert Enrolment.objects.get(account=world.accounts["anna"]).why_ended == Why.SILENT
    deliver()
    assert told(world, "anna") == ["matched"] * 3 + ["left-in-peace"]
    join(world, coffee, "anna", at=START + timedelta(weeks=7))
    assert make(coffee, weeks=8).asked == 4


def test_a_meeting_that_did_not_come_about_counts_for_nothing(world: World) -> None:
    coffee = programme(world)
    crowd(world, coffee, 2)
    made = make(coffee)
    actions.say(actor=world.reader("anna"), match=Match.objects.get(round=made).pk, met=False, now=START)
    assert make(coffee, weeks=2).again == 0
    assert make(coffee, weeks=4).again == 1


def test_when_all_say_that_they_met_it_is_proposed_to_their_ledgers_once(world: World) -> None:
    coffee = programme(world)
    crowd(world, coffee, 2)
    match = Match.objects.get(round=make(coffee)).pk
    actions.say(actor=world.reader("anna"), match=match, met=True, now=START)
    deliver()
    assert not Draft.objects.exists()
    for _ in range(2):
        actions.say(actor=world.reader("bert"), match=match, met=True, now=START)
        deliver()
    drafts = Draft.objects.order_by("person")
    assert [(one.title, one.minutes, one.way) for one in drafts] == [("A talk with someone new", 30, "exchange")] * 2
    with pytest.raises(NotThereError):
        actions.say(actor=world.reader("mees"), match=match, met=True, now=START)
    with pytest.raises(NotThereError):
        actions.say(actor=world.reader("anna"), match=10**9, met=True, now=START)


def test_who_said_nothing_is_reminded_midway_once(world: World) -> None:
    coffee = programme(world)
    crowd(world, coffee, 2)
    actions.say(actor=world.reader("anna"), match=Match.objects.get(round=make(coffee)).pk, met=True, now=START)
    assert actions.remind(now=START + timedelta(days=6)) == 0
    assert actions.remind(now=START + timedelta(days=7)) == 1
    assert actions.remind(now=START + timedelta(days=7)) == 0
    deliver()
    assert told(world, "anna") == ["matched"]
    assert told(world, "bert") == ["matched", "reminded"]


def test_when_a_partner_leaves_the_other_is_told_and_not_blamed(world: World) -> None:
    coffee = programme(world)
    crowd(world, coffee, 2)
    make(coffee)
    deliver()
    communities.leave(actor=world.reader("anna"), community=world.key("vakgroep"), now=START)
    deliver()
    deliver()
    assert told(world, "bert") == ["matched", "match-gone"]
    assert not Enrolment.objects.filter(account=world.accounts["anna"], ended_at=None).exists()


def test_whoever_leaves_kring_is_matched_no_more(world: World) -> None:
    coffee = programme(world)
    crowd(world, coffee, 3)
    leave_kring(actor=world.reader("anna"), now=START)
    assert make(coffee).asked == 2
    deliver()
    assert not Enrolment.objects.filter(account=world.accounts["anna"], ended_at=None).exists()


def test_learners_meet_who_does_what_they_seek(world: World) -> None:
    mentoring = programme(world, kind="mentoring")
    law, tax = (name_competence(en=name).pk for name in ("Law", "Tax"))
    join(world, mentoring, "anna", part="mentor", offers=[law], room=2)
    for name in ("bert", "cleo", "dirk"):
        join(world, mentoring, name, part="learner", seeks=[law])
    join(world, mentoring, "els", part="learner", seeks=[tax])
    with pytest.raises(InvalidError):
        join(world, mentoring, "fons", part="learner")
    made = make(mentoring)
    assert (made.placed, made.left) == (3, {"nobody": 1, "unasked": 1})


def test_peer_groups_are_of_their_size(world: World) -> None:
    peers = programme(world, kind="groups", size=4)
    crowd(world, peers, 9)
    assert sorted(map(len, meetings(make(peers)))) == [4, 5]


def choosing(monkeypatch: pytest.MonkeyPatch, meanwhile: Any) -> None:
    """Have something happen while a round is chosen, once."""
    choose, left = making.choose, [meanwhile]

    def interrupted(*told: Any, **more: Any) -> Any:
        if left:
            left.pop()()
        return choose(*told, **more)

    monkeypatch.setattr(making, "choose", interrupted)


def test_who_goes_while_a_round_is_chosen_is_not_in_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    coffee = programme(world)
    crowd(world, coffee, 3)
    choosing(monkeypatch, lambda: actions.leave(actor=world.reader("anna"), programme=coffee.pk, now=START))
    assert meetings(make(coffee)) == [{"bert", "cleo"}]


def test_a_wall_that_is_put_up_while_a_round_is_chosen_holds(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    coffee = programme(world)
    crowd(world, coffee, 2)
    choosing(monkeypatch, lambda: keep_away(actor=world.reader("anna"), handle="bert", now=START))
    assert make(coffee).placed == 0


def test_a_programme_that_ends_while_a_round_is_chosen_has_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    coffee = programme(world)
    crowd(world, coffee, 2)
    choosing(monkeypatch, lambda: actions.end(actor=world.reader("hanna"), programme=coffee.pk, now=START))
    assert actions.make_round(programme=coffee.pk, now=START) is None


def test_where_people_keep_going_away_it_is_left_to_the_next_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    coffee = programme(world)
    crowd(world, coffee, 2)
    monkeypatch.setattr(making, "_still_holds", lambda *_told, **_more: False)
    assert actions.make_round(programme=coffee.pk, now=START) is None


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_round(world: World) -> None:
    coffee = programme(world)
    crowd(world, coffee, 6)
    assert together(*[lambda: actions.make_round(programme=coffee.pk, now=START)] * 2) == []
    assert Round.objects.count() == 1
    assert MatchPerson.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_who_leaves_the_circle_while_a_round_is_written_is_told_of(world: World) -> None:
    coffee = programme(world)
    crowd(world, coffee, 2)
    anna = world.reader("anna")
    refused = while_uncommitted(
        lambda: actions.make_round(programme=coffee.pk, now=START),
        lambda: actions.take_out(account=anna.account or 0, places=[coffee.place_id], now=START),
    )
    assert refused == ["", ""]
    connection.close()
    assert MatchPerson.objects.get(account=anna.account).gone_at is not None


@pytest.mark.django_db(transaction=True)
def test_both_say_at_once_that_they_met_and_it_is_known_once(world: World) -> None:
    coffee = programme(world)
    crowd(world, coffee, 2)
    match = Match.objects.get(round=make(coffee)).pk

    def says(name: str) -> Callable[[], object]:
        reader = world.reader(name)
        return lambda: actions.say(actor=reader, match=match, met=True, now=START)

    assert together(says("anna"), says("bert")) == []
    deliver()
    assert Draft.objects.count() == 2
