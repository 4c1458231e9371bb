"""What came of pieces and meetings: started from there in one transaction, or named afterwards."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kring.communities import actions as communities
from kring.conversations import actions as conversations
from kring.conversations.drafts import Question
from kring.conversations.models import Conversation
from kring.foundation.errors import ConflictError, NotThereError, RefusedError
from kring.foundation.events.dispatch import dispatch_due
from kring.foundation.events.models import Event
from kring.meetings import actions as meetings
from kring.meetings.actions.agenda import Point
from kring.meetings.library import actions, queries
from kring.meetings.library.actions.adding import Draft
from kring.meetings.library.models import Inspired, Piece
from kring.meetings.library.queries import Source
from kring.meetings.models import Item, Meeting
from tests.domain.meetings.furniture import BEGINS, ENDS, planned, registers
from tests.people import START, World
from tests.together import while_uncommitted

pytestmark = pytest.mark.django_db
AFTER = ENDS + timedelta(hours=1)


def settle() -> None:
    while dispatch_due(clock=lambda: AFTER):
        pass


def a_piece(world: World, slug: str = "vakgroep") -> Piece:
    draft = Draft(kind="link", title="On rosters", link="https://example.org", language="en")
    return actions.add(actor=world.reader("hanna"), place=world.key(slug), draft=draft, now=START)


def asks(world: World, name: str, slug: str = "vakgroep", title: str = "And nights?") -> Callable[[], Conversation]:
    reader, key = world.reader(name), world.key(slug)
    question = Question(title=title, body="", language="en")
    return lambda: conversations.ask(actor=reader, community=key, question=question, now=AFTER)


def held(world: World, *, titles: tuple[str, ...] = ()) -> tuple[Meeting, list[Item]]:
    """A meeting that mees comes to, with these points."""
    meeting = planned(world)
    registers(world, "mees", meeting)()
    points = [Point(title=title) for title in titles]
    items = meetings.draw_up(actor=world.reader("hanna"), meeting=meeting.pk, points=points, version=1, now=START)
    return Meeting.objects.get(pk=meeting.pk), items


def test_a_question_about_a_piece_stands_with_it_and_the_piece_with_the_question(world: World) -> None:
    piece, mees = a_piece(world), world.reader("mees")
    begun = actions.inspired(actor=mees, by=Source(piece=piece.pk), start=asks(world, "mees"), now=AFTER)
    assert begun.is_linked
    assert [row.id for row in queries.came_of(world.reader("noor"), Source(piece=piece.pk))] == [begun.conversation.pk]
    (came,) = queries.links_of(world.reader("noor"), Source(piece=piece.pk))
    assert (came.row.id, came.row.title, came.may_remove) == (begun.conversation.pk, "And nights?", False)
    (source,) = queries.sources_of(world.reader("noor"), begun.conversation.pk)
    assert tuple(source) == ("piece", piece.pk, "On rosters")
    assert Event.objects.filter(name="library.ConversationInspired").count() == 1


def test_what_is_refused_at_the_start_leaves_nothing(world: World) -> None:
    piece, mees = a_piece(world), world.reader("mees")
    before = Conversation.objects.count()
    with pytest.raises(RefusedError):
        actions.inspired(actor=mees, by=Source(piece=piece.pk), start=asks(world, "noor"), now=AFTER)
    with pytest.raises(NotThereError):
        actions.inspired(actor=world.reader("noor"), by=Source(piece=piece.pk), start=asks(world, "mees"), now=AFTER)
    with pytest.raises(NotThereError):
        actions.inspired(actor=mees, by=Source(piece=999_999), start=asks(world, "mees"), now=AFTER)
    assert (Conversation.objects.count(), Inspired.objects.count()) == (before, 0)


def test_what_is_asked_elsewhere_is_asked_and_not_linked(world: World) -> None:
    piece, mees = a_piece(world), world.reader("mees")
    begun = actions.inspired(actor=mees, by=Source(piece=piece.pk), start=asks(world, "mees", "verborgen"), now=AFTER)
    assert not begun.is_linked
    assert queries.came_of(mees, Source(piece=piece.pk)) == []


def test_who_was_there_follows_up_from_the_begin_on(world: World) -> None:
    meeting, _items = held(world)
    source, mees, noor = Source(meeting=meeting.pk), world.reader("mees"), world.reader("noor")
    assert queries.origin(mees, source, now=START) is None
    found = queries.origin(mees, source, now=BEGINS)
    assert found is not None
    assert (found.title, found.circle, found.item) == (meeting.title, "vakgroep", "")
    world.enter("noor", "vakgroep")
    assert queries.origin(world.reader("noor"), source, now=AFTER) is None
    assert queries.origin(world.reader("hanna"), source, now=AFTER) is not None
    begun = actions.inspired(actor=mees, by=source, start=asks(world, "mees"), now=AFTER)
    assert [came.id for came in queries.came_of(noor, source)] == [begun.conversation.pk]
    (origin,) = queries.sources_of(noor, begun.conversation.pk)
    assert tuple(origin) == ("meeting", meeting.pk, meeting.title)


def test_a_guest_who_may_not_write_follows_nothing_up(world: World) -> None:
    meeting = planned(world, open_to_all=True)
    registers(world, "noor", meeting)()
    assert queries.origin(world.reader("noor"), Source(meeting=meeting.pk), now=AFTER) is None


def test_a_cancelled_meeting_and_an_archived_circle_are_not_followed_up(world: World) -> None:
    meeting, _items = held(world)
    piece = a_piece(world)
    meetings.call_off(actor=world.reader("hanna"), meeting=meeting.pk, now=START)
    assert queries.origin(world.reader("hanna"), Source(meeting=meeting.pk), now=AFTER) is None
    other = planned(world)
    communities.archive(actor=world.reader("hanna"), community=world.key("vakgroep"), now=START)
    assert queries.origin(world.reader("hanna"), Source(meeting=other.pk), now=AFTER) is None
    with pytest.raises(ConflictError):
        actions.inspired(actor=world.reader("mees"), by=Source(piece=piece.pk), start=asks(world, "mees"), now=AFTER)


def test_a_follow_up_at_a_point_is_what_came_of_it_and_the_first_stays(world: World) -> None:
    meeting, (point,) = held(world, titles=("Nights",))
    source, mees = Source(meeting=meeting.pk, item=point.pk), world.reader("mees")
    first = actions.inspired(actor=mees, by=source, start=asks(world, "mees"), now=AFTER)
    second = actions.inspired(actor=mees, by=source, start=asks(world, "mees", title="And days?"), now=AFTER)
    point.refresh_from_db()
    assert point.outcome_id == first.conversation.pk
    came = {one.id for one in queries.came_of(mees, Source(meeting=meeting.pk))}
    assert came == {first.conversation.pk, second.conversation.pk}
    assert Meeting.objects.get(pk=meeting.pk).version == meeting.version + 1
    with pytest.raises(ConflictError):
        actions.unlink(actor=mees, source=Source(meeting=meeting.pk), conversation=first.conversation.pk)
    actions.unlink(actor=mees, source=Source(meeting=meeting.pk), conversation=second.conversation.pk)


def test_a_point_of_another_meeting_is_no_point_of_this(world: World) -> None:
    meeting, _items = held(world)
    other = planned(world)
    (point,) = meetings.draw_up(
        actor=world.reader("hanna"), meeting=other.pk, points=[Point(title="Days")], version=1, now=START
    )
    found = queries.origin(world.reader("mees"), Source(meeting=meeting.pk, item=point.pk), now=AFTER)
    assert found is not None
    assert found.source == Source(meeting=meeting.pk)
    source = Source(meeting=meeting.pk, item=point.pk)
    actions.inspired(actor=world.reader("mees"), by=source, start=asks(world, "mees"), now=AFTER)
    point.refresh_from_db()
    assert point.outcome_id is None


def test_what_the_agenda_names_as_outcome_came_of_the_meeting(world: World) -> None:
    meeting, (point,) = held(world, titles=("Nights",))
    assert world.question
    points = [Point(item=point.pk, title="Nights", outcome=world.question.pk)]
    meetings.draw_up(actor=world.reader("hanna"), meeting=meeting.pk, points=points, version=meeting.version, now=AFTER)
    settle()
    settle()
    assert [one.id for one in queries.came_of(world.reader("noor"), Source(meeting=meeting.pk))] == [world.question.pk]
    actions.note_outcomes(meeting=meeting.pk, now=AFTER)
    actions.note_outcomes(meeting=999_999, now=AFTER)
    assert Inspired.objects.count() == 1


def test_one_names_ones_own_conversation_and_a_host_any(world: World) -> None:
    piece, question = a_piece(world), world.question
    assert question
    source, hers = Source(piece=piece.pk), world.ask("hanna", "vakgroep", "Hers")
    mees, hanna = world.reader("mees"), world.reader("hanna")
    assert [key for key, _title in queries.linkable(mees, piece.place)] == [question.pk]
    assert {key for key, _title in queries.linkable(hanna, piece.place)} == {question.pk, hers.pk}
    actions.link(actor=mees, source=source, conversation=question.pk, now=AFTER)
    actions.link(actor=hanna, source=source, conversation=question.pk, now=AFTER)
    with pytest.raises(RefusedError):
        actions.link(actor=mees, source=source, conversation=hers.pk, now=AFTER)
    actions.link(actor=hanna, source=source, conversation=hers.pk, now=AFTER)
    assert world.secret
    for key in (world.secret.pk, 999_999):
        with pytest.raises(NotThereError):
            actions.link(actor=mees, source=source, conversation=key, now=AFTER)
    with pytest.raises(NotThereError):
        actions.link(actor=world.reader("noor"), source=source, conversation=question.pk, now=AFTER)
    assert Inspired.objects.count() == 2
    with pytest.raises(RefusedError):
        actions.unlink(actor=mees, source=source, conversation=hers.pk)
    actions.unlink(actor=mees, source=source, conversation=question.pk)
    with pytest.raises(NotThereError):
        actions.unlink(actor=mees, source=source, conversation=question.pk)


def test_of_what_one_may_not_read_nothing_is_shown(world: World) -> None:
    piece = a_piece(world, "besloten")
    actions.inspired(
        actor=world.reader("mees"), by=Source(piece=piece.pk), start=asks(world, "mees", "besloten"), now=AFTER
    )
    conversation = Inspired.objects.get().conversation_id
    assert queries.sources_of(world.reader("noor"), conversation) == []
    assert queries.came_of(world.reader("noor"), Source(piece=piece.pk)) == []
    actions.withdraw(actor=world.reader("hanna"), piece=piece.pk, now=AFTER)
    assert queries.sources_of(world.reader("mees"), conversation) == []
    conversations.withdraw_conversation(actor=world.reader("mees"), conversation=conversation, now=AFTER)
    assert queries.came_of(world.reader("mees"), Source(piece=piece.pk)) == []


@pytest.mark.django_db(transaction=True)
def test_who_draws_up_the_agenda_meanwhile_overwrites_no_outcome(world: World) -> None:
    meeting, (point,) = held(world, titles=("Nights",))
    mees, hanna, start = world.reader("mees"), world.reader("hanna"), asks(world, "mees")
    source = Source(meeting=meeting.pk, item=point.pk)

    def follow_up() -> None:
        actions.inspired(actor=mees, by=source, start=start, now=AFTER)

    def draw_up() -> None:
        points = [Point(item=point.pk, title="Nights and days")]
        meetings.draw_up(actor=hanna, meeting=meeting.pk, points=points, version=meeting.version, now=AFTER)

    assert while_uncommitted(follow_up, draw_up) == ["", "changed-meanwhile"]
    assert Item.objects.get().outcome_id == Inspired.objects.get().conversation_id


@pytest.mark.django_db(transaction=True)
def test_of_two_follow_ups_at_a_point_at_once_both_stay(world: World) -> None:
    meeting, (point,) = held(world, titles=("Nights",))
    source = Source(meeting=meeting.pk, item=point.pk)

    def follow_up(name: str) -> Callable[[], object]:
        reader, start = world.reader(name), asks(world, name)
        return lambda: actions.inspired(actor=reader, by=source, start=start, now=AFTER)

    assert while_uncommitted(follow_up("mees"), follow_up("hanna")) == ["", ""]
    first = Conversation.objects.get(author=world.accounts["mees"], title="And nights?")
    assert Item.objects.get().outcome_id == first.pk
    assert Inspired.objects.count() == 2
