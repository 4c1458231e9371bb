"""Proposals out of people meeting each other."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext

from kring.foundation.accounts.models import Account
from kring.learning.actions.drafts import Proposal, propose
from kring.learning.models import Draft
from kring.learning.rules.proposals import MET, TALK_MINUTES


def propose_talk(*, person: int, match: int, event: int, now: datetime) -> Draft | None:
    """A talk with someone whom one was matched with. Its line says nothing of whom: dossiers are opened to others."""
    account = Account.objects.get(pk=person)
    with translation.override(account.language):
        title = gettext("A talk with someone new")
    return propose(
        proposal=Proposal(
            person=person,
            about=f"match:{match}",
            title=title,
            kind="talk",
            at=now,
            minutes=TALK_MINUTES,
            reason=MET,
        ),
        event=event,
        now=now,
    )
