"""Meetings to come that would count, where something is missing."""

from datetime import timedelta

import pytest

from kring.learning.dossiers.queries.dossier import dossier
from kring.meetings import actions
from kring.meetings.models import Meeting
from tests.domain.meetings.furniture import a_plan
from tests.dossiers import END, NOW, at_nivre
from tests.people import World

pytestmark = pytest.mark.django_db


def ahead(world: World, title: str, *, days: int = 10, kind: str = "training", slug: str = "vakgroep") -> Meeting:
    """A meeting of two hours, so many days from now."""
    starts = (NOW + timedelta(days=days)).replace(tzinfo=None)
    plan = a_plan(title=title, kind=kind, starts=starts)
    return actions.plan(actor=world.reader("hanna"), place=world.key(slug), plan=plan, now=NOW)


def offered(world: World) -> list[tuple[str, str]]:
    held = at_nivre(world)
    found = dossier(world.reader("mees"), held.pk, now=NOW)
    return [(one.meeting.title, one.counted) for one in found.meetings]


def test_the_next_meetings_of_her_circles_that_would_count_are_named_soonest_first(world: World) -> None:
    later, sooner = ahead(world, "Later", days=20), ahead(world, "Sooner")
    for meeting in (later, sooner):
        Meeting.objects.filter(pk=meeting.pk).update(claims={"nivre": {"points": "2"}})
    ahead(world, "A chat", kind="other")
    ahead(world, "After the period", days=(END - NOW.date()).days + 3)
    assert offered(world) == [("Sooner", "2"), ("Later", "2")]


def test_meetings_of_circles_that_she_is_not_in_are_not_named(world: World) -> None:
    ahead(world, "Elsewhere", slug="genodigden")
    assert offered(world) == []


def test_a_cancelled_meeting_is_not_named(world: World) -> None:
    meeting = ahead(world, "Sooner")
    actions.call_off(actor=world.reader("hanna"), meeting=meeting.pk, now=NOW)
    assert offered(world) == []
