"""Reads a community out of a Stack Exchange dump: streaming, and safe with broken or hostile XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

_TAG = re.compile(r"<[^>]{0,2000}>")
_TAGS = re.compile(r"[<|]([^<>|]+)[>|]?")


@dataclass(frozen=True, slots=True)
class Post:
    """A question or an answer. `owner` is None where the dump names nobody; `created` in seconds (UTC)."""

    id: int
    owner: int | None
    created: int
    score: int
    text: str


@dataclass(slots=True)
class Thread:
    """A question with its answers. `accepted` is the id of the accepted answer."""

    question: Post
    title: str
    tags: tuple[str, ...]
    accepted: int | None
    answers: list[Post] = field(default_factory=list)


def read_threads(folder: Path) -> list[Thread]:
    """All questions of `folder/Posts.xml` with their answers, oldest question first. Answers without a question are
    left out.

    Raises FileNotFoundError if there is no such file, ValueError if it isn't XML to its end.
    """
    threads: dict[int, Thread] = {}
    orphans: list[tuple[int, Post]] = []
    for row in _rows(folder / "Posts.xml"):
        post = _post(row)
        if post is None:
            continue
        if row.get("PostTypeId") == "1":
            tags = tuple(_TAGS.findall(row.get("Tags") or ""))
            threads[post.id] = Thread(post, row.get("Title") or "", tags, _number(row.get("AcceptedAnswerId")))
        elif row.get("PostTypeId") == "2":
            orphans.append((_number(row.get("ParentId")) or 0, post))
    for parent, post in orphans:
        if parent in threads:
            threads[parent].answers.append(post)
    return sorted(threads.values(), key=lambda thread: (thread.question.created, thread.question.id))


def _rows(path: Path) -> Iterator[Element]:
    root: Element | None = None
    try:
        for event, element in iterparse(path, events=("start", "end"), forbid_dtd=True):
            if root is None:
                root = element
            elif event == "end" and element.tag == "row":
                yield element
                root.clear()
    except (ParseError, DefusedXmlException) as error:
        raise ValueError(f"{path} is not whole XML: {error!r}") from error


def _post(row: Element) -> Post | None:
    number, created = _number(row.get("Id")), _seconds(row.get("CreationDate"))
    if number is None or created is None:
        return None
    owner = _number(row.get("OwnerUserId"))
    return Post(
        number,
        owner if owner is None or owner > 0 else None,
        created,
        _number(row.get("Score")) or 0,
        plain(row.get("Body")),
    )


def plain(html: str | None) -> str:
    """The words of an HTML text."""
    return unescape(_TAG.sub(" ", html or ""))


def _number(text: str | None) -> int | None:
    try:
        return int(text) if text else None
    except ValueError:
        return None


def _seconds(text: str | None) -> int | None:
    try:
        return int(datetime.fromisoformat(text or "").replace(tzinfo=UTC).timestamp())
    except ValueError:
        return None
