"""Looking for items, an item's page, and what belongs to an occupation or a group."""

from typing import Any

import pytest

from kring.competences.frameworks.models import Item, Mapping, Match
from kring.competences.frameworks.queries import (
    ItemRow,
    Said,
    framework,
    frameworks,
    item_of_word,
    item_page,
    members_of,
    search_items,
    side,
    tops,
)
from kring.foundation.access.readers import ANYONE
from kring.foundation.errors import InvalidError, NotThereError
from tests.frameworks import added, small, tied
from tests.frameworks import framework as empty
from tests.organisations import employed, founded
from tests.people import START, World

pytestmark = pytest.mark.django_db


def found(text: str, *, language: str = "en", kinds: tuple[str, ...] = ()) -> list[str]:
    return [row.label for row in search_items(ANYONE, text, language=language, kinds=kinds).page.rows]


def test_words_are_found_by_their_beginning_in_any_label_of_any_language() -> None:
    small()
    assert found("lead a team") == ["lead a team"]
    assert found("team lea") == ["lead a team"]
    assert found("gui") == ["lead a team"]
    assert found("Téam aansturen") == ["lead a team"]
    assert found("aansturen", language="nl") == ["een team leiden"]
    assert found("le", language="en") == ["leading", "lead a team"]
    assert found("l") == found("") == found("!?") == []
    assert found("manag", kinds=("group",)) == ["Human resource managers"]


def test_the_same_name_comes_first_and_own_language_before_others() -> None:
    made = empty()
    added(made, "a", en="team leading at sea")
    added(made, "b", en=("direct", "leading"))
    added(made, "c", en="leading")
    added(made, "d", en="leadings")
    assert found("leading") == ["leading", "direct", "leadings", "team leading at sea"]


def test_a_slip_of_the_pen_is_found_and_said_to_be_one() -> None:
    small()
    for slip in ("emplyoment law", "employmnt", "feedbeck", "labour legislattion"):
        hits = search_items(ANYONE, slip, language="en")
        assert hits.is_mended, slip
        assert hits.page.rows, slip
    assert search_items(ANYONE, "xylophone", language="en").page.rows == []
    assert not search_items(ANYONE, "feedback", language="en").is_mended


def test_what_else_it_is_called_is_said_where_only_that_says_it() -> None:
    small()
    row = search_items(ANYONE, "constructive", language="nl").page.rows[0]
    assert (row.label, row.language, row.through) == ("give feedback", "en", "provide constructive criticism")
    assert search_items(ANYONE, "feedback", language="nl").page.rows[0].through == ""


def test_pages_of_what_was_found_follow_each_other() -> None:
    made = empty()
    for number in range(25):
        added(made, f"n{number}", en=f"skill {number:02}")
    first = search_items(ANYONE, "skill", language="en", size=10).page
    second = search_items(ANYONE, "skill", language="en", size=10, after=first.older).page
    third = search_items(ANYONE, "skill", language="en", size=10, after=second.older).page
    labels = [row.label for page in (first, second, third) for row in page.rows]
    assert labels == [f"skill {number:02}" for number in range(25)]
    assert third.older == ""
    with pytest.raises(InvalidError):
        search_items(ANYONE, "skill", language="en", after="damaged")


def test_an_items_page_says_what_stands_around_it() -> None:
    made = small()
    page = item_page(ANYONE, made.key("lead"), language="nl")
    assert page.name == Said("een team leiden", "nl")
    assert page.description == Said("Lead people to a goal.", "en")
    assert [other.text for other in page.others] == ["team aansturen"]
    around = {name: [row.label for row in side.rows] for name, side in page.ties.items()}
    assert around == {
        "broader": ["leidinggeven"], "related": ["medewerkers coachen"], "optional": ["arbeidsrecht"],
        "essential_for": ["hr-manager"], "member": ["People skills"],
    }  # fmt: skip
    assert not page.keeps
    missing = item_page(ANYONE, made.key("feedback"), language="nl")
    assert missing.name == Said("give feedback", "en")
    assert [other.text for other in missing.others] == ["provide constructive criticism"]


def test_of_many_around_an_item_the_first_are_told_and_all_are_found_a_page_at_a_time() -> None:
    made = small()
    for number in range(130):
        added(made, f"m{number}", code=str(number % 3), en=f"member {number:03}")
    tied(made, {(f"m{number}", "member"): ["people"] for number in range(130)})
    found = item_page(ANYONE, made.key("people"), language="en").ties["members"]
    assert (len(found.rows), found.number) == (60, 131)
    told, after = list[ItemRow](), ""
    while True:
        page = side(ANYONE, made.key("people"), "members", language="en", after=after, size=40)
        told += page.rows
        after = page.older
        if not after:
            break
    assert [row.label for row in told] == sorted(
        [row.label for row in told], key=lambda label: (next(one.code for one in told if one.label == label), label)
    )
    assert len({row.id for row in told}) == len(told) == 131
    assert found.rows == told[:60]
    assert side(ANYONE, made.key("people"), "broader", language="en").rows == []
    with pytest.raises(NotThereError):
        side(ANYONE, made.key("people"), "beside", language="en")


def test_mappings_are_read_from_either_side() -> None:
    made, other = small(), empty("other", title="Other")
    added(other, "boss", en="be the boss")
    Mapping.objects.create(item=made.items["lead"], kind=Match.BROAD, to=other.items["boss"], made_at=START)
    assert [(one.kind, one.item.label, one.framework) for one in
            item_page(ANYONE, made.key("lead"), language="en").matches] == [
        ("broadMatch", "be the boss", "Other")]  # fmt: skip
    assert [(one.kind, one.item.label) for one in item_page(ANYONE, other.key("boss"), language="en").matches] == [
        ("narrowMatch", "lead a team")
    ]


def test_what_belongs_to_an_occupation_a_group_and_a_collection() -> None:
    made = small()
    belongs = members_of(ANYONE, made.key("manager"), language="en")
    assert [(one.item.label, one.is_essential) for one in belongs] == [
        ("employment law", True), ("lead a team", True), ("coach employees", False),
    ]  # fmt: skip
    assert [one.item.label for one in members_of(ANYONE, made.key("S1"), language="en")] == [
        "coach employees", "lead a team",
    ]  # fmt: skip
    assert [one.item.label for one in members_of(ANYONE, made.key("people"), language="en")] == ["lead a team"]
    Item.objects.filter(pk=made.key("law")).update(retired_at=START)
    assert [one.item.label for one in members_of(ANYONE, made.key("manager"), language="en")] == [
        "lead a team", "coach employees",
    ]  # fmt: skip


def test_the_top_of_a_framework() -> None:
    made = small()
    assert [row.label for row in tops(made.framework, language="en").rows] == [
        "Human resource managers", "working with people", "employment law",
    ]  # fmt: skip


def test_a_framework_of_an_organisation_is_read_by_who_works_there(world: World) -> None:
    at = founded(world, "Noord", by="hanna")
    employed(world, "mees", at)
    made = empty("own", place=at.pk)
    added(made, "secret", en="zilverreiger")
    for name, may in (("hanna", True), ("mees", True), ("", False), ("stan", False), ("olga", False)):
        reader = world.reader(name)
        assert bool(frameworks(reader)) is may, name
        assert bool(search_items(reader, "zilverreiger", language="en").page.rows) is may, name
    with pytest.raises(NotThereError):
        item_page(ANYONE, made.key("secret"), language="en")
    with pytest.raises(NotThereError):
        framework(ANYONE, "own")
    assert framework(world.reader("mees"), "own") == made.framework
    assert item_of_word(ANYONE, [1]) == {}


def test_each_takes_a_fixed_number_of_queries(django_assert_num_queries: Any) -> None:
    made = small()
    with django_assert_num_queries(4):
        search_items(ANYONE, "lead", language="en")
    with django_assert_num_queries(5):
        item_page(ANYONE, made.key("lead"), language="en")
    with django_assert_num_queries(4):
        members_of(ANYONE, made.key("manager"), language="en")
