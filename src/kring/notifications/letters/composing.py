"""Writing the letters that are due.

Some people at a time, each time in one transaction: what waits for them is claimed and their letters are in the queue,
or nothing of it happened. A person is held while her letters are written and passed over by every other worker, so
each thing is in one letter at most, and a worker that is killed neither doubles nor loses any.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db import connection, transaction
from django.utils.translation import override
from procrastinate.contrib.django import app

from kring.foundation.access.readers import Reader, reader_of
from kring.foundation.accounts.models import Account
from kring.notifications import rules
from kring.notifications.actions.choosing import planned, rhythm_now
from kring.notifications.letters import meetings
from kring.notifications.letters.wording import Letter, worded
from kring.notifications.models import Mail, Notification
from kring.notifications.queries import Told, texts_of, told_of
from kring.notifications.queries.passing import still_so
from kring.notifications.queries.pausing import paused_of
from kring.notifications.queries.wishes import Wish, wishes_in
from kring.notifications.rules import DIGEST, GATHERED, Rhythm, Scope

log = logging.getLogger(__name__)

PEOPLE: Final = 50
# What happened to one person and is read for one letter, at most.
_MOST: Final = 1_000
# A code to sign in doesn't wait behind the letters of everybody's morning.
_AFTER_ALL_ELSE: Final = -10
_PUT_OFF: Final = timedelta(hours=1)
# What goes into one letter of one meeting, for the reader's calendar.
_MEETING: Final = "meeting-"

_DUE = """
    SELECT DISTINCT account_id FROM (
        SELECT account_id FROM notification WHERE due_at <= %(now)s ORDER BY due_at, account_id LIMIT %(rows)s
    ) AS due LIMIT %(people)s
"""
_CLAIM = """
    UPDATE notification SET due_at = NULL, letter = claimed.letter
      FROM unnest(%(keys)s::bigint[], %(letters)s::bigint[]) AS claimed (key, letter)
     WHERE id = claimed.key
"""


class _Waiting(NamedTuple):
    """A notification that waits for a letter."""

    key: int
    account: int
    topic: str
    about: int
    place: int | None
    rhythm: Rhythm
    due_at: datetime


class _Draft(NamedTuple):
    """A letter to one person, and the notifications that it takes."""

    person: Account
    letter: Letter
    keys: Sequence[int]


def write_due(*, now: datetime) -> int:
    """Write all letters that are due; returns how many. Any number of workers may do so at once."""
    written = 0
    while (part := write_some(now=now)) is not None:
        written += part
    return written


@transaction.atomic
def write_some(*, now: datetime, people: int = PEOPLE) -> int | None:
    """Write the letters that are due for some people; returns how many, None when nobody is left whom no other worker
    has."""
    held = _hold(now=now, people=people)
    if not held:
        return None
    keys = sorted(held)
    wishes, paused = wishes_in(keys), paused_of(keys)
    drafts: list[_Draft] = []
    for account, waiting in _waiting(keys).items():
        wish = None if account in paused else wishes.get(account)
        drafts += _written(held[account], wish, waiting, now=now)
    _queue(drafts, now=now)
    return len(drafts)


def _hold(*, now: datetime, people: int) -> dict[int, Account]:
    """People for whom something is due and whom no other worker has, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"now": now, "rows": people * 40, "people": people})
        due = [account for (account,) in cursor.fetchall()]
    held = Account.objects.select_for_update(no_key=True, skip_locked=True).filter(pk__in=due).order_by("pk")
    return {one.pk: one for one in held}


def _waiting(accounts: Sequence[int]) -> dict[int, list[_Waiting]]:
    found: dict[int, list[_Waiting]] = {account: [] for account in accounts}
    rows = Notification.objects.filter(account__in=accounts, due_at__isnull=False)
    for key, account, topic, about, place, rhythm, due_at in rows.order_by("pk").values_list(
        "pk", "account_id", "topic", "about_id", "place", "rhythm", "due_at"
    ):
        if due_at is not None:
            found[account].append(_Waiting(key, account, topic, about, place, Rhythm(rhythm), due_at))
    return found


def _written(person: Account, wish: Wish | None, waiting: Sequence[_Waiting], *, now: datetime) -> list[_Draft]:
    """One person's letters. What can't be written is put off and said in the log; it holds up nobody else."""
    try:
        with transaction.atomic():
            return list(_letters(person, wish, _planned_anew(wish, waiting, now=now), now=now))
    except Exception:
        log.exception("Letters of account %s could not be written; put off", person.pk)
        late = [one.key for one in waiting if one.due_at <= now]
        Notification.objects.filter(pk__in=late).update(due_at=now + _PUT_OFF)
        return []


def _planned_anew(wish: Wish | None, waiting: Sequence[_Waiting], *, now: datetime) -> list[_Waiting]:
    """What still waits as she wants it now: what was planned while she chose otherwise is planned again."""
    kept = []
    for one in waiting:
        if rhythm_now(one.topic, wish, place=one.place) is one.rhythm:
            kept.append(one)
        else:
            wanted, due_at = planned(one.topic, wish, place=one.place, now=now)
            Notification.objects.filter(pk=one.key).update(rhythm=wanted, due_at=due_at)
    return kept


def _letters(person: Account, wish: Wish | None, waiting: Sequence[_Waiting], *, now: datetime) -> Iterator[_Draft]:
    """The letters that are due, each of what is so still, she may still see and hasn't read; nothing to say is no
    letter."""
    groups = _groups(wish, waiting, now=now)
    keys = [one.key for group in groups.values() for one in group]
    if not keys:
        return
    reader = reader_of(person.pk)
    told = {one.id: one for one in still_so(reader, told_of(reader, keys, size=_MOST), now=now)}
    taken: set[int] = set()
    for scope, group in groups.items():
        rhythm = max(one.rhythm for one in group)
        said = [told[key] for key in sorted({one.key for one in group} & told.keys(), reverse=True)]
        if scope.startswith(_MEETING):
            letter = meetings.letter(person, group[0].about, said, now=now)
        else:
            said = [one for one in said if not one.is_read]
            letter = _plain(person, reader, scope, rhythm, said) if said else None
        if letter is not None:
            taken.update(one.id for one in said)
            yield _Draft(person, letter, [one.id for one in said])
    Notification.objects.filter(pk__in=set(keys) - taken).update(due_at=None)


def _plain(person: Account, reader: Reader, scope: str, rhythm: Rhythm, said: Sequence[Told]) -> Letter:
    texts = {} if scope == DIGEST else texts_of(reader, [one.post for one in said if one.post and one.place])
    with override(person.language):
        return worded(person.pk, person.name, scope, rhythm, said, texts=texts)


def _groups(wish: Wish | None, waiting: Iterable[_Waiting], *, now: datetime) -> Mapping[str, list[_Waiting]]:
    """What goes into one letter, by scope: what gathers into one; of what goes at once, all of a circle, or of a
    meeting for her calendar, as soon as any of it is due."""
    by_scope: dict[str, list[_Waiting]] = {}
    for one in waiting:
        by_scope.setdefault(_scope(wish, one), []).append(one)
    due = {scope: [one for one in group if one.due_at <= now] for scope, group in by_scope.items()}
    return {scope: due[scope] if scope == DIGEST else by_scope[scope] for scope in by_scope if due[scope]}


def _scope(wish: Wish | None, one: _Waiting) -> str:
    if one.rhythm in GATHERED:
        return DIGEST
    if wish is not None and rules.for_calendar(one.topic, wish.choices):
        return f"{_MEETING}{one.about}"
    return Scope.OWN if rules.is_own(one.topic, one.place) else str(one.place)


def _queue(drafts: Sequence[_Draft], *, now: datetime) -> None:
    """Put the letters into the queue, and mark what each of them took."""
    if not drafts:
        return
    made = Mail.objects.bulk_create(
        Mail(
            account_id=draft.person.pk,
            to=draft.person.email or "",
            subject=draft.letter.subject,
            text=draft.letter.text,
            html=draft.letter.html,
            headers=draft.letter.headers,
            parts=[dict(part) for part in draft.letter.parts],
            made_at=now,
            due_at=now,
        )
        for draft in drafts
    )
    pairs = [(key, mail.pk) for draft, mail in zip(drafts, made, strict=True) for key in draft.keys]
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"keys": [key for key, _ in pairs], "letters": [letter for _, letter in pairs]})
    jobs: list[dict[str, Any]] = [{"mail": mail.pk} for mail in made]
    app.configure_task("send_mail", priority=_AFTER_ALL_ELSE).batch_defer(*jobs)
