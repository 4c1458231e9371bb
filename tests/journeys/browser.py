"""A browser that complains: what a journey needs of Playwright, and what every page of it is held to."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import axe_core_python
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Response, sync_playwright

from kring.config.cli.checkout import find_chromium

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]
WIDE, NARROW = 1280, 360
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# Of what passes nothing is gathered, and no styles are fetched a second time.
_VIOLATIONS = """rules => axe.run({runOnly: rules, resultTypes: ['violations'], preload: false}).then(
    result => result.violations.map(violation => [violation.id, violation.nodes.map(node => node.html)]))"""
# The browser gives what it has kept of shifts in a later turn; where it has kept none it gives nothing.
_SHIFT = """() => new Promise(resolve => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { if (!entry.hadRecentInput) sum +=
    entry.value; }))
        .observe({type: 'layout-shift', buffered: true});
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum))));
})"""
# What a browser says of an answer that a journey asked for on purpose.
_REFUSED = re.compile(r"Failed to load resource: the server responded with a status of (40[349]|410|422)")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium: the machine's own, or the one that playwright brought."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield started
        started.close()


class Person:
    """Somebody with a browser of her own: one window, and the complaints that it gathered."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.url = url
        self.context = context
        self.complaints: list[str] = []
        context.on("console", lambda message: self._heard(message.type, message.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page: Page = context.new_page()

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and not _REFUSED.match(text):
            self.complaints.append(f"{self.page.url}: {text}")

    def go(self, path: str) -> Response:
        """Open an address of Kring's."""
        answer = self.page.goto(self.url + path)
        assert answer is not None
        return answer

    def be(self, handle: str) -> None:
        """Sign in as one of the people of the demo."""
        self.go("/demo")
        self.page.locator(f"form:has(input[value='{handle}']) button").click()
        self.page.locator("[data-account]").wait_for(state="attached")

    def speak(self, language: str) -> None:
        """Have the pages in a language, with the button that every page has."""
        switch = self.page.locator(f"button[name=language][value={language}]")
        if switch.count():
            switch.click()
            self.page.locator(f"html[lang={language}]").wait_for(state="attached")

    def press(self, name: str, *, within: str = "main") -> None:
        """Press the first button or link of a name in a part of the page."""
        part = self.page.locator(within)
        part.get_by_role("button", name=name).or_(part.get_by_role("link", name=name)).first.click()

    def status(self, path: str) -> int:
        """What the server answers to an address, without going there."""
        return self.context.request.get(self.url + path, max_redirects=0).status

    def sees(self, text: str, path: str) -> bool:
        """Whether a text stands on a page, or anything that a find for it brings."""
        self.go(path)
        return text in self.page.locator("body").inner_text()

    def finds(self, text: str, *, path: str = "/find?q=") -> list[str]:
        """The addresses of conversations, posts and people that finding a text brings."""
        self.go(path + quote(text))
        links = self.page.locator("a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        return [link for link in links if re.match(r"/(conversations|posts|people)/", link or "")]

    def violations(self) -> list[Any]:
        """What axe-core finds wrong with the page that is open."""
        self.page.evaluate(_AXE)
        found: list[Any] = self.page.evaluate(_VIOLATIONS, RULES)
        return found

    def overflow(self) -> int:
        """How many CSS pixels the page is wider than the window."""
        wider: int = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return max(0, wider)

    def shift(self) -> float:
        """How much of the page moved while it was loaded, as the browser scores it."""
        moved: float = self.page.evaluate(_SHIFT)
        return moved


@contextmanager
def person(browser: Browser, url: str, handle: str = "", *, language: str = "en", **options: Any) -> Iterator[Person]:
    """Somebody at Kring, signed in as one of the demo where a handle is given; at the end nothing may be amiss."""
    width = options.pop("width", WIDE)
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale={"en": "en-GB", "nl": "nl-NL"}[language], **options
    )
    context.set_default_timeout(15_000)
    try:
        somebody = Person(context, url)
        if handle:
            somebody.be(handle)
            somebody.speak(language)
        yield somebody
        assert somebody.complaints == []
    finally:
        context.close()


def weigh(somebody: Person, path: str) -> int:
    """How many bytes a page with its styles, scripts and pictures is on the wire, loaded for the first time."""
    weights: list[int] = []
    session: CDPSession = somebody.context.new_cdp_session(somebody.page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    session.on("Network.loadingFinished", lambda event: weights.append(int(event["encodedDataLength"])))
    somebody.page.goto(somebody.url + path, wait_until="networkidle")
    session.detach()
    return sum(weights)
