"""Writing a batch: rows by the thousand in one statement each, inside the caller's transaction.

Every row has its source's id, and what is there already stays as it is; a batch can be written twice to the same end.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kring.conversations.models import PostKind
from kring.interop import rules
from kring.interop.importers.database import fetch, run
from kring.interop.importers.items import Accepted, AcceptedOn, Tag, Written
from kring.interop.importers.report import Tally
from kring.interop.importers.writing_people import authors_of, competences_of

# A post on its way into a conversation: what was written, the conversation, the post it is under, and its moment.
Placed = tuple[Written, int, int | None, datetime]


@dataclass(frozen=True, slots=True)
class Into:
    """Where a dump goes: the community's place and slug, what its rows are marked with, and their language."""

    place: int
    slug: str
    source: str
    language: str
    now: datetime


Writer = Callable[[Into, Sequence[Any], Tally], None]


def tags(into: Into, batch: Sequence[Tag], tally: Tally) -> None:
    """A competence for each tag that isn't one yet."""
    del into
    competences_of([tag.name for tag in batch], tally)


def questions(into: Into, batch: Sequence[Written], tally: Tally) -> None:
    """Conversations with their opening."""
    authors = authors_of(into, batch, tally)
    competences = competences_of([name for question in batch for name in question.tags], tally)
    new = _insert_conversations(into, batch, authors, competences)
    placed: list[Placed] = [
        (question, new[question.source_id], None, question.at) for question in batch if question.source_id in new
    ]
    _insert_posts(into, placed, authors, PostKind.OPENING)
    tally.settle("questions", given=len(batch), new=len(new))


def answers(into: Into, batch: Sequence[Written], tally: Tally) -> None:
    """Answers to their questions. One that is dated before its question gets the question's date."""
    rows = fetch(
        "SELECT source_id, id, created_at FROM conversation WHERE source = %s AND source_id = ANY(%s)",
        [into.source, [answer.about for answer in batch]],
    )
    asked = {source_id: (key, at) for source_id, key, at in rows}
    taken = _with_target(batch, asked, tally, "answers: their question is not in the dump, or was left out")
    placed: list[Placed] = []
    for answer in taken:
        conversation, at = asked[answer.about]
        if answer.at < at:
            tally.change("answers: dated before their question, so dated as that is", answer.source_id)
        placed.append((answer, conversation, None, max(answer.at, at)))
    new = _insert_posts(into, placed, authors_of(into, taken, tally), PostKind.ANSWER)
    _tell_conversations(new, counts=True)
    tally.settle("answers", given=len(taken), new=len(new))


def comments(into: Into, batch: Sequence[Written], tally: Tally) -> None:
    """Comments on questions and answers, not dated before these."""
    rows = fetch(
        "SELECT source_id, conversation_id, id, created_at FROM post WHERE source = %s AND source_id = ANY(%s)",
        [into.source, [comment.about for comment in batch]],
    )
    posts = {source_id: (conversation, post, at) for source_id, conversation, post, at in rows}
    taken = _with_target(batch, posts, tally, "comments: their post is not in the dump, or was left out")
    placed: list[Placed] = []
    for comment in taken:
        conversation, post, at = posts[comment.about]
        placed.append((comment, conversation, post, max(comment.at, at)))
    new = _insert_posts(into, placed, authors_of(into, taken, tally), PostKind.COMMENT)
    _tell_conversations(new, counts=False)
    tally.settle("comments", given=len(taken), new=len(new))


def accept(into: Into, batch: Sequence[Accepted], tally: Tally) -> None:
    """Accepted marks, dated as the answer for want of a better date (`accepted_on` has it where votes are given)."""
    rows = fetch(
        """
        SELECT post.id, post.conversation_id, post.accepted_at IS NOT NULL
          FROM unnest(%s::text[], %s::text[]) AS mark(question, answer)
          JOIN conversation ON conversation.source = %s AND conversation.source_id = mark.question
          JOIN post ON post.source = conversation.source AND post.source_id = mark.answer
           AND post.conversation_id = conversation.id AND post.kind = %s AND post.withdrawn_at IS NULL
        """,
        [[mark.question for mark in batch], [mark.answer for mark in batch], into.source, PostKind.ANSWER],
    )
    new = [(post, conversation) for post, conversation, is_accepted in rows if not is_accepted]
    run("UPDATE post SET accepted_at = created_at WHERE id = ANY(%s)", [[post for post, _ in new]])
    run(
        "UPDATE conversation SET accepted = accepted + 1 WHERE id = ANY(%s)",
        [sorted(conversation for _, conversation in new)],
    )
    tally.settle("accepted marks", given=len(rows), new=len(new))
    if missing := len(batch) - len(rows):
        tally.left_out["accepted marks: the answer is not in the dump, or was left out"] += missing


def accepted_on(into: Into, batch: Sequence[AcceptedOn], tally: Tally) -> None:
    """The day on which an answer was accepted, for marks that came in with this dump."""
    dated = fetch(
        """
        UPDATE post SET accepted_at = greatest(post.created_at, mark.at)
          FROM unnest(%s::text[], %s::timestamptz[]) AS mark(answer, at)
         WHERE post.source = %s AND post.source_id = mark.answer AND post.accepted_at = post.created_at
        RETURNING post.id
        """,
        [[mark.answer for mark in batch], [mark.at for mark in batch], into.source],
    )
    tally.came_in["dates of accepted marks"] += len(dated)
    if other := len(batch) - len(dated):
        tally.left_out["votes: accepting an answer that isn't accepted here, or is dated already"] += other


def _insert_conversations(
    into: Into, batch: Sequence[Written], authors: Mapping[str, int], competences: Mapping[str, int]
) -> dict[str, int]:
    """The keys of the new ones, by their source's id. Arrays in arrays don't go through unnest: tags go as text."""
    carried = [
        ",".join(str(competences[slug]) for slug in dict.fromkeys(map(rules.tag_slug, question.tags)))
        for question in batch
    ]
    rows = fetch(
        """
        INSERT INTO conversation (place_id, kind, title, author_id, language, competences, created_at, last_at,
                                  replies, accepted, source, source_id)
        SELECT %s, 'question', title, author, %s, string_to_array(carried, ',')::bigint[], at, at, 0, 0, %s, source_id
          FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::text[], %s::timestamptz[])
          WITH ORDINALITY AS new(source_id, title, author, carried, at, place)
         ORDER BY place
        ON CONFLICT (source, source_id) WHERE NOT (source = '') DO NOTHING
        RETURNING source_id, id
        """,
        [
            into.place,
            into.language,
            into.source,
            [question.source_id for question in batch],
            [question.title for question in batch],
            [authors[question.author] for question in batch],
            carried,
            [question.at for question in batch],
        ],
    )
    return dict(rows)


def _insert_posts(
    into: Into, placed: Sequence[Placed], authors: Mapping[str, int], kind: PostKind
) -> list[tuple[int, datetime]]:
    """Write posts in the order of their source's ids, which one day's keep. Conversation and moment of the new."""
    ordered = sorted(placed, key=lambda row: rules.in_order(row[0].source_id))
    return fetch(
        """
        INSERT INTO post (conversation_id, kind, under_id, author_id, body, html, created_at, version, edited_at,
                          reactions, score, source, source_id)
        SELECT conversation, %s, under, author, body, html, at, 1, edited_at, '{}', score, %s, source_id
          FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::timestamptz[],
                      %s::timestamptz[], %s::int[], %s::text[])
          WITH ORDINALITY AS new(conversation, under, author, body, html, at, edited_at, score, source_id, place)
         ORDER BY place
        ON CONFLICT (source, source_id) WHERE NOT (source = '') DO NOTHING
        RETURNING conversation_id, created_at
        """,
        [
            kind,
            into.source,
            [conversation for _, conversation, _, _ in ordered],
            [under for _, _, under, _ in ordered],
            [authors[written.author] for written, _, _, _ in ordered],
            [written.text.body for written, _, _, _ in ordered],
            [written.text.html for written, _, _, _ in ordered],
            [at for _, _, _, at in ordered],
            [written.edited_at for written, _, _, _ in ordered],
            [written.score for written, _, _, _ in ordered],
            [written.source_id for written, _, _, _ in ordered],
        ],
    )


def _tell_conversations(new: Iterable[tuple[int, datetime]], *, counts: bool) -> None:
    """Let conversations know of posts: when the last one was and, for answers, how many there are."""
    latest: dict[int, datetime] = {}
    written: dict[int, int] = defaultdict(int)
    for conversation, at in new:
        latest[conversation] = max(at, latest.get(conversation, at))
        written[conversation] += int(counts)
    keys = sorted(latest)
    run(
        """
        UPDATE conversation SET replies = replies + told.more, last_at = greatest(last_at, told.at)
          FROM unnest(%s::bigint[], %s::int[], %s::timestamptz[]) AS told(id, more, at) WHERE conversation.id = told.id
        """,
        [keys, [written[key] for key in keys], [latest[key] for key in keys]],
    )


def _with_target(batch: Sequence[Written], known: Mapping[str, object], tally: Tally, reason: str) -> list[Written]:
    """Those whose question or post is known; the others are told to the tally."""
    for written in batch:
        if written.about not in known:
            tally.leave_out(reason, written.source_id)
    return [written for written in batch if written.about in known]
