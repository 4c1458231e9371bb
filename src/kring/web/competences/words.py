"""What frameworks and their items are in words and addresses."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kring.communities import queries as communities
from kring.competences.frameworks.access import KEEPERS
from kring.competences.frameworks.models import Kind, Match
from kring.competences.frameworks.queries import Around, Found, ItemRow, Matched, Said
from kring.foundation.access.readers import Reader
from kring.people.organisations import queries as organisations

URL = "/competences"


class Item(NamedTuple):
    """An item as a list shows it. `language` is empty where its label is in the reader's; `spoken` is that language in
    words."""

    url: str
    label: str
    language: str
    spoken: str
    kind: str
    code: str
    through: str
    framework: str


def language() -> str:
    """The language that the reader reads in."""
    return "nl" if get_language() == "nl" else "en"


def framework_url(slug: str) -> str:
    """The page of a framework."""
    return f"{URL}/frameworks/{slug}"


def item_url(key: int) -> str:
    """The page of an item."""
    return f"{URL}/items/{key}"


def spoken(code: str) -> str:
    """A language in the reader's words: "in English"; empty for her own."""
    if code == language() or not code:
        return ""
    return _("in %(language)s") % {"language": language_name(code)}


def language_name(code: str) -> str:
    """What a language is called in the reader's."""
    try:
        return Locale.parse(code, sep="-").get_display_name(language()) or code
    except (UnknownLocaleError, ValueError):
        return code


def item(row: ItemRow, framework: str = "") -> Item:
    """An item of a list."""
    own = "" if row.language == language() else row.language
    return Item(
        item_url(row.id), row.label, own, spoken(row.language), str(Kind(row.kind).label), row.code, "", framework
    )


def items(rows: Iterable[ItemRow]) -> list[Item]:
    """The items of a list."""
    return [item(row) for row in rows]


def found(row: Found, frameworks: dict[int, str]) -> Item:
    """An item that was looked for."""
    own = "" if row.language == language() else row.language
    return Item(
        item_url(row.id), row.label, own, spoken(row.language), str(Kind(row.kind).label), row.code, row.through,
        frameworks.get(row.framework, ""),
    )  # fmt: skip


def matched(one: Matched) -> tuple[str, Item]:
    """What an item of another framework is to this one: in words, and that item."""
    return str(Match(one.kind).label), item(one.item, one.framework)


def said(text: Said) -> dict[str, str]:
    """A text with its language, where that isn't the reader's."""
    own = text.language == language()
    return {"text": text.text, "language": "" if own else text.language, "spoken": spoken(text.language)}


def places(reader: Reader) -> list[tuple[int, str]]:
    """The places whose frameworks the reader keeps: the circles she hosts, and her organisations. Two queries."""
    hosted = set(reader.places(*KEEPERS))
    if not hosted:
        return []
    circles = [(row.id, row.name) for part in communities.mine(reader) for row in part if row.id in hosted]
    return [*((one.id, one.name) for one in organisations.mine(reader) if one.id in hosted), *circles]


def sections(ties: Mapping[str, Around], url: str) -> list[tuple[str, str, int, list[Item], str]]:
    """What stands around an item, in the order in which it is shown: (id, head, how many, the first of them, where all
    are if these are not)."""
    return [
        (name, head, ties[name].number, items(ties[name].rows),
         f"{url}/around/{name}" if ties[name].number > len(ties[name].rows) else "")
        for name, head in heads().items() if name in ties
    ]  # fmt: skip


def heads() -> dict[str, str]:
    """What stands around an item, as heads, by what it is to the item."""
    return {
        "broader": _("Part of"),
        "narrower": _("Below it"),
        "members": _("In this collection"),
        "essential": _("Essential for it"),
        "optional": _("Also useful for it"),
        "related": _("Related"),
        "essential_for": _("Essential for these"),
        "optional_for": _("Useful for these"),
        "member": _("In the collections"),
    }
