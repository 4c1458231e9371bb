"""Whether a Dutch question finds English evidence: the same questions asked in both languages."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.finding.community import Community, Question
from bench.finding.measures import measured
from bench.finding.running import ranked
from kring.finding.rules import Lexicon, Vote, Weights

COMMUNITY = "onstartups"
FULL, TITLE, DUTCH, BARE = "English, title and text", "English title", "Dutch title", "Dutch title, without the lexicon"


def dutch_rows(communities: Sequence[Community], path: Path, weights: Weights) -> list[dict[str, object]]:
    """A row per way of asking, with and without the question's tags; none if the queries or the community are
    missing.
    """
    community = next((one for one in communities if one.name == COMMUNITY), None)
    if community is None or not path.is_file():
        return []
    titles = _titles(path)
    questions = [
        one for test in (False, True) for one in community.questions(test=test) if one.thread.question.id in titles
    ]
    rows: list[dict[str, object]] = []
    for tags in (True, False):
        means = {
            way: _mean([_reciprocal(community, one, asked(community, one, titles), tags, weights) for one in questions])
            for way, asked in WAYS.items()
        }
        rows += [
            {
                "asked": way,
                "tags": "with" if tags else "without",
                "questions": len(questions),
                "MRR": mean,
                "of title": mean / means[TITLE],
                "of full": mean / means[FULL],
            }
            for way, mean in means.items()
        ]
    return rows


def _titles(path: Path) -> dict[int, str]:
    read = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {int(one["question_id"]): str(one["nl"]) for one in read}


WAYS: dict[str, Callable[[Community, Question, dict[int, str]], list[Vote]]] = {
    FULL: lambda community, one, titles: community.votes(one),
    TITLE: lambda community, one, titles: community.votes(one, text=""),
    DUTCH: lambda community, one, titles: community.votes(one, titles[one.thread.question.id], ""),
    BARE: lambda community, one, titles: community.votes(one, titles[one.thread.question.id], "", Lexicon()),
}


def _reciprocal(community: Community, question: Question, votes: list[Vote], tags: bool, weights: Weights) -> float:
    ranking = ranked(question, votes, community.tags(question) if tags else {}, weights)
    return measured(ranking, question.gains)[0]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(len(values), 1)
