"""What of CASE 1.1 is read, and how its words are ours. Pure."""

from typing import Final

from pydantic import BaseModel, ConfigDict, Field

GUID: Final = r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
VERSION: Final = "1.1"
EXTENSION: Final = "kring:names"
# The short name by which an item is known here, where that is no address.
OWN_NAME: Final = "kring:id"
KINDS: Final = {"competence": "Competency", "knowledge": "Knowledge", "group": "Cluster", "occupation": "Occupation",
                "collection": "Collection"}  # fmt: skip
READ_KINDS: Final = {said.lower(): kind for kind, said in KINDS.items()} | {
    "": "competence", "competence": "competence", "skill": "competence", "standard": "competence",
    "learning outcome": "competence", "domain": "group", "strand": "group", "category": "group", "topic": "group",
    "job role": "occupation",
}  # fmt: skip
TIES: Final = {"broader": "isChildOf", "related": "isRelatedTo", "essential": "ext:essential",
               "optional": "ext:optional", "member": "isPartOf"}  # fmt: skip
READ_TIES: Final = {said: kind for kind, said in TIES.items()} | {"isPeerOf": "related"}
MATCH: Final = "exactMatchOf"


class Shape(BaseModel):
    """Whatever else stands there is passed over."""

    model_config = ConfigDict(extra="ignore", strict=False)


class CFDocument(Shape):
    """The framework itself."""

    identifier: str = Field(pattern=GUID)
    uri: str = Field(min_length=1, max_length=300)
    title: str = Field(min_length=1, max_length=500)
    creator: str = ""
    version: str = ""
    language: str = "en"
    officialSourceURL: str = ""  # noqa: N815 - as CASE calls it


class Names(Shape):
    """Names of an item in one language."""

    name: str = ""
    others: list[str] = Field(default=[], max_length=100)
    description: str = ""


class Extensions(Shape):
    """What we add."""

    names: dict[str, Names] = Field(default={}, alias=EXTENSION)
    own_name: str = Field(default="", alias=OWN_NAME, max_length=300)


class CFItem(Shape):
    """An item."""

    identifier: str = Field(pattern=GUID)
    uri: str = Field(default="", max_length=300)
    fullStatement: str = Field(min_length=1, max_length=10_000)  # noqa: N815
    abbreviatedStatement: str = ""  # noqa: N815
    alternativeLabel: str = ""  # noqa: N815
    humanCodingScheme: str = ""  # noqa: N815
    CFItemType: str = ""
    notes: str = ""
    language: str = ""
    extensions: Extensions = Extensions()


class Node(Shape):
    """An end of an association."""

    identifier: str = ""
    uri: str = ""


class CFAssociation(Shape):
    """What one item is to another."""

    identifier: str = Field(default="", max_length=60)
    associationType: str = Field(min_length=1, max_length=100)  # noqa: N815
    originNodeURI: Node  # noqa: N815
    destinationNodeURI: Node  # noqa: N815


class Package(Shape):
    """A CFPackage."""

    CFDocument: CFDocument
    CFItems: list[CFItem] = Field(default=[])
    CFAssociations: list[CFAssociation] = Field(default=[])
