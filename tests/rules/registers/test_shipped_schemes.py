"""The schemes that ship: nothing is wrong with them, every example comes out, and the published format fits them."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from kring.registers import publishing, shipped
from kring.registers.rules.check import EXAMPLES, check, is_scheme
from kring.registers.rules.examples import Example
from kring.registers.rules.loading import read_examples

ROOT = Path(__file__).parents[3]
FOLDERS = sorted((ROOT / "schemes").iterdir())
BODIES = {
    "nova", "nivre", "nrvt", "ffp", "nob", "knb", "huisartsen", "venvn", "skj", "ascert", "wft", "nba",
    "registervaktherapie", "acca", "texas-pe", "cfp", "pmi", "isc2", "hrci", "cii", "rics",
}  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class TextOfYaml12(yaml.SafeLoader):
    """As an editor reads it: numbers are numbers, everything else is text."""


TextOfYaml12.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_all_of_them_ship() -> None:
    assert {folder.name for folder in FOLDERS} == BODIES
    assert {file.path.parent.name for file in shipped.files()} == BODIES
    assert all(file.examples for file in shipped.files())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nothing_is_wrong_and_every_example_comes_out(folder: Path) -> None:
    report = check(files(folder))
    assert report.problems == ()
    assert [(result.example.name, result.misses) for result in report.results if not result.passed] == []
    assert len(report.results) >= 3
    for scheme in report.schemes.values():
        assert (scheme.scheme, scheme.status) == (folder.name, "unreviewed")
        assert scheme.assumptions
        assert {"en", "nl"} == set(scheme.title) == set(scheme.unit)
        assert all({"en", "nl"} == set(said) for said in scheme.assumptions)
        assert all({"en", "nl"} == set(category.label) for category in scheme.categories.values())


def examples() -> list[Example]:
    found = [read_examples((folder / EXAMPLES).read_bytes(), EXAMPLES)[0] for folder in FOLDERS]
    return [example for listed in found for _, example in listed]


def test_what_bodies_published_and_what_follows_from_their_rules_is_there() -> None:
    origins = [example.origin for example in examples()]
    assert (origins.count("published"), origins.count("derived")) >= (17, 23)
    assert len(origins) >= 77


@pytest.mark.parametrize("name", sorted(publishing.schemas()))
def test_the_published_json_schema_is_fresh(name: str) -> None:
    schema = publishing.schemas()[name]
    Draft202012Validator.check_schema(schema)
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == publishing.text(schema), "run python -m kring.registers.publishing"


def test_publishing_writes_what_is_fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "FOLDER", tmp_path)
    publishing.write()
    assert {path.name for path in tmp_path.iterdir()} == set(publishing.schemas())


def published(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")))


def wrong(validator: Draft202012Validator, text: str) -> list[str]:
    # The loader only ever makes texts, numbers, lists and mappings.
    return [error.message for error in validator.iter_errors(yaml.load(text, Loader=TextOfYaml12))]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_published_json_schema_fits_what_ships(folder: Path) -> None:
    for path in folder.glob("*.yaml"):
        name = "scheme.schema.json" if is_scheme(path.name) else "examples.schema.json"
        assert wrong(published(name), path.read_text(encoding="utf-8")) == [], path


def test_the_published_json_schema_sees_a_slip() -> None:
    text = (ROOT / "schemes" / "nob" / "scheme.yaml").read_text(encoding="utf-8")
    for old, new in (("at_least: 20", "at_leest: 20"), ("per: hour", "per: hours"), ("length: 1 year", "length: long")):
        assert wrong(published("scheme.schema.json"), text.replace(old, new, 1)) != []


def test_long_lines_are_in_block_style() -> None:
    """What people copy from is easy to get right: braces only around short rows of figures and words."""
    long: list[tuple[str, Any]] = [
        (path.parent.name, line)
        for path in (ROOT / "schemes").glob("*/*.yaml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "{" in line and len(line) > 110
    ]
    assert long == []
