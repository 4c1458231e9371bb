"""Registrations and dossiers as pages: what she sees, whom she lets look, and what a reviewer does."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from kring.foundation import clock
from kring.learning.actions import add_file, add_link, write_down
from kring.learning.dossiers.actions.judging import close_period
from kring.learning.dossiers.actions.statements import make_statement
from kring.learning.dossiers.models import Look, Opening, Snapshot, Statement, Submission
from kring.learning.dossiers.rules.reviewing import State
from kring.learning.rules.entries import Told
from kring.registers import queries
from kring.registers.actions import appoint_reviewer
from kring.registers.models import Registration, Status
from kring.registers.rules.questions import questions
from kring.registers.sentences import on, rule_label
from kring.web.registers import saying
from tests.dossiers import at_nivre, enough, learned
from tests.people import World

PDF = b"%PDF-1.4 a certificate"


def signed_in(world: World, name: str = "mees", language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(world.accounts[name])
    return client


@pytest.fixture
def held(world: World) -> Registration:
    """Mees at NIVRE, in the middle of a period."""
    return at_nivre(world, start=clock.now().date() - timedelta(days=400), now=clock.now())


@pytest.fixture
def filled(world: World, held: Registration) -> Registration:
    """With what a period asks, a course without proof, and a certificate."""
    day = clock.now().date() - timedelta(days=30)
    first, *_ = enough(world, day=day, now=clock.now())
    learned(world, title="Nobody proved this", day=day, now=clock.now())
    add_file(actor=world.reader("mees"), line=first.pk, upload=io.BytesIO(PDF), name="proof.pdf", now=clock.now())
    return held


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_one_chooses_a_register_and_says_what_it_asks(world: World) -> None:
    client = signed_in(world)
    assert "?scheme=nivre" in text(client, "/learning/registrations/new")
    page = text(client, "/learning/registrations/new?scheme=nivre")
    assert 'name="fact_period_start"' in page
    assert 'name="birthday"' in page
    form = {"scheme": "nivre", "number": "7", "starts_on": "1-7-2025", "birthday": "29-02-1980",
            "fact_period_start": "01-07-2025"}  # fmt: skip
    answer = client.post("/learning/registrations/new", form)
    made = Registration.objects.get()
    assert answer.headers["Location"] == f"/learning/dossiers/{made.pk}"
    assert made.facts == {"period_start": "2025-07-01"}
    assert client.post("/learning/registrations/new", form).status_code == 409
    wrong = client.post("/learning/registrations/new", form | {"birthday": "soon", "fact_period_start": "x"})
    assert wrong.status_code == 422
    assert 'value="x"' in wrong.content.decode()


def test_a_registration_is_changed_and_an_older_window_overwrites_nothing(world: World, held: Registration) -> None:
    client = signed_in(world)
    address = f"/learning/registrations/{held.pk}"
    form = {"number": "8", "starts_on": held.starts_on.isoformat(), "birthday": "1980-02-29",
            "fact_period_start": held.facts["period_start"], "version": "1"}  # fmt: skip
    page = text(client, address)
    assert 'type="date" value="1980-02-29"' in page
    assert re.search(r'name="letters"[^>]* checked', page)
    assert client.post(address, form).headers["Location"] == f"/learning/dossiers/{held.pk}"
    assert not re.search(r'name="letters"[^>]* checked', text(client, address))
    assert client.post(address, form).status_code == 409
    assert signed_in(world, "hanna").get(address).status_code == 404


def test_leave_is_written_down_and_taken_away(world: World) -> None:
    client = signed_in(world)
    client.post("/learning/registrations/new", {"scheme": "nova", "starts_on": "2020-01-01"})
    held = Registration.objects.get()
    address = f"/learning/registrations/{held.pk}/statuses"
    assert client.post(address, {"kind": "leave", "first": "1-2-2026", "last": "28-2-2026"}).status_code == 302
    made = Status.objects.get()
    assert str(made.until) == "2026-03-01"
    assert "1 February 2026 – 28 February 2026" in text(client, f"/learning/registrations/{held.pk}")
    assert client.post(address, {"kind": "leave", "first": "28-2-2026"}).status_code == 422
    assert client.post(address, {"kind": "leave", "first": "5-3-2026", "last": "1-3-2026"}).status_code == 422
    assert signed_in(world, "hanna").post(f"{address}/{made.pk}/removal").status_code == 404
    assert client.post(f"{address}/{made.pk}/removal").status_code == 302
    assert not Status.objects.exists()


def test_removing_a_registration_asks_first(world: World, held: Registration) -> None:
    client = signed_in(world)
    address = f"/learning/registrations/{held.pk}/removal"
    assert "can’t be brought back" in text(client, address)
    assert client.post(address).headers["Location"] == "/learning/dossiers"
    assert not Registration.objects.exists()


def test_a_dossier_says_what_counted_and_what_did_not(world: World, filled: Registration) -> None:
    page = text(signed_in(world), f"/learning/dossiers/{filled.pk}")
    counted, uncounted = page.split("What did not count")
    assert "Disciplinary rules" in counted
    assert "Nobody proved this" in uncounted
    assert "proof.pdf" in page
    assert signed_in(world, "hanna").get(f"/learning/dossiers/{filled.pk}").status_code == 404


def test_what_the_rules_know_nothing_of_stands_apart(world: World, filled: Registration) -> None:
    learned(world, title="A novel", kind="reading", day=clock.now().date() - timedelta(days=9), now=clock.now())
    page = text(signed_in(world), f"/learning/dossiers/{filled.pk}")
    telling, idle = page.split("One activity of a kind for which these rules give nothing")
    assert "Nobody proved this" in telling
    assert "A novel" not in telling
    assert "A novel" in idle


def test_a_kind_is_called_as_she_wrote_it_down(world: World, filled: Registration) -> None:
    """To this register a webinar is a course; to her it stays what it was, in a statement too."""
    facts = {"evidence": "yes"}
    day = clock.now().date() - timedelta(days=9)
    learned(world, title="The first photo", kind="webinar", day=day, points="2", facts=facts, now=clock.now())
    page = text(signed_in(world), f"/learning/dossiers/{filled.pk}")
    row = page.split("The first photo", 1)[1].split("</li>", 1)[0]
    assert "<span>webinar</span>" in row
    document = make_statement(
        actor=world.reader("mees"), registration=filled.pk, wanted=None, language="en", now=clock.now()
    ).document
    (told,) = (one for one in json.loads(document)["activities"] if one["told"]["title"] == "The first photo")
    assert (told["kind"], told["told"]["kind"]) == ("webinar", "course")


def test_the_source_of_the_rules_is_said_in_the_readers_language(world: World, filled: Registration) -> None:
    address = f"/learning/dossiers/{filled.pk}"
    assert "Public PE rules and the matrix" in text(signed_in(world), address)
    assert "Openbare PE-regels en de matrix" in text(signed_in(world, language="nl"), address)


def test_what_was_let_pass_is_not_to_be_made_good(world: World) -> None:
    scheme = queries.known("nivre")[0].scheme
    owed = {"debts": {"out": [{"points": "2", "way": way} for way in ("forgive", "repay next")]}}
    assert list(saying.carry(owed, scheme)) == [
        "Let pass, and remembered: 2 points short.",
        "To be made good in the next period: 2 points.",
    ]
    assert list(saying.carry({"debts": {"in": [{"points": "2", "way": "forgive"}]}}, scheme)) == []


def test_what_overlaps_is_called_by_its_title(world: World, held: Registration) -> None:
    begun = clock.now() - timedelta(days=9)
    for title in ("First half", "Second half"):
        told = Told(
            title=title, kind="webinar", way="course", day=begun.date(), minutes=60, started_at=begun,
            ended_at=begun + timedelta(hours=1),
        )  # fmt: skip
        write_down(actor=world.reader("mees"), told=told, now=clock.now())
    page = text(signed_in(world), f"/learning/dossiers/{held.pk}")
    assert re.search(r"(First|Second) half: This overlaps with “(First|Second) half”", page)


def test_a_rule_without_a_name_of_its_own_is_called_after_its_category(world: World) -> None:
    scheme = queries.known("pmi")[0].scheme
    nameless = tuple(rule.model_copy(update={"label": None}) for rule in scheme.rules)
    scheme = scheme.model_copy(update={"rules": nameless})
    with translation.override("nl"):
        assert [rule_label(scheme, name) for name in ("giving back", "technical", "total")] == [
            "Teruggeven", "Werkwijzen", "Totaal",
        ]  # fmt: skip


def test_it_speaks_dutch(world: World, filled: Registration) -> None:
    page = text(signed_in(world, language="nl"), f"/learning/dossiers/{filled.pk}")
    assert "Schade-experts" in page
    assert "What counted" not in page


def test_the_list_shows_the_verdict_and_keeps_it(world: World, filled: Registration) -> None:
    client = signed_in(world)
    first, again = text(client, "/learning/dossiers"), text(client, "/learning/dossiers")
    assert "Claims experts (NIVRE)" in first
    assert re.findall(r'class="badge[^>]*>[^<]*', first) == re.findall(r'class="badge[^>]*>[^<]*', again)


def test_what_an_activity_is_for_a_register_is_a_correction(world: World, held: Registration) -> None:
    entry = learned(world, day=clock.now().date() - timedelta(days=9), now=clock.now())
    client = signed_in(world)
    address = f"/learning/dossiers/{held.pk}/claims/{entry.pk}"
    assert 'name="fact_module"' in text(client, address)
    assert client.post(address, {"points": "4", "fact_module": "disciplinary rules"}).status_code == 302
    assert 'value="disciplinary rules"' in text(client, address)
    assert client.post(address, {"points": "many"}).status_code == 422
    assert signed_in(world, "hanna").get(address).status_code == 404


def test_an_auditor_looks_until_the_link_is_withdrawn(world: World, filled: Registration) -> None:
    client = signed_in(world)
    address = f"/learning/dossiers/{filled.pk}/openings"
    soon = (clock.now() + timedelta(days=5)).date().isoformat()
    answer = client.post(address, {"name": "Auditor Van Dam", "ends_on": soon})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (201, "no-store")
    assert f"until {on(clock.now().date() + timedelta(days=5))}" in answer.content.decode()
    found = re.search(r"<code>http://testserver(/dossiers/[\w-]{43})</code>", answer.content.decode())
    assert found is not None
    auditor = Client(headers={"accept-language": "en"})
    looked = auditor.get(found[1])
    page = looked.content.decode()
    assert looked.status_code == 200
    assert looked.headers["Referrer-Policy"] == "no-referrer"
    assert "Mees Member" in page
    assert "/learning/entries/" not in page
    link = re.search(rf'href="({found[1]}/evidence/\d+)"', page)
    assert link is not None
    file = auditor.get(link[1])
    assert b"".join(file) == PDF
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in file.headers["Content-Security-Policy"]
    made = Opening.objects.get()
    shown = text(client, f"/learning/openings/{made.pk}")
    assert "the dossier" in shown
    assert "proof.pdf" in shown
    assert Look.objects.count() == 2
    assert client.post(f"/learning/openings/{made.pk}/withdrawal").status_code == 302
    assert (auditor.get(found[1]).status_code, auditor.get(link[1]).status_code) == (404, 404)
    assert "withdrawn" in text(client, address)


def test_a_link_lets_nobody_at_what_is_outside_the_dossier(world: World, filled: Registration) -> None:
    other = learned(world, title="Long ago", day=clock.now().date() - timedelta(days=3_000), now=clock.now())
    outside = add_file(
        actor=world.reader("mees"), line=other.pk, upload=io.BytesIO(b"A secret"), name="x.txt", now=clock.now()
    )
    soon = (clock.now() + timedelta(days=5)).date().isoformat()
    answer = signed_in(world).post(f"/learning/dossiers/{filled.pk}/openings", {"name": "Auditor", "ends_on": soon})
    found = re.search(r"(/dossiers/[\w-]{43})<", answer.content.decode())
    assert found is not None
    assert Client().get(f"{found[1]}/evidence/{outside.pk}").status_code == 404


def test_an_opening_says_what_is_wrong(world: World, held: Registration) -> None:
    client = signed_in(world)
    address = f"/learning/dossiers/{held.pk}/openings"
    for form in (
        {"name": "", "ends_on": "1-1-2030"},
        {"name": "A", "ends_on": "then"},
        {"name": "A", "ends_on": "1-1-2020"},
    ):
        assert client.post(address, form).status_code == 422
    assert not Opening.objects.exists()


def submitted(world: World, held: Registration) -> Submission:
    client = signed_in(world)
    address = f"/learning/dossiers/{held.pk}/submission"
    page = text(client, address)
    line = re.search(r'name="line" value="(\d+)"[^>]*><span>Disciplinary rules', page)
    assert line is not None
    assert client.post(address, {"line": [line[1]], "text": "With its certificate."}).status_code == 302
    return Submission.objects.get()


def test_what_gives_nothing_is_not_proposed_to_a_reviewer(world: World, filled: Registration) -> None:
    learned(world, title="A novel", kind="reading", day=clock.now().date() - timedelta(days=9), now=clock.now())
    page = text(signed_in(world), f"/learning/dossiers/{filled.pk}/submission")
    assert re.search(r" checked><span>Disciplinary rules, [^<]+: 3 points<", page)
    assert re.search(r'value="\d+"><span>A novel, [^<]+: gives nothing here<', page)


def test_what_is_handed_in_is_reviewed(world: World, filled: Registration) -> None:
    appoint_reviewer(actor=world.reader("olga"), scheme="nivre", handle="hanna", now=clock.now())
    row = submitted(world, filled)
    hanna, mees = signed_in(world, "hanna"), signed_in(world)
    assert "Claims experts" in text(hanna, "/review")
    assert "Disciplinary rules" in text(hanna, "/review/schemes/nivre")
    page = text(hanna, f"/review/submissions/{row.pk}")
    assert "With its certificate." in page
    link = re.search(r'href="(/review/submissions/\d+/evidence/\d+)"', page)
    assert link is not None
    assert b"".join(hanna.get(link[1])) == PDF
    assert signed_in(world, "stan").get(link[1]).status_code == 404
    address = f"/review/submissions/{row.pk}"
    assert hanna.post(address, {"do": "refuse", "text": ""}).status_code == 422
    assert hanna.post(address, {"do": "ask", "text": "Who led it?"}).status_code == 302
    own = f"/learning/submissions/{row.pk}"
    assert "Who led it?" in text(mees, own)
    assert mees.post(own, {"text": ""}).status_code == 422
    assert mees.post(own, {"text": "Ines did."}).status_code == 302
    assert mees.post(own, {"text": "Ines did."}).status_code == 409
    assert hanna.post(address, {"do": "approve"}).status_code == 302
    assert hanna.post(address, {"do": "approve"}).status_code == 409
    assert Submission.objects.get().state == State.APPROVED
    assert "approved" in text(mees, f"/learning/dossiers/{filled.pk}")
    assert "Disciplinary rules" in text(hanna, "/review/schemes/nivre?show=decided")
    assert hanna.get("/review/schemes/nivre?show=all").status_code == 404


def test_what_is_handed_in_can_be_taken_back(world: World, filled: Registration) -> None:
    row = submitted(world, filled)
    client = signed_in(world)
    assert client.post(f"/learning/submissions/{row.pk}/withdrawal").status_code == 302
    assert "taken back" in text(client, f"/learning/submissions/{row.pk}")


def test_a_sample_is_drawn_and_shown_with_its_seed(world: World, filled: Registration) -> None:
    appoint_reviewer(actor=world.reader("olga"), scheme="nivre", handle="hanna", now=clock.now())
    row = submitted(world, filled)
    hanna = signed_in(world, "hanna")
    hanna.post(f"/review/submissions/{row.pk}", {"do": "approve"})
    day = clock.now().date()
    form = {"since": (day - timedelta(days=1)).isoformat(), "last": (day + timedelta(days=1)).isoformat(), "size": "3",
            "seed": "dice 4"}  # fmt: skip
    assert hanna.post("/review/schemes/nivre/samples", form | {"seed": ""}).status_code == 422
    answer = hanna.post("/review/schemes/nivre/samples", form)
    page = text(hanna, answer.headers["Location"])
    assert "dice 4" in page
    assert "1 of 1" in page
    assert answer.headers["Location"] in text(hanna, "/review/schemes/nivre/samples")
    assert (
        hanna.post("/review/schemes/nivre/samples", form | {"since": "1-1-2001", "last": "2-1-2001"}).status_code == 422
    )
    assert signed_in(world).get("/review/schemes/nivre/samples").status_code == 404


def test_who_reviews_for_nothing_finds_no_desk(world: World) -> None:
    assert signed_in(world, "olga").get("/review").status_code == 404


def test_a_closed_period_is_judged_anew_when_she_asks(world: World) -> None:
    begun = clock.now().date() - timedelta(days=1_200)
    held = at_nivre(world, start=begun, now=clock.now())
    enough(world, day=begun + timedelta(days=20), now=clock.now())
    taken = close_period(registration=held, wanted=begun, now=clock.now())
    assert taken is not None
    client, suffix = signed_in(world), f"?for={begun.isoformat()}"
    page = text(client, f"/learning/dossiers/{held.pk}{suffix}")
    assert "This period is closed" in page
    assert "Disciplinary rules" in page
    address = f"/learning/dossiers/{held.pk}/closure{suffix}"
    assert "stays readable" in text(client, address)
    assert client.post(address).headers["Location"] == f"/learning/dossiers/{held.pk}{suffix}"
    assert Snapshot.objects.filter(registration=held).count() == 2
    assert client.get(f"/learning/dossiers/{held.pk}/closure").status_code == 404


def test_every_shipped_scheme_has_a_form_a_dossier_and_a_statement(world: World) -> None:
    client = signed_in(world)
    learned(world, day=clock.now().date() - timedelta(days=3), now=clock.now())
    for name in queries.schemes():
        assert client.get(f"/learning/registrations/new?scheme={name}").status_code == 200, name
        asked = questions(queries.known(name)[0].scheme)
        day = (clock.now().date() - timedelta(days=500)).isoformat()
        facts = {f"fact_{one.name}": day if one.type == "date" else "" for one in asked.facts}
        form = {"scheme": name, "starts_on": day, "birthday": "1980-02-29", **facts}
        answer = client.post("/learning/registrations/new", form)
        assert answer.status_code == 302, name
        for language in ("en", "nl"):
            assert signed_in(world, language=language).get(answer.headers["Location"]).status_code == 200, name
        for part in ("submission", "openings", "statements"):
            assert client.get(f"{answer.headers['Location']}/{part}").status_code == 200, name


def test_a_statement_is_a_pdf_and_an_archive_that_prove_each_other(world: World, filled: Registration) -> None:
    client = signed_in(world)
    assert client.post(f"/learning/dossiers/{filled.pk}/statements").status_code == 302
    made = Statement.objects.get()
    assert made.sha256 == sha256(made.document.encode()).hexdigest()
    assert made.sha256 in text(client, f"/learning/dossiers/{filled.pk}/statements")
    pdf = client.get(f"/learning/statements/{made.pk}.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.content == client.get(f"/learning/statements/{made.pk}.pdf").content
    archive = client.get(f"/learning/statements/{made.pk}.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(archive))) as found:
        manifest = json.loads(found.read("manifest.json"))
        assert manifest["missing"] == []
        assert manifest["files"]["dossier.json"] == made.sha256
        for name, digest in manifest["files"].items():
            assert sha256(found.read(name)).hexdigest() == digest
        assert PDF in [found.read(name) for name in found.namelist() if name.startswith("evidence/")]
        assert set(found.namelist()) == {*manifest["files"], "manifest.json"}
    assert signed_in(world, "hanna").get(f"/learning/statements/{made.pk}.zip").status_code == 404
    assert Client().get(f"/learning/statements/{made.pk}.zip").status_code == 302


def test_links_are_proof_too(world: World, filled: Registration) -> None:
    entry = learned(world, title="On the web", day=clock.now().date() - timedelta(days=3), now=clock.now())
    add_link(actor=world.reader("mees"), line=entry.pk, link="https://example.org/proof", now=clock.now())
    assert 'href="https://example.org/proof"' in text(signed_in(world), f"/learning/dossiers/{filled.pk}")


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/learning/dossiers", 12),
        ("/learning/dossiers/{held}", 12),
        ("/learning/registrations/{held}", 12),
        ("/learning/registrations/new", 12),
        ("/learning/dossiers/{held}/openings", 12),
        ("/learning/dossiers/{held}/statements", 12),
        ("/learning/dossiers/{held}/submission", 12),
        ("/review", 12),
        ("/review/schemes/nivre", 12),
        ("/review/submissions/{submission}", 12),
        ("/review/schemes/nivre/samples", 12),
    ],
)
def test_each_page_comes_within_its_queries(
    world: World, filled: Registration, address: str, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    appoint_reviewer(actor=world.reader("olga"), scheme="nivre", handle="hanna", now=clock.now())
    row = submitted(world, filled)
    client = signed_in(world, "hanna" if address.startswith("/review") else "mees")
    target = address.format(held=filled.pk, submission=row.pk)
    client.get(target)
    with django_assert_max_num_queries(most):
        assert client.get(target).status_code == 200


SCHEME = """
format: 1
scheme: beekeepers
version: 2026
title: {en: Beekeepers, nl: Imkers}
body: Bees
source: Nobody's rules
year: 2026
status: unreviewed
applies: {from: 2020-01-01}
period: {starts: 2020-01-01, length: 1 year}
earning:
  - {name: course, kind: course, points: 1, per: hour}
rules:
  - {name: total, of: all, at_least: 4}
"""
EXAMPLES = """
- name: four hours
  origin: ours
  case: {for: 2026-05-01, activities: [{kind: course, on: 2026-03-01, hours: 4}]}
  expect: {verdict: met}
- name: three hours
  origin: ours
  case: {for: 2026-05-01, activities: [{kind: course, on: 2026-03-01, hours: 3}]}
  expect: {verdict: short, rules: {total: {missing: 1}}}
- name: nothing
  origin: ours
  case: {for: 2026-05-01}
  expect: {verdict: short}
"""


def brought(client: Client, scheme: str, examples: str = EXAMPLES) -> Callable[[], object]:
    files = {"scheme": SimpleUploadedFile("scheme.yaml", scheme.encode()),
             "examples": SimpleUploadedFile("examples.yaml", examples.encode())}  # fmt: skip
    return client.post("/operator/schemes", files)


def test_an_operator_brings_a_scheme_that_lands_only_when_its_examples_pass(world: World) -> None:
    olga = signed_in(world, "olga")
    assert "Claims experts (NIVRE)" in text(olga, "/operator/schemes")
    for scheme, examples, said in (
        ("format: 1\nscheme: [", EXAMPLES, "scheme.yaml"),
        (SCHEME, EXAMPLES.replace("verdict: met", "verdict: short"), "four hours"),
        (SCHEME.replace("at_least: 4", "at_least: 4\n    until: x"), EXAMPLES, "scheme.yaml"),
    ):
        answer = brought(olga, scheme, examples)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert brought(olga, SCHEME).headers["Location"] == "/operator/schemes/beekeepers"
    assert brought(olga, SCHEME).status_code == 409
    assert "Beekeepers" in text(signed_in(world), "/learning/registrations/new")
    assert brought(signed_in(world), SCHEME.replace("2026\n", "2027\n")).status_code == 404


def test_an_operator_appoints_and_dismisses_reviewers(world: World) -> None:
    olga = signed_in(world, "olga")
    address = "/operator/schemes/nivre"
    assert olga.post(address, {"handle": "nobody"}).status_code == 422
    assert olga.post(address, {"handle": "@Hanna"}).status_code == 302
    dismissal = re.search(r'action="(/operator/reviewers/\d+/dismissal)"', text(olga, address))
    assert dismissal is not None
    assert signed_in(world, "hanna").get("/review").status_code == 200
    assert signed_in(world, "hanna").post(dismissal[1]).status_code == 404
    assert olga.post(dismissal[1]).status_code == 302
    assert signed_in(world, "hanna").get("/review").status_code == 404
    assert olga.get("/operator/schemes/astrology").status_code == 404
