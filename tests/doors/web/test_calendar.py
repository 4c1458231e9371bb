"""Feeds on their page and at their address, one meeting as a file, and a guest's link."""

import re
from datetime import timedelta
from typing import Any

import pytest
import vobject
from django.conf import settings
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from kring.communities.actions import leave
from kring.foundation import clock
from kring.foundation.accounts.models import Account
from kring.meetings import actions
from kring.meetings.calendars.addresses import guest_token
from kring.meetings.calendars.models import CalendarFeed
from kring.meetings.models import Meeting
from kring.meetings.plans import Plan
from kring.notifications.models import LetterChoices
from tests.people import World

pytestmark = pytest.mark.django_db


def signed_in(world: World, name: str, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(world.accounts[name])
    return client


def meeting(world: World, *, slug: str = "vakgroep", days: int = 14, **changed: Any) -> Meeting:
    starts = (clock.now() + timedelta(days=days)).replace(tzinfo=None, microsecond=0)
    given = {"title": f"Where {slug} meets", "location": "Utrecht", "language": "en", "zone": "UTC"} | changed
    plan = Plan(starts=starts, minutes=90, **given)
    return actions.plan(actor=world.reader("hanna"), place=world.key(slug), plan=plan, now=clock.now())


def made(client: Client, circle: str = "@me") -> str:
    """The path of a new feed, as the page shows it this once."""
    answer = client.post("/meetings/calendar", {"circle": circle})
    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    shown = answer.content.decode()
    (https,) = set(re.findall(rf"{settings.BASE_URL}(/calendar/[\w-]{{43}}\.ics)", shown))
    assert f"webcal://{settings.BASE_URL.partition('//')[2]}{https}" in shown
    return str(https)


def titles(path: str) -> list[str]:
    answer = Client().get(path)
    assert answer.status_code == 200
    calendar = vobject.readOne(answer.content.decode())
    return [event.summary.value for event in getattr(calendar, "vevent_list", [])]


def test_make_fetch_renew_and_withdraw(world: World) -> None:
    mees, one = signed_in(world, "mees"), meeting(world)
    actions.register(actor=world.reader("mees"), meeting=one.pk, now=clock.now())
    path = made(mees)
    page = mees.get("/meetings/calendar").content.decode()
    assert path not in page
    assert "not yet" in page
    assert titles(path) == ["Where vakgroep meets"]
    assert "not yet" not in mees.get("/meetings/calendar").content.decode()
    feed = CalendarFeed.objects.get()
    assert mees.get(f"/meetings/calendar/{feed.pk}/renewal").status_code == 200
    assert titles(path) == ["Where vakgroep meets"]
    again = mees.post(f"/meetings/calendar/{feed.pk}/renewal")
    (fresh,) = set(re.findall(r"/calendar/[\w-]{43}\.ics", again.content.decode()))
    assert Client().get(path).status_code == 404
    assert titles(fresh) == ["Where vakgroep meets"]
    assert mees.post(f"/meetings/calendar/{feed.pk}/withdrawal").status_code == 302
    unknown, withdrawn = Client().get(f"/calendar/{'a' * 43}.ics"), Client().get(fresh)
    assert (withdrawn.status_code, withdrawn.content, withdrawn.headers) == (404, unknown.content, unknown.headers)
    assert mees.get(f"/meetings/calendar/{feed.pk}/withdrawal").status_code == 404


def test_a_feed_is_answered_as_programs_want_it(world: World) -> None:
    meeting(world)
    path = made(signed_in(world, "mees"), "vakgroep")
    answer = Client().get(path)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "Vary" not in answer.headers
    assert not answer.cookies
    calendar = vobject.readOne(answer.content.decode())
    assert calendar.contents["x-wr-calname"][0].value.startswith("Vakgroep")
    assert calendar.contents["refresh-interval"][0].value == "PT1H"
    head = Client().head(path)
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", answer.headers["ETag"])
    for asked in ({"If-None-Match": answer.headers["ETag"]}, {"If-Modified-Since": answer.headers["Last-Modified"]}):
        same = Client().get(path, headers=asked)
        assert (same.status_code, same.content) == (304, b"")
        assert same.headers["ETag"] == answer.headers["ETag"]
    actions.register(actor=world.reader("mees"), meeting=Meeting.objects.get().pk, now=clock.now())
    for asked in ({"If-None-Match": answer.headers["ETag"]}, {"If-Modified-Since": answer.headers["Last-Modified"]}):
        assert Client().get(path, headers=asked).status_code == 200


def test_a_feed_costs_so_many_queries(world: World, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for days in (3, 4, 5):
        meeting(world, days=days)
    path = made(signed_in(world, "mees"), "vakgroep")
    with django_assert_max_num_queries(5):
        Client().get(path)
    with django_assert_max_num_queries(4):
        Client().get(path)
    with django_assert_max_num_queries(1):
        Client().get(f"/calendar/{'a' * 43}.ics")
    with django_assert_max_num_queries(0):
        Client().get("/calendar/short.ics")


def test_who_leaves_a_circle_gets_its_feed_no_more(world: World) -> None:
    meeting(world, slug="verborgen")
    path = made(signed_in(world, "mees"), "verborgen")
    assert titles(path) == ["Where verborgen meets"]
    leave(actor=world.reader("mees"), community=world.key("verborgen"), now=clock.now())
    gone = Client().get(path)
    assert (gone.status_code, gone.content) == (404, b"")


def test_the_feed_speaks_its_owners_language_whoever_fetches_it(world: World) -> None:
    meeting(world, mode="online", location="")
    Account.objects.filter(handle="hanna").update(language="nl")
    path = made(signed_in(world, "hanna"))
    answer = Client(headers={"accept-language": "en"}).get(path)
    assert answer.headers["Content-Language"] == "nl"
    assert "Mijn bijeenkomsten" in answer.content.decode()


@pytest.mark.parametrize("circle", ["verborgen", "made-up"])
def test_what_one_does_not_see_is_not_offered(world: World, circle: str) -> None:
    stan = signed_in(world, "stan")
    assert "Verborgen" not in stan.get(f"/meetings/calendar?circle={circle}").content.decode()
    answer = stan.post("/meetings/calendar", {"circle": circle})
    assert answer.status_code == 422
    assert not CalendarFeed.objects.exists()


def test_one_feed_for_each(world: World) -> None:
    mees = signed_in(world, "mees")
    for _ in range(2):
        path = made(mees, "vakgroep")
        CalendarFeed.objects.all().delete()
    made(mees, "vakgroep")
    again = mees.post("/meetings/calendar", {"circle": "vakgroep"})
    assert again.status_code == 422
    assert CalendarFeed.objects.count() == 1
    made(mees)
    assert mees.post("/meetings/calendar", {"circle": "@me"}).status_code == 422
    assert mees.post("/meetings/calendar", {}).status_code == 422
    assert path


def test_the_page_asks_so_much(world: World, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    mees = signed_in(world, "mees")
    made(mees)
    made(mees, "vakgroep")
    with django_assert_max_num_queries(12):
        mees.get("/meetings/calendar?circle=besloten")


def test_one_meeting_as_a_file(world: World) -> None:
    one = meeting(world, mode="online", location="", link="https://meet.example.org/x")
    answer = signed_in(world, "noor").get(f"/meetings/{one.pk}/calendar.ics")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="meeting-{one.pk}.ics"'
    calendar = vobject.readOne(answer.content.decode())
    assert calendar.method.value == "PUBLISH"
    assert calendar.vevent.summary.value == one.title
    assert "meet.example.org" not in answer.content.decode()


def test_a_guest_gives_up_by_the_link_in_her_letter(world: World) -> None:
    one = meeting(world)
    guest = actions.bring(
        actor=world.reader("hanna"), meeting=one.pk, name="<b>Ada</b>", email="a@example.org", now=clock.now()
    )
    address, stranger = f"/meetings/guests/{guest_token(guest.pk)}", Client(enforce_csrf_checks=True)
    shown = stranger.get(address).content.decode()
    assert "&lt;b&gt;Ada" in shown
    assert "you have a place" in shown
    guest.refresh_from_db()
    assert guest.state == "going"
    assert "You gave up your place" in stranger.post(address).content.decode()
    guest.refresh_from_db()
    assert guest.state == "off"
    assert stranger.post(address).status_code == 200
    member = actions.register(actor=world.reader("mees"), meeting=one.pk, now=clock.now())
    assert stranger.get(f"/meetings/guests/{guest_token(member.pk)}").status_code == 404
    actions.call_off(actor=world.reader("hanna"), meeting=one.pk, now=clock.now())
    assert "This meeting is cancelled." in Client().get(address).content.decode()


def test_choosing_invitations(world: World) -> None:
    mees = signed_in(world, "mees")
    assert "Send me invitations" in mees.get("/settings/letters").content.decode()
    chosen = {"own": "", "circles": "", "digests": "on", "hour": "8", "weekday": "0"}
    mees.post("/settings/letters", chosen)
    assert not LetterChoices.objects.get().invitations
    mees.post("/settings/letters", chosen | {"invitations": "on"})
    assert LetterChoices.objects.get().invitations
