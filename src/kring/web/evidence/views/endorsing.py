"""Endorsements: what waits for one's decision, asking for one, and giving one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.finding.evidence.actions import endorsing as actions
from kring.finding.evidence.queries import endorsing as queries
from kring.finding.evidence.queries.own import own_words
from kring.finding.evidence.queries.together import colleagues, ties_between
from kring.foundation import clock
from kring.foundation.access.readers import signed_in as account_of
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.notifications.actions import mark_seen
from kring.web import presenting
from kring.web.evidence import rows
from kring.web.evidence.forms import AskForm, EndorseForm
from kring.web.evidence.views.own import known_words, language
from kring.web.evidence.words import TIES
from kring.web.fields import refuse, sentences
from kring.web.people.views import seen_by
from kring.web.rendering import page
from kring.web.views import Request, signed_in

_EDIT = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def waiting(request: Request) -> HttpResponse:
    """What others said of her and she decides on, who asks her, what she asked and gave."""
    given = queries.given_endorsements(request.reader, language=language(), after=request.GET.get("after", ""))
    facts = {
        "offered": rows.praised(queries.waiting_endorsements(request.reader, language=language())),
        "asks": rows.asked(queries.waiting_asks(request.reader, language=language()), slugs=True),
        "asked": rows.asked(queries.made_asks(request.reader, language=language())),
        "given": rows.praised(given.rows),
        "older_url": presenting.older_url(rows.ENDORSEMENTS, given.older),
    }
    return page(request, "evidence/endorsements.html", facts, section="learning")


@require_POST
@signed_in
def decision(request: Request, key: int) -> HttpResponse:
    """Show what someone said of her, or keep it to herself."""
    show, now = request.POST.get("show") == "yes", clock.now()
    said = actions.decide(actor=request.reader, endorsement=key, show=show, now=now)
    mark_seen(actor=request.reader, about="endorsement", about_id=key, now=now)
    messages.success(request, _("It counts, and is shown to whom you chose.") if show else _("Only you know of it."))
    return redirect(f"{rows.MINE}/{said.competence.slug}" if show else rows.ENDORSEMENTS)


@require_POST
@signed_in
def withdrawal(request: Request, key: int) -> HttpResponse:
    """Take back what one said of someone."""
    actions.take_back(actor=request.reader, endorsement=key, now=clock.now())
    messages.success(request, _("Taken back: it is shown nowhere any more."))
    return redirect(rows.ENDORSEMENTS)


@require_http_methods(_EDIT)
@signed_in
def ask(request: Request) -> HttpResponse:
    """Ask someone with whom one worked."""
    people = [(one.handle, one.name) for one in colleagues(account_of(request.reader), today=timezone.localdate())]
    own = own_words(request.reader, language=language())
    wanted = request.GET.get("competence", "")
    initial = {"word": next((one.label for one in own if one.slug == wanted), "")}
    form = AskForm(request.POST if request.method == "POST" else None, people=people, initial=initial)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            actions.ask_for_endorsement(
                actor=request.reader,
                handle=form.cleaned_data["person"],
                competence=form.cleaned_data["word"],
                now=clock.now(),
            )
        except InvalidError as error:
            refuse(form, error.fields)
        except (ConflictError, RefusedError) as error:
            form.add_error(None, str(error.message))
            status = 409
        else:
            messages.success(request, _("Asked. You see it here when there is an answer."))
            return redirect(rows.ENDORSEMENTS)
    facts = {
        "form": form,
        "wrong": sentences(form),
        "known": [one.label for one in own],
        "has_people": bool(people),
    }
    return page(request, "evidence/ask.html", facts, section="learning", status=status)


@require_POST
@signed_in
def refusal(request: Request, key: int) -> HttpResponse:
    """Not answer a request; nobody is told."""
    actions.decline(actor=request.reader, ask=key, now=clock.now())
    messages.success(request, _("Done. Nobody is told."))
    return redirect(rows.ENDORSEMENTS)


@require_POST
@signed_in
def ask_withdrawal(request: Request, key: int) -> HttpResponse:
    """Take back a request of one's own."""
    actions.withdraw_ask(actor=request.reader, ask=key, now=clock.now())
    messages.success(request, _("Taken back."))
    return redirect(rows.ENDORSEMENTS)


@require_http_methods(_EDIT)
@signed_in
def endorse(request: Request, handle: str) -> HttpResponse:
    """Say what one saw of what someone is able to do; for who worked with her."""
    person = seen_by(request, handle)
    if person.imported:
        raise NotThereError
    if person.id == request.reader.account:
        raise ConflictError(_("You can’t endorse yourself."), code="oneself")
    ties = ties_between(account_of(request.reader), person.id, today=timezone.localdate())
    if not ties:
        raise RefusedError(_("Only people who worked together can endorse each other."), code="never-worked-together")
    form = EndorseForm(request.POST if request.method == "POST" else None, initial={"word": _asked_word(request)})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        status = _give(request, handle, form)
        if status == 200:
            said = _("Sent to %(name)s, who decides whether it is shown.")
            messages.success(request, said % {"name": person.name})
            return redirect(rows.ENDORSEMENTS)
    facts: dict[str, Any] = {
        "person": person,
        "form": form,
        "wrong": sentences(form),
        "known": known_words(),
        "ties": [str(TIES[tie]) for tie in ties],
    }
    return page(request, "evidence/endorse.html", facts, section="learning", status=status)


def _give(request: Request, handle: str, form: EndorseForm) -> int:
    """Endorse; the status of the page, 200 when it was done."""
    given = form.cleaned_data
    try:
        actions.endorse(
            actor=request.reader,
            handle=handle,
            competence=given["word"],
            level=int(given["level"]),
            sentence=given["sentence"],
            now=clock.now(),
        )
    except InvalidError as error:
        refuse(form, error.fields)
        return 422
    except ConflictError as error:
        form.add_error(None, str(error.message))
        return 409
    return 200


def _asked_word(request: Request) -> str:
    """What she was asked of, where she was; only of requests that wait for her."""
    wanted = request.GET.get("competence", "")
    asks = queries.waiting_asks(request.reader, language=language()) if wanted else []
    return next((one.word.label for one in asks if one.word.slug == wanted), "")
