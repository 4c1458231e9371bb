"""What the community proposes for a ledger: how long something probably took. Pure.

The figures are ours, low on purpose, and shown as what they are: a proposal that the person changes.
"""

from typing import Final

# Why something is proposed.
ACCEPTED: Final = "accepted"
HELPED: Final = "helped"
TOLD: Final = "told"
# Its line says nothing of what it was about: dossiers are opened to others.
CASE: Final = "case"

WORDS_A_MINUTE: Final = 20
_STEP: Final = 15
# Reading a question and thinking about it; remembering what one did, and putting it in order.
ANSWER_MINUTES: Final = 15
EXPERIENCE_MINUTES: Final = 30
MOST_MINUTES: Final = 240


def minutes_for(words: int, *, at_least: int) -> int:
    """How many minutes a text of so many words probably took: `at_least`, and its writing at 20 words a minute, in
    whole quarters, at most four hours.

    >>> minutes_for(60, at_least=15), minutes_for(400, at_least=15), minutes_for(10**6, at_least=30)
    (30, 45, 240)
    """
    wanted = at_least + words / WORDS_A_MINUTE
    quarters = -int(-wanted // _STEP)
    return min(quarters * _STEP, MOST_MINUTES)
