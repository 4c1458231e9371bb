"""Order and shape of names. The database sorts by bytes (collation C), so what people see sorted has a key of its
own."""

import re
import unicodedata

# Letters that carry no decomposition but sort with a plain one in Dutch and English lists.
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ĳ": "ij", "ı": "i"}
)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """`text` without accents or case: Émile and emile are the same."""
    if text.isascii():
        return text.lower()
    # Taken apart first, as a letter of mathematics has its case only then; and once more for what that brought.
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def sort_key(text: str, *, length: int = 80) -> str:
    """The key under which a name is listed: accents and case don't count, digits sort by value up to 9 places."""
    padded = re.sub(r"\d{1,9}", lambda digits: digits.group().zfill(9), plain(text))
    return " ".join(padded.split())[:length]


def slug(text: str, *, length: int = 60) -> str:
    """An address out of a name: lower case, digits and hyphens; empty when nothing of it can be written so."""
    return _NOT_SLUG.sub("-", plain(text)).strip("-")[:length].strip("-")


def initials(name: str) -> str:
    """One or two letters for an avatar: of the first and the last word."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
