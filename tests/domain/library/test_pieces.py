"""Pieces of a library: who adds them, what is taken, who changes them, and what stays when something ends."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from kring.communities import actions as communities
from kring.config import kept_files
from kring.foundation.access.grants import Table
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.files import store
from kring.learning import actions as learning
from kring.learning.rules.entries import Told
from kring.learning.rules.kinds import Way
from kring.meetings import actions as meetings
from kring.meetings.library import actions, queries
from kring.meetings.library.access import FOLLOW_UP, PIECE
from kring.meetings.library.actions.adding import Draft, Upload
from kring.meetings.library.models import Piece
from kring.meetings.models import Meeting
from tests.domain.meetings.furniture import BEGINS, planned, registers
from tests.people import START, World
from tests.together import together, while_uncommitted

pytestmark = pytest.mark.django_db
DRAFT = Draft(kind="recording", title="On rosters", link="https://video.example.org/1", language="en")


@pytest.fixture(autouse=True)
def _media(tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield


def pdf(said: bytes = b"slides", name: str = "slides.pdf") -> Upload:
    return Upload(BytesIO(b"%PDF-1.7 " + said), name)


def added(world: World, *, by: str = "mees", slug: str = "vakgroep", **changed: Any) -> Piece:
    given: dict[str, Any] = {"place": world.key(slug), "now": START, "draft": DRAFT} | changed
    return actions.add(actor=world.reader(by), **given)


def test_a_member_adds_a_recording_and_everyone_who_reads_there_finds_it(world: World) -> None:
    piece = added(world, draft=replace(DRAFT, about="*Forty* wards.", speaker="  Anna   Bakker "))
    (row,) = queries.pieces(world.reader("noor"), world.key("vakgroep")).rows
    assert (row.id, row.kind, row.speaker_name, row.adder) == (piece.pk, "recording", "Anna Bakker", "Mees Member")
    assert piece.html == "<p><em>Forty</em> wards.</p>\n"
    seen = queries.seen(world.reader("noor"), piece.pk)
    assert not (seen.may_change)
    assert not (seen.may_withdraw)
    assert not (seen.may_inspire)
    assert not (seen.is_host)
    hanna = queries.seen(world.reader("hanna"), piece.pk)
    assert hanna.may_change
    assert hanna.may_withdraw
    assert hanna.may_inspire
    assert hanna.is_host


def test_a_file_is_what_its_content_says_and_is_fetched_by_who_may_read(world: World) -> None:
    draft = replace(DRAFT, kind="talk", link="")
    piece = added(world, slug="besloten", draft=draft, upload=pdf(name="C:\\talks\\Rosters.exe"))
    assert (piece.name, piece.content_type, piece.size) == ("Rosters.pdf", "application/pdf", 15)
    found, path = queries.content(world.reader("mees"), piece.pk)
    assert (found.pk, path.read_bytes()) == (piece.pk, b"%PDF-1.7 slides")
    with pytest.raises(NotThereError):
        queries.content(world.reader("noor"), piece.pk)
    with pytest.raises(NotThereError):
        queries.content(world.reader("mees"), added(world).pk)


@pytest.mark.parametrize(
    ("changed", "upload", "field"),
    [
        ({"title": " "}, None, "title"),
        ({"title": "x" * 201}, None, "title"),
        ({"about": "x" * 4_001}, None, "about"),
        ({"kind": "song"}, None, "kind"),
        ({"link": "javascript:alert(1)"}, None, "link"),
        ({"link": "https://exa mple.org"}, None, "link"),
        ({"link": "https://" + "x" * 500}, None, "link"),
        ({"link": "http://[half"}, None, "link"),
        ({"link": ""}, None, "link"),
        ({"link": "", "kind": "document"}, None, "file"),
        ({}, pdf(), "link"),
        ({"link": ""}, pdf(), "file"),
        ({"link": "", "kind": "talk"}, Upload(BytesIO(b"MZ\x90\x00"), "talk.pdf"), "file"),
        ({"link": "", "kind": "talk"}, Upload(BytesIO(b""), "talk.pdf"), "file"),
        ({"speaker": "@nobody-at-all"}, None, "speaker"),
        ({"speaker": "x" * 121}, None, "speaker"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    world: World, changed: dict[str, str], upload: Upload | None, field: str
) -> None:
    with pytest.raises(InvalidError) as refused:
        added(world, draft=replace(DRAFT, **changed), upload=upload)
    assert list(refused.value.fields) == [field]
    assert not Piece.objects.exists()


def test_who_spoke_may_have_an_account_that_can_see_it(world: World) -> None:
    spoke = added(world, slug="besloten", draft=replace(DRAFT, speaker="@Hanna"))
    assert (spoke.speaker, spoke.speaker_name) == (world.accounts["hanna"], "")
    assert queries.spoken_by(world.accounts["hanna"].pk) == [spoke.pk]
    with pytest.raises(InvalidError):
        added(world, slug="besloten", draft=replace(DRAFT, speaker="@noor"))


def test_the_database_holds_one_of_link_and_file(world: World) -> None:
    piece = added(world)
    for wrong in (
        {"link": ""}, {"sha256": "a" * 64}, {"title": ""},
        {"kind": "recording", "link": "", "sha256": "a" * 64, "name": "a", "content_type": "b"},
        {"speaker": world.accounts["mees"], "speaker_name": "Mees"},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Piece.objects.filter(pk=piece.pk).update(**wrong)


def test_only_members_add(world: World) -> None:
    with pytest.raises(RefusedError):
        added(world, by="noor")
    with pytest.raises(RefusedError):
        added(world, by="", slug="voorbeeld")
    for slug in ("verborgen", "besloten"):
        with pytest.raises(NotThereError):
            added(world, by="noor", slug=slug)
    with pytest.raises(NotThereError):
        actions.add(actor=world.reader("mees"), draft=DRAFT, now=START)


def test_who_has_a_part_adds_to_the_meeting_though_she_is_no_member(world: World) -> None:
    meeting = planned(world)
    with pytest.raises(RefusedError):
        added(world, by="noor", place=None, meeting=meeting.pk)
    meetings.give_part(actor=world.reader("hanna"), meeting=meeting.pk, role="speaker", handle="noor", now=START)
    piece = added(world, by="noor", place=None, meeting=meeting.pk)
    assert (piece.place_id, piece.meeting_id) == (world.key("vakgroep"), meeting.pk)
    assert [row.id for row in queries.of_meeting(world.reader("stan"), meeting.pk)] == [piece.pk]
    assert [row.meeting for row in queries.pieces(world.reader("stan"), world.key("vakgroep")).rows] == [meeting.pk]
    with pytest.raises(RefusedError):
        added(world, by="noor")
    assert queries.may_add(world.reader("noor"), meeting.place, meeting)
    assert not queries.may_add(world.reader("noor"), meeting.place)


def agree(table: Table, action: str, model: Any, row: Any, world: World) -> set[str]:
    """Who may, by each of the three answers, which say the same."""
    people = dict(world.accounts.items())
    by_filter = {
        name for name in people if model.objects.filter(table.filter(world.reader(name), action), pk=row.pk).exists()
    }
    by_check = {name for name in people if table.allows(world.reader(name), action, row)}
    audience = set(table.audience(action, row).values_list("handle", flat=True))
    assert by_filter == by_check == audience
    assert not model.objects.filter(table.filter(world.reader(""), action), pk=row.pk).exists()
    assert not table.allows(world.reader(""), action, row)
    return by_filter


def test_the_three_answers_agree(world: World) -> None:
    meeting = planned(world, open_to_all=True)
    registers(world, "stan", meeting)()
    for name in ("noor", "mees"):
        meetings.give_part(actor=world.reader("hanna"), meeting=meeting.pk, role="case", handle=name, now=START)
    attached, loose = added(world, by="noor", place=None, meeting=meeting.pk), added(world)
    assert agree(PIECE, "add", Piece, attached, world) == {"hanna", "mees", "noor"}
    assert agree(PIECE, "add", Piece, loose, world) == {"hanna", "mees"}
    assert agree(PIECE, "change", Piece, attached, world) == {"hanna", "noor"}
    held = Meeting.objects.get(pk=meeting.pk)
    assert agree(FOLLOW_UP, "add", Meeting, held, world) == {"hanna", "mees", "noor", "stan"}
    meeting.sign_ups.update(stayed_away=True)
    assert agree(FOLLOW_UP, "add", Meeting, held, world) == {"hanna", "mees", "noor"}


def test_whoever_added_it_and_hosts_change_it_others_do_not(world: World) -> None:
    piece = added(world)
    changed = actions.change(
        actor=world.reader("hanna"), piece=piece.pk, draft=replace(DRAFT, title="On nights"), version=1, now=START
    )
    assert (changed.title, changed.version) == ("On nights", 2)
    with pytest.raises(ConflictError) as late:
        actions.change(actor=world.reader("mees"), piece=piece.pk, draft=DRAFT, version=1, now=START)
    assert late.value.code == "changed-meanwhile"
    with pytest.raises(RefusedError):
        actions.change(actor=world.reader("noor"), piece=piece.pk, draft=DRAFT, version=2, now=START)
    with pytest.raises(RefusedError):
        actions.withdraw(actor=world.reader("noor"), piece=piece.pk, now=START)


def test_a_file_stays_until_another_or_a_link_takes_its_place(world: World) -> None:
    draft, mees = replace(DRAFT, kind="talk", link=""), world.reader("mees")
    piece = added(world, draft=draft, upload=pdf())
    kept = actions.change(actor=mees, piece=piece.pk, draft=replace(draft, title="New"), version=1, now=START)
    assert (kept.name, kept.sha256) == (piece.name, piece.sha256)
    again = actions.change(actor=mees, piece=piece.pk, draft=draft, version=2, upload=pdf(b"v2"), now=START)
    assert again.sha256 != piece.sha256
    with pytest.raises(InvalidError) as refused:
        actions.change(actor=mees, piece=piece.pk, draft=replace(draft, kind="recording"), version=3, now=START)
    assert list(refused.value.fields) == ["file"]
    linked = actions.change(actor=mees, piece=piece.pk, draft=DRAFT, version=3, now=START)
    assert (linked.link, linked.sha256, linked.name, linked.size) == (DRAFT.link, "", "", 0)


def test_what_was_withdrawn_is_there_for_nobody(world: World) -> None:
    piece = added(world, draft=replace(DRAFT, kind="talk", link=""), upload=pdf())
    actions.withdraw(actor=world.reader("mees"), piece=piece.pk, now=START)
    for name in ("mees", "hanna"):
        with pytest.raises(NotThereError):
            queries.seen(world.reader(name), piece.pk)
        with pytest.raises(NotThereError):
            queries.content(world.reader(name), piece.pk)
    assert not queries.pieces(world.reader("mees"), world.key("vakgroep")).rows
    assert queries.rows_of(world.reader("mees"), [piece.pk]) == {}
    with pytest.raises(NotThereError):
        actions.withdraw(actor=world.reader("mees"), piece=piece.pk, now=START)
    with pytest.raises(NotThereError):
        actions.change(actor=world.reader("mees"), piece=piece.pk, draft=DRAFT, version=1, now=START)


def test_an_archived_circle_takes_none_and_keeps_what_it_has(world: World) -> None:
    piece = added(world)
    communities.archive(actor=world.reader("hanna"), community=world.key("vakgroep"), now=START)
    with pytest.raises(ConflictError):
        added(world)
    with pytest.raises(ConflictError):
        actions.change(actor=world.reader("mees"), piece=piece.pk, draft=DRAFT, version=1, now=START)
    seen = queries.seen(world.reader("noor"), piece.pk)
    assert seen.piece.pk == piece.pk
    hers = queries.seen(world.reader("mees"), piece.pk)
    assert not hers.may_change
    assert not hers.may_inspire
    assert hers.may_withdraw
    assert not queries.may_add(world.reader("mees"), seen.piece.place)
    actions.withdraw(actor=world.reader("mees"), piece=piece.pk, now=START)


def test_a_cancelled_meeting_keeps_what_was_attached(world: World) -> None:
    meeting = planned(world)
    piece = added(world, place=None, meeting=meeting.pk)
    meetings.call_off(actor=world.reader("hanna"), meeting=meeting.pk, now=START)
    assert [row.id for row in queries.of_meeting(world.reader("noor"), meeting.pk)] == [piece.pk]


def test_the_list_is_newest_first_by_kind_and_paged_by_key(world: World) -> None:
    made = [
        added(world, now=START + timedelta(minutes=number // 2), draft=replace(DRAFT, kind=kind))
        for number, kind in enumerate(("link", "recording", "link", "link", "recording"))
    ]
    noor, place = world.reader("noor"), world.key("vakgroep")
    first = queries.pieces(noor, place, size=2)
    second = queries.pieces(noor, place, size=2, after=first.older)
    third = queries.pieces(noor, place, size=2, after=second.older)
    seen = [row.id for page in (first, second, third) for row in page.rows]
    assert seen == [piece.pk for piece in reversed(made)]
    assert third.older == ""
    assert [row.kind for row in queries.pieces(noor, place, kind="recording").rows] == ["recording", "recording"]


def test_one_adds_a_hundred_a_day(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kring.meetings.library.actions.adding.MOST_A_DAY", 2)
    added(world)
    added(world)
    with pytest.raises(ConflictError):
        added(world)
    added(world, now=START + timedelta(days=2))


def test_a_content_stays_as_long_as_a_piece_or_evidence_names_it(world: World) -> None:
    soon, mees = datetime.now(UTC) + timedelta(minutes=1), world.reader("mees")
    piece = added(world, draft=replace(DRAFT, kind="talk", link=""), upload=pdf())
    told = Told(title="A talk", kind="course", way=Way.COURSE, day=START.date(), minutes=60, time="own")
    line = learning.write_down(actor=mees, told=told, now=START)
    proof = learning.add_file(actor=mees, line=line.pk, upload=pdf().content, name="p.pdf", now=START)
    assert proof.sha256 == piece.sha256
    learning.withdraw_evidence(actor=mees, evidence=proof.pk, now=START)
    assert store.forget_unused(named=kept_files.TABLE, before=soon) == 0
    assert queries.content(mees, piece.pk)[1].is_file()
    actions.withdraw(actor=mees, piece=piece.pk, now=START)
    assert store.forget_unused(named=kept_files.TABLE, before=soon) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_at_once_the_second_is_told(world: World) -> None:
    piece, mees, hanna = added(world), world.reader("mees"), world.reader("hanna")

    def change(actor: Any, title: str) -> Any:
        draft = replace(DRAFT, title=title)
        return lambda: actions.change(actor=actor, piece=piece.pk, draft=draft, version=1, now=START)

    assert while_uncommitted(change(mees, "Mine"), change(hanna, "Hers")) == ["", "changed-meanwhile"]
    assert Piece.objects.get().title == "Mine"


@pytest.mark.django_db(transaction=True)
def test_what_two_windows_add_at_once_counts_together(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kring.meetings.library.actions.adding.MOST_A_DAY", 1)
    assert together(lambda: added(world), lambda: added(world)) == ["too-many-pieces"]
    assert Piece.objects.count() == 1


def test_who_spoke_keeps_her_part_when_she_leaves_kring(world: World) -> None:
    from kring.communities.actions.leaving import leave_kring

    piece = added(world, by="hanna", draft=replace(DRAFT, speaker="@mees"))
    leave_kring(actor=world.reader("mees"), now=BEGINS)
    row = queries.rows_of(world.reader("hanna"), [piece.pk])[piece.pk]
    assert row.speaker == Account.objects.get(pk=world.accounts["mees"].pk).name
