"""The wall around what people say, against whoever does something for an organisation, and between two competitors.

otto owns noorderlicht, hetty is its HR, mia manages a department, pim buys for it: none of them is in `verborgen`, nor
in `stiltekring`, a circle of colleagues that only its members know of. Noor owns the competitor zuiderkruis, and shares
`vakgroep` with mees, who works at noorderlicht.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import cache
from typing import Any, Final

import pytest
from django.db import transaction
from django.test import Client, override_settings

from kring.communities import actions as communities
from kring.communities.actions.keeping import Description
from kring.communities.models import Joining
from kring.competences.actions import keys_for
from kring.finding.evidence.actions.endorsing import decide, endorse
from kring.finding.evidence.actions.stating import state_level
from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.foundation.access.rules import Wish
from kring.learning import actions as learning
from kring.learning.rules.entries import Told
from kring.learning.rules.kinds import Way
from kring.people.models import Organisation
from kring.people.organisations.queries import colleagues_who
from kring.planning.reports.models import Report
from kring.planning.sharing import actions as sharing
from kring.planning.sharing.models import Share
from tests.doors.api.calling import call, token
from tests.doors.furniture import furnish
from tests.doors.test_access_table import _keys, lines
from tests.doors.web.test_wall import SECRETS, browser, indexed, tell
from tests.organisations import appointed, employed
from tests.people import START, World, person, small_world
from tests.planning import reported, spent, staffed

Walks = Callable[[str], Mapping[str, str]]
ROLES = {"otto": Role.OWNER, "hetty": Role.HR, "mia": Role.MANAGER, "pim": Role.PROCUREMENT}
NAMES = ("Otto Owner", "Hetty HR", "Mia Manager", "Pim Procurement")
# The circle, what is said in it, what is learned by mees, and what he has in his ledger.
OURS = re.compile(r"stiltekring|kwikstaart|bontebok|dagpauwoog", re.IGNORECASE)
REPORTS: Final = (
    "/organisations/noorderlicht/reports",
    *(
        f"/organisations/noorderlicht/reports/{name}.csv"
        for name in ("groups", "quarters", "mix", "communities", "agreed", "seats")
    ),
    "/organisations/noorderlicht/shown",
)
STAFF = re.compile(r"noorderlicht|onderling|otto owner|hetty hr|mia manager|pim procurement", re.IGNORECASE)


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database, for all tests at once: one transaction, which is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The search index, for all tests at once."""
    with override_settings(SEARCH_INDEX=tmp_path_factory.mktemp("wall") / "index"):
        yield


@pytest.fixture(autouse=True)
def own_index(index: None) -> None:
    """No test has an index of its own."""


@pytest.fixture(autouse=True)
def _undone(db: None) -> Iterator[None]:
    """Whatever a test writes isn't there for the next one."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def walled(db: None, index: None) -> World:
    """The furnished world with people in every role, things said where they may not look, and what is counted of
    eleven more people who learned this and that."""
    world = _reported_on()
    indexed()
    return world


def _walled() -> World:
    world = furnish(small_world())
    at = Organisation.objects.get(slug="noorderlicht")
    for name in NAMES:
        made = person(name)
        world.accounts[made.handle] = made
        employed(world, made.handle, at)
        department = int(str(world.extra["department"])) if made.handle == "mia" else None
        appointed(world, made.handle, at, ROLES[made.handle], by="hanna", department=department)
    tell()
    quiet = communities.found(
        actor=world.reader("mees"),
        description=Description(
            name="Stiltekring", purpose="Kwikstaart.", language="nl", joining=Joining.INVITATION,
            listing=Wish.MEMBERS, sight=Wish.MEMBERS,
        ),
        parent=world.key("onderling"),
        now=START,
    )  # fmt: skip
    world.circles["stiltekring"] = quiet
    world.enter("hanna", "stiltekring")
    for slug, said in (("vakgroep", "Who counted the grutto?"), ("onderling", "Who counted the wulp?")):
        world.answers("mees", world.ask("hanna", slug, said), f"{said} I did, twice a year.")
    asked = world.ask("mees", "stiltekring", "May I tell of the kwikstaart?", "The bontebok too. @hetty @otto")
    world.answers("hanna", asked, "Not the bontebok.")
    learned = Told(title="Dagpauwoog", kind="course", way=Way.COURSE, day=START.date(), minutes=60, time="employer")
    learning.write_down(actor=world.reader("mees"), told=learned, now=clock.now())
    _can_do(world)
    world.enter("noor", "vakgroep")
    tell()
    return world


def _can_do(world: World) -> None:
    """What mees can do by what he said, did and learned, and by hanna's word, which he shows to nobody yet."""
    about, mees = keys_for(["Dagpauwoog"], most=1)[0], world.reader("mees")
    state_level(actor=mees, competence=about, level=4, now=START)
    said = endorse(
        actor=world.reader("hanna"), handle="mees", competence=about, level=4, sentence="Bontebok.", now=clock.now()
    )
    decide(actor=mees, endorsement=said.pk, show=True, now=clock.now())


def pages(world: World) -> Iterator[str]:
    """The address of every page in the table that names nothing secret itself, and searches for what is. What mees
    opened himself, by a secret link, is his to give."""
    for line in lines():
        address = line.target.format(**_keys(world))
        if line.method == "GET" and not re.search(
            "hidden|verborgen|^/dossiers/|/calendar/.*ics$", f"{line.target} {address}"
        ):
            yield address
    for said in ("kwiks", "bonte", "stilt", "dagpa", "zilve"):
        yield from (f"/find?q={said}&in={part}" for part in ("people", "conversations", "names"))
        yield f"/organisations/noorderlicht/find?q={said}"
        yield f"/ask/suggestions?text={said} what did you do"
    yield "/circles/onderling"
    yield "/circles/onderling/people"
    yield "/circles/onderling?kind=within"


@pytest.fixture(scope="module")
def walks(walled: World) -> Walks:
    """What somebody reads on each of the pages, by address: gone through once for all that is looked for."""

    @cache
    def walk(name: str) -> Mapping[str, str]:
        client = browser(walled, name)
        return {address: said_to(client, address) for address in dict.fromkeys((*pages(walled), *REPORTS))}

    return walk


def said_to(client: Client, address: str) -> str:
    response = client.get(address)
    content = b"".join(response) if response.streaming else response.content
    return content.decode(errors="replace")


@pytest.mark.parametrize("name", [*ROLES, "noor"])
def test_no_role_lets_its_holder_read_what_she_may_not(walks: Walks, name: str) -> None:
    leaks = {
        address: found
        for address, said in walks(name).items()
        if (found := {*SECRETS.findall(said), *OURS.findall(said)})
    }
    assert leaks == {}


@pytest.mark.parametrize("name", [*ROLES, "noor"])
def test_nor_does_the_api(walled: World, name: str) -> None:
    secret = token(walled, name)
    for path in (
        "/me", "/people/mees", "/people/hanna", "/communities?limit=100", "/conversations", "/notifications",
        "/messages", "/communities/onderling/members", "/communities/stiltekring", "/find/people?q=kwikst",
        "/find/conversations?q=bonteb", "/find/names?q=stilt",
    ):  # fmt: skip
        told = json.dumps(call(secret, "GET", path).body).replace('stilt"', "").replace("communities/stiltekring", "")
        assert {*SECRETS.findall(told), *OURS.findall(told)} == set(), path


def test_members_do_see_it(walled: World) -> None:
    """Lest the tests above look for words that nobody says."""
    said = said_to(browser(walled, "mees"), "/find?q=bontebok") + said_to(browser(walled, "mees"), "/learning")
    assert "bontebok" in said_to(browser(walled, "mees"), "/learning/competences/dagpauwoog").lower()
    said += said_to(browser(walled, "mees"), "/circles/stiltekring")
    assert {word.lower() for word in OURS.findall(said)} >= {"stiltekring", "kwikstaart", "dagpauwoog"}


def test_no_page_of_an_employer_gathers_what_colleagues_say_in_an_open_community(walled: World) -> None:
    """Anyone who is signed in may read it there; a page that goes by her staff shows what was said among colleagues."""
    hetty = browser(walled, "hetty")
    assert "grutto" in said_to(hetty, "/find?q=grutto&in=conversations")
    for said, is_found in (("wulp", True), ("grutto", False)):
        found = said_to(hetty, f"/organisations/noorderlicht/find?q={said}")
        assert ("I did, twice a year" in found) == is_found, said


def _reported_on() -> World:
    walled = _walled()
    at = Organisation.objects.get(slug="noorderlicht")
    people = staffed(walled, at, {"Verzuim": 7, "Juridisch": 4})
    for number, handle in enumerate(one for part in people.values() for one in part):
        spent(walled, handle, days=2 + number % 3)
        spent(walled, handle, days=1, kind="intervisie", time="own")
    shown = learning.write_down(
        actor=walled.reader("mees"),
        told=Told(title="Koolmees", kind="course", way=Way.COURSE, day=START.date(), minutes=60, time="own"),
        now=clock.now(),
    )
    sharing.show_line(
        actor=walled.reader("mees"), organisation=at.pk, entry=shown.pk, with_evidence=False,
        last_day=clock.now().date() + timedelta(days=9), now=clock.now(),
    )  # fmt: skip
    Report.objects.all().delete()
    reported(at)
    return walled


@pytest.mark.parametrize("name", [*ROLES, "noor"])
def test_of_a_ledger_only_groups_and_what_is_shown_come_through(walled: World, walks: Walks, name: str) -> None:
    """No title of a line anywhere; no figure of fewer than five; and what is shown, to owners and HR alone."""
    share = Share.objects.order_by("-pk").first()
    assert share is not None
    shown = f"/organisations/noorderlicht/shown/{share.pk}"
    said = {**walks(name), shown: said_to(browser(walled, name), shown)}
    assert [
        address for address, text in said.items() if re.search("zilverreiger|dagpauwoog", text, re.IGNORECASE)
    ] == []
    seen = {address for address, text in said.items() if "Koolmees" in text}
    assert seen == ({shown} if name in ("otto", "hetty") else set())
    rows = said[REPORTS[1]].splitlines()[1:] if name in ("otto", "hetty") else []
    assert all(int(row.split(",")[3]) >= 5 for row in rows)
    assert bool(rows) == (name in ("otto", "hetty"))


@pytest.mark.parametrize("name", ["", "noor", "olga"])
def test_a_competitor_learns_nothing_of_the_staff(walks: Walks, name: str) -> None:
    """Not even from the circle that they share. The operator, who keeps the list of organisations, knows its name."""
    leaks = {
        address: set(found)
        for address, said in walks(name).items()
        if not re.search("noorderlicht|onderling|join/|operator/|^/people/new", address)
        and (found := STAFF.findall(said))
    }
    assert leaks == {}


def test_what_one_does_not_show_is_not_found_by_it(walled: World) -> None:
    from kring.competences.actions import name_competence
    from kring.people.actions import Self, describe_oneself
    from kring.people.rules import Nearness, Part

    at = Organisation.objects.get(slug="noorderlicht")
    fraud = name_competence(en="Storm damage", nl="Stormschade").pk
    for sight, found in (({Part.SPECIALISMS: Nearness.HERSELF}, []), ({}, ["pim"])):
        told = Self(name="Pim Procurement", specialisms=[fraud], sight=sight)
        describe_oneself(actor=walled.reader("pim"), told=told, now=START)
        seen = colleagues_who(walled.reader("mia"), at, "storm", language="nl")
        assert [one.handle for one in seen] == found
    assert colleagues_who(walled.reader("noor"), at, "storm", language="nl") == []
    assert colleagues_who(walled.reader("mia"), at, "in of", language="nl") == []
