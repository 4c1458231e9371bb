"""Checking a folder: which files it needs, how versions live together, and what is expected against what came."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from kring.registers.rules.check import Report, check
from tests.rules.registers.test_scheme_files import GOOD

ROOT = Path(__file__).parents[3]
TUTORIAL = ROOT / "docs" / "tutorials" / "write-a-scheme.md"
ROW = """\
- name: {name}
  origin: ours
  case:
    for: 2024-06-01
    activities:
      - {{on: 2024-05-01, hours: {hours}}}
      - {{on: 2024-05-02, hours: 2, claimed: ethics}}
  expect:
    verdict: {verdict}
"""
EXAMPLES = "".join(
    ROW.format(name=name, hours=hours, verdict=verdict)
    for name, hours, verdict in (("a", 18, "met"), ("b", 17, "short"), ("c", 20, "met"))
)


def folder(scheme: str = GOOD, examples: str = EXAMPLES, **more: str) -> Report:
    files = {"scheme.yaml": scheme, "examples.yaml": examples, "sources.md": "x", **more}
    return check({name: text.encode() for name, text in files.items() if text})


def codes(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


def test_a_good_folder_passes() -> None:
    report = folder()
    assert (report.problems, report.passed) == ((), True)
    assert [result.line for result in report.results] == [1, 10, 19]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"scheme": ""}, "no scheme file"),
        ({"examples": ""}, "no examples"),
        ({"examples": EXAMPLES.split("- name: c")[0]}, "too few examples"),
        ({"examples": EXAMPLES.replace("short", "met")}, "no such example"),
        ({"examples": EXAMPLES.replace("- name: b", "- name: a")}, "said twice"),
        ({"examples": EXAMPLES.replace("hours: 17", "hours: -1")}, "no duration"),
        ({"examples": EXAMPLES.replace("  origin: ours\n", "", 1)}, "key missing"),
        ({"examples": "a: 1"}, "list expected"),
        ({"examples.yml": "x"}, "unknown file"),
    ],
)
def test_what_refuses_a_folder(given: dict[str, str], code: str) -> None:
    report = folder(**given)
    assert code in codes(report)
    assert not report.passed


def test_what_is_only_noted() -> None:
    report = check({"scheme.yaml": GOOD.encode(), "examples.yaml": EXAMPLES.encode(), "logo.png": b""})
    assert (sorted(codes(report)), report.passed) == (["no sources", "unknown file"], True)


def test_a_claim_of_no_category_in_an_example_is_told() -> None:
    report = folder(examples=EXAMPLES.replace("claimed: ethics", "claimed: etics", 1))
    assert [(p.code, p.line) for p in report.problems] == [("unknown category", 7)]


def version(name: str, start: str, until: str = "") -> str:
    applies = f"from: {start}" + (f"\n  until: {until}" if until else "")
    return GOOD.replace("version: 1", f"version: {name}").replace("from: 2020-01-01", applies, 1)


def test_versions_share_their_folder_and_its_examples() -> None:
    old = version("2020", "2020-01-01", "2024-01-01")
    new = version("2024", "2024-01-01").replace("at_least: 20", "at_least: 30")
    rows = EXAMPLES.replace("  origin: ours", "  version: 2024\n  origin: ours").replace("hours: 20", "hours: 28")
    first = EXAMPLES.replace("  origin: ours", "  version: 2020\n  origin: ours").replace("2024-", "2023-")
    first = re.sub(r"name: (\w)", r"name: old \1", first).replace("verdict: met", "verdict: met")
    rows = rows.replace("verdict: met", "verdict: short", 1)
    more = {"scheme-2020.yaml": old, "scheme-2024.yaml": new}
    report = folder("", rows + first, **more)
    assert (codes(report), [result.misses for result in report.results if not result.passed]) == ([], [])
    assert codes(folder("", EXAMPLES, **more)).count("version needed") == 3
    assert "unknown version" in codes(folder("", rows.replace("version: 2024", "version: 2025"), **more))


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (version("2024", "2024-01-01"), "versions overlap"),
        (version("2020", "2024-01-01"), "same version"),
        (GOOD.replace("scheme: guild", "scheme: other").replace("version: 1", "version: 2"), "two schemes"),
    ],
)
def test_versions_that_cannot_live_together(other: str, code: str) -> None:
    report = folder("", EXAMPLES, **{"scheme-a.yaml": version("2020", "2020-01-01"), "scheme-b.yaml": other})
    assert code in codes(report)


EXPECTED = """\
- name: everything that can be expected
  origin: ours
  case:
    for: 2024-06-01
    activities:
      - {on: 2024-05-01, hours: 18}
      - {on: 2024-05-02, hours: 2, claimed: ethics}
      - {on: 2025-05-02, hours: 2}
  expect:
    verdict: short
    rules:
      total: {have: 19, required: 20, missing: 1, met: no}
      totl: {have: 19}
    carry_in: 1
    carry_out: 1
    carry_usable: 1
    debts: {total: 1}
    counted: {a1: 17, a9: 1}
    not_counted: {a3: limit}
    period: 2024-01-01/2024-12-31
    number: 1
    deadlines: {declare: 2025-01-31}
    no_duty: yes
    unknown: [person.level]
    readings: {half: {full: met}}
"""


def test_each_thing_that_comes_out_otherwise_is_told() -> None:
    result = folder(examples=EXAMPLES + EXPECTED).results[-1]
    assert not result.passed
    assert {".".join(miss.path): (miss.expected, miss.found) for miss in result.misses} == {
        "verdict": ("short", "met"),
        "rules.total.have": ("19", "20"),
        "rules.total.missing": ("1", "0"),
        "rules.total.met": (False, True),
        "rules.totl": ("a line of this name", None),
        "carry_in": ("1", 0),
        "carry_out": ("1", 0),
        "carry_usable": ("1", 0),
        "debts": ({"total": "1"}, {}),
        "counted.a1": ("17", "18"),
        "counted.a9": ("1", None),
        "not_counted.a3": (["limit"], ["outside_period"]),
        "period": ("2024-01-01/2024-12-31", "2024-01-01/2025-01-01"),
        "number": (1, 5),
        "deadlines.declare": ("2025-01-31", None),
        "no_duty": (True, False),
        "unknown": (["person.level"], []),
        "readings.half.full": ("met", None),
    }


# ----- the tutorial


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TUTORIAL.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def written() -> tuple[str, str]:
    """The two files as a reader ends up with them: the blocks one after another."""
    found = blocks("yaml")
    return "".join(b for b in found if not b.startswith("- ")), "".join(b for b in found if b.startswith("- "))


def test_who_follows_the_tutorial_ends_with_a_scheme_that_passes() -> None:
    scheme, examples = written()
    report = folder(scheme, examples)
    assert (report.problems, report.passed, len(report.results)) == ((), True, 3)
    totals = [line.have for result in report.results if result.verdict for line in result.verdict.rules[:1]]
    assert totals == [30, 10, 23]
    assert all(isinstance(total, Fraction) for total in totals)


def test_every_step_of_the_tutorial_that_can_be_checked_alone_has_no_other_fault_than_what_is_still_missing() -> None:
    so_far = ""
    for block in (b for b in blocks("yaml") if not b.startswith("- ")):
        so_far += block
        found = {(p.code, p.facts.get("key")) for p in folder(so_far).problems if p.file == "scheme.yaml"}
        assert found <= {("key missing", key) for key in ("period", "earning", "rules")} | {("excess unsaid", None)}


def test_the_slip_that_the_tutorial_shows() -> None:
    scheme, examples = written()
    slipped = folder(scheme.replace('">= 1"', ">= 1"), examples)
    (problem,) = [problem for problem in slipped.problems if problem.file == "scheme.yaml"]
    assert problem.code == "sign without quotes"
    assert f"scheme.yaml:{problem.line}:" in blocks("text")[1]
    misspelt = folder(scheme.replace("claimed: [technical]", "claimed: [tehnical]"), examples)
    assert [problem.facts["nearest"] for problem in misspelt.problems] == ["technical"]


def test_a_reading_that_the_scheme_does_not_have_is_a_miss() -> None:
    nova = ROOT / "schemes" / "nova"
    files = {path.name: path.read_bytes() for path in nova.iterdir()}
    examples = files["examples.yaml"].replace(b"readings: {half:", b"readings: {haf:")
    report = check({**files, "examples.yaml": examples})
    assert [miss.path for result in report.results for miss in result.misses] == [
        ("readings", "haf", "full"),
        ("readings", "haf", "reduced"),
    ]
