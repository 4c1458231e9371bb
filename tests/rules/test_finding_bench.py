"""The bench reads dumps safely and measures by its protocol."""

import math
from pathlib import Path

import pytest
from bench.finding.__main__ import main
from bench.finding.community import gains_of
from bench.finding.dumps import Post, Thread, plain, read_threads
from bench.finding.measures import Tally, busiest_share, measured, ratio_interval
from bench.finding.running import OpenRequests

from kring.finding.rules import DAY

ROWS = """<?xml version="1.0" encoding="utf-8"?>
<posts>
  <row Id="2" PostTypeId="2" ParentId="1" CreationDate="2014-03-14T00:00:00.000" Score="4"
    Body="b &lt;b&gt;c&lt;/b&gt;" OwnerUserId="9"/>
  <row Id="1" PostTypeId="1" CreationDate="2014-03-13T20:32:04.033" Score="1" Body="" Title="T"
    Tags="&lt;a&gt;&lt;b-c&gt;" OwnerUserId="8"/>
  <row Id="3" PostTypeId="2" ParentId="1" CreationDate="odd" Score="4" Body="" OwnerUserId="9"/>
  <row Id="4" PostTypeId="2" ParentId="77" CreationDate="2014-03-14T00:00:00.000" Body="" OwnerUserId="-1"/>
  <row Id="5" PostTypeId="4" CreationDate="2014-03-14T00:00:00.000" Body=""/>
</posts>
"""


def dump(folder: Path, text: str) -> Path:
    (folder / "Posts.xml").write_text(text, encoding="utf-8")
    return folder


def test_a_dump_is_read_with_its_oddities(tmp_path: Path) -> None:
    [thread] = read_threads(dump(tmp_path, ROWS))
    assert (thread.title, thread.tags, thread.question.owner) == ("T", ("a", "b-c"), 8)
    assert [(answer.id, answer.text.split()) for answer in thread.answers] == [(2, ["b", "c"])]


def test_a_broken_dump_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not whole XML"):
        read_threads(dump(tmp_path, ROWS[:300]))


def test_a_hostile_dump_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not whole XML"):
        read_threads(dump(tmp_path, '<!DOCTYPE posts [<!ENTITY a "aaaa">]><posts/>'))


def test_html_becomes_words() -> None:
    assert plain("<p>a &amp; b</p><script>c</script>").split() == ["a", "&", "b", "c"]
    assert plain(None) == ""


def test_measures_of_a_ranking() -> None:
    values = measured([5, 6, 7], {6: 3.0, 9: 1.0})
    ideal = 3 + 1 / math.log2(3)
    assert values == pytest.approx((0.5, 0.0, 1.0, 0.5, 3 / math.log2(3) / ideal))
    assert measured([5], {6: 1.0}) == (0.0, 0.0, 0.0, 0.0, 0.0)


def test_gains_are_by_acceptance_then_score() -> None:
    answers = [
        Post(number, owner, 0, score, "") for number, owner, score in ((1, 21, 9), (2, 22, 3), (3, 23, -1), (4, 20, 5))
    ]
    thread = Thread(Post(9, 20, 0, 0, ""), "", (), None, answers)
    assert gains_of(thread) == {21: 3.0, 22: 2.0, 23: 0.5}
    thread.accepted = 3
    assert gains_of(thread) == {21: 2.0, 22: 2.0, 23: 3.0}


def test_the_busiest_five_of_six() -> None:
    tally = Tally()
    for person in (1, 1, 2, 3, 4, 5, 6):
        tally.add([person], {1: 1.0})
    assert busiest_share(tally.first) == pytest.approx(6 / 7)
    assert tally.means()["busiest"] == tally.means()["busiest first"]


def test_the_ratio_of_a_ranking_to_itself_is_one() -> None:
    tally = Tally()
    for place in range(1, 9):
        tally.add([*range(100, 100 + place), 1], {1: 1.0})
    assert ratio_interval(tally, tally, draws=50) == (1.0, 1.0, 1.0)


def test_a_request_stays_open_for_a_week() -> None:
    load = OpenRequests()
    load.ask([1, 2], 0)
    load.ask([1], DAY)
    assert load.waiting(6 * DAY) == {1: 2, 2: 1}
    assert load.waiting(7 * DAY) == {1: 1}


def test_without_data_the_bench_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "no data" in capsys.readouterr().err
