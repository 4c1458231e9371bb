"""What a person was told, and messages between people."""

from django.http import HttpResponse
from ninja import Path, Query

from kring.api import rows, shapes, taken
from kring.api.answers import done, listed, made, next_page, written
from kring.api.callers import READ_MESSAGES, READ_OWN, WRITE, WRITE_MESSAGES, Call
from kring.api.describing import DescribedRouter
from kring.conversations import actions as conversations
from kring.conversations import queries
from kring.foundation import clock
from kring.notifications import actions as notifications
from kring.notifications.queries import Told, told

router = DescribedRouter(tags=["notifications"])
messages = DescribedRouter(tags=["messages"])


@router.get("/notifications", auth=READ_OWN, response=shapes.NotificationList, summary="What you were told")
def list_notifications(request: Call, given: Query[taken.Paging]) -> HttpResponse:
    """Your notifications, latest first, but for what you may no longer see."""
    page = told(request.auth, after=given.cursor, size=given.limit)
    address = next_page(request, page.older)
    return listed(shapes.NotificationList([_notification(row) for row in page.rows], address), address)


@router.post("/notifications/read", auth=WRITE, response={204: None}, summary="Mark as read")
@written
def read_notifications(request: Call, given: taken.ReadNotifications) -> HttpResponse:
    """You have read these of your notifications; all of them, if you name none."""
    notifications.mark_read(actor=request.auth, keys=given.ids, now=clock.now())
    return done()


@messages.get("/messages", auth=READ_MESSAGES, response=shapes.CorrespondentList, summary="With whom you wrote")
def list_correspondents(request: Call, given: Query[taken.Paging]) -> HttpResponse:
    """The people with whom you wrote, latest first."""
    page = queries.correspondents_page(request.auth, after=given.cursor, size=given.limit)
    address = next_page(request, page.older)
    found = [
        shapes.Correspondent(rows.person(row.handle, row.name, row.photo), row.last_at, row.unread) for row in page.rows
    ]
    return listed(shapes.CorrespondentList(found, address), address)


@messages.get("/messages/{handle}", auth=READ_MESSAGES, response=shapes.MessageList, summary="Messages with a person")
def list_messages(request: Call, handle: Path[taken.Slug], given: Query[taken.Paging]) -> HttpResponse:
    """What you and she wrote to each other, newest first. Reading here marks nothing as read."""
    other = queries.correspondent(request.auth, handle)
    page = queries.messages_with(request.auth, other, after=given.cursor, size=given.limit)
    address = next_page(request, page.older)
    found = [
        shapes.Message(row.id, row.sender == request.auth.account, row.html, row.sent_at, row.read_at)
        for row in page.rows
    ]
    return listed(shapes.MessageList(found, address), address)


@messages.post("/messages/{handle}", auth=WRITE_MESSAGES, response={201: shapes.Message}, summary="Write to a person")
@written
def send_message(request: Call, handle: Path[taken.Slug], given: taken.NewText) -> HttpResponse:
    """Send a message to someone who takes messages from you, or who wrote to you before."""
    sent = conversations.send_message(actor=request.auth, receiver=handle, body=given.body, now=clock.now())
    return made(
        shapes.Message(id=sent.pk, is_own=True, html=sent.html, sent_at=sent.sent_at, read_at=None),
        f"/messages/{handle}",
    )


@messages.post("/messages/{handle}/read", auth=WRITE_MESSAGES, response={204: None}, summary="Mark as read")
@written
def read_messages(request: Call, handle: Path[taken.Slug]) -> HttpResponse:
    """You have read what she wrote to you."""
    other = queries.correspondent(request.auth, handle)
    conversations.mark_read(actor=request.auth, sender=other, now=clock.now())
    return done()


def _notification(row: Told) -> shapes.Notification:
    return shapes.Notification(
        id=row.id,
        topic=row.topic,
        actor=rows.person(row.actor_handle, row.actor) if row.actor_handle else None,
        about=shapes.About(row.about, row.about_key, row.about_name),
        post=row.post,
        at=row.at,
        is_read=row.is_read,
    )
