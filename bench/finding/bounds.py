"""How much there is to gain at all, and how that grows with a community.

*Learned from the test itself* are weights that know the answers: no linear score over these features does much better.
*The best way for each question* takes of all these rankings the one that happened to be right: no rule could choose
so well. All others are honest: *the other communities* never saw this one, *and 600 of its own* adds what it showed
before its last fifth, as a community's own weights are learned.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.finding.community import Community, Question
from bench.finding.fitting import PULL, example_at, fit_weights, lessons
from bench.finding.measures import Tally, ratio_interval
from bench.finding.running import VOTE, baselines, ranked
from kring.finding.rules import Weights, fit

YOUNG = {"onstartups": (600, 1500, 4000)}
"""Communities that are measured as they were after so many questions, too."""

OTHERS, OWN = "the other communities", "and 600 of its own"
KNOWING, PICKED = "learned from the test itself", "the best way for each question"
OWN_LESSONS = 600


def bounds_table(communities: Sequence[Community], data: Path) -> str:
    """A Markdown table with a row per community, young ones first, and way of ranking."""
    lines = ["| community | ranking | MRR | busiest | x BM25 vote | 95 % |", "|---|---|---|---|---|---|"]
    for community in communities:
        teachers = [other for other in communities if other is not community]
        young = (Community(data / community.name, first) for first in YOUNG.get(community.name, ()))
        for one in (*young, community) if teachers else ():
            lines += _rows(one, fit_weights(teachers))
    return "\n".join(lines)


def _rows(community: Community, others: Weights) -> list[str]:
    questions = list(community.questions(test=True))
    tallies = _tallies(community, questions, others)
    lines = []
    for way, tally in tallies.items():
        ratio, low, high = ratio_interval(tally, tallies[VOTE])
        means = tally.means()
        busiest = f"{means['busiest']:.3f}" if tally.five else ""
        name = f"{community.name} ({len(questions)})"
        lines.append(f"| {name} | {way} | {means['MRR']:.3f} | {busiest} | {ratio:.2f} | {low:.2f} to {high:.2f} |")
    return lines


def _tallies(community: Community, questions: Sequence[Question], others: Weights) -> dict[str, Tally]:
    """What each way did, question by question."""
    seen = [example for question in questions if (example := example_at(community, question))]
    learned = {
        OTHERS: others,
        OWN: fit(lessons(community)[-OWN_LESSONS:], prior=others),
        KNOWING: fit(seen, prior=others, pull=PULL),
    }
    tallies: dict[str, Tally] = {}
    for question in questions:
        votes, tags = community.votes(question), community.tags(question)
        rankings = baselines(question, community.plain_votes(question))
        rankings |= {way: ranked(question, votes, tags, weights) for way, weights in learned.items()}
        for way, ranking in rankings.items():
            tallies.setdefault(way, Tally()).add(ranking, question.gains)
    rows = zip(*(tally.rows for tally in tallies.values()), strict=True)
    return {**tallies, PICKED: Tally([max(row) for row in rows])}
