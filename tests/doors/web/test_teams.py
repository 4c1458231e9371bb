"""The pages of teams."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kring.competences.actions import name_competence
from kring.finding.teams.models import Task, TaskPerson, TeamOffer
from kring.foundation import clock
from kring.people.models import Organisation
from tests.organisations import employed, founded
from tests.people import World, person

TEAMS = "/organisations/insurer/teams"


@pytest.fixture
def insurer(world: World) -> Organisation:
    """Hanna owns it; mees, stan, anna and bart work there."""
    made = founded(world, "Insurer", by="hanna")
    for name in ("Anna Adder", "Bart Berk"):
        account = person(name)
        world.accounts[account.handle] = account
    for name in ("mees", "stan", "anna", "bart"):
        employed(world, name, made)
    for en, nl in (("Law", "Recht"), ("Planning", "Plannen"), ("Data", "Gegevens")):
        name_competence(en=en, nl=nl)
    return made


def browser(world: World, name: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.accounts[name])
    return client


def day(*, weeks: int) -> str:
    return (clock.now().date() + timedelta(weeks=weeks)).isoformat()


def found(world: World, name: str, brings: str, *, learns: str = "", days: int = 2) -> None:
    told = {"days": days, "until": day(weeks=30), "brings": brings, "learns": learns}
    assert browser(world, name).post(f"{TEAMS}/offer", told).status_code == 302


def task(**more: object) -> dict[str, object]:
    return {
        "title": "Storm desk", "about": "Everything that the storm brings.", "must": "Law, Plannen", "wanted": "data",
        "most": 3, "days": 2, "starts_on": day(weeks=1), "ends_on": day(weeks=9),
    } | more  # fmt: skip


def stated(client: Client, **more: object) -> str:
    made = client.post(f"{TEAMS}/new", task(**more))
    assert made.status_code == 302
    return made.headers["Location"]


def test_a_team_is_proposed_asked_and_says_yes(world: World, insurer: Organisation) -> None:
    found(world, "anna", "Law, Data")
    found(world, "bart", "Planning", learns="Law")
    found(world, "stan", "law", days=5)
    mees = browser(world, "mees")
    team = stated(mees)
    page = mees.get(team).text
    assert page.index("Brings Law and Data.") < page.index("Brings Planning.")
    assert "There is one person only for Planning and Data." in page
    assert "2 days a week, until" in page
    assert mees.post(f"{team}/choices", {"handle": "stan", "choice": "out"}).status_code == 302
    page = mees.get(team).text
    assert "Left out by you" in page
    assert "There is one person only for Law, Planning, and Data." in page
    assert mees.post(f"{team}/invitations", {"handle": "\x00"}).status_code == 409
    assert mees.post(f"{team}/invitations", {"handle": "anna"}, follow=True).status_code == 200
    assert "asked, no answer yet" in mees.get(team).text
    anna = browser(world, "anna")
    assert "Storm desk" in anna.get(TEAMS).text
    assert "Everything that the storm brings." in anna.get(team).text
    assert "You are in the team." in anna.post(f"{team}/answer", {"joins": "yes"}, follow=True).text
    assert "said yes" in mees.get(team).text
    assert "1 of 1 said yes" in mees.get(TEAMS).text
    assert "You are not in the team." in anna.post(f"{team}/answer", {"joins": "no"}, follow=True).text
    assert "Said no" in mees.get(team).text
    again = mees.post(f"{team}/invitations", {"handle": "anna"})
    assert (again.status_code, "asked already" in again.text) == (409, True)
    assert mees.post(f"{team}/choices", {"handle": "anna", "choice": "in"}).status_code == 409
    assert mees.post(f"{team}/closing", follow=True).status_code == 200
    assert mees.post(f"{team}/closing").status_code == 409
    assert anna.post(f"{team}/answer", {"joins": "yes"}).status_code == 409
    assert browser(world, "bart").get(team).status_code == 404


def test_nobody_brings_it_and_the_page_says_so(world: World, insurer: Organisation) -> None:
    mees = browser(world, "mees")
    page = mees.get(stated(mees, with_learner="on")).text
    assert "Nobody brings Law and Planning." in page
    assert "Nobody yet" in page
    found(world, "anna", "Law")
    page = mees.get(stated(mees, with_learner="on")).text
    assert "Nobody brings Planning." in page
    assert "Good to have, but nobody brings it: Data." in page
    assert "There is no room, or nobody, to learn in this team." in page


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(world: World, insurer: Organisation) -> None:
    mees = browser(world, "mees")
    wrong = mees.post(f"{TEAMS}/new", task(must="Law, Whispering", most="99", ends_on=day(weeks=0)))
    assert wrong.status_code == 422
    for said in ("Not in the list of competences: Whispering.", "Choose 1 to 12 people.", "isn’t before the first"):
        assert said in wrong.text
    assert "Everything that the storm brings." in wrong.text
    assert 'value="Law, Whispering"' in wrong.text
    assert not Task.objects.exists()
    offer = mees.post(f"{TEAMS}/offer", {"days": "x", "until": "", "brings": "Law"})
    assert (offer.status_code, "Write a whole number." in offer.text) == (422, True)
    late = mees.post(f"{TEAMS}/offer", {"days": "9", "until": day(weeks=900), "learns": "Sneezing"})
    for said in ("Choose 1 to 5 days.", "two years from now", "Sneezing"):
        assert said in late.text


def test_a_task_and_an_offer_are_changed_and_taken_back(world: World, insurer: Organisation) -> None:
    mees = browser(world, "mees")
    found(world, "mees", "Law")
    assert 'value="Law"' in mees.get(f"{TEAMS}/offer").text
    assert "Your colleagues can find you for teams." in mees.get(TEAMS).text
    TeamOffer.objects.update(until=clock.now().date() - timedelta(days=1))
    assert "The days that you offered are over" in mees.get(TEAMS).text
    assert mees.post(f"{TEAMS}/offer/withdrawal").status_code == 302
    assert "You can’t be found for teams now." in mees.get(TEAMS).text
    team = stated(mees)
    assert 'value="Law, Planning"' in mees.get(f"{team}/edit").text
    assert mees.post(f"{team}/edit", task(title="Hail desk")).status_code == 302
    assert "Hail desk" in mees.get(team).text
    assert mees.post(f"{team}/edit", task(title=" ")).status_code == 422


def test_who_else_could_be_is_put_in_and_a_full_team_says_so(world: World, insurer: Organisation) -> None:
    for name in ("anna", "bart", "stan"):
        found(world, name, "Law")
    mees = browser(world, "mees")
    team = stated(mees, must="Law", wanted="", most=1)
    assert "Who else could be in it" in mees.get(team).text
    for name, status in (("anna", 302), ("bart", 409)):
        assert mees.post(f"{team}/choices", {"handle": name, "choice": "in"}).status_code == status
    assert "kept in by you" in mees.get(team).text
    assert TaskPerson.objects.get().choice == "in"


def test_pages_ask_so_many_queries_whoever_is_in(
    world: World, insurer: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("anna", "bart"):
        found(world, name, "Law, Data")
    mees, anna = browser(world, "mees"), browser(world, "anna")
    team = stated(mees)
    mees.post(f"{team}/invitations", {"handle": "anna"})
    for client, address, most in ((mees, team, 12), (anna, team, 8), (anna, TEAMS, 8), (mees, f"{TEAMS}/new", 6)):
        client.get(address)
        with django_assert_num_queries(most):
            client.get(address)
    found(world, "stan", "planning")
    with django_assert_num_queries(12):
        assert "Stan" in mees.get(team).text
