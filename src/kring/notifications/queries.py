"""What a person was told."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery

from kring.communities.access import COMMUNITY
from kring.communities.models import Community, JoinRequest
from kring.conversations.access import CONVERSATION
from kring.conversations.models import Conversation
from kring.conversations.queries.listing import rows_of
from kring.finding.models import HelpRequest, HelpState
from kring.foundation import paging
from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.foundation.paging import Page
from kring.foundation.prepared import prepared
from kring.learning.dossiers.access import SUBMISSION
from kring.learning.dossiers.models import Submission
from kring.notifications.models import Mail, MailState, Notification
from kring.registers.access import REGISTRATION
from kring.registers.models import Registration


class Told(NamedTuple):
    """A notification ready to be put into words: who, what, and what it is about (its name and a key or slug)."""

    id: int
    topic: str
    actor: str
    actor_handle: str
    about: str
    about_key: str
    about_name: str
    post: int | None
    at: datetime
    is_read: bool


_COLUMNS = ("pk", "topic", "actor__name", "actor__handle", "about", "about_id", "post", "at", "read_at")


def told(reader: Reader, *, after: str = "", size: int = 30) -> Page[Told]:
    """What the reader was told, latest first, but for what she may no longer see. At most three queries."""
    rows = Notification.objects.filter(_still_seen(reader), account=reader.account)
    key = paging.decode(after, paging.moment, paging.whole)
    if key:
        rows = rows.filter(Q(at__lt=key[0]) | Q(at=key[0], pk__lt=key[1]))
    found = list(rows.order_by("-at", "-pk").values_list(*_COLUMNS)[: size + 1])
    page = paging.page(found, size=size, key=lambda row: (row[7], row[0]))
    names = _names(reader, page.rows)
    return Page([made for row in page.rows if (made := _told(row, names)) is not None], older=page.older)


def unread(reader: Reader) -> int:
    """How many notifications the reader has not read, of what she still sees; counted up to 100."""
    return _unread(reader)[:100].count()


class MailCondition(NamedTuple):
    """How many letters wait and failed."""

    waiting: int
    failed: int


def mail_condition() -> MailCondition:
    """How the mail is doing. One query."""
    waiting = Q(state=MailState.WAITING)
    found = Mail.objects.exclude(state=MailState.SENT).aggregate(
        waiting=Count("pk", filter=waiting), failed=Count("pk", filter=~waiting)
    )
    return MailCondition(found["waiting"], found["failed"])


class _Counted(Subquery):
    """How many rows a query has. Give it a limit: counting ends there."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def waiting_count(reader: Reader) -> int:
    """How much waits for a reader: notifications, requests for help, and join requests in the places that she hosts;
    of each a hundred at most, and only of what she still sees. One query."""
    counts: list[tuple[int, int, int]] = _waiting(reader, hosts=reader.places(Role.HOST))
    return sum(counts[0]) if counts else 0


@prepared()
def _waiting(reader: Reader, *, hosts: list[int]) -> "QuerySet[Account, Any]":
    asked = HelpRequest.objects.filter(person=reader.account, state=HelpState.OPEN)
    wanting = JoinRequest.objects.filter(
        community__place__pk__any=hosts, decided_at=None, account__is_active=True, community__archived_at=None
    )
    return (
        Account.objects.filter(pk=reader.account or 0)
        .annotate(
            told=_Counted(_unread(reader).values("pk")[:100]),
            asked=_Counted(asked.filter(_readable(reader, "conversation_id")).values("pk")[:100]),
            wanting=_Counted(wanting.values("pk")[:100]),
        )
        .values_list("told", "asked", "wanting")
    )


def _unread(reader: Reader) -> "QuerySet[Notification]":
    return Notification.objects.filter(_still_seen(reader), account=reader.account, read_at=None)


def _still_seen(reader: Reader) -> Q:
    """Whether the reader may see now what a notification is about: the rule of the list and of its count."""
    circles = Community.objects.filter(COMMUNITY.filter(reader, "see"), pk=OuterRef("about_id"))
    return (
        Q(about="message")
        | Q(about="conversation") & _readable(reader, "about_id")
        | Q(about="community") & Q(Exists(circles))
        | Q(about="registration") & Q(Exists(_registrations(reader).filter(pk=OuterRef("about_id"))))
        | Q(about="submission") & Q(Exists(_submissions(reader).filter(pk=OuterRef("about_id"))))
    )


def _registrations(reader: Reader) -> "QuerySet[Registration]":
    return Registration.objects.filter(REGISTRATION.filter(reader, "read"))


def _submissions(reader: Reader) -> "QuerySet[Submission]":
    return Submission.objects.filter(SUBMISSION.filter(reader, "read"))


def _readable(reader: Reader, key: str) -> Q:
    rows = Conversation.objects.filter(CONVERSATION.filter(reader, "read"), withdrawn_at=None, pk=OuterRef(key))
    return Q(Exists(rows))


def mails(*, failed: bool = False, size: int = 50) -> list[Mail]:
    """The latest letters, for the operator; only those that failed, if asked.

    Without what they say: a subject may hold a code to sign in with, or the name of a hidden circle.
    """
    rows = Mail.objects.filter(state=MailState.FAILED) if failed else Mail.objects.all()
    return list(rows.order_by("-made_at", "-pk").defer("subject", "text", "html", "headers")[:size])


def _names(reader: Reader, rows: Iterable[tuple[object, ...]]) -> dict[tuple[str, object], tuple[str, str]]:
    """What the rows are about: (kind, key) -> (key or slug for a link, name), as far as the reader may see it."""
    wanted: dict[str, list[int]] = {"conversation": [], "community": []}
    for row in rows:
        wanted.setdefault(str(row[4]), []).append(int(str(row[5])))
    named: dict[tuple[str, object], tuple[str, str]] = {
        ("conversation", key): (str(key), row.title) for key, row in rows_of(reader, wanted["conversation"]).items()
    }
    seen = Community.objects.filter(COMMUNITY.filter(reader, "see"), pk__in=wanted["community"])
    for key, slug, name in seen.values_list("pk", "slug", "name"):
        named["community", key] = (slug, name)
    return named | _dossiers(reader, wanted)


def _dossiers(reader: Reader, wanted: Mapping[str, Sequence[int]]) -> dict[tuple[str, object], tuple[str, str]]:
    """Registrations, named by their scheme, and what was handed in, by its title. No query where there are none."""
    named: dict[tuple[str, object], tuple[str, str]] = {}
    if held := wanted.get("registration"):
        for key, scheme in _registrations(reader).filter(pk__in=held).values_list("pk", "scheme"):
            named["registration", key] = (str(key), scheme)
    if handed := wanted.get("submission"):
        for key, title in _submissions(reader).filter(pk__in=handed).values_list("pk", "entry__title"):
            named["submission", key] = (str(key), title)
    return named


def _told(row: tuple[object, ...], names: dict[tuple[str, object], tuple[str, str]]) -> Told | None:
    key, topic, actor, handle, about, about_id, post, at, read_at = row
    link, name = ("", "") if about == "message" else names.get((str(about), about_id), (None, None))
    if link is None:
        return None
    return Told._make((key, topic, actor or "", handle or "", about, link, name, post, at, read_at is not None))
