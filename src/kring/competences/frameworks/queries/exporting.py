"""A framework as it goes out: its items with everything that is said of them, and its mappings."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from kring.competences.frameworks.models import Description, Framework, Item, Label, Mapping, Tie
from kring.competences.frameworks.queries.naming import NOTHING, names
from kring.competences.frameworks.queries.reading import readable
from kring.competences.frameworks.rules.exported import Exported, Head
from kring.competences.frameworks.rules.tables import MOST_ROWS
from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError

MOST_MAPPINGS: Final = 20_000


def head(framework: Framework) -> Head:
    """What is said of a framework as a whole."""
    return Head(
        framework.identifier, framework.guid, framework.title, framework.version, framework.language, framework.source,
        framework.changed_at.isoformat(),
    )  # fmt: skip


def exported(framework: Framework) -> list[Exported]:
    """Every item of a framework that stands, in their order. Four queries. Raises ConflictError for one that is larger
    than what can be brought in again."""
    rows = framework.items.filter(retired_at=None)
    if rows.count() > MOST_ROWS:
        raise ConflictError(
            _("This framework is too large to be downloaded here. Take it from its publisher."), code="too-large"
        )
    items = {key: Exported(uri, kind, code, guid) for key, uri, kind, code, guid in
             rows.order_by("pk").values_list("pk", "uri", "kind", "code", "guid")}  # fmt: skip
    of: dict[str, Any] = {"item__framework": framework, "item__retired_at": None}
    for key, language, is_preferred, text in (
        Label.objects.filter(**of).order_by("pk").values_list("item_id", "language", "is_preferred", "text")
    ):
        if is_preferred:
            items[key].names[language] = text
        else:
            items[key].others.setdefault(language, []).append(text)
    for key, language, text in Description.objects.filter(**of).values_list("item_id", "language", "text"):
        items[key].descriptions[language] = text
    ties = Tie.objects.filter(**of, to__retired_at=None).order_by("pk")
    for key, kind, uri, guid in ties.values_list("item_id", "kind", "to__uri", "guid"):
        items[key].ties.setdefault(kind, []).append(uri)
        if guid:
            items[key].guids[kind, uri] = guid
    return list(items.values())


def languages_of(items: list[Exported]) -> list[str]:
    """The languages that anything is said in, Dutch and English first."""
    found = {language for item in items for language in (*item.names, *item.others, *item.descriptions)}
    return ["nl", "en", *sorted(found - {"nl", "en"})]


def mappings(reader: Reader, framework: Framework, *, language: str) -> list[tuple[str, str, str, str, str, str]]:
    """(item, match, other item, name, other name, other framework) of the mappings that start in a framework, to what
    the reader may see; at most 20,000. Two queries."""
    rows = Mapping.objects.filter(
        item__framework=framework, item__retired_at=None, to__framework__in=readable(reader)
    ).order_by("item", "to")
    columns = ("item__uri", "kind", "to__uri", "item_id", "to_id", "to__framework__title")
    found = list(rows.values_list(*columns)[:MOST_MAPPINGS])
    called = names({key for row in found for key in (row[3], row[4])}, language=language)
    return [
        (row[0], row[1], row[2], called.get(row[3], NOTHING).text, called.get(row[4], NOTHING).text, row[5])
        for row in found
    ]


def uris(framework: Framework) -> set[str]:
    """The identifiers of all items of a framework that stand."""
    return set(framework.items.filter(retired_at=None).values_list("uri", flat=True))


def items_elsewhere(reader: Reader, framework: Framework, wanted: set[str]) -> dict[str, int]:
    """Of these identifiers, the items of other frameworks that the reader may read; of two the older."""
    rows = Item.objects.filter(framework__in=readable(reader), uri__in=wanted, retired_at=None)
    return dict(rows.exclude(framework=framework).order_by("-pk").values_list("uri", "pk"))
