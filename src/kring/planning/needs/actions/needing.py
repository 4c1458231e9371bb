"""Saying what is needed, and what a role takes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.competences.actions import name_competence
from kring.competences.models import Competence
from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.jobs.actions import ask
from kring.foundation.text import cleaning
from kring.people.models import Department, Organisation
from kring.people.organisations.access import ORGANISATION
from kring.people.organisations.actions import checks
from kring.planning.needs.access import NEED
from kring.planning.needs.models import Need, NeedChange, NeedCompetence, ProfileLine, RoleProfile
from kring.planning.needs.queries.needs import NeedRow, listed, slugs_of
from kring.planning.needs.rules import lists
from kring.planning.needs.rules.lists import Told, Unread, word_key
from kring.planning.needs.rules.wants import HIGHEST

MOST_NEEDS: Final = 2_000
MOST_PROFILES: Final = 200
MOST_LINES: Final = 60
COUNTING: Final = "tally"
SENTENCES: Final[Mapping[Unread, Any]] = {
    Unread.NOTHING_WANTED: _("Name a competence or a role profile."),
    Unread.BOTH_WANTED: _("Name competences or a role profile, not both."),
    Unread.TOO_MANY: _("Name at most 12 competences."),
    Unread.MIXED: _("Write “a + b” for both or “a / b” for either, not both signs in one need."),
    Unread.UNKNOWN_WORD: _("Nobody uses this word yet. Choose one out of the list, or say that it is new."),
    Unread.UNKNOWN_ROLE: _("There is no role profile of this name."),
    Unread.UNKNOWN_DEPARTMENT: _("There is no department of this name. Write it as it stands in your departments."),
    Unread.NO_LEVEL: _("Give a level from 0 to 5; leave it empty for a role profile."),
    Unread.LEVEL_OF_ROLE: _("A role profile has levels of its own: leave this empty, or name competences."),
    Unread.NO_PEOPLE: _("Say how many people: a whole number from 1 on."),
    Unread.NO_BACKUP: _("Say how many more must be able to step in: a whole number, or nothing."),
    Unread.NO_QUARTER: _("Give a quarter such as 2027-Q1."),
    Unread.ENDS_FIRST: _("The last quarter lies before the first one."),
    Unread.NO_WEIGHT: _("Give 1 (useful), 2 (important) or 3 (critical)."),
    Unread.NOT_YES_OR_NO: _("Say yes or no."),
    Unread.LEADS_ELSEWHERE: _("Senior management is of the whole organisation: leave the department empty."),
    Unread.TOO_LONG: _("At most 500 characters fit here."),
    Unread.CONTRADICTS_KEPT: _(
        "You have a need of the same at this level in one of these quarters, which says otherwise. Change that one, or"
        " choose other quarters."
    ),
}


@transaction.atomic
def write_need(
    *, actor: Reader, organisation: int, cells: Mapping[str, str], now: datetime, need: int | None = None
) -> Need:
    """Make a need, or say another one anew; `cells` are those of a row of a file (see `lists.HEADS`).

    By owners and HR; of a department also by its managers. Raises InvalidError by column, RefusedError, NotThereError,
    ConflictError where there are too many.
    """
    at = _belonging(actor, organisation)
    kept = _changeable(actor, at, need) if need is not None else None
    others = [one for one in listed(at.needs.filter(ended_at=None), language="en") if kept is None or one.id != kept.pk]
    if len(others) >= MOST_NEEDS:
        raise ConflictError(_("There are 2,000 needs already. End some first."), code="too-many")
    tidy = {name: cleaning.clean_line(said[: lists.MOST_CELL * 2]) for name, said in cells.items()}
    (row,) = reading(at, rows=[tidy], kept=others)
    told = row.told
    if told is None:
        raise InvalidError({name: SENTENCES[why] for name, why in row.wrong.items()})
    if row.there:
        raise InvalidError({"first": _("There is a need that says exactly this.")})
    (written,) = writing(actor=actor, at=at, all_told=[told], now=now, kept=kept)
    ask(COUNTING)
    return written


@transaction.atomic
def end_need(*, actor: Reader, organisation: int, need: int, now: datetime) -> Need:
    """Take a need out of the list; what it said is kept with its history. Ending twice is NotThereError."""
    at = _belonging(actor, organisation)
    ended = _changeable(actor, at, need)
    ended.ended_at = ended.changed_at = now
    ended.save(update_fields=["ended_at", "changed_at"])
    NeedChange.objects.create(need=ended, by_id=signed_in(actor), at=now, told={"ended": "1"})
    return ended


def reading(at: Organisation, *, rows: Sequence[Mapping[str, str]], kept: Sequence[NeedRow]) -> list[lists.Row]:
    """What these rows say at an organisation that has these needs already. Three queries."""
    named = {part for cells in rows for part in lists.parts_of(cells.get("competences", ""))[0]}
    slugs = slugs_of(named)
    return lists.read(
        rows,
        words=lambda said: slugs.get(word_key(said), ""),
        roles=frozenset(at.role_profiles.filter(retired_at=None).values_list("sort_name", flat=True)),
        departments=frozenset(at.departments.filter(closed_at=None).values_list("sort_name", flat=True)),
        kept=[one.told() for one in kept],
    )


def writing(
    *, actor: Reader, at: Organisation, all_told: Sequence[Told], now: datetime, kept: Need | None = None
) -> list[Need]:
    """Keep what was read, and who said so; with `kept` the one thing is said of that need anew. As many queries
    whatever their number. Raises RefusedError for what the actor may not say."""
    departments = {one.sort_name: one for one in at.departments.filter(closed_at=None)}
    roles = {one.sort_name: one for one in at.role_profiles.filter(retired_at=None)}
    made = [
        _said(kept or Need(organisation=at), told, departments.get(word_key(told.department)),
              roles.get(word_key(told.role)), now)
        for told in all_told
    ]  # fmt: skip
    if not all(NEED.allows(actor, "change", one) for one in made):
        raise RefusedError(_("Choose a department that you lead."), code="not-your-department")
    if kept is None:
        Need.objects.bulk_create(made)
    else:
        kept.save()
        kept.competences.all().delete()
    keys = _keys({name for told in all_told for name in told.competences})
    NeedCompetence.objects.bulk_create(
        NeedCompetence(need=one, competence_id=key)
        for one, told in zip(made, all_told, strict=True)
        for key in dict.fromkeys(keys[name] for name in told.competences)
    )
    NeedChange.objects.bulk_create(
        NeedChange(need=one, by_id=signed_in(actor), at=now, told=told.cells())
        for one, told in zip(made, all_told, strict=True)
    )
    return made


def _said(need: Need, told: Told, department: Department | None, role: RoleProfile | None, now: datetime) -> Need:
    need.department, need.profile, need.changed_at = department, role, now
    for name in ("any_of", "level", "people", "backup", "first", "until", "weight", "leadership", "note"):
        setattr(need, name, getattr(told, name))
    return need


def _keys(names: Collection[str]) -> dict[str, int]:
    """The competences of these slugs or new words, by them."""
    known = dict(Competence.objects.filter(slug__in=names).values_list("slug", "pk"))
    return {name: known.get(name) or name_competence(en=name, shared=False).pk for name in names}


@transaction.atomic
def write_profile(
    *,
    actor: Reader,
    organisation: int,
    name: str,
    lines: Mapping[int, int],
    now: datetime,
    source: str = "",
    profile: int | None = None,
) -> RoleProfile:
    """Make a role profile, or say another one anew: competences by key, each with the level that it takes; by owners
    and HR. Raises InvalidError, ConflictError where there are too many, NotThereError, RefusedError."""
    at = checks.allowed(actor, organisation, "staff")
    held = at.role_profiles.filter(retired_at=None)
    kept = held.filter(pk=profile).first() if profile is not None else RoleProfile(organisation=at, source=source[:300])
    if kept is None:
        raise NotThereError
    if profile is None and held.count() >= MOST_PROFILES:
        raise ConflictError(_("There are 200 role profiles already. Retire some first."), code="too-many")
    kept.name = checks.fitting("name", cleaning.clean_line(name), longest=80)
    kept.sort_name, kept.changed_at = word_key(kept.name), now
    if not kept.sort_name:
        raise InvalidError({"name": _("Give it a name.")})
    if held.filter(sort_name=kept.sort_name).exclude(pk=kept.pk).exists():
        raise InvalidError({"name": _("There is a role profile of this name.")})
    if not 1 <= len(lines) <= MOST_LINES:
        raise InvalidError({"lines": _("Choose 1 to 60 competences.")})
    if any(not 0 <= level <= HIGHEST for level in lines.values()):
        raise InvalidError({"lines": _("Give each a level from 0 to 5.")})
    if Competence.objects.filter(pk__in=lines).count() != len(lines):
        raise InvalidError({"lines": _("Choose competences out of the list.")})
    kept.save()
    kept.lines.all().delete()
    ProfileLine.objects.bulk_create(
        ProfileLine(profile=kept, competence_id=key, level=level) for key, level in sorted(lines.items())
    )
    labels = dict(Competence.objects.filter(pk__in=lines).values_list("pk", "en"))
    told = {"name": kept.name} | {labels[key]: str(level) for key, level in lines.items()}
    NeedChange.objects.create(profile=kept, by_id=signed_in(actor), at=now, told=told)
    if profile is not None:
        ask(COUNTING)
    return kept


@transaction.atomic
def retire_profile(*, actor: Reader, organisation: int, profile: int, now: datetime) -> RoleProfile:
    """Take a role profile out of the list. Raises ConflictError while a need names it."""
    at = checks.allowed(actor, organisation, "staff")
    kept = at.role_profiles.filter(retired_at=None, pk=profile).first()
    if kept is None:
        raise NotThereError
    if kept.needs.filter(ended_at=None).exists():
        raise ConflictError(_("A need names this role profile. End that need first."), code="in-use")
    kept.retired_at = kept.changed_at = now
    kept.save(update_fields=["retired_at", "changed_at"])
    NeedChange.objects.create(profile=kept, by_id=signed_in(actor), at=now, told={"ended": "1"})
    return kept


def _belonging(actor: Reader, organisation: int) -> Organisation:
    """The organisation, held, for who leads anything of it."""
    at = checks.held(organisation, actor)
    if not ORGANISATION.allows(actor, "belong", at):
        raise NotThereError
    heads = (Role.OWNER, Role.HR, Role.MANAGER)
    if not actor.has(at.pk, *heads) and not at.departments.filter(pk__in=actor.places(*heads)).exists():
        raise RefusedError(_("Only HR and managers see this."), code="not-staff")
    return at


def _changeable(actor: Reader, at: Organisation, key: int) -> Need:
    found = at.needs.filter(NEED.filter(actor, "change"), ended_at=None, pk=key).first()
    if found is None:
        raise NotThereError
    return found
