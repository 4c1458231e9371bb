"""What the documents promise is there: commands, files, words."""

import re
from pathlib import Path

import pytest

from kring.config.cli import HIDDEN, VERBS
from tests.house.source import FLOORS, ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_COMMAND = re.compile(r"(?:^|[\s`'\"])(?:\./)?kring ([a-z][a-z-]*)(?: ([a-z]+))?", re.MULTILINE)
_CODE = re.compile(r"`[^`\n]*`|^ {4}.*$|^```.*?^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_that_a_document_names_exist(path: Path) -> None:
    verbs = {verb.name for verb in (*VERBS, *HIDDEN)}
    code = "\n".join(_CODE.findall(path.read_text(encoding="utf-8")))
    named = {found.group(1) for found in _COMMAND.finditer(code)}
    assert named - verbs == set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    links = _LINK.findall(_CODE.sub("", path.read_text(encoding="utf-8")))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_readme_names_how_to_start_and_how_to_test() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("./kring up", "./kring test", "./kring check"):
        assert command in text
    assert len(text.splitlines()) <= 70


def test_every_document_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    listed = set(_LINK.findall(index))
    written = {str(path.relative_to(ROOT / "docs")) for path in (ROOT / "docs").rglob("*.md")} - {"README.md"}
    assert written - listed == set()


def test_every_room_is_on_the_map() -> None:
    text = (ROOT / "docs" / "map.md").read_text(encoding="utf-8")
    assert [room for rooms in FLOORS for room in rooms if f"`{room}`" not in text] == []


def test_the_words_of_the_glossary_stand_in_a_table() -> None:
    rows = [
        line
        for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    assert len(rows) > 30
    assert {line.count("|") for line in rows} == {4}


def test_documents_speak_of_the_project_alone() -> None:
    assert [path.name for path in DOCUMENTS if "/work/" in path.read_text(encoding="utf-8")] == []
