"""Choosing one's letters: on a page of the settings, and behind the links that letters carry.

Those links work without signing in, each for one purpose of one person, and change nothing until a button is pressed:
mail programs and virus scanners open every link that they see. The button of a mail program itself (RFC 8058) sends
what the one on the page sends.
"""

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from kring.foundation import clock
from kring.foundation.access.readers import reader_of
from kring.foundation.accounts.models import Account
from kring.foundation.accounts.queries import own_account
from kring.notifications import actions
from kring.notifications.letters.tokens import read_resume_token, read_silence_token, read_stop_token
from kring.notifications.models import RHYTHMS
from kring.notifications.queries.pausing import address_to_resume, is_silent, paused_address
from kring.notifications.queries.wishes import choices_of, circle_choices, circle_name
from kring.notifications.rules import DIGEST, Rhythm, Scope
from kring.web.rendering import page
from kring.web.telling.forms import LettersForm
from kring.web.views import Request, signed_in

# Seconds between two letters that ask whether an address takes letters again.
_PATIENCE = 600


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: Request) -> HttpResponse:
    """Which e-mails I get, and when."""
    rows = circle_choices(request.reader)
    form = LettersForm.of(choices_of(request.user.pk), rows)
    if request.method == "POST":
        form = LettersForm(request.POST, rows=rows)
        if form.is_valid():
            actions.choose_letters(
                actor=request.reader, choices=form.choices(), circles=form.rhythms(), now=clock.now()
            )
            messages.success(request, _("Your choices are saved."))
            return redirect("/settings/letters")
    facts = {
        "form": form,
        "circles": form.circle_fields(),
        "paused": paused_address(request.reader),
        "email": request.user.email or "",
        "zone": request.user.time_zone.replace("_", " "),
    }
    return page(request, "telling/letters.html", facts, status=422 if form.errors else 200)


@signed_in
@require_POST
def ask_again(request: Request) -> HttpResponse:
    """Write to my paused address, so that I can say there that it takes letters."""
    if not cache.add(f"letters-resume-{request.user.pk}", 1, timeout=_PATIENCE):
        messages.warning(request, _("We wrote to you a moment ago. Wait ten minutes before you try again."))
    elif actions.ask_to_resume(actor=request.reader, now=clock.now()):
        messages.success(request, _("We sent you one e-mail. Open the link in it."))
    return redirect("/settings/letters")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Get fewer letters of the kind that this link came with, or none."""
    known = read_stop_token(token)
    if known is None:
        raise Http404
    account, scope = own_account(known[0]), known[1]
    chosen = None
    if request.method == "POST":
        chosen = _wanted(request.POST.get("rhythm", ""))
        actions.choose_rhythm(account=account.pk, scope=scope, rhythm=chosen, now=clock.now())
    with translation.override(account.language):
        offered = [(value, words) for value, words in RHYTHMS if value != Rhythm.NEVER]
        facts = {
            "action": f"/letters/stop/{token}",
            "what": _what(account, scope),
            "offered": [(Rhythm.DAILY.value, _("Send them again"))] if scope == DIGEST else offered,
            "is_digest": scope == DIGEST,
            "chosen": chosen,
            "said": "" if chosen is None else str(dict(RHYTHMS)[chosen]).lower(),
        }
        return page(request, "telling/stop.html", facts)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def silence(request: HttpRequest, token: str) -> HttpResponse:
    """Nothing to my address that I didn't ask for, or all of it again: whoever has this link read a letter there."""
    digest = read_silence_token(token)
    if digest is None:
        raise Http404
    if request.method == "POST" and "again" in request.POST:
        actions.end_silence(digest=digest)
    elif request.method == "POST":
        actions.silence(digest=digest, now=clock.now())
    facts = {
        "action": f"/letters/silence/{token}",
        "silent": is_silent(digest),
        "done": request.method == "POST",
    }
    return page(request, "telling/silence.html", facts)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, token: str) -> HttpResponse:
    """My address takes letters again: whoever has this link read the letter that went there."""
    key = read_resume_token(token)
    found = None if key is None else address_to_resume(key)
    if found is None:
        raise Http404
    resumed = request.method == "POST" and actions.resume(address=found.pk)
    with translation.override(found.account.language):
        facts = {
            "action": f"/letters/address/{token}",
            "email": found.address,
            "done": resumed or found.paused_at is None,
        }
        return page(request, "telling/address.html", facts)


def _wanted(given: str) -> Rhythm:
    """What a button says; the mail program's own says nothing of it, and stops."""
    return Rhythm(int(given)) if given in {str(one.value) for one in Rhythm} else Rhythm.NEVER


def _what(account: Account, scope: str) -> str:
    """What letters of a scope are about."""
    if scope == DIGEST:
        return _("daily and weekly e-mails")
    if scope == Scope.OWN:
        return _("e-mails about what concerns you")
    name = circle_name(reader_of(account.pk), int(scope))
    return _("e-mails about %(circle)s") % {"circle": name} if name else _("e-mails about this circle")
