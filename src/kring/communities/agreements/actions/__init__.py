"""What can be done with agreements: draft them (`drafting`), sign, decline and give notice (`signing`), take seats
(`seating`); and what time does (`minding`)."""

from kring.communities.agreements.actions.drafting import Wanted, begin, discard, draft
from kring.communities.agreements.actions.minding import mind_due
from kring.communities.agreements.actions.seating import give, give_back, take, take_away
from kring.communities.agreements.actions.signing import decline, give_notice, sign

__all__ = [
    "Wanted",
    "begin",
    "decline",
    "discard",
    "draft",
    "give",
    "give_back",
    "give_notice",
    "mind_due",
    "sign",
    "take",
    "take_away",
]
