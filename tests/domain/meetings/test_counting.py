"""What a host says that a meeting is for a register, until it stands in the draft of who was there."""

import json

import pytest

from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.dispatch import dispatch_due
from kring.learning.models import Draft
from kring.meetings import actions
from kring.meetings.actions.presence import Mark
from kring.meetings.models import Meeting, PresenceList, Series
from kring.registers.claims import Claim
from tests.domain.meetings.furniture import BEGINS, ENDS, planned, registers
from tests.people import START, World

pytestmark = pytest.mark.django_db


def says(
    world: World, meeting: Meeting, claim: Claim, *, by: str = "hanna", scheme: str = "nivre", **more: bool
) -> int:
    version = Meeting.objects.values_list("version", flat=True).get(pk=meeting.pk)
    changed = actions.say_what_counts(
        actor=world.reader(by), meeting=meeting.pk, scheme=scheme, claim=claim, version=version, now=START, **more
    )
    return len(changed)


def test_the_draft_of_who_was_there_begins_with_it(world: World) -> None:
    meeting = planned(world)
    sign_up = registers(world, "mees", meeting)()
    says(world, meeting, Claim(points="2"))
    hanna = world.reader("hanna")
    mark = Mark(sign_up=sign_up.pk, came=BEGINS)
    actions.correct(actor=hanna, meeting=meeting.pk, marks=[mark], now=BEGINS)
    actions.close(actor=hanna, meeting=meeting.pk, now=ENDS)
    assert json.loads(PresenceList.objects.get().content)["meeting"]["claims"] == {"nivre": {"points": "2"}}
    while dispatch_due(clock=lambda: ENDS):
        pass
    assert Draft.objects.get(person=world.accounts["mees"]).claims == {"nivre": {"points": "2"}}
    with pytest.raises(ConflictError):
        says(world, meeting, Claim(points="3"))


def test_what_is_said_of_a_series_holds_for_what_follows(world: World) -> None:
    first = planned(world, rule="FREQ=WEEKLY;COUNT=3")
    assert says(world, first, Claim(points="1"), following=True) == 3
    assert {tuple(row.claims) for row in [*Meeting.objects.all(), Series.objects.get()]} == {("nivre",)}
    second = Meeting.objects.order_by("starts_at")[1]
    assert says(world, second, Claim(), scheme="nivre") == 1
    assert [row.claims for row in Meeting.objects.order_by("starts_at")] == [
        {"nivre": {"points": "1"}}, {}, {"nivre": {"points": "1"}},
    ]  # fmt: skip


def test_only_hosts_say_it_and_only_what_can_be_read(world: World) -> None:
    meeting = planned(world)
    with pytest.raises(RefusedError):
        says(world, meeting, Claim(points="2"), by="mees")
    with pytest.raises(InvalidError) as told:
        says(world, meeting, Claim(points="two"))
    assert list(told.value.fields) == ["points"]
    with pytest.raises(NotThereError):
        says(world, meeting, Claim(points="2"), scheme="unheard-of")
    with pytest.raises(ConflictError):
        actions.say_what_counts(
            actor=world.reader("hanna"), meeting=meeting.pk, scheme="nivre", claim=Claim(), version=99, now=START
        )
