"""Writing a CFPackage. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from kring.competences.frameworks.rules.case.shapes import EXTENSION, KINDS, MATCH, OWN_NAME, TIES, VERSION
from kring.competences.frameworks.rules.exported import Exported, Head

_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.+")
Node = Mapping[str, str]


def write(head: Head, items: Sequence[Exported], same: Sequence[tuple[str, str, str]] = ()) -> dict[str, Any]:
    """A package of a framework and its items, in which each has the UUID that it came with, or one made of its URI that
    is the same each time. `same`: (item, other URI, other name) of what says the same in another framework. Every URI
    is one, as CASE has it: an item that has a short name here is called by its UUID, and keeps that name beside it."""
    own = head.guid or str(uuid5(NAMESPACE_URL, head.identifier))
    nodes = {item.uri: _node(own, item, head) for item in items}
    document = {"identifier": own, "uri": head.identifier, "title": head.title}
    facts = {
        "caseVersion": VERSION,
        "creator": "Kring",
        "version": head.version,
        "language": head.language,
        "officialSourceURL": head.source if _ADDRESS.fullmatch(head.source) else "",
        "lastChangeDateTime": head.changed_at,
        "adoptionStatus": "Adopted",
    }
    return {
        "CFDocument": document | {name: value for name, value in facts.items() if value},
        "CFItems": [_item(item, nodes[item.uri], document, head) for item in items],
        "CFAssociations": [
            {
                "identifier": guid,
                "uri": f"urn:uuid:{guid}",
                "associationType": kind,
                "originNodeURI": start,
                "destinationNodeURI": end,
                "lastChangeDateTime": head.changed_at,
                "CFDocumentURI": document,
            }
            for guid, kind, start, end in _associations(own, items, nodes, document, same)
        ],
    }


def _associations(
    own: str, items: Sequence[Exported], nodes: Mapping[str, Node], document: Node, same: Sequence[tuple[str, str, str]]
) -> Iterator[tuple[str, str, Node, Node]]:
    """(UUID, type, from, to) of what hangs together; what stands at the top is a child of the document."""
    for item in items:
        for kind, ends in item.ties.items():
            for end in (one for one in ends if one in nodes):
                guid = item.guids.get((kind, end)) or _made(own, f"{item.uri} {kind} {end}")
                yield guid, TIES[kind], nodes[item.uri], nodes[end]
        if not any(end in nodes for end in item.ties.get("broader", ())):
            yield _made(own, f"{item.uri} top"), TIES["broader"], nodes[item.uri], document
    for uri, other, name in same:
        if uri in nodes:
            node = {"title": name or other, "identifier": str(uuid5(NAMESPACE_URL, other)), "uri": other}
            yield _made(own, f"{uri} {MATCH} {other}"), MATCH, nodes[uri], node


def _item(item: Exported, node: Node, document: Node, head: Head) -> dict[str, Any]:
    language = _language(item, head)
    others = item.others.get(language, ())
    spoken = {*item.names, *item.others, *item.descriptions}
    names = {
        one: {
            "name": item.names.get(one, "") if one != language else "",
            "others": list(item.others.get(one, ()))[1 if one == language else 0 :],
            "description": item.descriptions.get(one, "") if one != language else "",
        }
        for one in sorted(spoken)
        if one != language or len(others) > 1
    }
    told = {
        "identifier": node["identifier"],
        "uri": node["uri"],
        "fullStatement": node["title"],
        "alternativeLabel": next(iter(others), ""),
        "humanCodingScheme": item.code,
        "CFItemType": KINDS[item.kind],
        "notes": item.descriptions.get(language, ""),
        "language": language,
        "extensions": ({EXTENSION: names} if names else {}) | ({} if node["uri"] == item.uri else {OWN_NAME: item.uri}),
        "lastChangeDateTime": head.changed_at,
        "CFDocumentURI": document,
    }
    return {name: value for name, value in told.items() if value}


def _node(own: str, item: Exported, head: Head) -> Node:
    title = item.names.get(_language(item, head)) or item.code or item.uri
    guid = item.guid or _made(own, item.uri)
    return {"title": title, "identifier": guid, "uri": item.uri if _ADDRESS.fullmatch(item.uri) else f"urn:uuid:{guid}"}


def _language(item: Exported, head: Head) -> str:
    return next((one for one in (head.language, "en", *item.names) if one in item.names), head.language)


def _made(own: str, text: str) -> str:
    return str(uuid5(UUID(own), text))
