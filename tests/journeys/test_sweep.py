"""Every kind of page, for who sees it, wide and light in English and narrow and dark in Dutch: nothing to complain
of."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import NARROW, WIDE, Person, person, weigh
from tests.journeys.kring import Kring

ASKED = "Onze planners willen zelfroosteren in een volcontinudienst. Wie heeft dat ingevoerd?"
# What stands as `{question}` and `{experience}` is looked up in a circle.
HOST = [
    "/",
    "/ask",
    f"/ask?text={ASKED}",
    "/find",
    "/find?q=verzuim",
    "/find?q=zzxxqq",
    "/find?q=leren&in=people",
    "{question}",
    "{experience}",
    "/circles",
    "/circles/hr-network",
    "/circles/hr-network/people",
    "/circles/hr-network/desk",
    "/circles/hr-network/hosts",
    "/circles/hr-network/invitations",
    "/circles/hr-network/settings",
    "/circles/hr-network/new",
    "/circles/hr-network/tell",
    "/circles/hr-network/discuss",
    "/circles/learning-development/library",
    "/circles/learning-development/library/new",
    "/find?q=werkplek&in=library",
    "/find?q=werkplek&in=meetings",
    "/people/anneke",
    "/people/yvette",
    "/people/yvette/messages",
    "/messages",
    "/waiting",
    "/settings",
    "/settings/visibility",
    "/settings/preferences",
    "/settings/letters",
    "/settings/photo",
    "/settings/leave",
    "/settings/tokens",
    "/account/email/",
    "/account/password/change/",
    "/account/2fa/",
    "/account/sessions/",
    "/operator",
    "/operator/jobs",
    "/operator/mail",
    "/operator/backups",
    "/operator/installation",
]
ASKER = [
    "{own}",
    "{own}/title",
    "{own}/requests",
    "{own}/withdrawal",
    "{post}/edit",
    "/circles/cfo",
    "/circles/cfo/desk",
]
NEWCOMER = [
    "/", f"/ask?text={ASKED}", "{question}", "/circles", "/circles/hr-directors", "/waiting", "/people/sem", "/nowhere",
]  # fmt: skip
VISITOR = [
    "/", f"/ask?text={ASKED}", "/circles", "/circles/schade-expertise", "{question}", "/demo",
    "/account/login/", "/account/signup/", "/account/password/reset/", "/about", "/privacy", "/nowhere",
]  # fmt: skip
SMALLEST = ["/", f"/ask?text={ASKED}", "{question}", "/circles/hr-network", "/people/yvette"]
MAIN = ["/", f"/ask?text={ASKED}", "{question}", "/circles/hr-network", "/people/yvette", "/find?q=verzuim"]
HEAVIEST = 60_000
MOST_SHIFT = 0.02

WIDE_AND_LIGHT = {"language": "en", "width": WIDE, "color_scheme": "light"}
NARROW_AND_DARK = {"language": "nl", "width": NARROW, "color_scheme": "dark"}


@pytest.mark.parametrize(("handle", "paths"), [("anneke", HOST), ("maarten", ASKER), ("sem", NEWCOMER), ("", VISITOR)])
@pytest.mark.parametrize("options", [WIDE_AND_LIGHT, NARROW_AND_DARK], ids=["wide", "narrow"])
def test_nothing_is_amiss(
    kring: Kring, browser: Browser, handle: str, paths: list[str], options: dict[str, Any]
) -> None:
    with person(browser, kring.url, handle, **options) as somebody:
        known = addresses(somebody, handle)
        amiss: dict[str, Any] = {}
        for path in paths:
            answer = somebody.go(path.format(**known))
            assert answer.status == (404 if path == "/nowhere" else 200), path
            assert somebody.page.locator("html").get_attribute("lang") == options["language"]
            found = [*somebody.violations(), *(["wider"] if somebody.overflow() else [])]
            amiss |= {path: found} if found else {}
        assert amiss == {}


def test_it_fits_the_smallest_screen(kring: Kring, browser: Browser) -> None:
    with person(browser, kring.url, "anneke", width=320) as anneke:
        known = addresses(anneke, "anneke")
        wider = [path for path in SMALLEST if anneke.go(path.format(**known)).ok and anneke.overflow()]
        assert wider == []


def test_pages_are_light_and_stay_where_they_are(kring: Kring, browser: Browser) -> None:
    with person(browser, kring.url, "anneke") as anneke:
        known = addresses(anneke, "anneke")
        weights, shifts = {}, {}
        for path in MAIN:
            weights[path] = weigh(anneke, path.format(**known))
            shifts[path] = anneke.shift()
        assert {path: weight for path, weight in weights.items() if weight > HEAVIEST} == {}
        assert {path: shift for path, shift in shifts.items() if shift > MOST_SHIFT} == {}


# A circle that this person reads in, where the addresses are looked up.
CIRCLES = {"anneke": "hr-network", "sem": "hr-network", "maarten": "overnames", "": "fundering"}


def addresses(somebody: Person, handle: str) -> dict[str, str]:
    """Of a question and an experience that this person sees, and of a question and its post that are theirs."""
    somebody.go(f"/circles/{CIRCLES[handle]}")
    titles = {kind: somebody.page.locator(f".row--{kind} .row__title a") for kind in ("question", "experience")}
    found = {kind: links.first.get_attribute("href") or "" for kind, links in titles.items() if links.count()}
    own = somebody.page.locator(f".row--question:has(a[href='/people/{handle}']) .row__title a")
    if own.count():
        found["own"] = own.first.get_attribute("href") or ""
        somebody.go(found["own"])
        change = somebody.page.locator("main a[href$='/edit']").first.get_attribute("href") or ""
        found["post"] = change.removesuffix("/edit")
    return found
