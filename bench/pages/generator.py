"""A community of a given size, the same each time: people, circles, conversations and posts, with text that search
can work on."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
SPAN = timedelta(days=900)
WORDS = 20_000
SYLLABLES = ["babedigukalemonupirosetiv"[n : n + 2] for n in range(0, 24, 2)]


@dataclass(frozen=True)
class Size:
    """How much there is."""

    people: int
    circles: int
    conversations: int
    posts: int

    def times(self, factor: int) -> "Size":
        """The same, larger; a circle grows tenfold too, and there are as many more of them."""
        return Size(self.people * factor, self.circles * factor, self.conversations * factor, self.posts * factor)


USUAL = Size(people=2_000, circles=20, conversations=10_000, posts=100_000)


class Writer:
    """Sentences of made-up words, as often used as words are (Zipf)."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = [self._word(number) for number in range(WORDS)]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(WORDS)))

    def _word(self, number: int) -> str:
        parts = []
        number += len(SYLLABLES)
        while number:
            number, rest = divmod(number, len(SYLLABLES))
            parts.append(SYLLABLES[rest])
        return "".join(parts)

    def text(self, words: int) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=words))


def fill(size: Size) -> None:
    """Write it into an empty, migrated database."""
    from django.db import connection

    writer = Writer(1)
    with connection.cursor() as cursor:
        _people(cursor, size)
        _circles(cursor, size)
        owners = _conversations(cursor, size, writer)
        _posts(cursor, size, writer, owners)
        _totals(cursor)
        cursor.execute("ANALYZE")


def _people(cursor: Any, size: Size) -> None:
    cursor.execute(
        """INSERT INTO account (id, password, handle, name, sort_name, photo, language, theme, time_zone, is_active,
                                is_operator, joined_at, source, source_id)
           SELECT n, '', 'm-' || n, 'Member ' || n, 'member ' || lpad(n::text, 9, '0'), '', 'en', 'auto',
           'Europe/Amsterdam',
                  true, false, %s, '', '' FROM generate_series(1, %s) AS n""",
        [NOW - SPAN, size.people],
    )
    cursor.execute(
        """INSERT INTO profile (account_id, headline, languages, offers, seeks, availability, cap, sight, changed_at)
           SELECT id, 'Knows much of field ' || id %% 40, ARRAY['nl','en'], 'Time for a talk.', '', 'open', 3, '{}', %s
             FROM account""",
        [NOW],
    )
    cursor.execute("SELECT setval(pg_get_serial_sequence('account', 'id'), %s)", [size.people])
    cursor.execute(
        "INSERT INTO competence (slug, en, nl)"
        " SELECT 'field-' || n, 'Field ' || n, 'Veld ' || n FROM generate_series(1, 40) n"
    )
    cursor.execute(
        """INSERT INTO profile_competence (profile_id, competence_id, bond)
           SELECT account.id, competence.id, CASE WHEN n < 4 THEN 'specialism' ELSE 'passion' END
             FROM account CROSS JOIN generate_series(1, 5) AS n
             JOIN competence ON competence.slug = 'field-' || (mod(account.id * n, 40) + 1) ON CONFLICT DO NOTHING"""
    )


def _circles(cursor: Any, size: Size) -> None:
    """One community with circles under it; everyone is in the community and in three circles."""
    cursor.execute(
        """INSERT INTO place (id, kind, parent_id, path, listing, sight, listing_scope, scope)
           SELECT n, 'community', CASE WHEN n > 1 THEN 1 END, CASE WHEN n > 1 THEN ARRAY[1, n] ELSE ARRAY[1] END,
                  CASE WHEN n > 1 THEN 'inherit' ELSE 'network' END, CASE WHEN n = 1 THEN 'network' WHEN n %% 4 = 0
                  THEN 'members'
                  ELSE 'inherit' END, -1, CASE WHEN n %% 4 = 0 THEN n ELSE -1 END FROM generate_series(1, %s) AS n""",
        [size.circles],
    )
    cursor.execute("SELECT setval(pg_get_serial_sequence('place', 'id'), %s)", [size.circles])
    cursor.execute(
        """INSERT INTO community (place_id, slug, name, sort_name, purpose, language, joining, announcement, members,
        made_at)
           SELECT id, 'circle-' || id, 'Circle ' || id, 'circle ' || lpad(id::text, 9, '0'), 'For whoever works on
           field ' || id || '.',
                  'en', 'open', '', 0, %s FROM place""",
        [NOW - SPAN],
    )
    cursor.execute(
        """INSERT INTO membership (community_id, account_id, joined_at)
           SELECT place, account.id, %(start)s::timestamptz + account.id * interval '1 minute' FROM account,
                  LATERAL (SELECT DISTINCT unnest(ARRAY[1, account.id %% %(n)s + 1, account.id * 7 %% %(n)s + 1,
                                                        account.id * 13 %% %(n)s + 1]) AS place) AS places""",
        {"start": NOW - SPAN, "n": size.circles},
    )
    cursor.execute(
        """INSERT INTO standing (account_id, place_id, role, reason, source_id, since)
           SELECT account_id, community_id, 1, 1, community_id, joined_at FROM membership"""
    )
    cursor.execute(
        """INSERT INTO standing (account_id, place_id, role, reason, source_id, since)
           SELECT 1, id, 2, CASE WHEN id = 1 THEN 2 ELSE 3 END, 1, %s FROM place""",
        [NOW],
    )


def _conversations(cursor: Any, size: Size, writer: Writer) -> list[tuple[int, datetime]]:
    """Conversations over the whole span; returns each one's circle and start, by order of key."""
    rows = list(_conversation_rows(size, writer))
    columns = (
        "place_id, kind, title, author_id, language, competences, created_at, last_at, replies, accepted,"
        " source, source_id"
    )
    with cursor.copy(f"COPY conversation ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    return [(row[0], row[6]) for row in rows]


def _conversation_rows(size: Size, writer: Writer) -> Iterator[tuple[Any, ...]]:
    draw = writer.random
    for number in range(size.conversations):
        kind = "question" if number % 5 else "experience" if number % 10 else "discussion"
        at = NOW - SPAN * (1 - number / size.conversations)
        place = 1 + int(draw.random() ** 1.5 * size.circles)
        author = draw.randint(1, size.people)
        yield (place, kind, writer.text(9), author, "en", [1 + number % 40], at, at, 0, 0, "", "")


def _posts(cursor: Any, size: Size, writer: Writer, starts: list[tuple[int, datetime]]) -> None:
    cursor.execute("SELECT min(id) FROM conversation")
    first = cursor.fetchone()[0]
    columns = (
        "conversation_id, kind, author_id, body, html, created_at, version, accepted_at, reactions, score,"
        " source, source_id"
    )
    with cursor.copy(f"COPY post ({columns}) FROM STDIN") as copy:
        for row in _post_rows(size, writer, starts, first):
            copy.write_row(row)


def _post_rows(size: Size, writer: Writer, starts: list[tuple[int, datetime]], first: int) -> Iterator[tuple[Any, ...]]:
    """An opening for each, then answers; every 50th conversation has exactly 20, the page that is measured."""
    draw = writer.random
    answers = size.posts - size.conversations
    usual = answers // size.conversations
    for number, (_place, at) in enumerate(starts):
        several = 20 if number % 50 == 1 else draw.randint(0, 2 * usual - 1)
        for turn in range(several + 1):
            body = writer.text(draw.randint(30, 110))
            kind = 1 if turn == 0 else 2 if number % 5 else 3
            author = 1 + int(draw.random() ** 2 * size.people)
            then = min(at + timedelta(hours=turn * 5), NOW)
            accepted = then if kind == 2 and turn == 1 and number % 3 == 0 else None
            yield (first + number, kind, author, body, f"<p>{body}</p>", then, 1, accepted, "{}", 0, "", "")


def _totals(cursor: Any) -> None:
    """What lists keep of their rows."""
    cursor.execute(
        """UPDATE conversation SET replies = made.replies, accepted = made.accepted, last_at = made.last_at
             FROM (SELECT conversation_id, count(*) FILTER (WHERE kind > 1) AS replies, count(accepted_at) AS accepted,
                          max(created_at) AS last_at FROM post GROUP BY 1) AS made WHERE made.conversation_id =
                          conversation.id"""
    )
    cursor.execute(
        """UPDATE post SET author_id = conversation.author_id FROM conversation
            WHERE post.kind = 1 AND conversation.id = post.conversation_id"""
    )
    cursor.execute("UPDATE community SET members = (SELECT count(*) FROM membership WHERE community_id = place_id)")
    cursor.execute(
        """INSERT INTO activity (place_id, account_id, day, contributions)
           SELECT place_id, post.author_id, (post.created_at AT TIME ZONE 'UTC')::date, count(*)
             FROM post JOIN conversation ON conversation.id = post.conversation_id WHERE post.kind IN (2, 3) GROUP BY
             1, 2, 3"""
    )
