"""A claims expert and her dossiers in a browser: one is opened to an auditor, reviewed, and taken along."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import NARROW, WIDE, Person, person
from tests.journeys.kring import Kring

EXPERT, REVIEWER, OPERATOR = "farida", "joost", "anneke"
HERS = [
    "/learning/dossiers",
    "{dossier}",
    "{other}",
    "{registration}",
    "{claim}",
    "{dossier}/submission",
    "{dossier}/openings",
    "{dossier}/statements",
    "{review}",
    "/learning/registrations/new",
    "/learning/registrations/new?scheme=nova",
]
REVIEWERS = ["/review", "/review/schemes/nivre", "{submission}", "/review/schemes/nivre/samples"]
OPERATORS = ["/operator/schemes", "/operator/schemes/nivre"]
WIDE_AND_LIGHT = {"language": "en", "width": WIDE, "color_scheme": "light"}
NARROW_AND_DARK = {"language": "nl", "width": NARROW, "color_scheme": "dark"}


def links(somebody: Person, path: str, pattern: str) -> list[str]:
    """The addresses of a page that follow a pattern, each once."""
    somebody.go(path)
    found = somebody.page.locator("main a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return list(dict.fromkeys(link for link in found if re.fullmatch(pattern, link)))


def addresses(somebody: Person) -> dict[str, str]:
    """Of the expert's dossiers, and what hangs on the first."""
    first, second = links(somebody, "/learning/dossiers", r"/learning/dossiers/\d+")
    return {
        "dossier": first,
        "other": second,
        "registration": first.replace("dossiers", "registrations"),
        "claim": links(somebody, first, rf"{first}/claims/\d+")[0],
        "review": links(somebody, first, r"/learning/submissions/\d+")[0],
    }


@pytest.mark.parametrize("options", [WIDE_AND_LIGHT, NARROW_AND_DARK], ids=["wide", "narrow"])
def test_nothing_is_amiss(kring: Kring, browser: Browser, options: dict[str, Any]) -> None:
    amiss: dict[str, Any] = {}
    for handle, paths in ((EXPERT, HERS), (REVIEWER, REVIEWERS), (OPERATOR, OPERATORS)):
        with person(browser, kring.url, handle, **options) as somebody:
            known = addresses(somebody) if handle == EXPERT else {}
            if handle == REVIEWER:
                shown = "/review/schemes/nivre?show=decided"
                known["submission"] = links(somebody, shown, r"/review/submissions/\d+")[0]
            for path in paths:
                assert somebody.go(path.format(**known)).status == 200, path
                found = [*somebody.violations(), *(["wider"] if somebody.overflow() else [])]
                amiss |= {path: found} if found else {}
    assert amiss == {}


def test_an_auditor_looks_until_the_link_is_withdrawn(kring: Kring, browser: Browser) -> None:
    with person(browser, kring.url, EXPERT) as expert, person(browser, kring.url) as auditor:
        dossier = addresses(expert)["dossier"]
        expert.go(f"{dossier}/openings")
        expert.page.get_by_label("Who is it for?").fill("Auditor Van Dam")
        expert.page.get_by_label("Until which day?").fill(f"{datetime.now(UTC) + timedelta(days=20):%Y-%m-%d}")
        expert.press("Make a link")
        link = expert.page.locator(".code code").inner_text().removeprefix(kring.url)
        assert auditor.go(link).status == 200
        assert "Farida" in auditor.page.locator("main").inner_text()
        assert auditor.violations() == []
        with auditor.page.expect_download() as download:
            auditor.page.locator("main a[download]").first.click()
        assert download.value.suggested_filename.endswith(".txt")
        expert.go(f"{dossier}/openings")
        expert.page.get_by_role("link", name="2 looks").click()
        assert "the dossier" in expert.page.locator("main").inner_text()
        expert.go(f"{dossier}/openings")
        expert.page.get_by_role("link", name="Withdraw the link for Auditor Van Dam").click()
        expert.page.get_by_role("button", name="Withdraw").click()
        expert.page.get_by_text("Withdrawn. The link opens nothing any more.").wait_for()
        assert auditor.go(link).status == 404


def test_a_reviewer_decides_and_the_dossier_changes(kring: Kring, browser: Browser) -> None:
    with person(browser, kring.url, EXPERT) as expert, person(browser, kring.url, REVIEWER) as reviewer:
        known = addresses(expert)
        before = (
            expert.page.goto(kring.url + known["dossier"]) and expert.page.locator(".stat__figure").last.inner_text()
        )
        submission = links(reviewer, "/review/schemes/nivre", r"/review/submissions/\d+")[0]
        reviewer.go(submission)
        reviewer.page.get_by_label("Approve").check()
        reviewer.press("Decide")
        reviewer.page.get_by_text("Decided. The person hears of it.").wait_for()
        expert.go(known["dossier"])
        assert expert.page.locator(".stat__figure").last.inner_text() != before
        reviewer.go("/review/schemes/nivre/samples")
        for label, text in (("Approved from", "2020-01-01"), ("Approved until", "2099-12-31"), ("Seed", "dice 4")):
            reviewer.page.get_by_label(label).fill(text)
        reviewer.press("Draw")
        reviewer.page.get_by_text(re.compile(r"([2-9]) of \1")).wait_for()
        assert reviewer.violations() == []


def test_a_statement_is_taken_along(kring: Kring, browser: Browser) -> None:
    with person(browser, kring.url, EXPERT) as expert:
        expert.go(f"{addresses(expert)['dossier']}/statements")
        expert.press("Make a statement")
        expert.page.locator(".dossier__hash").first.wait_for()
        for name, ending in (("PDF", ".pdf"), ("Archive", ".zip")):
            with expert.page.expect_download() as download:
                expert.page.get_by_role("link", name=name).first.click()
            assert download.value.suggested_filename.endswith(ending)
