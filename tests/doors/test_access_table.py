"""Every page as every persona, compared with one readable table. A route that isn't in the table fails."""

import re
from collections.abc import Iterator, Mapping
from http.cookies import SimpleCookie
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import resolve

from tests.doors.access_table import ELSEWHERE, PERSONAS, SENT, TABLES
from tests.doors.furniture import FURNISHED
from tests.doors.routes import routes, routes_and_rooms
from tests.people import World

PLACEHOLDER = re.compile(r"\{\w+\}")


class Line(NamedTuple):
    """One line of the table, and the room in whose file it stands."""

    room: str
    method: str
    target: str
    expected: tuple[str, ...]

    @property
    def route(self) -> str:
        """The route at which this target arrives, as Django's table writes it."""
        return str(resolve(PLACEHOLDER.sub("1", self.target).partition("?")[0]).route) or "/"


class Stage(NamedTuple):
    """The world as it stands for all lines, the session with which each persona asks, and who answers."""

    world: World
    sessions: Mapping[str, SimpleCookie]
    handler: ClientHandler


def lines() -> Iterator[Line]:
    """The table, read."""
    for room, table in TABLES.items():
        for row in table.strip().splitlines():
            if row.strip() and not row.startswith("#"):
                method, target, *expected = row.split()
                yield Line(room, method, target, tuple(expected))


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database, for all lines at once instead of for each: one transaction, which is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def stage(db: None) -> Stage:
    """The furnished world, made once: whatever a request writes is undone after it."""
    world = FURNISHED.laid()
    # A client that finds the middleware loaded asks in half the time.
    return Stage(world, {name: _session(world, name) for name in PERSONAS}, ClientHandler(enforce_csrf_checks=False))


def _session(world: World, name: str) -> SimpleCookie:
    client = Client()
    if name != "nobody":
        client.force_login(world.accounts[name])
    return client.cookies


def test_every_route_is_in_the_table() -> None:
    known = {line.route for line in lines()}
    said = {route or "/" for route in routes() if not route.startswith(ELSEWHERE)}
    assert said - known == set(), "not in the table"
    assert known - said == set(), "no longer a route"


def test_every_route_is_tried_by_the_ways_that_it_answers() -> None:
    """A page is read and sent to, unless the one or the other is refused for everybody alike."""
    tried: dict[str, set[str]] = {}
    for line in lines():
        tried.setdefault(line.route, set()).add(line.method)
    assert {route: methods for route, methods in tried.items() if methods != {"GET", "POST"}} == {}


def test_every_line_stands_in_the_file_of_its_room() -> None:
    rooms = {route or "/": room for route, room in routes_and_rooms()}
    astray = {f"{line.method} {line.target}": rooms[line.route] for line in lines() if line.room != rooms[line.route]}
    assert astray == {}, "belongs to these"


@pytest.mark.parametrize("line", list(lines()), ids=lambda line: f"{line.method} {line.target}")
def test_who_may(line: Line, stage: Stage) -> None:
    address = line.target.format(**_keys(stage.world))
    sent = {name: value.format(**_keys(stage.world)) for name, value in SENT.get(line.route, {}).items()}
    found = tuple(_asked(stage, line.method, address, name, sent) for name in PERSONAS)
    assert found == line.expected, f"{line.method} {address}: {dict(zip(PERSONAS, found, strict=True))}"
    if line.method == "GET":
        assert _asked(stage, "HEAD", address, "hanna", {}) == found[4], f"HEAD {address}"


def _asked(stage: Stage, method: str, address: str, name: str, sent: Mapping[str, str]) -> str:
    """What a persona gets: a status, or `in` where she is asked to sign in; what her request wrote is undone."""
    client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    client.handler = stage.handler
    client.cookies = SimpleCookie(stage.sessions[name].output(header="", sep=";"))
    with transaction.atomic():
        response = client.generic(method, address) if method != "POST" else client.post(address, sent)
        transaction.set_rollback(True)
    if response.streaming:
        b"".join(response)  # to its end, which closes its file
    return "in" if _leads_to_sign_in(response) else str(response.status_code)


def _leads_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith(f"{settings.LOGIN_URL}?next=")


def _keys(world: World) -> dict[str, object]:
    """What the targets of the table name."""
    assert world.question
    assert world.answer
    assert world.secret
    named = {"question": world.question.pk, "answer": world.answer.pk, "secret": world.secret.pk}
    return named | {name: account.pk for name, account in world.accounts.items()} | world.extra
