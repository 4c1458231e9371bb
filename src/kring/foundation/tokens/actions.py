"""Making, using and withdrawing tokens."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.text import cleaning
from kring.foundation.tokens import rules
from kring.foundation.tokens.models import Token


@transaction.atomic
def make_token(*, actor: Reader, name: str, scopes: Sequence[str], days: int, now: datetime) -> tuple[Token, str]:
    """A new token of the actor with its secret, which is nowhere kept and can't be shown again.

    `days` is one of `rules.LIFETIMES`. Raises InvalidError, naming the fields, and ConflictError for who has too many.
    """
    account = signed_in(actor)
    tidy, wanted = cleaning.clean_line(name[:320])[:80], rules.known_scopes(scopes)
    _check(tidy, wanted, days)
    # One at a time for each person, so that the count below holds.
    Account.objects.select_for_update(no_key=True).get(pk=account)
    Token.objects.filter(account=account, ends_at__lt=now - timedelta(days=30)).delete()
    if Token.objects.filter(account=account, ends_at__gt=now).count() >= rules.MOST_TOKENS:
        raise ConflictError(_("You have 20 tokens. Withdraw one that you no longer use."), code="too-many-tokens")
    secret = rules.MARK + secrets.token_urlsafe(32)
    made = Token.objects.create(
        account_id=account,
        name=tidy,
        digest=rules.digest(secret),
        prefix=secret[: rules.PREFIX_LENGTH],
        scopes=wanted,
        made_at=now,
        ends_at=now + timedelta(days=days),
    )
    return made, secret


def withdraw_token(*, actor: Reader, token: int) -> None:
    """A token of the actor lets nobody in from now on. Raises NotThereError for one of someone else."""
    gone, _rows = Token.objects.filter(pk=token, account=actor.account).delete()
    if not gone:
        raise NotThereError


def mark_used(*, token: int, last_used_at: datetime | None, now: datetime) -> None:
    """Write down that a token was used, at most once a minute: what is older than that says enough."""
    if last_used_at is None or now - last_used_at >= rules.SEEN_EVERY:
        Token.objects.filter(pk=token).update(last_used_at=now)


def _check(name: str, scopes: Sequence[str], days: int) -> None:
    wrong: dict[str, object] = {}
    if not name:
        wrong["name"] = _("Give the token a name, so that you know it again.")
    if not scopes:
        wrong["scopes"] = _("Choose at least one thing that the token is for.")
    if days not in rules.LIFETIMES:
        wrong["days"] = _("Choose one of the periods.")
    if wrong:
        raise InvalidError(wrong)
