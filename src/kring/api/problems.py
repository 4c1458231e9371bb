"""Everything that can go wrong, as problem+json (RFC 9457) in the reader's language.

`type` is the kind of problem and leads to its words on the docs page; `code` is finer and stays the same for programs;
`detail` is for people and may change; `errors` names each field that was wrong.
"""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kring.foundation.errors import ConflictError, InvalidError, KringError, NotThereError, RefusedError

log = logging.getLogger(__name__)

CONTENT_TYPE: Final = "application/problem+json"
Words = str | Promise


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its status, and what it says when nothing more exact is known."""

    name: str
    status: int
    title: Words
    detail: Words


MALFORMED = Kind("malformed", 400, _("That can’t be read"), _("The body is not valid JSON."))
NOT_SIGNED_IN = Kind("not-signed-in", 401, _("Who is asking?"), _("Give a token that is valid."))
REFUSED = Kind("refused", 403, _("That is not for you to do"), _("You see this, but may not do that to it."))
NOT_THERE = Kind("not-there", 404, _("There is nothing here"), _("It isn’t there, or you may not know that it is."))
NOT_ALLOWED = Kind("method-not-allowed", 405, _("Not in this way"), _("This address takes other methods; see Allow."))
CONFLICT = Kind("conflict", 409, _("Someone was first"), _("It is no longer in the state that this needs."))
CHANGED = Kind("changed-meanwhile", 412, _("It was changed meanwhile"), _("Read it again, and compare."))
TOO_LARGE = Kind("too-large", 413, _("That is too much"), _("A body may be 1,000,000 bytes at most."))
NOT_JSON = Kind("not-json", 415, _("Only JSON is read here"), _("Send the body as application/json."))
INVALID = Kind("invalid", 422, _("Something needs another look"), _("Some of what was given can’t be taken."))
VERSION_NEEDED = Kind(
    "version-needed", 428, _("Which version?"), _("Say which version you change: with `version`, or with If-Match.")
)
TOO_MANY = Kind(
    "too-many-requests", 429, _("Slow down a little"), _("You asked too much in a short time. Try again later.")
)
BROKEN = Kind("broken", 500, _("Something went wrong on our side"), _("It was written down. Try again in a moment."))

KINDS: Final = (
    MALFORMED, NOT_SIGNED_IN, REFUSED, NOT_THERE, NOT_ALLOWED, CONFLICT, CHANGED, TOO_LARGE, NOT_JSON, INVALID,
    VERSION_NEEDED, TOO_MANY, BROKEN,
)  # fmt: skip


@dataclass
class ProblemError(Exception):
    """Raised anywhere below a door of the API; becomes the answer."""

    kind: Kind
    code: str = ""
    detail: Words = ""
    errors: Sequence[tuple[str, Words]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


_KINDS_OF: Final[Mapping[type[KringError], Kind]] = {
    NotThereError: NOT_THERE,
    RefusedError: REFUSED,
    ConflictError: CONFLICT,
    InvalidError: INVALID,
}


def problem_of(error: KringError) -> ProblemError:
    """What an action or query refused, as a problem."""
    kind = next((kind for known, kind in _KINDS_OF.items() if isinstance(error, known)), INVALID)
    if error.code == NOT_SIGNED_IN.name:
        kind = NOT_SIGNED_IN
    fields = error.fields if isinstance(error, InvalidError) else {}
    code = "" if kind is NOT_THERE else error.code
    return ProblemError(kind, code=code, detail=error.message, errors=[(name, words) for name, words in fields.items()])


def answer_of(problem: ProblemError) -> HttpResponse:
    """The answer that tells of a problem."""
    told: dict[str, Any] = {
        "type": f"{settings.BASE_URL}/api/docs#problem-{problem.kind.name}",
        "title": str(problem.kind.title),
        "status": problem.kind.status,
        "detail": str(problem.detail or problem.kind.detail),
        "code": problem.code or problem.kind.name,
    }
    if problem.errors:
        told["errors"] = [{"field": name, "detail": str(words)} for name, words in problem.errors]
    headers = {**problem.headers}
    if problem.kind is NOT_SIGNED_IN:
        headers.setdefault("WWW-Authenticate", 'Bearer realm="Kring"')
    return HttpResponse(
        json.dumps(told, ensure_ascii=False), status=problem.kind.status, content_type=CONTENT_TYPE, headers=headers
    )


def invalid(errors: Sequence[Mapping[str, Any]]) -> ProblemError:
    """What the schema of an operation refused. A path that can't be one leads nowhere: that is 404."""
    if any(error["loc"][:1] == ("path",) for error in errors):
        return ProblemError(NOT_THERE)
    fields = list(_fields(errors))
    return ProblemError(INVALID, detail=fields[0][1] if len(fields) == 1 else "", errors=fields)


def _fields(errors: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Words]]:
    for error in errors[:50]:
        # ("body", "the argument's name", "field", ...) or ("query", "field")
        parts = error["loc"][2:] if error["loc"][:1] == ("body",) else error["loc"][1:]
        yield ".".join(str(part)[:80] for part in parts[:6]) or "body", _words(error)


def _words(error: Mapping[str, Any]) -> Words:
    """A validator's message in our own words, which are translated."""
    words = _SENTENCES.get(str(error["type"]))
    return (
        _OTHERWISE
        if words is None
        else str(words) % {key: str(value)[:80] for key, value in error.get("ctx", {}).items()}
    )


_WHOLE = _("Give a whole number.")
_TEXT = _("Give text.")
_DAY = _("Give a day in ISO 8601 form, as 2026-04-01.")
_OTHERWISE: Final = _("This can’t be taken; see the documentation.")
_SENTENCES: Final[Mapping[str, Words]] = {
    "missing": _("This is needed."),
    "extra_forbidden": _("There is no such field."),
    "string_type": _TEXT,
    "string_unicode": _("This text holds characters that can’t be stored."),
    "string_too_long": _("At most %(max_length)s characters fit here."),
    "string_too_short": _("At least %(min_length)s characters are needed here."),
    "string_pattern_mismatch": _("This doesn’t have the form that is needed here."),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "greater_than_equal": _("Give at least %(ge)s."),
    "less_than_equal": _("Give at most %(le)s."),
    "bool_type": _("Give true or false."),
    "bool_parsing": _("Give true or false."),
    "list_type": _("Give a list."),
    "too_long": _("At most %(max_length)s fit here."),
    "too_short": _("At least %(min_length)s are needed here."),
    "literal_error": _("Choose one of these: %(expected)s."),
    "enum": _("Choose one of these: %(expected)s."),
    "model_attributes_type": _("Give an object."),
    "model_type": _("Give an object."),
    "dict_type": _("Give an object."),
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "timezone_aware": _("Give a moment with its time zone."),
    "datetime_parsing": _("Give a moment in ISO 8601 form, with its time zone."),
    "datetime_from_date_parsing": _("Give a moment in ISO 8601 form, with its time zone."),
}
