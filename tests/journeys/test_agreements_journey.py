"""HR of an insurer and a circle agree on twenty seats for a department: signed by both, the people brought in out of a
list of which three rows are mended, the twenty-first refused; and who leaves the company keeps her own."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import psycopg
from playwright.sync_api import Browser, expect

from kring.config.engine import cluster, folders
from tests.journeys.browser import Person, person
from tests.journeys.kring import LETTER_SECONDS, Kring, until

CIRCLE: Final = "/circles/cfo"
FIRM: Final = "Vaart Verzekerd"
SEATS: Final = 20


def test_twenty_seats_of_a_department_are_taken_and_the_next_one_hears_why_not(kring: Kring, browser: Browser) -> None:
    with (
        person(browser, kring.url, "joost", language="nl") as owner,
        person(browser, kring.url, "harm", language="nl") as hr,
        person(browser, kring.url, "maarten", language="en") as host,
    ):
        firm, link = founds(owner)
        comes_to_work(hr, link)
        appoints(owner, firm, "harm")
        prepares(kring, browser, hr, firm)
        people = colleagues_to_be(kring)
        brings_a_list(hr, firm, people)
        agreement = drafts(hr, firm)
        assert host.status(agreement) == 404
        signs(hr, agreement)
        signs(host, agreement)
        keeps_seats(hr, agreement, [handle for handle, _name in people[2:]])
        with (
            person(browser, kring.url, "sem", language="nl", width=360) as first,
            person(browser, kring.url, "farida", language="en", width=360) as refused,
        ):
            takes(first)
            is_refused(refused)
            hr.go(f"{agreement}/seats")
            expect(hr.page.locator("main")).to_contain_text(f"{SEATS} van {SEATS}")
            assert host.status(f"{agreement}/seats") == 404
            rests(first, agreement)
            leaves_the_company(kring, first)
            takes(refused)
            for somebody, path in (
                (hr, agreement),
                (host, agreement),
                (hr, f"{firm}/reports"),
                (refused, "/memberships"),
            ):
                somebody.go(path)
                fine(somebody)


def founds(owner: Person) -> tuple[str, str]:
    """An organisation, and a link by which people say that they work there."""
    owner.go("/organisations/new")
    page = owner.page
    page.locator("[name=name]").fill(FIRM)
    page.locator("main form.form .form__actions button").click()
    page.wait_for_url(re.compile(r"/organisations/(?!new)[a-z-]+$"))
    firm = page.url.removeprefix(owner.url)
    owner.go(f"{firm}/invitations")
    form = page.locator("form:has([name=limit])")
    form.locator("[name=ends_on]").fill(_day(owner, 20))
    form.locator(".form__actions button").click()
    link = page.locator("main .code code").first.inner_text()
    return firm, link[link.index("/organisations/") :]


def comes_to_work(colleague: Person, link: str) -> None:
    colleague.go(link)
    colleague.page.locator("main form button").first.click()
    expect(colleague.page.locator("main")).to_contain_text(FIRM)


def appoints(owner: Person, firm: str, handle: str) -> None:
    """She is HR now."""
    owner.go(f"{firm}/roles")
    owner.page.locator("input[type=text][name=handle]").fill(handle)
    owner.page.locator("select[name=role]").select_option(label="HR")
    owner.page.locator("main form.form .form__actions button").click()
    expect(owner.page.locator("main .row__name")).to_have_count(2)


def prepares(kring: Kring, browser: Browser, hr: Person, firm: str) -> None:
    """A department, and the domain of their addresses, which the operator says is theirs."""
    hr.go(f"{firm}/departments")
    hr.page.locator("[name=name]").fill("Schade")
    hr.page.locator("main form.form .form__actions button").click()
    expect(hr.page.locator("main .row__name")).to_have_text("Schade")
    hr.go(f"{firm}/domains")
    hr.page.locator("[name=name]").fill("kring.example")
    hr.page.locator("main form.form .form__actions button").last.click()
    expect(hr.page.locator("main .row__name")).to_contain_text("kring.example")
    with person(browser, kring.url, "anneke", language="nl") as operator:
        operator.go(f"/operator{firm}")
        operator.page.locator("section[aria-labelledby=domains] form button").click()
        expect(operator.page.locator("section[aria-labelledby=domains]")).to_have_count(0)


def colleagues_to_be(kring: Kring) -> list[tuple[str, str]]:
    """One more than there are seats, as (handle, name): none in the circle or above it."""
    others = ["joost", "maarten", "anneke", "harm"]
    members = "SELECT account_id FROM membership JOIN community ON place_id = community_id WHERE slug = 'cfo'"
    with database(kring) as connection:
        return connection.execute(
            "SELECT handle, name FROM account WHERE is_active AND handle <> ALL(%s) AND id NOT IN "
            f"({members}) ORDER BY handle <> 'sem', handle <> 'farida', id LIMIT %s",
            (others, SEATS + 1),
        ).fetchall()


def brings_a_list(hr: Person, firm: str, people: Sequence[tuple[str, str]]) -> None:
    """A CSV file of which three rows are wrong: an address, a department, and one person under two spellings. Each is
    named and mended; before that nobody is employed."""
    rows = [[name, f"{handle}@kring.example", "Schade"] for handle, name in people]
    rows[4][1], rows[6][2] = "nobody at all", "Schde"
    rows.append([" ".join(reversed(people[0][1].upper().split())), "someone.else@kring.example", "Schade"])
    content = "\r\n".join(";".join(row) for row in [["naam", "e-mail", "afdeling"], *rows])
    hr.go(f"{firm}/lists")
    hr.page.locator("[name=file]").set_input_files(
        {"name": "schade.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    hr.page.locator("main form.form .form__actions button").click()
    wrong = hr.page.locator(".mending__row")
    expect(wrong).to_have_count(3)
    expect(wrong.nth(0)).to_contain_text("Rij 6")
    expect(wrong.nth(2)).to_contain_text("Rij 23")
    assert hr.page.locator("form[action$='/confirmation']").count() == 0
    fine(hr)
    wrong.nth(0).locator("input[name$=-email]").fill(f"{people[4][0]}@kring.example")
    wrong.nth(1).locator("input[name$=-department]").fill("schade")
    wrong.nth(2).locator("input[name^=out-]").check()
    hr.page.locator(".mending__act button").first.click()
    expect(hr.page.locator(".mending__row")).to_have_count(0)
    hr.page.locator("form[action$='/confirmation'] button").click()
    expect(hr.page.locator(".toasts, .notice").first).to_contain_text(str(len(people)))


def drafts(hr: Person, firm: str) -> str:
    """Seats for the department, for a year; the address of the agreement. What is wrong is said, and nothing typed is
    lost."""
    hr.go(f"{firm}/agreements/new")
    page = hr.page
    page.locator("[name=other]").fill(CIRCLE)
    page.locator("[name=department]").select_option(label="Schade")
    page.locator("[name=starts_on]").fill(_day(hr, 0))
    page.locator("[name=last_day]").fill(_day(hr, 364))
    page.locator("[name=seats]").fill("0")
    page.locator("[name=price]").fill("4800")
    page.locator("main form.form .form__actions button").click()
    expect(page.locator(".notice--error")).to_be_visible()
    expect(page.locator("[name=price]")).to_have_value("4800")
    page.locator("[name=seats]").fill(str(SEATS))
    page.locator("main form.form .form__actions button").click()
    page.wait_for_url(re.compile(r"/agreements/\d+$"))
    return page.url.removeprefix(hr.url)


def signs(somebody: Person, agreement: str) -> None:
    somebody.go(agreement)
    somebody.page.locator("form[action$='/signature'] button").click()
    somebody.page.locator("dialog .button--danger").click()
    expect(somebody.page.locator("form[action$='/signature']")).to_have_count(0)


def keeps_seats(hr: Person, agreement: str, handles: Sequence[str]) -> None:
    """For colleagues by name: each counts as taken."""
    hr.go(f"{agreement}/seats")
    for number, handle in enumerate(handles, start=1):
        hr.page.locator("[name=handle]").fill(handle)
        hr.page.locator("main form.form .form__actions button").click()
        expect(hr.page.locator("main")).to_contain_text(f"{number} van {SEATS}")


def takes(colleague: Person) -> None:
    """On the page of the circle; she is a member then."""
    colleague.go(CIRCLE)
    colleague.page.locator("form[action$='/seat'] button").click()
    expect(colleague.page.locator("form[action$='/seat']")).to_have_count(0)
    colleague.go("/memberships")
    expect(colleague.page.locator(f"main a[href='{CIRCLE}']")).to_be_visible()


def is_refused(colleague: Person) -> None:
    """All are taken: she is told so, and whom to ask."""
    colleague.go(CIRCLE)
    expect(colleague.page.locator("form[action$='/seat']")).to_have_count(0)
    expect(colleague.page.locator("main .notice").first).to_contain_text(f"All {SEATS} seats are taken. Ask")


def rests(colleague: Person, agreement: str) -> None:
    """Her membership says on what it rests."""
    colleague.go("/memberships")
    expect(colleague.page.locator("main")).to_contain_text(f"Rust op de overeenkomst met {FIRM}")
    expect(colleague.page.locator(f"form[action='{agreement}/seat/return']")).to_have_count(1)


def leaves_the_company(kring: Kring, colleague: Person) -> None:
    """Her employment ended yesterday: the seat is free, and her own circles are hers still."""
    colleague.go("/memberships")
    own = colleague.page.locator("section[aria-labelledby=by-yourself] a").evaluate_all(
        "all => all.map(one => one.href)"
    )
    assert own
    with database(kring) as connection:
        connection.execute("UPDATE employment SET starts_on = starts_on - 9 WHERE starts_on >= current_date - 1")
    colleague.go("/work")
    colleague.page.locator(f"li:has-text('{FIRM}') a[href^='/work/']").click()
    colleague.page.locator("[name=last_day]").fill(_day(colleague, -1))
    colleague.page.locator("main form.form .form__actions button").click()
    colleague.page.wait_for_url(re.compile(r"/work$"))

    def is_out() -> bool:
        colleague.go("/memberships")
        return colleague.page.locator(f"main a[href='{CIRCLE}']").count() == 0

    until(is_out, seconds=LETTER_SECONDS)
    left = colleague.page.locator("section[aria-labelledby=by-yourself] a").evaluate_all(
        "all => all.map(one => one.href)"
    )
    assert left == own


@contextmanager
def database(kring: Kring) -> Iterator[psycopg.Connection]:
    """What no page does: time that has passed, and letters that were answered."""
    socket = folders.noted_socket(folders.DataFolder(kring.data))
    with psycopg.connect(host=str(socket), user=cluster.ROLE, dbname=cluster.DATABASE) as connection:
        yield connection


def fine(somebody: Person) -> None:
    assert somebody.violations() == []
    assert somebody.overflow() <= 0


def _day(somebody: Person, days: int) -> str:
    """A day from today on, as the browser's clock has it."""
    day: str = somebody.page.evaluate("days => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10)", days)
    return day
