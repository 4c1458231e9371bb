"""A framework of a place: made, filled out of a file that is looked at first, and mapped onto others."""

import json
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any, Final
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.competences.frameworks import queries
from kring.competences.frameworks.access import FRAMEWORK, KEEPERS
from kring.competences.frameworks.actions.loading import BroughtError, Written, load
from kring.competences.frameworks.events import FrameworkBrought
from kring.competences.frameworks.models import Framework, Mapping, Match, Sort, Upload
from kring.competences.frameworks.queries.exporting import items_elsewhere, uris
from kring.competences.frameworks.rules import case, mappings, records, tables
from kring.competences.frameworks.rules.records import Problems, Record
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.actions import record
from kring.foundation.tables.reading import read_table
from kring.foundation.text import cleaning, sorting

MOST_BYTES: Final = 5_000_000
MOST_OF_A_PLACE: Final = 20
_MOST_OPEN: Final = 5
_KEPT_BY_IMPORTER: Final = _(
    "“%(title)s” is brought in by an operator, with kring import %(importer)s. A file here would retire all that it"
    " doesn’t name, so nothing but mappings can be brought here."
)


@dataclass
class Looked:
    """What a file would do: how many items are new, are there already and would be retired, or how many mappings are in
    it; what is wrong; what deserves a look and is taken as it stands; and what it holds that isn't kept."""

    problems: Problems = field(default_factory=Problems)
    remarks: Problems = field(default_factory=Problems)
    new: int = 0
    there: int = 0
    gone: int = 0
    matches: int = 0
    unknown: Dict[str, int] = field(default_factory=dict)


@dataclass
class _Read:
    """A file as it was read."""

    looked: Looked = field(default_factory=Looked)
    records: list[Record] = field(default_factory=list)
    matches: list[mappings.Told] = field(default_factory=list)
    package: case.Brought | None = None


@transaction.atomic
def make_framework(
    *, actor: Reader, place: int | None, title: str, version: str, language: str, source: str, now: datetime
) -> Framework:
    """A framework without items, of a place that the actor keeps frameworks of; None: of everyone, for operators.

    Raises RefusedError, InvalidError, and ConflictError where a place has 20.
    """
    if not (actor.is_operator if place is None else actor.has(place, *KEEPERS)):
        raise RefusedError(_("Only hosts, owners and HR keep frameworks of their place."), code="keeps-none")
    told = _described(title=title, version=version, language=language, source=source)
    if Framework.objects.filter(place=place).count() >= MOST_OF_A_PLACE:
        raise ConflictError(_("There are 20 frameworks here already."), code="too-many")
    guid = str(uuid4())
    slug = f"{sorting.slug(told['title'], length=40) or 'framework'}-{guid[:6]}"
    made = Framework.objects.create(
        slug=slug, identifier=f"urn:uuid:{guid}", guid=guid, place_id=place, changed_at=now, **told
    )
    record(FrameworkBrought(framework=made.pk, version=made.version), actor=actor.account, now=now)
    return made


@transaction.atomic
def describe(
    *, actor: Reader, framework: int, title: str, version: str, language: str, source: str, now: datetime
) -> Framework:
    """Say what a framework is; of which version and language one is that an importer keeps, that says. Raises
    NotThereError, InvalidError."""
    kept = _kept(actor, framework)
    if kept.importer:
        version, language = kept.version, kept.language
    for name, value in _described(title=title, version=version, language=language, source=source).items():
        setattr(kept, name, value)
    kept.changed_at = now
    kept.save(update_fields=["title", "version", "language", "source", "changed_at"])
    return kept


@transaction.atomic
def upload(*, actor: Reader, framework: int, sort: str, name: str, content: IO[bytes], now: datetime) -> Upload:
    """Keep a file to be looked at; nothing of it counts yet. The oldest of many that wait is dropped.

    Raises NotThereError, and InvalidError at `file` for one that can't be read at all, and for items of a framework
    that an importer keeps.
    """
    kept = _kept(actor, framework)
    if refused := _refused(kept, sort):
        raise InvalidError({"file": refused})
    text = _case_text(content) if sort == Sort.CASE else _table_text(content, sort)
    waiting = kept.uploads.order_by("-pk").values_list("pk", flat=True)
    Upload.objects.filter(pk__in=list(waiting[_MOST_OPEN - 1 :])).delete()
    return Upload.objects.create(
        framework=kept, sort=Sort(sort), name=cleaning.clean_line(name)[:120] or "file", content=text,
        made_by_id=signed_in(actor), made_at=now,
    )  # fmt: skip


def look(actor: Reader, brought: Upload) -> Looked:
    """What a file that waits would do. Three queries at most."""
    return _read(actor, brought).looked


@transaction.atomic
def confirm(*, actor: Reader, brought: int, now: datetime) -> Written:
    """Yes: the framework becomes what the file says, all of it or nothing.

    Items are found again by their identifier and keep what refers to them; those that the file doesn't name are
    retired. Raises NotThereError, and ConflictError while something is wrong with the file, or where an importer keeps
    the framework.
    """
    mine = waiting(actor, brought)
    kept = mine.framework
    if refused := _refused(kept, mine.sort):
        raise ConflictError(refused, code="importer-keeps-it")
    read = _read(actor, mine)
    if read.looked.problems:
        raise ConflictError(_("Some rows need a look. Mend them in the file and bring it again."), code="rows-wrong")
    written = Written()
    if mine.sort != Sort.MAPPINGS:
        try:
            written = load(kept, read.records, problems=Problems(), now=now, is_whole=True)
        except BroughtError as error:
            raise ConflictError(
                _("Some rows need a look. Mend them in the file and bring it again."), code="rows-wrong"
            ) from error
    written.counts["mappings"] = _map(actor, kept, read.matches, is_whole=mine.sort == Sort.MAPPINGS, now=now)
    _take_head(kept, read.package)
    kept.changed_at = now
    kept.save(update_fields=["changed_at", "version", "guid", "identifier"])
    mine.delete()
    record(FrameworkBrought(framework=kept.pk, version=kept.version), actor=actor.account, now=now)
    return written


@transaction.atomic
def drop(*, actor: Reader, brought: int) -> None:
    """No: forget the file."""
    waiting(actor, brought).delete()


def waiting(actor: Reader, key: int) -> Upload:
    """A file that waits, with its framework, if the actor keeps that. Raises NotThereError."""
    found = Upload.objects.select_related("framework", "framework__place").filter(pk=key).first()
    if found is None or not FRAMEWORK.allows(actor, "keep", found.framework):
        raise NotThereError
    return found


def _refused(framework: Framework, sort: str) -> Any:
    """Why a file of this sort can't be brought for a framework; empty where it can."""
    if not framework.importer or sort == Sort.MAPPINGS:
        return ""
    return _KEPT_BY_IMPORTER % {"title": framework.title, "importer": framework.importer}


def _kept(actor: Reader, key: int) -> Framework:
    """A framework that the actor keeps, held until the transaction ends."""
    rows = Framework.objects.select_for_update(no_key=True, of=("self",)).select_related("place")
    found = rows.filter(pk=key).first()
    if found is None or not FRAMEWORK.allows(actor, "keep", found):
        raise NotThereError
    return found


def _described(*, title: str, version: str, language: str, source: str) -> dict[str, str]:
    told = {
        "title": cleaning.clean_line(title)[:200],
        "version": cleaning.clean_line(version)[:40],
        "language": records.language(language),
        "source": cleaning.clean_line(source)[:500],
    }
    if not told["title"]:
        raise InvalidError({"title": _("Give the framework a name.")})
    if not told["language"]:
        raise InvalidError({"language": _("Give the code of a language, such as nl or en.")})
    return told


def _table_text(content: IO[bytes], sort: str) -> str:
    most = mappings.MOST_ROWS if sort == Sort.MAPPINGS else tables.MOST_ROWS
    return json.dumps(read_table(content, most_rows=most), ensure_ascii=False)


def _case_text(content: IO[bytes]) -> str:
    raw = content.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise InvalidError({"file": _("This file is too large. Choose one of at most 5 MB.")})
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidError({"file": _("This file isn’t in UTF-8. Save it so and try again.")}) from error
    if "\0" in text or not text.lstrip().startswith("{"):
        raise InvalidError({"file": _("This is no JSON file that we can read.")})
    return text


def _read(actor: Reader, brought: Upload) -> _Read:
    """What a file says, compared with what stands."""
    read = _Read()
    looked = read.looked
    if brought.sort == Sort.CASE:
        read.package = case.read(brought.name, brought.content, looked.problems)
        read.records, looked.unknown = read.package.records, dict(read.package.unknown)
        own = {one.uri for one in read.records}
        _matches_of_case(actor, brought.framework, read)
    else:
        heads, cells = json.loads(brought.content)
        if brought.sort == Sort.MAPPINGS:
            read.matches = mappings.read(brought.name, heads, cells, looked.problems)
            others = items_elsewhere(actor, brought.framework, {row.to for row in read.matches})
            mappings.check(brought.name, read.matches, uris(brought.framework), others, looked.problems)
            looked.matches = len(read.matches)
            return read
        read.records = tables.read(brought.name, heads, cells, looked.problems)
        own = {one.uri for one in read.records}
    looked.remarks = records.codes_twice(read.records)
    standing = uris(brought.framework)
    looked.new, looked.there, looked.gone = len(own - standing), len(own & standing), len(standing - own)
    looked.matches = len(read.matches)
    return read


def _matches_of_case(actor: Reader, framework: Framework, read: _Read) -> None:
    """What says the same as an item elsewhere; where that isn't known here it is named and left out."""
    said = read.package.matches if read.package else []
    others = items_elsewhere(actor, framework, {to for _number, _item, to in said})
    read.matches = [mappings.Told(number, item, Match.EXACT, to) for number, item, to in said if to in others]
    if left := len(said) - len(read.matches):
        read.looked.unknown = {**read.looked.unknown, "exactMatchOf": left}


def _map(actor: Reader, framework: Framework, told: list[mappings.Told], *, is_whole: bool, now: datetime) -> int:
    """Write these mappings; where the file held them all, others that the actor can see go. How many there are."""
    others = items_elsewhere(actor, framework, {row.to for row in told})
    own = dict(framework.items.filter(uri__in={row.item for row in told}).values_list("uri", "pk"))
    made = [
        Mapping(item_id=own[row.item], kind=row.match, to_id=others[row.to], made_by_id=actor.account, made_at=now)
        for row in told
    ]
    if is_whole:
        seen = Mapping.objects.filter(item__framework=framework, to__framework__in=queries.readable(actor))
        pairs = {(one.item_id, one.to_id) for one in made}
        gone = [key for key, *pair in seen.values_list("pk", "item_id", "to_id") if tuple(pair) not in pairs]
        Mapping.objects.filter(pk__in=gone).delete()
    Mapping.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["item", "to"], update_fields=["kind", "made_by", "made_at"]
    )
    return len(made)


def _take_head(framework: Framework, brought: case.Brought | None) -> None:
    """A package says of itself what it is called; the name that people read stays what its keepers gave it."""
    document = brought.document if brought else None
    if document is None:
        return
    taken = Framework.objects.filter(identifier=document.uri, place=framework.place_id).exclude(pk=framework.pk)
    if taken.exists():
        raise ConflictError(_("Another framework here is this one already. Bring the file there."), code="there")
    framework.identifier, framework.guid = document.uri, document.identifier.lower()
    framework.version = cleaning.clean_line(document.version)[:40] or framework.version
