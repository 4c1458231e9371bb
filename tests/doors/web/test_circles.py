"""Pages that read circles: directory, circle, landing, people; who sees them and at what cost."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kring.communities import actions
from kring.communities.models import Community
from kring.foundation.access.rules import Wish
from tests.people import START, World, person

LATER = START + timedelta(days=1)


def as_person(world: World, who: str) -> Client:
    """A browser in which this person is signed in; nobody for an empty name."""
    client = Client()
    if who:
        client.force_login(world.accounts[who])
    return client


def read(world: World, who: str, address: str, status: int = 200) -> str:
    answer = as_person(world, who).get(address)
    assert answer.status_code == status, answer.headers
    return answer.content.decode()


@pytest.mark.parametrize(
    ("who", "mine", "others", "not_there"),
    [
        ("", (), ("Voorbeeld",), ("Vakgroep", "Genodigden", "Verborgen", "Besloten")),
        ("noor", (), ("Genodigden", "Vakgroep", "Voorbeeld"), ("Verborgen", "Besloten")),
        ("mees", ("Besloten", "Vakgroep", "Verborgen", "Voorbeeld"), ("Genodigden",), ()),
    ],
)
def test_the_directory_shows_ones_own_and_others(
    world: World, who: str, mine: tuple[str, ...], others: tuple[str, ...], not_there: tuple[str, ...]
) -> None:
    page = read(world, who, "/circles").split('id="main"')[1]
    for name in (*mine, *others):
        assert page.count(f">{name}</a>") == 1
    for name in not_there:
        assert name not in page
    if mine:
        assert page.index(mine[-1]) < page.index(others[0])


def test_the_directory_goes_on_by_key(world: World) -> None:
    for number in range(35):
        world.found(f"Kring {number:02}", listing=Wish.PUBLIC)
    first = read(world, "", "/circles")
    older = re.search(r'href="(/circles\?after=[^"]+)"', first)
    assert older
    second = read(world, "", older[1])
    names = [name for page in (first, second) for name in re.findall(r">(Kring \d\d|Voorbeeld)</a>", page)]
    assert names == [*(f"Kring {number:02}" for number in range(35)), "Voorbeeld"]
    read(world, "", "/circles?after=nonsense", 422)


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        ("", "/circles/vakgroep", 404),
        ("", "/circles/voorbeeld", 200),
        ("", "/circles/verborgen", 404),
        ("stan", "/circles/vakgroep", 200),
        ("stan", "/circles/besloten", 200),
        ("stan", "/circles/verborgen", 404),
        ("stan", "/circles/verborgen/people", 404),
        ("stan", "/circles/verborgen/join", 404),
        ("olga", "/circles/verborgen", 404),
        ("mees", "/circles/verborgen", 200),
        ("mees", "/circles/Vakgroep", 404),
        ("mees", "/circles/none", 404),
    ],
)
def test_what_one_may_not_know_of_is_not_there(world: World, who: str, address: str, status: int) -> None:
    client = as_person(world, who)
    method = client.post if address.endswith("/join") else client.get
    assert method(address).status_code == status


def test_a_circles_page_shows_what_is_in_it(world: World) -> None:
    for number in range(8):
        world.tell("mees", "vakgroep", "We ran one", days=number + 3)
    actions.announce(
        actor=world.reader("hanna"), community=world.key("vakgroep"), text="We meet.\nOn <b>Thursday</b>.", now=LATER
    )
    page = read(world, "mees", "/circles/vakgroep")
    for words in ("About Vakgroep.", "Hanna Host", "Open questions", "How do I run a hackathon?", "Experiences",
                  "We ran one", "We meet.<br>On &lt;b&gt;Thursday&lt;/b&gt;.", 'href="/circles/besloten"',
                  "Whoever is signed in can read this."):  # fmt: skip
        assert words in page
    assert page.count("We ran one") == 3 + 8
    assert "/circles/vakgroep/desk" not in page
    assert "/circles/vakgroep/desk" in read(world, "hanna", "/circles/vakgroep")


def test_a_short_circle_is_one_list(world: World) -> None:
    page = read(world, "mees", "/circles/vakgroep")
    assert page.count("How do I run a hackathon?") == 1
    assert "Open questions" not in page


def test_tabs_show_one_kind(world: World) -> None:
    world.tell("mees", "vakgroep", "We ran one", days=3)
    page = read(world, "mees", "/circles/vakgroep?kind=experience")
    assert "We ran one" in page
    assert "hackathon" not in page
    assert "hackathon" in read(world, "mees", "/circles/vakgroep?kind=nonsense")
    assert "nothing of this kind" in read(world, "mees", "/circles/vakgroep?kind=discussion")


def test_a_tab_shows_the_circles_within_as_far_as_one_reads_there(world: World) -> None:
    assert "reorganisation" in read(world, "mees", "/circles/vakgroep?kind=within")
    assert "reorganisation" not in read(world, "mees", "/circles/vakgroep")
    page = read(world, "noor", "/circles/vakgroep?kind=within")
    assert "hackathon" in page
    assert "reorganisation" not in page
    assert "kind=within" not in read(world, "mees", "/circles/besloten")


def test_conversations_go_on_by_key(world: World) -> None:
    for number in range(25):
        world.ask("mees", "vakgroep", f"Question number {number:02}", days=number + 2)
    first = read(world, "mees", "/circles/vakgroep")
    older = re.search(r'href="(/circles/vakgroep\?after=[^"]+)"', first)
    assert older
    second = read(world, "mees", older[1])
    assert "Question number 04" in second
    assert "Question number 05" not in second
    assert "Open questions" not in second


def test_who_may_know_of_it_but_not_read_sees_the_landing(world: World) -> None:
    page = read(world, "noor", "/circles/besloten")
    for words in ("About Besloten.", "Hanna Host", "/circles/besloten/requests", 'href="/circles/vakgroep"',
                  "Only members of Besloten can read this."):  # fmt: skip
        assert words in page
    for words in ("reorganisation", "Mees", "/circles/besloten/people"):
        assert words not in page


def test_a_public_landing_has_a_title_and_a_description(world: World) -> None:
    page = read(world, "", "/circles/voorbeeld")
    assert "<title>Voorbeeld · Kring</title>" in page
    assert '<meta name="description" content="About Voorbeeld.">' in page
    assert "noindex" not in page
    assert "/account/signup/?next=/circles/voorbeeld" in page
    assert 'href="/people/' not in page
    assert "noindex" in read(world, "noor", "/circles/vakgroep")


@pytest.mark.parametrize(
    ("who", "circle", "words"),
    [
        ("noor", "vakgroep", 'action="/circles/vakgroep/join"'),
        ("noor", "besloten", "/circles/besloten/requests"),
        ("noor", "genodigden", "by invitation of a host"),
        ("mees", "besloten", "/circles/besloten/leaving"),
    ],
)
def test_the_page_offers_the_way_in(world: World, who: str, circle: str, words: str) -> None:
    assert words in read(world, who, f"/circles/{circle}")


def test_a_circle_within_one_that_is_closed_can_only_be_asked_for(world: World) -> None:
    Community.objects.filter(slug="vakgroep").update(joining="request")
    Community.objects.filter(slug="besloten").update(joining="open")
    assert "/circles/besloten/requests" in read(world, "noor", "/circles/besloten")


def test_an_archived_circle_is_read_and_nothing_else(world: World) -> None:
    actions.archive(actor=world.reader("hanna"), community=world.key("vakgroep"), now=LATER)
    page = read(world, "mees", "/circles/vakgroep")
    assert "This circle is archived" in page
    assert "/circles/vakgroep/ask" not in page
    assert "/circles/vakgroep/reopen" in read(world, "hanna", "/circles/vakgroep")
    assert "/join" not in read(world, "noor", "/circles/vakgroep").split('id="main"')[1]
    assert "This circle is archived" in read(world, "noor", "/circles/besloten")
    assert "Archived" in read(world, "mees", "/circles")


def test_an_empty_circle_says_what_will_be_there(world: World) -> None:
    assert "Ask the first question" in read(world, "mees", "/circles/verborgen")
    assert "will stand here" in read(world, "noor", "/circles/voorbeeld")


def test_a_former_address_leads_on_for_good(world: World) -> None:
    circle = Community.objects.get(slug="vakgroep")
    actions.describe(
        actor=world.reader("hanna"),
        community=circle.pk,
        description=actions.Description(name="V", purpose="", language="en", listing=Wish.NETWORK, sight=Wish.NETWORK),
        slug="rosters",
        now=LATER,
    )
    client = as_person(world, "mees")
    answer = client.get("/circles/vakgroep/people?q=x")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/circles/rosters/people?q=x")
    assert "no-cache" in answer.headers["Cache-Control"]
    answer = client.post("/circles/vakgroep/leaving")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/circles/rosters/leaving")
    assert as_person(world, "").get("/circles/vakgroep").status_code == 404


def test_people_are_shown_by_key_and_found_by_name(world: World) -> None:
    for number in range(32):
        made = person(f"P{number:02} Person", email=f"p{number}@example.org")
        world.accounts[made.handle] = made
        world.enter(made.handle, "vakgroep")
    first = read(world, "mees", "/circles/vakgroep/people")
    older = re.search(r'href="(/circles/vakgroep/people\?after=[^"]+)"', first)
    assert older
    second = read(world, "mees", older[1])
    found = re.findall(r'row__name"><a href="/people/([^"]+)"', first + second)
    assert len(found) == len(set(found)) == 34
    assert "P07 Person" in read(world, "mees", "/circles/vakgroep/people?q=p07")
    assert "Nobody here is called that" in read(world, "mees", "/circles/vakgroep/people?q=xyz")


@pytest.mark.parametrize(("who", "circle"), [("", "voorbeeld"), ("noor", "besloten")])
def test_people_are_not_shown_to_who_may_not_see_them(world: World, who: str, circle: str) -> None:
    page = read(world, who, f"/circles/{circle}/people")
    assert "its members see" in page
    assert "Mees" not in page


@pytest.mark.parametrize("who", ["", "noor", "mees", "hanna"])
def test_no_page_takes_more_than_twelve_queries_however_much_there_is(world: World, who: str) -> None:
    def counts() -> dict[str, int]:
        client, found = as_person(world, who), {}
        for address in ("/circles", "/circles/voorbeeld", "/circles/voorbeeld?kind=question", "/circles/vakgroep",
                        "/circles/besloten", "/circles/vakgroep/people", "/circles/vakgroep/desk",
                        "/circles/vakgroep/hosts", "/circles/vakgroep/invitations", "/circles/besloten/settings",
                        "/circles/besloten/move"):  # fmt: skip
            with CaptureQueriesContext(connection) as counted:
                client.get(address)
            found[address] = len(counted)
        return found

    counts()
    few = counts()
    for number in range(6):
        world.ask("mees", "vakgroep", f"Question {number}")
        world.tell("mees", "voorbeeld", f"Told {number}")
        world.found(f"Deel {number}", by="hanna", parent="vakgroep")
    assert counts() == few
    assert max(few.values()) <= 12
