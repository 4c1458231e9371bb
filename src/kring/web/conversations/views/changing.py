"""Changing and withdrawing what was written, and how it changed."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kring.conversations import actions, queries
from kring.conversations.actions.checks import REASONS
from kring.conversations.models import Kind, Post, PostKind, circle_of
from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError, RefusedError
from kring.web import presenting
from kring.web.conversations import editing
from kring.web.conversations.editing import compared, form_for, stands, told_apart
from kring.web.conversations.forms import ChangeForm, TitleForm
from kring.web.fields import refuse, sentences
from kring.web.rendering import page
from kring.web.views import Request, signed_in

_REVISIONS_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: Request, key: int) -> HttpResponse:
    """Change what one wrote. When it was changed meanwhile, both texts are shown and nothing is overwritten."""
    post = queries.post(request.reader, key)
    _refuse_others(request, post)
    if request.method != "POST":
        return _edit_page(request, post, form_for(post)(initial=stands(post)))
    form, status = form_for(post)(request.POST), 422
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.edit(actor=request.reader, post=key, version=version, now=clock.now(), **form.changes())
            return redirect(presenting.post_url(key))
        except InvalidError as error:
            refuse(form, error.fields)
        except ConflictError as error:
            if error.code != "changed-meanwhile":
                raise
            status = 409
            form = form_for(post)(initial=form.cleaned_data | {"version": post.version})
    return _edit_page(request, post, form, status=status)


def _refuse_others(request: Request, post: Post) -> None:
    """The form is only for whom the action lets change it."""
    if post.author_id != request.reader.account:
        raise RefusedError(_("Only whoever wrote this can change it."), code="may-not-edit")


def _edit_page(request: Request, post: Post, form: ChangeForm, *, status: int = 200) -> HttpResponse:
    conflict = status == 409
    now_there = stands(post) if conflict else {}
    facts = {
        "post": post,
        "form": form,
        "wrong": sentences(form),
        "back": presenting.post_url(post.pk),
        "theirs": told_apart(form, now_there) if conflict else [],
        "changes": compared(form, now_there) if conflict else [],
        "conflict": conflict,
    }
    return page(request, "conversations/edit.html", facts, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def retitle(request: Request, key: int) -> HttpResponse:
    """Change the title of a conversation and what it is about."""
    reading = queries.conversation(request.reader, key)
    if not queries.may(request.reader, "retitle", reading.row):
        raise RefusedError(_("Only whoever started this, or a host, can change the title."), code="may-not-retitle")
    initial = {"title": reading.row.title, "subjects": editing.subjects_of(reading.row.competences)}
    form = TitleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.retitle(
                actor=request.reader,
                conversation=key,
                title=form.cleaned_data["title"],
                competences=form.competences(),
                now=clock.now(),
            )
            return redirect(presenting.conversation_url(key))
        except InvalidError as error:
            refuse(form, error.fields)
    facts = {"row": reading.row, "form": form, "wrong": sentences(form), "back": presenting.conversation_url(key)}
    return page(request, "conversations/title.html", facts, status=422 if form.errors else 200)


@require_safe
def history(request: Request, key: int) -> HttpResponse:
    """What a post said before, with what changed each time."""
    post = queries.post(request.reader, key)
    facts = {
        "post": post,
        "back": presenting.post_url(key),
        "revisions": editing.history(post, queries.revisions(request.reader, key), most=_REVISIONS_SHOWN),
    }
    return page(request, "conversations/history.html", facts)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The question before something is withdrawn, in words."""

    title: str
    text: str
    yes: str
    action: str
    back: str


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: Request, key: int) -> HttpResponse:
    """Take back an answer, reply or comment; asked in words first."""
    post = queries.post(request.reader, key)
    if request.method == "POST":
        actions.withdraw(actor=request.reader, post=key, now=clock.now())
        messages.success(request, _("It is withdrawn."))
        return redirect(presenting.conversation_url(post.conversation_id))
    if not queries.may_post(request.reader, "withdraw", post, post.conversation):
        raise RefusedError(REASONS["withdraw"], code="may-not-withdraw")
    if post.kind == PostKind.OPENING:
        return redirect(f"{presenting.conversation_url(post.conversation_id)}/withdrawal")
    title = _("Withdraw this comment?") if post.kind == PostKind.COMMENT else _("Withdraw this answer?")
    text = _("Its words are no longer shown to anyone, and nobody is found by them any more.")
    return _confirm(request, Withdrawal(title, text, _("Withdraw"), request.path, presenting.post_url(key)))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw_conversation(request: Request, key: int) -> HttpResponse:
    """Take back a whole conversation; asked in words first."""
    row = queries.conversation(request.reader, key).row
    if request.method == "POST":
        actions.withdraw_conversation(actor=request.reader, conversation=key, now=clock.now())
        messages.success(request, _("It is withdrawn."))
        circle = circle_of(row.place)
        return redirect(presenting.circle_url(circle.slug) if circle else "/")
    if not queries.may(request.reader, "withdraw", row):
        raise RefusedError(REASONS["withdraw"], code="may-not-withdraw")
    asked = {
        Kind.QUESTION: _("Withdraw this question?"),
        Kind.EXPERIENCE: _("Withdraw this experience?"),
        Kind.DISCUSSION: _("Withdraw this discussion?"),
    }
    text = _("It is no longer shown to anyone, with all that was written in it.")
    back = presenting.conversation_url(key)
    return _confirm(request, Withdrawal(asked[Kind(row.kind)], text, _("Withdraw"), request.path, back))


def _confirm(request: Request, asked: Withdrawal) -> HttpResponse:
    return page(request, "conversations/withdraw.html", {"asked": asked})
