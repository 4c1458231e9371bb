"""What a person was told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from babel.lists import format_list
from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language

from kring.communities.access import COMMUNITY
from kring.communities.agreements.access import AGREEMENT
from kring.communities.agreements.models import Agreement, Seat
from kring.communities.models import Community, JoinRequest
from kring.competences.frameworks.models import Item
from kring.competences.frameworks.queries import readable as readable_frameworks
from kring.conversations.access import CONVERSATION, POST
from kring.conversations.models import Conversation, Post
from kring.conversations.queries.listing import rows_of
from kring.finding.evidence.models import Ask, AskState, Endorsement, EndorsementState
from kring.finding.evidence.queries.endorsing import asked_of, received
from kring.finding.models import HelpRequest, HelpState
from kring.finding.pairing.access import MATCH_PERSON, PROGRAMME
from kring.finding.pairing.models import MatchPerson, Programme
from kring.finding.teams.queries import readable_tasks
from kring.foundation import paging
from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.foundation.paging import Page
from kring.foundation.prepared import prepared
from kring.foundation.text.markup import plain_text
from kring.learning.dossiers.access import SUBMISSION
from kring.learning.dossiers.models import Submission
from kring.meetings.access import MEETING
from kring.meetings.library.access import PIECE
from kring.meetings.library.models import Piece
from kring.meetings.models import Meeting
from kring.meetings.polls.access import POLL
from kring.meetings.polls.models import Poll
from kring.notifications.models import Notification
from kring.notifications.rules import CALENDAR, TABLE
from kring.people.models import Organisation
from kring.people.organisations.access import ORGANISATION
from kring.planning.plans.access import OFFER
from kring.planning.plans.models import Answer, Offer
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
    place: int | None = None
    circle_slug: str = ""
    circle_name: str = ""
    facts: Mapping[str, str] = {}


_COLUMNS = (
    "pk",
    "topic",
    "actor__name",
    "actor__handle",
    "about",
    "about_id",
    "post",
    "at",
    "read_at",
    "place",
    "facts",
)


def told(reader: Reader, *, after: str = "", size: int = 30, new: bool = False) -> Page[Told]:
    """What the reader was told, latest first, but for what she may no longer see; with `new` only what she hasn't
    read. At most five queries."""
    rows = Notification.objects.filter(_still_seen(reader), account=reader.account)
    if new:
        rows = rows.filter(read_at=None)
    key = paging.decode(after, paging.moment, paging.whole)
    if key:
        rows = rows.filter(Q(at__lt=key[0]) | Q(at=key[0], pk__lt=key[1]))
    found = list(rows.order_by("-at", "-pk").values_list(*_COLUMNS)[: size + 1])
    page = paging.page(found, size=size, key=lambda row: (row[7], row[0]))
    names = _names(reader, page.rows)
    return Page([made for row in page.rows if (made := _told(row, names)) is not None], older=page.older)


def told_of(reader: Reader, keys: Sequence[int], *, size: int) -> list[Told]:
    """Which of these notifications the reader hasn't read and may still see, latest first, at most `size` of them; of
    what is for her calendar also what she has read, as her calendar hasn't."""
    rows = _told_of(reader, keys=list(keys), size=size)
    names = _names(reader, rows)
    return [made for row in rows if (made := _told(row, names)) is not None]


@prepared(fixed=("size",))
def _told_of(reader: Reader, *, keys: list[int], size: int) -> "QuerySet[Notification, Any]":
    rows = Notification.objects.filter(
        _still_seen(reader),
        Q(read_at=None) | Q(topic__in=sorted(CALENDAR)),
        account=reader.account,
        pk__any=keys,
        topic__in=list(TABLE),
    )
    return rows.order_by("-at", "-pk").values_list(*_COLUMNS)[:size]


def texts_of(reader: Reader, posts: Sequence[int]) -> dict[int, str]:
    """What these posts say, as plain words, as far as the reader may read them and they weren't withdrawn."""
    rows = _texts_of(reader, posts=sorted(set(posts))) if posts else ()
    return {key: " ".join(plain_text(html).split()) for key, html in rows}


@prepared()
def _texts_of(reader: Reader, *, posts: list[int]) -> "QuerySet[Post, Any]":
    rows = Post.objects.filter(POST.filter(reader, "read"), pk__any=posts, withdrawn_at=None)
    return rows.values_list("pk", "html")


def unread(reader: Reader) -> int:
    """How many notifications the reader has not read, of what she still sees; counted up to 100."""
    return _unread(reader)[:100].count()


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
    asked = HelpRequest.objects.filter(person=reader.account, state=HelpState.OPEN, reached=True)
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
        | Q(about="meeting") & Q(Exists(_meetings(reader).filter(pk=OuterRef("about_id"))))
        | Q(about="poll") & Q(Exists(_polls(reader).filter(pk=OuterRef("about_id"))))
        | Q(about="piece") & Q(Exists(_pieces(reader).filter(pk=OuterRef("about_id"))))
        | Q(about="programme") & Q(Exists(_programmes(reader).filter(pk=OuterRef("about_id"))))
        | Q(about="match") & Q(Exists(_matches(reader).filter(match=OuterRef("about_id"))))
        | Q(about="organisation") & Q(Exists(_organisations(reader).filter(pk=OuterRef("about_id"))))
        | Q(about="offer") & Q(Exists(_offers(reader).filter(pk=OuterRef("about_id"))))
        | Q(about="submission") & Q(Exists(_submissions(reader).filter(pk=OuterRef("about_id"))))
        | Q(about="task") & Q(Exists(readable_tasks(reader).filter(pk=OuterRef("about_id"))))
        | Q(about="agreement") & Q(Exists(_agreements(reader).filter(pk=OuterRef("about_id"))))
        | Q(about="item") & Q(Exists(_items(reader).filter(pk=OuterRef("about_id"))))
        | Q(about="endorsement") & Q(Exists(_endorsements(reader).filter(pk=OuterRef("about_id"))))
        | Q(about="endorsement-ask") & Q(Exists(_asks(reader).filter(pk=OuterRef("about_id"))))
    )


def _registrations(reader: Reader) -> "QuerySet[Registration]":
    return Registration.objects.filter(REGISTRATION.filter(reader, "read"))


def _meetings(reader: Reader) -> "QuerySet[Meeting]":
    return Meeting.objects.filter(MEETING.filter(reader, "read"))


def _polls(reader: Reader) -> "QuerySet[Poll]":
    return Poll.objects.filter(POLL.filter(reader, "read"))


def _pieces(reader: Reader) -> "QuerySet[Piece]":
    return Piece.objects.filter(PIECE.filter(reader, "read"), withdrawn_at=None)


def _organisations(reader: Reader) -> "QuerySet[Organisation]":
    return Organisation.objects.filter(ORGANISATION.filter(reader, "see"))


def _offers(reader: Reader) -> "QuerySet[Offer]":
    return Offer.objects.filter(OFFER.filter(reader, "own")).exclude(answer=Answer.WITHDRAWN)


def _submissions(reader: Reader) -> "QuerySet[Submission]":
    return Submission.objects.filter(SUBMISSION.filter(reader, "read"))


def _items(reader: Reader) -> "QuerySet[Item]":
    return Item.objects.filter(framework__in=readable_frameworks(reader))


def _programmes(reader: Reader) -> "QuerySet[Programme]":
    return Programme.objects.filter(PROGRAMME.filter(reader, "read"))


def _matches(reader: Reader) -> "QuerySet[MatchPerson]":
    """The reader in what she meets, as long as she may read where that is."""
    rows = MatchPerson.objects.filter(MATCH_PERSON.filter(reader, "read"))
    return rows.filter(match__round__programme__in=_programmes(reader))


def _agreements(reader: Reader) -> "QuerySet[Agreement]":
    """Those that she signs for, and those that she has or had a seat of."""
    seats = Seat.objects.filter(account=reader.account).values("agreement")
    return Agreement.objects.filter(AGREEMENT.filter(reader, "see") | Q(pk__in=seats))


def _endorsements(reader: Reader) -> "QuerySet[Endorsement]":
    return received(reader).exclude(state=EndorsementState.WITHDRAWN)


def _asks(reader: Reader) -> "QuerySet[Ask]":
    return asked_of(reader).filter(state=AskState.OPEN)


def _readable(reader: Reader, key: str) -> Q:
    rows = Conversation.objects.filter(CONVERSATION.filter(reader, "read"), withdrawn_at=None, pk=OuterRef(key))
    return Q(Exists(rows))


# What is named by one of its columns, and is reached by its key: what the reader may see of it, and the column.
_TITLED: Final[Mapping[str, tuple[Callable[[Reader], "QuerySet[Any]"], str]]] = {
    "meeting": (_meetings, "title"),
    "poll": (_polls, "title"),
    "piece": (_pieces, "title"),
    "programme": (_programmes, "title"),
    "agreement": (_agreements, "community__name"),
    "organisation": (_organisations, "name"),
    "task": (readable_tasks, "title"),
    "item": (_items, "uri"),
    "offer": (_offers, "organisation__name"),
}


def _names(reader: Reader, rows: Iterable[tuple[object, ...]]) -> dict[tuple[str, object], tuple[str, str]]:
    """What the rows are about: (kind, key) -> (key or slug for a link, name), as far as the reader may see it."""
    wanted: dict[str, list[int]] = {"conversation": [], "community": []}
    for row in rows:
        wanted.setdefault(str(row[4]), []).append(int(str(row[5])))
        if row[9] is not None:
            wanted["community"].append(int(str(row[9])))
    named: dict[tuple[str, object], tuple[str, str]] = {
        ("conversation", key): (str(key), row.title) for key, row in rows_of(reader, wanted["conversation"]).items()
    }
    for key, slug, name in _circles(reader, keys=sorted(set(wanted["community"]))) if wanted["community"] else ():
        named["community", key] = (slug, name)
    for kind, (seen, column) in _TITLED.items():
        if keys := wanted.get(kind):
            rows_seen = seen(reader).filter(pk__in=keys).values_list("pk", column)
            named |= {(kind, key): (str(key), title) for key, title in rows_seen}
    return named | _dossiers(reader, wanted) | _pairing(reader, wanted) | _praise(reader, wanted)


def _praise(reader: Reader, wanted: Mapping[str, Sequence[int]]) -> dict[tuple[str, object], tuple[str, str]]:
    """Endorsements, and requests for them, by what they are about. No query where there are none."""
    label = "competence__nl" if get_language() == "nl" else "competence__en"
    named: dict[tuple[str, object], tuple[str, str]] = {}
    for kind, rows in (("endorsement", _endorsements(reader)), ("endorsement-ask", _asks(reader))):
        if keys := wanted.get(kind):
            named |= {(kind, key): (str(key), word) for key, word in rows.filter(pk__in=keys).values_list("pk", label)}
    return named


def _pairing(reader: Reader, wanted: Mapping[str, Sequence[int]]) -> dict[tuple[str, object], tuple[str, str]]:
    """Matches by the names of the others, and the programme where they are. No query where there are none."""
    named: dict[tuple[str, object], tuple[str, str]] = {}
    if matches := wanted.get("match"):
        mine = _matches(reader).filter(match__in=matches).values("match")
        others = MatchPerson.objects.filter(match__in=mine).exclude(account=reader.account).order_by("pk")
        names: dict[int, tuple[int, list[str]]] = {}
        for match, programme, name in others.values_list("match_id", "match__round__programme_id", "account__name"):
            names.setdefault(match, (programme, []))[1].append(name)
        for match, (programme, known) in names.items():
            named["match", match] = (str(programme), format_list(known, locale=get_language() or "en"))
    return named


@prepared()
def _circles(reader: Reader, *, keys: list[int]) -> "QuerySet[Community, Any]":
    return Community.objects.filter(COMMUNITY.filter(reader, "see"), place__pk__any=keys).values_list(
        "pk", "slug", "name"
    )


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
    key, topic, actor, handle, about, about_id, post, at, read_at, place, facts = row
    link, name = ("", "") if about == "message" else names.get((str(about), about_id), (None, None))
    if link is None:
        return None
    circle = names.get(("community", place), ("", ""))
    known = (key, topic, actor or "", handle or "", about, link, name, post, at, read_at is not None)
    return Told._make((*known, place, *circle, facts))
