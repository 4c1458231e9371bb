"""The style guide in a real browser: no violation that axe-core knows, nothing refused by the policy, no overflow."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_core_python
import django_htmx
import pytest
from playwright.sync_api import Browser, Page, Route

from kring.web import assets
from kring.web.components.samples import samples
from tests.house.test_components import NOW, environment, style_guide

pytestmark = pytest.mark.journey

SITE = "http://kring.test"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'"
)
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
HTMX = (Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FOUND = """rules => axe.run({runOnly: rules}).then(
    result => result.violations.map(violation => [violation.id, violation.nodes.map(node => node.html)]))"""


def suggestions() -> str:
    """What the server answers while one types."""
    source = """{% from "components/flow.html" import suggestions %}
    {{ suggestions("rosters", suggested_people, suggested_answers) }}"""
    return environment().from_string(source).render(samples(NOW))


def serve(route: Route) -> None:
    """Answer every request from memory, under the policy that pages have."""
    path = urlsplit(route.request.url).path
    kind, body = {
        "/static/kring.css": ("text/css", assets.stylesheet),
        "/static/styleguide.css": ("text/css", lambda: assets.page_styles()["styleguide.css"]),
        "/static/kring.js": ("text/javascript", assets.script),
        "/static/django_htmx/htmx-2.min.js": ("text/javascript", lambda: HTMX),
        "/ask/suggestions": ("text/html", suggestions),
        "/": ("text/html", style_guide),
        "/out": ("text/html", lambda: style_guide(account=None)),
    }.get(path, ("text/plain", str))
    route.fulfill(body=body(), content_type=f"{kind}; charset=utf-8", headers={"Content-Security-Policy": POLICY})


def opened(browser: Browser, path: str = "/", **options: Any) -> tuple[Page, list[str]]:
    """A page, and the complaints that its console will gather."""
    page = browser.new_page(**options)
    complaints: list[str] = []
    page.route("**/*", serve)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(SITE + path)
    return page, complaints


@pytest.mark.parametrize("path", ["/", "/out"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_to_complain_of(browser: Browser, path: str, width: int, scheme: Any) -> None:
    page, complaints = opened(browser, path, viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE)
    assert page.evaluate(FOUND, RULES) == []
    assert complaints == []
    page.close()


def test_suggestions_are_walked_by_keys(browser: Browser) -> None:
    page, complaints = opened(browser)
    page.keyboard.press("a")
    page.keyboard.type("rosters")
    page.wait_for_selector("#ask-list", state="visible")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#ask-text", "aria-activedescendant") == "ask-person-1"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.get_attribute("#ask-text", "aria-activedescendant") == "ask-go"
    page.evaluate(AXE)
    assert page.evaluate(FOUND, RULES) == []
    page.keyboard.press("Escape")
    assert page.is_hidden("#ask-suggestions")
    assert complaints == []
    page.close()


def test_a_draft_stays_until_the_server_has_it(browser: Browser) -> None:
    page, _ = opened(browser)
    form = "form[data-autosave='comment-p1']"
    page.locator(".comment-form summary").first.click()
    page.fill(f"{form} textarea", "Half a thought")
    page.reload()
    assert page.input_value(f"{form} textarea") == "Half a thought"
    page.context.add_cookies([{"name": "kring_saved", "value": "comment-p1", "url": SITE}])
    page.reload()
    assert page.input_value(f"{form} textarea") == ""
    page.close()


def test_an_older_draft_is_offered_where_the_form_starts_otherwise(browser: Browser) -> None:
    page, _ = opened(browser)
    form = page.locator("form[data-autosave='styleguide']")
    page.route(SITE + "/", lambda route: without_errors(route, "", ""))
    page.reload()
    form.locator("textarea").fill("Older")
    page.route(SITE + "/", lambda route: without_errors(route, "A survey", "Another start"))
    page.reload()
    assert form.locator("textarea").input_value().startswith("Another start")
    page.get_by_role("button", name="Put it here").click()
    assert form.locator("textarea").input_value() == "Older"
    page.get_by_role("button", name="Throw it away").click()
    assert form.locator("textarea").input_value().startswith("Another start")
    page.close()


def without_errors(route: Route, old: str, new: str) -> None:
    """The style guide as if its form had not been refused, with a text in it changed."""
    body = style_guide().replace(' aria-invalid="true"', "").replace(old, new)
    route.fulfill(body=body, content_type="text/html; charset=utf-8")


def test_what_is_pressed_twice_is_sent_once(browser: Browser) -> None:
    page, _ = opened(browser)
    page.evaluate("""() => {
        const form = document.createElement('form');
        form.setAttribute('method', 'post');
        form.append(Object.assign(document.createElement('input'), {name: 'method'}));
        document.body.append(form);
        window.press = () => form.dispatchEvent(new Event('submit', {bubbles: true, cancelable: true}));
    }""")
    assert [page.evaluate("press()") for _ in range(3)] == [True, False, False]
    page.close()


def test_colours_change_at_once_and_an_act_is_asked_first(browser: Browser) -> None:
    page, complaints = opened(browser)
    switch = page.locator("[data-theme-form] button")
    seen = []
    for _ in range(3):
        switch.click()
        seen.append(page.get_attribute("html", "data-theme"))
    assert seen == ["light", "dark", None]
    page.get_by_role("button", name="Archive").click()
    assert page.get_by_role("dialog").get_by_role("button").all_inner_texts() == ["Archive", "Cancel"]
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    assert page.url == SITE + "/"
    assert complaints == []
    page.close()
