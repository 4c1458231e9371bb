"""What a person says of her registrations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.actions import record
from kring.foundation.text import cleaning
from kring.registers.access import REGISTRATION
from kring.registers.events import RegistrationChanged
from kring.registers.models import Registration, Reviewer, Status
from kring.registers.queries.schemes import known
from kring.registers.rules.answers import (
    EARLIEST,
    AnswerError,
    Interval,
    Wrong,
    day_of,
    number_of,
    overlapping,
    read_answer,
)
from kring.registers.rules.questions import Questions, questions

MOST_REGISTRATIONS: Final = 30
MOST_STATUSES: Final = 200
MOST_LOTS: Final = 20
SENTENCES: Final[Mapping[Wrong, Any]] = {
    Wrong.NUMBER: _("Give a number, such as 24 or 0,6."),
    Wrong.DAY: _("Give a day, such as 2026-03-01."),
    Wrong.YES_NO: _("Answer yes or no."),
    Wrong.TOO_LONG: _("At most 120 characters fit here."),
    Wrong.TOO_MANY: _("At most 40 of them fit here."),
    Wrong.ITEM: _(
        "Write them with commas between them, each with a day behind it where it has one: homes (2026-03-01)."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a registration says. `facts` are answers to the scheme's questions as they were typed, by name; `letters`:
    whether she is written to when a deadline comes near."""

    starts_on: date
    number: str = ""
    level: str = ""
    ends_on: date | None = None
    birthday: date | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    carried: Sequence[Mapping[str, str]] = ()
    letters: bool = True


@transaction.atomic
def register(*, actor: Reader, scheme: str, details: Details, now: datetime) -> Registration:
    """The actor says that she is registered under a scheme. Raises InvalidError by field (a fact's is `fact_NAME`),
    NotThereError for an unknown scheme, and ConflictError for what she said before."""
    person = signed_in(actor)
    columns = _columns(questions(known(scheme)[0].scheme), details)
    if Registration.objects.filter(account=person).count() >= MOST_REGISTRATIONS:
        raise ConflictError(_("You have 30 registrations. Remove one first."), code="too-many-registrations")
    try:
        with transaction.atomic():
            made = Registration.objects.create(account_id=person, scheme=scheme, made_at=now, changed_at=now, **columns)
    except IntegrityError as error:
        raise ConflictError(
            _("You have this registration already. Change that one, or give another level."), code="registered-twice"
        ) from error
    record(RegistrationChanged(registration=made.pk, person=person), actor=person, now=now)
    return made


@transaction.atomic
def change(*, actor: Reader, registration: int, version: int, details: Details, now: datetime) -> Registration:
    """Say a registration anew. Raises as `register`, and ConflictError when it changed since `version`."""
    held = _held(actor, registration)
    if held.version != version:
        raise ConflictError(
            _("This registration was changed meanwhile, perhaps in another window. Look at it as it is now."),
            code="changed-meanwhile",
        )
    for name, value in _columns(questions(known(held.scheme)[0].scheme), details).items():
        setattr(held, name, value)
    try:
        with transaction.atomic():
            held.version += 1
            held.changed_at = now
            held.save()
    except IntegrityError as error:
        raise ConflictError(_("You have another registration of this level."), code="registered-twice") from error
    _changed(held, now=now)
    return held


@transaction.atomic
def remove(*, actor: Reader, registration: int, now: datetime) -> None:
    """Remove a registration with all that was judged of it. The ledger stays. Raises NotThereError."""
    _held(actor, registration).delete()


@transaction.atomic
def add_status(
    *, actor: Reader, registration: int, kind: str, first: date, until: date | None, value: str, now: datetime
) -> Status:
    """Leave, part-time and the like: from a day until (excluded) another. Raises InvalidError by field."""
    held = _held(actor, registration)
    asked = questions(known(held.scheme)[0].scheme)
    wrong: dict[str, Any] = {}
    if kind not in asked.statuses:
        wrong["kind"] = _("Choose what it was.")
    if first < EARLIEST:
        wrong["first"] = SENTENCES[Wrong.DAY]
    if until is not None and until <= first:
        wrong["until"] = _("The last day is before the first. Change one of them.")
    exact = _value(value, is_needed=kind in asked.valued, wrong=wrong)
    present = list(held.statuses.all())
    if not wrong and overlapping([*map(_interval, present), Interval(kind, first, until)]):
        wrong["first"] = _("This overlaps with a time that you wrote down before.")
    if wrong:
        raise InvalidError(wrong)
    if len(present) >= MOST_STATUSES:
        raise ConflictError(_("A registration has room for 200 of these."), code="too-many-statuses")
    made = Status.objects.create(registration=held, kind=kind, first=first, until=until, value=exact)
    _touch(held, now=now)
    return made


@transaction.atomic
def remove_status(*, actor: Reader, registration: int, status: int, now: datetime) -> None:
    """Take such a time away. Raises NotThereError."""
    held = _held(actor, registration)
    gone, _rows = held.statuses.filter(pk=status).delete()
    if not gone:
        raise NotThereError
    _touch(held, now=now)


@transaction.atomic
def forget_person(*, person: int) -> int:
    """Take away all registrations of a person who left, with everything that hangs on them, and her reviewing; returns
    how many registrations she had."""
    Reviewer.objects.filter(account=person).delete()
    count = Registration.objects.filter(account=person).count()
    Registration.objects.filter(account=person).delete()
    return count


def _held(actor: Reader, registration: int) -> Registration:
    """One's own registration, held until the transaction ends."""
    rows = Registration.objects.select_for_update().filter(REGISTRATION.filter(actor, "change"), pk=registration)
    found = rows.first()
    if found is None:
        raise NotThereError
    return found


def _touch(held: Registration, *, now: datetime) -> None:
    held.version += 1
    held.changed_at = now
    held.save(update_fields=["version", "changed_at"])
    _changed(held, now=now)


def _changed(held: Registration, *, now: datetime) -> None:
    record(RegistrationChanged(registration=held.pk, person=held.account_id), actor=held.account_id, now=now)


def _columns(asked: Questions, details: Details) -> dict[str, Any]:
    """The columns of a registration. Raises InvalidError with all that is wrong."""
    wrong: dict[str, Any] = {}
    number, level = cleaning.clean_line(details.number[:200]), cleaning.clean_line(details.level[:200])
    for name, text, longest in (("number", number, 40), ("level", level, 60)):
        if len(text) > longest:
            wrong[name] = _("At most %(longest)d characters fit here.") % {"longest": longest}
    if details.starts_on < EARLIEST:
        wrong["starts_on"] = SENTENCES[Wrong.DAY]
    if details.ends_on is not None and details.ends_on <= details.starts_on:
        wrong["ends_on"] = _("It ends before it begins. Change one of the days.")
    if details.birthday is not None and not EARLIEST <= details.birthday < details.starts_on:
        wrong["birthday"] = _("Give the day on which you were born.")
    facts = _facts(asked, details.facts, wrong)
    carried = _carried(details.carried, wrong)
    if wrong:
        raise InvalidError(wrong)
    return {
        "number": number,
        "level": level,
        "starts_on": details.starts_on,
        "ends_on": details.ends_on,
        "birthday": details.birthday,
        "facts": facts,
        "carried": carried,
        "letters": details.letters,
    }


def _carried(lots: Sequence[Mapping[str, str]], wrong: dict[str, Any]) -> list[dict[str, str]]:
    """Credit from before, as a case takes it."""
    read = []
    for lot in lots[:MOST_LOTS]:
        try:
            read.append(dict(lot) | {"points": number_of(lot["points"]), "from": day_of(lot["from"]).isoformat()})
        except AnswerError as error:
            wrong["carried_points" if error.wrong is Wrong.NUMBER else "carried_from"] = SENTENCES[error.wrong]
    return read


def _facts(asked: Questions, told: Mapping[str, str], wrong: dict[str, Any]) -> dict[str, Any]:
    facts = {}
    for question in asked.facts:
        try:
            answer = read_answer(question, cleaning.clean(told.get(question.name, "")[:8_000]))
        except AnswerError as error:
            wrong[f"fact_{question.name}"] = SENTENCES[error.wrong]
        else:
            if answer is not None:
                facts[question.name] = answer
    return facts


def _interval(status: Status) -> Interval:
    return Interval(status.kind, status.first, status.until)


def _value(text: str, *, is_needed: bool, wrong: dict[str, Any]) -> str:
    said = text.strip()
    if not is_needed:
        return ""
    try:
        return number_of(said)
    except AnswerError as error:
        wrong["value"] = SENTENCES[error.wrong]
        return ""
