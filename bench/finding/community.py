"""A community as the bench asks it: the production index over its answers, and each question as if asked on its day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

import tantivy

from bench.finding.dumps import Thread, read_threads
from kring.finding.index_schema import (
    Contribution,
    Kind,
    analyser,
    ask,
    build_schema,
    document_of,
    narrowed,
    register_analysers,
    tagged,
    votes_for,
)
from kring.finding.rules import (
    DAY,
    STOP_WORDS,
    Lexicon,
    Pulse,
    Vote,
    activity_of,
    day_start,
    guess_language,
    pulse_of,
    words_of,
)
from kring.finding.shipped import shipped_lexicon

PLACE = 1
EARLIER_ANSWERS = 5
"""A person counts as a candidate from this many answers before the day of asking."""

TEST_PART = 0.2


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what was known before its day, and who turned out to answer it (gain per person, all
    candidates).
    """

    thread: Thread
    at: int
    pulse: Pulse
    gains: Mapping[int, float]

    @property
    def asker(self) -> int | None:
        """Whoever asked; None where the dump doesn't say."""
        return self.thread.question.owner


class Community:
    """A dump, indexed as production indexes it; where `first` is given, as it was after so many questions."""

    def __init__(self, folder: Path, first: int | None = None) -> None:
        self.name = folder.name if first is None else f"{folder.name}, its first {first:,}"
        self.threads = read_threads(folder)[:first]
        self.schema = build_schema()
        self.searcher = self._indexed()

    def _indexed(self) -> tantivy.Searcher:
        index = tantivy.Index(self.schema)
        register_analysers(index)
        # One thread: the same documents then always get the same numbers, and ties the same order.
        writer = index.writer(128_000_000, 1)
        for thread in self.threads:
            for answer in thread.answers:
                if answer.owner is not None:
                    parts = [("en", thread.title), ("en", thread.question.text), ("en", answer.text)]
                    writer.add_document(
                        document_of(
                            Contribution(
                                answer.id,
                                answer.owner,
                                PLACE,
                                thread.question.id,
                                Kind.ANSWER,
                                answer.created,
                                parts,
                                thread.tags,
                            )
                        )
                    )
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return index.searcher()

    @cached_property
    def test_start(self) -> int:
        """The moment from which questions test: four fifths of all questions were asked before (seconds)."""
        moments = sorted(thread.question.created for thread in self.threads)
        return moments[min(int(len(moments) * (1 - TEST_PART)), len(moments) - 1)]

    @cached_property
    def _answer_days(self) -> list[tuple[int, int, int]]:
        days = Counter(
            (answer.owner, day_start(answer.created))
            for thread in self.threads
            for answer in thread.answers
            if answer.owner is not None
        )
        return sorted(((person, day, made) for (person, day), made in days.items()), key=lambda row: (row[1], row[0]))

    def questions(self, *, test: bool, newest: int = 0, every: int = 1) -> Iterator[Question]:
        """The answered questions of the last fifth (or before it), oldest first: those that a candidate answered.

        Where given, of these the `newest` so many, and of them one in `every`.
        """
        asked = [
            thread
            for thread in self.threads
            if (thread.question.created >= self.test_start) == test and gains_of(thread)
        ]
        for start, threads in groupby(asked[-newest::every], key=lambda thread: day_start(thread.question.created)):
            pulse = pulse_of(activity_of((row for row in self._answer_days if row[1] < start), start))
            for thread in threads:
                gains = {person: gain for person, gain in gains_of(thread).items() if is_candidate(pulse, person)}
                if gains:
                    yield Question(thread, thread.question.created, pulse, gains)

    def votes(
        self, question: Question, title: str | None = None, text: str | None = None, lexicon: Lexicon | None = None
    ) -> list[Vote]:
        """The votes for a question, as production gathers them; of another wording where one is given."""
        title = question.thread.title if title is None else title
        text = question.thread.question.text if text is None else text
        asked = ask(
            self.searcher,
            self.schema,
            title,
            text,
            language=guess_language(f"{title} {text}"),
            lexicon=lexicon or shipped_lexicon(),
        )
        return self._found(question, asked.query)

    def plain_votes(self, question: Question) -> list[Vote]:
        """The votes of plain BM25: every word of title and text but stop words, as often as it is said."""
        words = [
            word
            for word in words_of(f"{question.thread.title} {question.thread.question.text}")
            if word not in STOP_WORDS["en"]
        ]
        said = Counter(analyser("en").analyze(" ".join(words)))
        clauses = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(
                    tantivy.Query.term_query(self.schema, "text", f"en{word}", "freq"), float(times)
                ),
            )
            for word, times in sorted(said.items())
        ]
        return self._found(question, tantivy.Query.boolean_query(clauses))

    def _found(self, question: Question, query: tantivy.Query) -> list[Vote]:
        kept = narrowed(self.schema, query, places=None, before=day_start(question.at), asker=question.asker)
        return votes_for(self.searcher, kept)

    def tags(self, question: Question) -> dict[int, float]:
        """How much each person did under the question's tags."""
        return tagged(
            self.searcher,
            self.schema,
            question.thread.tags,
            places=None,
            before=day_start(question.at),
            asker=question.asker,
        )


def is_candidate(pulse: Pulse, person: int) -> bool:
    """Whether someone made enough answers before that day to be ranked."""
    active = pulse.people.get(person)
    return active is not None and active.ever >= EARLIER_ANSWERS


def gains_of(thread: Thread) -> dict[int, float]:
    """The gain of each person who answered another's question: 3 for the accepted (or else best) answer, 2 from a
    score of 3, 1 otherwise, a half below zero."""
    best = thread.accepted or max(thread.answers, key=lambda answer: answer.score).id if thread.answers else None
    gains: dict[int, float] = {}
    for answer in thread.answers:
        if answer.owner is None or answer.owner == thread.question.owner:
            continue
        gain = 3.0 if answer.id == best else 2.0 if answer.score >= 3 else 1.0 if answer.score >= 0 else 0.5
        gains[answer.owner] = max(gains.get(answer.owner, 0.0), gain)
    return gains


def days_between(earlier: int, later: int) -> float:
    """Days from one moment to another, both in seconds."""
    return (later - earlier) / DAY
