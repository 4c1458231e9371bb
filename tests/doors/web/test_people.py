"""A person's page: each part to whom she chose, and an imported person made to come in."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kring.competences.actions import name_competence
from kring.foundation import clock
from kring.foundation.accounts.models import Account
from kring.foundation.events.models import Event
from kring.notifications.handlers import claim_offered
from kring.notifications.models import Mail
from kring.people.actions import Self, describe_oneself
from kring.people.events import ClaimOffered
from kring.people.models import Claim
from kring.people.rules import Nearness, Part
from tests.organisations import bare
from tests.organisations import employed as works_at
from tests.people import START, World

SHOWN = {
    Part.HEADLINE: "Runs hackathons",
    Part.SPECIALISMS: "Facilitation",
    Part.PASSIONS: "Beekeeping",
    Part.OFFERS: "An hour of my time.",
    Part.SEEKS: "A sparring partner.",
    Part.AVAILABILITY: "Open to questions, at most 4 at once",
    Part.LANGUAGES: "Frisian",
    Part.EMPLOYER: "Waterworks",
    Part.CONTRIBUTIONS: "How do I run a hackathon?",
}


def describe(world: World, sight: dict[str, int]) -> None:
    """Hanna tells all there is to tell, and shows it so."""
    told = Self(
        name="Hanna Host",
        headline=SHOWN[Part.HEADLINE],
        languages=["fy"],
        specialisms=[name_competence(en="Facilitation").pk],
        passions=[name_competence(en="Beekeeping", nl="Bijen houden").pk],
        offers=SHOWN[Part.OFFERS],
        seeks=SHOWN[Part.SEEKS],
        cap=4,
        sight=sight,
    )
    describe_oneself(actor=world.reader("hanna"), told=told, now=START)


@pytest.fixture
def employed(world: World) -> World:
    """Hanna works somewhere."""
    works = bare("Waterworks")
    works_at(world, "hanna", works)
    return world


READERS = {"": Nearness.PUBLIC, "stan": Nearness.NETWORK, "mees": Nearness.CIRCLES, "hanna": Nearness.HERSELF}


@pytest.mark.parametrize("chosen", Nearness)
def test_each_part_is_shown_to_whom_she_chose(client: Client, employed: World, chosen: Nearness) -> None:
    # A headline that all may see, so that there is a page for everyone.
    describe(employed, dict.fromkeys(Part, chosen) | {Part.HEADLINE: Nearness.PUBLIC})
    for name, near in READERS.items():
        reader = Client()
        if name:
            reader.force_login(employed.accounts[name])
        page = reader.get("/people/hanna").text
        for part, words in SHOWN.items():
            if part is Part.CONTRIBUTIONS and not name:
                continue
            assert (words in page) is (near >= chosen or part is Part.HEADLINE), (name, part)


def test_who_shows_nothing_outside_is_not_there_outside(client: Client, world: World) -> None:
    assert client.get("/people/hanna").status_code == 404
    client.force_login(world.accounts["stan"])
    assert client.get("/people/hanna").status_code == 200
    assert client.get("/people/nobody").status_code == 404


def test_what_she_gave_is_shown_as_far_as_the_reader_may_read_it(client: Client, world: World) -> None:
    world.tell("hanna", "vakgroep", "I moved a department")
    world.tell("hanna", "besloten", "I closed a department")
    client.force_login(world.accounts["mees"])
    page = client.get("/people/hanna").text
    assert "I moved a department" in page
    assert "I closed a department" in page
    client.force_login(world.accounts["stan"])
    page = client.get("/people/hanna").text
    assert "I moved a department" in page
    assert "I closed a department" not in page


def test_what_she_gave_is_paged(client: Client, world: World) -> None:
    for number in range(12):
        world.tell("hanna", "vakgroep", f"Told number {number:02}.", days=number)
    client.force_login(world.accounts["mees"])
    first = client.get("/people/hanna").text
    assert "Told number 11." in first
    assert "Told number 01." not in first
    older = re.search(r'href="(/people/hanna\?after=[^"]+)"', first)[1]
    assert "Told number 01." in client.get(older).text
    assert client.get("/people/hanna?after=nonsense").status_code == 422


def test_circles_in_common(client: Client, world: World) -> None:
    client.force_login(world.accounts["mees"])
    page = client.get("/people/hanna").text
    assert "Circles that you share" in page
    client.force_login(world.accounts["stan"])
    assert "Circles that you share" not in client.get("/people/hanna").text


def test_the_number_of_queries_is_fixed(
    client: Client, employed: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    describe(employed, {})
    for number in range(8):
        employed.tell("hanna", "vakgroep", f"Told {number}")
    client.force_login(employed.accounts["mees"])
    client.get("/people/hanna")
    with django_assert_max_num_queries(12):
        client.get("/people/hanna")
    client.force_login(employed.accounts["hanna"])
    with django_assert_max_num_queries(12):
        client.get("/people/hanna")


@pytest.fixture
def imported(world: World) -> Account:
    """Someone whom an import brought into a circle of Hanna's."""
    account = Account.objects.create(
        handle="ines", name="Ines Imported", joined_at=START, source="stack", source_id="7"
    )
    world.accounts["ines"] = account
    world.enter("ines", "vakgroep")
    return account


def test_only_a_host_of_her_circle_or_an_operator_invites_an_imported_person(world: World, imported: Account) -> None:
    for name, may in {"hanna": True, "olga": True, "mees": False, "stan": False}.items():
        client = Client()
        client.force_login(world.accounts[name])
        page = client.get("/people/ines").text
        assert "Not here yet" in page
        assert ("/people/ines/claim" in page) is may
        assert client.get("/people/ines/claim").status_code == (200 if may else 403)
        assert "/people/ines/messages" not in page
    client.force_login(world.accounts["hanna"])
    assert client.get("/people/mees/claim").status_code == 409


def invited(client: Client, world: World) -> str:
    """The address of the link that Ines gets."""
    client.force_login(world.accounts["hanna"])
    answer = client.post("/people/ines/claim", {"email": "Ines@example.org"}, follow=True)
    assert "We sent an e-mail to ines@example.org" in answer.text
    claim = Claim.objects.latest("pk")
    claim_offered(ClaimOffered(claim=claim.pk), event=Event.objects.latest("pk").pk, now=clock.now())
    letter = Mail.objects.latest("pk")
    assert letter.to == "ines@example.org"
    client.logout()
    return re.search(r"https?://[^/]+(/account/claim/\S+)", letter.text)[1]


def test_an_imported_person_makes_her_account_her_own_once(client: Client, world: World, imported: Account) -> None:
    link = invited(client, world)
    assert "Ines Imported" in client.get(link).text
    assert client.post(link, {"name": "Ines", "password": "short"}).status_code == 422
    # A name of which nothing is left once it is cleaned.
    assert client.post(link, {"name": "\u202e", "password": "a-long-enough-one"}).status_code == 422
    answer = client.post(link, {"name": "Ines de Boer", "password": "a-long-enough-one"})
    assert answer.headers["Location"] == "/settings"
    assert client.get("/settings").status_code == 200
    imported.refresh_from_db()
    assert (imported.name, imported.email, imported.handle) == ("Ines de Boer", "ines@example.org", "ines")
    assert imported.check_password("a-long-enough-one")
    for again in (Client().get(link), Client().post(link, {"name": "X", "password": "another-long-one"})):
        assert again.status_code == 409
    assert Client().get(link + "x").status_code == 404


def test_a_letter_to_a_wrong_or_taken_address_is_not_sent(client: Client, world: World, imported: Account) -> None:
    client.force_login(world.accounts["hanna"])
    assert client.post("/people/ines/claim", {"email": "nothing"}).status_code == 422
    assert client.post("/people/ines/claim", {"email": "mees@example.org"}).status_code == 409
    assert not Claim.objects.exists()


def test_a_newer_letter_ends_the_older_one(client: Client, world: World, imported: Account) -> None:
    older = invited(client, world)
    newer = invited(client, world)
    assert client.get(older).status_code == 409
    assert client.get(newer).status_code == 200
