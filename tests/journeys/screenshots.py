"""The pictures of the docs: `python -m tests.journeys.screenshots [--to docs/images] [--dump DIR]`.

It starts a Kring with the demo, visits its pages as people of the demo, wide in English and narrow in Dutch, and keeps
what it sees as small pictures. With `--dump` it also brings in the community of an unpacked Stack Exchange dump, asks
`--question` and opens the evidence of the first who is found.
"""

import argparse
import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Browser

from kring.config.engine.locks import until
from tests.journeys.browser import NARROW, WIDE, Person, chromium, person
from tests.journeys.kring import ROOT, Kring, environment, running

_ASKED = "Onze planners willen zelfroosteren in een volcontinudienst. Wie heeft dat ingevoerd?"
_QUESTION = "Dichtstbijzijnde weerstation haalde windkracht 6"
_EXPERIENCE = "Schuurbrand met 240 zonnepanelen"
_DOSSIERS = "main .card__title a"
_TABLE = """datum;titel;duur;soort;wiens tijd
3-11-2026;Vocht meten voor schade-experts;4:00;cursus;werkgever
12-10-2026;Vakblad over schimmels;1:30;lezen;eigen
31-9-2026;Een dag met de droogploeg;6:00;werk;werkgever
14-9-2026;Drie dagen congres;30:00;congres;werkgever
2-9-2026;Borrel;2:00;borrel;eigen
"""
_COLOURS = 128
_NAME = "On Startups"
_INDEXING_SECONDS = 300.0
# Width, height, scale, language.
_WINDOWS = ((WIDE, 860, 1, "en"), (NARROW, 740, 2, "nl"))


@dataclass(frozen=True)
class Picture:
    """One page to show: its name, whose it is, how to come there, and whether a phone is shown too."""

    name: str
    handle: str
    come: Callable[[Person], object]
    narrow: bool = True


def at(path: str) -> Callable[[Person], object]:
    """To an address."""
    return lambda somebody: somebody.go(path)


def conversation(title: str, part: str = "main") -> Callable[[Person], object]:
    """To a part of the conversation of this title, by way of finding it."""

    def come(somebody: Person) -> None:
        somebody.go(f"/find?in=conversations&q={quote(title)}")
        somebody.page.locator(".row__title a").filter(has_text=title).first.click()
        somebody.page.wait_for_url("**/conversations/*")
        if part != "main":
            somebody.page.goto(somebody.page.url + part)

    return come


def typing(text: str) -> Callable[[Person], object]:
    """To what appears below the field of asking while one types."""

    def come(somebody: Person) -> None:
        somebody.go("/")
        somebody.page.locator("#ask-text").press_sequentially(text)
        somebody.page.locator("#ask-list").wait_for()

    return come


def evidence(text: str) -> Callable[[Person], object]:
    """To the first piece of evidence of the first person who is found for a text."""

    def come(somebody: Person) -> None:
        somebody.go(f"/ask?text={quote(text)}")
        somebody.page.locator(".person-card .evidence a[href*='/posts/']").first.click()
        somebody.page.wait_for_url("**/conversations/*")

    return come


def first(path: str, links: str) -> Callable[[Person], object]:
    """To where the first of these links of a page leads."""

    def come(somebody: Person) -> None:
        somebody.go(path)
        somebody.page.locator(links).first.click()
        somebody.page.wait_for_load_state()

    return come


def bringing(table: str) -> Callable[[Person], object]:
    """To what is right and wrong in a file that is brought."""

    def come(somebody: Person) -> None:
        somebody.go("/learning/import")
        file = {"name": "geleerd-2026.csv", "mimeType": "text/csv", "buffer": table.encode()}
        somebody.page.locator("input[type=file]").set_input_files(file)
        somebody.page.locator("main form:has(input[type=file]) button").click()
        somebody.page.locator(".mending").wait_for()

    return come


def opened(somebody: Person) -> None:
    """To what an auditor sees by a link, without an account."""
    language = somebody.page.locator("html").get_attribute("lang") or "en"
    first("/learning/dossiers", _DOSSIERS)(somebody)
    somebody.page.locator("main a[href*='/openings']").first.click()
    somebody.page.locator("main [name=name]").fill("Auditor Van Dam, NIVRE")
    somebody.page.locator("main form .form__actions button").click()
    link = somebody.page.locator(".code code").inner_text()
    somebody.context.clear_cookies()
    somebody.page.goto(link)
    somebody.speak(language)


def drawn(somebody: Person) -> None:
    """To a sample out of what a reviewer approved; what waits for her is approved first."""
    page = somebody.page
    waiting = page.locator("main .row__title a")
    while somebody.go("/review/schemes/nivre").ok and waiting.count():
        waiting.first.click()
        page.locator("[name=do][value=approve]").check()
        page.locator("main form .form__actions button").last.click()
        page.wait_for_url("**/review/schemes/nivre")
    somebody.go("/review/schemes/nivre/samples")
    today = datetime.now(UTC).date()
    for name, said in (
        ("since", f"{today - timedelta(days=365)}"), ("last", f"{today + timedelta(days=1)}"), ("seed", "dice 4 2 6"),
    ):  # fmt: skip
        page.locator(f"main [name={name}]").fill(said)
    page.locator("main form .form__actions button").click()
    page.wait_for_url("**/review/samples/*")


PICTURES = (
    Picture("landing", "", at("/")),
    Picture("be-someone", "", at("/demo")),
    Picture("today", "anneke", at("/")),
    Picture("suggestions", "sem", typing("zelfroosteren in de nacht")),
    Picture("ask", "sem", at(f"/ask?text={quote(_ASKED)}")),
    Picture("question", "farida", conversation(_QUESTION)),
    Picture("answers", "farida", conversation(_QUESTION, "#answers")),
    Picture("experience", "joost", conversation(_EXPERIENCE)),
    Picture("circle", "anneke", at("/circles/hr-network")),
    Picture("person", "joost", at("/people/farida")),
    Picture("find", "anneke", at("/find?q=verzuim")),
    Picture("host", "anneke", at("/circles/hr-network/desk")),
    Picture("operator", "anneke", at("/operator")),
    Picture("settings", "joost", at("/settings")),
    Picture("learning", "farida", at("/learning#year")),
    Picture("draft", "farida", first("/learning/drafts", ".drafts .row__title a"), narrow=False),
    Picture("import", "farida", bringing(_TABLE), narrow=False),
    Picture("dossier", "farida", first("/learning/dossiers", _DOSSIERS)),
    Picture("auditor", "farida", opened, narrow=False),
    Picture("review", "joost", first("/review/schemes/nivre", "main .row__title a"), narrow=False),
    Picture("sample", "joost", drawn, narrow=False),
)


def imported(question: str) -> tuple[Picture, ...]:
    """The pictures of a community that was brought in."""
    return (
        Picture("imported-circle", "sem", at("/circles/on-startups")),
        Picture("imported-ask", "sem", at(f"/ask?text={quote(question)}")),
        Picture("imported-evidence", "sem", evidence(question)),
    )


def main() -> None:
    """Make all pictures anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--dump", type=Path, help="a folder with Posts.xml and Users.xml")
    parser.add_argument("--question", default="How do I split equity with a co-founder who joined later?")
    parser.add_argument("--only", nargs="*", help="the names of the pictures to make")
    given = parser.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "data") as kring, chromium() as browser:
        for one in PICTURES:
            if given.only is None or one.name in given.only:
                take(browser, kring, one, given.to)
        if given.dump:
            bring_in(kring, given.dump)
            with person(browser, kring.url, "anneke") as anneke:
                until(lambda: is_indexed(anneke), seconds=_INDEXING_SECONDS, step=0.5)
            for one in imported(given.question):
                take(browser, kring, one, given.to)


def bring_in(kring: Kring, dump: Path) -> None:
    """Import a dump beside the Kring that runs, as its operator does."""
    command = [sys.executable, "-m", "kring.config.cli", "import", "stackexchange", str(dump.resolve())]
    subprocess.run([*command, "--into", _NAME, "--data", str(kring.data)], check=True, env=environment(), cwd=ROOT)


def is_indexed(operator: Person) -> bool:
    """Whether the index has everything, as the operator's desk says."""
    operator.go("/operator/index")
    return operator.page.locator("main dd").first.inner_text().strip() == "0"


def take(browser: Browser, kring: Kring, picture: Picture, folder: Path) -> None:
    """Go there with each window, and keep what is in it."""
    for width, height, scale, language in _WINDOWS if picture.narrow else _WINDOWS[:1]:
        options = {"device_scale_factor": scale, "reduced_motion": "reduce", "width": width}
        with person(browser, kring.url, picture.handle, language=language, **options) as somebody:
            somebody.page.set_viewport_size({"width": width, "height": height})
            if not picture.handle:
                somebody.go("/")
                somebody.speak(language)
            picture.come(somebody)
            file = folder / f"{picture.name}-{width}.png"
            file.write_bytes(small(somebody.page.screenshot()))
            sys.stdout.write(f"{file.name:32} {file.stat().st_size / 1024:6.0f} kB\n")


def small(png: bytes) -> bytes:
    """The same picture in few colours."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    kept = io.BytesIO()
    picture.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE).save(
        kept, "PNG", optimize=True
    )
    return kept.getvalue()


if __name__ == "__main__":
    main()
