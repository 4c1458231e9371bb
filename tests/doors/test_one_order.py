"""The page, the API and the command line ask one query: for the same reader and time they name people in one order."""

import argparse
import json
import re
from datetime import timedelta

import pytest
from django.test import Client

from kring.finding import command
from kring.finding.index.indexer import index_pending
from kring.foundation import clock
from kring.foundation.events.dispatch import dispatch_due
from kring.meetings import actions as meetings
from kring.meetings.library import actions as library
from kring.meetings.library.actions.adding import Draft
from kring.meetings.plans import Plan
from tests.people import World, person

pytestmark = pytest.mark.django_db


def test_meetings_and_pieces_come_in_one_order_by_every_door(world: World) -> None:
    now = clock.now()
    for number in range(4):
        starts = (now + timedelta(days=9 + number)).replace(tzinfo=None, microsecond=0)
        plan = Plan(
            title="Hackathon " * (4 - number), about="words " * number, starts=starts, minutes=60, zone="UTC",
            location="Utrecht", language="en",
        )  # fmt: skip
        meetings.plan(actor=world.reader("hanna"), place=world.key("vakgroep"), plan=plan, now=now)
        draft = Draft(
            kind="link", title=f"Hackathon {number}", about="words " * number, link="https://example.org", language="en"
        )
        library.add(actor=world.reader("mees"), place=world.key("vakgroep"), draft=draft, now=now)
    while dispatch_due(clock=clock.now):
        pass
    index_pending()
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.accounts["noor"])
    for part, path, link in (("meetings", "meetings", "meetings"), ("library", "library", "library")):
        page = client.get("/find", {"q": "hackathon", "in": part}).text
        by_page = re.findall(rf'row__title"><a href="/{link}/(\d+)"', page)
        items = client.get(f"/api/v1/find/{path}", {"q": "hackathon"}).json()["items"]
        assert len(by_page) == 4
        assert by_page == [str(item["id"]) for item in items]


def test_people_come_in_one_order_by_every_door(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    days = (clock.now() - timedelta(days=20) - world.question.created_at).days
    for number, name in enumerate(("Ada", "Bo", "Cas", "Dirk")):
        account = person(name)
        world.accounts[account.handle] = account
        world.enter(account.handle, "vakgroep")
        for turn in range(number + 1):
            told = world.tell(account.handle, "vakgroep", f"Our hackathon number {turn}", days=days + turn)
            assert told.pk
    while dispatch_due(clock=clock.now):
        pass
    index_pending()
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.accounts["noor"])
    by_page = re.findall(r'href="/people/([a-z-]+)"', client.get("/ask/people", {"text": "hackathon"}).content.decode())
    answer = client.get("/api/v1/find/people", {"q": "hackathon"}).json()
    by_api = [one["person"]["handle"] if "person" in one else one["handle"] for one in answer["items"]]
    given = {"text": "hackathon", "batch": None, "place": None, "reader": "noor", "at": None, "limit": 5, "json": True}
    assert command.run(argparse.Namespace(**given)) == 0
    by_command = [one["member"] for one in json.loads(capsys.readouterr().out)["people"]]
    assert len(by_command) == 5
    assert list(dict.fromkeys(by_page)) == by_api == by_command
