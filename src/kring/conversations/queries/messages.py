"""Messages between two people."""

from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from kring.conversations.models import Message
from kring.foundation import paging
from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.foundation.errors import NotThereError
from kring.foundation.paging import Page
from kring.people.blocks.models import Block


class Correspondent(NamedTuple):
    """Someone with whom the reader wrote, and when last."""

    account: int
    handle: str
    name: str
    photo: str
    last_at: datetime
    unread: int


class MessageRow(NamedTuple):
    id: int
    sender: int
    sender_name: str
    html: str
    sent_at: datetime
    read_at: datetime | None


_CORRESPONDENTS = """
    SELECT other.id, other.handle, other.name, other.photo, talk.last_at, talk.unread
      FROM (SELECT CASE WHEN sender_id = %(me)s THEN receiver_id ELSE sender_id END AS who, max(sent_at) AS last_at,
                   count(*) FILTER (WHERE receiver_id = %(me)s AND read_at IS NULL) AS unread
              FROM message
             WHERE %(me)s IN (sender_id, receiver_id)
               AND NOT EXISTS (SELECT FROM block WHERE who_id = %(me)s AND other_id = sender_id AND since <= sent_at)
             GROUP BY 1) AS talk
      JOIN account AS other ON other.id = talk.who
     WHERE %(last_at)s::timestamptz IS NULL OR (talk.last_at, other.id) < (%(last_at)s, %(last)s)
     ORDER BY talk.last_at DESC, other.id DESC LIMIT %(size)s
"""


def correspondents(reader: Reader, *, size: int = 50) -> list[Correspondent]:
    """With whom the reader wrote, latest first."""
    return _correspondents(reader, (None, None), size=size)


def correspondents_page(reader: Reader, *, after: str = "", size: int = 30) -> Page[Correspondent]:
    """With whom the reader wrote, latest first, a page at a time."""
    key = paging.decode(after, paging.moment, paging.whole)
    rows = _correspondents(reader, key or (None, None), size=size + 1)
    return paging.page(rows, size=size, key=lambda row: (row.last_at, row.account))


def correspondent(reader: Reader, handle: str) -> int:
    """The account of someone to whom the reader may look for messages: a member, or who left but wrote with her before.

    Raises NotThereError.
    """
    row = Account.objects.filter(handle=handle).values_list("pk", "is_active").first()
    if row is None or reader.account is None:
        raise NotThereError
    key, is_member = row
    if not is_member and not messages_with(reader, key, size=1).rows:
        raise NotThereError
    return key


def _correspondents(reader: Reader, after: paging.Key, *, size: int) -> list[Correspondent]:
    given = {"me": reader.account, "size": size, "last_at": after[0], "last": after[1]}
    with connection.cursor() as cursor:
        cursor.execute(_CORRESPONDENTS, given)
        return [Correspondent._make(row) for row in cursor.fetchall()]


def messages_with(reader: Reader, other: int, *, after: str = "", size: int = 30) -> Page[MessageRow]:
    """What the reader and another person wrote to each other, newest first."""
    rows = Message.objects.filter(Q(sender=reader.account, receiver=other) | Q(sender=other, receiver=reader.account))
    rows = rows.filter(~_kept_away(reader))
    key = paging.decode(after, paging.moment, paging.whole)
    if key:
        rows = rows.filter(Q(sent_at__lt=key[0]) | Q(sent_at=key[0], pk__lt=key[1]))
    found = rows.order_by("-sent_at", "-pk").values_list(
        "pk", "sender_id", "sender__name", "html", "sent_at", "read_at"
    )
    return paging.page(
        [MessageRow._make(row) for row in found[: size + 1]], size=size, key=lambda row: (row.sent_at, row.id)
    )


def unread_messages(reader: Reader) -> int:
    """How many messages the reader has not read."""
    return Message.objects.filter(~_kept_away(reader), receiver=reader.account, read_at=None).count()


def _kept_away(reader: Reader) -> Q:
    """What someone wrote to the reader since she keeps her away. The sender finds it sent; she doesn't get it."""
    away = Block.objects.filter(who=reader.account, other=OuterRef("sender"), since__lte=OuterRef("sent_at"))
    return Q(Exists(away))
