"""`kring find`: who has done this before, on the command line, for one question or a file of them."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q

from kring.communities.models import Community
from kring.competences.queries import keys_of
from kring.finding.queries.people import Found, Question, find_people
from kring.foundation import clock
from kring.foundation.access.readers import OPERATORS_SIGHT, Reader, reader_of
from kring.foundation.accounts.models import Account

LONGEST_LINE = 1_000_000


class WrongCallError(Exception):
    """What was asked for isn't there, or a line can't be read."""


def run(arguments: argparse.Namespace) -> int:
    """Print who was found; 2 with the reason when the call can't be answered."""
    try:
        reader = _reader(arguments.reader)
        within = _community(arguments.place)
        if arguments.batch:
            _batch(arguments, reader, within)
        else:
            at = arguments.at or clock.now()
            question = Question(
                title=arguments.text, at=at, live=arguments.at is None, within=within, asker=reader.account
            )
            _show(find_people(reader, question, limit=arguments.limit), as_json=arguments.json)
    except WrongCallError as error:
        print(f"kring find: {error}", file=sys.stderr)
        return 2
    return 0


def _batch(arguments: argparse.Namespace, reader: Reader, within: int | None) -> None:
    """A line out for each line in, people in order, whether or not there is proof to show for each."""
    askers = Askers(within)
    for number, line in _lines(arguments):
        try:
            asked = json.loads(line)
            question = _question(asked, within, askers, arguments.at)
        except (ValueError, TypeError, AttributeError, OverflowError, OSError) as error:
            raise WrongCallError(f"line {number} of {arguments.batch}: {error}") from error
        found = find_people(reader, question, limit=arguments.limit, with_proof=False)
        print(json.dumps({"id": asked.get("id"), "people": [_person(one) for one in found]}, ensure_ascii=False))


def _lines(arguments: argparse.Namespace) -> Iterator[tuple[int, str]]:
    try:
        with arguments.batch.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line[:LONGEST_LINE]
    except (OSError, UnicodeDecodeError) as error:
        raise WrongCallError(f"{arguments.batch} can't be read: {error}") from error


class Askers:
    """Accounts by the key that their source gave them, or by handle, each looked up once."""

    def __init__(self, within: int | None) -> None:
        self.within = within
        self.known: dict[str, int | None] = {}

    def account(self, name: Any) -> int | None:
        """The account of an asker; None where the line names none, or one that isn't here."""
        if name is None or name == "":
            return None
        key = str(name)
        if key not in self.known:
            imported = Account.objects.filter(source_id=key).exclude(source="")
            if self.within:
                imported = imported.filter(memberships__community=self.within)
            handles = Account.objects.filter(handle=key)
            self.known[key] = next((one.pk for rows in (imported, handles) for one in rows[:1]), None)
        return self.known[key]


def _question(asked: Any, within: int | None, askers: Askers, at: datetime | None) -> Question:
    tags = asked.get("tags") or []
    return Question(
        title=str(asked.get("title") or ""),
        text=str(asked.get("text") or ""),
        at=_moment(asked.get("at")) or at or clock.now(),
        within=within,
        asker=askers.account(asked.get("asker")),
        competences=keys_of([str(tag) for tag in tags]),
    )


def _moment(value: Any) -> datetime | None:
    """A moment out of ISO 8601, UTC where no zone is given, or out of seconds since 1970."""
    if value is None or value == "":
        return None
    if isinstance(value, int | float):
        return datetime.fromtimestamp(value, UTC)
    read = datetime.fromisoformat(str(value))
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _reader(handle: str | None) -> Reader:
    """The sight of a member; without one, the operator's."""
    if not handle:
        return OPERATORS_SIGHT
    account = Account.objects.filter(handle=handle, is_active=True).first()
    if account is None:
        raise WrongCallError(f"there is no member with the handle {handle!r}")
    return reader_of(account.pk, is_operator=account.is_operator)


def _community(name: str | None) -> int | None:
    if not name:
        return None
    rows = list(Community.objects.filter(Q(slug=name) | Q(name__iexact=name)).values_list("pk", "slug")[:2])
    exact = [key for key, slug in rows if slug == name] or [key for key, _ in rows]
    if not exact:
        raise WrongCallError(f"there is no community {name!r}")
    return exact[0]


def _person(one: Found) -> dict[str, Any]:
    return {
        "member": one.source_id or one.handle,
        "name": one.name,
        "score": round(one.score, 6),
        "evidence": [
            {
                "post": piece.post,
                "conversation": piece.conversation,
                "kind": piece.kind,
                "title": piece.title,
                "quote": piece.quote,
                "at": piece.created_at.isoformat(),
                "circle": piece.circle,
                "link": f"/posts/{piece.post}",
            }
            for piece in one.evidence
        ],
    }


def _show(found: list[Found], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"people": [_person(one) for one in found]}, ensure_ascii=False, indent=2))
        return
    if not found:
        print("Nobody here seems to have done this before.")
    for number, one in enumerate(found, 1):
        print(f"{number}. {one.name} ({one.handle})  {one.headline}".rstrip())
        for piece in one.evidence:
            print(f"     {piece.created_at:%Y-%m-%d}  {piece.title}  [{piece.circle_name}]  /posts/{piece.post}")
            print(f"       {piece.quote}")
