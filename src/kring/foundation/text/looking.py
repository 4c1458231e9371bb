"""Looking for words in a column, accents and case apart. The database sorts by bytes (collation C), and knows of
letters beyond ASCII neither their case nor what they are without an accent."""

from typing import Final

from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Lower, Replace

# What `sorting.plain` writes with two letters, and what it writes with another one.
_TWO: Final = {"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th"}
_ONE: Final = ("øØđĐłŁðÐı", "oOdDlLdDi")
# Accents that stand on letters, of Latin, Greek and Cyrillic.
_ACCENTS: Final = "[\u0300-\u036f]"


def plainly(*columns: str) -> Func:
    """Text columns together as `sorting.plain` writes them, to be asked whether they contain a plain word. Of Latin
    letters and those with an accent; what else has a case of its own is found as it is written."""
    text: Func = Func(Value(" "), *map(F, columns), function="concat_ws", output_field=TextField())
    for letter, letters in _TWO.items():
        text = Replace(text, Value(letter), Value(letters))
    text = Func(text, Value(_ONE[0]), Value(_ONE[1]), function="translate")
    spread = Func(text, template="normalize(%(expressions)s, NFKD)")
    bare = Func(spread, Value(_ACCENTS), Value(""), Value("g"), function="regexp_replace")
    return Lower(bare, output_field=TextField())
