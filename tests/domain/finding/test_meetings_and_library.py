"""Meetings and pieces of libraries are found by what they say, by who may read them, and as they are now."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from kring.config.engine.locks import until
from kring.finding import queries
from kring.finding.index.indexer import index_pending, writing
from kring.foundation.events.dispatch import dispatch_due
from kring.meetings import actions as meetings
from kring.meetings.actions.agenda import Point
from kring.meetings.library import actions as library
from kring.meetings.library.actions.adding import Draft
from kring.meetings.library.models import Piece
from kring.meetings.models import Meeting
from kring.people.actions import Self, describe_oneself
from tests.domain.meetings.furniture import BEGINS, a_plan, planned
from tests.people import START, World

pytestmark = pytest.mark.django_db
PATIENCE_SECONDS = 60.0


def settled() -> None:
    """Everything told and indexed."""
    while dispatch_due(clock=lambda: START + timedelta(days=30)):
        pass
    if not connection.in_atomic_block:
        assert until(_all_may_be_read, seconds=PATIENCE_SECONDS)
    index_pending()


def _all_may_be_read() -> bool:
    """Whether whatever was written before has ended: on this server, so also what another process tests."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(transaction), 0) < txid_snapshot_xmin(txid_current_snapshot()) FROM index_change"
        )
        return bool(cursor.fetchone()[0])


def held(world: World, name: str, text: str, **given: int) -> list[str]:
    return [row.title for row in queries.meetings(world.reader(name), text, now=START, **given)]


def kept(world: World, name: str, text: str, **given: int) -> list[str]:
    return [row.title for row in queries.pieces(world.reader(name), text, **given)]


DRAFT = Draft(
    kind="link", title="Self-rostering on the ward", about="With a night shift.", speaker="Anna Zwanenburg",
    link="https://example.org/1", language="en",
)  # fmt: skip


def added(world: World, slug: str = "vakgroep", **changed: str) -> Piece:
    return library.add(actor=world.reader("mees"), place=world.key(slug), draft=replace(DRAFT, **changed), now=START)


@pytest.mark.django_db(transaction=True)
def test_a_meeting_is_found_by_title_text_agenda_and_notes(world: World) -> None:
    meeting, hanna = planned(world, title="Absence", about="Bring a giraffe."), world.reader("hanna")
    settled()
    assert held(world, "noor", "absence") == held(world, "noor", "giraffe") == ["Absence"]
    assert held(world, "noor", "okapi") == held(world, "noor", "zebra") == []
    meetings.draw_up(actor=hanna, meeting=meeting.pk, points=[Point(title="The okapi")], version=1, now=START)
    meetings.write_notes(actor=hanna, meeting=meeting.pk, notes="We saw a zebra.", version=2, now=START)
    settled()
    assert held(world, "noor", "okapi") == held(world, "noor", "zebra") == ["Absence"]
    meetings.change(actor=hanna, meeting=meeting.pk, plan=a_plan(title="Presence"), version=3, now=START)
    settled()
    assert held(world, "noor", "giraffe") == []
    assert held(world, "noor", "okapi") == ["Presence"]
    meetings.call_off(actor=hanna, meeting=meeting.pk, now=START)
    settled()
    (row,) = queries.meetings(world.reader("noor"), "okapi", now=START)
    assert row.state == "cancelled"


@pytest.mark.django_db(transaction=True)
def test_a_series_comes_once_by_its_next_meeting(world: World) -> None:
    first, hanna = planned(world, title="Coffee", rule="FREQ=WEEKLY;COUNT=10"), world.reader("hanna")
    planned(world, title="Coffee and cake")
    settled()
    assert sorted(held(world, "noor", "coffee")) == ["Coffee", "Coffee and cake"]

    def shown(days: int) -> Meeting:
        found = queries.meetings(world.reader("noor"), "coffee", now=BEGINS + timedelta(days=days))
        (key,) = [row.id for row in found if row.title == "Coffee"]
        return Meeting.objects.get(pk=key)

    rows = list(Meeting.objects.filter(series=first.series).order_by("occurrence"))
    assert shown(-3) == rows[0]
    assert shown(1) == rows[1]
    assert shown(900) == rows[-1]
    meetings.call_off(actor=hanna, meeting=rows[1].pk, now=START)
    meetings.write_notes(actor=hanna, meeting=rows[0].pk, notes="An ibex came.", version=1, now=START)
    settled()
    assert shown(1) == rows[2]
    (own,) = queries.meetings(world.reader("noor"), "ibex", now=BEGINS + timedelta(days=60))
    assert own.id == rows[0].pk
    changed = a_plan(title="Tea", starts=a_plan().starts + timedelta(weeks=3))
    meetings.change(actor=hanna, meeting=rows[3].pk, plan=changed, version=1, now=START)
    settled()
    assert [row.id for row in queries.meetings(world.reader("noor"), "tea", now=START)] == [rows[3].pk]
    last = a_plan(title="Soup", starts=a_plan().starts + timedelta(weeks=4))
    meetings.change(actor=hanna, meeting=rows[4].pk, plan=last, version=1, following=True, now=START)
    settled()
    (soup,) = queries.meetings(world.reader("noor"), "soup", now=BEGINS + timedelta(days=22))
    assert soup.id == rows[4].pk


@pytest.mark.django_db(transaction=True)
def test_a_piece_is_found_by_title_text_speaker_and_changes_with_it(world: World) -> None:
    piece, mees = added(world), world.reader("mees")
    settled()
    for said in ("rostering", "night", "Zwanenburg"):
        assert kept(world, "noor", said) == [DRAFT.title]
    library.change(
        actor=mees, piece=piece.pk, draft=replace(DRAFT, title="On absence", speaker="@hanna"), version=1, now=START
    )
    settled()
    assert kept(world, "noor", "Zwanenburg") == []
    assert kept(world, "noor", "absence") == kept(world, "noor", "Hanna") == ["On absence"]
    describe_oneself(actor=world.reader("hanna"), told=Self(name="Johanna Huis"), now=START)
    settled()
    assert kept(world, "noor", "Johanna") == ["On absence"]
    library.withdraw(actor=mees, piece=piece.pk, now=START)
    settled()
    assert kept(world, "noor", "absence") == []


def test_both_languages_find_each_other(world: World) -> None:
    added(world, title="Verzuim op de afdeling", about="", language="nl")
    planned(world, title="Verzuim bespreken", about="", language="nl")
    settled()
    assert kept(world, "noor", "absenteeism") == ["Verzuim op de afdeling"]
    assert held(world, "noor", "absenteeism") == ["Verzuim bespreken"]


def test_what_one_may_not_read_is_not_found_however_much_there_is(world: World) -> None:
    for number in range(15):
        added(world, "verborgen", title=f"Rostering rostering {number}")
        planned(world, slug="verborgen", title=f"Rostering rostering {number}")
    added(world, title="A long title with rostering in it")
    planned(world, title="A long title with rostering in it", about="")
    settled()
    for name in ("stan", "noor", "olga"):
        assert kept(world, name, "rostering", size=2) == held(world, name, "rostering", size=2)
        assert kept(world, name, "rostering", size=2) == ["A long title with rostering in it"]
        assert kept(world, name, "rostering", size=2, within=world.key("verborgen")) == []
    assert kept(world, "", "rostering") == held(world, "", "rostering") == []
    assert len(kept(world, "mees", "rostering", size=30)) == 16
    assert len(held(world, "mees", "rostering", size=30, within=world.key("verborgen"))) == 15


def test_an_index_made_anew_holds_the_same(world: World) -> None:
    added(world)
    meeting = planned(world, title="Coffee", rule="FREQ=WEEKLY;COUNT=10")
    meetings.write_notes(actor=world.reader("hanna"), meeting=meeting.pk, notes="An ibex came.", version=1, now=START)
    settled()
    words = ("rostering", "coffee", "ibex", "night")
    before = [(kept(world, "noor", word), held(world, "noor", word)) for word in words]
    with writing() as indexer:
        indexer.rebuild()
    assert [(kept(world, "noor", word), held(world, "noor", word)) for word in words] == before
    assert before[0][0]
    assert before[1][1]
    assert before[2][1]
