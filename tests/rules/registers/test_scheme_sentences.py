"""Sentences out of codes: one for each code that the rules use, in both languages, with its facts filled in."""

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.utils import translation

import kring.registers.rules as rules
from kring.registers import sentences
from kring.registers.rules.loading import read_scheme
from kring.registers.rules.problems import Problem
from kring.registers.rules.schema import Scheme
from kring.registers.sentences import problems, verdicts
from tests.rules.registers.making import scheme as scheme_of
from tests.rules.registers.test_scheme_files import GOOD, SCHEMES

SOURCES = sorted(Path(rules.__file__).parent.rglob("*.py"))
_RAISED = re.compile(r"(?:WordsError|Problem|_RefusedError|take\.say|self\.say)\(\s*\"([a-z0-9_ '-]+)\"")


@pytest.fixture(params=["en", "nl"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    text = GOOD.replace("title: Guild", "title: Guild\nunit: {en: hour, nl: uur}\nunits: {en: hours, nl: uur}")
    read, wrong = read_scheme(text.encode())
    assert read is not None, wrong
    return read


def codes() -> set[str]:
    found = {code for path in SOURCES for code in _RAISED.findall(path.read_text(encoding="utf-8"))}
    return found | set(problems.SENTENCES)


def test_every_code_that_is_raised_has_a_sentence() -> None:
    assert len(codes()) > 80
    assert codes() - set(problems.SENTENCES) == set()


def test_every_sentence_can_be_said(language: str) -> None:
    for code, sentence in problems.SENTENCES.items():
        facts = dict.fromkeys(re.findall(r"%\((\w+)\)s", str(sentence)), "x")
        said = sentences.problem(Problem(code, (), facts))
        assert said, language
        assert "%(" not in said
        assert "%%" not in said


def test_a_key_that_is_not_known_names_what_was_meant(language: str) -> None:
    known = ("name", "label")
    meant = sentences.problem(Problem("unknown key", (), {"key": "nam", "known": known, "nearest": "name"}))
    listed = sentences.problem(Problem("unknown key", (), {"key": "x", "known": known, "nearest": ""}))
    assert meant.endswith("“name”?")
    assert listed.endswith("name, label.")
    assert ("Bedoel" in meant, "Mogelijk" in listed) == (language == "nl", language == "nl")


def test_long_lists_are_cut() -> None:
    found = Problem("one of", (), {"keys": tuple(f"k{n}" for n in range(20))})
    assert (
        sentences.problem(found) == "One of these must be said here: " + ", ".join(f"k{n}" for n in range(12)) + ", …."
    )


def test_a_code_without_a_sentence_is_said_as_it_is() -> None:
    assert sentences.problem(Problem("oddity")) == "oddity"


@pytest.mark.parametrize(
    ("found", "where"),
    [
        (Problem("x", ("rules", 0, "at_least"), {}, 12, file="scheme.yaml"), "scheme.yaml:12 rules[0].at_least"),
        (Problem("x", (0, "case"), {}, None, file="examples.yaml"), "examples.yaml [0].case"),
        (Problem("x", ("activities", 3, "hours")), "activities[3].hours"),
        (Problem("x"), ""),
    ],
)
def test_places(found: Problem, where: str) -> None:
    assert sentences.place(found) == where


@pytest.mark.parametrize(
    ("value", "english", "dutch"),
    [
        (Fraction(20), "20", "20"),
        (Fraction("147.2"), "147.2", "147,2"),
        (Fraction(104, 3), "34 2/3", "34 2/3"),
        (Fraction(-4, 3), "-1 1/3", "-1 1/3"),
        (Fraction(1, 3), "1/3", "1/3"),
        ("2.50", "2.5", "2,5"),
        (None, "", ""),
    ],
)
def test_numbers(value: Any, english: str, dutch: str) -> None:
    with translation.override("en"):
        assert sentences.number(value) == english
    with translation.override("nl"):
        assert sentences.number(value) == dutch


def line(**said: Any) -> dict[str, Any]:
    empty = {"applies": True, "measure": "points", "required": None, "have": "0", "missing": "0", "met": True}
    return {**empty, "cap": None, **said}


@pytest.mark.parametrize(
    ("said", "english"),
    [
        (line(required="20", have="1", missing="19", met=False), "1 hour of 20: 19 hours to go."),
        (line(required="20", have="20"), "20 hours of 20: met."),
        (line(required="20", have="20", met=False), "20 hours of 20: not met."),
        (line(cap="5", have="4"), "4 hours counted, at most 5."),
        (line(), "Met."),
        (line(met=False), "Not met."),
        (line(applies=False), "It doesn't apply."),
        (
            line(measure="activities", required="2", have="1", missing="1", met=False),
            "1 activity of 2: 1 activity to go.",
        ),
    ],
)
def test_rules(scheme: Scheme, said: dict[str, Any], english: str) -> None:
    with translation.override("en"):
        assert sentences.rule(said, scheme) == english
    with translation.override("nl"):
        assert sentences.rule(said, scheme) != english


@pytest.mark.parametrize(
    ("code", "facts", "english"),
    [
        ("outside_period", {}, "It lies outside the period."),
        (
            "condition",
            {"fact": "group_size", "asked": "3..8", "is": "9"},
            "the size of the group: 9. What is asked: from 3 to 8.",
        ),
        (
            "condition",
            {"fact": "evidence", "asked": "yes", "is": "unknown"},
            "Not said: whether there is evidence. What is asked: yes.",
        ),
        (
            "condition",
            {"fact": "odd", "asked": ">= 2", "is": None},
            "Not said: odd. What is asked: at least 2.",
        ),
        (
            "limit",
            {"limit": "6 points per year", "lost": "2"},
            "Over the limit of 6 hours per year: 2 hours don't count.",
        ),
        (
            "limit",
            {"limit": "1 times per ever title", "lost": 0},
            "The limit is reached: 1 time in all, of the same: the title.",
        ),
        ("limit", {"limit": "3 hours per half", "lost": 0}, "The limit is reached: 3 hours per half."),
        ("limit", {"limit": "much", "lost": 0}, "The limit is reached: much."),
        ("not_stated", {"fact": "hours"}, "Not said: the number of hours. Without it nothing counts."),
        ("limit", {"limit": "1 times per year", "lost": "0"}, "The limit is reached: 1 time per year."),
        (
            "cap",
            {"rule": "reading"},
            "More than enough of this is there already: the rule “reading” lets no more count.",
        ),
        ("oddity", {}, "oddity"),
    ],
)
def test_reasons(scheme: Scheme, code: str, facts: dict[str, Any], english: str) -> None:
    with translation.override("en"):
        assert sentences.reason(code, facts, scheme) == english


def test_ways_words_and_whys(scheme: Scheme, language: str) -> None:
    way = {"rule": "total", "amount": "5", "measure": "points", "categories": ["all"], "kinds": ["course"]}
    in_category = {**way, "categories": ["other"]}
    with translation.override(language):
        said = (sentences.way(way, scheme), sentences.way(in_category, scheme))
        assert (
            said
            == {
                "en": ("5 hours more, of any kind that counts.", "5 hours more in: Other."),
                "nl": ("Nog 5 uur, van elke soort die telt.", "Nog 5 uur in: Overig."),
            }[language]
        )
        assert all(sentences.word(word) for word in verdicts.WORDS)
        assert all(sentences.why(code) != code for code in verdicts.WHY)


def test_a_way_names_places_as_alternatives_and_the_widest_only(language: str) -> None:
    made = scheme_of(categories={"a": {}, "b": {}, "c": {}, "inside a": {"within": ["a"]}})
    way = {"rule": "total", "amount": "5", "measure": "points", "categories": ["a", "inside a", "b", "c"], "kinds": []}
    with translation.override(language):
        assert (
            sentences.way(way, made)
            == {"en": "5 points more in: a, b or c.", "nl": "Nog 5 punten in: a, b of c."}[language]
        )


def test_labels_fall_back_to_the_language_there_is() -> None:
    with translation.override("nl"):
        assert sentences.label({"en": "Ethics"}) == "Ethics"
        assert sentences.label({"en": "Ethics", "nl": "Ethiek"}) == "Ethiek"
        assert (sentences.label(None, "x"), sentences.label("plain")) == ("x", "plain")


def test_names_of_rules_and_categories(scheme: Scheme) -> None:
    assert sentences.rule_label(scheme, "ethics/2023") == "Ethics: 2023"
    assert sentences.category_label(scheme, "ethics/tax") == "Ethics (tax)"
    assert sentences.category_label(scheme, "unheard of") == "Unheard of"
    assert verdicts.fact_name("person.level", scheme) == "the level of the registration"


@pytest.mark.parametrize("folder", sorted(SCHEMES.iterdir()), ids=lambda folder: folder.name)
def test_every_rule_that_ships_has_a_label_in_both_languages(folder: Path) -> None:
    """A reader meets them in her verdict: an English name in a Dutch sentence is a fault."""
    for file in sorted(folder.glob("scheme*.yaml")):
        said = yaml.safe_load(file.read_bytes())
        for rule in said["rules"]:
            for one in (rule, *rule.get("any_of", ()), *rule.get("all_of", ()), *rule.get("steps", ())):
                assert set(one.get("label", {})) == {"en", "nl"}, (file, one["name"])
        for one in said.get("categories", {}).values():
            assert set(one.get("label", {})) == {"en", "nl"}


@pytest.mark.parametrize("folder", sorted(SCHEMES.iterdir()), ids=lambda folder: folder.name)
def test_dutch_of_schemes_says_je(folder: Path) -> None:
    for file in sorted(folder.glob("scheme*.yaml")):
        assert re.findall(r"(?mi)^\s+nl: .*\b(?:u|uw)\b.*$", file.read_text()) == []
