"""A circle meets: planned as a series, its agenda voted for, its places taken, its list closed, and it counts."""

import re
from typing import Final

import psycopg
import pytest
from playwright.sync_api import Browser, expect

from kring.config.engine import cluster, folders
from tests.journeys.browser import Person, person
from tests.journeys.kring import LETTER_SECONDS, Kring, until
from tests.journeys.test_learning_journey import NIVRE, confirms, counted

PHONE: Final = 360
CIRCLE: Final = "/circles/zonnepanelen"
GUESTS: Final = 11


@pytest.mark.parametrize(
    ("language", "title"),
    [("nl", "Wanneer stop je met drogen, en wie zegt dat?"), ("en", "When does one stop drying, and who says so?")],
)
def test_a_circle_meets_and_it_counts(kring: Kring, browser: Browser, language: str, title: str) -> None:
    with (
        person(browser, kring.url, "farida", language=language) as host,
        person(browser, kring.url, "joost", language=language, width=PHONE) as member,
        person(browser, kring.url, "sem", language=language, width=PHONE) as outsider,
    ):
        meeting = plans_a_series(host, title)
        votes(member, meeting)
        draws_up(host, meeting)
        fills_up(host, meeting)
        takes(member, meeting, waits=False)
        takes(outsider, meeting, waits=True)
        member.go(meeting)
        member.page.locator("form[action$='/registration/removal'] button").click()
        expect(member.page.locator("form[action$='/registration']")).to_be_visible()
        has_a_place(outsider, meeting)
        before = counted(host, NIVRE)
        would_count(host, title)
        begins_now(kring, meeting)
        checks_in(host, outsider, meeting)
        closes(host, meeting)
        confirms(host, title)
        assert counted(host, NIVRE) == before + 2
        confirms(outsider, title)
        for somebody in (host, outsider):
            somebody.go(meeting)
            assert somebody.violations() == []
            assert somebody.overflow() <= 0


def plans_a_series(host: Person, title: str) -> str:
    """Every week, three times, for twelve, whoever wants to come; the address of the first."""
    host.go(f"{CIRCLE}/meetings/new")
    page = host.page
    page.locator("[name=title]").fill(title)
    page.locator("[name=kind]").select_option("seminar")
    page.locator("[name=location]").fill("Houten")
    page.locator("[name=places]").fill("12")
    page.locator("[name=repeats]").select_option("weekly")
    page.locator("[name=times]").fill("3")
    page.locator("details:has([name=open_to_all]) summary").click()
    page.locator("[name=open_to_all]").check()
    page.locator("main form.form .form__actions .button--primary").click()
    page.wait_for_url(re.compile(r"/meetings/\d+$"))
    expect(page.locator("aside a[href^='/meetings/'], main a[href^='/meetings/']").first).to_be_attached()
    return page.url.removeprefix(host.url)


def votes(member: Person, meeting: str) -> None:
    """A member wants the first of the circle's open questions taken up."""
    member.go(meeting)
    vote = member.page.locator("form[action$='/votes'] button").first
    vote.click()
    expect(member.page.locator("form[action$='/votes'] button[aria-pressed=true]")).to_have_count(1)


def draws_up(host: Person, meeting: str) -> None:
    """The host takes up what has a vote; it stands on the agenda with its link."""
    host.go(f"{meeting}/agenda")
    host.page.locator("[name=take]").first.check()
    host.page.locator("[name=title_0]").fill("Rondje")
    host.page.locator("main form.form .form__actions .button--primary").click()
    expect(host.page.locator(".agenda__point")).to_have_count(2)
    expect(host.page.locator(".agenda__point a[href^='/conversations/']")).to_have_count(1)


def fills_up(host: Person, meeting: str) -> None:
    """Eleven guests of the host's have a place."""
    for number in range(GUESTS):
        host.go(meeting)
        host.page.locator("details:has([name=email]) summary").click()
        host.page.locator("[name=name]").fill(f"Guest {number}")
        host.page.locator("[name=email]").fill(f"guest{number}@example.org")
        host.page.locator("form[action$='/guests'] button").click()
        expect(host.page.get_by_text(f"Guest {number}", exact=True).first).to_be_visible()


def takes(somebody: Person, meeting: str, *, waits: bool) -> None:
    """She registers, and has a place or waits for one."""
    somebody.go(meeting)
    somebody.page.locator("form[action$='/registration'] button").click()
    expect(somebody.page.locator("form[action$='/registration/removal']")).to_be_visible()
    somebody.go(f"{meeting}/people{'?waiting=1' if waits else ''}")
    expect(somebody.page.locator(".rows--people .row")).to_have_count(1 if waits else GUESTS + 1)


def has_a_place(somebody: Person, meeting: str) -> None:
    """Whoever waited has a place now, without having done anything."""
    somebody.go(f"{meeting}/people?waiting=1")
    expect(somebody.page.locator(".rows--people .row")).to_have_count(0)
    somebody.go("/meetings")
    expect(somebody.page.locator(f"main a[href='{meeting}']")).to_be_visible()


def would_count(expert: Person, title: str) -> None:
    """Her dossier names the meeting among what would count."""
    expert.go("/learning/dossiers")
    expert.page.locator("main .card__title a").filter(has_text=NIVRE).first.click()
    expect(expert.page.get_by_role("link", name=title).first).to_be_visible()


def begins_now(kring: Kring, meeting: str) -> None:
    """The clock of a Kring that runs can't be turned, so the meeting is: it lasted two hours, and was over ten minutes
    ago."""
    socket = folders.noted_socket(folders.DataFolder(kring.data))
    with psycopg.connect(host=str(socket), user=cluster.ROLE, dbname=cluster.DATABASE) as connection:
        connection.execute(
            "UPDATE meeting SET starts_at = now() - interval '130 minutes', ends_at = now() - interval '10 minutes'"
            " WHERE id = %s",
            [int(meeting.rpartition("/")[2])],
        )


def checks_in(host: Person, somebody: Person, meeting: str) -> None:
    """The room shows six signs; she types them on her phone, and is on the host's list."""
    host.go(f"{meeting}/code")
    signs = host.page.locator(".room-code__signs").inner_text()
    somebody.go(meeting)
    somebody.page.locator(f"main a[href='{meeting}/check-in']").click()
    somebody.page.locator("[name=code]").fill(signs)
    somebody.page.locator("main form .form__actions button").click()
    expect(somebody.page.locator("form[action$='/check-out']")).to_be_visible()
    host.go(f"{meeting}/presence")
    expect(host.page.locator("tr:has([name^=there_]:checked)")).to_have_count(1)
    # She was there from the beginning, but found her phone late: the host says so.
    came = host.page.locator("tr:has([name^=there_]:checked) [name^=came_]")
    came.fill("")
    host.page.locator("main form.form .form__actions .button--primary").click()
    expect(host.page.locator("tr:has([name^=there_]:checked)")).to_have_count(1)


def closes(host: Person, meeting: str) -> None:
    """The host closes the list, once; from then on it is there to read, with its hash."""
    host.go(f"{meeting}/closure")
    host.page.locator("form.confirm button[type=submit]").click()
    host.page.wait_for_url(f"**{meeting}/list")
    assert re.search(r"\b[0-9a-f]{64}\b", host.page.locator("main").inner_text())
    assert host.status(f"{meeting}/list.json") == 200
    assert until(lambda: host.go("/learning/drafts").ok, seconds=LETTER_SECONDS, step=0.2)
