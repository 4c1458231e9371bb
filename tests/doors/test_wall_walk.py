"""The wall, walked: every address and every operation of the two tables of access, as each role of an organisation and
as a competitor who shares a community, once as it stands in the table and once led behind the wall; and every letter,
notification and feed. Both tables hold every route and operation, or their own tests fail: so what is new is walked."""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client, override_settings

from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.learning import actions as learning
from kring.learning.rules.entries import Told
from kring.learning.rules.kinds import Way
from kring.notifications.models import Mail
from kring.notifications.queries.inbox import told as told_to
from kring.people.models import Organisation
from kring.people.organisations.actions import open_list
from tests.doors.access_table import SENT
from tests.doors.api.access_table import TABLE, Row
from tests.doors.api.calling import call, token
from tests.doors.furniture import furnish
from tests.doors.test_access_table import _keys, lines
from tests.doors.walled import (
    ABLE,
    CIRCLE,
    GROUP,
    LURE,
    NOWHERE,
    OUTSIDE,
    SAID,
    Aside,
    aside,
    done,
    feeds,
    told,
    walled,
)
from tests.people import START, World, small_world

# Whoever has such an address was given it: it is itself the secret, or leads only where it says.
_GIVEN = re.compile(
    r"^/(calendar|dossiers|circles/join|organisations/join|meetings/guests|letters|account|demo|setup)/|^/sign-|language"
)
_STAFF = re.compile(r"noorderlicht|onderling|otto owner|hetty hr|mia manager|pim procurement|mo member", re.IGNORECASE)
# What a member comes upon, walking.
_COME_UPON = """
    kring doel aankondiging vraag toelichting antwoord opmerking ervaring besloten casus bericht bijeenkomst onderwerp
    zaal geweest agendapunt verslag prikker intervisie inbreng bewaard samenvatting spreker bestand koffie leerregel
    geleerd bewijs bewijsstuk concept rij kunde daad verstopt lof geprezen
"""
# Names of keys in the tables that stand for nothing behind the wall: what is everyone's, an organisation's own, the
# operator's, or opened by a secret that was given. Of mees' register and his time there nothing is said but in lines.
_BEFORE = """
    abandoned agreement agreement_draft assignment_draft claim closed conflict delivery department domain employer
    employer_key empty_department feed feed_secret framework framework_file guest
    hanna_work held hidden_invitation hidden_invited hidden_request hosted invitation invited job later leave letter
    link list list_done list_right mees_work missing name need need_list need_list_right need_of_all noor_work
    opened orphan own_framework own_name own_skill photo plan_gap plan_offer plan_opening plan_wish planner_key
    request resume reviewer rival rival_domain rival_team rival_work_invitation role_profile sample scenario
    scenario_plain scenario_running seat share share_over silence skill soon statement stop team token
    work_invitation work_invited
"""
_TOKENS = re.compile(r'value="[\w-]{40,}"|nonce-[\w-]+')


class Stage(NamedTuple):
    """The world behind and before the wall, as it stands for all walks; what any of them writes is undone."""

    world: World
    planted: Mapping[str, int]
    sessions: Mapping[str, SimpleCookie]

    def client(self, name: str) -> Client:
        made = Client(headers={"accept-language": "en"}, raise_request_exception=False)
        made.cookies = SimpleCookie(self.sessions[name].output(header="", sep=";"))
        return made


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database, for all walks at once: one transaction, which is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The search index, for all walks at once."""
    with override_settings(SEARCH_INDEX=tmp_path_factory.mktemp("wall") / "index"):
        yield


@pytest.fixture(autouse=True)
def own_index(index: None) -> None:
    """No walk has an index of its own."""


@pytest.fixture(scope="module")
def stage(db: None, index: None) -> Stage:
    world = furnish(small_world())
    planted = walled(world)
    sessions = {}
    for name in (*OUTSIDE, "mees"):
        client = Client()
        client.force_login(world.accounts[name])
        sessions[name] = client.cookies
    return Stage(world, planted, sessions)


def answered(client: Client, method: str, address: str, sent: Mapping[str, str] | None = None) -> tuple[int, str]:
    """A status, and all that comes back, headers included; what the request wrote is undone."""
    with transaction.atomic():
        asked = client.post(address, sent or {}) if method == "POST" else client.generic(method, address)
        transaction.set_rollback(True)
    content = b"".join(asked) if asked.streaming else asked.content
    return asked.status_code, f"{content.decode(errors='replace')}\n{asked.headers}"


def pages(stage: Stage) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Every address of the table: as it stands there where it leads to nothing behind the wall, else led there, by
    both methods; and every way to search for what is said there."""
    keys = _keys(stage.world)
    seen = set()
    for line in lines():
        if _GIVEN.search(line.target):
            continue
        led = aside(line.target, keys, stage.planted)
        address = led.there if led else line.target.format(**keys)
        if (line.method, address) in seen or (line.method == "POST" and not led):
            continue
        seen.add((line.method, address))
        yield line.method, address, SENT.get(line.route, {})
    for address in ("/meetings/{over}", "/meetings/{over}/agenda", "/people/hanna/messages", "/people/mees/messages"):
        yield "GET", address.format(**stage.planted), {}
    for text in (LURE, f"who knows of {LURE}?", "stilz"):
        for part in ("people", "conversations", "meetings", "library", "names"):
            yield "GET", f"/find?q={text}&in={part}", {}
        for way in ("/ask/suggestions?text=", "/ask/people?text=", "/ask?text=", "/organisations/noorderlicht/find?q="):
            yield "GET", f"{way}{text}", {}


def leaked(stage: Stage, name: str) -> dict[str, set[str]]:
    """The words from behind the wall that someone gets to read, by address."""
    client, found = stage.client(name), dict[str, set[str]]()
    for method, address, sent in pages(stage):
        values = {field: value.format(**_keys(stage.world)) for field, value in sent.items()}
        _status, text = answered(client, method, address, values)
        if words := {one.lower() for one in SAID.findall(text)} - {"stilz"}:
            found[f"{method} {address}"] = words
    return found


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_page_export_search_or_form_tells_a_role_of_it(stage: Stage, name: str) -> None:
    assert leaked(stage, name) == {}


def test_who_is_inside_comes_upon_nearly_all_of_it_on_the_same_walk(stage: Stage) -> None:
    """Lest the walk passes by what it looks for."""
    found = set[str]().union(*leaked(stage, "mees").values())
    wanted = {f"stilzwijg{one}" for one in _COME_UPON.split()}
    assert wanted - found == set()


@pytest.mark.parametrize("name", ["hetty", "rita"])
def test_what_stands_behind_it_answers_as_what_is_not_there(stage: Stage, name: str) -> None:
    client, keys, differ = stage.client(name), _keys(stage.world), []
    for line in lines():
        led = None if _GIVEN.search(line.target) else aside(line.target, keys, stage.planted)
        if led is None:
            continue
        values = {field: value.format(**keys) for field, value in SENT.get(line.route, {}).items()}
        there, missing = (_plain(led, answered(client, line.method, one, values)) for one in led)
        if there != missing:
            parts = zip(there[1].splitlines(), missing[1].splitlines(), strict=False)
            first = next((two for two in parts if two[0] != two[1]), ())
            differ.append((line.method, led.there, there[0], missing[0], first))
    assert differ == []


def _plain(led: Aside, answer: tuple[int, str]) -> tuple[int, str]:
    """A status and a page, without what differs because the addresses do, and without tokens and headers."""
    status, text = answer
    page = text.rpartition("\n")[0]
    # The longer one first: a key may be how the other begins.
    for address in sorted(led, key=len, reverse=True):
        page = page.replace(escape(address), "·").replace(quote(address, safe=""), "·")
    page = re.sub(rf"\b({CIRCLE}|{GROUP}|{ABLE}|{NOWHERE})\b", "·", page)
    return status, re.sub(r"[\w-]{30,}|(?<=[/=])\d+|(?<=%2F)\d+", "", page)


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_operation_tells_a_role_of_it(stage: Stage, name: str) -> None:
    leaks = {}
    for row, path in operations(stage):
        answer = called(stage, name, row.method, path, row.body)
        if words := set(SAID.findall(answer)):
            leaks[f"{row.method} {path}"] = words
    assert leaks == {}


def test_who_is_inside_is_told_of_it_by_operations(stage: Stage) -> None:
    said = "".join(called(stage, "mees", row.method, path, row.body) for row, path in operations(stage))
    found = {one.lower() for one in SAID.findall(said)}
    wanted = "kring vraag antwoord bijeenkomst prikker bewaard casus"
    assert found >= {f"stilzwijg{one}" for one in wanted.split()}
    for kind, text in (("conversations", LURE), ("meetings", LURE), ("library", LURE), ("names", "stilz")):
        assert SAID.search(called(stage, "mees", "GET", f"/find/{kind}?q={text}", None)), kind
        assert SAID.search(answered(stage.client("mees"), "GET", f"/find?q={text}&in={kind}")[1]), kind


def operations(stage: Stage) -> Iterator[tuple[Row, str]]:
    """Every operation of the API's table, led behind the wall; and its ways to search."""
    keys = dict.fromkeys(("public", "asking", "secret"), 1) | _keys(stage.world)
    for row in TABLE:
        led = aside(row.path, keys, stage.planted)
        yield row, led.there if led else row.path.format(**keys)
    find = next(row for row in TABLE if row.operation == "find_people")
    for kind in ("people", "conversations", "meetings", "library", "names"):
        for text in (LURE, "stilz"):
            yield find, f"/find/{kind}?q={text}"


_TOKENS_OF: dict[str, str] = {}


def called(stage: Stage, name: str, method: str, path: str, body: Any) -> str:
    """What the API answers, of which nothing stays."""
    secret = _TOKENS_OF.get(name) or _TOKENS_OF.setdefault(name, token(stage.world, name))
    with transaction.atomic():
        answer = call(secret, method, path, body)
        transaction.set_rollback(True)
    return f"{answer.raw.decode(errors='replace')} {answer.headers}"


def test_no_letter_or_notification_tells_a_role_of_it(stage: Stage) -> None:
    """Every letter that was written, with all its parts, goes to hanna or mees; every word that somebody is told."""
    telling = {
        letter.to
        for letter in Mail.objects.all()
        if SAID.search(f"{letter.subject} {letter.text} {letter.html} {letter.headers} {letter.parts}")
    }
    assert telling <= {"hanna@example.org", "mees@example.org"}
    assert telling, "the letters tell of nothing"
    for name in OUTSIDE:
        assert SAID.findall(str(told_to(stage.world.reader(name), size=200).rows)) == [], name
    assert SAID.search(str(told_to(stage.world.reader("mees"), size=200).rows))


def test_no_feed_tells_a_role_of_it(stage: Stage) -> None:
    for name in (*OUTSIDE, "mees"):
        told_by = "".join(answered(Client(), "GET", address)[1] for address in feeds(stage.world, name))
        assert "BEGIN:VCALENDAR" in told_by
        assert bool(SAID.search(told_by)) == (name == "mees"), name


def test_nothing_counts_what_happens_behind_it(stage: Stage) -> None:
    """Pages of numbers, lists and their lengths are to the letter what they were, however much is said there."""
    shown = (
        "/", "/circles", "/circles/vakgroep", "/circles/vakgroep/people", "/circles/vakgroep/meetings", "/people/mees",
        "/people/mees/competences", "/people/hanna", f"/find?q={LURE}", f"/ask/suggestions?text={LURE}",
        f"/ask/people?text={LURE}", "/waiting",
        "/organisations/noorderlicht", "/organisations/noorderlicht/reports", "/organisations/noorderlicht/people",
        f"/organisations/noorderlicht/find?q={LURE}", "/organisations/noorderlicht/shown", "/competences",
    )  # fmt: skip
    clients = {name: stage.client(name) for name in ("hetty", "mia", "rita")}

    def look() -> dict[tuple[str, str], str]:
        return {
            (name, one): _TOKENS.sub("", client.get(one).text) for name, client in clients.items() for one in shown
        }  # fmt: skip

    with transaction.atomic():
        before = look()
        for number in range(3):
            asked = stage.world.ask("mees", CIRCLE, f"stilzwijgmeer {LURE} {number}")
            stage.world.answers("hanna", asked, f"stilzwijgmeer {LURE}")
            done(stage.world, f"stilzwijgmeer {number}")
        line = Told(
            title="Stilzwijgmeer", kind="course", way=Way.COURSE, day=START.date(), minutes=600, time="employer"
        )
        learning.write_down(actor=stage.world.reader("mees"), told=line, now=clock.now())
        told(stage.world)
        after = look()
        transaction.set_rollback(True)
    assert {key for key in before if before[key] != after[key]} == set()


@pytest.mark.parametrize("name", ["rita", "noor"])
def test_a_competitor_in_the_same_community_learns_nothing_of_the_staff(stage: Stage, name: str) -> None:
    """Not on any page, nor by any operation, letter, feed or search: neither that the other organisation is there, nor
    who works at it. What she gives in her address is no news."""
    client, keys, leaks = stage.client(name), _keys(stage.world), {}
    for line in lines():
        address = line.target.format(**keys)
        if line.method == "GET" and not re.search("noorderlicht|onderling|/operator/", address):
            if _GIVEN.search(address) and "calendar" not in address:
                continue
            if words := set(_STAFF.findall(answered(client, "GET", address)[1])):
                leaks[address] = words
    for text in ("noorder", "otto", "hetty", "mia", "pim", "insurer", "who works at noorder?"):
        for part in ("people", "conversations", "meetings", "library"):
            _status, said = answered(client, "GET", f"/find?q={text}&in={part}")
            if words := set(_STAFF.findall(said)):
                leaks[f"find {text} {part}"] = words
    for row, path in operations(stage):
        if words := set(_STAFF.findall(called(stage, name, row.method, path, row.body))):
            leaks[path] = words
    letters = [letter for letter in Mail.objects.filter(to=f"{name}@example.org") if _STAFF.search(f"{letter.text}")]
    assert (leaks, letters) == ({}, [])


def test_a_list_or_a_letter_of_a_competitor_does_not_tell_who_is_here(stage: Stage) -> None:
    """The address of someone else's employee, and one that nobody has, are looked at, taken in and answered alike; and
    so is her handle, beside one that nobody has."""
    noor, client, seen = stage.world.reader("noor"), stage.client("noor"), []
    rival = Organisation.objects.get(slug="zuiderkruis").pk
    day = str(stage.world.extra["soon"])
    for address in ("mees@example.org", "noone@example.org"):
        with transaction.atomic():
            brought = open_list(
                actor=noor, organisation=rival, name="x.csv", heads=["name", "e-mail"],
                cells=[["Somebody Else", address]], now=clock.now(),
            )  # fmt: skip
            page = f"/organisations/zuiderkruis/lists/{brought.pk}"
            looked = client.get(page).text
            confirmed = client.post(f"{page}/confirmation", follow=True).text
            sent = {"addresses": address, "ends_on": day}
            invited = client.post("/organisations/zuiderkruis/invitations/mail", sent, follow=True).text
            transaction.set_rollback(True)
        seen.append([re.sub(r"mees@|noone@|/\d+|[\w-]{30,}", "·", one) for one in (looked, confirmed, invited)])
    assert seen[0] == seen[1]
    for way, more in (
        ("/organisations/zuiderkruis/roles", {"role": str(Role.HR.value)}),
        (f"/teams/{stage.world.extra['rival_team']}/invitations", {}),
        (f"/teams/{stage.world.extra['rival_team']}/choices", {"choice": "in"}),
    ):
        tried = [answered(client, "POST", way, more | {"handle": handle}) for handle in ("mees", "nosuch")]
        one, other = (
            (status, re.sub(r"mees|nosuch|[\w-]{30,}", "·", text.rpartition("\n")[0])) for status, text in tried
        )
        assert one == other, way


def test_every_name_of_the_tables_is_on_one_side(stage: Stage) -> None:
    """A new thing that the tables name is led behind the wall too, or said to have no part in it."""
    named = {name for line in lines() for name in re.findall(r"\{(\w+)\}", line.target)}
    named |= {name for row in TABLE for name in re.findall(r"\{(\w+)\}", row.path)}
    assert named - stage.planted.keys() - set(_BEFORE.split()) == set()


def test_json_is_read_as_it_is_said() -> None:
    """The words are plain letters, so no way of writing text hides them."""
    assert SAID.findall(json.dumps("stilzwijgvraag")) == ["stilzwijgvraag"]
