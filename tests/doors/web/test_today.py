"""The first page: what waits, what is new, first steps; and the landing page for who isn't signed in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from kring.finding.actions import ask_for_help
from kring.foundation import clock
from kring.foundation.events.dispatch import dispatch_due
from kring.learning.actions import set_aim, set_organisation_days, write_down
from kring.learning.queries import aims_of, glance, year_of
from kring.learning.rules.entries import Told
from kring.people.models import Profile
from tests.organisations import bare, employed
from tests.people import World


def browser(world: World, name: str) -> Client:
    client = Client()
    if name:
        client.force_login(world.accounts[name])
    return client


def test_the_landing_says_what_it_is_and_shows_what_everyone_may_see(world: World) -> None:
    world.tell("mees", "voorbeeld", "Ran a fair")
    page = browser(world, "").get("/").text
    assert "What you have not done yourself, someone here has." in page
    assert "Voorbeeld" in page
    assert "Ran a fair" in page
    assert 'href="/demo"' in page
    for hidden in ("Vakgroep", "Verborgen", "hackathon"):
        assert hidden not in page


@pytest.mark.parametrize("name", ["Vakvereniging Zorg & Werk", ""])
def test_the_name_of_the_installation_stands_above_every_page(
    world: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(settings, "INSTALLATION_NAME", name)
    shown = name.replace("&", "&amp;") or "Kring"
    for who, path in (("", "/"), ("", "/account/login/"), ("mees", "/circles/vakgroep"), ("mees", "/nowhere")):
        page = browser(world, who).get(path).text
        assert f'<span class="brand__name">{shown}</span>' in page
        assert shown in page.partition("<title>")[2].partition("</title>")[0]


def test_only_you_can_answer_and_why(world: World) -> None:
    again = world.ask("mees", "vakgroep", "Which jury for the next one?", days=3)
    hanna = world.accounts["hanna"].pk
    ask_for_help(actor=world.reader("mees"), conversation=again.pk, people={hanna: [world.answer.pk]}, now=clock.now())
    page = browser(world, "hanna").get("/").text
    assert "One question waits for you." in page
    assert "Because you wrote in “How do I run a hackathon?”" in page
    assert f"/conversations/{again.pk}#answer" in page
    ask_for_help(actor=world.reader("mees"), conversation=world.secret.pk, people={hanna: []}, now=clock.now())
    assert "Mees Member thinks that you can help." in browser(world, "hanna").get("/").text


def test_because_of_a_told_experience(world: World) -> None:
    told = world.tell("hanna", "vakgroep", "Ran a fair")
    opening = told.posts.get()
    again = world.ask("mees", "vakgroep", "Who ran a fair?", days=3)
    hanna = world.accounts["hanna"].pk
    ask_for_help(actor=world.reader("mees"), conversation=again.pk, people={hanna: [opening.pk]}, now=clock.now())
    assert "Because you did this: “Ran a fair”" in browser(world, "hanna").get("/").text


def test_unanswered_and_latest_of_ones_own_circles(world: World) -> None:
    page = browser(world, "hanna").get("/").text
    assert "Nobody has answered yet" in page
    assert "What may I tell about the reorganisation?" in page
    own = browser(world, "mees").get("/").text
    assert "Nobody has answered yet" not in own
    assert "What may I tell about the reorganisation?" in own


def test_a_newcomer_sees_three_steps_and_what_others_talk_about(world: World) -> None:
    page = browser(world, "noor").get("/").text
    for step in ("Join a circle", "Say what you did", "Ask your first question"):
        assert step in page
    assert "What others talk about" in page
    assert "hackathon" in page
    assert "reorganisation" not in page


def test_steps_go_when_they_are_taken_or_old(world: World) -> None:
    assert "Your first steps" not in browser(world, "mees").get("/").text
    mees = world.accounts["mees"]
    mees.joined_at = clock.now() - timedelta(days=1)
    mees.save()
    assert "Your first steps" in browser(world, "mees").get("/").text
    Profile.objects.filter(account=mees).update(headline="Runs things")
    assert "Your first steps" in browser(world, "mees").get("/").text
    Profile.objects.filter(account=mees).update(offers="Rosters that hold")
    assert "Your first steps" not in browser(world, "mees").get("/").text


def test_the_ring_and_the_drafts_that_wait(world: World) -> None:
    assert "Your learning" not in browser(world, "mees").get("/").text
    world.tell("mees", "vakgroep", "Ran a fair")
    while dispatch_due(clock=clock.now):
        pass
    page = browser(world, "mees").get("/").text
    assert "0 of 25 development days this year." in page
    assert '<a href="/learning/drafts">One draft waits for your yes</a>' in page
    told = Told(title="Fraud", kind="course", way="course", day=timezone.localdate(clock.now()), minutes=720)
    write_down(actor=world.reader("mees"), told=told, now=clock.now())
    set_aim(actor=world.reader("mees"), course=10, exchange=20, doing=70, days=10, now=clock.now())
    assert "1.5 of 10 development days this year." in browser(world, "mees").get("/").text
    assert "Your learning" not in browser(world, "hanna").get("/").text


def test_a_glance_says_what_the_ledger_says(world: World) -> None:
    """Days of who employs her, an own aim above those, and only what is hers and of this year."""
    today = timezone.localdate(clock.now())
    mees = world.reader("mees")
    works = bare("Waterworks")
    employed(world, "mees", works)
    set_organisation_days(
        actor=world.reader("olga"), organisation=works.pk, days=20, minutes_a_day=360, now=clock.now()
    )
    for years, minutes in ((0, 360), (1, 600)):
        day = today.replace(year=today.year - years, day=1)
        told = Told(title=f"Fraud {years}", kind="course", way="course", day=day, minutes=minutes)
        write_down(actor=mees, told=told, now=clock.now())
    seen, aims = glance(mees, today=today), aims_of(mees, today=today)
    assert (seen.days, seen.aim, seen.drafts) == (1, 20, 0)
    assert (aims.days_of(year_of(mees, today.year).minutes), aims.days) == (seen.days, seen.aim)


def test_it_takes_a_fixed_number_of_queries(
    world: World, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for number in range(8):
        asked = world.ask("mees", "vakgroep", f"Question {number}", days=number)
        ask_for_help(
            actor=world.reader("mees"),
            conversation=asked.pk,
            people={world.accounts["hanna"].pk: [world.answer.pk]},
            now=clock.now(),
        )
    for name in ("hanna", "noor", ""):
        client = browser(world, name)
        client.get("/")
        with django_assert_max_num_queries(12):
            assert client.get("/").status_code == 200
