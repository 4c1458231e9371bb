"""The languages that a person can say she speaks, named in the reader's language."""

from functools import lru_cache

from babel import Locale

# Those most spoken where our members live, in no order but that of the alphabet of their codes.
OFFERED = (
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "fy", "hi", "hr", "hu", "id", "it", "ja",
    "ko", "lt", "lv", "nl", "no", "pap", "pl", "pt", "ro", "ru", "sk", "sl", "so", "sr", "sv", "ti", "tr", "uk", "ur",
    "vi", "zh",
)  # fmt: skip


@lru_cache(maxsize=512)
def language_name(code: str, language: str) -> str:
    """The name of a language ("de") in another ("nl"): Duits. A code that has no name is shown as it is."""
    name: str | None = Locale.parse(language).languages.get(code)
    return name or code


@lru_cache(maxsize=4)
def choices(language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) for a form, by name."""
    named = [(code, language_name(code, language)) for code in OFFERED]
    return tuple(sorted(named, key=lambda one: one[1].casefold()))
