"""The pages of peer consultation: groups, rota, methods, rounds with their clock, and what is written of them."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from kring.foundation import clock
from kring.meetings import actions as meetings
from kring.meetings.actions.presence import Mark
from kring.meetings.consultations import actions
from kring.meetings.consultations.models import Group, LearningPoint, Round, YearPlan
from kring.meetings.models import Meeting, Part
from tests.doors.consultations import consultations
from tests.people import World

pytestmark = pytest.mark.django_db
GROUP = "/circles/casuskring/consultation"


@pytest.fixture
def held(world: World) -> World:
    """The small world with a group whose meeting goes on."""
    consultations(world)
    return world


def signed_in(world: World, name: str = "hanna", language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(world.accounts[name])
    return client


def round_url(world: World) -> str:
    return f"/meetings/{world.extra['consulted']}/round"


def said(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_page_shows_in_both_languages_within_its_queries(
    held: World, language: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    host, member = signed_in(held, language=language), signed_in(held, "mees", language)
    at = round_url(held)
    own = (GROUP, "/consultation/methods", "/consultation/methods/gossip", at, f"{at}/notes", f"{at}/point")
    hosted = (f"{GROUP}/edit", f"{GROUP}/plan", f"{GROUP}/rota", f"{at}/method", f"{at}/summary",
              "/circles/vakgroep/consultation/new", f"/meetings/{held.extra['consulted']}",
              f"/meetings/{held.extra['consulted']}/closure", "/circles/casuskring")  # fmt: skip
    for client, paths in ((host, (*own, *hosted)), (member, own)):
        for path in paths:
            client.get(path)
            with django_assert_max_num_queries(12):
                answer = client.get(path)
            assert answer.status_code == 200, path


def test_a_group_is_started_from_its_circle(world: World) -> None:
    host = signed_in(world)
    assert "/circles/vakgroep/consultation/new" in said(host.get("/circles/vakgroep"))
    given = {
        "name": "Casuskring", "language": "en", "facilitator": "@mees", "credential": "LVSC", "scheme": "huisartsen",
        "valid_until": "2030-01-01", "invited": "@mees", "takes_part": "on",
    }  # fmt: skip
    answer = host.post("/circles/vakgroep/consultation/new", given)
    assert (answer.status_code, answer["Location"]) == (302, GROUP)
    group = Group.objects.get()
    # What was left open, the scheme says.
    assert (group.smallest, group.largest, group.least_meetings, group.least_hours) == (3, 8, 2, 2)
    page = said(host.get(GROUP))
    assert "asks at least 3 people in a group; there are 2." in page
    assert "2 meetings and 2 hours" in page
    assert GROUP in said(host.get("/circles/casuskring"))


def test_what_was_typed_is_kept_with_what_is_wrong(world: World) -> None:
    host = signed_in(world)
    given = {"name": "Our case circle", "language": "en", "invited": "@nobody", "credential": "LVSC 12"}
    answer = host.post("/circles/vakgroep/consultation/new", given)
    assert answer.status_code == 422
    for kept in ("Our case circle", "@nobody", "LVSC 12", "There is nobody with this name in the circle: nobody."):
        assert kept in said(answer)


def test_terms_year_plan_and_rota_are_changed_by_its_host(held: World) -> None:
    host = signed_in(held)
    group = Group.objects.get()
    given = {"scheme": "nova", "version": str(group.version), "facilitator": "hanna", "valid_until": "2020-01-01"}
    assert host.post(f"{GROUP}/edit", given).status_code == 302
    answer = host.post(f"{GROUP}/edit", given)
    assert answer.status_code == 409
    assert "This is how it stands now." in said(answer)
    answer = host.post(f"{GROUP}/plan", {"meetings": "70", "aims": "So we learn", "version": "0"})
    assert answer.status_code == 422
    assert "So we learn" in said(answer)
    assert host.post(f"{GROUP}/plan", {"meetings": "6", "aims": "So we learn", "version": "0"}).status_code == 302
    assert YearPlan.objects.get().meetings == 6
    now = clock.now()
    later = meeting_in(held, now + timedelta(days=9))
    page = said(host.get(GROUP))
    assert "So we learn" in page
    assert "credential is valid until" in page
    mees = held.accounts["mees"].pk
    assert host.post(f"{GROUP}/rota", {f"meeting_{later.pk}": "999999"}).status_code == 422
    assert host.post(f"{GROUP}/rota", {f"meeting_{later.pk}": "", "draw": "open"}).status_code == 302
    assert Part.objects.get(meeting=later).account_id == mees
    assert host.post(f"{GROUP}/rota", {f"meeting_{later.pk}": ""}).status_code == 302
    assert not Part.objects.filter(meeting=later).exists()
    assert host.post(f"{GROUP}/rota", {"draw": "all"}).status_code == 302
    assert "Case: Mees Member" in said(signed_in(held, "mees").get(GROUP))


def meeting_in(world: World, at: Any) -> Meeting:
    from kring.meetings.plans import Plan

    plan = Plan(title="Later", starts=at.replace(tzinfo=None, microsecond=0), minutes=90, zone="UTC", location="U")
    return meetings.plan(actor=world.reader("hanna"), place=world.key("casuskring"), plan=plan, now=clock.now())


def test_a_member_sees_her_own_year_and_the_host_everyones(held: World) -> None:
    assert "Hanna Host" in said(signed_in(held).get(GROUP)).partition("Who was there in")[2]
    member = said(signed_in(held, "mees").get(GROUP))
    assert "Mees Member" in member.partition("You in")[2].partition("</table>")[0]
    assert "Hanna Host" not in member.partition("You in")[2].partition("</table>")[0]


# ----- a round


def pressed(client: Client, world: World, move: str, version: int, **given: str) -> Any:
    return client.post(f"{round_url(world)}/moves", {"move": move, "version": str(version), **given}, follow=True)


def test_whoever_did_not_agree_is_shown_what_she_would_agree_to_and_no_more(held: World) -> None:
    held.enter("noor", "casuskring")
    actions.write_notes(
        actor=held.reader("mees"), meeting=held.extra["consulted"], question="Zilverreiger leaves?",  # type: ignore[arg-type]
        notes="", version=0, now=clock.now(),
    )  # fmt: skip
    noor, at = signed_in(held, "noor"), round_url(held)
    page = said(noor.get(at))
    assert "What is said here stays here." in page
    for hidden in ("Zilverreiger", "Incident method", "The incident", "data-round"):
        assert hidden not in page
    assert noor.get(f"{at}/state").status_code == 404
    assert noor.get(f"{at}/notes").status_code == 403
    assert noor.get(f"{at}/point").status_code == 403
    assert noor.post(f"{at}/agreement").status_code == 302
    page = said(noor.get(at))
    assert "Zilverreiger leaves?" in page
    assert "Incident method" in page
    assert "Start" not in page


def test_browsers_are_told_what_changed_and_what_time_it_is(
    held: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    host, member, at = signed_in(held), signed_in(held, "mees"), f"{round_url(held)}/state"
    first = member.get(at)
    assert "The method is chosen; the round hasn’t begun." in said(first)
    assert abs(int(first["X-Kring-Now"]) / 1000 - clock.now().timestamp()) < 60
    member.get(at, headers={"if-none-match": first["ETag"]})
    # Two of the session and the reader, and two of the round.
    with django_assert_num_queries(4):
        again = member.get(at, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "X-Kring-Now" in again
    pressed(host, held, "start", 1)
    changed = member.get(at, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    assert 'data-announced="Step 1: The incident."' in said(changed)
    left = re.search(r'data-left="(\d+)" data-ends="(\d+)"', said(changed))
    assert left
    assert 590 <= int(left[1]) <= 600
    assert "/moves" not in said(changed)
    assert "/moves" in said(host.get(at))
    assert member.get(at, headers={"if-none-match": changed["ETag"], "accept-language": "nl"}).status_code == 200


def test_the_second_of_two_who_press_is_shown_what_is_now(held: World) -> None:
    host = signed_in(held)
    pressed(host, held, "start", 1)
    assert "Step 2 of 6" in said(pressed(host, held, "next", 2))
    answer = pressed(host, held, "next", 2)
    assert "Someone else was first." in said(answer)
    assert Round.objects.get().step == 1
    assert "This can’t be done now." in said(pressed(host, held, "start", 3))
    page = said(pressed(host, held, "add", 3, minutes="2"))
    assert "22 minutes" in page
    assert "Paused" in said(pressed(host, held, "pause", 4)) or "paused" in said(host.get(round_url(held)))
    assert "The round has ended." in said(pressed(host, held, "end", 5))


def test_a_method_is_chosen_for_the_time_that_there_is(held: World) -> None:
    host, at = signed_in(held), f"{round_url(held)}/method"
    page = said(host.get(at))
    assert 'value="90"' in page
    answer = host.post(at, {"method": "ten-step", "minutes": "5", "version": "1"})
    assert answer.status_code == 422
    assert "Give a number from 10 to 480." in said(answer)
    assert host.post(at, {"method": "ten-step", "minutes": "60", "version": "1"}).status_code == 302
    assert sum(Round.objects.get().given) == 3_600
    assert host.post(at, {"method": "gossip", "version": "1"}).status_code == 409
    assert "Ten-step method" in said(host.get(round_url(held)))


def test_what_is_written_stands_where_it_may_and_nowhere_else(held: World) -> None:
    host, member, at = signed_in(held), signed_in(held, "mees"), round_url(held)
    key = held.extra["consulted"]
    now = clock.now()
    for name in ("hanna", "mees"):
        sign_up = meetings.register(actor=held.reader(name), meeting=key, now=now)  # type: ignore[arg-type]
        mark = Mark(sign_up=sign_up.pk, came=now - timedelta(minutes=10))
        meetings.correct(actor=held.reader("hanna"), meeting=key, marks=[mark], now=now)  # type: ignore[arg-type]
    given = {"question": "Zilverreiger?", "notes": "Zilverreiger.", "version": "0"}
    assert member.post(f"{at}/notes", given).status_code == 302
    answer = member.post(f"{at}/notes", given | {"notes": "I wrote more."})
    assert answer.status_code == 409
    assert "I wrote more." in said(answer)
    assert host.post(f"{at}/summary", {"text": "", "version": "0"}).status_code == 422
    closing = said(host.get(f"/meetings/{key}/closure"))
    assert "The summary isn’t written yet." in closing
    assert "No learning point yet of Hanna Host, Mees Member." in closing
    assert host.post(f"{at}/summary", {"text": "Open questions only.", "version": "0"}).status_code == 302
    assert member.post(f"{at}/point", {"text": "Ask first."}).status_code == 302
    assert LearningPoint.objects.get().text == "Ask first."
    assert "Ask first." not in said(host.get(at))
    assert "No learning point yet of Hanna Host." in said(host.get(f"/meetings/{key}/closure"))
    pressed(host, held, "start", 1)
    assert host.post(f"/meetings/{key}/closure").status_code == 302
    for language, words in (("en", ("Learning points", "Agreed to confidentiality")), ("nl", ("Ask first.",))):
        page = said(signed_in(held, "hanna", language).get(f"/meetings/{key}/list"))
        for shown in ("Ask first.", "Open questions only.", "Casuskring", *words):
            assert shown in page
        assert "Zilverreiger" not in page
    sealed = host.get(f"/meetings/{key}/list.json").content.decode()
    assert "Zilverreiger" not in sealed
    assert json.loads(sealed)["consultation"]["summary"]["text"] == "Open questions only."
    assert member.post(f"{at}/point", {"text": "Late."}).status_code == 409
    assert "The presence list of this meeting is closed." in said(member.get(at))
    for client, path in ((signed_in(held, "mees"), "/find?q=Zilverreiger"), (signed_in(held, "stan"), at)):
        assert "Zilverreiger." not in said(client.get(path))


def test_the_way_to_a_round_stands_on_its_meeting_for_who_is_in_the_group(held: World) -> None:
    key = held.extra["consulted"]
    assert f"/meetings/{key}/round" in said(signed_in(held, "mees").get(f"/meetings/{key}"))
    page = said(signed_in(held).get("/circles/casuskring/meetings/new?kind=intervisie"))
    assert re.search(r'<option value="intervisie" selected', page)
