"""Needs and role profiles as far as the reader may read them, as values and as rows of a file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from kring.competences.queries import Word, called
from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.people.models import Organisation
from kring.planning.needs.access import LIST, NEED, PROFILE
from kring.planning.needs.models import Need, NeedChange, NeedCompetence, NeedList, ProfileLine, RoleProfile
from kring.planning.needs.rules import lists
from kring.planning.needs.rules.lists import Told
from kring.planning.needs.rules.wants import Wanted

MOST: Final = 2_000
# What a change of a role profile holds beside the levels of its competences.
OF_PROFILES: Final = frozenset({"name", "ended"})


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need with what it names in the reader's language. `words` are the labels of its competences, none for a role;
    `slugs` say the same whatever the language. `labels` are those of all that is wanted, by competence."""

    id: int
    organisation: int
    words: Sequence[str]
    slugs: Sequence[str]
    any_of: bool
    profile: int | None
    role: str
    level: int | None
    people: int
    backup: int
    department: int | None
    department_name: str
    first: date
    until: date
    weight: int
    leadership: bool
    note: str
    wanted: Wanted
    labels: Mapping[int, str]

    def told(self) -> Told:
        """What it says, to be compared with what others say."""
        return Told(
            tuple(self.slugs), any_of=self.any_of, role=self.role, level=self.level, people=self.people,
            backup=self.backup, department=self.department_name, first=self.first, until=self.until,
            weight=self.weight, leadership=self.leadership, note=self.note,
        )  # fmt: skip

    def cells(self) -> dict[str, str]:
        """It as a row of a file."""
        return self.told().cells(self.words)


class ProfileRow(NamedTuple):
    """A role profile with its lines: (word, level), by label."""

    id: int
    name: str
    source: str
    lines: Sequence[tuple[Word, int]]


class Change(NamedTuple):
    """What someone made of a need or a role profile, and when; `by` is empty for who left."""

    by: str
    at: datetime
    told: Mapping[str, str]


def may_read(reader: Reader, organisation: Organisation) -> bool:
    """Whether the reader may read any need of an organisation, should there be one for her."""
    heads = (Role.OWNER, Role.HR, Role.MANAGER)
    return reader.has(organisation.pk, *heads) or organisation.departments.filter(pk__in=reader.places(*heads)).exists()


def needs(
    reader: Reader, organisation: Organisation, *, language: str, department: int | None = None
) -> list[NeedRow]:  # fmt: skip
    """The needs that the reader may read, the weightiest first; with `department` those of it and of what lies below
    it. One query."""
    rows = Need.objects.filter(NEED.filter(reader, "see"), organisation=organisation, ended_at=None)
    if department is not None:
        rows = rows.filter(department__place__path__contains=[department])
    return listed(rows, language=language)


def need(reader: Reader, organisation: Organisation, key: int, *, language: str) -> NeedRow:
    """One need. Raises NotThereError. One query."""
    rows = Need.objects.filter(NEED.filter(reader, "see"), organisation=organisation, ended_at=None, pk=key)
    found = listed(rows, language=language)
    if not found:
        raise NotThereError
    return found[0]


def known_to_colleagues(reader: Reader, *, today: date, language: str) -> dict[int, list[NeedRow]]:
    """What each organisation at which the reader works needs now and later, for whoever works there; nothing of its
    senior management. One query."""
    rows = Need.objects.filter(NEED.filter(reader, "know"), ended_at=None, until__gt=today, leadership=False)
    found: dict[int, list[NeedRow]] = {}
    for row in listed(rows, language=language):
        found.setdefault(row.organisation, []).append(row)
    return found


def listed(rows: "QuerySet[Need]", *, language: str) -> list[NeedRow]:
    """These needs with what they name. One query."""
    own = NeedCompetence.objects.filter(need=OuterRef("pk"))
    taken = ProfileLine.objects.filter(profile=OuterRef("profile"))
    found = rows.select_related("department", "profile").annotate(
        own=ArraySubquery(own.values(said=_word_in(language))),
        lines=ArraySubquery(taken.values(said=_word_in(language, level="level"))),
    )
    return [_row(row, row.own, row.lines) for row in found.order_by("-weight", "first", "pk")[:MOST]]


def profiles(reader: Reader, organisation: Organisation, *, language: str) -> list[ProfileRow]:
    """The role profiles of an organisation by name, for whoever works there. One query."""
    rows = RoleProfile.objects.filter(PROFILE.filter(reader, "know"), organisation=organisation, retired_at=None)
    return _profiles(rows, language=language)


def profile(reader: Reader, organisation: Organisation, key: int, *, language: str) -> ProfileRow:
    """One role profile, for whoever works there. Raises NotThereError."""
    rows = RoleProfile.objects.filter(PROFILE.filter(reader, "know"), organisation=organisation, retired_at=None)
    found = _profiles(rows.filter(pk=key), language=language)
    if not found:
        raise NotThereError
    return found[0]


def profile_names(reader: Reader, organisation: Organisation) -> list[str]:
    """What the role profiles of an organisation are called, for whoever works there. One query."""
    rows = RoleProfile.objects.filter(PROFILE.filter(reader, "know"), organisation=organisation, retired_at=None)
    return list(rows.order_by("sort_name", "pk").values_list("name", flat=True)[:MOST])


def own_profile(reader: Reader, key: int, *, language: str) -> tuple[str, ProfileRow]:
    """A role profile of any organisation at which the reader works, with the name of that. Raises NotThereError."""
    rows = RoleProfile.objects.filter(PROFILE.filter(reader, "know"), retired_at=None, pk=key)
    found = _profiles(rows, language=language)
    if not found:
        raise NotThereError
    return rows.values_list("organisation__name", flat=True).get(), found[0]


def changes(reader: Reader, row: NeedRow | ProfileRow, *, language: str, size: int = 50) -> list[Change]:
    """Who changed a need or a role profile that the reader may change, the latest first; competences by their whole
    names. Two queries."""
    if isinstance(row, NeedRow):
        seen = Need.objects.filter(NEED.filter(reader, "change"), pk=row.id)
        rows = NeedChange.objects.filter(need__in=seen)
    else:
        held = RoleProfile.objects.filter(PROFILE.filter(reader, "change"), pk=row.id)
        rows = NeedChange.objects.filter(profile__in=held)
    found = list(rows.order_by("-at", "-pk").values_list("by__name", "at", "told")[:size])
    said = {one for _by, _at, told in found for one in _named(told)}
    labels = {slug: word.label(language) for word in called(said) for slug in (word.slug, word.en)}
    return [Change(by or "", at, _in_words(told, labels)) for by, at, told in found]


def _named(told: Mapping[str, str]) -> Iterable[str]:
    """What a change names: the competences of a need, by slug, or those of a role profile."""
    return lists.parts_of(told["competences"])[0] if "competences" in told else told.keys() - OF_PROFILES


def _in_words(told: Mapping[str, str], labels: Mapping[str, str]) -> Mapping[str, str]:
    if "competences" not in told:
        return {name if name in OF_PROFILES else labels.get(name, name): said for name, said in told.items()}
    parts, any_of = lists.parts_of(told["competences"])
    words = [labels.get(one, one) for one in parts]
    return {**told, "competences": (" / " if any_of else " + ").join(words)}


def need_list(reader: Reader, organisation: Organisation, key: int) -> NeedList:
    """A file that someone brought. Raises NotThereError."""
    found = (
        NeedList.objects.select_related("organisation")
        .filter(LIST.filter(reader, "change"), organisation=organisation, pk=key)
        .first()
    )
    if found is None:
        raise NotThereError
    return found


def waiting_lists(reader: Reader, organisation: Organisation) -> list[tuple[int, str, datetime]]:
    """Files that wait to be looked at, the newest first."""
    rows = NeedList.objects.filter(LIST.filter(reader, "change"), organisation=organisation, settled_at=None)
    return list(rows.order_by("-pk").values_list("pk", "name", "made_at")[:20])


def slugs_of(names: Iterable[str]) -> dict[str, str]:
    """Of these names of competences, as people wrote them (slug or label in either language), the slug of each that is
    known, by `lists.word_key`, with or without accents. One query."""
    said = list(names)
    wanted = {lists.word_key(name) for name in said}
    found: dict[str, str] = {}
    for row in called(said):
        for name in (row.slug, row.en, row.nl):
            if lists.word_key(name) in wanted:
                found.setdefault(lists.word_key(name), row.slug)
    return found


def _word_in(language: str, **more: str) -> JSONObject:
    """A competence that a row names, in a language."""
    label = "competence__nl" if language == "nl" else "competence__en"
    return JSONObject(id="competence_id", slug="competence__slug", label=label, **more)


def _row(row: Need, own: Sequence[Mapping[str, Any]], lines: Sequence[Mapping[str, Any]]) -> NeedRow:
    found = sorted(own, key=lambda word: str(word["label"]))
    if row.profile is not None:
        wanted = Wanted.of((line["id"], line["level"]) for line in lines)
    else:
        wanted = Wanted.of(((word["id"], row.level or 0) for word in found), any_of=row.any_of)
    labels = {word["id"]: word["label"] for word in (*own, *lines)}
    return NeedRow(
        row.pk, row.organisation_id, [word["label"] for word in found], [word["slug"] for word in found], row.any_of,
        row.profile_id, row.profile.name if row.profile else "", row.level, row.people, row.backup, row.department_id,
        row.department.name if row.department else "", row.first, row.until, row.weight, row.leadership, row.note,
        wanted, {key: labels[key] for key in wanted.competences},
    )  # fmt: skip


def _profiles(rows: "QuerySet[RoleProfile]", *, language: str) -> list[ProfileRow]:
    taken = ProfileLine.objects.filter(profile=OuterRef("pk")).values(said=_word_in(language, level="level"))
    found = rows.annotate(taken=ArraySubquery(taken)).order_by("sort_name", "pk").values_list(
        "pk", "name", "source", "taken"
    )  # fmt: skip
    return [ProfileRow(key, name, source, _lines(taken)) for key, name, source, taken in found[:MOST]]


def _lines(taken: Iterable[Mapping[str, Any]]) -> list[tuple[Word, int]]:
    lines = ((Word(one["id"], one["slug"], one["label"]), one["level"]) for one in taken)
    return sorted(lines, key=lambda line: line[0].label)
