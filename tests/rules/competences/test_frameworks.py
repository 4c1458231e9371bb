"""How labels are looked for, tables that go out and come in, and rings."""

import string

from hypothesis import given
from hypothesis import strategies as st

from kring.competences.frameworks.rules import case, folding, records, tables
from kring.competences.frameworks.rules.exported import Exported, Head
from kring.competences.frameworks.rules.records import Place, Problems, Sort, Why

WORDS = st.text(alphabet=string.ascii_lowercase, min_size=folding.SHORTEST_MENDED, max_size=12)
NAMES = st.text(alphabet=string.ascii_letters + " éë-+#'=@", min_size=1, max_size=40).filter(
    lambda text: (
        records.label(Place("f", 1), "k", "nl", text) is not None
        and text == " ".join(text.split())
        and not text.startswith("'")
    )
)
HEAD = Head("urn:x", "", "Ours", "1", "nl", "", "2026-01-01T00:00:00+00:00")


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once_and_leaves_single_spaces(text: str) -> None:
    once = folding.folded(text)
    assert folding.folded(once) == once
    assert once == " ".join(once.split())


@given(WORDS, st.data())
def test_one_slip_is_found(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    for slip in (
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    ):
        assert slip == word or word in folding.near(slip)


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_a_query_has_each_word_quoted_and_names_no_sign_of_its_own(looked_for: list[str]) -> None:
    assert folding.query(looked_for).count("'") == 2 * len(looked_for)
    assert folding.words(" ".join(looked_for)) == list(dict.fromkeys(looked_for))


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3)))
def test_rings_are_found_where_going_up_never_ends(broader: dict[str, list[str]]) -> None:
    def reaches(start: str) -> bool:
        seen: set[str] = set()
        ahead = list(broader.get(start, ()))
        while ahead:
            key = ahead.pop()
            if key == start:
                return True
            if key not in seen:
                seen.add(key)
                ahead += broader.get(key, ())
        return False

    in_rings = {key for key in broader if reaches(key)}
    found = tables.rings(broader)
    assert in_rings <= found
    assert bool(found) is bool(in_rings)


@given(st.lists(st.tuples(NAMES, st.lists(NAMES, max_size=2)), min_size=1, max_size=5))
def test_what_goes_out_as_a_table_or_case_comes_in_as_it_was(named: list[tuple[str, list[str]]]) -> None:
    items = [
        Exported(f"n{number}", "competence", "", names={"nl": name}, others={"en": others} if others else {},
                 ties={"broader": [f"n{number - 1}"]} if number else {})
        for number, (name, others) in enumerate(named)
    ]  # fmt: skip
    heads, *rows = tables.write(items, ["nl", "en"])
    problems = Problems()
    read = tables.read("f", heads, rows, problems)
    again = case.read("f", _text(case.write(HEAD, items)), problems)
    assert not problems
    for found in (read, again.records):
        said = {(one.uri, one.language, one.text) for one in found if one.sort is Sort.LABEL}
        meant = {(f"n{number}", "nl", name) for number, (name, _others) in enumerate(named)}
        meant |= {(f"n{number}", "en", other) for number, (_name, others) in enumerate(named) for other in others}
        assert said == meant
        assert sum(one.sort is Sort.TIE for one in found) == len(named) - 1


def test_what_goes_out_as_case_is_what_case_asks_for() -> None:
    items = [
        Exported("top", "group", "", names={"nl": "Boven"}),
        Exported("https://a.example/1", "competence", "", names={"nl": "Onder"}, ties={"broader": ["top"]}),
    ]
    package = case.write(HEAD, items, [("top", "https://b.example/2", "Above"), ("gone", "https://b.example/3", "")])
    document, (top, below) = package["CFDocument"], package["CFItems"]
    assert (document["caseVersion"], "officialSourceURL" in document) == ("1.1", False)
    assert (top["uri"], top["extensions"]) == (f"urn:uuid:{top['identifier']}", {"kring:id": "top"})
    assert (below["uri"], "extensions" in below) == ("https://a.example/1", False)
    tied = {
        (one["associationType"], one["originNodeURI"]["uri"], one["destinationNodeURI"]["uri"])
        for one in package["CFAssociations"]
    }
    assert tied == {
        ("isChildOf", top["uri"], document["uri"]),
        ("isChildOf", below["uri"], top["uri"]),
        ("exactMatchOf", top["uri"], "https://b.example/2"),
    }
    problems = Problems()
    again = case.read("f", _text(package), problems)
    assert [one.uri for one in again.records if one.sort is Sort.ITEM] == ["top", "https://a.example/1"]
    assert ([to for _number, _item, to in again.matches], bool(problems)) == (["https://b.example/2"], False)


def test_problems_are_bounded_and_counted() -> None:
    problems = Problems()
    for line in range(200):
        problems.add(Place("f", line), Why.TWICE, "x" * 500)
    assert (len(problems.told), problems.counts[Why.TWICE]) == (records.MOST_TOLD, 200)
    assert max(len(one.said) for one in problems.told) == 120
    assert not Problems()


def test_what_stands_in_records_is_tidied_and_bounded() -> None:
    place = Place("f", 1)
    assert records.uri(" https://a.example/1 ") == "https://a.example/1"
    assert records.uri("two words") == records.uri("x" * 301) == records.uri("") == ""
    assert records.label(place, "k", "nl", " \x00 ") is None
    assert records.description(place, "k", "nl", " ") is None
    long = records.label(place, "k", "nl", "x" * 900)
    assert long is not None
    assert len(long.text) == records.LONGEST_LABEL


def _text(package: object) -> str:
    import json

    return json.dumps(package)
