"""Runs every way of ranking over a community's test questions."""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.finding.community import Community, Question, days_between, is_candidate
from bench.finding.measures import Tally, ratio_interval
from kring.finding.rules import DAY, Vote, Weights, day_start, rank

SHIPPED, LEFT_OUT, LOADED = "shipped weights", "fitted on the other communities only", "shipped, with open requests"
VOTE, RECENCY, DECAYED, ACTIVE = "BM25 vote", "recency", "BM25 vote, 90-day decay", "most active"
ROWS = (ACTIVE, VOTE, RECENCY, DECAYED, SHIPPED, LEFT_OUT, LOADED)
LIMIT = 100
ASKED, OPEN_DAYS = 3, 7
"""With open requests: each question asks the first three, and a request stays open for a week."""


@dataclass(frozen=True)
class Measured:
    """The figures of one community: per way of ranking its measures, and the ratios of MRR against the BM25 vote."""

    community: str
    questions: int
    rows: dict[str, dict[str, float]]
    ratios: dict[str, tuple[float, float, float]]


def measure(community: Community, weights: Weights, left_out: Weights | None) -> Measured:
    """Rank every test question in every way."""
    tallies = {row: Tally() for row in ROWS if row != LEFT_OUT or left_out}
    load = OpenRequests()
    for question in community.questions(test=True):
        votes, tags = community.votes(question), community.tags(question)
        for row, ranking in baselines(question, community.plain_votes(question)).items():
            tallies[row].add(ranking, question.gains)
        tallies[SHIPPED].add(ranked(question, votes, tags, weights), question.gains)
        if left_out:
            tallies[LEFT_OUT].add(ranked(question, votes, tags, left_out), question.gains)
        spread = ranked(question, votes, tags, weights, load.waiting(question.at))
        load.ask(spread[:ASKED], question.at)
        tallies[LOADED].add(spread, question.gains)
    ratios = {
        row: ratio_interval(tallies[row], tallies[VOTE])
        for row in tallies
        if row in (DECAYED, SHIPPED, LEFT_OUT, LOADED)
    }
    return Measured(
        community.name, len(tallies[VOTE].rows), {row: tally.means() for row, tally in tallies.items()}, ratios
    )


def ranked(
    question: Question,
    votes: Sequence[Vote],
    tags: Mapping[int, float],
    weights: Weights,
    waiting: Mapping[int, int] | None = None,
) -> list[int]:
    """The first hundred as production ranks them, of whom those stay who are candidates here."""
    found = rank(
        votes=votes,
        pulse=question.pulse,
        at=question.at,
        weights=weights,
        tags=tags,
        open_requests=waiting,
        leave_out=frozenset(() if question.asker is None else (question.asker,)),
        limit=LIMIT,
    )
    return [one.person for one in found if is_candidate(question.pulse, one.person)]


def baselines(question: Question, votes: Sequence[Vote]) -> dict[str, list[int]]:
    """All candidates, as each baseline ranks them; ties go to who contributed more in the last 30 days."""
    people = question.pulse.people
    start = day_start(question.at)
    top = max((vote.score for vote in votes), default=1.0)
    plain: dict[int, float] = defaultdict(float)
    decayed: dict[int, float] = defaultdict(float)
    for vote in votes:
        worth = (vote.score / top) ** 2
        plain[vote.author] += worth
        decayed[vote.author] += worth * math.exp(-days_between(day_start(vote.created), start) / 90)
    ways: dict[str, Mapping[int, float]] = {
        VOTE: plain,
        DECAYED: decayed,
        ACTIVE: {person: active.ever for person, active in people.items()},
        RECENCY: {person: active.last or 0 for person, active in people.items()},
    }
    candidates = [person for person in people if person != question.asker and is_candidate(question.pulse, person)]
    return {
        row: sorted(candidates, key=lambda person: (-scores.get(person, 0), -people[person].month, person))
        for row, scores in ways.items()
    }


class OpenRequests:
    """Help requests as they would wait if every question asked the first three people of its ranking."""

    def __init__(self) -> None:
        self._sent: deque[tuple[int, int]] = deque()

    def waiting(self, at: int) -> Counter[int]:
        """How many requests wait for each person at that moment."""
        while self._sent and self._sent[0][0] <= at - OPEN_DAYS * DAY:
            self._sent.popleft()
        return Counter(person for _, person in self._sent)

    def ask(self, people: Sequence[int], at: int) -> None:
        """Send each of these a request."""
        self._sent.extend((at, person) for person in people)
