"""Changing and withdrawing what was written, and how it changed."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kring.competences.queries import words
from kring.conversations import actions, queries
from kring.conversations.actions.checks import REASONS
from kring.conversations.models import Kind, Post, PostKind, Revision
from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError, RefusedError
from kring.web import presenting
from kring.web.components import rows
from kring.web.conversations.differences import changes
from kring.web.conversations.forms import EditForm, TitleForm
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
        return _edit_page(request, post, EditForm(initial={"body": post.body, "version": post.version}))
    form, status, theirs = EditForm(request.POST), 422, ""
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.edit(actor=request.reader, post=key, body=given["body"], version=given["version"], now=clock.now())
            return redirect(presenting.post_url(key))
        except InvalidError as error:
            refuse(form, error.fields)
        except ConflictError as error:
            if error.code != "changed-meanwhile":
                raise
            theirs, status = post.body, 409
            form = EditForm(initial={"body": given["body"], "version": post.version})
    return _edit_page(request, post, form, theirs=theirs, status=status)


def _refuse_others(request: Request, post: Post) -> None:
    """The form is only for whom the action lets change it."""
    if post.author_id != request.reader.account:
        raise RefusedError(_("Only whoever wrote this can change it."), code="may-not-edit")


def _edit_page(request: Request, post: Post, form: EditForm, *, theirs: str = "", status: int = 200) -> HttpResponse:
    mine = str(form["body"].value() or "")
    # Only a question may be its title alone; the action refuses an empty text itself, so this is for the label.
    form.fields["body"].required = not (post.kind == PostKind.OPENING and post.conversation.kind == Kind.QUESTION)
    facts = {
        "post": post,
        "form": form,
        "wrong": sentences(form),
        "back": presenting.post_url(post.pk),
        "theirs": theirs,
        "changes": [rows.Revision(_("The text there now, against yours"), clock.now(), "", changes(theirs, mine))],
        "conflict": status == 409,
    }
    return page(request, "conversations/edit.html", facts, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def retitle(request: Request, key: int) -> HttpResponse:
    """Change the title of a conversation and what it is about."""
    reading = queries.conversation(request.reader, key)
    if not queries.may(request.reader, "retitle", reading.row):
        raise RefusedError(_("Only whoever started this, or a host, can change the title."), code="may-not-retitle")
    known = words(reading.row.competences, language=translation.get_language() or "en")
    subjects = ", ".join(known[one].label for one in reading.row.competences if one in known)
    form = TitleForm(request.POST or None, initial={"title": reading.row.title, "subjects": subjects})
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
        "revisions": _revisions(post, queries.revisions(request.reader, key)[: _REVISIONS_SHOWN + 1]),
    }
    return page(request, "conversations/history.html", facts)


def _revisions(post: Post, kept: list[Revision]) -> list[rows.Revision]:
    """The changes, newest first: a revision holds the text that was replaced, so what came for it stands before it."""
    later = [post.body, *(one.body for one in kept)]
    return [
        rows.Revision(
            one.editor.name,
            one.replaced_at,
            _("The title was: %(title)s") % {"title": one.title} if one.title else "",
            changes(one.body, after) if one.body != after else (),
        )
        for one, after in zip(kept[:_REVISIONS_SHOWN], later, strict=False)
    ]


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
        return redirect(presenting.circle_url(row.place.community.slug))
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
