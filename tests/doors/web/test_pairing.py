"""The pages to meet someone new, and to keep someone away."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from kring.finding.pairing import actions
from kring.finding.pairing.models import Enrolment, Match, Programme
from kring.foundation import clock
from kring.notifications.models import Notification
from kring.people.blocks.actions import keep_away
from tests.domain.pairing.furniture import crowd, deliver, join, programme
from tests.organisations import bare, employed
from tests.people import START, World

pytestmark = pytest.mark.django_db


def signed_in(world: World, name: str = "hanna", language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(world.accounts[name])
    return client


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


GIVEN = {"title": "Coffee", "kind": "coffee", "weeks": "2", "weekday": "1", "size": "6", "language": "en"}


def test_a_host_starts_members_take_part_and_a_worker_matches_them(world: World) -> None:
    hanna, mees = signed_in(world), signed_in(world, "mees")
    assert "Start something" in text(hanna, "/circles/vakgroep/pairing")
    assert "When a host starts something" in text(mees, "/circles/vakgroep/pairing")
    assert "/circles/vakgroep/pairing" in text(mees, "/circles/vakgroep")
    url = hanna.post("/circles/vakgroep/pairing/new", GIVEN)["Location"]
    found = Programme.objects.get()
    assert "Every 2 weeks, on Tuesday" in text(mees, url)
    hanna.post(f"{url}/enrolment")
    assert "Two people have to take part for a round." in text(hanna, url)
    mees.post(f"{url}/enrolment")
    assert "Make a round now" in text(hanna, url)
    assert "You hear whom you meet" in text(mees, url)
    assert "2 people take part" in text(mees, "/circles/vakgroep/pairing")
    assert hanna.post(f"{url}/rounds").status_code == 302
    assert "A round is being made" in text(hanna, url)
    actions.make_round(programme=found.pk, now=clock.now())
    page = text(mees, url)
    assert "Hanna Host" in page
    assert "You both speak English." in page
    assert "You haven’t met here before." in page
    assert "Rounds" not in page
    said = mees.post(f"/pairing/matches/{Match.objects.get().pk}", {"met": "yes"}, follow=True).content.decode()
    assert "You met." in said
    table = text(hanna, url)
    assert "Round 1" in table
    assert "A round is being made" not in table


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "This field is required."),
        ({"weeks": "0"}, "Choose 1 to 26 weeks."),
        ({"weeks": "many"}, "Write a whole number."),
        ({"kind": "groups", "size": "3"}, "Choose 4 to 8 people."),
    ],
)
def test_what_is_wrong_is_said_and_kept(world: World, changed: dict[str, str], sentence: str) -> None:
    answer = signed_in(world).post("/circles/vakgroep/pairing/new", GIVEN | {"about": "For everyone."} | changed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "For everyone." in answer.content.decode()


def test_a_host_changes_and_ends_it(world: World) -> None:
    coffee, hanna = programme(world), signed_in(world)
    url = f"/pairing/{coffee.pk}"
    assert "Coffee with someone new" in text(hanna, f"{url}/edit")
    assert hanna.post(f"{url}/edit", GIVEN | {"title": "Tea", "kind": "groups"}).status_code == 302
    assert Programme.objects.values_list("title", "kind", "weekday").get() == ("Tea", "coffee", 1)
    assert "End it?" in text(hanna, f"{url}/end")
    assert "This has ended" in hanna.post(f"{url}/end", follow=True).content.decode()
    assert hanna.post(f"{url}/enrolment").status_code == 409


def test_one_pauses_comes_back_and_leaves(world: World) -> None:
    coffee, mees = programme(world), signed_in(world, "mees")
    url = f"/pairing/{coffee.pk}"
    mees.post(f"{url}/enrolment")
    later = (clock.now() + timedelta(days=30)).date().isoformat()
    assert (
        "You take no part until" in mees.post(f"{url}/enrolment/pause", {"until": later}, follow=True).content.decode()
    )
    refused = mees.post(f"{url}/enrolment/pause", {"until": "2001-01-01"})
    assert refused.status_code == 422
    assert "Choose a day within a year from now." in refused.content.decode()
    mees.post(f"{url}/enrolment", {"offers": "Law, Tax"})
    assert "Law, Tax" in text(mees, url)
    assert Enrolment.objects.get().paused_until is None
    assert "You are welcome back." in mees.post(f"{url}/enrolment/removal", follow=True).content.decode()
    assert mees.post(f"{url}/enrolment/pause", {"until": later}).status_code == 404


def test_a_learner_names_what_to_learn(world: World) -> None:
    mentoring, mees = programme(world, kind="mentoring"), signed_in(world, "mees")
    url = f"/pairing/{mentoring.pk}"
    assert "How many learners do you take?" in text(mees, url)
    refused = mees.post(f"{url}/enrolment", {"part": "learner", "room": "1"})
    assert refused.status_code == 422
    assert "Name what you want to learn." in refused.content.decode()
    assert mees.post(f"{url}/enrolment", {"part": "mentor", "room": "9"}).status_code == 422
    assert mees.post(f"{url}/enrolment", {"part": "learner", "seeks": "Law"}).status_code == 302


def test_three_are_offered_a_day(world: World) -> None:
    coffee = programme(world)
    crowd(world, coffee, 3)
    actions.make_round(programme=coffee.pk, now=clock.now())
    page = text(signed_in(world, "anna"), f"/pairing/{coffee.pk}")
    assert re.search("You are three. How about .*, at half past twelve", page)
    assert page.count('"Write to ') == 2


def test_why_one_meets_nobody_is_the_same_words_whoever_is_kept_away(world: World) -> None:
    """Of one it is because everybody keeps her away; of the other because all work for one house."""
    coffee = programme(world)
    crowd(world, coffee, 4)
    for other in ("bert", "cleo", "dirk"):
        keep_away(actor=world.reader(other), handle="anna", now=START)
    actions.make_round(programme=coffee.pk, now=START)
    apart = programme(world, apart=True, title="Others")
    red = bare("red")
    for name in ("dirk", "els", "fons", "gerd"):
        join(world, apart, name)
        employed(world, name, red)
    actions.make_round(programme=apart.pk, now=START)
    said = "Nobody was left for you this time. In the next round you are in again."
    assert said in text(signed_in(world, "anna"), f"/pairing/{coffee.pk}")
    assert said in text(signed_in(world, "dirk"), f"/pairing/{apart.pk}")


def test_a_host_keeps_organisations_apart(world: World) -> None:
    hanna = signed_in(world)
    for slug in ("red", "blue"):
        bare(slug.capitalize())
    url = "/circles/vakgroep/pairing/apart"
    assert hanna.post(url, {"one": "red", "other": "red"}).status_code == 422
    page = hanna.post(url, {"one": "red", "other": "blue"}, follow=True).content.decode()
    assert "Blue and Red" in page or "Red and Blue" in page
    assert "Let them meet" in page


def test_one_keeps_someone_away_and_only_oneself_sees_it(world: World) -> None:
    mees, hanna = signed_in(world, "mees"), signed_in(world)
    before = text(hanna, "/people/mees")
    assert "Keep this person away" in text(mees, "/people/hanna")
    assert "Keep Hanna Host away?" in text(mees, "/people/hanna/away")
    assert "Hanna Host" in mees.post("/people/hanna/away", follow=True).content.decode()
    sent = hanna.post("/people/mees/messages", {"body": "Are you there?"}, follow=True)
    assert "Are you there?" in sent.content.decode()
    deliver()
    assert "Are you there?" not in text(mees, "/people/hanna/messages")
    assert "Hanna" not in text(mees, "/messages").partition("<main")[2]
    assert not Notification.objects.filter(account=world.accounts["mees"], topic="message").exists()
    without = [line for line in text(hanna, "/people/mees").splitlines() if "csrf" not in line]
    assert without == [line for line in before.splitlines() if "csrf" not in line]
    mees.post("/people/hanna/away/removal")
    assert "Nobody." in text(mees, "/settings/away")


@pytest.mark.parametrize("people", [2, 12])
def test_a_programme_costs_the_same_for_few_and_many(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries, people: int
) -> None:
    coffee = programme(world)
    join(world, coffee, "hanna")
    crowd(world, coffee, people)
    for week in range(people // 2):
        actions.make_round(programme=coffee.pk, now=START + timedelta(weeks=2 * week))
    client = signed_in(world)
    text(client, f"/pairing/{coffee.pk}")
    with django_assert_max_num_queries(12):
        text(client, f"/pairing/{coffee.pk}")


def test_a_list_of_programmes_costs_the_same_for_one_and_many(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for title in ("One", "Two", "Three"):
        programme(world, title=title)
    client = signed_in(world, "mees")
    text(client, "/circles/vakgroep/pairing")
    with django_assert_max_num_queries(6):
        text(client, "/circles/vakgroep/pairing")
