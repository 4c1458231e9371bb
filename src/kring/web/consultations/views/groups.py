"""A group for peer consultation: made, read, its terms, its year plan, its rota."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kring.communities.models import Community
from kring.foundation import clock
from kring.foundation.errors import InvalidError, RefusedError
from kring.foundation.ids import LARGEST
from kring.meetings.consultations import actions, queries
from kring.meetings.consultations.models import Group, YearPlan
from kring.meetings.consultations.queries import Opened
from kring.web import presenting
from kring.web.circles.opening import for_hosts, for_members
from kring.web.consultations import words
from kring.web.consultations.forms import EditForm, GroupForm, YearPlanForm, as_agreed, as_planned
from kring.web.fields import sentences
from kring.web.learning.views.ledger import local_today
from kring.web.meanwhile import meanwhile
from kring.web.meetings.views.planning import GET_OR_POST, done
from kring.web.rendering import page
from kring.web.views import Request

_SHOWN_TURNS = 8


def group_url(circle: Community) -> str:
    """The page of a group."""
    return f"{presenting.circle_url(circle.slug)}/consultation"


@require_safe
@for_members
def show(request: Request, circle: Community) -> HttpResponse:
    """The group: its year, whose turn it is, who was there, its facilitator."""
    found = queries.opened(request.reader, circle.pk)
    now, year = clock.now(), local_today().year
    plan = queries.year_plan(found.group, year)
    coming = queries.turns(found.group, now=now)
    facts = {
        **_head(circle, found),
        "group": found.group,
        "year": year,
        "plan": plan,
        "aims": _lines(plan.aims) if plan else [],
        "themes": _lines(plan.themes) if plan else [],
        "turns": [words.turn_line(row, found.members) for row in coming[:_SHOWN_TURNS]],
        "attendance": [
            words.attendance_row(one) for one in queries.attendance(request.reader, found, year, plan=plan, now=now)
        ],
        "minimum": words.minimum(found.group),
        "oversees": found.oversees,
        "scheme": words.scheme_name(found.group),
        "warnings": words.warnings(found, coming) if found.is_host else [],
        "members": len(found.members),
    }
    return page(request, "consultations/group.html", facts, section="circles")


@require_http_methods(GET_OR_POST)
@for_hosts
def new(request: Request, circle: Community) -> HttpResponse:
    """Make a group in a circle."""
    begin = {"language": get_language() or "nl", "takes_part": True}
    form = GroupForm(request.POST, initial=begin) if request.method == "POST" else GroupForm(initial=begin)

    def make(filled: GroupForm) -> Group:
        limits = queries.limits_for(filled.cleaned_data["scheme"], on=local_today())
        beginning = filled.beginning(limits)
        return actions.start_group(actor=request.reader, parent=circle.pk, beginning=beginning, now=clock.now())

    made, status = done(form, make)
    if made is not None:
        messages.success(request, _("The group is made. Plan its first meeting, and write its year plan."))
        return redirect(group_url(made.community))
    facts = {
        "form": form,
        "wrong": sentences(form),
        "circle": circle,
        "circle_url": presenting.circle_url(circle.slug),
        "url": group_url(circle),
        "draft": f"consultation-{circle.slug}",
    }
    return page(request, "consultations/new.html", facts, section="circles", status=status)


@require_http_methods(GET_OR_POST)
@for_members
def edit(request: Request, circle: Community) -> HttpResponse:
    """The terms of a group."""
    found = _hosted(request, circle)
    now_is = as_agreed(found.group)
    form = EditForm(request.POST, initial=now_is) if request.method == "POST" else EditForm(initial=now_is)

    def change(filled: EditForm) -> Group:
        told = filled.cleaned_data
        limits = queries.limits_for(told["scheme"], on=local_today())
        return actions.change_terms(
            actor=request.reader,
            group=circle.pk,
            terms=filled.terms(limits),
            version=told["version"],
            now=clock.now(),
        )

    changed, status = done(form, change)
    if changed is not None:
        messages.success(request, _("Kept."))
        return redirect(group_url(circle))
    theirs = meanwhile(form, now_is, status)
    facts = {**_head(circle, found), "form": form, "wrong": sentences(form), "theirs": theirs}
    return page(request, "consultations/edit.html", facts, section="circles", status=status)


@require_http_methods(GET_OR_POST)
@for_members
def plan(request: Request, circle: Community) -> HttpResponse:
    """The plan of a year (`year`), this one if none is named."""
    found = _hosted(request, circle)
    year = _year(request, local_today())
    now_is = as_planned(queries.year_plan(found.group, year))
    form = YearPlanForm(request.POST, initial=now_is) if request.method == "POST" else YearPlanForm(initial=now_is)

    def write(filled: YearPlanForm) -> YearPlan:
        return actions.write_year_plan(
            actor=request.reader, group=circle.pk, year=year, now=clock.now(), **filled.cleaned_data
        )

    written, status = done(form, write)
    if written is not None:
        messages.success(request, _("The year plan is kept."))
        return redirect(group_url(circle))
    facts = {
        **_head(circle, found),
        "form": form,
        "wrong": sentences(form),
        "theirs": meanwhile(form, now_is, status),
        "year": year,
        "years": [local_today().year + by for by in (0, 1)],
        "draft": f"year-plan-{circle.slug}-{year}",
    }
    return page(request, "consultations/plan.html", facts, section="circles", status=status)


@require_http_methods(GET_OR_POST)
@for_members
def rota(request: Request, circle: Community) -> HttpResponse:
    """Whose turn it is: drawn up (`draw`), or chosen by hand."""
    found = _hosted(request, circle)
    wrong: dict[str, str] = {}
    chosen: dict[int, int | None] = {}
    if request.method == "POST":
        chosen = _choices(request.POST)
        draw = request.POST.get("draw", "")
        kept = {key: who for key, who in chosen.items() if who is not None} if draw else chosen
        try:
            actions.set_rota(
                actor=request.reader,
                group=circle.pk,
                choices={} if draw == "all" else kept,
                draw=bool(draw),
                now=clock.now(),
            )
        except InvalidError as error:
            wrong = {field: str(text) for field, text in error.fields.items()}
        else:
            messages.success(request, _("The rota is kept."))
            return redirect(f"{group_url(circle)}/rota")
    lines = [words.turn_line(row, found.members) for row in queries.turns(found.group, now=clock.now())]
    facts = {
        **_head(circle, found),
        "turns": [line._replace(chosen=chosen.get(line.key, line.chosen)) for line in lines],
        "people": [(one.pk, one.name) for one in found.members],
        "wrong": [(f"id_{field}", text) for field, text in wrong.items()],
        "errors": wrong,
    }
    return page(request, "consultations/rota.html", facts, section="circles", status=422 if wrong else 200)


def _hosted(request: Request, circle: Community) -> Opened:
    """The group of a circle that the reader hosts or facilitates. Raises NotThereError, RefusedError."""
    found = queries.opened(request.reader, circle.pk)
    if not found.is_host:
        raise RefusedError(_("Only hosts of this group and its facilitator can do this."), code="may-not-host")
    return found


def _head(circle: Community, found: Opened) -> dict[str, Any]:
    """What every page of a group shows above."""
    return {
        "circle": circle,
        "circle_url": presenting.circle_url(circle.slug),
        "url": group_url(circle),
        "is_host": found.is_host,
    }


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _year(request: Request, today: date) -> int:
    asked = request.POST.get("year") or request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 else today.year


def _choices(post: Any) -> dict[int, int | None]:
    """Who was chosen for each meeting of the form: an account, or None for nobody."""
    found: dict[int, int | None] = {}
    for name, value in post.items():
        key = _whole(name.removeprefix("meeting_")) if name.startswith("meeting_") else None
        if key is not None:
            found[key] = _whole(value) if value else None
    return found


def _whole(text: str) -> int:
    """A key, or one that nothing has."""
    return int(text) if text.isdecimal() and len(text) < 19 and int(text) <= LARGEST else 0
