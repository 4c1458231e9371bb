"""Asking: who has done it, what was answered before, and then the question itself to a circle and to people."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kring.communities.queries import community
from kring.conversations import actions as conversations
from kring.conversations.models import Conversation
from kring.conversations.queries import ConversationRow
from kring.finding import actions as finding
from kring.finding.queries import Found, already_answered
from kring.foundation import clock
from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.web import presenting
from kring.web.asking.forms import KEPT, PRIVATE, AskForm, draft_key, kept_draft, posted_key
from kring.web.fields import refuse, sentences
from kring.web.finding.looking import LINKED, SHORTEST, people_for, tidy
from kring.web.library import sources
from kring.web.rendering import page, part
from kring.web.views import Request

MOST_PEOPLE = finding.MOST_ASKED
# The form names people out of what it showed; a later look for the same text may put them a little lower.
_LOOKED_THROUGH = 30


@dataclass
class Draft:
    """What the page shows: the text that was looked for, the form as it is filled in, and who was chosen."""

    text: str = ""
    form: AskForm = field(default_factory=AskForm)
    chosen: Sequence[str] = ()
    key: str = ""
    status: int = 200


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request) -> HttpResponse:
    """The page of asking, and a question put to a circle."""
    if request.method == "POST":
        return _keep(request) if request.reader.account is None else _place(request)
    kept = request.session.get(KEPT) if "kept" in request.GET else None
    return _show(request, _draft_of(kept) if kept else _begun(request))


@require_safe
def ask_in_circle(request: Request, slug: str) -> HttpResponse:
    """Asking that starts from a circle: the same page, with the circle chosen."""
    return redirect(f"/ask?{urlencode({'circle': slug, **sources.carried(request.GET)})}")


@require_safe
def suggestions(request: Request) -> HttpResponse:
    """What stands below the field while one types: three people and three conversations, or nothing."""
    text = tidy(request.GET.get("text", "")[: LINKED * 2])
    if len(text) < SHORTEST:
        return HttpResponse("")
    facts = {
        "text": text,
        "people": [presenting.person_suggestion(one) for one in _people(request.reader, text, limit=3)],
        "answered": [presenting.answered_suggestion(row) for row in already_answered(request.reader, text, size=3)],
    }
    return part(request, "asking/suggestions.html", facts)


@require_safe
def people(request: Request) -> HttpResponse:
    """The people for a text and what was answered before, as a piece of the page of asking."""
    text = tidy(request.GET.get("text") or request.GET.get("title", ""))
    return part(request, "asking/people.html", _found(request.reader, text, request.GET.getlist("people")))


def _begun(request: HttpRequest) -> Draft:
    """A page that starts with a text, perhaps with a circle and someone to ask."""
    text = tidy(request.GET.get("text", ""))
    title, _newline, rest = text.partition("\n")
    circle = request.GET.get("circle", "")[:60]
    begun = {"title": title.strip(), "body": rest.strip(), "circle": circle, "looked_for": text}
    begun |= sources.carried(request.GET)
    chosen = request.GET.getlist("to")[:MOST_PEOPLE]
    return Draft(text, AskForm(initial=begun), chosen, draft_key(text))


def _draft_of(kept: dict[str, Any]) -> Draft:
    """What someone wrote before she signed in."""
    text = tidy(kept.get("looked_for") or kept.get("title", ""))
    return Draft(text, AskForm(initial=kept), kept.get("people", ()), draft_key(text))


def _show(request: Request, draft: Draft) -> HttpResponse:
    facts = {
        "text": draft.text,
        "form": draft.form,
        "key": draft.key or draft_key(draft.text),
        "wrong": sentences(draft.form),
        "most": MOST_PEOPLE,
        "private": PRIVATE,
        "source": sources.origin(request.reader, {name: draft.form[name].value() for name in sources.FIELDS}),
        **_found(request.reader, draft.text, draft.chosen),
    }
    return page(request, "asking/ask.html", facts, section="ask", status=draft.status)


def _found(reader: Reader, text: str, chosen: Sequence[str]) -> dict[str, Any]:
    """People and conversations for a text, as the template takes them."""
    found: list[Found] = _people(reader, text) if text else []
    answered: list[ConversationRow] = already_answered(reader, text, size=4) if text else []
    return {
        "looked_for": text,
        "is_member": reader.account is not None,
        "people": [presenting.person_card(one, ask_url=_askable(reader, one)) for one in found],
        "answered": presenting.conversation_rows(answered),
        "chosen": list(chosen),
    }


def _people(reader: Reader, text: str, *, limit: int = 5) -> list[Found]:
    return people_for(reader, text, now=clock.now(), limit=limit)


def _askable(reader: Reader, one: Found) -> str:
    """The value of the box with which she is chosen; none for who takes no questions now."""
    return "" if reader.account is None or one.room == 0 else one.handle


def _keep(request: Request) -> HttpResponse:
    """Keep what someone wrote who isn't signed in (any more), and let her sign in first."""
    request.session[KEPT] = kept_draft(request.POST, request.POST.getlist("people")[:MOST_PEOPLE])
    return redirect(f"/account/login/?{urlencode({'next': '/ask?kept=1'})}")


def _place(request: Request) -> HttpResponse:
    """Ask the question; what can't be taken comes back filled in."""
    form = AskForm(request.POST)
    chosen = request.POST.getlist("people")
    text = tidy(request.POST.get("looked_for", ""))
    asked = _asked(request, form, chosen, text)
    if asked is not None:
        request.session.pop(KEPT, None)
        return redirect(presenting.conversation_url(asked.pk))
    return _show(request, Draft(text, form, chosen[:50], posted_key(request.POST, text), 422))


def _asked(request: Request, form: AskForm, chosen: Sequence[str], text: str) -> Conversation | None:
    """The question as it was asked, or None with what is wrong in the form."""
    if len(set(chosen)) > MOST_PEOPLE:
        form.add_error(None, _("Choose at most five people: each of them will really look at it."))
    if not form.is_valid():
        return None
    try:
        if form.cleaned_data["circle"] == PRIVATE:
            return _ask_privately(request, form, chosen, text)
        return _ask_circle(request, form, chosen, text)
    except InvalidError as error:
        refuse(form, error.fields)
    except NotThereError:
        form.add_error("circle", _("This circle is no longer there. Choose another one."))
    except (RefusedError, ConflictError) as error:
        form.add_error("circle", str(error.message))
    return None


def _ask_circle(request: Request, form: AskForm, chosen: Sequence[str], text: str) -> Conversation:
    """Ask the circle, and the chosen people in it for help, and say what was done."""
    now = clock.now()
    circle = community(request.reader, form.cleaned_data["circle"]).pk

    def ask() -> Conversation:
        return conversations.ask(actor=request.reader, community=circle, question=form.question(), now=now)

    asked = sources.started(request, form.cleaned_data, ask)
    messages.success(request, _("Your question is placed. You hear of every answer."))
    if chosen:
        wanted = _wanted(request.reader, chosen, text or asked.title)
        helped = finding.ask_for_help(actor=request.reader, conversation=asked.pk, people=wanted, now=now)
        _say_who(request, len(helped))
        if len(helped) < len(set(chosen)):
            messages.warning(request, _("Not everyone you chose was asked: some can’t read in this circle."))
    return asked


def _ask_privately(request: Request, form: AskForm, chosen: Sequence[str], text: str) -> Conversation:
    """Ask the chosen people alone, and say what was done. Raises InvalidError when nobody is chosen."""
    if not chosen:
        raise InvalidError({"circle": _("Tick above whom you want to ask: nobody else sees a private case.")})
    question = form.question()
    wanted = _wanted(request.reader, chosen, text or question.title)
    case, helped = finding.ask_privately(actor=request.reader, question=question, people=wanted, now=clock.now())
    messages.success(request, _("Your question is placed. You hear of every answer."))
    _say_who(request, len(helped))
    if sources.origin(request.reader, form.cleaned_data) is not None:
        messages.info(request, _("A private case isn’t linked with what it came of: others would read of it there."))
    if len(helped) < len(set(chosen)):
        messages.warning(request, _("Not everyone you chose can be asked now."))
    return case


def _wanted(reader: Reader, chosen: Sequence[str], text: str) -> dict[int, list[int]]:
    """The chosen ones among the people for a text who have room, each with the proof by which she was found."""
    found = people_for(reader, text, now=clock.now(), limit=_LOOKED_THROUGH)
    return {one.account: [piece.post for piece in one.evidence] for one in found if _askable(reader, one) in chosen}


def _say_who(request: Request, count: int) -> None:
    if count:
        told = ngettext("%(num)d person was asked to look at it.", "%(num)d people were asked to look at it.", count)
        messages.success(request, told % {"num": count})
