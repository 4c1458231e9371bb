"""Stating a task, and what comes out: the team, what is said of it, and who is kept in or left out."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.finding.teams import actions, queries
from kring.finding.teams.models import Answer, Task
from kring.finding.teams.queries import Proposal, SeenTask
from kring.finding.teams.queries.own import joined
from kring.foundation import clock
from kring.foundation.errors import ConflictError, NotThereError
from kring.foundation.text import cleaning
from kring.people.models import Organisation
from kring.people.organisations.rules.employments import day_at
from kring.web.circles.rows import paragraphs
from kring.web.fields import sentences
from kring.web.meetings.views.planning import done
from kring.web.organisations.opening import for_those_who, frame
from kring.web.presenting import person_row
from kring.web.rendering import page
from kring.web.teams import words
from kring.web.teams.forms import TaskForm, as_stated, known_words
from kring.web.views import Request, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who("belong")
def new(request: Request, organisation: Organisation) -> HttpResponse:
    """State a task."""
    today = day_at(clock.now(), organisation.time_zone)
    usual = {"most": 3, "days": 1, "starts_on": today + timedelta(days=7), "ends_on": today + timedelta(days=63)}
    form = TaskForm(request.POST if request.method == "POST" else None, initial=usual)

    def state(filled: TaskForm) -> Task:
        return actions.state(actor=request.reader, organisation=organisation.pk, told=filled.task(), now=clock.now())

    stated, status = done(form, state)
    if stated is not None:
        return redirect(words.team_url(stated.pk))
    return _form(request, organisation, form, status=status, task=None)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: Request, key: int) -> HttpResponse:
    """State a task anew."""
    task = own(request, key).task
    form = TaskForm(request.POST if request.method == "POST" else None, initial=as_stated(task))

    def change(filled: TaskForm) -> Task:
        return actions.change(actor=request.reader, task=key, told=filled.task(), now=clock.now())

    changed, status = done(form, change)
    if changed is not None:
        messages.success(request, _("Saved. The team is worked out anew."))
        return redirect(words.team_url(key))
    return _form(request, task.organisation, form, status=status, task=task)


@require_safe
@signed_in
def show(request: Request, key: int) -> HttpResponse:
    """A task: for its asker with the team that is proposed, for who was asked with who is in it already."""
    return shown(request, queries.seen(request.reader, key))


def shown(request: Request, seen: SeenTask, *, wrong: str = "", status: int = 200) -> HttpResponse:
    """The page of a task, perhaps with what was refused."""
    task, labels = seen.task, words.labels_of(seen.task)
    facts = frame(
        request.reader,
        task.organisation,
        "teams",
        task=task,
        address=words.team_url(task.pk),
        about=paragraphs(task.about),
        span=words.span(task),
        must=words.listed(task.must, labels),
        wanted=words.listed(task.wanted, labels),
        wrong=[("", wrong)] if wrong else [],
    )
    facts |= _proposed(request, task, labels) if seen.is_asker else _asked(seen)
    name = "teams/proposal.html" if seen.is_asker else "teams/asked.html"
    return page(request, name, facts, section="organisations", status=status)


@require_POST
@signed_in
def choose(request: Request, key: int) -> HttpResponse:
    """Keep someone in, leave her out, or have it come out as is best."""
    seen = own(request, key)
    try:
        actions.choose(
            actor=request.reader,
            task=key,
            handle=cleaning.handle(request.POST.get("handle", "")),
            choice=request.POST.get("choice", "")[:10],
            now=clock.now(),
        )
    except ConflictError as error:
        return shown(request, seen, wrong=str(error.message), status=409)
    return redirect(words.team_url(key))


@require_POST
@signed_in
def close(request: Request, key: int) -> HttpResponse:
    """Seek nobody any more."""
    seen = own(request, key)
    try:
        actions.close(actor=request.reader, task=key, now=clock.now())
    except ConflictError as error:
        return shown(request, seen, wrong=str(error.message), status=409)
    messages.success(request, _("Closed. Who was asked or is in hears of it."))
    return redirect(words.team_url(key))


def own(request: Request, key: int) -> SeenTask:
    """A task of the reader's own. Raises NotThereError, also for who was asked for it."""
    seen = queries.seen(request.reader, key)
    if not seen.is_asker:
        raise NotThereError
    return seen


def _proposed(request: Request, task: Task, labels: dict[int, str]) -> dict[str, Any]:
    now = clock.now()
    found = queries.proposal(request.reader, task, today=day_at(now, task.organisation.time_zone), now=now)
    return {
        "is_open": task.closed_at is None,
        "team": [_member(one.key, found, words.reasons(one, found, labels)) for one in found.said.people],
        "others": [_member(key, found, _other(key, found, labels)) for key in found.others],
        "out": [_member(key, found, []) for key in found.out],
        "refused": [one for one in found.asked if one.answer == Answer.NO],
        "missing": words.listed(found.said.missing, labels),
        "missing_wanted": words.listed(found.said.missing_wanted, labels),
        "once": words.listed(found.said.once, labels) if len(found.said.people) > 1 else "",
        "lacks_learner": task.with_learner and found.team.learner is None,
        "is_best": found.team.is_best,
    }


def _member(key: int, found: Proposal, reasons: list[str]) -> dict[str, Any]:
    person = found.known[key]
    return {
        "row": person_row(person.account, person.handle, person.name, person.photo),
        "handle": person.handle,
        "name": person.name,
        "reasons": reasons,
        "badge": words.state_of(key, found),
        "is_asked": key in found.answers,
        "said_yes": found.answers.get(key) == Answer.YES,
        "is_kept": key in found.locked,
    }


def _other(key: int, found: Proposal, labels: dict[int, str]) -> list[str]:
    brings = found.brings[key]
    told = [_("Brings %(what)s.") % {"what": words.listed(brings, labels)}] if brings else [_("Wants to learn.")]
    return [*told, words.time_of(found.known[key])]


def _asked(seen: SeenTask) -> dict[str, Any]:
    asker, mine = seen.task.asker, seen.mine
    return {
        "asker": person_row(asker.pk, asker.handle, asker.name, asker.photo),
        "inside": [person_row(*one) for one in joined(seen.task) if mine is None or one[0] != mine.account_id],
        "answer": mine.answer if mine else "",
        "is_open": seen.task.closed_at is None,
    }


def _form(
    request: Request, organisation: Organisation, form: TaskForm, *, status: int, task: Task | None
) -> HttpResponse:
    facts = frame(
        request.reader,
        organisation,
        "teams",
        form=form,
        errors=sentences(form),
        known=known_words(),
        task=task,
        back=words.team_url(task.pk) if task else f"/organisations/{organisation.slug}/teams",
    )
    return page(request, "teams/task.html", facts, section="organisations", status=status)
