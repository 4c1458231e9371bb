"""What a row of each of ESCO's files says, as records of a framework."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from kring.competences.frameworks.rules import records
from kring.competences.frameworks.rules.records import Place, Problems, Record, Why
from kring.interop.importers.esco.files import EscoFile, Reading, Sort

GROUP, OCCUPATION, SKILL, KNOWLEDGE, COLLECTION = "group", "occupation", "competence", "knowledge", "collection"
BROADER, ESSENTIAL, OPTIONAL, MEMBER = "broader", "essential", "optional", "member"
ISCO: Final = "http://data.europa.eu/esco/isco/C"
_SCHEME: Final = "http://data.europa.eu/esco/concept-scheme/"
_SEPARATED: Final = re.compile(r"\n| \| ")
RELEASED: Final = "released"

# Collection, as its file is called -> the address of its scheme, and what it is called in English and in Dutch: no file
# of every language has these names.
COLLECTIONS: Final[Mapping[str, tuple[str, str, str]]] = {
    "digital": ("6c930acd-c104-4ece-acf7-f44fd7333036", "Digital skills", "Digitale vaardigheden"),
    "digcomp": ("digcomp", "DigComp", "DigComp"),
    "green": ("green", "Green skills", "Groene vaardigheden"),
    "language": ("skill-language-groups", "Language skills", "Taalvaardigheden"),
    "research": ("research", "Research skills", "Onderzoeksvaardigheden"),
    "researchoccupations": ("8ae4b9f3-507e-4057-a145-2f96f0132613", "Research occupations", "Beroepen in onderzoek"),
    "transversal": ("skill-transversal-groups", "Transversal skills", "Transversale vaardigheden"),
}
# Sort of file -> the part that it holds all of.
PARTS: Final[Mapping[Sort, str]] = {
    Sort.ISCO: "isco",
    Sort.OCCUPATIONS: "occupations",
    Sort.SKILL_GROUPS: "skill groups",
    Sort.SKILLS: "skills",
}
_KINDS: Final = {Sort.ISCO: GROUP, Sort.OCCUPATIONS: OCCUPATION, Sort.SKILL_GROUPS: GROUP}
_LABELLED: Final = ("conceptUri", "preferredLabel", "altLabels", "description")
_LEVELS: Final = ("Level 0 URI", "Level 0 preferred term", "Level 1 URI", "Level 1 preferred term", "Level 2 URI",
                  "Level 2 preferred term", "Level 3 URI", "Level 3 preferred term")  # fmt: skip

Rows = Iterator[tuple[Place, Mapping[str, str]]]


def facts(files: Sequence[EscoFile], reading: Reading, told: Callable[[EscoFile], None]) -> Iterator[Record]:
    """What all these files say, one after the other; `told` hears of each before it is read."""
    for file in files:
        told(file)
        columns, read = _READERS[file.sort]
        before = reading.done
        yield from read(file, reading.rows(file, columns), reading.problems)
        if reading.done == before and not reading.problems:
            reading.problems.add(Place(file.name, 0), Why.NO_ROWS)


def _concepts(file: EscoFile, rows: Rows, problems: Problems) -> Iterator[Record]:
    """Skills, groups or occupations, all that there are."""
    for place, row in rows:
        uri = records.uri(row["conceptUri"])
        if not uri:
            problems.add(place, Why.NO_URI, row["conceptUri"])
        elif row.get("status", RELEASED) in (RELEASED, ""):
            kind = _KINDS.get(file.sort) or _kind_of_skill(row)
            yield records.item(place, uri, kind, row.get("code", ""), part=PARTS[file.sort])
            yield from _said(place, uri, file.language, row, is_firm=True)
            if file.sort is Sort.OCCUPATIONS and row.get("iscoGroup"):
                # What a file of relations says too, where one is brought.
                yield records.tie(place, uri, BROADER, ISCO + row["iscoGroup"], is_firm=False)


def _hierarchy(file: EscoFile, rows: Rows, problems: Problems) -> Iterator[Record]:
    """The groups of skills, each row a path from the top down to one."""
    for place, row in rows:
        above = ""
        for level in range(4):
            said = row[f"Level {level} URI"]
            uri = records.uri(said)
            if said and not uri:
                problems.add(place, Why.NO_URI, said)
            if not uri:
                break
            yield records.item(
                place, uri, GROUP, row.get(f"Level {level} code", ""), part=PARTS[Sort.SKILL_GROUPS], is_firm=False
            )
            name = records.label(
                place, uri, file.language, row[f"Level {level} preferred term"], is_preferred=True, is_firm=False
            )
            if name:
                yield name
            if above:
                yield records.tie(place, uri, BROADER, above, is_firm=False)
            above = uri


def _collection(file: EscoFile, rows: Rows, problems: Problems) -> Iterator[Record]:
    """The members of a collection, with what they are called: for some languages there is no more than this."""
    place = Place(file.name, 1)
    name = file.collection.lower().removesuffix("skills")
    address, *names = COLLECTIONS.get(name, (name, file.collection, ""))
    collection = _SCHEME + address
    yield records.item(place, collection, COLLECTION, part="collections", is_firm=False)
    for language, text in zip(("en", "nl"), names, strict=True):
        if made := records.label(place, collection, language, text, is_preferred=True):
            yield made
    for place, row in rows:
        uri = records.uri(row["conceptUri"])
        if not uri:
            problems.add(place, Why.NO_URI, row["conceptUri"])
        elif row.get("status", RELEASED) in (RELEASED, ""):
            is_occupation = row.get("conceptType") == "Occupation"
            sort = Sort.OCCUPATIONS if is_occupation else Sort.SKILLS
            kind = OCCUPATION if is_occupation else _kind_of_skill(row)
            yield records.item(place, uri, kind, part=PARTS[sort], is_firm=False)
            yield from _said(place, uri, file.language, row, is_firm=False)
            yield records.tie(place, uri, MEMBER, collection)


def _broader(file: EscoFile, rows: Rows, problems: Problems) -> Iterator[Record]:
    return _ties(rows, "conceptUri", "broaderUri", problems)


def _needed(file: EscoFile, rows: Rows, problems: Problems) -> Iterator[Record]:
    return _ties(rows, "occupationUri", "skillUri", problems)


def _needed_by_skills(file: EscoFile, rows: Rows, problems: Problems) -> Iterator[Record]:
    return _ties(rows, "originalSkillUri", "relatedSkillUri", problems)


def _ties(rows: Rows, start: str, end: str, problems: Problems) -> Iterator[Record]:
    for place, row in rows:
        uri, to = records.uri(row[start]), records.uri(row[end])
        kind = row.get("relationType", BROADER)
        if not uri or not to:
            problems.add(place, Why.NO_URI, row[end] if uri else row[start])
        elif kind not in (BROADER, ESSENTIAL, OPTIONAL):
            problems.add(place, Why.UNKNOWN_TIE, kind)
        else:
            yield records.tie(place, uri, kind, to)


def _said(place: Place, uri: str, language: str, row: Mapping[str, str], *, is_firm: bool) -> Iterator[Record]:
    """What a row calls an item, and says of it."""
    preferred = records.label(place, uri, language, row["preferredLabel"], is_preferred=True, is_firm=is_firm)
    others = (records.label(place, uri, language, text, is_firm=is_firm) for text in _SEPARATED.split(row["altLabels"]))
    about = records.description(place, uri, language, row["description"], is_firm=is_firm)
    yield from (record for record in (preferred, *others, about) if record)


def _kind_of_skill(row: Mapping[str, str]) -> str:
    return KNOWLEDGE if row.get("skillType") == "knowledge" else SKILL


_READERS: Final[Mapping[Sort, tuple[Sequence[str], Callable[[EscoFile, Rows, Problems], Iterator[Record]]]]] = {
    Sort.ISCO: ((*_LABELLED, "code"), _concepts),
    Sort.OCCUPATIONS: ((*_LABELLED, "iscoGroup"), _concepts),
    Sort.SKILL_GROUPS: (_LABELLED, _concepts),
    Sort.SKILLS: ((*_LABELLED, "skillType"), _concepts),
    Sort.HIERARCHY: (_LEVELS, _hierarchy),
    Sort.COLLECTION: (_LABELLED, _collection),
    Sort.BROADER_OCCUPATIONS: (("conceptUri", "broaderUri"), _broader),
    Sort.BROADER_SKILLS: (("conceptUri", "broaderUri"), _broader),
    Sort.OCCUPATION_SKILLS: (("occupationUri", "skillUri", "relationType"), _needed),
    Sort.SKILL_SKILLS: (("originalSkillUri", "relatedSkillUri", "relationType"), _needed_by_skills),
}
