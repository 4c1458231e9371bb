"""The shapes that the row macros take. Any tuple in this order will do; these give the order a name.

Macros unpack rows by position, which is what keeps a list of fifty cheap, so the order is part of the contract.
`tone` is any whole number that stays the same for one person (an account's number is fine): it picks a colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

Kind = Literal["question", "experience", "discussion", "answer", "comment", "announcement"]
Availability = Literal["free", "busy", "closed", ""]


class ConversationRow(NamedTuple):
    """One line of a list of conversations; `circle` is empty where the page itself is that circle,
    `circle_url` where it is no circle."""

    kind: Kind
    url: str
    title: str
    circle: str
    circle_url: str
    author: str
    author_url: str | None
    answers: int
    accepted: bool
    at: datetime


class PersonRow(NamedTuple):
    """One line of a list of people; `note` is a short sentence such as "3 experiences"."""

    url: str
    name: str
    initials: str
    tone: int
    photo_url: str | None
    headline: str
    is_host: bool
    note: str


class CircleRow(NamedTuple):
    """One line of a list of circles; `depth` counts from 0."""

    url: str
    name: str
    purpose: str
    depth: int
    members: int
    open_questions: int


class Evidence(NamedTuple):
    """One thing that a person did; `quote` is plain text or safe Markup in which `<mark>` may stand."""

    kind: Kind
    url: str
    title: str
    quote: str
    circle: str
    at: datetime
    accepted: bool


class PersonCard(NamedTuple):
    """A person with the evidence that carried her; `free_text` says in words how free she is."""

    url: str
    name: str
    initials: str
    tone: int
    photo_url: str | None
    headline: str
    availability: Availability
    free_text: str
    evidence: Sequence[Evidence]
    ask_url: str


class Author(NamedTuple):
    """Who wrote a post; `url` is None for someone whose page the reader can't open."""

    url: str | None
    name: str
    initials: str
    tone: int
    photo_url: str | None
    headline: str


class Comment(NamedTuple):
    """A comment below a post; `body` is safe Markup."""

    anchor: str
    author: str
    author_url: str | None
    body: str
    at: datetime


class Reaction(NamedTuple):
    """A kind of reaction: its name in the form, its words, how often given and whether the reader gave it."""

    name: str
    label: str
    times: int
    mine: bool


class Step(NamedTuple):
    """A first step for a newcomer."""

    title: str
    text: str
    url: str
    done: bool


class Change(NamedTuple):
    """A line of an edit history: `op` is same, added or removed."""

    op: Literal["same", "added", "removed"]
    text: str


class Asked(NamedTuple):
    """A question that waits for one reader; `why` says to her why it is she."""

    url: str
    title: str
    why: str
    circle: str
    author: str
    at: datetime


class Revision(NamedTuple):
    """A version of a text: who, when, and the lines that changed."""

    author: str
    at: datetime
    note: str
    changes: Sequence[Change]


class Suggestion(NamedTuple):
    """A line below the field while one types; `note` is its proof or its circle."""

    url: str
    title: str
    note: str


class PersonSuggestion(NamedTuple):
    """A person below the field while one types."""

    url: str
    name: str
    initials: str
    tone: int
    photo_url: str | None
    note: str
