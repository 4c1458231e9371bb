"""The libraries of the demo, and what came of its meetings: added and asked by the same actions as people use."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from importlib import resources
from io import BytesIO

from kring.communities.models import Community
from kring.competences.actions import keys_for
from kring.config.demo.worlds import WORLDS, Table
from kring.conversations import actions as conversations
from kring.conversations.drafts import Question
from kring.conversations.models import Conversation
from kring.foundation.access.readers import Reader
from kring.meetings import queries as meetings
from kring.meetings.library import actions
from kring.meetings.library.actions.adding import Draft, Upload
from kring.meetings.library.queries import Source


def fill_libraries(readers: Mapping[str, Reader], circles: Mapping[str, Community], *, now: datetime) -> None:
    """Talks, recordings and documents, some of a meeting that was; and the questions that came of them."""
    for number, told in enumerate(_pieces()):
        if told["circle"] in circles:
            _add(told, readers, circles[told["circle"]], now=now - timedelta(days=6 - number % 6))


def _pieces() -> Iterator[Table]:
    for world in WORLDS:
        file = resources.files("kring.config.demo").joinpath("content", world, "library.toml")
        if file.is_file():
            yield from tomllib.loads(file.read_text(encoding="utf-8"))["piece"]


def _add(told: Table, readers: Mapping[str, Reader], circle: Community, *, now: datetime) -> None:
    by, language = readers[told["by"]], told.get("language", "nl")
    draft = Draft(
        kind=told["kind"],
        title=told["title"],
        about=told.get("about", ""),
        speaker=told.get("speaker", ""),
        link=told.get("link", ""),
        language=language,
        competences=keys_for(told.get("subjects", ()), most=8),
    )
    content = told.get("text", "").encode()
    upload = Upload(BytesIO(content), told["file"]) if content else None
    held = _meeting(by, circle, told["meeting"], now=now) if "meeting" in told else None
    piece = actions.add(actor=by, place=circle.pk, meeting=held, draft=draft, upload=upload, now=now)
    if "question" in told:
        source = Source(meeting=held) if held is not None else Source(piece=piece.pk)
        _ask(told["question"], readers, circle, source, language=language, now=now + timedelta(hours=2))


def _meeting(reader: Reader, circle: Community, title: str, *, now: datetime) -> int | None:
    """The past meeting of the circle that is called so."""
    rows = meetings.past(reader, now=now, places=[circle.pk]).rows
    return next((row.id for row in rows if row.title == title), None)


def _ask(
    told: Table, readers: Mapping[str, Reader], circle: Community, source: Source, *, language: str, now: datetime
) -> None:
    asker = readers[told["by"]]
    question = Question(title=told["title"], body=told.get("body", ""), language=language)

    def ask() -> Conversation:
        return conversations.ask(actor=asker, community=circle.pk, question=question, now=now)

    actions.inspired(actor=asker, by=source, start=ask, now=now)
