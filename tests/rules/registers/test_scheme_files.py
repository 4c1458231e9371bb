"""Files of schemes that are wrong: whatever stands in them, what is said names the place and what to write instead."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kring.registers.rules.loading import MOST_BYTES_OF_CASE, read_case, read_examples, read_scheme
from kring.registers.rules.problems import Problem
from kring.registers.rules.read import DEEPEST, MOST_BYTES, read
from kring.registers.rules.schema import Scheme

SCHEMES = Path(__file__).parents[3] / "schemes"
GOOD = """\
format: 1
scheme: guild
version: 1
title: Guild
body: Guild
source: Rules of 2024
year: 2024
status: unreviewed
applies:
  from: 2020-01-01
period:
  starts: 2020-01-01
  length: 1 year
  parts:
    quarter: 3 months
areas:
  field:
    from: person.fields
categories:
  ethics:
    label: Ethics
  other:
    label: {en: Other, nl: Overig}
earning:
  - name: ethics
    kind: course
    when:
      claimed: ethics
    points: 1
    per: hour
    into: [ethics]
  - name: other
    kind: any
    points: 1
    per: hour
    into: [other]
rules:
  - name: total
    of: all
    at_least: 20
  - name: ethics
    of: ethics
    at_least: 2
"""


def wrong_with(text: str) -> Sequence[Problem]:
    scheme, problems = read_scheme(text.encode(), "scheme.yaml")
    assert (scheme is None) == any(not problem.note for problem in problems)
    return problems


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def test_a_good_file_has_nothing_wrong() -> None:
    assert wrong_with(GOOD) == ()


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: &x 1\nb: *x\n", "anchor", 1),
        ("b: *x\n", "anchor", 1),
        ("a: !!python/object:os.system {}\n", "tag", 1),
        ("a: 1\n---\nb: 2\n", "several documents", 2),
        ("a: 1\nb: 2\na: 3\n", "key twice", 3),
        ("? [a]\n: b\n", "key is no text", 1),
        ("- " * 400, "file too deep", 1),
        ("[" * 100_000, "file too deep", 1),
        ("{a: " * 5000, "file too deep", 1),
        ("", "empty file", None),
        ("# nothing\n", "empty file", None),
        ("x" * (MOST_BYTES + 1), "file too big", None),
        ("source: PE rules: 2018\n", "colon in text", 1),
        ("hours: >= 2\n", "sign without quotes", 1),
        ("a: 1\nb: @x\n", "sign at start", 2),
        ("a:\n\tb: 1\n", "tab", 2),
        ('a: "x\nb: 1\n', "quote left open", 1),
        ("a: 'it's'\n", "quote in quotes", 1),
        ("a: {says: Half? or: all}\n", "text in braces", 1),
        ("a: [b, c\n", "text in braces", 1),
        ("a: 1\nb\nc: 2\n", "colon missing", 2),
        ("a:\n  - b\n c: d\n", "indentation", 3),
        ("a: \x00\n", "strange sign", None),
    ],
)
def test_text_that_cannot_be_read(text: str, code: str, line: int | None) -> None:
    source, problems = read(text.encode())
    assert source is None
    assert [(problem.code, problem.line) for problem in problems] == [(code, line)]


def test_bytes_that_are_no_text() -> None:
    assert [problem.code for problem in read(b"a: \xff\xfe")[1]] == ["no utf-8"]
    assert read(b"\xef\xbb\xbfa: 1\n")[1] == ()


def test_what_is_just_deep_enough_is_read() -> None:
    assert read(("- " * DEEPEST + "x").encode())[1] == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("format: 1", "format: 2", "other format", 1),
        ("scheme: guild", "scheme: The Guild", "bad slug", 2),
        ("title: Guild", "title:", "empty", 4),
        ("title: Guild", "title: {en: Guild, of experts}", "text in braces", 4),
        ("title: Guild", "title: {en: Guild, de: Gilde}", "unknown key", 4),
        ("body: Guild", "body:", "empty", 5),
        ("body: Guild\n", "", "key missing", 1),
        ("status: unreviewed", "status: fine", "one of these expected", 8),
        ("status: unreviewed", "status: reviewed", "reviewed by whom", 1),
        ("  from: 2020-01-01", "  from: 2020-02-30", "no such day", 10),
        ("  from: 2020-01-01", "  from: 2020-01-01\n  until: 2019-01-01", "ends before it starts", 11),
        ("  starts: 2020-01-01", "  starts: person.begin", "unknown fact", 12),
        ("  starts: 2020-01-01", "  starts: person.level", "no date", 12),
        ("  starts: 2020-01-01", "  starts: P", "unknown fact", 12),
        ("  starts: 2020-01-01", "  starts: 2020-01-01\n  deadline: step.plan", "unknown fact", 13),
        ("  length: 1 year", "  length: 52 weeks", "months or years", 13),
        (
            "  length: 1 year",
            "  length: 1 year\n  rolling: yes\n  last_day: end of month of P",
            "rolling with blocks",
            14,
        ),
        ("  length: 1 year", "  lenght: 1 year", "unknown key", 13),
        ("    quarter: 3 months", "    quarter: 13 months", "part longer", 15),
        ("    quarter: 3 months", "    quarter: 90 days", "months or years", 15),
        ("    from: person.fields", "    from: fields", "unknown fact", 18),
        ("    label: Ethics", "    label: Ethics\n    within: ethics", "circle", 20),
        ("    label: Ethics", "    label: Ethics\n    within: technical", "unknown name", 22),
        ("    label: Ethics", "    label: Ethics\n    per: chamber", "unknown name", 22),
        ("  other:\n", "  lonely:\n    label: Lonely\n  other:\n", "nothing earns", 22),
        ("  other:\n", "  all:\n    label: All\n  other:\n", "reserved name", 22),
        ("      claimed: ethics", "      group_size: many", "test can't hold", 28),
        ("      claimed: ethics", "      person.level: known\n      hours: yes", "test can't hold", 29),
        ("      claimed: ethics", "      online: 3", "test can't hold", 28),
        ("      claimed: ethics", "      on: summer", "test can't hold", 28),
        ("      claimed: ethics", "      kind: 3..4", "test can't hold", 28),
        ("      claimed: ethics", "      on: 3..4", None, None),
        ("    kind: course", "    kind: cuorse", "unknown name", 26),
        ("    into: [ethics]", "    into: [etics]", "unknown name", 31),
        ("    into: [other]", "    into: [other]\n    limits:\n      - per: day", "one of", 38),
        (
            "    into: [other]",
            "    into: [other]\n    limits:\n      - points: 3\n        per: fortnight",
            "unknown name",
            39,
        ),
        ("    into: [other]", "    into: [other]\n    gather:\n      by: week", "unknown name", 38),
        ("    into: [other]", "    into: [other]\n    gather:\n      by: year\n      same: grup", "unknown fact", 39),
        ("  - name: other\n", "  - name: ethics\n", "said twice", 32),
        ("rules:\n", "  - name: late\n    kind: webinar\n    points: 1\nrules:\n", "entry never reached", 37),
        ("    at_least: 20", "    at_least: 20\n    at_most: 10", "least above most", 40),
        ("    at_least: 20", "    at_most: 1", "least above cap", 43),
        ("    at_least: 20", "    at_least: 50% of required totl", "unknown name", 40),
        ("    at_least: 20", "    at_least: 50% of required total", "circle", 38),
        ("    at_least: 20", "    at_least: 3 for each chamber", "unknown name", 40),
        ("    at_least: 20", "    at_least: 30% of earned ethic", "unknown name", 40),
        ("    at_least: 20", "    at_least: 20\n    when:\n      rule.ethics.has: yes", "unknown fact", 42),
        ("    at_least: 20", "    at_least: 20\n    when:\n      rule.etics.met: yes", "unknown name", 42),
        ("    at_least: 20", "    at_least: 20\n    when:\n      hours: 3", "unknown fact", 42),
        ("    at_least: 20", "    at_least: 20\n    in: each year", "unknown name", 41),
        ("    at_least: 20", "    at_least: 20\n    per: chamber", "unknown name", 41),
        ("    of: ethics", "    of:\n      kind: exams\n      when:\n        hours: yes", "test can't hold", 45),
        (
            "      claimed: ethics",
            "      not:\n        - claimed: [ethics, other]\n        - hours: often",
            "test can't hold",
            30,
        ),
        ("      claimed: ethics", "      status.leave: yes\n      status.leave.months: yes", "test can't hold", 29),
        (
            "  - name: ethics\n    of",
            "  - name: ethics\n    when:\n      status.leave: 3\n    of",
            "test can't hold",
            43,
        ),
        ("    into: [other]", "    into: [other]\n    gather:\n      by: year\n      same: A group", "bad fact", 39),
        ("    quarter: 3 months", "    quarter: 3 months", None, None),
        ("  length: 1 year", "  length: 1 year\n  deadline: end of month of P", "unknown fact", 14),
        ("    at_least: 2\n", "", "one of", 41),
    ],
)
def test_each_fault_is_told_at_its_line(old: str, new: str, code: str | None, line: int | None) -> None:
    problems = wrong_with(changed(old, new))
    if code is None:
        return
    assert (code, line) in [(problem.code, problem.line) for problem in problems]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (
            "carry:\n  - name: on\n    of: all\n    way: pushed\n    again: yes\n    lasts: until used\n",
            "endless carry",
        ),
        ("carry:\n  - name: on\n    of: all\n    way: pushed\n    serves: [totl]\n", "unknown name"),
        ("carry:\n  - name: on\n    of: all\n    way: pushed\n    into: general\n", "unknown name"),
        ("carry:\n  - name: on\n    of: all\n    way: pushed\n    lasts: 0 periods\n", "whole number expected"),
        ("carry:\n  - name: on\n    of: all\n    way: pushed\n    lasts: long\n", "length expected"),
        ("exclusive:\n  - among: [ethics, other]\n    split: half\n", "number expected"),
        ("debts:\n  - of: totl\n    way: absorb first\n", "unknown name"),
        ("debts:\n  - of: total\n    way: forgive\n", "one_in with forgive"),
        (
            "  - {name: q, of: all, in: each quarter, at_least: 1}\ndebts:\n  - {of: q, way: repay next}\n",
            "debt in a window",
        ),
        (
            "  - {name: any, any_of: [{name: x, of: all, at_least: 1}]}\ndebts:\n  - {of: any, way: repay next}\n",
            "unknown name",
        ),
        ("adjust:\n  - name: a\n    for: leave\n    way: lower\n    by: 20%\n", "needed with way"),
        ("adjust:\n  - name: a\n    for: leave\n    way: lower\n    on: [total]\n", "needed with way"),
        ("adjust:\n  - name: a\n    way: extend\n", "needed with way"),
        ("adjust:\n  - name: a\n    way: exempt\n    on: [total/half]\n", "unknown name"),
        ("adjust:\n  - name: a\n    way: grant\n    by: 2\n    into: etics\n", "unknown name"),
        ("exclusive:\n  - among: [ethics, othr]\n    split: no\n", "unknown name"),
        ("exclusive:\n  - among: [ethics]\n    split: no\n", "too few"),
        ("exclusive:\n  - among: [ethics, other]\n    split: 0\n", "negative"),
        (
            "exclusive:\n  - among: [ethics, other]\n    split: no\n  - among: [ethics, other]\n    split: no\n",
            "said twice",
        ),
        ("review:\n  acredited: no\n", "unknown fact"),
        ("review:\n  rule.total.met: no\n", "not counted yet"),
        (
            "adjust:\n  - name: a\n    way: exempt\n    on: [total]\n    when: {rule.ethics.met: yes}\n",
            "not counted yet",
        ),
        ("assumptions:\n", "empty"),
        ("assumptions: none\n", "list expected"),
        ("zone: Europe/Atlantis\n", "no such zone"),
        ("zone: ../../etc/passwd\n", "no such zone"),
        ("readings:\n  - name: a\n    question: [x]\n    options: []\n", "label expected"),
        ("adjust:\n  - name: a\n    way: exempt\n    on: []\n", "empty"),
        ("debts:\n  - of: total\n    way: forgive\n    one_in: 1.5\n", "whole number expected"),
    ],
)
def test_what_stands_below_the_rules(more: str, code: str) -> None:
    assert code in [problem.code for problem in wrong_with(GOOD + more)]


def test_a_cap_must_say_what_becomes_of_the_rest_where_credit_is_carried() -> None:
    carry = "carry:\n  - name: on\n    of: all\n    way: pushed\n"
    capped = changed("    at_least: 20", "    at_most: 30") + carry
    assert [problem.code for problem in wrong_with(capped)] == ["excess unsaid"]
    assert wrong_with(capped.replace("at_most: 30", "at_most: 30\n    excess: lost")) == ()
    both = changed("    at_least: 20", "    at_least: 20\n    at_most: 30") + carry
    assert [problem.code for problem in wrong_with(both)] == ["excess unsaid"]


def test_a_cap_on_what_is_narrowed_says_nothing_of_the_rest() -> None:
    narrowed = changed("    of: all\n    at_least: 20", "    of:\n      kind: course\n    at_most: 1")
    assert wrong_with(narrowed) == ()


def test_a_limit_for_each_activity_is_noted_where_they_are_put_together() -> None:
    more = "    into: [other]\n    gather:\n      by: year\n    limits:\n      - points: 3\n        per: activity"
    assert [(problem.code, problem.note) for problem in wrong_with(changed("    into: [other]", more))] == [
        ("limit on gathered", True)
    ]


def test_a_rule_on_a_kind_that_no_entry_takes_is_told() -> None:
    only = changed("    kind: any", "    kind: [webinar, reading]").replace(
        "    of: ethics", "    of:\n      kind: exam"
    )
    assert [problem.code for problem in wrong_with(only)] == ["no entry for kind"]


def test_credit_may_last_for_periods_or_years_and_be_divided_in_steps() -> None:
    for lasts in ("1 period", "3 periods", "2 years", "until used"):
        assert wrong_with(GOOD + f"carry:\n  - name: on\n    of: all\n    way: pushed\n    lasts: {lasts}\n") == ()
    for split in ("no", "freely", "0.5"):
        assert wrong_with(GOOD + f"exclusive:\n  - among: [ethics, other]\n    split: {split}\n") == ()


def test_parts_are_counted() -> None:
    long = changed("  length: 1 year", "  length: 30 years").replace("quarter: 3 months", "month: 1 month")
    parts = long.replace("    of: all\n", "    of: all\n    in: each month\n")
    assert [problem.code for problem in wrong_with(parts)] == ["too many parts"]


def test_steps_may_be_counted_from_each_other() -> None:
    steps = """\
  - name: cycle
    steps:
      - {name: plan, kind: plan, by: 31 March after period.first_day, when: {evidence: yes}}
      - {name: look back, kind: reflection, by: 3 months after step.plan}
"""
    assert wrong_with(GOOD + steps) == ()


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("of: all\n    at_least: 1\n    when:\n      area.obtained: known\n", "only with per"),
        ("of:\n      when:\n        area.name: tax\n    per: field\n    at_least: 1\n", "only with per"),
        ("of: all\n    at_most: 40\n    when:\n      period.first_day: '> step.plan'\n", "only in steps"),
        ("of: all\n    at_least:\n      - {when: {rule.total.have: '> 9'}, is: 2}\n      - is: 1\n", "not counted yet"),
        ("of:\n      when:\n        rule.total.met: yes\n    at_least: 1\n", "not counted yet"),
        ("steps:\n      - {name: plan, kind: plan, by: 3 months after area.obtained}\n", "only with per"),
        ("in: each quarter\n    steps:\n      - {name: plan, kind: plan, by: period.last_day}\n", "no window here"),
        ("in: last 3 years\n    average: work\n    at_least: 16\n", "no window here"),
        ("in: each quarter\n    any_of:\n      - {name: w, average: work, at_least: 1}\n", "no window here"),
    ],
)
def test_what_would_never_be_known_or_change_nothing_is_told(rule: str, code: str) -> None:
    steps = "  - name: cycle\n    steps:\n      - {name: plan, kind: plan, by: period.last_day}\n"
    assert [p.code for p in wrong_with(GOOD + f"{steps}  - name: more\n    {rule}")] == [code]


def test_what_a_rule_has_may_be_asked_by_another_and_by_what_is_carried() -> None:
    more = "  - name: more\n    of: all\n    at_least: 1\n    when:\n      rule.total.have: '> 9'\n"
    carry = "carry:\n  - {name: on, of: all, way: pushed, when: {rule.total.fresh: '> 9'}}\n"
    assert wrong_with(GOOD + more + carry) == ()


def test_facts_of_an_area_are_known_in_all_that_a_rule_for_each_area_holds() -> None:
    rule = """\
  - name: more
    per: field
    any_of:
      - name: hours
        of: all
        at_least:
          - {when: {area.obtained: known}, is: 2}
          - is: 1
      - name: cycle
        steps:
          - {name: plan, kind: plan, by: 3 months after area.obtained}
"""
    assert wrong_with(GOOD + rule) == ()


def test_a_target_beyond_every_limit_is_out_of_reach() -> None:
    limited = changed("    into: [ethics]", "    into: [ethics]\n    limits:\n      - points: 1\n        per: period")
    assert [problem.code for problem in wrong_with(limited)] == ["out of reach"]
    assert wrong_with(limited.replace("points: 1\n        per: period", "points: 2\n        per: period")) == ()


READING = """\
readings:
  - name: half
    question: Which?
    options:
      - name: one
        says: One
        sets:
          rules.total.at_least: 10
      - name: two
        says: Two
        sets:
          {path}: {value}
"""


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("rules.totl.at_least", "3", "no such path"),
        ("rules.total.at_least.more", "3", "no such path"),
        ("rules.total.at_least", "three", "reading breaks"),
        ("rules.total.of", "etics", "reading breaks"),
        ("rules.total.at_least.more.less", "3", "no such path"),
        ("rules.total.at_least", "10", None),
    ],
)
def test_each_reading_must_make_a_scheme(path: str, value: str, code: str | None) -> None:
    problems = wrong_with(GOOD + READING.format(path=path, value=value))
    assert [problem.code for problem in problems] == ([code] if code else [])


def test_readings_and_alternatives_are_counted() -> None:
    many = "readings:\n" + "".join(
        READING.format(path="rules.total.at_least", value="9").removeprefix("readings:\n").replace("half", f"half {n}")
        for n in range(4)
    )
    assert [problem.code for problem in wrong_with(GOOD + many)] == ["too many readings"]
    rule = "  - name: any {n}\n    any_of:\n" + "".join(
        f"      - name: r{k}\n        of: all\n        at_least: 1\n" for k in range(5)
    )
    rules = "".join(rule.replace("{n}", str(n)) for n in range(3))
    assert [problem.code for problem in wrong_with(GOOD + rules)] == ["too many alternatives"]


def test_a_key_that_is_not_known_names_the_one_that_was_meant() -> None:
    problems = wrong_with(changed("    at_least: 20", "    at_lest: 20"))
    assert {problem.facts.get("nearest") for problem in problems if problem.code == "unknown key"} == {"at_least"}


def test_an_example_that_is_wrong_leaves_the_others() -> None:
    text = b"- name: a\n  origin: ours\n  case: {}\n  expect: {verdict: met}\n- name: b\n  expekt: {}\n"
    examples, problems, _ = read_examples(text, "examples.yaml")
    assert [example.name for _, example in examples] == ["a"]
    assert {(problem.code, problem.line) for problem in problems} == {("key missing", 5), ("unknown key", 6)}
    assert [p.code for p in read_examples(b"a: 1", "examples.yaml")[1]] == ["list expected"]


SHIPPED = sorted(SCHEMES.glob("*/scheme*.yaml"))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_are_too_odd(content: bytes) -> None:
    read_scheme(content)
    read_examples(content, "examples.yaml")


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(SHIPPED), st.data())
def test_a_shipped_file_with_a_slip_ends_in_a_scheme_or_in_what_is_wrong(path: Path, data: st.DataObject) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    slip = data.draw(st.sampled_from(["drop", "double", "indent", "cut", "swap"]))
    line = lines[place]
    other = data.draw(st.sampled_from(lines))
    lines[place : place + 1] = {
        "drop": [],
        "double": [line, line],
        "indent": ["  " + line],
        "cut": [line[: len(line) // 2]],
        "swap": [line.partition(":")[0] + ":" + other.partition(":")[2]],
    }[slip]
    scheme, problems = read_scheme("\n".join(lines).encode(), path.name)
    assert isinstance(scheme, Scheme) or all(problem.code for problem in problems)


def test_a_case_in_json_keeps_its_numbers_exact() -> None:
    scheme, _ = read_scheme(GOOD.encode())
    assert scheme is not None
    text = b'{"for": "2024-05-01", "person": {"end": null}, "activities": [{"on": "2024-02-01", "hours": 0.1}]}'
    case, problems = read_case(text, scheme)
    assert case is not None
    assert (str(case.activities[0].hours), problems) == ("1/10", ())


def test_a_case_that_is_too_large() -> None:
    scheme, _ = read_scheme(GOOD.encode())
    assert scheme is not None
    assert [problem.code for problem in read_case(b" " * (MOST_BYTES_OF_CASE + 1), scheme)[1]] == ["file too big"]


@pytest.mark.parametrize("text", [b'{"a": ', b"{" * 2000, b'{"a": ' * 5000, b"[1, 2]", b'"x"', b"a: *b"])
def test_a_case_that_cannot_be_read(text: bytes) -> None:
    scheme, _ = read_scheme(GOOD.encode())
    assert scheme is not None
    case, problems = read_case(text, scheme, "case.json")
    assert case is None
    assert len(problems) == 1


ACTIVITY = b'{"activities": [{"started": "%s", "ended": "%s"}]}'


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (b'{"for": "2024-05-01", "for": "2025-05-01"}', ["key twice"]),
        (b'{"a": ' * 20_000, ["too deep"]),
        (b'{"activities": [{"on": "2024-02-01", "hours": 1.8599999999999999}]}', ["too many digits"]),
        (ACTIVITY % (b"0001-01-01T00:00+14:00", b"9999-12-31T23:59-12:00"), ["no such moment"] * 2),
        (b'{"closed": [{"period": "2024-01-01/2023-01-01", "verdict": "met", "version": "1", "have": [1]}]}',
         ["mapping expected", "ends before it starts"]),
    ],
)  # fmt: skip
def test_what_only_a_program_would_write(text: bytes, codes: list[str]) -> None:
    scheme, _ = read_scheme(GOOD.encode())
    assert scheme is not None
    case, problems = read_case(text, scheme, "case.json")
    assert case is None
    assert [problem.code for problem in problems] == codes
