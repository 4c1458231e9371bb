"""Methods and their time, the clock of a round, whose turn it is, and who was there enough: invariants and examples."""

from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.meetings.consultations import shelf
from kring.meetings.consultations.rules import attending, clock, limits, rota
from kring.meetings.consultations.rules.attending import Reach, Year
from kring.meetings.consultations.rules.clock import Clock, Move, State
from kring.meetings.consultations.rules.methods import MethodError, read, scaled
from kring.meetings.consultations.rules.rota import Turn
from kring.registers import shipped
from kring.registers.rules.read import read as read_scheme
from kring.registers.rules.schema import Scheme

NOON = datetime(2026, 3, 16, 12, tzinfo=UTC)


# ----- methods


def test_the_four_methods_ship_in_both_languages() -> None:
    methods = shelf.shipped()
    assert sorted(methods) == ["appreciative", "gossip", "incident", "ten-step"]
    assert len(methods["ten-step"].steps) == 10
    for path in shelf.SHIPPED.glob("*.yaml"):
        assert path.stem in methods
    for method in methods.values():
        assert method.name.said("nl") != method.name.said("en") or method.key == "appreciative"
        assert all(step.does.nl != step.does.en for step in method.steps)


GOOD = """
key: own
name: {nl: Eigen, en: Own}
about: {nl: Van ons, en: Of ours}
source: {nl: Wij, en: We}
group: {smallest: 3, largest: 6}
minutes: 30
steps:
  - title: {nl: Een, en: One}
    does: {nl: Dit, en: This}
    speaks: {nl: Ieder, en: Each}
    minutes: 10
  - title: {nl: Twee, en: Two}
    does: {nl: Dat, en: That}
    speaks: {nl: Ieder, en: Each}
    minutes: 20
"""


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("minutes: 30", "minutes: 31", "30 minutes together"),
        ("key: own", "key: Own one", "key"),
        ("smallest: 3", "smallest: 9", "smallest"),
        ("    minutes: 20", "    minutes: soon", "steps.1.minutes"),
        ("source:", "sources:", "sources"),
        ("key: own", "key: &a own", "line"),
        ("name: {nl: Eigen, en: Own}", "name: {nl: Eigen}", "name.en"),
    ],
)
def test_a_file_that_is_no_method_says_what_is_wrong(was: str, becomes: str, said: str) -> None:
    assert read(GOOD.encode()).minutes == 30
    with pytest.raises(MethodError, match=said):
        read(GOOD.replace(was, becomes, 1).encode())


@given(st.binary(max_size=400))
def test_hostile_bytes_end_in_an_error(content: bytes) -> None:
    with pytest.raises(MethodError):
        read(content)


def test_a_folder_of_ones_own_is_read_and_a_wrong_file_breaks_nothing(tmp_path: Path) -> None:
    assert shelf.shelf(tmp_path / "nowhere").wrong == ()
    (tmp_path / "own.yaml").write_text(GOOD)
    (tmp_path / "twice.yaml").write_text(GOOD.replace("key: own", "key: incident"))
    (tmp_path / "wrong.yaml").write_text("- no")
    (tmp_path / "folder.yaml").mkdir()
    found = shelf.shelf(tmp_path)
    assert sorted(found.methods) == ["appreciative", "gossip", "incident", "own", "ten-step"]
    assert found.methods["incident"].name.en == "Incident method"
    assert [one.file.name for one in found.wrong] == ["folder.yaml", "twice.yaml", "wrong.yaml"]
    assert shelf.shelf(tmp_path) is found
    (tmp_path / "wrong.yaml").unlink()
    assert [one.file.name for one in shelf.shelf(tmp_path).wrong] == ["folder.yaml", "twice.yaml"]


WEIGHTS = st.lists(st.integers(1, 60), min_size=1, max_size=12)


@given(WEIGHTS, st.integers(0, 400))
def test_steps_take_the_time_that_there_is(weights: list[int], minutes: int) -> None:
    given_ = scaled(weights, minutes)
    assert sum(given_) == max(minutes, len(weights))
    assert min(given_) >= 1
    for one, other in product(range(len(weights)), repeat=2):
        if weights[one] > weights[other]:
            assert given_[one] >= given_[other]


@given(WEIGHTS)
def test_steps_keep_their_minutes_where_all_fit(weights: list[int]) -> None:
    assert scaled(weights, sum(weights)) == weights
    assert scaled(weights, 3 * sum(weights)) == [3 * one for one in weights]


# ----- the clock

MOVES = st.lists(st.tuples(st.sampled_from(Move), st.integers(0, 900), st.integers(1, 9)), max_size=30)


def after(made: list[tuple[Move, int, int]], steps: list[int]) -> tuple[Clock, datetime, timedelta]:
    """The clock after these moves, when that is, and how long it ran by counting ourselves."""
    now, ran, held = NOON, timedelta(), clock.ready(steps)
    for move, seconds, minutes in made:
        later = now + timedelta(seconds=seconds)
        if held.state is State.RUNNING:
            ran += later - now
        now = later
        held = clock.moved(held, move, now=now, minutes=minutes) or held
    return held, now, ran


@given(MOVES, st.lists(st.integers(1, 30), min_size=1, max_size=6))
def test_no_second_of_a_round_is_lost_or_counted_twice(made: list[tuple[Move, int, int]], steps: list[int]) -> None:
    held, now, ran = after(made, steps)
    others = sum(used for place, used in enumerate(held.used) if place != held.step)
    assert others + clock.seconds_used(held, at=now) == ran.total_seconds()
    assert (held.since is not None) == (held.state is State.RUNNING)
    assert 0 <= held.step < len(steps)
    assert clock.seconds_left(held, at=now) == held.given[held.step] + held.added[held.step] - clock.seconds_used(
        held, at=now
    )


@given(MOVES, st.sampled_from(Move))
def test_what_can_be_done_is_done_and_nothing_else(made: list[tuple[Move, int, int]], move: Move) -> None:
    held, now, _ = after(made, [5, 5, 5])
    assert (clock.moved(held, move, now=now, minutes=1) is not None) == (move in clock.moves(held))


def test_a_round_from_its_start_to_its_end() -> None:
    held = clock.ready([10, 20])
    assert clock.moves(held) == {Move.START}
    running = clock.moved(held, Move.START, now=NOON)
    assert running
    assert clock.seconds_left(running, at=NOON + timedelta(minutes=4)) == 360
    paused = clock.moved(running, Move.PAUSE, now=NOON + timedelta(minutes=4))
    assert paused
    assert clock.seconds_left(paused, at=NOON + timedelta(hours=4)) == 360
    more = clock.moved(paused, Move.ADD, now=NOON, minutes=5)
    assert more
    assert clock.seconds_left(more, at=NOON) == 660
    assert clock.moved(paused, Move.ADD, now=NOON, minutes=0) is None
    assert clock.moved(paused, Move.ADD, now=NOON, minutes=61) is None
    on = clock.moved(more, Move.GO_ON, now=NOON + timedelta(minutes=30))
    assert on
    second = clock.moved(on, Move.NEXT, now=NOON + timedelta(minutes=42))
    assert second
    assert (second.step, second.used, clock.seconds_left(second, at=NOON + timedelta(minutes=42))) == (
        1,
        (960, 0),
        1200,
    )
    back = clock.moved(second, Move.BACK, now=NOON + timedelta(minutes=43))
    assert back
    assert (back.step, clock.seconds_left(back, at=NOON + timedelta(minutes=43))) == (0, -60)
    ended = clock.moved(back, Move.END, now=NOON + timedelta(minutes=45))
    assert ended
    assert (ended.state, ended.used, clock.moves(ended)) == (State.ENDED, (1080, 60), frozenset())


# ----- whose turn

PEOPLE = ("an", "bo", "cas", "dee")
TURNS = st.lists(
    st.builds(
        Turn,
        st.frozensets(st.sampled_from(PEOPLE), max_size=4),
        st.one_of(st.none(), st.none(), st.sampled_from(PEOPLE)),
    ),
    max_size=4,
)
BROUGHT = st.dictionaries(st.sampled_from(PEOPLE), st.integers(0, 2))


def by_trying_all(turns: list[Turn[str]], brought: dict[str, int]) -> list[str | None]:
    """The fairest of all ways, and of those the first in order of who brought least so far, meeting by meeting."""
    choices = [
        [turn.kept] if turn.kept else [who for who in PEOPLE if who not in turn.away] or [None] for turn in turns
    ]

    def squares(made: tuple[str | None, ...]) -> int:
        return sum((brought.get(who, 0) + made.count(who)) ** 2 for who in PEOPLE)

    def order(made: tuple[str | None, ...]) -> list[tuple[int, int]]:
        return [
            (brought.get(who, 0) + made[:place].count(who), PEOPLE.index(who)) if who else (0, 0)
            for place, who in enumerate(made)
        ]

    return list(min(product(*choices), key=lambda made: (squares(made), order(made))))


@given(TURNS, BROUGHT)
def test_the_rota_is_the_fairest_of_all(turns: list[Turn[str]], brought: dict[str, int]) -> None:
    assert rota.drawn(turns, PEOPLE, brought) == by_trying_all(turns, brought)


@given(st.integers(0, 20), BROUGHT)
def test_nobody_brings_a_second_case_before_all_have(count: int, brought: dict[str, int]) -> None:
    drawn = rota.drawn([Turn()] * count, PEOPLE, brought)
    loads = {who: brought.get(who, 0) for who in PEOPLE}
    for who in drawn:
        assert who is not None
        assert loads[who] == min(loads.values())
        loads[who] += 1


def test_a_meeting_to_which_nobody_comes_has_no_case() -> None:
    assert rota.drawn([Turn(frozenset(PEOPLE)), Turn()], PEOPLE, {}) == [None, "an"]
    assert rota.drawn([Turn(kept="outsider"), Turn()], ["an"], {}) == ["outsider", "an"]
    assert rota.drawn([Turn()], [], {}) == [None]


def test_a_choice_by_hand_stays_and_counts_beforehand() -> None:
    assert rota.drawn([Turn(), Turn(), Turn(kept="an")], PEOPLE[:3], {}) == ["bo", "cas", "an"]


# ----- who was there enough

EACH = st.lists(st.integers(30, 240), max_size=6)


@given(st.integers(0, 8), st.integers(0, 900), EACH, st.integers(0, 10), st.integers(0, 1_200))
def test_who_can_miss_one_can_miss_any_one(
    attended: int, minutes: int, each: list[int], least: int, least_minutes: int
) -> None:
    def enough(kept: list[int]) -> bool:
        return attended + len(kept) >= least and minutes + sum(kept) >= least_minutes

    found = attending.reach(Year(attended, minutes, each), least_meetings=least, least_minutes=least_minutes)
    without_one = [each[:place] + each[place + 1 :] for place in range(len(each))]
    if not enough(each):
        assert found is Reach.LOST
    elif all(enough(kept) for kept in without_one):
        assert found is Reach.FINE
    else:
        assert found is Reach.ALL


@given(EACH, st.integers(0, 10), st.integers(0, 10), st.integers(30, 240))
def test_what_the_year_plan_promises_remains_too(each: list[int], held: int, planned: int, usual: int) -> None:
    left = attending.remaining(each, held=held, planned=planned, usual=usual)
    assert left[: len(each)] == each
    assert len(left) == max(len(each), planned - held)


@given(EACH, st.integers(0, 10), st.integers(0, 24), st.integers(0, 365), st.integers(0, 6))
def test_a_plan_promises_no_more_than_fits_into_the_rest_of_the_year(
    each: list[int], held: int, planned: int, days: int, ahead: int
) -> None:
    ahead = min(ahead, len(each))
    left = [
        attending.remaining(each, held=held, planned=planned, usual=90, days_left=one, ahead=ahead)
        for one in (days, 0, 365)
    ]
    assert left[1] == each
    assert len(left[1]) <= len(left[0]) <= len(left[2])
    assert len(left[0]) - len(each) <= max(0, 1 + planned * days // 365 - ahead)


# ----- what a scheme asks


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nova", limits.Limits(3, 10)),
        ("registervaktherapie", limits.Limits(3, 8)),
        ("huisartsen", limits.Limits(3, 8, least_meetings=2, least_hours=2)),
        ("nivre", limits.Limits(5, 8)),
        ("wft", limits.Limits(5, 8)),
    ],
)
def test_a_group_is_as_its_scheme_asks(name: str, expected: limits.Limits) -> None:
    assert limits.limits_of(scheme(name)) == expected


def test_a_scheme_asks_what_it_declares_or_tests() -> None:
    assert limits.asks(scheme("huisartsen"), "quality_facilitator")
    assert limits.asks(scheme("huisartsen"), "accredited")
    assert limits.asks(scheme("nova"), "contiguous")
    assert not limits.asks(scheme("nova"), "quality_facilitator")


@pytest.mark.parametrize(
    ("size", "expected"),
    [("3..8", (3, 8)), (">= 3", (3, 8)), ("> 11", (12, 12)), ("< 5", (4, 4)), ("<= 12", (5, 12)), ("6", (6, 6))],
)
def test_sizes_are_read_as_they_are_written(size: str, expected: tuple[int, int]) -> None:
    data = read_scheme(next(one.content for one in shipped.files() if one.path.parent.name == "registervaktherapie"))[0]
    assert data
    data.data["earning"][0]["when"]["group_size"] = size
    found = limits.limits_of(Scheme.of(data.data))
    assert (found.smallest, found.largest) == expected


def scheme(name: str) -> Scheme:
    file = next(one for one in shipped.files() if one.path.parent.name == name)
    source, _ = read_scheme(file.content)
    assert source
    return Scheme.of(source.data)
