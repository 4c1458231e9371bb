"""The pages of libraries: adding, reading, changing, and what came of pieces and meetings."""

from datetime import timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from kring.communities import actions as communities
from kring.conversations.models import Conversation
from kring.foundation import clock
from kring.foundation.events.dispatch import dispatch_due
from kring.meetings import actions as meetings
from kring.meetings.actions.agenda import Point
from kring.meetings.library import actions, queries
from kring.meetings.library.actions.adding import Draft, Upload
from kring.meetings.library.models import Inspired, Piece
from kring.meetings.library.queries import Source
from kring.meetings.models import Item, Meeting
from tests.domain.meetings.furniture import a_plan
from tests.people import START, World

PDF = b"%PDF-1.7 slides"
EXPERIENCE = {"title": "We took turns", "situation": "So.", "did": "This.", "outcome": "That."}


def signed_in(world: World, name: str = "mees", language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    if name:
        client.force_login(world.accounts[name])
    return client


def a_piece(world: World, title: str = "On rosters", slug: str = "vakgroep", meeting: int | None = None) -> Piece:
    draft = Draft(kind="talk", title=title, about="Of *forty* wards.", speaker="Anna Bakker", language="en")
    place = None if meeting else world.key(slug)
    upload = Upload(BytesIO(PDF), "slides.pdf")
    return actions.add(
        actor=world.reader("mees"), place=place, meeting=meeting, draft=draft, upload=upload, now=clock.now()
    )


def held(world: World, *, titles: tuple[str, ...] = ()) -> Meeting:
    """A meeting that began a quarter ago, to which mees comes, with these points."""
    now = clock.now()
    starts = (now - timedelta(minutes=15)).astimezone(ZoneInfo("Europe/Amsterdam")).replace(tzinfo=None, microsecond=0)
    before = now - timedelta(days=1)
    meeting = meetings.plan(
        actor=world.reader("hanna"), place=world.key("vakgroep"), plan=a_plan(starts=starts), now=before
    )
    meetings.register(actor=world.reader("mees"), meeting=meeting.pk, now=before)
    points = [Point(title=title) for title in titles]
    meetings.draw_up(actor=world.reader("hanna"), meeting=meeting.pk, points=points, version=1, now=before)
    return Meeting.objects.get(pk=meeting.pk)


def form(**changed: object) -> dict[str, object]:
    given: dict[str, object] = {"kind": "recording", "title": "The recording", "link": "https://video.example.org/1"}
    return given | changed


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_page_shows_in_both_languages(world: World, language: str) -> None:
    meeting = held(world, titles=("Nights",))
    piece, mees = a_piece(world, meeting=meeting.pk), signed_in(world, language=language)
    actions.inspired(
        actor=world.reader("mees"), by=Source(piece=piece.pk), now=clock.now(),
        start=lambda: world.ask("mees", "vakgroep", "And nights?"),
    )  # fmt: skip
    for path in ("", "/edit", "/withdrawal", "/inspired"):
        assert mees.get(f"/library/{piece.pk}{path}").status_code == 200
    assert "And nights?" in mees.get(f"/library/{piece.pk}").text
    for path in ("", "/inspired", "/library/new"):
        assert mees.get(f"/meetings/{meeting.pk}{path}").status_code == 200
    for path in ("", "?kind=talk", "?kind=link", "?kind=nonsense", "/new"):
        assert mees.get(f"/circles/vakgroep/library{path}").status_code == 200
    assert "/circles/vakgroep/library" in mees.get("/circles/vakgroep").text


def test_a_member_adds_a_link_and_it_stands_in_the_library(world: World) -> None:
    mees = signed_in(world)
    answer = mees.post("/circles/vakgroep/library/new", form(speaker="@hanna", subjects="Rosters", about="A *lot*."))
    piece = Piece.objects.get()
    assert answer["Location"] == f"/library/{piece.pk}"
    page = mees.get(answer["Location"]).text
    assert 'href="https://video.example.org/1" rel="nofollow noopener noreferrer"' in page
    assert "<em>lot</em>" in page
    assert '<a href="/people/hanna">Hanna Host</a>' in page
    assert "Rosters" in page
    listed = signed_in(world, "stan").get("/circles/vakgroep/library").text
    assert "The recording" in listed
    assert "video.example.org" in listed
    assert "Add something" not in listed


def test_a_file_is_fetched_as_what_it_is_and_runs_nothing(world: World) -> None:
    mees = signed_in(world)
    file = SimpleUploadedFile("page.html", b"<script>alert(1)</script>", content_type="text/html")
    assert mees.post("/circles/vakgroep/library/new", form(kind="document", link="", file=file)).status_code == 302
    answer = signed_in(world, "noor").get(f"/library/{Piece.objects.get().pk}/file")
    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="page.txt"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": ""}, "Write something here."),
        ({"link": "javascript:alert(1)"}, "begins with https://"),
        ({"link": ""}, "Give a link."),
        ({"kind": "song"}, "Select a valid choice"),
        ({"speaker": "@nobody"}, "nobody with this name"),
        ({"about": "x" * 4_001}, "shorten it"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_written_stays(world: World, changed: dict[str, str], words: str) -> None:
    answer = signed_in(world).post("/circles/vakgroep/library/new", form(**({"subjects": "A long story"} | changed)))
    assert answer.status_code == 422
    assert words in answer.text
    assert "A long story" in answer.text


def test_a_file_of_a_refused_form_is_asked_for_once_more(world: World) -> None:
    def sent(**changed: object) -> str:
        file = SimpleUploadedFile("talk.pdf", PDF)
        answer = signed_in(world).post("/circles/vakgroep/library/new", form(**({"file": file} | changed)))
        assert answer.status_code == 422
        return answer.text

    assert "Choose the file once more" in sent(title="", link="", kind="talk")
    assert "not both" in sent()
    wrong = SimpleUploadedFile("run.exe", b"MZ\x90\x00")
    refused = sent(file=wrong, link="", kind="talk")
    assert "without macros" in refused
    assert "Choose the file once more" not in refused


def test_a_piece_is_changed_and_of_two_windows_the_second_is_told(world: World) -> None:
    piece, mees = a_piece(world), signed_in(world)
    url = f"/library/{piece.pk}"
    shown = mees.get(f"{url}/edit").text
    assert "slides.pdf" in shown
    changed = {"kind": "talk", "title": "On nights", "version": "1"}
    assert mees.post(f"{url}/edit", changed).status_code == 302
    late = mees.post(f"{url}/edit", changed | {"title": "On days"})
    assert late.status_code == 409
    assert "On nights" in late.text
    assert 'value="On days"' in late.text
    assert 'name="version" value="2"' in late.text
    assert mees.post(f"{url}/edit", changed | {"title": "On days", "version": "2"}).status_code == 302
    piece.refresh_from_db()
    assert (piece.title, piece.name) == ("On days", "slides.pdf")


def test_a_piece_is_withdrawn_once_that_was_said_twice(world: World) -> None:
    piece, mees = a_piece(world), signed_in(world)
    assert "Withdraw “On rosters”?" in mees.get(f"/library/{piece.pk}/withdrawal").text
    assert mees.post(f"/library/{piece.pk}/withdrawal")["Location"] == "/circles/vakgroep/library"
    for path in ("", "/file", "/edit", "/withdrawal", "/inspired"):
        assert mees.get(f"/library/{piece.pk}{path}").status_code == 404


def test_an_archived_circle_is_read_and_takes_nothing(world: World) -> None:
    piece, mees = a_piece(world), signed_in(world)
    communities.archive(actor=world.reader("hanna"), community=world.key("vakgroep"), now=START)
    page = mees.get(f"/library/{piece.pk}").text
    assert "Ask about this" not in page
    assert f"/library/{piece.pk}/edit" not in page
    file = mees.get(f"/library/{piece.pk}/file")
    assert b"".join(file.streaming_content) == PDF  # type: ignore[attr-defined]
    assert mees.get("/circles/vakgroep/library/new").status_code == 409
    assert mees.post("/circles/vakgroep/library/new", form()).status_code == 409
    assert mees.get(f"/library/{piece.pk}/edit").status_code == 409


def test_materials_stand_with_the_meeting_and_in_the_library(world: World) -> None:
    meeting, mees = held(world), signed_in(world)
    answer = mees.post(f"/meetings/{meeting.pk}/library/new", form())
    assert answer["Location"] == f"/meetings/{meeting.pk}#pieces"
    assert "The recording" in mees.get(f"/meetings/{meeting.pk}").text
    assert f"/meetings/{meeting.pk}" in mees.get("/circles/vakgroep/library").text
    assert meeting.title in mees.get(f"/library/{Piece.objects.get().pk}").text


def asked(world: World, client: Client, **given: str) -> str:
    """Ask by the ordinary page, with what its form carries; where it leads."""
    answer = client.post("/ask", {"title": "And nights?", "circle": "vakgroep"} | given)
    assert answer.status_code == 302
    return str(answer["Location"])


def test_a_follow_up_is_asked_by_the_ordinary_page_and_stands_with_the_meeting(world: World) -> None:
    meeting, mees = held(world, titles=("Nights",)), signed_in(world)
    point = Item.objects.get()
    url = f"/meetings/{meeting.pk}"
    page = mees.get(url).text
    assert f'name="meeting" value="{meeting.pk}"' in page
    assert f"/circles/vakgroep/ask?meeting={meeting.pk}&amp;item={point.pk}" in page
    led = mees.get(f"/circles/vakgroep/ask?meeting={meeting.pk}&item={point.pk}")
    assert led["Location"] == f"/ask?circle=vakgroep&meeting={meeting.pk}&item={point.pk}"
    begun = mees.get(f"{led['Location']}&text=And+nights").text
    assert begun.count(f'<input type="hidden" name="item" value="{point.pk}">') == 2
    assert f'<a href="{url}">{meeting.title}</a>: Nights' in begun
    refused = mees.post("/ask", {"title": "", "circle": "vakgroep", "meeting": str(meeting.pk), "item": str(point.pk)})
    assert f'<input type="hidden" name="item" value="{point.pk}">' in refused.text
    where = asked(world, mees, meeting=str(meeting.pk), item=str(point.pk))
    point.refresh_from_db()
    assert where == f"/conversations/{point.outcome_id}"
    assert "And nights?" in mees.get(url).text
    assert f'Inspired by <a href="{url}">{meeting.title}</a>' in signed_in(world, "stan").get(where).text


def test_who_was_not_there_starts_an_ordinary_question(world: World) -> None:
    meeting = held(world)
    world.enter("noor", "vakgroep")
    noor = signed_in(world, "noor")
    assert 'name="meeting"' not in noor.get(f"/meetings/{meeting.pk}").text
    asked(world, noor, meeting=str(meeting.pk))
    for nonsense in ("x", "0", "-1", "9" * 30, "²"):
        asked(world, noor, meeting=nonsense, piece="")
    assert not Inspired.objects.exists()


def test_what_someone_wrote_before_she_signed_in_knows_of_what_it_came(world: World) -> None:
    piece = a_piece(world)
    client = signed_in(world, "")
    assert (
        client.post("/ask", {"title": "And nights?", "circle": "vakgroep", "piece": str(piece.pk)}).status_code == 302
    )
    client.force_login(world.accounts["mees"])
    assert f'<input type="hidden" name="piece" value="{piece.pk}">' in client.get("/ask?kept=1").text


def test_what_is_asked_elsewhere_or_privately_is_not_linked_and_that_is_said(world: World) -> None:
    piece, mees = a_piece(world), signed_in(world)
    elsewhere = mees.get(asked(world, mees, piece=str(piece.pk), circle="verborgen")).text
    assert "It stands in another circle" in elsewhere
    assert not Inspired.objects.exists()


def test_an_experience_is_told_of_a_piece(world: World) -> None:
    piece, mees = a_piece(world), signed_in(world)
    begun = mees.get(f"/circles/vakgroep/tell?piece={piece.pk}").text
    assert f'<a href="/library/{piece.pk}">On rosters</a>' in begun
    assert f'data-autosave="tell-vakgroep-0-p{piece.pk}"' in begun
    refused = mees.post("/circles/vakgroep/tell", EXPERIENCE | {"did": "", "piece": str(piece.pk)})
    assert f'name="piece" value="{piece.pk}"' in refused.text
    assert mees.post("/circles/vakgroep/tell", EXPERIENCE | {"piece": str(piece.pk)}).status_code == 302
    told = Conversation.objects.get(title=EXPERIENCE["title"])
    assert [row.id for row in queries.came_of(world.reader("noor"), Source(piece=piece.pk))] == [told.pk]


def test_a_conversation_is_named_and_taken_away_again(world: World) -> None:
    piece, mees = a_piece(world), signed_in(world)
    assert world.question
    url, key = f"/library/{piece.pk}/inspired", {"conversation": str(world.question.pk)}
    assert world.question.title in mees.get(url).text
    assert mees.post(url, {"conversation": "x"}).status_code == 422
    assert mees.post(url, key)["Location"] == f"/library/{piece.pk}#came"
    assert world.question.title in mees.get(f"/library/{piece.pk}").text
    assert mees.post(f"{url}/removal", key)["Location"] == url
    assert not Inspired.objects.exists()


def test_what_the_agenda_says_is_changed_in_the_agenda(world: World) -> None:
    meeting, hanna = held(world, titles=("Nights",)), signed_in(world, "hanna")
    point = Item.objects.get()
    assert world.question
    chosen = {
        "version": str(meeting.version), "count": "1", "item_0": str(point.pk), "title_0": "Nights",
        "outcome_0": str(world.question.pk),
    }  # fmt: skip
    url = f"/meetings/{meeting.pk}"
    assert f'<option value="{world.question.pk}">' in hanna.get(f"{url}/agenda").text
    assert hanna.post(f"{url}/agenda", chosen).status_code == 302
    while dispatch_due(clock=clock.now):
        pass
    removed = hanna.post(f"{url}/inspired/removal", {"conversation": str(world.question.pk)}, follow=True)
    assert "Change it there." in removed.text
    late = hanna.post(f"{url}/agenda", chosen | {"outcome_0": "", "title_0": "Nights and days"})
    assert late.status_code == 409
    assert f'<option value="{world.question.pk}" selected>' in late.text
    assert "Nights and days" in late.text


def test_pages_ask_few_queries_however_much_there_is(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = held(world, titles=("Nights", "Days"))
    piece = a_piece(world)
    for number in range(15):
        a_piece(world, f"Talk {number}", meeting=meeting.pk if number % 2 else None)
        for source in (Source(piece=piece.pk), Source(meeting=meeting.pk)):
            actions.inspired(
                actor=world.reader("mees"), by=source, now=clock.now(),
                start=lambda number=number: world.ask("mees", "vakgroep", f"Question {number}"),
            )  # fmt: skip
    for name in ("mees", "hanna"):
        client = signed_in(world, name)
        for path in (
            "/circles/vakgroep/library", f"/library/{piece.pk}", f"/library/{piece.pk}/inspired",
            f"/library/{piece.pk}/edit", f"/meetings/{meeting.pk}", f"/meetings/{meeting.pk}/inspired",
        ):  # fmt: skip
            with django_assert_max_num_queries(12):
                assert client.get(path).status_code == 200
