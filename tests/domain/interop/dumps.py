"""Small dumps for tests, written as the source writes them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

Rows = Sequence[Mapping[str, object]]


def row(values: Mapping[str, object]) -> str:
    """One row, as the dumps have it."""
    return "  <row " + " ".join(f"{name}={_quoted(value)}" for name, value in values.items()) + " />\n"


def write(folder: Path, **files: Rows) -> Path:
    """A dump with a file for each keyword (`Posts=[...]`), which begins with a byte-order mark as real ones do."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        root = name.lower()
        text = f'<?xml version="1.0" encoding="utf-8"?>\n<{root}>\n{"".join(map(row, rows))}</{root}>\n'
        (folder / f"{name}.xml").write_text(text, encoding="utf-8-sig")
    return folder


def question(key: int | str, **others: object) -> dict[str, object]:
    """A question's attributes."""
    usual = {
        "CreationDate": "2012-01-01T00:00:00.000",
        "Score": 3,
        "Title": f"Question {key}",
        "Body": f"<p>Text {key}</p>",
    }
    return {"Id": key, "PostTypeId": 1, "OwnerUserId": 1, **usual, "Tags": "<legal>", **others}


def answer(key: int | str, to: int | str, **others: object) -> dict[str, object]:
    """An answer's attributes."""
    usual = {"CreationDate": "2012-01-02T00:00:00.000", "Score": 1, "Body": f"<p>Answer {key}</p>"}
    return {"Id": key, "PostTypeId": 2, "ParentId": to, "OwnerUserId": 2, **usual, **others}


def user(key: int, **others: object) -> dict[str, object]:
    """A user's attributes."""
    return {"Id": key, "CreationDate": "2011-05-05T00:00:00.000", "DisplayName": f"Member {key}", **others}


def comment(key: int | str, on: int, **others: object) -> dict[str, object]:
    """A comment's attributes."""
    return {
        "Id": key,
        "PostId": on,
        "Text": f"Comment {key}",
        "CreationDate": "2012-01-03T00:00:00",
        "UserId": 1,
        **others,
    }


def _quoted(value: object) -> str:
    # The source writes new lines as references, or a parser would make spaces of them.
    return quoteattr(str(value), {"\n": "&#xA;", '"': "&quot;"})
