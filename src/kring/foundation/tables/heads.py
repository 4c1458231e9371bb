"""Which column of a table that people bring is which of ours, by its head. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

_PLAIN: Final = re.compile(r"[^a-z0-9]+")


def columns(heads: Sequence[str], known: Mapping[str, Sequence[str]]) -> dict[int, str]:
    """Which of our columns stands where, by the first row of a table; others are left out, the first of two counts.

    `known`: column -> the heads under which it is known, in lower case without punctuation.

    >>> columns(["E-mail", "Naam", "?", "e mail"], {"email": ["e mail"], "name": ["naam"]})
    {0: 'email', 1: 'name'}
    """
    names = {head: name for name, ours in known.items() for head in ours}
    found: dict[int, str] = {}
    for place, head in enumerate(heads):
        name = names.get(_PLAIN.sub(" ", head.lower()).strip())
        if name is not None and name not in found.values():
            found[place] = name
    return found
