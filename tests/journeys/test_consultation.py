"""A round of peer consultation on two browsers at once: each agrees, the clock is the same, steps follow by themselves,
and what each learned goes to her ledger."""

import re
from typing import Final

import psycopg
from playwright.sync_api import Browser, expect

from kring.config.engine import cluster, folders
from tests.journeys.browser import Person, person
from tests.journeys.kring import LETTER_SECONDS, Kring, until

GROUP: Final = "/circles/casuskring-woning"
PHONE: Final = 360
# A browser asks every two seconds, and a busy machine takes its time.
CLOSE_SECONDS: Final = 3


TITLE: Final = "Casus van vanmiddag"


def test_a_round_is_the_same_on_two_browsers_in_two_languages(kring: Kring, browser: Browser) -> None:
    with (
        person(browser, kring.url, "farida", language="nl") as host,
        person(browser, kring.url, "joost", language="en", width=PHONE) as member,
    ):
        meeting = plans(host, TITLE)
        begins_now(kring, meeting)
        agrees(host, meeting)
        member.go(f"{meeting}/round")
        expect(member.page.locator("[data-round]")).to_have_count(0)
        agrees(member, meeting)
        chooses(host, meeting, "gossip")
        expect(member.page.locator(".stage .kicker")).to_be_visible()
        presses(host, "start")
        shows(member, "The case")
        shows(host, "De casus")
        assert abs(seconds(host) - seconds(member)) <= CLOSE_SECONDS
        presses(host, "next")
        shows(member, "Questions to understand")
        expect(member.page.locator("[data-round-said]")).to_contain_text("Questions to understand")
        shows(host, "Vragen ter verheldering")
        presses(host, "pause")
        expect(member.page.locator(".stage--paused")).to_be_visible()
        assert seconds(host) == seconds(member)
        for somebody in (host, member):
            assert somebody.violations() == []
            assert somebody.overflow() <= 0
        without_scripts(kring, browser, meeting)
        presses(host, "end")
        host.page.locator("dialog .button--danger").click()
        expect(member.page.locator(".stage--ended")).to_be_visible()
        writes(host, f"{meeting}/round/summary", "text", "Open vragen.")
        writes(member, f"{meeting}/round/point", "text", f"Eerst vragen: {TITLE}")
        closes(host, meeting, TITLE)
        learned(member, TITLE)


def plans(host: Person, title: str) -> str:
    """A meeting of the group, of the kind that its page asks for; its address."""
    host.go(f"{GROUP}/consultation")
    host.page.locator("main a[href$='/meetings/new?kind=intervisie']").first.click()
    page = host.page
    expect(page.locator("[name=kind]")).to_have_value("intervisie")
    page.locator("[name=title]").fill(title)
    page.locator("[name=location]").fill("Utrecht")
    page.locator("main form.form .form__actions .button--primary").click()
    page.wait_for_url(re.compile(r"/meetings/\d+$"))
    return page.url.removeprefix(host.url)


def begins_now(kring: Kring, meeting: str) -> None:
    """The clock of a Kring that runs can't be turned, so the meeting is: it began ten minutes ago."""
    socket = folders.noted_socket(folders.DataFolder(kring.data))
    with psycopg.connect(host=str(socket), user=cluster.ROLE, dbname=cluster.DATABASE) as connection:
        connection.execute(
            "UPDATE meeting SET starts_at = now() - interval '10 minutes', ends_at = now() + interval '80 minutes'"
            " WHERE id = %s",
            [int(meeting.rpartition("/")[2])],
        )


def agrees(somebody: Person, meeting: str) -> None:
    """She registers, comes to the round by its meeting, reads what she agrees to, and does."""
    somebody.go(meeting)
    somebody.page.locator("form[action$='/registration'] button").click()
    somebody.page.locator(f"main a[href='{meeting}/round']").click()
    somebody.page.locator("form[action$='/agreement'] button").click()
    expect(somebody.page.locator("[data-round]")).to_be_visible()


def chooses(host: Person, meeting: str, method: str) -> None:
    """Half an hour by a method."""
    host.page.locator(f"a[href='{meeting}/round/method']").click()
    host.page.locator(f"[name=method][value={method}]").check()
    host.page.locator("[name=minutes]").fill("30")
    host.page.locator("main form.form .form__actions .button--primary").click()
    host.page.wait_for_url(f"**{meeting}/round")


def presses(host: Person, move: str) -> None:
    """A button of the clock."""
    host.page.locator(f"button[name=move][value={move}]").click()
    host.page.wait_for_load_state()


def shows(somebody: Person, step: str) -> None:
    """Her page shows a step with its clock, without having been loaded anew."""
    expect(somebody.page.locator(".stage__title")).to_contain_text(step)
    expect(somebody.page.locator("[data-clock]")).to_be_visible()


def seconds(somebody: Person) -> int:
    """What her clock shows."""
    minutes, rest = somebody.page.locator("[data-clock]").inner_text().split(":")
    return 60 * int(minutes) + int(rest)


def without_scripts(kring: Kring, browser: Browser, meeting: str) -> None:
    """Without JavaScript the page shows where the round is, and a link that renews it."""
    with person(browser, kring.url, "joost", language="nl", java_script_enabled=False) as plain:
        plain.go(f"{meeting}/round")
        expect(plain.page.locator(".stage__title")).to_contain_text("Vragen ter verheldering")
        expect(plain.page.locator(f"noscript a[href='{meeting}/round']")).to_be_visible()


def writes(somebody: Person, path: str, name: str, text: str) -> None:
    """One thing is written on its page."""
    somebody.go(path)
    assert somebody.violations() == []
    somebody.page.locator(f"main [name={name}]").fill(text)
    somebody.page.locator("main form.form .form__actions .button--primary").click()
    somebody.page.wait_for_url("**/round")


def closes(host: Person, meeting: str, title: str) -> None:
    """The host says who was there, and closes the list; it holds what registers ask for."""
    host.go(f"{meeting}/presence")
    for box in host.page.locator("[name^=there_]").all():
        box.check()
    host.page.locator("main form.form .form__actions .button--primary").click()
    host.go(f"{meeting}/closure")
    host.page.locator("form.confirm button[type=submit]").click()
    host.page.wait_for_url(f"**{meeting}/list")
    expect(host.page.get_by_text(f"Eerst vragen: {title}")).to_be_visible()
    expect(host.page.get_by_text("Open vragen.")).to_be_visible()
    assert host.violations() == []


def learned(member: Person, title: str) -> None:
    """Her draft has the learning point already."""
    drafts = member.page.locator("main a[href^='/learning/drafts/']").filter(has_text=title)
    assert until(lambda: member.go("/learning/drafts").ok and drafts.count() > 0, seconds=LETTER_SECONDS, step=0.2)
    drafts.first.click()
    expect(member.page.locator("[name=learned]")).to_have_value(f"Eerst vragen: {title}")
