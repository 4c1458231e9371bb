"""What a plan becomes: openings and drafts of assignments. Words are the caller's, in the language of who plans."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.text import cleaning
from kring.planning.needs.rules import quarters
from kring.planning.plans.access import DRAFT
from kring.planning.plans.actions.checks import held
from kring.planning.plans.models import AssignmentDraft, Opening, Scenario
from kring.planning.plans.queries.results import Chosen, chosen, pools
from kring.planning.plans.rules.problem import Way

LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 4_000


@transaction.atomic
def make_opening(*, actor: Reader, scenario: int, need: int, title: str, text: str, now: datetime) -> Opening:
    """Make an opening of whom the latest plan attracts for a gap. Raises NotThereError, InvalidError, ConflictError."""
    found = held(actor, scenario)
    what = _what(found, need, Way.ATTRACT)
    title, text = _words(title, text)
    if Opening.objects.filter(scenario=found, need=need, dropped_at=None).exists():
        raise ConflictError(_("There is an opening for this already."), code="there-already")
    return Opening.objects.create(
        organisation_id=found.organisation_id, scenario=found, need_id=need, competence_id=what.competence,
        level=what.level, department_id=what.department, first=what.first, people=what.people, title=title, text=text,
        made_by_id=signed_in(actor), made_at=now,
    )  # fmt: skip


@transaction.atomic
def make_assignment(
    *, actor: Reader, scenario: int, need: int, title: str, text: str, pool: int | None, now: datetime
) -> AssignmentDraft:
    """Make the draft of an assignment of whom the latest plan hires in for a gap. `pool` is a community whose
    pool the organisation may draw on. Raises NotThereError, InvalidError, ConflictError."""
    found = held(actor, scenario)
    what = _what(found, need, Way.HIRE)
    title, text = _words(title, text)
    if pool is not None and pool not in {one.pk for one in pools(found.organisation, now=now)}:
        raise InvalidError({"pool": _("Choose a pool that your organisation may draw on.")})
    if AssignmentDraft.objects.filter(scenario=found, need=need, dropped_at=None).exists():
        raise ConflictError(_("There is a draft for this already."), code="there-already")
    return AssignmentDraft.objects.create(
        organisation_id=found.organisation_id, scenario=found, need_id=need, competence_id=what.competence,
        level=what.level, department_id=what.department, first=what.first, until=quarters.after(what.last),
        people=what.people, cents=what.cents, pool_id=pool, title=title, text=text, made_by_id=signed_in(actor),
        made_at=now,
    )  # fmt: skip


@transaction.atomic
def drop_opening(*, actor: Reader, opening: int, now: datetime) -> None:
    """It is in no list any more. Raises NotThereError."""
    rows = Opening.objects.filter(DRAFT.filter(actor, "change"), pk=opening, dropped_at=None)
    if not rows.update(dropped_at=now):
        raise NotThereError


@transaction.atomic
def drop_assignment(*, actor: Reader, draft: int, now: datetime) -> None:
    """It is in no list any more. Raises NotThereError."""
    rows = AssignmentDraft.objects.filter(DRAFT.filter(actor, "change"), pk=draft, dropped_at=None)
    if not rows.update(dropped_at=now):
        raise NotThereError


def _what(scenario: Scenario, need: int, way: Way) -> Chosen:
    found = chosen(scenario, need, way)
    if found is None:
        raise NotThereError
    return found


def _words(title: str, text: str) -> tuple[str, str]:
    title, text = cleaning.clean_line(title), cleaning.clean(text[: LONGEST_TEXT * 4])
    wrong: dict[str, object] = {}
    if not title:
        wrong["title"] = _("Give it a name.")
    if len(title) > LONGEST_TITLE:
        wrong["title"] = _("At most %(longest)d characters fit here.") % {"longest": LONGEST_TITLE}
    if len(text) > LONGEST_TEXT:
        wrong["text"] = _("At most %(longest)d characters fit here.") % {"longest": LONGEST_TEXT}
    if wrong:
        raise InvalidError(wrong)
    return title, text
