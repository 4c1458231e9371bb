"""Writing a CFPackage. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from kring.competences.frameworks.rules.case.shapes import EXTENSION, KINDS, TIES
from kring.competences.frameworks.rules.exported import Exported, Head


def write(head: Head, items: Sequence[Exported]) -> dict[str, Any]:
    """A package of a framework and its items, in which each has the UUID that it came with, or one made of its URI that
    is the same each time."""
    own = head.guid or str(uuid5(NAMESPACE_URL, head.identifier))
    nodes = {item.uri: _node(own, item, head) for item in items}
    document = {"identifier": own, "uri": head.identifier, "title": head.title}
    ties = [(item, kind, end) for item in items for kind, ends in item.ties.items() for end in ends if end in nodes]
    return {
        "CFDocument": document
        | {
            "creator": "Kring",
            "version": head.version,
            "language": head.language,
            "officialSourceURL": head.source,
            "lastChangeDateTime": head.changed_at,
            "adoptionStatus": "Adopted",
        },
        "CFItems": [_item(item, nodes[item.uri], document, head) for item in items],
        "CFAssociations": [
            {
                "identifier": (guid := item.guids.get((kind, end)) or _made(own, f"{item.uri} {kind} {end}")),
                "uri": f"urn:uuid:{guid}",
                "associationType": TIES[kind],
                "originNodeURI": nodes[item.uri],
                "destinationNodeURI": nodes[end],
                "lastChangeDateTime": head.changed_at,
                "CFDocumentURI": document,
            }
            for item, kind, end in ties
        ],
    }


def _item(item: Exported, node: Mapping[str, str], document: Mapping[str, str], head: Head) -> dict[str, Any]:
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
        "uri": item.uri,
        "fullStatement": node["title"],
        "alternativeLabel": next(iter(others), ""),
        "humanCodingScheme": item.code,
        "CFItemType": KINDS[item.kind],
        "notes": item.descriptions.get(language, ""),
        "language": language,
        "extensions": {EXTENSION: names} if names else None,
        "lastChangeDateTime": head.changed_at,
        "CFDocumentURI": document,
    }
    return {name: value for name, value in told.items() if value}


def _node(own: str, item: Exported, head: Head) -> dict[str, str]:
    title = item.names.get(_language(item, head)) or item.code or item.uri
    return {"title": title, "identifier": item.guid or _made(own, item.uri), "uri": item.uri}


def _language(item: Exported, head: Head) -> str:
    return next((one for one in (head.language, "en", *item.names) if one in item.names), head.language)


def _made(own: str, text: str) -> str:
    return str(uuid5(UUID(own), text))
