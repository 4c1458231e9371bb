"""Meetings and date polls over the API: the same actions, the same sight."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from kring.api.taken import NewMeeting
from kring.foundation import clock
from kring.meetings.actions import give_part
from kring.meetings.models import Meeting, SignUp
from kring.meetings.plans import KINDS
from kring.meetings.polls import actions as polls
from kring.meetings.polls.models import Poll
from tests.domain.meetings.furniture import members
from tests.domain.meetings.polling import a_proposal, options
from tests.doors.api.calling import call, token
from tests.people import World

pytestmark = pytest.mark.django_db
PLAN = "/communities/vakgroep/meetings"


def meeting(**changed: Any) -> dict[str, Any]:
    starts = (clock.now() + timedelta(days=30)).replace(minute=0, second=0, microsecond=0)
    given = {"title": "Taking turns", "starts_at": starts.isoformat(), "minutes": 90, "location": "Utrecht"}
    return given | changed


def asked(world: World) -> Poll:
    ahead = (clock.now() + timedelta(days=30)).replace(tzinfo=None, minute=0, second=0, microsecond=0)
    proposal = a_proposal(ahead, ahead + timedelta(days=1), zone="UTC")
    made = polls.propose(actor=world.reader("hanna"), place=world.key("vakgroep"), proposal=proposal, now=clock.now())
    return made.poll


def test_a_host_plans_a_member_registers_and_a_host_cancels(world: World) -> None:
    hanna, mees = token(world, "hanna"), token(world, "mees")
    made = call(hanna, "POST", PLAN, meeting(places=1, questions=["Diet?"], competences=["Turns"]))
    assert made.status == 201
    path = made.headers["Location"].partition("/api/v1")[2]
    assert path == f"/meetings/{made.body['id']}"
    assert (made.body["led_by"]["handle"], made.body["competences"][0]["label"]) == ("hanna", "Turns")
    taken = call(mees, "POST", f"{path}/registration", {"answers": ["No fish"]})
    assert (taken.body["state"], taken.body["answers"]) == ("going", ["No fish"])
    assert call(hanna, "POST", f"{path}/registration", {}).body["state"] == "waiting"
    assert call(mees, "GET", path).body["registration"]["state"] == "going"
    assert [row["registration"] for row in call(mees, "GET", "/meetings").body["items"]] == ["going"]
    assert call(mees, "DELETE", f"{path}/registration").status == 204
    assert call(hanna, "GET", path).body["registration"]["state"] == "going"
    assert call(hanna, "POST", f"{path}/cancellation", {"because": "Snow"}).status == 204
    seen = call(mees, "GET", path).body
    assert (seen["state"], seen["cancelled_because"]) == ("cancelled", "Snow")


def test_the_link_is_for_who_has_a_place_alone(world: World) -> None:
    hanna, mees, stan = (token(world, name) for name in ("hanna", "mees", "stan"))
    given = meeting(mode="online", link="https://meet.example.org/x", open_to_all=True, location="")
    made = call(hanna, "POST", PLAN, given)
    assert made.body["link"] == "https://meet.example.org/x"
    path = f"/meetings/{made.body['id']}"
    for secret in (mees, stan):
        assert "meet.example.org" not in call(secret, "GET", path).raw.decode()
        assert "meet.example.org" not in call(secret, "GET", PLAN).raw.decode()
    call(stan, "POST", f"{path}/registration", {})
    assert call(stan, "GET", path).body["link"] == "https://meet.example.org/x"
    assert "meet.example.org" not in call(mees, "GET", path).raw.decode()
    call(stan, "DELETE", f"{path}/registration")
    assert call(stan, "GET", path).body["link"] is None
    give_part(actor=world.reader("hanna"), meeting=made.body["id"], role="speaker", handle="stan", now=clock.now())
    assert call(stan, "GET", path).body["link"] == "https://meet.example.org/x"


def test_a_moment_of_another_zone_is_meant_by_the_clocks_of_the_meeting(world: World) -> None:
    hanna = token(world, "hanna")
    made = call(hanna, "POST", PLAN, meeting(starts_at="2027-10-31T01:30:00Z", rule="FREQ=WEEKLY;COUNT=2")).body
    first, second = Meeting.objects.filter(series=made["series"]).order_by("starts_at")
    # The later of the two times at half past two.
    assert first.starts_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert second.starts_at.astimezone(ZoneInfo("Europe/Amsterdam")).hour == 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"starts_at": "2001-01-01T10:00:00Z"}, "starts_at"),
        ({"starts_at": "9999-12-31T23:59:59-12:00"}, "starts_at"),
        ({"starts_at": "0001-01-01T00:00:00+12:00"}, "starts_at"),
        ({"starts_at": "2027-01-01T10:00:00"}, "starts_at"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"zone": "../etc/passwd"}, "zone"),
        ({"minutes": 1}, "minutes"),
        ({"places": 0}, "places"),
        ({"location": ""}, "location"),
        ({"kind": "party"}, "kind"),
        ({"mode": "online", "link": "javascript:alert(1)"}, "link"),
        ({"rule": "FREQ=DAILY;COUNT=10000"}, "rule"),
        ({"led_by": 1}, "led_by"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(world: World, changed: dict[str, Any], field: str) -> None:
    answer = call(token(world, "hanna"), "POST", PLAN, meeting(**changed))
    assert (answer.status, [error["field"] for error in answer.body["errors"]]) == (422, [field])
    assert not Meeting.objects.exists()


def test_kinds_are_those_that_there_are() -> None:
    assert set(NewMeeting.model_json_schema()["properties"]["kind"]["enum"]) == set(KINDS)


def test_lists_follow_each_other_without_gaps(world: World) -> None:
    hanna = token(world, "hanna")
    call(hanna, "POST", PLAN, meeting(rule="FREQ=WEEKLY;COUNT=7"))
    call(hanna, "POST", PLAN, meeting())
    for first in (f"{PLAN}?limit=3", "/meetings?limit=3"):
        found, path = [], first
        while path:
            answer = call(hanna, "GET", path)
            found += [row["id"] for row in answer.body["items"]]
            path = (answer.body["next"] or "").partition("/api/v1")[2]
        assert found == list(Meeting.objects.order_by("starts_at", "pk").values_list("pk", flat=True))


def test_what_was_is_listed_the_latest_first_and_only_where_one_was(world: World) -> None:
    hanna, mees, later = world.reader("hanna"), token(world, "mees"), clock.now() - timedelta(days=10)
    from kring.meetings import actions
    from tests.domain.meetings.furniture import a_plan

    keys = []
    for days in (3, 2, 1):
        starts = (clock.now() - timedelta(days=days)).replace(tzinfo=None, microsecond=0)
        plan = a_plan(starts=starts, zone="UTC")
        held = actions.plan(actor=hanna, place=world.key("vakgroep"), plan=plan, now=later)
        keys.append(held.pk)
        if days != 2:
            actions.register(actor=world.reader("mees"), meeting=held.pk, now=later)
    assert [row["id"] for row in call(mees, "GET", f"{PLAN}?past=true").body["items"]] == keys[::-1]
    first = call(mees, "GET", "/meetings?past=true&limit=1").body
    assert [row["id"] for row in first["items"]] == [keys[2]]
    rest = call(mees, "GET", first["next"].partition("/api/v1")[2]).body
    assert ([row["id"] for row in rest["items"]], rest["next"]) == ([keys[0]], None)


def test_planning_twice_under_one_key_plans_once(world: World) -> None:
    hanna, given = token(world, "hanna"), meeting()
    first, second = (call(hanna, "POST", PLAN, given, idempotency_key="one") for _ in range(2))
    assert first.body["id"] == second.body["id"]
    assert Meeting.objects.count() == 1


def test_a_token_that_may_only_read_writes_nothing(world: World) -> None:
    reading = token(world, "hanna", "read")
    poll = asked(world)
    for method, path, body in (
        ("POST", PLAN, meeting()), ("PATCH", f"/polls/{poll.pk}/marks", {"marks": []}),
    ):  # fmt: skip
        answer = call(reading, method, path, body)
        assert (answer.status, answer.body["code"]) == (403, "insufficient-scope")


def test_dates_are_read_marked_and_chosen(world: World) -> None:
    hanna, mees, stan = (token(world, name) for name in ("hanna", "mees", "stan"))
    poll = asked(world)
    first, second = options(poll)
    (item,) = call(mees, "GET", "/communities/vakgroep/polls").body["items"]
    assert (item["id"], item["dates"], item["waits"]) == (poll.pk, 2, True)
    said = [{"date": first.pk, "value": "no"}, {"date": second.pk, "value": "if-need-be"}]
    marked = call(mees, "PATCH", f"/polls/{poll.pk}/marks", {"marks": said}).body
    assert [date["mine"] for date in marked["dates"]] == ["no", "if-need-be"]
    assert [date["is_best"] for date in marked["dates"]] == [False, True]
    seen = call(stan, "GET", f"/polls/{poll.pk}").body
    assert [(date["if_need_be"], date["people"]) for date in seen["dates"]] == [(0, []), (1, [])]
    assert call(hanna, "GET", f"/polls/{poll.pk}").body["dates"][1]["people"] == [
        {"handle": "mees", "name": "Mees Member", "value": "if-need-be"}
    ]
    elsewhere = call(hanna, "POST", PLAN, meeting(poll=poll.pk, starts_at="2027-03-03T10:00:00Z"))
    assert [error["field"] for error in elsewhere.body["errors"]] == ["starts_at"]
    chosen = call(hanna, "POST", PLAN, meeting(poll=poll.pk, starts_at=second.starts_at.isoformat()))
    assert chosen.status == 201
    again = call(hanna, "POST", PLAN, meeting(poll=poll.pk, starts_at=second.starts_at.isoformat()))
    assert (again.status, again.body["code"]) == (409, "chosen")
    assert call(mees, "GET", f"/polls/{poll.pk}").body["meeting"] == chosen.body["id"]
    late = call(mees, "PATCH", f"/polls/{poll.pk}/marks", {"marks": said})
    assert (late.status, late.body["code"]) == (409, "chosen")


def test_dates_that_are_not_there_are_refused_and_nothing_is_kept(world: World) -> None:
    poll, other = asked(world), asked(world)
    mees = token(world, "mees")
    said = [{"date": options(poll)[0].pk, "value": "yes"}, {"date": options(other)[0].pk, "value": "yes"}]
    answer = call(mees, "PATCH", f"/polls/{poll.pk}/marks", {"marks": said})
    assert (answer.status, answer.body["errors"][0]["field"]) == (422, f"option_{options(other)[0].pk}")
    assert call(mees, "GET", f"/polls/{poll.pk}").body["answers"] == 0


def test_operations_ask_a_fixed_number_of_queries(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    hanna, poll = token(world, "hanna"), asked(world)
    made = call(hanna, "POST", PLAN, meeting(rule="FREQ=WEEKLY;COUNT=20"))
    for name in members(world, 10):
        secret = token(world, name)
        call(secret, "POST", f"/meetings/{made.body['id']}/registration", {})
        said = [{"date": option.pk, "value": "yes"} for option in options(poll)]
        call(secret, "PATCH", f"/polls/{poll.pk}/marks", {"marks": said})
    assert SignUp.objects.count() == 10
    for path in (PLAN, "/meetings", f"/meetings/{made.body['id']}", "/communities/vakgroep/polls", f"/polls/{poll.pk}"):
        with django_assert_max_num_queries(12):
            call(hanna, "GET", path)
