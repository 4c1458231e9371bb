"""What the page of a conversation shows: each post with what the reader may do with it, and who was asked and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _
from markupsafe import Markup

from kring.conversations.models import Conversation, Kind, PostKind, circle_of
from kring.conversations.queries import PostRow, Thread, may, may_post
from kring.finding.models import HelpState
from kring.finding.queries import Asked, Proof
from kring.foundation.access.readers import Reader
from kring.foundation.text.markup import render
from kring.foundation.text.sorting import initials
from kring.web import presenting
from kring.web.components.rows import Author, Comment, Reaction
from kring.web.environment import when
from kring.web.rendering import photo_url


@dataclass(frozen=True, slots=True)
class Shown:
    """A post as the page shows it."""

    key: int
    anchor: str
    author: Author
    row: PostRow
    body: Markup
    edited: Markup | None
    reactions: Sequence[Reaction]
    comments: Sequence[Comment]
    may_edit: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class Can:
    """What the reader may do in a conversation; nothing is added in an archived circle."""

    write: bool
    accept: bool
    retitle: bool
    withdraw: bool
    ask_people: bool


class Helper(NamedTuple):
    """Someone who was asked to look at a question, and because of what: (title, address)."""

    url: str
    name: str
    initials: str
    tone: int
    photo_url: str | None
    state: str
    because: Sequence[tuple[str, str]]


def can(reader: Reader, row: Conversation) -> Can:
    """What this reader may do here."""
    circle = circle_of(row.place)
    open_here = circle is None or circle.archived_at is None
    asker = may(reader, "accept", row)
    return Can(
        write=open_here and may(reader, "write", row),
        accept=open_here and asker and row.kind == Kind.QUESTION,
        retitle=open_here and may(reader, "retitle", row),
        withdraw=may(reader, "withdraw", row),
        ask_people=open_here and asker and row.kind == Kind.QUESTION,
    )


def shown(reader: Reader, found: Thread, post: PostRow) -> Shown:
    """A post of a conversation that was read."""
    mine = [kind for key, kind in found.mine if key == post.id]
    return Shown(
        key=post.id,
        anchor=presenting.anchor(post.id),
        author=presenting.author_of(post),
        row=post,
        body=presenting.safe(post.html),
        edited=_edited(post),
        reactions=presenting.reactions(post.reactions, mine),
        comments=[presenting.comment(one) for one in found.comments.get(post.id, ())],
        may_edit=may_post(reader, "edit", post, found.row),
        may_withdraw=post.kind != PostKind.OPENING and may_post(reader, "withdraw", post, found.row),
    )


def _edited(post: PostRow) -> Markup | None:
    """When it was changed, linked to how."""
    if post.edited_at is None:
        return None
    said = Markup(_("changed %(moment)s")) % {"moment": when(post.edited_at)}  # noqa: S704 - our own message
    return Markup('<a href="/posts/{}/history">{}</a>').format(post.id, said)


def lang_of(row: Conversation) -> str | None:
    """The language of what was written, where the page is in another."""
    return row.language if row.language != translation.get_language() else None


def guide_parts(row: Conversation) -> list[tuple[str, Markup]]:
    """What the asker wants to reach and what she tried, where she said so."""
    if not hasattr(row, "guide"):
        return []
    told = [(_("What I want to reach"), row.guide.goal), (_("What I tried"), row.guide.tried)]
    return [(heading, _rendered(text)) for heading, text in told if text]


def experience_parts(row: Conversation) -> list[tuple[str, Markup]]:
    """The parts of an experience, in the order in which they are read."""
    told = row.experience
    parts = [
        (_("The situation"), told.situation),
        (_("What I did"), told.did),
        (_("What came of it"), told.outcome),
        (_("What I would do otherwise"), told.otherwise),
    ]
    return [(heading, _rendered(text)) for heading, text in parts if text]


@lru_cache(maxsize=256)
def _rendered(text: str) -> Markup:
    """A part of an experience or of a guide: these are kept as Markdown, and read far more often than written."""
    return presenting.safe(render(text))


def helpers(asked: Iterable[Asked], proof: Mapping[int, Proof]) -> list[Helper]:
    """Who was asked, each with the proof that the reader may read."""
    return [
        Helper(
            presenting.person_url(one.handle),
            one.name,
            initials(one.name),
            one.account,
            photo_url(one.photo),
            str(HelpState(one.state).label),
            [(proof[post].title, presenting.post_url(post)) for post in one.evidence if post in proof],
        )
        for one in asked
    ]
