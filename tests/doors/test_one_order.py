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
from tests.people import World, person

pytestmark = pytest.mark.django_db


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
