"""Reading a CFPackage. Pure."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from kring.competences.frameworks.rules import records
from kring.competences.frameworks.rules.case.shapes import (
    MATCH,
    READ_KINDS,
    READ_TIES,
    CFAssociation,
    CFDocument,
    CFItem,
    Node,
    Package,
)
from kring.competences.frameworks.rules.records import Place, Problems, Record, Why
from kring.competences.frameworks.rules.tables import rings

MOST_ITEMS: Final = 5_000
MOST_ASSOCIATIONS: Final = 50_000
_MOST_ERRORS: Final = 200


@dataclass
class Brought:
    """What a package says. `unknown`: what isn't kept, by what it is called there, and how often. `matches`: what says
    the same as an item elsewhere, as (number of the association, item, the other item's URI)."""

    document: CFDocument | None = None
    records: list[Record] = field(default_factory=list)
    matches: list[tuple[int, str, str]] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)

    def leave_out(self, what: str) -> None:
        """Count something that isn't kept."""
        self.unknown[what[:100]] = self.unknown.get(what[:100], 0) + 1


def read(name: str, text: str, problems: Problems) -> Brought:
    """What a file says; what is wrong is added to `problems`, with the number of the item or association (from 1)."""
    found = Brought()
    package = _parsed(name, text, problems)
    if package is None:
        return found
    if len(package.CFItems) > MOST_ITEMS or len(package.CFAssociations) > MOST_ASSOCIATIONS:
        problems.add(Place(name, 0), Why.TOO_MANY_ROWS)
        return found
    if not package.CFItems:
        problems.add(Place(name, 0), Why.NO_ROWS)
    found.document = package.CFDocument
    keys: dict[str, str] = {}
    for number, item in enumerate(package.CFItems, start=1):
        place = Place(name, number)
        key = item.extensions.own_name or item.uri or f"urn:uuid:{item.identifier.lower()}"
        if not records.uri(key):
            problems.add(place, Why.NO_URI, key)
        elif item.identifier.lower() in keys or key in keys:
            problems.add(place, Why.TWICE, item.identifier)
        keys |= {item.identifier.lower(): key, key: key} | ({item.uri: key} if item.uri else {})
        found.records += _item(place, key, item, records.language(package.CFDocument.language) or "en", found)
    _associations(name, package.CFAssociations, keys, found, problems)
    return found


def _parsed(name: str, text: str, problems: Problems) -> Package | None:
    try:
        given: Any = json.loads(text)
        return Package.model_validate(given)
    except (json.JSONDecodeError, RecursionError):
        problems.add(Place(name, 0), Why.BROKEN)
    except ValidationError as error:
        for one in error.errors(include_url=False, include_input=False, include_context=False)[:_MOST_ERRORS]:
            number = next((part + 1 for part in one["loc"] if isinstance(part, int)), 0)
            problems.add(Place(name, number), Why.BROKEN, f"{'.'.join(map(str, one['loc']))}: {one['msg']}")
    return None


def _item(place: Place, key: str, item: CFItem, otherwise: str, found: Brought) -> Iterator[Record]:
    kind = READ_KINDS.get(item.CFItemType.strip().lower())
    if kind is None:
        found.leave_out(item.CFItemType)
    yield records.item(place, key, kind or "competence", item.humanCodingScheme, guid=item.identifier.lower())
    spoken = records.language(item.language) or otherwise
    # A statement may be a paragraph: then its short form is the name, and all of it the description.
    is_long = len(item.fullStatement) > records.LONGEST_LABEL
    name = item.abbreviatedStatement or item.fullStatement[: records.LONGEST_LABEL] if is_long else item.fullStatement
    said = [
        records.label(place, key, spoken, name, is_preferred=True),
        records.label(place, key, spoken, item.alternativeLabel),
        records.description(place, key, spoken, "\n\n".join(filter(None, [item.fullStatement * is_long, item.notes]))),
    ]
    for code, names in item.extensions.names.items():
        if language := records.language(code):
            said += [records.label(place, key, language, names.name, is_preferred=True)] if names.name else []
            said += [records.label(place, key, language, other) for other in names.others]
            said += [records.description(place, key, language, names.description)]
    yield from (record for record in said if record)


def _associations(
    name: str, given: Sequence[CFAssociation], keys: dict[str, str], found: Brought, problems: Problems
) -> None:
    broader: dict[str, list[str]] = {}
    numbers: dict[str, int] = {}
    document = found.document and Node(identifier=found.document.identifier, uri=found.document.uri)
    for number, one in enumerate(given, start=1):
        place = Place(name, number)
        start, end = _key(one.originNodeURI, keys), _key(one.destinationNodeURI, keys)
        kind = READ_TIES.get(one.associationType)
        if kind == "broader" and document and _is(one.destinationNodeURI, document):
            continue  # What stands at the top is said to be a child of the document.
        if one.associationType == MATCH and start and not end:
            found.matches.append((number, start, one.destinationNodeURI.uri))
        elif kind is None:
            found.leave_out(one.associationType)
        elif not start or not end:
            node = one.destinationNodeURI if start else one.originNodeURI
            problems.add(place, Why.NOT_THERE, node.identifier or node.uri)
        elif start == end:
            problems.add(place, Why.TO_ITSELF, start)
        else:
            found.records.append(records.tie(place, start, kind, end, guid=one.identifier.lower()[:36]))
            if kind == "broader":
                broader.setdefault(start, []).append(end)
                numbers[start] = number
    for key in sorted(rings(broader), key=lambda key: numbers[key]):
        problems.add(Place(name, numbers[key]), Why.RING, key)


def _is(node: Node, document: Node) -> bool:
    return node.identifier.lower() == document.identifier.lower() or node.uri == document.uri


def _key(node: Node, keys: dict[str, str]) -> str:
    return keys.get(node.identifier.lower()) or keys.get(node.uri) or ""
