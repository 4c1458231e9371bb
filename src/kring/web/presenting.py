"""From the rows that queries give to the rows that components take: addresses, initials, words for what is counted."""

from collections.abc import Iterable
from functools import lru_cache
from typing import cast
from urllib.parse import urlencode

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup, escape

from kring.communities import queries as communities
from kring.conversations import queries as conversations
from kring.conversations.models import PostKind, ReactionKind
from kring.finding.queries import Found, Piece
from kring.foundation.text.sorting import initials
from kring.people.rules import Availability as Free
from kring.web.components import rows
from kring.web.rendering import photo_url

_FREE: dict[str, rows.Availability] = {Free.OPEN: "free", Free.LIMITED: "busy", Free.CLOSED: "closed"}
_EVIDENCE: dict[int, rows.Kind] = {PostKind.ANSWER: "answer", PostKind.COMMENT: "comment"}


def person_url(handle: str) -> str:
    """The page of a person."""
    return f"/people/{handle}"


def circle_url(slug: str) -> str:
    """The page of a circle."""
    return f"/circles/{slug}"


def conversation_url(key: int) -> str:
    """The page of a conversation."""
    return f"/conversations/{key}"


def post_url(key: int) -> str:
    """Where a post is read: leads to its conversation, on the page and at the place where it stands."""
    return f"/posts/{key}"


def anchor(post: int) -> str:
    """The id of a post on the page of its conversation."""
    return f"post-{post}"


def free_words(availability: str, room: int | None) -> str:
    """How free someone is, as a sentence; empty where she doesn't show it. `room`: how many more requests she takes."""
    if not availability or room is None:
        return ""
    if availability == Free.CLOSED:
        return _("Takes no questions now")
    if room == 0:
        return _("Has enough questions for now")
    if availability == Free.LIMITED:
        return _("Answers now and then")
    return ngettext("Has time for one question", "Has time for %(num)d questions", room) % {"num": room}


def where(circle: str | None) -> str:
    """The name of the circle in which a conversation stands; a private case stands in none."""
    return circle or _("private case")


def conversation_row(row: conversations.ConversationRow, *, with_circle: bool = True) -> rows.ConversationRow:
    """A line of a list; without its circle on the page of that circle."""
    return rows.ConversationRow(
        cast("rows.Kind", row.kind),
        conversation_url(row.id),
        row.title,
        where(row.circle_name) if with_circle else "",
        circle_url(row.circle) if row.circle else "",
        row.author,
        person_url(row.handle),
        row.replies,
        row.accepted > 0,
        row.last_at,
    )


def conversation_rows(
    found: Iterable[conversations.ConversationRow], *, with_circle: bool = True
) -> list[rows.ConversationRow]:
    """Lines of a list of conversations."""
    return [conversation_row(row, with_circle=with_circle) for row in found]


def person_row(
    account: int, handle: str, name: str, photo: str, headline: str = "", *, is_host: bool = False, note: str = ""
) -> rows.PersonRow:
    """A line of a list of people."""
    return rows.PersonRow(person_url(handle), name, initials(name), account, photo_url(photo), headline, is_host, note)


def member_row(row: communities.MemberRow, *, hosts: frozenset[int] = frozenset(), note: str = "") -> rows.PersonRow:
    """A line of the list of members of a circle; `hosts` are the accounts that host it."""
    return person_row(
        row.account, row.handle, row.name, row.photo, row.headline, is_host=row.account in hosts, note=note
    )


def circle_row(row: communities.CircleRow, *, top: int = 1, open_questions: int = 0) -> rows.CircleRow:
    """A line of a list of circles; `top` is the depth of the list's uppermost ones."""
    return rows.CircleRow(
        circle_url(row.slug), row.name, row.purpose, max(0, row.depth - top), row.members, open_questions
    )


def author(account: int, handle: str, name: str, photo: str, headline: str = "", *, linked: bool = True) -> rows.Author:
    """Who wrote something; without a link for someone whose page can't be opened."""
    return rows.Author(
        person_url(handle) if linked else None, name, initials(name), account, photo_url(photo), headline
    )


def author_of(row: conversations.PostRow, headline: str = "") -> rows.Author:
    """Who wrote a post."""
    return author(row.author_id, row.handle, row.author, row.photo, headline)


def comment(row: conversations.CommentRow) -> rows.Comment:
    """A comment; its HTML was made safe when it was saved."""
    return rows.Comment(anchor(row.id), row.author, person_url(row.handle), safe(row.html), row.created_at)


def reactions(counts: dict[str, int], own: Iterable[str] = ()) -> list[rows.Reaction]:
    """All kinds of reaction with how often each was given, and which of them the reader gave."""
    mine = set(own)
    kinds = _reaction_kinds(translation.get_language() or "en")
    return [rows.Reaction(kind, label, counts.get(kind, 0), kind in mine) for kind, label in kinds]


@lru_cache(maxsize=4)
def _reaction_kinds(language: str) -> list[tuple[str, str]]:
    """Kinds of reaction with their words, escaped once: a page has sixty of them."""
    with translation.override(language):
        return [(escape(kind.value), escape(str(kind.label))) for kind in ReactionKind]


def evidence(piece: Piece) -> rows.Evidence:
    """A piece of proof, linked to where it stands."""
    return rows.Evidence(
        evidence_kind(piece.kind, piece.post_kind),
        post_url(piece.post),
        piece.title,
        piece.quote,
        where(piece.circle_name),
        piece.created_at,
        piece.accepted,
    )


def evidence_kind(conversation_kind: str, post_kind: int) -> rows.Kind:
    """What a post was in its conversation, in the words of the list of evidence."""
    if post_kind == PostKind.OPENING:
        return cast("rows.Kind", conversation_kind)
    return _EVIDENCE.get(post_kind, "discussion" if conversation_kind == "discussion" else "comment")


def person_card(found: Found, *, ask_url: str = "") -> rows.PersonCard:
    """A person who did it, with her proof. Who came with an import and isn't here yet can't be asked, and says so."""
    words = _("Not here yet: came with an import") if found.unclaimed else free_words(found.availability, found.room)
    free: rows.Availability = "closed" if found.room == 0 else _FREE.get(found.availability, "")
    return rows.PersonCard(
        person_url(found.handle),
        found.name,
        initials(found.name),
        found.account,
        photo_url(found.photo),
        found.headline,
        "" if found.unclaimed else free,
        words,
        [evidence(piece) for piece in found.evidence],
        "" if found.unclaimed else ask_url,
    )


def person_suggestion(found: Found) -> rows.PersonSuggestion:
    """A person below the field while one types; her best piece of proof says why."""
    note = found.evidence[0].title if found.evidence else found.headline
    return rows.PersonSuggestion(
        person_url(found.handle), found.name, initials(found.name), found.account, photo_url(found.photo), note
    )


def answered_suggestion(row: conversations.ConversationRow) -> rows.Suggestion:
    """A conversation below the field while one types."""
    count = ngettext("%(num)d answer", "%(num)d answers", row.replies) % {"num": row.replies}
    circle = where(row.circle_name)
    note = f"{circle} · {count}" if row.kind == "question" else circle
    return rows.Suggestion(conversation_url(row.id), row.title, note)


def asked(row: conversations.ConversationRow, why: str) -> rows.Asked:
    """A question that waits for the reader, and why it is she."""
    return rows.Asked(conversation_url(row.id), row.title, why, where(row.circle_name), row.author, row.created_at)


def safe(html: str) -> Markup:
    """HTML that was made safe when it was stored (`foundation.text.markup`)."""
    return Markup(html)  # noqa: S704 - nothing unsafe is ever stored


def older_url(path: str, cursor: str, **kept: str) -> str | None:
    """The address of the next page of a list, with what else its address said; None on the last page."""
    if not cursor:
        return None
    return f"{path}?{urlencode({name: value for name, value in kept.items() if value} | {'after': cursor})}"
