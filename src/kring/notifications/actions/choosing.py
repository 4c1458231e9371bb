"""How a person wants her letters, and what that does with those that are planned already."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kring.communities.models import Community
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.accounts.models import Account
from kring.notifications import rules
from kring.notifications.models import Address, CircleRhythm, LetterChoices, Notification
from kring.notifications.queries.wishes import Wish, wishes_in
from kring.notifications.rules import DIGEST, Choices, Rhythm, Scope


@transaction.atomic
def choose_letters(*, actor: Reader, choices: Choices, circles: Mapping[int, Rhythm | None], now: datetime) -> None:
    """The actor wants her letters so: `circles` are places of circles where she has a standing, each with what she
    chose there, None for what she chose for all; others are passed over. Her time zone is her account's and is not
    changed here. What is planned already follows at once."""
    account = _held(signed_in(actor))
    kept = asdict(choices)
    kept.pop("zone")
    LetterChoices.objects.update_or_create(account_id=account, defaults=kept)
    known = Community.objects.filter(pk__in=[place for place in circles if place in actor.roles])
    for place in known.values_list("pk", flat=True):
        _choose_here(account, place, circles[place])
    plan_again(account=account, now=now)


@transaction.atomic
def choose_rhythm(*, account: int, scope: str, rhythm: Rhythm, now: datetime) -> None:
    """One choice alone, as made behind a link in a letter. What is planned already follows at once.

    `scope` is `own`, `circles` (all of them, now and later), `digest` (the letters that gather: they come or they
    don't), or the place of one circle.
    """
    _held(account)
    if scope.isdigit():
        if Community.objects.filter(pk=int(scope)).exists():
            _choose_here(account, int(scope), rhythm)
    elif scope == DIGEST:
        LetterChoices.objects.update_or_create(account_id=account, defaults={"digests": rhythm is not Rhythm.NEVER})
    else:
        column = "own" if scope == Scope.OWN else "circles"
        LetterChoices.objects.update_or_create(account_id=account, defaults={column: rhythm})
        if column == "circles":
            CircleRhythm.objects.filter(account=account).delete()
    plan_again(account=account, now=now)


def plan_again(*, account: int, now: datetime) -> None:
    """Plan the letters that wait for a person as she wants them now. Takes part in the caller's transaction, which
    holds her account."""
    unread = Q(read_at=None) | Q(topic__in=rules.CALENDAR)
    waiting = Notification.objects.filter(unread, account=account, due_at__isnull=False)
    wish = wishes_in([account]).get(account)
    for place, topic in set(waiting.order_by().values_list("place", "topic")):
        wanted, due_at = planned(topic, wish, place=place, now=now)
        waiting.filter(place=place, topic=topic).update(rhythm=wanted, due_at=due_at)


def planned(topic: str, wish: Wish | None, *, place: int | None, now: datetime) -> tuple[Rhythm, datetime | None]:
    """How often a letter about this may come, and when the next may; whoever has no wish gets none."""
    wanted = rhythm_now(topic, wish, place=place)
    return wanted, None if wish is None else rules.due(topic, wanted, at=now, choices=wish.choices)


def rhythm_now(topic: str, wish: Wish | None, *, place: int | None) -> Rhythm:
    """How often a letter about this may come; never for who has no wish, and of what is no topic any more."""
    if wish is None or topic not in rules.TABLE:
        return Rhythm.NEVER
    return rules.rhythm(topic, place=place, choices=wish.choices, here=wish.circles.get(place or 0))


def _choose_here(account: int, place: int, rhythm: Rhythm | None) -> None:
    if rhythm is None:
        CircleRhythm.objects.filter(account=account, place=place).delete()
    else:
        CircleRhythm.objects.update_or_create(account_id=account, place_id=place, defaults={"rhythm": rhythm})


def _held(account: int) -> int:
    """The account, with nobody else planning or writing her letters until the transaction ends."""
    return Account.objects.select_for_update(no_key=True).values_list("pk", flat=True).get(pk=account)


@transaction.atomic
def forget_person(*, account: int) -> None:
    """She left: no letter waits for her any more, and nothing is known of how she wanted them."""
    Notification.objects.filter(account=account, due_at__isnull=False).update(due_at=None)
    for model in (LetterChoices, CircleRhythm, Address):
        model.objects.filter(account=account).delete()
