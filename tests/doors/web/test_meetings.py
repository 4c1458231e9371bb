"""The pages of meetings: planning, registering, the agenda, being there, and the closed list."""

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from kring.foundation import clock
from kring.foundation.accounts.models import Account
from kring.meetings import actions
from kring.meetings.library import queries as library
from kring.meetings.models import Attendance, AttendanceChange, Item, Meeting, Part, SignUp, State
from kring.meetings.rules import presence
from tests.domain.meetings.furniture import a_plan, members
from tests.people import World

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def signed_in(world: World, name: str = "hanna", language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(world.accounts[name])
    return client


def form(**changed: str) -> dict[str, str]:
    day = (clock.now().astimezone(AMSTERDAM) + timedelta(days=14)).date()
    given = {
        "title": "Taking turns",
        "day": day.isoformat(),
        "begins": "15:00",
        "ends": "17:00",
        "zone": "Europe/Amsterdam",
        "kind": "peer_group",
        "mode": "onsite",
        "location": "Utrecht",
    }
    return given | changed


def made(world: World, **changed: str) -> Meeting:
    answer = signed_in(world).post("/circles/vakgroep/meetings/new", form(**changed))
    assert answer.status_code == 302, answer.content.decode()
    return Meeting.objects.get(pk=int(answer["Location"].rpartition("/")[2]))


def going_on(world: World, **changed: Any) -> Meeting:
    """A meeting that began a quarter ago."""
    now = clock.now()
    starts = (now - timedelta(minutes=15)).astimezone(AMSTERDAM).replace(tzinfo=None, second=0, microsecond=0)
    plan = a_plan(starts=starts, **changed)
    return actions.plan(
        actor=world.reader("hanna"), place=world.key("vakgroep"), plan=plan, now=now - timedelta(days=1)
    )


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_page_shows_in_both_languages(world: World, language: str) -> None:
    meeting = made(world)
    host, member = signed_in(world, language=language), signed_in(world, "mees", language)
    for path in (
        "",
        "/people",
        "/edit",
        "/cancellation",
        "/parts",
        "/notes",
        "/agenda",
        "/code",
        "/presence",
        "/closure",
    ):
        assert host.get(f"/meetings/{meeting.pk}{path}").status_code == 200
    circle = "/circles/vakgroep"
    own = (f"/meetings/{meeting.pk}", f"/meetings/{meeting.pk}/check-in", "/meetings", "/")
    for path in (*own, circle, f"{circle}/meetings", f"{circle}/meetings?past=1"):
        assert member.get(path).status_code == 200


def test_a_host_plans_a_series(world: World) -> None:
    first = made(
        world, repeats="fortnightly", times="3", questions="Diet?\nFirst time?", price="12,50".replace(",", ".")
    )
    assert Meeting.objects.filter(series=first.series).count() == 3
    assert (first.questions, first.price_cents) == (["Diet?", "First time?"], 1250)
    listed = signed_in(world, "mees").get("/circles/vakgroep/meetings").content.decode()
    assert listed.count("Taking turns</a>") == 3


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"day": "2027-02-30"}, "Choose a day that exists."),
        ({"day": "9999-12-31", "ends": "14:00"}, "Choose a day within three years."),
        ({"day": "0001-01-01", "begins": "00:00"}, "Choose a day within three years."),
        ({"day": "2027-03-28", "begins": "02:30"}, "This time doesn&#x27;t exist"),
        ({"repeats": "own", "rule": "FREQ=DAILY;COUNT=10000"}, "at most 400"),
        ({"repeats": "weekly", "times": "10000"}, "at most 400"),
        ({"location": ""}, "Write something here."),
        ({"places": "0"}, "Give a number from 1 to"),
        ({"mode": "online", "link": "ftp://x"}, "whole web address"),
        ({"zone": "Mars/Olympus"}, "Mars/Olympus"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_written_stays(world: World, changed: dict[str, str], words: str) -> None:
    answer = signed_in(world).post("/circles/vakgroep/meetings/new", form(about="A long story.", **changed))
    shown = answer.content.decode().replace("&#39;", "&#x27;")
    assert answer.status_code == 422
    assert words in shown
    assert "A long story." in shown


def test_of_a_time_that_comes_twice_the_form_asks_which(world: World) -> None:
    day = {"day": "2027-10-31", "begins": "02:30", "ends": "04:00"}
    asked = signed_in(world).post("/circles/vakgroep/meetings/new", form(**day))
    assert asked.status_code == 422
    assert "This time comes twice that night." in asked.content.decode()
    assert 'name="asked"' in asked.content.decode()
    first = made(world, **day, asked="on")
    assert (first.starts_at, first.ends_at) == (
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC), datetime(2027, 10, 31, 3, 0, tzinfo=UTC)
    )  # fmt: skip
    second = made(world, **day, asked="on", second="on")
    assert second.starts_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    shown = signed_in(world).get(f"/meetings/{second.pk}/edit").content.decode()
    assert re.search(r'name="second"[^>]* checked', shown)
    kept = form(**day, title="Else", version="1", asked="on", second="on")
    assert signed_in(world).post(f"/meetings/{second.pk}/edit", kept).status_code == 302
    second.refresh_from_db()
    assert second.starts_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_a_meeting_ends_when_clocks_say_so_also_in_the_night_that_they_change(world: World) -> None:
    spring = made(world, day="2027-03-28", begins="01:00", ends="04:00")
    assert spring.ends_at == datetime(2027, 3, 28, 2, 0, tzinfo=UTC)
    gone = signed_in(world).post("/circles/vakgroep/meetings/new", form(day="2027-03-28", begins="01:00", ends="02:30"))
    assert re.search(r'id="id_ends-error">.*?This time doesn', gone.content.decode(), re.DOTALL)
    night = made(world, day="2027-01-12", begins="22:00", ends="01:00")
    assert night.ends_at == datetime(2027, 1, 13, 0, 0, tzinfo=UTC)


def test_what_takes_longer_than_a_day_stays_as_long_when_it_is_changed(world: World) -> None:
    days = {"day": "2027-01-12", "begins": "13:00", "ends": "12:00", "last_day": "2027-01-14"}
    congress = made(world, **days)
    assert congress.ends_at == datetime(2027, 1, 14, 11, 0, tzinfo=UTC)
    url = f"/meetings/{congress.pk}/edit"
    assert 'name="last_day" type="date" value="2027-01-14"' in signed_in(world).get(url).content.decode()
    assert signed_in(world).post(url, form(**days, title="Three days", version="1")).status_code == 302
    congress.refresh_from_db()
    assert (congress.title, congress.ends_at) == ("Three days", datetime(2027, 1, 14, 11, 0, tzinfo=UTC))
    wrong = signed_in(world).post("/circles/vakgroep/meetings/new", form(day="2027-01-12", last_day="2027-01-11"))
    assert re.search(r'id="id_last_day-error">.*?It can’t end before', wrong.content.decode(), re.DOTALL)


def test_a_member_registers_with_answers_and_signs_off(world: World) -> None:
    meeting, mees = made(world, questions="Diet?"), signed_in(world, "mees")
    url = f"/meetings/{meeting.pk}"
    refused = mees.post(f"{url}/registration", {"answer_0": "x" * 501})
    assert refused.status_code == 422
    assert "x" * 501 in refused.content.decode()
    done = mees.post(f"{url}/registration", {"answer_0": "No fish"}, follow=True).content.decode()
    assert "You have a place." in done
    assert "No fish" in done
    again = mees.post(f"{url}/registration", {"answer_0": "=Vegan"}, follow=True).content.decode()
    assert ("Your answers are kept." in again, SignUp.objects.get().answers) == (True, ["=Vegan"])
    assert "=Vegan" in signed_in(world).get(f"{url}/people").content.decode()
    head, line = signed_in(world).get(f"{url}/people.csv").content.decode().splitlines()
    assert (head.rpartition(",")[2], line.rpartition(",")[2]) == ("Diet?", "'=Vegan")
    assert line.startswith("Mees Member,going,")
    assert mees.post(f"{url}/registration/removal", follow=True).status_code == 200
    assert SignUp.objects.get().state == "off"


def test_outside_the_circle_one_reads_how_many_come_and_not_who(world: World) -> None:
    """Whoever is signed in may read in this circle, an employer too: who goes where is for those who are in it."""
    meeting = made(world, places="12", open_to_all="on")
    url = f"/meetings/{meeting.pk}"
    signed_in(world, "mees").post(f"{url}/registration")
    assert "Who comes" in signed_in(world).get(url).text
    stan = signed_in(world, "stan")
    shown = stan.get(url).text
    assert "Who comes" not in shown
    assert f'action="{url}/votes"' not in shown
    assert stan.get(f"{url}/people").status_code == 403
    assert stan.post(f"{url}/registration").status_code == 302
    assert "Mees Member" in stan.get(f"{url}/people").text


def test_who_waits_is_told_so(world: World) -> None:
    meeting = made(world, places="1")
    url = f"/meetings/{meeting.pk}"
    signed_in(world).post(f"{url}/registration")
    mees = signed_in(world, "mees")
    assert "Wait for a place" in mees.get(url).content.decode()
    first = mees.post(f"{url}/registration", follow=True).content.decode()
    assert ("you wait for one" in first, "You are the first in line." in first) == (True, True)
    (other,) = members(world, 1)
    second = signed_in(world, other).post(f"{url}/registration", follow=True).content.decode()
    assert "1 person waits before you." in second
    assert "Full, 2 people wait (1 place)" in second
    signed_in(world).post(f"{url}/registration/removal")
    assert "You have a place" in mees.get(url).content.decode()


def test_guests_are_brought_and_signed_off(world: World) -> None:
    meeting = made(world, open_to_all="on")
    url, stan = f"/meetings/{meeting.pk}", signed_in(world, "stan")
    wrong = stan.post(f"{url}/guests", {"name": "Ada", "email": "nobody"})
    assert wrong.status_code == 422
    assert 'value="Ada"' in wrong.content.decode()
    assert stan.post(f"{url}/guests", {"name": "<b>Ada</b>", "email": "ada@example.org"}).status_code == 302
    shown = stan.get(url).content.decode()
    assert "&lt;b&gt;Ada&lt;/b&gt;" in shown
    assert "ada@example.org" not in shown
    stan.post(f"{url}/registration/removal", {"sign_up": str(SignUp.objects.get().pk)})
    assert SignUp.objects.get().state == "off"


def test_a_meeting_is_changed_and_of_two_hosts_the_second_keeps_her_text(world: World) -> None:
    meeting, host = made(world), signed_in(world)
    url = f"/meetings/{meeting.pk}/edit"
    assert host.post(url, form(title="Taking more turns", version="1")).status_code == 302
    late = host.post(url, form(title="Taking no turns", version="1"))
    assert late.status_code == 409
    shown = late.content.decode()
    assert "Taking no turns" in shown
    assert re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", shown)[0] == ("What is it?", "Taking more turns")
    assert Meeting.objects.get(pk=meeting.pk).title == "Taking more turns"
    assert 'name="version" value="2"' in shown
    assert host.post(url, form(title="Taking no turns", version="2")).status_code == 302
    as_it_is = {"leader": "hanna", "register_hours": "0", "cancel_hours": "0"}
    same = host.post(url, form(title="Taking no turns", version="2", **as_it_is))
    assert "Nothing of what you see here" in same.content.decode()
    days = (datetime.now(AMSTERDAM) + timedelta(days=15)).date()
    late = host.post(url, form(title="Taking no turns", version="1", mode="online", open_to_all="on", day=f"{days}"))
    assert {"on site", "no"} <= set(re.findall(r"<dd[^>]*>(.*?)</dd>", late.content.decode()))


def test_of_notes_too_the_second_reads_the_first_and_may_replace_them(world: World) -> None:
    meeting, host = made(world), signed_in(world)
    url = f"/meetings/{meeting.pk}/notes"
    host.post(url, {"notes": "First.\nAnd more.", "version": "1"})
    late = host.post(url, {"notes": "Second.", "version": "1"})
    assert late.status_code == 409
    assert ("First.\nAnd more.</dd>" in late.content.decode(), "Second." in late.content.decode()) == (True, True)
    assert host.post(url, {"notes": "Both.", "version": "2"}).status_code == 302


def test_all_that_follow_are_changed_and_cancelled(world: World) -> None:
    first, host = made(world, repeats="weekly", times="4"), signed_in(world)
    second, third = Meeting.objects.filter(series=first.series).order_by("occurrence")[1:3]
    day = second.starts_at.astimezone(AMSTERDAM).date().isoformat()
    host.post(f"/meetings/{second.pk}/edit", form(day=day, title="Later ones", version="1", following="on"))
    assert Meeting.objects.filter(title="Later ones").count() == 3
    host.post(f"/meetings/{third.pk}/cancellation", {"because": "Snow", "following": "on"})
    assert Meeting.objects.filter(state=State.CANCELLED, cancelled_because="Snow").count() == 2
    assert "Snow" in signed_in(world, "mees").get(f"/meetings/{third.pk}").content.decode()


def test_the_agenda_comes_out_of_votes(world: World) -> None:
    meeting, mees, host = made(world), signed_in(world, "mees"), signed_in(world)
    assert world.question
    url, key = f"/meetings/{meeting.pk}", str(world.question.pk)
    mees.post(f"{url}/votes", {"conversation": key})
    assert "1 vote" in mees.get(url).content.decode()
    points = {"version": "1", "count": "1", "title_0": "Welcome", "minutes_0": "10", "order_0": "1", "take": key}
    assert host.post(f"{url}/agenda", points).status_code == 302
    assert list(Item.objects.order_by("position").values_list("title", flat=True)) == ["Welcome", world.question.title]
    assert "take 10 minutes; the meeting lasts 120" in host.get(f"{url}/agenda").content.decode()
    asked = mees.get(f"/conversations/{key}").content.decode()
    assert f'On the agenda of <a href="{url}">Taking turns</a>' in asked
    first, second = Item.objects.order_by("position")
    told = world.tell("mees", "vakgroep", "We ran one")
    after = {
        "version": "2", "count": "2",
        "item_0": str(first.pk), "title_0": "Welcome", "order_0": "2", "gone_0": "on",
        "item_1": str(second.pk), "conversation_1": key, "title_1": "Hackathons", "order_1": "1",
        "notes_1": "We *will*.", "outcome_1": str(told.pk),
    }  # fmt: skip
    assert host.post(f"{url}/agenda", after).status_code == 302
    (item,) = Item.objects.all()
    assert (item.title, item.outcome) == ("Hackathons", told)
    assert "We ran one" in mees.get(url).content.decode()
    late = host.post(f"{url}/agenda", after)
    assert late.status_code == 409
    wrong = host.post(
        f"{url}/agenda", {"version": "3", "count": "1", "title_0": "x", "minutes_0": "0", "notes_0": "kept"}
    )
    assert wrong.status_code == 422


def test_one_checks_in_with_the_code_of_the_room(world: World) -> None:
    meeting, mees = going_on(world), signed_in(world, "mees")
    url = f"/meetings/{meeting.pk}"
    mees.post(f"{url}/registration")
    screen = signed_in(world).get(f"{url}/code")
    shown = presence.code(bytes(meeting.secret), clock.now())
    assert shown[:3] in screen.content.decode() or int(screen["Refresh"]) > 55
    assert "<svg" in screen.content.decode()
    assert 1 <= int(screen["Refresh"]) <= 60
    linked = mees.get(f"{url}/check-in", {"code": shown}).content.decode()
    assert f'value="{shown}"' in linked
    assert not Attendance.objects.exists()
    assert mees.post(f"{url}/check-in", {"code": "ABC"}).status_code == 422
    done = mees.post(f"{url}/check-in", {"code": presence.code(bytes(meeting.secret), clock.now())}, follow=True)
    assert "You are on the list" in done.content.decode()
    assert mees.post(f"{url}/check-out").status_code == 302
    assert Attendance.objects.get().left_at is not None


def test_guessing_codes_is_refused_in_words(world: World) -> None:
    meeting, mees = going_on(world), signed_in(world, "mees")
    for _ in range(presence.MOST_TRIES):
        mees.post(f"/meetings/{meeting.pk}/check-in", {"code": "AAAAAA"})
    refused = mees.post(f"/meetings/{meeting.pk}/check-in", {"code": presence.code(bytes(meeting.secret), clock.now())})
    assert refused.status_code == 403
    assert "Wait ten minutes" in refused.content.decode()


def test_the_link_is_shown_to_nobody_but_leads_who_has_a_place(world: World) -> None:
    meeting, mees = going_on(world, mode="online", link="https://meet.example.org/x"), signed_in(world, "mees")
    url = f"/meetings/{meeting.pk}"
    assert mees.post(f"{url}/online").status_code == 404
    mees.post(f"{url}/registration")
    assert "meet.example.org" not in mees.get(url).content.decode()
    assert mees.post(f"{url}/online")["Location"] == "https://meet.example.org/x"
    assert Attendance.objects.get().how == "online"
    host = signed_in(world)
    assert f'action="{url}/online"' in host.get(url).content.decode()
    assert host.post(f"{url}/online")["Location"] == "https://meet.example.org/x"
    assert Attendance.objects.count() == 1


def test_a_host_keeps_the_list_and_closes_it_once(world: World) -> None:
    meeting, host = going_on(world), signed_in(world)
    url = f"/meetings/{meeting.pk}"
    signed_in(world, "mees").post(f"{url}/registration")
    host.post(f"{url}/parts", {"role": "speaker", "name": "Ada"})
    key = SignUp.objects.get().pk
    assert f'action="{url}/presence"' in host.get(f"{url}/presence").content.decode()
    mark = {f"on_page_{key}": "1", f"there_{key}": "on"}
    wrong = host.post(f"{url}/presence", mark | {f"came_{key}": "25:99"})
    assert (wrong.status_code, "Write a time" in wrong.content.decode()) == (422, True)
    came = meeting.starts_at.astimezone(AMSTERDAM) + timedelta(minutes=5)
    assert host.post(f"{url}/presence", mark | {f"came_{key}": f"{came:%H:%M}"}).status_code == 302
    assert Attendance.objects.get().came_at == meeting.starts_at + timedelta(minutes=5)
    assert AttendanceChange.objects.count() == 1
    signed_in(world, members(world, 1)[0]).post(f"{url}/registration")
    asked = host.get(f"{url}/closure").content.decode()
    assert "1 person was there" in asked
    assert f"goes on until {meeting.ends_at.astimezone(AMSTERDAM):%H:%M}" in asked
    assert "1 person has a place and isn’t on the list" in asked
    assert host.post(f"{url}/closure")["Location"] == f"{url}/list"
    assert host.post(f"{url}/closure").status_code == 409
    assert host.post(f"{url}/presence", mark).status_code == 422
    listed = host.get(f"{url}/list").content.decode()
    sealed = host.get(f"{url}/list.json")
    digest = hashlib.sha256(sealed.content).hexdigest()
    assert digest == sealed["X-Kring-SHA256"]
    assert digest in listed
    assert json.loads(sealed.content)["people"][0]["name"] == "Mees Member"
    table = host.get(f"{url}/list.csv").content.decode().splitlines()
    assert table[1].startswith("Mees Member,,")
    assert [line.split(",")[:2] for line in table[3:]] == [["Hanna Host", "host"], ["Ada", "speaker"]]


def test_who_checked_in_while_the_host_had_the_list_open_stays_on_it(world: World) -> None:
    meeting, host, mees = going_on(world), signed_in(world), signed_in(world, "mees")
    url = f"/meetings/{meeting.pk}"
    for somebody in (mees, host):
        somebody.post(f"{url}/registration")
    first, second = SignUp.objects.order_by("pk")
    opened = {f"on_page_{first.pk}": "", f"on_page_{second.pk}": ""}
    mees.post(f"{url}/check-in", {"code": presence.code(bytes(meeting.secret), clock.now())})
    came = Attendance.objects.get().came_at
    assert host.post(f"{url}/presence", opened | {f"there_{second.pk}": "on"}).status_code == 302
    assert set(AttendanceChange.objects.values_list("sign_up", flat=True)) == {second.pk}
    shown = f"{came.astimezone(AMSTERDAM):%H:%M}"
    assert f'name="on_page_{first.pk}" value="{shown}–"' in host.get(f"{url}/presence").content.decode()
    left = {f"on_page_{first.pk}": f"{shown}–", f"there_{first.pk}": "on", f"came_{first.pk}": shown}
    assert host.post(f"{url}/presence", left).status_code == 302
    assert AttendanceChange.objects.count() == 1
    host.post(
        f"{url}/presence", left | {f"left_{first.pk}": f"{came.astimezone(AMSTERDAM) + timedelta(minutes=20):%H:%M}"}
    )
    assert Attendance.objects.get(sign_up=first).came_at == came
    changes = AttendanceChange.objects.count()
    opened = {f"on_page_{first.pk}": f"{shown}–", f"on_page_{second.pk}": ""}
    Attendance.objects.filter(sign_up=second).delete()
    assert host.post(f"{url}/presence", opened | {f"came_{first.pk}": shown, "all": "1"}).status_code == 302
    assert Attendance.objects.get(sign_up=second).came_at == meeting.starts_at
    assert (Attendance.objects.get(sign_up=first).came_at, AttendanceChange.objects.count()) == (came, changes + 1)
    host.post(f"{url}/presence", {f"on_page_{first.pk}": "otherwise"})
    assert set(Attendance.objects.values_list("sign_up", flat=True)) == {second.pk}


def test_a_host_adds_who_came_unannounced_and_is_back_at_the_list(world: World) -> None:
    meeting, host = going_on(world, places=2, register_hours=24), signed_in(world)
    url = f"/meetings/{meeting.pk}"
    assert f'href="{url}/people?give=1#give"' in host.get(f"{url}/presence").content.decode()
    assert 'id="give" open' in host.get(f"{url}/people?give=1").content.decode()
    then = {"people": "1", "then": "presence"}
    given = host.post(f"{url}/places", then | {"handle": "@mees"}, follow=True)
    assert given.redirect_chain[0][0] == f"{url}/presence"
    assert "Mees Member has a place." in given.content.decode()
    wrong = host.post(f"{url}/guests", then | {"name": "Ada", "email": "nobody"})
    assert (wrong.status_code, 'value="Ada"' in wrong.content.decode()) == (422, True)
    assert host.post(f"{url}/guests", then | {"name": "Ada", "email": "ada@x.org"})["Location"] == f"{url}/presence"
    assert host.post(f"{url}/places", {"handle": "hanna"}).status_code == 409
    named = [host.post(f"{url}/places", {"handle": name}) for name in ("mees MEMBER", "@Mees", "Nobody Here")]
    assert [answer.status_code for answer in named] == [302, 302, 422]
    (twin,) = members(world, 1)
    Account.objects.filter(handle=twin).update(name="Mees Member")
    assert "More than one person" in host.post(f"{url}/places", {"handle": "Mees Member"}).content.decode()


def test_parts_are_given_and_taken_away(world: World) -> None:
    meeting, host = made(world), signed_in(world)
    url = f"/meetings/{meeting.pk}/parts"
    assert host.post(url, {"role": "speaker", "handle": "@mees"}).status_code == 302
    assert host.post(url, {"role": "speaker", "handle": "nobody-here"}).status_code == 422
    part = Part.objects.get()
    assert part.account == world.accounts["mees"]
    mine = signed_in(world, "mees").get("/meetings").content.decode()
    assert "You have a part in it" in mine
    assert host.post(f"{url}/{part.pk}/removal").status_code == 302
    assert not Part.objects.exists()


def test_notes_are_kept(world: World) -> None:
    meeting, host = made(world), signed_in(world)
    host.post(f"/meetings/{meeting.pk}/notes", {"notes": "We **agreed**.", "version": "1"})
    assert "<strong>agreed</strong>" in signed_in(world, "mees").get(f"/meetings/{meeting.pk}").content.decode()


def test_pages_ask_a_fixed_number_of_queries(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = made(world, repeats="weekly", times="8")
    host = signed_in(world)
    for name in members(world, 15):
        actions.register(actor=world.reader(name), meeting=meeting.pk, now=clock.now())
    for path in ("", "/people", "/presence", "/agenda", "/edit"):
        with django_assert_max_num_queries(12):
            host.get(f"/meetings/{meeting.pk}{path}")
    for path in ("/meetings", "/circles/vakgroep/meetings", "/circles/vakgroep", "/"):
        with django_assert_max_num_queries(12):
            host.get(path)


def test_a_time_elsewhere_is_told_in_the_readers_own(world: World) -> None:
    starts = datetime.fromisoformat("2027-01-12T10:00")
    meeting = actions.plan(
        actor=world.reader("hanna"), place=world.key("vakgroep"), now=clock.now(),
        plan=a_plan(starts=starts, zone="America/New_York"),
    )  # fmt: skip
    assert (
        "16:00–18:00 your time (10:00 in New York)"
        in signed_in(world, "mees").get(f"/meetings/{meeting.pk}").content.decode()
    )


def test_a_meeting_of_a_series_that_has_begun_asks_no_more_than_others(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = going_on(world, rule="FREQ=WEEKLY;COUNT=5")
    (absent,) = members(world, 1)
    actions.register(actor=world.reader("mees"), meeting=meeting.pk, now=clock.now())
    for name, follows in (("mees", True), ("hanna", True), (absent, False)):
        client = signed_in(world, name)
        client.get(f"/meetings/{meeting.pk}")
        with django_assert_max_num_queries(12):
            page = client.get(f"/meetings/{meeting.pk}").text
        row = Meeting.objects.select_related("place__community").get(pk=meeting.pk)
        assert library.may_follow_up(world.reader(name), row, now=clock.now()) is follows
        assert (f"meeting={meeting.pk}" in page) is follows
