"""The one way in which pages look for people: the query of the command line and the API; the reader is the asker."""

from datetime import datetime
from urllib.parse import urlencode

from kring.finding.queries import Found, Question, find_people
from kring.foundation.access.readers import Reader
from kring.foundation.text import cleaning

LONGEST = 20_000
"""Characters of a question that are looked at; what stands further on is left out."""

LINKED = 1_500
"""Characters of a question that are handed on in an address."""

SHORTEST = 3
"""Below this many characters nothing is suggested yet."""


def tidy(text: str) -> str:
    """What someone typed, bounded and without what can't be seen."""
    return cleaning.clean(text[: LONGEST * 2])[:LONGEST]


def people_for(
    reader: Reader,
    text: str,
    *,
    now: datetime,
    within: int | None = None,
    body: str = "",
    limit: int = 5,
    among: frozenset[int] | None = None,
) -> list[Found]:
    """The best people for what someone typed, best first; `within` narrows to a circle and those below it, `among` to
    some people."""
    question = Question(
        title=text, text=body[:LONGEST], at=now, live=True, asker=reader.account, within=within, among=among
    )
    return find_people(reader, question, limit=limit)


def ask_url(text: str, *, to: str = "") -> str:
    """Where a text is asked; `to` is the handle of someone to be asked for help with it."""
    wanted = {"text": text[:LINKED], "to": to}
    return f"/ask?{urlencode({name: value for name, value in wanted.items() if value})}"
