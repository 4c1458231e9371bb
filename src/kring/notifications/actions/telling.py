"""Telling people in the product, and planning the letters about it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from kring.foundation.access.readers import Reader
from kring.notifications.actions.choosing import planned
from kring.notifications.models import Notification
from kring.notifications.queries.wishes import wishes_of
from kring.notifications.rules import Rhythm, Topic

_TOGETHER = 5_000
_NONE: Final = (Rhythm.NEVER, None)


def notify(
    accounts: Iterable[int],
    *,
    topic: Topic,
    event: int,
    actor: int | None,
    about: str,
    about_id: int,
    now: datetime,
    post: int | None = None,
    place: int | None = None,
    facts: Mapping[str, str] | None = None,
    by_mail: bool = True,
    own_act: bool = False,
) -> None:
    """Tell people something, each once for an event however often this is called. The actor is not told what she
    did.

    `place` is the circle where it happened, None where it happened in none: by it, the choice is found that a person
    made about letters. `facts` are what the sentence says beside names. Without `by_mail` no letter says it.
    With `own_act` the actor is told too, as of what she has read: for her calendar alone.
    """
    told = [account for account in dict.fromkeys(accounts) if own_act or account != actor]
    for part in _parts(told):
        wishes = wishes_of(part, place=place) if by_mail else {}
        plans = {key: planned(topic, wish, place=place, now=now) for key, wish in wishes.items()}
        Notification.objects.bulk_create(
            (
                Notification(
                    account_id=account,
                    topic=topic,
                    event=event,
                    actor_id=actor,
                    about=about,
                    about_id=about_id,
                    post=post,
                    place=place,
                    facts=dict(facts or {}),
                    at=now,
                    read_at=now if account == actor else None,
                    rhythm=plans.get(account, _NONE)[0],
                    due_at=plans.get(account, _NONE)[1],
                )
                for account in part
            ),
            ignore_conflicts=True,
        )


def _parts(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    return (keys[first : first + _TOGETHER] for first in range(0, len(keys), _TOGETHER))


def mark_read(*, actor: Reader, now: datetime, keys: Sequence[int] | None = None) -> None:
    """The actor has read these of her notifications; all of them when none are named."""
    unread = Notification.objects.filter(account=actor.account, read_at=None)
    (unread if keys is None else unread.filter(pk__in=keys)).update(read_at=now)


def mark_seen(*, actor: Reader, about: str, about_id: int, now: datetime) -> None:
    """The actor looked at what some of her notifications are about."""
    Notification.objects.filter(account=actor.account, about=about, about_id=about_id, read_at=None).update(read_at=now)


def mark_messages_seen(*, actor: Reader, sender: int, now: datetime) -> None:
    """The actor looked at what one person wrote to her."""
    told = Notification.objects.filter(account=actor.account, topic=Topic.MESSAGE, actor=sender, read_at=None)
    told.update(read_at=now)
