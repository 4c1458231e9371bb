"""The pages of one's own learning."""

import re
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from kring.foundation import clock
from kring.foundation.events.dispatch import dispatch_due
from kring.learning import actions
from kring.learning.models import Draft, DraftState, Entry, Evidence, Import, Source
from kring.learning.rules.entries import MOST_COMPETENCES
from kring.registers.actions import Details, register
from tests.people import World

# As who signs in here reads the calendar.
TODAY = timezone.localdate(timezone=ZoneInfo("Europe/Amsterdam"))
FORM = {
    "title": "Claims fraud",
    "day": TODAY.isoformat(),
    "duration": "2 hours",
    "kind": "webinar",
    "way": "course",
    "time": "employer",
    "learned": "Ask for the first photo.",
    "subjects": "fraud, photos",
}
PDF = b"%PDF-1.7\n%certificate"


def signed_in(world: World, name: str = "mees", language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(world.accounts[name])
    return client


def written(client: Client, **changes: str) -> Entry:
    answer = client.post("/learning/new", FORM | changes)
    assert answer.status_code == 302, answer.content.decode()
    return Entry.objects.latest("pk")


@pytest.mark.parametrize("path", ["", "/new", "/drafts", "/import", "/aim"])
def test_every_page_shows_in_both_languages(world: World, path: str) -> None:
    for language in ("en", "nl"):
        assert signed_in(world, language=language).get(f"/learning{path}").status_code == 200


def test_a_quick_line_is_shown_before_it_counts(world: World) -> None:
    client = signed_in(world)
    shown = client.get("/learning/new", {"line": "yesterday 2 h webinar on claims fraud"}).content.decode()
    assert 'value="Webinar on claims fraud"' in shown
    assert f'value="{(TODAY - timedelta(days=1)).isoformat()}"' in shown
    assert 'value="2:00"' in shown
    assert Entry.objects.count() == 0
    entry = written(client, said="yesterday 2 h webinar on claims fraud")
    assert (entry.source, entry.minutes, entry.time, len(entry.competences)) == (Source.QUICK, 120, "employer", 2)


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(world: World) -> None:
    client = signed_in(world)
    for field, said, sentence in (
        ("day", (TODAY + timedelta(days=2)).isoformat(), "still to come"),
        ("duration", "30 hours", "A day has 24 hours"),
        ("duration", "-2", "Say how long it took"),
        ("duration", "", "Say how long it took"),
        ("title", " ", "Write something here"),
        ("kind", "flying", "Choose one of these"),
        ("points", "many", "Give a number"),
        ("first_day", (TODAY + timedelta(days=1)).isoformat(), "The first day is after the last"),
        ("started", "9:00", "Give both times"),
        ("facilitator", "perhaps", "Choose one of these"),
    ):
        answer = client.post("/learning/new", FORM | {field: said})
        shown = answer.content.decode()
        assert (answer.status_code, Entry.objects.count()) == (422, 0), field
        assert sentence in shown, (field, said)
        assert "Ask for the first photo." in shown
    ends_first = client.post("/learning/new", FORM | {"started": "21:00", "ended": "19:00"})
    assert "It ends before it begins" in ends_first.content.decode()


def test_a_line_is_corrected_and_what_it_said_stays(world: World) -> None:
    client = signed_in(world)
    entry = written(client)
    page = f"/learning/entries/{entry.pk}"
    form = client.get(f"{page}/correction").content.decode()
    assert f'name="seen" value="{entry.pk}"' in form
    sent = FORM | {"duration": "3:00", "because": "It ran late", "seen": str(entry.pk)}
    assert client.post(f"{page}/correction", sent).status_code == 302
    shown = client.get(page).content.decode()
    assert "3 h" in shown
    assert "Duration: 2 h" in shown
    assert "It ran late" in shown
    again = client.post(f"{page}/correction", sent | {"duration": "1:00"})
    assert again.status_code == 409
    assert "corrected meanwhile" in again.content.decode()
    assert "1:00" in again.content.decode()


def test_a_struck_line_no_longer_counts_and_is_still_there(world: World) -> None:
    client = signed_in(world)
    entry = written(client)
    page = f"/learning/entries/{entry.pk}"
    assert client.get(f"{page}/striking").status_code == 200
    assert client.post(f"{page}/striking", {"because": "Twice"}).status_code == 302
    assert "This is struck out" in client.get(page).content.decode()
    assert "Claims fraud" not in client.get("/learning").content.decode()
    assert client.post(f"{page}/striking", {"because": "Twice"}).status_code == 409


def test_what_overlaps_is_kept_and_said(world: World) -> None:
    client = signed_in(world)
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    written(client, day=yesterday, started="9:00", ended="11:00")
    second = written(client, title="Another", day=yesterday, started="10:00", ended="12:00")
    assert "at the same time as something else" in client.get(f"/learning/entries/{second.pk}").content.decode()


def test_evidence_is_for_its_owner_and_never_shown_in_place(world: World) -> None:
    client = signed_in(world)
    entry = written(client)
    page = f"/learning/entries/{entry.pk}"
    upload = SimpleUploadedFile("../../certificate.exe", PDF, content_type="text/html")
    assert client.post(f"{page}/files", {"file": upload}).status_code == 302
    evidence = Evidence.objects.get()
    assert (evidence.name, evidence.content_type) == ("certificate.pdf", "application/pdf")
    answer = client.get(f"/learning/evidence/{evidence.pk}")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="certificate.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    for name in ("hanna", "olga"):
        assert signed_in(world, name).get(f"/learning/evidence/{evidence.pk}").status_code == 404
        assert signed_in(world, name).get(page).status_code == 404
    assert client.post(f"/learning/evidence/{evidence.pk}/withdrawal").status_code == 302
    assert client.get(f"/learning/evidence/{evidence.pk}").status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty"),
        (b"<html><script>alert(1)</script>\x00", "This is no PDF, picture or plain text"),
        (b"MZ\x90\x00", "This is no PDF, picture or plain text"),
        (b"%PDF-" + b"0" * 10_000_000, "This file is too large"),
    ],
)
def test_a_file_that_is_not_taken_is_refused_in_words(world: World, content: bytes, sentence: str) -> None:
    client = signed_in(world)
    entry = written(client)
    upload = SimpleUploadedFile("c.pdf", content, content_type="application/pdf")
    answer = client.post(f"/learning/entries/{entry.pk}/files", {"file": upload})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Evidence.objects.count() == 0


def test_a_link_is_evidence_too_when_it_is_one(world: World) -> None:
    client = signed_in(world)
    page = f"/learning/entries/{written(client).pk}/links"
    for wrong in ("javascript:alert(1)", "ftp://example.org/x", "https://", "not a link", "data:text/html,x"):
        assert client.post(page, {"link": wrong}).status_code == 422, wrong
    assert client.post(page, {"link": "https://example.org/badge/7"}).status_code == 302
    assert Evidence.objects.get().name == "example.org"


def test_a_draft_is_confirmed_changed_dismissed_and_put_back(world: World) -> None:
    from tests.domain.learning.test_drafts import answered_and_accepted

    client = signed_in(world, "hanna")
    answered_and_accepted(world)
    draft = Draft.objects.get(about=f"post:{world.answer.pk}" if world.answer else "")
    address = f"/learning/drafts/{draft.pk}"
    assert "How do I run a hackathon?" in client.get("/learning").content.decode()
    assert "Your answer was accepted" in client.get(address).content.decode()
    assert client.post(f"{address}/dismissal").status_code == 302
    assert client.post(f"{address}/confirmation").status_code == 409
    assert client.post(f"{address}/return").headers["Location"] == address
    answer = client.post(address, FORM | {"kind": "answer", "way": "exchange", "duration": "1 h"})
    entry = Entry.objects.get()
    assert answer.headers["Location"] == f"/learning/entries/{entry.pk}"
    assert (entry.source, entry.minutes, entry.attester_id) == (Source.DRAFT, 60, world.accounts["mees"].pk)
    assert client.post(address, FORM).status_code == 409
    assert client.get(address).headers["Location"] == f"/learning/entries/{entry.pk}"
    draft.refresh_from_db()
    assert draft.state == DraftState.CONFIRMED
    assert signed_in(world, "mees").get(address).status_code == 404


def test_a_draft_says_what_it_gives_in_each_register(world: World) -> None:
    from tests.domain.learning.test_drafts import answered_and_accepted

    for scheme in ("nivre", "pmi"):
        facts = {"period_start": "2026-01-01"} if scheme == "nivre" else {"exam": "2026-01-01"}
        details = Details(starts_on=date(2026, 1, 1), level="" if scheme == "nivre" else "PMP", facts=facts)
        register(actor=world.reader("hanna"), scheme=scheme, details=details, now=clock.now())
    answered_and_accepted(world)
    address = f"/learning/drafts/{Draft.objects.get().pk}"
    client = signed_in(world, "hanna")
    assert "Project managers (PMI): 0.5 PDUs" in client.get("/learning/drafts").content.decode()
    page = client.get(address).content.decode()
    for said in ("What it gives as it stands", "0.5 PDUs", "nothing", "give nothing for this kind"):
        assert said in page, said


def test_how_one_learned_may_be_left_to_the_kind(world: World) -> None:
    client = signed_in(world)
    assert "checked" not in client.get("/learning/new").content.decode()
    assert [written(client, kind=kind, way="").way for kind in ("webinar", "answer", "on_the_job")] == [
        "course", "exchange", "doing",
    ]  # fmt: skip
    assert written(client, kind="webinar", way="doing").way == "doing"


def test_more_hours_than_a_day_has_are_right_with_their_first_day(world: World) -> None:
    client = signed_in(world)
    address = brought(client, b"date;title;duration;kind\n5-11-2025;A long week;30:00;course\n")
    page = client.get(address).content.decode()
    assert 'name="row-1-first_day"' in page
    assert client.post(address, {"row-1-duration": "30:00", "row-1-first_day": "3-11-2025"}).status_code == 200
    client.post(f"{address}/confirmation")
    assert Entry.objects.get().minutes == 1_800


def test_times_that_are_wrong_are_said_once_and_subjects_are_not_lost(world: World) -> None:
    client = signed_in(world)
    for changes, field, said in (
        ({"started": "12:00", "ended": "09:00", "duration": ""}, "ended", "It ends before it begins"),
        ({"started": "12:00", "ended": "", "duration": ""}, "ended", "Give both times, or none"),
        ({"duration": ""}, "duration", "Say how long it took"),
        ({"subjects": ",".join("abcdefghijklmnopqrstuvwxyz")}, "subjects", f"At most {MOST_COMPETENCES} subjects fit"),
    ):
        day = {"day": (TODAY - timedelta(days=1)).isoformat()}
        answer = client.post("/learning/new", FORM | day | changes)
        page = answer.content.decode()
        assert (answer.status_code, re.findall(r'id="id_(\w+)-error"', page)) == (422, [field])
        assert said in page
    assert not Entry.objects.exists()


CSV = (
    "datum;titel;duur;soort\r\n"
    "3-11-2025;Schadefraude;2 uur;webinar\r\n"
    "31-02-2025;Verkeerde dag;2 uur;webinar\r\n"
    "4-11-2025;;1:30;cursus\r\n"
    "5-11-2025;Te lang;30 uur;cursus\r\n"
    "6-11-2025;Intervisie;90 min;intervisie\r\n"
)


def brought(client: Client, content: bytes, name: str = "mine.csv") -> str:
    answer = client.post("/learning/import", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def test_a_file_with_three_wrong_rows_is_mended_and_taken_in(world: World) -> None:
    client = signed_in(world)
    address = brought(client, CSV.encode())
    shown = client.get(address).content.decode()
    assert "Row 3: Verkeerde dag" in shown
    assert "Give a day, such as" in shown
    assert "A day has 24 hours" in shown
    assert client.post(f"{address}/confirmation").status_code == 409
    assert Entry.objects.count() == 0
    mended = {"row-2-day": "28-02-2025", "row-3-title": "Cursus taxeren", "row-4-duration": "nog iets"}
    half = client.post(address, mended)
    assert half.status_code == 422
    assert 'value="nog iets"' in half.content.decode()
    assert client.post(address, {"row-4-duration": "nog iets", "out-4": "on"}).status_code == 200
    assert client.post(f"{address}/confirmation").headers["Location"] == "/learning"
    assert sorted(Entry.objects.values_list("title", flat=True)) == [
        "Cursus taxeren",
        "Intervisie",
        "Schadefraude",
        "Verkeerde dag",
    ]
    assert client.post(f"{address}/confirmation").status_code == 409
    assert client.get(address).headers["Location"] == "/learning"


def test_the_same_file_twice_adds_nothing_twice(world: World) -> None:
    client = signed_in(world)
    for _ in range(2):
        address = brought(client, CSV.encode())
        client.post(address, {"then": "without-wrong"})
        client.post(f"{address}/confirmation")
    assert Entry.objects.count() == 2


def test_a_file_that_waits_can_be_dropped(world: World) -> None:
    client = signed_in(world)
    address = brought(client, CSV.encode())
    assert "mine.csv" in client.get("/learning/import").content.decode()
    assert signed_in(world, "hanna").get(address).status_code == 404
    assert client.post(f"{address}/removal").status_code == 302
    assert Import.objects.get().rows == []


def test_the_example_file_can_be_taken_in(world: World) -> None:
    for language in ("en", "nl"):
        client = signed_in(world, language=language)
        address = brought(client, client.get("/learning/import/example.csv").content)
        assert client.post(f"{address}/confirmation").status_code == 302


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty"),
        (b"PK\x03\x04nothing", "This is no CSV or XLSX file"),
        (b"\x00\x01\x02", "This is no CSV or XLSX file"),
        (b"a;b\n1;2\n", "The first row must name the columns"),
        (b"date;title\n", "There are no rows below the first one"),
        (b"date;title\n" + b"2025-01-01;x\n" * 2001, "more than 2000 rows"),
        (b"x" * 2_000_001, "This file is too large"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(world: World, content: bytes, sentence: str) -> None:
    answer = signed_in(world).post("/learning/import", {"file": SimpleUploadedFile("x.xlsx", content)})
    assert (answer.status_code, Import.objects.count()) == (422, 0)
    assert sentence in answer.content.decode()


def test_an_aim_is_chosen(world: World) -> None:
    client = signed_in(world)
    wrong = client.post("/learning/aim", {"course": "20", "exchange": "30", "doing": "60"})
    assert wrong.status_code == 422
    assert "make 110 together" in wrong.content.decode()
    right = client.post("/learning/aim", {"course": "20", "exchange": "30", "doing": "50", "days": "10"})
    assert right.status_code == 302
    written(client)
    shown = client.get("/learning").content.decode()
    assert "0.3 of 10 days" in shown
    assert "50%" in shown


def test_a_line_with_everything_comes_back_in_its_form(world: World) -> None:
    client = signed_in(world)
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    entry = written(
        client, day=yesterday, started="9:00", ended="11.30", duration="", group_size="6", points="2,5",
        facilitator="yes", attested_by="Anna",
    )  # fmt: skip
    assert (entry.minutes, entry.facts) == (150, {"facilitator": "yes", "group_size": "6", "points": "2.5"})
    form = client.get(f"/learning/entries/{entry.pk}/correction").content.decode()
    for said in (
        'value="09:00"',
        'value="11:30"',
        'value="2:30"',
        'value="2.5"',
        'value="Anna"',
        'value="fraud, photos"',
    ):
        assert said in form, said
    several = written(client, day=yesterday, first_day=(TODAY - timedelta(days=3)).isoformat(), duration="20:00")
    form = client.get(f"/learning/entries/{several.pk}/correction").content.decode()
    assert f'value="{(TODAY - timedelta(days=3)).isoformat()}"' in form
    assert 'name="started" type="time" value=""' in form
    shown = client.get(f"/learning/entries/{several.pk}").content.decode()
    assert "20 h" in shown
    assert " – " in shown


def test_what_is_said_for_registers_stands_in_the_history(world: World) -> None:
    entry = written(signed_in(world))
    claims = {"claimed": ["module"], "points": "2"}
    actions.claim(
        actor=world.reader("mees"), entry=entry.pk, scheme="nivre", claims=claims, because="", now=clock.now()
    )
    shown = signed_in(world).get(f"/learning/entries/{entry.pk}").content.decode()
    assert "For registers: Claims experts (NIVRE): Mandatory module, 2 points" in shown


def test_a_wrong_correction_and_a_wrong_draft_keep_what_was_written(world: World) -> None:
    client = signed_in(world)
    entry = written(client)
    page = f"/learning/entries/{entry.pk}"
    wrong = client.post(f"{page}/correction", FORM | {"duration": "30 hours", "because": "x" * 201})
    assert wrong.status_code == 422
    assert "30 hours" in wrong.content.decode() or "30:00" in wrong.content.decode()
    too_long = client.post(f"{page}/correction", FORM | {"because": "x" * 201})
    assert "At most 200 characters" in too_long.content.decode()
    assert client.post(f"{page}/striking", {"because": "x" * 201}).status_code == 422
    world.tell("mees", "vakgroep", "We ran a hackathon")
    while dispatch_due(clock=clock.now):
        pass
    draft = Draft.objects.get()
    told = client.get(f"/learning/drafts/{draft.pk}").content.decode()
    assert "You told what you did" in told
    assert client.post(f"/learning/drafts/{draft.pk}", FORM | {"duration": "30 hours"}).status_code == 422
    one_click = client.post(f"/learning/drafts/{draft.pk}/confirmation", {"next": "/learning"})
    assert one_click.headers["Location"] == "/learning"
    assert "You have decided on this before" not in client.get("/learning").content.decode()


def test_evidence_that_is_there_already_and_a_form_without_any_say_so(world: World) -> None:
    client = signed_in(world)
    page = f"/learning/entries/{written(client).pk}"
    for status in (302, 409):
        answer = client.post(f"{page}/files", {"file": SimpleUploadedFile("c.pdf", PDF)})
        assert answer.status_code == status
    assert "This file is here already" in answer.content.decode()
    assert client.post(f"{page}/files").status_code == 422
    client.post(f"{page}/links", {"link": "https://example.org/badge/7"})
    shown = client.get(page).content.decode()
    assert 'href="https://example.org/badge/7" rel="noopener noreferrer nofollow"' in shown


def test_files_mended_in_one_go_are_taken_in_at_once(world: World) -> None:
    client = signed_in(world)
    address = brought(client, CSV.encode())
    answer = client.post(address, {"out-2": "on", "out-3": "on", "out-4": "on", "then": "take-in"})
    assert answer.headers["Location"] == "/learning"
    assert Entry.objects.count() == 2


def test_the_pages_take_few_queries(world: World, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in(world)
    entry = written(client)
    for path in ("", "/new", "/drafts", "/import", "/aim", f"/entries/{entry.pk}", f"/entries/{entry.pk}/correction"):
        with django_assert_max_num_queries(12):
            assert client.get(f"/learning{path}").status_code == 200
