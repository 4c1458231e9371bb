"""Answering, commenting, accepting, reacting and following."""

from django.contrib import messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kring.conversations import actions, queries
from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.text import cleaning
from kring.web import presenting
from kring.web.conversations.forms import AnswerForm
from kring.web.conversations.views.reading import Refused, conversation_page
from kring.web.fields import refuse
from kring.web.rendering import part
from kring.web.views import Request, signed_in

# Beyond this a refused comment is cut when it comes back; it is ten times what fits.
_KEPT = 20_000


@require_POST
@signed_in
def answer(request: Request, key: int) -> HttpResponse:
    """Answer a question, or reply. What can't be taken comes back filled in."""
    form = AnswerForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            body = form.cleaned_data["body"]
            written = actions.answer(actor=request.reader, conversation=key, body=body, now=clock.now())
            return redirect(presenting.post_url(written.pk))
        except InvalidError as error:
            refuse(form, error.fields)
        except (ConflictError, RefusedError) as error:
            status = 409 if isinstance(error, ConflictError) else 403
            form.add_error(None, str(error.message))
    return conversation_page(request, key, Refused(answer=form, status=status))


@require_POST
@signed_in
def comment(request: Request, key: int) -> HttpResponse:
    """Comment on a post."""
    text = request.POST.get("text", "")[:_KEPT]
    try:
        written = actions.comment(actor=request.reader, post=key, body=text, now=clock.now())
    except NotThereError:
        raise
    except (InvalidError, ConflictError, RefusedError) as error:
        status = {InvalidError: 422, ConflictError: 409, RefusedError: 403}[type(error)]
        refused = Refused(comment_on=key, comment=cleaning.clean(text), errors=(str(error.message),), status=status)
        return conversation_page(request, queries.post(request.reader, key).conversation_id, refused)
    return redirect(presenting.post_url(written.pk))


@require_POST
@signed_in
def accept(request: Request, key: int) -> HttpResponse:
    """The asker says that an answer helped."""
    actions.accept(actor=request.reader, post=key, now=clock.now())
    messages.success(request, _("Thank you for saying so. When you have done it, tell what came of it."))
    return redirect(presenting.post_url(key))


@require_POST
@signed_in
def unaccept(request: Request, key: int) -> HttpResponse:
    """She takes that back."""
    actions.unaccept(actor=request.reader, post=key, now=clock.now())
    return redirect(presenting.post_url(key))


@require_POST
@signed_in
def react(request: Request, key: int) -> HttpResponse:
    """Give a reaction, or take it back when it was given."""
    kind = request.POST.get("reaction", "")[:20]
    mine = {own for _post, own in queries.own_reactions(request.reader, [key])}
    if kind in mine:
        actions.unreact(actor=request.reader, post=key, kind=kind)
    else:
        actions.react(actor=request.reader, post=key, kind=kind, now=clock.now())
    if not request.headers.get("HX-Request"):
        return redirect(presenting.post_url(key))
    post = queries.post(request.reader, key)
    facts = {
        "key": key,
        "reactions": presenting.reactions(post.reactions, mine ^ {kind}),
        "csrf": get_token(request),
    }
    return part(request, "conversations/reactions.html", facts)


@require_POST
@signed_in
def follow(request: Request, key: int) -> HttpResponse:
    """Hear what is written in a conversation (`follow` 1), or hear no more of it (0)."""
    if request.POST.get("follow") == "0":
        actions.unfollow(actor=request.reader, conversation=key)
        messages.info(request, _("You hear no more of this conversation."))
    else:
        actions.follow(actor=request.reader, conversation=key, now=clock.now())
        messages.success(request, _("You hear when someone writes in this conversation."))
    return redirect(presenting.conversation_url(key))
