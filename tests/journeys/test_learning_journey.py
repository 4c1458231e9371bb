"""What one learns in Kring counts: from a question to the auditor who is shut out, in both languages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Download, expect

from kring.config.engine.locks import until
from tests.journeys.browser import Person, person
from tests.journeys.kring import LETTER_SECONDS, Kring

# A claims expert with registrations at NIVRE and PMI, and a colleague who reviews for NIVRE.
EXPERT, COLLEAGUE = "farida", "joost"
CIRCLE = "waterschade"
CERTIFICATE = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
NIVRE, PMI = "NIVRE", "PMI"
TODAY: Final = datetime.now(UTC).date()


@dataclass(frozen=True)
class Words:
    """What is written and what is read in one language."""

    hers: str
    his: str
    course: str
    # The file: a heading, two rows that are right, and three that aren't.
    table: str
    wrong: Mapping[str, str]
    added: str
    link: str
    looked: str
    gone: str
    drawn: str


def _file(heads: str, *rows: str) -> str:
    days = {"good": f"{TODAY - timedelta(days=20):%d-%m-%Y}", "late": f"{TODAY + timedelta(days=400):%d-%m-%Y}"}
    return "\n".join(row.format(**days) for row in (heads, *rows))


ENGLISH = Words(
    hers="The drying logs of a flooded shop stop halfway: do I pay for the whole job?",
    his="A tenant kept mopping for a month before he called: how much of that leak is his?",
    course="Moisture measuring for claims experts",
    table=_file(
        "date;title;duration;kind;points;whose time",
        "{good};Moisture measuring for claims experts;4:00;course;4;employer",
        "{good};Reading on moulds;1:30;reading;;own",
        "31-02-2026;A day with the drying crew;6:00;work;;employer",
        "{good};A week in one day;30:00;course;;own",
        "{late};A course that is still to come;2:00;course;;own",
    ),
    wrong={"day": "Give a day", "duration": "A day has 24 hours"},
    added="4 lines were added.",
    link="Make a link",
    looked="the dossier",
    gone="Withdrawn. The link opens nothing any more.",
    drawn="of",
)
DUTCH = Words(
    hers="De drooglogboeken van een ondergelopen winkel stoppen halverwege: betaal ik de hele klus?",
    his="Een huurder dweilde een maand voor hij belde: hoeveel van die lekkage is van hem?",
    course="Vocht meten voor schade-experts",
    table=_file(
        "datum;titel;duur;soort;punten;wiens tijd",
        "{good};Vocht meten voor schade-experts;4:00;cursus;4;werkgever",
        "{good};Lezen over schimmels;1:30;lezen;;eigen",
        "31-02-2026;Een dag met de droogploeg;6:00;werk;;werkgever",
        "{good};Een week op een dag;30:00;cursus;;eigen",
        "{late};Een cursus die nog moet komen;2:00;cursus;;eigen",
    ),
    wrong={"day": "Geef een dag", "duration": "Een dag heeft 24 uur"},
    added="Er zijn 4 regels bij gekomen.",
    link="Maak een link",
    looked="het dossier",
    gone="Ingetrokken. De link opent niets meer.",
    drawn="van",
)


@pytest.mark.parametrize(("language", "words"), [("nl", DUTCH), ("en", ENGLISH)], ids=["nl", "en"])
def test_what_one_learns_counts(kring: Kring, browser: Browser, language: str, words: Words) -> None:
    with (
        person(browser, kring.url, EXPERT, language=language) as expert,
        person(browser, kring.url, COLLEAGUE, language=language) as colleague,
    ):
        helps(expert, colleague, words.hers)
        helps(colleague, expert, words.his)
        confirms(colleague, words.hers)
        confirms(expert, words.his)
        before = {register: counted(expert, register) for register in (NIVRE, PMI)}
        imports(expert, words)
        entry = proves(expert, words.course)
        claims(expert, entry)
        for register, figure in before.items():
            assert counted(expert, register) > figure
        opens_and_withdraws(browser, expert, words, language)
        hands_in(expert, entry)
        approves(colleague, words.course)
        draws(colleague, words)
        takes_along(expert)


def helps(asker: Person, helper: Person, question: str) -> None:
    """One asks, the other answers, and the answer is accepted."""
    asker.go(f"/circles/{CIRCLE}/ask")
    asker.page.locator("#ask-again").fill(question)
    asker.page.locator("#ask-again").press("Enter")
    asker.page.locator("#ask-form [name=circle]").select_option(CIRCLE)
    asker.page.locator("#ask-form .form__actions button").click()
    asker.page.wait_for_url(re.compile(r"/conversations/\d+"))
    here = asker.page.url.removeprefix(asker.url)
    helper.go(here)
    helper.page.locator("#answer textarea").fill("Vraag de meetstaten op: dat is het halve verhaal.")
    helper.page.locator("#answer .form__actions button").click()
    helper.page.locator(".post--answer").wait_for()
    asker.go(here)
    asker.page.locator("form[action$='/acceptance'] button").click()
    expect(asker.page.locator(".post--accepted")).to_have_count(1)


def confirms(helper: Person, question: str) -> None:
    """Whose answer was accepted finds a draft, and says yes: only then is it in her ledger."""
    draft = helper.page.locator(".drafts .row").filter(has_text=question)
    assert until(lambda: helper.go("/learning").ok and draft.count() == 1, seconds=LETTER_SECONDS, step=0.2)
    assert lines(helper, question) == 0
    draft.locator("form[action$='/confirmation'] button").click()
    expect(draft).to_have_count(0)
    helper.go("/learning")
    assert lines(helper, question) == 1


def lines(somebody: Person, title: str) -> int:
    """How many lines of the ledger that is shown have a title."""
    return somebody.page.locator("section[aria-labelledby=lines] .row").filter(has_text=title).count()


def dossier(expert: Person, register: str) -> str:
    """The address of her dossier at a register."""
    expert.go("/learning/dossiers")
    link = expert.page.locator("main a[href^='/learning/dossiers/']").filter(has_text=register)
    return link.first.get_attribute("href") or ""


def counted(expert: Person, register: str) -> float:
    """How much counts there now."""
    expert.go(dossier(expert, register))
    figure = expert.page.locator(".stat__figure").last.inner_text()
    return float(re.sub(r"[^\d.]", "", figure.replace(",", ".")))


def imports(expert: Person, words: Words) -> None:
    """A file with three wrong rows: one is mended, one at the second try, one is left out; then she says yes."""
    page = expert.page
    expert.go("/learning/import")
    page.locator("input[type=file]").set_input_files(
        {"name": "geleerd.csv", "mimeType": "text/csv", "buffer": words.table.encode()}
    )
    page.locator("main form:has(input[type=file]) button").click()
    page.wait_for_url(re.compile(r"/learning/import/\d+"))
    wrong = page.locator(".mending .row")
    expect(wrong).to_have_count(3)
    expect(wrong.nth(0)).to_contain_text(words.wrong["day"])
    expect(wrong.nth(1)).to_contain_text(words.wrong["duration"])
    assert expert.violations() == []
    wrong.nth(0).locator("[aria-invalid=true]").fill(f"{TODAY - timedelta(days=19):%Y-%m-%d}")
    wrong.nth(1).locator("[aria-invalid=true]").fill("30 dagen")
    wrong.nth(2).locator("input[type=checkbox]").check()
    page.locator(".mending__act button").first.click()
    expect(page.locator(".mending .row")).to_have_count(1)
    expect(page.locator(".mending .row [aria-invalid=true]")).to_have_value("30 dagen")
    page.locator(".mending .row [aria-invalid=true]").first.fill("3:00")
    page.locator(".mending__act button").first.click()
    expect(page.locator(".mending")).to_have_count(0)
    page.locator("form[action$='/confirmation'] button").click()
    page.get_by_text(words.added).wait_for()


def proves(expert: Person, title: str) -> str:
    """She uploads the certificate of a course; a program called a PDF is refused. Returns the line's address."""
    expert.go("/learning")
    expert.page.locator("section[aria-labelledby=lines] a").filter(has_text=title).first.click()
    expert.page.wait_for_url(re.compile(r"/learning/entries/\d+$"))
    entry = expert.page.url.removeprefix(expert.url)
    for content, status in ((b"MZ\x90\x00\x03\x00", 422), (CERTIFICATE, 200)):
        expert.page.locator("input[type=file]").set_input_files(
            {"name": "certificaat.pdf", "mimeType": "application/pdf", "buffer": content}
        )
        with expert.page.expect_navigation() as answer:
            expert.page.locator("form[action$='/files'] button").click()
        assert answer.value.status == status, (answer.value.status, status)
    expect(expert.page.locator(".proofs a").filter(has_text="certificaat.pdf")).to_be_visible()
    return entry


def claims(expert: Person, entry: str) -> None:
    """For PMI she says in which category it counts."""
    expert.go(f"{dossier(expert, PMI)}/claims/{entry.rpartition('/')[2]}")
    expert.page.locator("input[name=claimed]").first.check()
    expert.page.locator("main form .form__actions button").click()
    expert.page.wait_for_url(re.compile(r"/learning/dossiers/\d+\?"))


def opens_and_withdraws(browser: Browser, expert: Person, words: Words, language: str) -> None:
    """An auditor without an account looks by a link, she sees that, and shuts him out."""
    openings = f"{dossier(expert, NIVRE)}/openings"
    name = f"Auditor Van Dam {language}"
    expert.go(openings)
    expert.page.locator("main [name=name]").fill(name)
    fill_day(expert, "ends_on", 20)
    expert.page.get_by_role("button", name=words.link).click()
    link = expert.page.locator(".code code").inner_text().removeprefix(expert.url)
    with person(browser, expert.url, language=language) as auditor:
        assert auditor.go(link).status == 200
        expect(auditor.page.locator("main")).to_contain_text(words.course)
        expect(auditor.page.locator("main")).to_contain_text(name)
        with auditor.page.expect_download() as file:
            auditor.page.locator("main a[download]").filter(has_text="certificaat.pdf").first.click()
        assert content(file.value) == CERTIFICATE
        expert.go(openings)
        row = expert.page.locator("main .row").filter(has_text=name)
        row.locator("a[href^='/learning/openings/']").first.click()
        expect(expert.page.locator("main .rows")).to_contain_text(words.looked)
        expect(expert.page.locator("main .rows")).to_contain_text("certificaat.pdf")
        expert.go(openings)
        row.locator("a[href$='/withdrawal']").click()
        expert.page.locator("form[action$='/withdrawal'] button:not([type=button])").first.click()
        expert.page.get_by_text(words.gone).wait_for()
        assert auditor.go(link).status == 404


def hands_in(expert: Person, entry: str) -> None:
    """One activity goes to the reviewer, and nothing else."""
    expert.go(f"{dossier(expert, NIVRE)}/submission")
    line = entry.rpartition("/")[2]
    for box in expert.page.locator("input[name=line]").all():
        box.set_checked(box.get_attribute("value") == line)
    expert.page.locator("main form .form__actions button").click()
    expert.page.wait_for_url(re.compile(r"/learning/dossiers/\d+"))
    expect(expert.page.locator(".dossier__activity .badge").first).to_be_visible()


def approves(reviewer: Person, title: str) -> None:
    """The reviewer reads it, opens the certificate and approves."""
    reviewer.go("/review/schemes/nivre")
    reviewer.page.locator(".row__title a").filter(has_text=title).click()
    reviewer.page.wait_for_url(re.compile(r"/review/submissions/\d+"))
    with reviewer.page.expect_download() as file:
        reviewer.page.locator("main a[download]").click()
    assert content(file.value) == CERTIFICATE
    reviewer.page.locator("[name=do][value=approve]").check()
    reviewer.page.locator("main form .form__actions button").last.click()
    reviewer.page.wait_for_url(re.compile(r"/review/schemes/nivre"))
    reviewer.go("/review/schemes/nivre?show=decided")
    expect(reviewer.page.locator(".row__title").filter(has_text=title)).to_be_visible()


def draws(reviewer: Person, words: Words) -> None:
    """A sample by lot, with the seed that draws the same again."""
    reviewer.go("/review/schemes/nivre/samples")
    fill_day(reviewer, "since", -400)
    fill_day(reviewer, "last", 1)
    reviewer.page.locator("[name=size]").fill("1")
    reviewer.page.locator("[name=seed]").fill("dobbelsteen 4 2 6")
    reviewer.page.locator("main form .form__actions button").click()
    reviewer.page.wait_for_url(re.compile(r"/review/samples/\d+"))
    expect(reviewer.page.locator("main")).to_contain_text("dobbelsteen 4 2 6")
    expect(reviewer.page.locator("main")).to_contain_text(re.compile(rf"1 {words.drawn} \d+"))


def takes_along(expert: Person) -> None:
    """A statement, as a PDF and as an archive with the evidence."""
    expert.go(f"{dossier(expert, NIVRE)}/statements")
    expert.page.locator("form[action*='/statements'] button").first.click()
    expert.page.locator(".dossier__hash").first.wait_for()
    for ending, magic in ((".pdf", b"%PDF"), (".zip", b"PK\x03\x04")):
        with expert.page.expect_download() as file:
            expert.page.locator(f"main a[href$='{ending}']").first.click()
        assert content(file.value).startswith(magic)


def fill_day(somebody: Person, name: str, days: int) -> None:
    """Write the day that is so many days from now into a field."""
    somebody.page.locator(f"main [name={name}]").fill(f"{TODAY + timedelta(days=days):%Y-%m-%d}")


def content(file: Download) -> bytes:
    """What was downloaded."""
    return Path(file.path()).read_bytes()
