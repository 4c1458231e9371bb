"""`kring scheme`: what it prints, in two languages and as JSON, and what it ends with. It needs no database."""

import json
import re
from pathlib import Path

import pytest

from kring.config.cli import main
from tests.rules.registers.test_scheme_checking import EXAMPLES, blocks, written
from tests.rules.registers.test_scheme_files import GOOD

ROOT = Path(__file__).parents[3]
CASE = {"for": "2024-06-01", "activities": [{"id": "e-1", "on": "2024-05-01", "hours": 18.5, "evidence": None}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "guild"
    made.mkdir()
    (made / "scheme.yaml").write_text(GOOD, encoding="utf-8")
    (made / "examples.yaml").write_text(EXAMPLES, encoding="utf-8")
    (made / "sources.md").write_text("The rules.", encoding="utf-8")
    return made


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    code = main(["scheme", *map(str, words)])
    return code, capsys.readouterr().out


def test_every_scheme_that_ships_is_green(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "check", *sorted((ROOT / "schemes").iterdir()))
    assert code == 0
    assert said.strip().endswith("all as expected")
    assert "MISS" not in said


def test_a_folder_of_folders_is_each_of_them(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    code, said = run(capsys, "check", folder.parent)
    assert (code, "1 folders, 3 examples: all as expected" in said) == (0, True)
    assert run(capsys, "check", folder / "scheme.yaml")[0] == 0


def test_what_the_tutorial_shows_is_what_is_printed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    guild = tmp_path / "roof-guild"
    guild.mkdir()
    for name, text in zip(("scheme.yaml", "examples.yaml"), written(), strict=True):
        (guild / name).write_text(text, encoding="utf-8")
    (guild / "sources.md").write_text("Rules, 2024 edition.", encoding="utf-8")
    code, said = run(capsys, "check", "roof-guild")
    shown, slip = blocks("text")
    assert (code, said.strip()) == (0, shown.strip())
    text = (guild / "scheme.yaml").read_text(encoding="utf-8")
    (guild / "scheme.yaml").write_text(text.replace('">= 1"', ">= 1"), encoding="utf-8")
    code, said = run(capsys, "check", "roof-guild")
    assert code == 1
    assert slip.rstrip() in said


def test_a_miss_shows_what_was_expected_and_ends_with_1(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "examples.yaml").write_text(EXAMPLES.replace("verdict: short", "verdict: met"), encoding="utf-8")
    code, said = run(capsys, "check", folder)
    assert code == 1
    assert "MISS  b: short" in said
    assert "examples.yaml:10 verdict: expected met, found short" in said
    assert "Total: 19 points of 20: 1 point to go." in said
    code, said = run(capsys, "check", folder, "--lang", "nl")
    assert "Totaal: 19 punten van 20: nog 1 punt te gaan." in said


def test_what_is_wrong_is_told_with_file_and_line(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "scheme.yaml").write_text(GOOD.replace("per: hour", "per: hours", 1), encoding="utf-8")
    code, said = run(capsys, "check", folder)
    assert code == 1
    assert re.search(r"WRONG scheme\.yaml:\d+ earning\[0\]\.per: “hours” isn't one of: hour, minute", said)
    code, said = run(capsys, "check", folder, "--json")
    (report,) = json.loads(said)
    assert (code, report["passed"]) == (1, False)
    (problem,) = [problem for problem in report["problems"] if problem["code"] == "one of these expected"]
    assert (problem["file"], problem["path"]) == ("scheme.yaml", ["earning", 0, "per"])


def test_an_example_that_cannot_be_judged_is_a_miss(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "examples.yaml").write_text(EXAMPLES.replace("hours: 17", "hours: 0"), encoding="utf-8")
    code, said = run(capsys, "check", folder)
    assert code == 1
    assert "MISS  b: the case can't be judged" in said


def test_a_period_that_is_not_known_is_told(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    text = GOOD.replace("starts: 2020-01-01", "starts: person.start")
    (folder / "scheme.yaml").write_text(text, encoding="utf-8")
    case = folder.parent / "case.json"
    case.write_text(json.dumps(CASE), encoding="utf-8")
    code, said = run(capsys, "judge", folder, case)
    assert (code, said.splitlines()[0]) == (0, "Guild, ?: can't be decided")
    assert "? the day of registration" in said


def test_json_holds_every_verdict(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    _, said = run(capsys, "check", folder, "--json")
    (report,) = json.loads(said)
    assert [example["verdict"]["verdict"] for example in report["examples"]] == ["met", "short", "met"]
    assert report["schemes"] == [{"file": "scheme.yaml", "scheme": "guild", "version": "1"}]


def test_one_case_is_judged(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    case = folder.parent / "case.json"
    case.write_text(json.dumps(CASE), encoding="utf-8")
    for scheme in (folder, folder / "scheme.yaml"):
        code, said = run(capsys, "judge", scheme, case)
        assert (code, said.splitlines()[0]) == (0, "Guild, 2024-01-01 – 2024-12-31: short")
    assert "Total: 18.5 points of 20: 1.5 points to go." in said
    _, said = run(capsys, "judge", folder, case, "--lang", "nl")
    assert "Totaal: 18,5 punten van 20: nog 1,5 punten te gaan." in said
    _, said = run(capsys, "judge", folder, case, "--json")
    assert json.loads(said)["rules"][0]["have"] == "18.5"


def test_a_case_that_cannot_be_judged_ends_with_1(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    case = folder.parent / "case.yaml"
    case.write_text("activities:\n  - {on: 2024-05-01, hours: -3}\n", encoding="utf-8")
    code, said = run(capsys, "judge", folder, case)
    assert (code, "case.yaml:2 activities[0].hours: It must take some time" in said) == (1, True)
    code, said = run(capsys, "judge", folder, case, "--json")
    assert (code, json.loads(said)["problems"][0]["code"]) == (1, "no duration")


def test_a_scheme_that_is_wrong_judges_nothing(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "scheme.yaml").write_text("a: &x 1\n", encoding="utf-8")
    code, said = run(capsys, "judge", folder, folder / "examples.yaml")
    assert (code, "scheme.yaml:1" in said) == (1, True)


def test_the_version_of_the_period_judges(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    old = GOOD.replace("from: 2020-01-01", "from: 2020-01-01\n  until: 2024-01-01", 1)
    new = GOOD.replace("version: 1", "version: 2").replace("from: 2020-01-01", "from: 2024-01-01", 1)
    (folder / "scheme.yaml").rename(folder / "scheme-1.yaml")
    (folder / "scheme-1.yaml").write_text(old, encoding="utf-8")
    (folder / "scheme-2.yaml").write_text(new, encoding="utf-8")
    case = folder.parent / "case.json"
    for year, version in (("2023", "1"), ("2024", "2")):
        case.write_text(json.dumps({"for": f"{year}-05-01", "activities": []}), encoding="utf-8")
        assert json.loads(run(capsys, "judge", folder, case, "--json")[1])["version"] == version


@pytest.mark.parametrize("words", [["check", "nowhere"], ["judge", "nowhere", "x.json"], ["judge", ".", "x.json"]])
def test_what_is_not_there_is_told(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["scheme", *words]) == 1
    assert capsys.readouterr().err.startswith("kring: ")


def test_a_folder_of_other_things_is_not_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(60):
        (folder / f"{number}.txt").write_text("x", encoding="utf-8")
    assert main(["scheme", "check", str(folder)]) == 1
    assert "holds 63 files" in capsys.readouterr().err
