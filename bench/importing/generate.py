"""A Stack Exchange dump of any size, written in constant memory; the same for the same numbers."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import quoteattr

_START = datetime(2012, 1, 1)  # noqa: DTZ001 - as dumps have it
_STARTS = ("con", "per", "val", "sup", "der", "mar", "tol", "fin", "gra", "lis")
_ENDS = ("tract", "sonal", "uation", "port", "ivative", "ket", "erance", "ance", "duate", "ten", "ding", "ter")
_WORDS = [start + end for start in _STARTS for end in _ENDS]
_TAGS = [f"topic-{number}" for number in range(400)]


def write(folder: Path, *, rows: int, people: int, seed: int = 1) -> None:
    """`rows` rows in all but Users.xml: one part questions, two answers, two comments, half of a part votes."""
    folder.mkdir(parents=True, exist_ok=True)
    questions = rows * 2 // 11
    _file(folder / "Users.xml", "users", _people(people))
    _file(folder / "Posts.xml", "posts", _posts(random.Random(seed), questions, people))
    _file(folder / "Comments.xml", "comments", _comments(random.Random(seed + 1), questions, people))
    _file(folder / "Votes.xml", "votes", _votes(questions))


def _file(path: Path, root: str, rows: Iterator[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(f'<?xml version="1.0" encoding="utf-8"?>\n<{root}>\n')
        for row in rows:
            file.write("  <row " + " ".join(f"{name}={quoteattr(str(value))}" for name, value in row.items()) + " />\n")
        file.write(f"</{root}>\n")


def _people(count: int) -> Iterator[dict[str, object]]:
    for key in range(1, count + 1):
        yield {
            "Id": key,
            "DisplayName": f"Person {key}",
            "CreationDate": _moment(0),
            "AboutMe": "<p>Works somewhere.</p>",
        }


def _posts(chance: random.Random, questions: int, people: int) -> Iterator[dict[str, object]]:
    """Each question (3n+1) with its two answers (3n+2, 3n+3), the second accepted in one of two."""
    for number in range(questions):
        key, day = 3 * number + 1, number * 3000 // questions
        accepted = {"AcceptedAnswerId": key + 2} if number % 2 else {}
        yield {
            "Id": key,
            "PostTypeId": 1,
            "CreationDate": _moment(day),
            "Score": chance.randrange(-2, 30),
            "Body": _body(chance),
            "OwnerUserId": _author(chance, people),
            "Title": _sentence(chance, 9),
            "Tags": _tags(chance),
            **accepted,
        }
        for answer in (key + 1, key + 2):
            yield {
                "Id": answer,
                "PostTypeId": 2,
                "ParentId": key,
                "CreationDate": _moment(day + answer - key),
                "Score": chance.randrange(-2, 20),
                "Body": _body(chance),
                "OwnerUserId": _author(chance, people),
            }


def _comments(chance: random.Random, questions: int, people: int) -> Iterator[dict[str, object]]:
    for key in range(1, 2 * questions + 1):
        post = 1 + (key - 1) * 3 // 2
        day = (key // 2) * 3000 // questions + 3
        yield {
            "Id": key,
            "PostId": post,
            "Score": 0,
            "Text": _sentence(chance, 25),
            "CreationDate": _moment(day),
            "UserId": _author(chance, people),
        }


def _votes(questions: int) -> Iterator[dict[str, object]]:
    for number in range(1, questions, 2):
        yield {
            "Id": number,
            "PostId": 3 * number + 3,
            "VoteTypeId": 1,
            "CreationDate": _moment(number * 3000 // questions + 4),
        }


def _author(chance: random.Random, people: int) -> int:
    """Some write much, most write little."""
    return 1 + int(people * chance.random() ** 3)


def _body(chance: random.Random) -> str:
    first = f"<p>{_sentence(chance, 40)} <em>{_sentence(chance, 3)}</em></p>"
    items = "".join(f"<li>{_sentence(chance, 12)}</li>" for _ in range(chance.randrange(4)))
    return f"{first}\n\n<p>{_sentence(chance, 60)}</p>\n" + (f"<ul>{items}</ul>" if items else "")


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize() + "."


def _tags(chance: random.Random) -> str:
    return "".join(f"<{tag}>" for tag in chance.sample(_TAGS, chance.randrange(1, 5)))


def _moment(day: int) -> str:
    return (_START + timedelta(days=day)).isoformat(timespec="milliseconds")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=20_000)
    given = parser.parse_args()
    write(given.folder, rows=given.rows, people=given.people)
