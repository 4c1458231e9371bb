"""Learning a community's own weights from its answered questions, each seen as if it was asked again on its day."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import models, transaction

from kring.conversations.models import Conversation, Kind, Post, PostKind
from kring.finding.models import CommunityWeights
from kring.finding.queries.people import Question, asked_of_index
from kring.finding.queries.pulse import pulse
from kring.finding.rules import ENOUGH, Example, example_of, features_of, fit
from kring.finding.shipped import shipped_weights
from kring.foundation.access.models import Place

NEWEST: Final = 600
"""How many answered questions teach: the newest, as a community changes."""

GROWN: Final = 1.2
"""Weights are learned again once there are this many times as many answered questions."""


def due() -> list[int]:
    """The topmost places that have enough answered questions, and enough more than when they were learned from last."""
    known = dict(CommunityWeights.objects.values_list("place_id", "answered"))
    roots = Place.objects.filter(parent=None).values_list("pk", flat=True)
    counts = {root: _answered(root).count() for root in roots}
    return [root for root, count in counts.items() if count >= max(ENOUGH, GROWN * known.get(root, 0))]


def refit(place: int, *, now: datetime) -> CommunityWeights | None:
    """Learn the weights of a topmost place and keep them; None when too few of its questions teach anything.

    Half a minute for the usual number of questions: for a worker.
    """
    questions = list(_answered(place).order_by("-created_at", "-pk")[:NEWEST])
    within = list(Place.objects.filter(path__contains=[place]).values_list("pk", flat=True))
    examples = [example for question in questions if (example := _example(question, within))]
    if len(examples) < ENOUGH:
        return None
    learned = fit(examples, prior=shipped_weights())
    with transaction.atomic():
        kept, _made = CommunityWeights.objects.update_or_create(
            place_id=place,
            defaults={
                "features": dict(learned.features),
                "answered": _answered(place).count(),
                "taught": len(examples),
                "fitted_at": now,
            },
        )
    return kept


def _answered(place: int) -> "models.QuerySet[Conversation]":
    return Conversation.objects.filter(
        place__path__contains=[place], kind=Kind.QUESTION, replies__gt=0, withdrawn_at=None
    )


def _example(row: Conversation, within: Sequence[int]) -> Example | None:
    """One answered question: what spoke for each candidate on its day, and who then answered."""
    answers = Post.objects.filter(conversation=row, kind=PostKind.ANSWER, withdrawn_at=None)
    answered = set(answers.exclude(author=row.author_id).values_list("author_id", flat=True))
    if not answered:
        return None
    opening = Post.objects.filter(conversation=row, kind=PostKind.OPENING).values_list("body", flat=True).first()
    question = Question(
        title=row.title,
        text=opening or "",
        at=row.created_at,
        asker=row.author_id,
        language=row.language,
        competences=row.competences,
    )
    votes, tags = asked_of_index(question, within)
    at = int(row.created_at.timestamp())
    vectors = features_of(votes, pulse(within, at=at), tags, at=at)
    vectors.pop(row.author_id, None)
    return example_of(vectors, answered, shipped_weights())
