"""What the community proposes for a ledger: how long something probably took. Pure.

The figures are ours, low on purpose, and shown as what they are: a proposal that the person changes.
"""

from collections.abc import Collection, Mapping
from typing import Final

# Why something is proposed.
ACCEPTED: Final = "accepted"
HELPED: Final = "helped"
TOLD: Final = "told"
# Its line says nothing of what it was about: dossiers are opened to others.
CASE: Final = "case"
# One was at a meeting, or had a part in it.
WAS_THERE: Final = "was-there"
# One met someone with whom one was matched.
MET: Final = "met"

WORDS_A_MINUTE: Final = 20
_STEP: Final = 15
# Reading a question and thinking about it; remembering what one did, and putting it in order.
ANSWER_MINUTES: Final = 15
EXPERIENCE_MINUTES: Final = 30
TALK_MINUTES: Final = 30
MOST_MINUTES: Final = 240

# What a part in a meeting makes of its kind: who speaks or teaches learns by doing.
_BY_PART: Final[Mapping[str, Mapping[str, str]]] = {
    "speaker": {"": "giving_talk", "training": "giving_workshop", "webinar": "giving_workshop"},
    "facilitator": {"training": "giving_workshop", "webinar": "giving_workshop"},
}


def kind_of_part(kind: str, parts: Collection[str]) -> str:
    """The kind of activity that a meeting was to someone with these parts in it.

    >>> kind_of_part("seminar", ["speaker"]), kind_of_part("intervisie", ["facilitator", "case"])
    ('giving_talk', 'intervisie')
    """
    for part, kinds in _BY_PART.items():
        if part in parts and (made := kinds.get(kind) or kinds.get("")):
            return made
    return kind


def minutes_for(words: int, *, at_least: int) -> int:
    """How many minutes a text of so many words probably took: `at_least`, and its writing at 20 words a minute, in
    whole quarters, at most four hours.

    >>> minutes_for(60, at_least=15), minutes_for(400, at_least=15), minutes_for(10**6, at_least=30)
    (30, 45, 240)
    """
    wanted = at_least + words / WORDS_A_MINUTE
    quarters = -int(-wanted // _STEP)
    return min(quarters * _STEP, MOST_MINUTES)
