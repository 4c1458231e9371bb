"""Bringing ESCO in: several languages, versions, and what is wrong with files."""

import argparse
import json
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kring.competences.frameworks.actions import adopt
from kring.competences.frameworks.models import Description, Framework, Item, Label, Tie
from kring.competences.frameworks.queries import item_page, members_of, search_items
from kring.competences.frameworks.rules.records import Problems, Why
from kring.foundation.access.readers import ANYONE
from kring.interop.importers import sources
from kring.interop.importers.esco import files as reading
from kring.interop.importers.esco.reading import facts
from tests.domain.frameworks.files import GROUP_HEADS, E, dutch, english, group, loose, occupation, skill, text, zipped

pytestmark = pytest.mark.django_db
Captured = pytest.CaptureFixture[str]


def brought(*paths: Path, version: str | None = None) -> int:
    return sources.run(argparse.Namespace(source="esco", paths=list(paths), version=version, json=True))


def report(captured: Captured) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(captured.readouterr().out)
    return told


def item(name: str) -> Item:
    return Item.objects.get(uri=f"{E}{name}")


def labels(name: str, language: str) -> list[str]:
    rows = Label.objects.filter(item=item(name), language=language)
    return list(rows.order_by("-is_preferred", "text").values_list("text", flat=True))


def everything() -> list[list[Any]]:
    return [
        sorted(model.objects.values_list(*columns))
        for model, columns in (
            (Item, ("uri", "kind", "code", "part", "retired_at")),
            (Label, ("item__uri", "language", "text", "is_preferred")),
            (Description, ("item__uri", "language", "text")), (Tie, ("item__uri", "kind", "to__uri")),
        )
    ]  # fmt: skip


def test_two_languages_come_in_side_by_side_from_zip_and_folder(tmp_path: Path, capsys: Captured) -> None:
    a_zip = zipped(tmp_path / "v1.1.1" / "ESCO classification en csv.zip", english())
    assert brought(a_zip, loose(tmp_path / "nl_v1.1.1", dutch())) == 0
    told = report(capsys)
    assert (told["version"], told["languages"], told["left_out"]) == ("1.1.1", ["en", "nl"], 0)
    assert labels("skill/lead", "en") == ["lead a team", "guide a team"]
    assert labels("skill/lead", "nl") == ["een team leiden", "leidinggeven", "team aansturen"]
    assert labels("skill/coach", "nl") == []
    assert [item(name).kind for name in ("skill/law", "skill/lead", "skill/S4", "occupation/hr", "isco/C1212")] == [
        "knowledge", "competence", "group", "occupation", "group",
    ]  # fmt: skip
    assert item("occupation/hr").code == "1212.1"
    belongs = members_of(ANYONE, item("occupation/hr").pk, language="nl")
    assert [(one.item.label, one.is_essential) for one in belongs] == [
        ("een team leiden", True), ("employment law", False),
    ]  # fmt: skip
    page = item_page(ANYONE, item("skill/lead").pk, language="nl")
    assert {name: [row.label for row in side.rows] for name, side in page.ties.items()} == {
        "broader": ["managementvaardigheden"], "optional": ["employment law"],
        "member": ["Transversale vaardigheden"], "essential_for": ["hr-manager"],
    }  # fmt: skip
    assert page.description.text == "Mensen leiden."
    assert search_items(ANYONE, "aansturen", language="nl").page.rows[0].label == "een team leiden"
    assert "European Commission" in Framework.objects.get().acknowledgement


def test_again_is_nothing_new(tmp_path: Path, capsys: Captured) -> None:
    folder = loose(tmp_path / "v1.1", english() | dutch())
    assert brought(folder) == 0
    before = everything()
    capsys.readouterr()
    assert brought(folder) == 0
    assert sum(report(capsys)["counts"].values()) == 0
    assert everything() == before


def test_another_version_keeps_what_refers_to_items_and_retires_what_is_gone(tmp_path: Path, capsys: Captured) -> None:
    assert brought(loose(tmp_path / "v1.1.1", english() | dutch())) == 0
    lead, coach = item("skill/lead"), item("skill/coach")
    word = adopt(actor=ANYONE, item=lead.pk)
    newer = english()
    newer["skills_en.csv"] = [
        newer["skills_en.csv"][0], skill("lead", "lead people", "direct a team"),
        skill("law", "labour law", kind="knowledge"),
        skill("new", "listen", status="released"), skill("old", "obsolete one", status="obsolete"),
    ]  # fmt: skip
    newer["broaderRelationsSkillPillar_en.csv"] = newer["broaderRelationsSkillPillar_en.csv"][:2]
    assert brought(loose(tmp_path / "v1.2", newer)) == 0
    assert item("skill/lead").pk == lead.pk
    assert item("skill/lead").competence == word
    assert labels("skill/lead", "en") == ["lead people", "direct a team"]
    assert labels("skill/lead", "nl")[0] == "een team leiden"
    assert item("skill/coach").pk == coach.pk
    assert item("skill/coach").retired_at is not None
    assert search_items(ANYONE, "coach employees", language="en").page.rows == []
    assert item_page(ANYONE, coach.pk, language="en").name.text == "coach employees"
    assert not Item.objects.filter(uri=f"{E}skill/old").exists()
    assert item("occupation/hr").retired_at is None
    assert Framework.objects.get().version == "1.2"
    # And back, by a version that has it again.
    assert brought(loose(tmp_path / "v1.3", english())) == 0
    assert item("skill/coach").retired_at is None
    assert search_items(ANYONE, "coach employees", language="en").page.rows[0].id == coach.pk
    capsys.readouterr()


def test_one_language_more_changes_nothing_of_others_and_an_older_one_only_fills_gaps(
    tmp_path: Path, capsys: Captured
) -> None:
    assert brought(loose(tmp_path / "v1.2", english())) == 0
    before = everything()[3]
    older = dutch()
    older["occupations_nl.csv"] = [*older["occupations_nl.csv"], occupation("gone", "verdwenen beroep", "1212")]
    assert brought(loose(tmp_path / "nl_v1.1", older)) == 0
    assert labels("occupation/hr", "nl") == ["hr-manager", "personeelsmanager"]
    assert not Item.objects.filter(uri=f"{E}occupation/gone").exists()
    assert everything()[3] == before
    assert Framework.objects.get().version == "1.2"
    changed = dutch()
    changed["ISCOGroups_nl.csv"] = [GROUP_HEADS, group("isco/C1212", "Iets anders", "1212")]
    assert brought(loose(tmp_path / "nl_v1.0", changed)) == 0
    assert labels("isco/C1212", "nl") == ["Personeelsmanagers"]
    capsys.readouterr()


def test_dutch_alone_has_its_groups_all_the_same(tmp_path: Path, capsys: Captured) -> None:
    assert brought(loose(tmp_path / "v1.1", dutch())) == 0
    above = item_page(ANYONE, item("occupation/hr").pk, language="nl").ties
    assert [row.label for row in above["broader"].rows] == ["Personeelsmanagers"]
    capsys.readouterr()


BROKEN = {
    "a reference to nothing": ("occupationSkillRelations.csv", (f"{E}occupation/hr", "essential", "", f"{E}skill/no")),
    "no such relation": ("occupationSkillRelations.csv", (f"{E}occupation/hr", "perhaps", "", f"{E}skill/law")),
    "no address": ("skills_en.csv", skill("has spaces in it", "x")),
    "too few columns": ("skills_en.csv", ["KnowledgeSkillCompetence", f"{E}skill/short"]),
    "an address for the second time": ("skills_en.csv", skill("coach", "coach someone else")),
    "a ring": ("broaderRelationsSkillPillar_en.csv", ("Group", f"{E}skill/S4", "Skill", f"{E}skill/coach")),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_is_named_by_its_row_and_nothing_comes_in(what: str, tmp_path: Path, capsys: Captured) -> None:
    name, row = BROKEN[what]
    given = english()
    given[name] = [*given[name], row]
    assert brought(loose(tmp_path / "v1.1", given)) == 1
    lines = len(text(given[name][:-1]).splitlines()) + 1
    assert f"{name}, line {lines}" in capsys.readouterr().err
    assert not Framework.objects.exists()
    assert not Item.objects.exists()


def test_few_broken_references_among_many_are_left_out_and_named(tmp_path: Path, capsys: Captured) -> None:
    given = english()
    given["skills_en.csv"] = [*given["skills_en.csv"], *(skill(f"n{one}", f"skill {one}") for one in range(400))]
    given["occupationSkillRelations.csv"] = [
        *given["occupationSkillRelations.csv"],
        *((f"{E}occupation/hr", "optional", "", f"{E}skill/n{one}") for one in range(400)),
        (f"{E}occupation/hr", "optional", "", f"{E}skill/no"),
    ]
    assert brought(loose(tmp_path / "v1.1", given)) == 0
    told = report(capsys)
    assert told["left_out"] == 1
    assert told["examples"][0][:2] == ["occupationSkillRelations.csv", 404]


def test_files_that_cannot_be_read_are_named(tmp_path: Path, capsys: Captured) -> None:
    folder = loose(tmp_path / "v1.1", english())
    whole = (folder / "skills_en.csv").read_bytes()
    for content, words in (
        (whole.decode().replace("lead", "leïden").encode("cp1252"), "UTF-8"),
        (whole.replace(b"preferredLabel", b"naam"), "preferredLabel"),
        (whole.splitlines()[0] + b"\n", "no rows"),
        (whole + b'"' + b"x" * 200_000, "can’t be read"),
        (b"", "Columns are missing"),
    ):
        (folder / "skills_en.csv").write_bytes(content)
        assert brought(folder) == 1
        said = capsys.readouterr().err
        assert "skills_en.csv" in said
        assert words in said
        assert not Item.objects.exists()
    (folder / "skills_en.csv").unlink()
    (folder / "rest.zip").write_bytes(b"PK\x03\x04 no zip")
    assert brought(folder) == 1
    assert "rest.zip" in capsys.readouterr().err


def test_what_unpacks_to_too_much_or_has_too_many_rows_ends_the_import(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "v1.1" / "bomb.zip"
    zipped(path, english())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("skills_nl.csv", text([skill("x", "y")]) + b"\n" * 20_000_000)
    monkeypatch.setattr(reading, "MOST_BYTES", 1_000_000)
    assert brought(path) == 1
    assert "more than 0.001 GB. Nothing of them was read" in capsys.readouterr().err
    monkeypatch.setattr(reading, "MOST_BYTES", 2_000_000_000)
    monkeypatch.setattr(reading, "MOST_ROWS", 5)
    assert brought(loose(tmp_path / "many_v1.1", english())) == 1
    assert "more rows than we read" in capsys.readouterr().err
    assert not Item.objects.exists()


def test_what_isnt_in_utf_8_is_named_by_its_line(tmp_path: Path, capsys: Captured) -> None:
    given = english()
    given["skills_en.csv"] = [*given["skills_en.csv"], *(skill(f"n{one}", f"skill {one}") for one in range(9_000))]
    folder = loose(tmp_path / "v1.1", given)
    lines = (folder / "skills_en.csv").read_bytes().split(b"\n")
    for place in (0, 1, 7_777):
        wrong = [*lines]
        wrong[place] = wrong[place].replace(b"skill", b"sk\xedll").replace(b"concept", b"conc\xe9pt")
        (folder / "skills_en.csv").write_bytes(b"\n".join(wrong))
        assert brought(folder) == 1
        assert f"skills_en.csv, line {place + 1}: This file isn’t in UTF-8." in capsys.readouterr().err
        assert not Item.objects.exists()


def test_of_ten_million_rows_no_more_is_read_than_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "v1.1.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("broaderRelationsOccPillar.csv", b"conceptUri,broaderUri\n" + b"a,b\n" * 10_000_000)
    monkeypatch.setattr(reading, "MOST_ROWS", 50_000)
    problems = Problems()
    read = reading.Reading(problems)
    tracemalloc.start()
    made = sum(1 for _record in facts(reading.bundle([path]).files, read, lambda _file: None))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert made == 50_000
    assert [(one.line, one.why) for one in problems.told] == [(50_002, Why.TOO_MANY_ROWS)]
    assert read.bytes < 1_000_000
    assert most < 3_000_000


def test_a_line_without_an_end_is_not_kept_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "v1.1.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("broaderRelationsOccPillar.csv", b"conceptUri,broaderUri\na,b" + b" " * 30_000_000)
    monkeypatch.setattr(reading, "LONGEST_LINE", 100_000)
    problems = Problems()
    read = reading.Reading(problems)
    assert list(facts(reading.bundle([path]).files, read, lambda _file: None)) == []
    assert problems.told[0][1:3] == (2, Why.BROKEN)
    assert read.bytes < 1_000_000


def test_a_file_that_is_given_loose_and_in_a_zip_says_the_same_twice(tmp_path: Path, capsys: Captured) -> None:
    assert brought(loose(tmp_path / "v1.1", english()), zipped(tmp_path / "all_v1.1.zip", english())) == 0
    assert Item.objects.filter(uri=f"{E}skill/coach").count() == 1
    capsys.readouterr()


def test_what_was_given_has_to_be_esco_of_one_version(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "letters.csv").write_text("a,b\n")
    loose(tmp_path / "both" / "v1.1", english())
    loose(tmp_path / "both" / "nl_v1.2", dutch())
    loose(tmp_path / "bare", dutch())
    for path, words in (
        (tmp_path / "letters.csv", "no file of ESCO"), (tmp_path / "no", "isn’t there"),
        (tmp_path / "both", "versions 1.1 and 1.2"), (tmp_path / "bare", "--version"),
    ):  # fmt: skip
        assert brought(path) == 1
        assert words in capsys.readouterr().err
    assert brought(tmp_path / "bare", version="1.1") == 0
