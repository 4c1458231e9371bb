"""Reads the small languages of a scheme file: text, lists and mappings in, the facts of words.py out.

Every function raises WordsError with the place inside the value that it was given.
"""

from kring.registers.rules.parsing.amounts import amount, by, into, selection
from kring.registers.rules.parsing.basics import (
    DAY,
    FACT,
    NUMBER,
    day,
    inside,
    last,
    length,
    moment,
    name,
    names,
    not_negative,
    number,
    rounding,
    text,
    window,
    yes_no,
)
from kring.registers.rules.parsing.conditions import test, when

__all__ = [
    "DAY", "FACT", "NUMBER", "amount", "by", "day", "inside", "into", "last", "length", "moment", "name", "names",
    "not_negative", "number", "rounding", "selection", "test", "text", "when", "window", "yes_no",
]  # fmt: skip
