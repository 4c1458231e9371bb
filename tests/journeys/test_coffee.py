"""A coffee round for 41 people: started by a host, joined in a click, chosen by the worker, and told to each."""

import re
from typing import Final

import psycopg
import pytest
from playwright.sync_api import Browser, expect

from kring.config.engine import cluster, folders
from tests.journeys.browser import Person, person
from tests.journeys.kring import Kring, until

PHONE: Final = 360
CIRCLE: Final = "/circles/hr-network"
PEOPLE: Final = 41
ROUND_SECONDS: Final = 60.0
_ENTER: Final = """
    INSERT INTO standing (account_id, place_id, role, reason, source_id, since)
    SELECT account.id, community.place_id, 1, 1, community.place_id, now() FROM account, community
     WHERE community.slug = 'hr-network' AND account.is_active ON CONFLICT DO NOTHING
"""
_TAKE_PART: Final = """
    INSERT INTO pairing_enrolment (programme_id, account_id, part, offers, seeks, room, since, why_ended)
    SELECT %(programme)s, account.id, 'partner', '{}', '{}', 1, now(), '' FROM account
     WHERE account.is_active AND NOT EXISTS (SELECT FROM pairing_enrolment AS one
                                              WHERE one.programme_id = %(programme)s AND one.account_id = account.id)
     ORDER BY account.id LIMIT %(more)s
"""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_forty_one_people_have_coffee(kring: Kring, browser: Browser, language: str) -> None:
    with (
        person(browser, kring.url, "anneke", language=language) as host,
        person(browser, kring.url, "sem", language=language, width=PHONE) as member,
    ):
        programme = starts(host, f"Koffie {language}")
        takes_part(member, programme)
        others_take_part(kring, programme)
        has_a_round_made(host, programme)
        meets_someone(member, programme)
        for somebody in (host, member):
            somebody.go(programme)
            assert somebody.violations() == []
            assert somebody.overflow() <= 0


def starts(host: Person, title: str) -> str:
    """A host starts coffee; the address of its page."""
    host.go(f"{CIRCLE}/pairing/new")
    host.page.locator("[name=title]").fill(title)
    host.page.locator("main form.form .form__actions button").click()
    host.page.wait_for_url(re.compile(r"/pairing/\d+$"))
    return host.page.url.removeprefix(host.url)


def takes_part(member: Person, programme: str) -> None:
    """One click."""
    member.go(programme)
    member.page.locator(f"form[action='{programme}/enrolment'] button").click()
    expect(member.page.locator(f"form[action='{programme}/enrolment/removal']")).to_be_attached()


def others_take_part(kring: Kring, programme: str) -> None:
    """As many others as make 41."""
    socket = folders.noted_socket(folders.DataFolder(kring.data))
    with psycopg.connect(host=str(socket), user=cluster.ROLE, dbname=cluster.DATABASE) as connection:
        connection.execute(_ENTER)
        given = {"programme": int(programme.rpartition("/")[2]), "more": PEOPLE - 1}
        assert connection.execute(_TAKE_PART, given).rowcount == PEOPLE - 1


def has_a_round_made(host: Person, programme: str) -> None:
    """The host asks for a round, and looks until it is there: everyone is placed."""
    host.go(programme)
    host.page.locator(f"form[action='{programme}/rounds'] button").click()
    host.page.locator("dialog .button--danger").click()
    rows = host.page.locator("main .table tbody tr")
    assert until(lambda: host.go(programme).ok and rows.count() == 1, seconds=ROUND_SECONDS, step=0.5)
    cells = rows.locator("td").all_inner_texts()
    assert cells[1:4] == ["41", "41", "–"]


def meets_someone(member: Person, programme: str) -> None:
    """She reads whom she meets and why, can write to her, and says that they met."""
    member.go(programme)
    page = member.page
    expect(page.locator(".rows--people .row__text").first).to_be_visible()
    expect(page.locator("a[href$='/messages'][aria-label]").first).to_be_visible()
    page.locator("form[action^='/pairing/matches/'] button").first.click()
    expect(page.locator("form[action^='/pairing/matches/'] [name=met][value=no]")).to_have_count(1)
