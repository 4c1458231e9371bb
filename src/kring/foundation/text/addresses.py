"""Addresses on the web as people give them."""

from urllib.parse import urlsplit

from kring.foundation.text.cleaning import clean_line


def web_address(text: str, *, longest: int) -> str | None:
    """The address, tidied; None for what is none that begins with http:// or https://, or is longer.

    >>> web_address(" https://example.org/a ", longest=50)
    'https://example.org/a'
    """
    tidy = clean_line(text[: longest * 2])
    if not tidy.isascii() or " " in tidy or len(tidy) > longest:
        return None
    try:
        parts = urlsplit(tidy)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return tidy if is_address else None
