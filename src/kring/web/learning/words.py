"""Words of learning for people: kinds, ways, why something is proposed, how long it took."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.learning.models import Draft
from kring.learning.rules.kinds import Way
from kring.learning.rules.proposals import ACCEPTED, CASE, HELPED, MET, TOLD, WAS_THERE

KINDS: Final[Mapping[str, Any]] = {
    "course": gettext_lazy("course"),
    "training": gettext_lazy("training or workshop"),
    "webinar": gettext_lazy("webinar"),
    "module": gettext_lazy("e-learning or module"),
    "seminar": gettext_lazy("seminar or lecture"),
    "congress": gettext_lazy("congress"),
    "exam": gettext_lazy("exam"),
    "reading": gettext_lazy("reading or listening"),
    "intervisie": gettext_lazy("peer consultation (intervisie)"),
    "peer_consultation": gettext_lazy("consultation with a colleague"),
    "peer_review": gettext_lazy("peer review"),
    "peer_group": gettext_lazy("peer group"),
    "supervision": gettext_lazy("supervision"),
    "mentoring": gettext_lazy("mentoring or coaching"),
    "answer": gettext_lazy("an answer given"),
    "help": gettext_lazy("helping with a case"),
    "experience": gettext_lazy("an experience told"),
    "talk": gettext_lazy("a talk with someone new"),
    "reflection": gettext_lazy("reflection"),
    "on_the_job": gettext_lazy("on the job"),
    "work": gettext_lazy("work in the field"),
    "article": gettext_lazy("an article written"),
    "teaching": gettext_lazy("teaching"),
    "giving_workshop": gettext_lazy("a workshop given"),
    "giving_talk": gettext_lazy("a talk given"),
    "examining": gettext_lazy("examining"),
    "committee": gettext_lazy("committee work"),
    "board_work": gettext_lazy("board work"),
    "volunteering": gettext_lazy("volunteering"),
    "other": gettext_lazy("something else"),
}
WAYS: Final[Mapping[str, Any]] = {
    Way.COURSE.value: gettext_lazy("courses and reading (10)"),
    Way.EXCHANGE.value: gettext_lazy("from each other (20)"),
    Way.DOING.value: gettext_lazy("by doing (70)"),
}
TIMES: Final[Mapping[str, Any]] = {
    "employer": gettext_lazy("my employer’s time"),
    "own": gettext_lazy("my own time"),
}
FACTS: Final[Mapping[str, Any]] = {
    "group_size": gettext_lazy("Number of people"),
    "facilitator": gettext_lazy("Led by a facilitator"),
    "tested": gettext_lazy("With a test"),
    "accredited": gettext_lazy("Accredited"),
    "online": gettext_lazy("Online"),
    "points": gettext_lazy("Points on the certificate"),
}

_PARTS: Final = {
    "speaker": gettext_lazy("You spoke there. Preparing and telling it is learning too."),
    "facilitator": gettext_lazy("You were its facilitator."),
    "case": gettext_lazy("You were there, and brought a case."),
    "host": gettext_lazy("You led this meeting."),
}


def kind_label(kind: str) -> str:
    """A kind in words; one that only a scheme knows, as the scheme writes it."""
    return str(KINDS.get(kind, kind.replace("_", " ")))


def duration(minutes: int) -> str:
    """Minutes as people say them: 45 min, 2 h, 2 h 15 min."""
    hours, rest = divmod(abs(minutes), 60)
    if hours and rest:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
    return _("%(hours)d h") % {"hours": hours} if hours else _("%(minutes)d min") % {"minutes": rest}


def hours_field(minutes: int) -> str:
    """Minutes as the field of the form takes them: 2:15."""
    return f"{minutes // 60}:{minutes % 60:02}"


def fact_value(value: Any) -> str:
    """A fact in words."""
    return {"yes": _("yes"), "no": _("no")}.get(str(value), str(value))


_REASONS: Final[Mapping[str, Any]] = {
    ACCEPTED: gettext_lazy("Your answer was accepted. Thinking along with a colleague is learning from each other."),
    HELPED: gettext_lazy("You were asked for help, and gave it."),
    CASE: gettext_lazy("You helped with a private case. The line says nothing of what it was about."),
    TOLD: gettext_lazy("You told what you did. Putting it in order is learning too."),
    MET: gettext_lazy("You met someone new, and all of you say so."),
}


def reason(draft: Draft) -> str:
    """Why a draft is proposed, to the reader."""
    if draft.reason == WAS_THERE:
        return _was_there(draft)
    return str(_REASONS.get(draft.reason) or _("It happened in one of your circles."))


def _was_there(draft: Draft) -> str:
    """That one was at a meeting, and which part one had in it."""
    parts = draft.reason_facts.get("parts", [])
    for part, words in _PARTS.items():
        if part in parts:
            return str(words)
    return _("You were there: you stand on its presence list.")
