"""The first set-up: whoever has the link that `up` printed becomes the owner."""

import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kring.foundation import clock
from kring.foundation.accounts.models import Account
from kring.foundation.accounts.queries import has_operator
from kring.foundation.errors import ConflictError, InvalidError
from kring.foundation.installation import Installation, forget_setup_token, setup_token
from kring.people.actions import open_owner
from kring.web.account.entering import enter, password_errors
from kring.web.fields import refuse, sentences
from kring.web.operating.forms import OwnerForm
from kring.web.operating.installation import general_change
from kring.web.rendering import page

_LOCAL = ("localhost", "127.0.0.1", "[::1]")


# The link is the secret that such a form would be guarded by; and before the set-up we don't know whether a proxy
# changes the address, by which Django would tell our own form from a stranger's.
@csrf_exempt
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest, token: str) -> HttpResponse:
    """The owner's account, and the installation's name and address. Gone as soon as there is an owner."""
    known = setup_token(settings.DATA)
    if not known or not secrets.compare_digest(known.encode(), token.encode()) or has_operator():
        raise Http404
    form = OwnerForm(request.POST if request.method == "POST" else None, initial=_initial(request))
    if not form.is_bound or not _is_good(form):
        return _page(request, form, status=422 if form.errors else 200)
    try:
        owner = _own(form)
    except InvalidError as error:
        refuse(form, error.fields)
        return _page(request, form, status=422)
    except ConflictError as error:
        form.add_error(None, str(error.message))
        return _page(request, form, status=409)
    return _go_on(request, owner, form.cleaned_data["base_url"])


def _own(form: OwnerForm) -> Account:
    """The owner, with the link gone before the new address is taken over by what runs."""
    given = form.cleaned_data
    language = translation.get_language() or "en"
    owner = open_owner(
        name=given["name"], email=given["email"], password=given["password"], language=language, now=clock.now()
    )
    forget_setup_token(settings.DATA)
    general_change(Installation.read(settings.DATA), given).write(settings.DATA)
    return owner


def _go_on(request: HttpRequest, owner: Account, base_url: str) -> HttpResponse:
    """Signed in, on to the mail server; where the address is another one than here, by signing in there."""
    hosts = (urlsplit(base_url).hostname, *_LOCAL)
    if urlsplit(f"//{request.get_host()}").hostname in hosts:
        messages.success(request, _("Welcome. This Kring is yours; now see how it sends mail."))
        return enter(request, owner, to="/operator/installation/mail")
    address = f"{base_url}/account/login/?next=/operator/installation/mail"
    return page(request, "operating/moved.html", {"address": address})


def _is_good(form: OwnerForm) -> bool:
    if form.is_valid():
        given = form.cleaned_data
        for sentence in password_errors(given["password"], Account(name=given["name"], email=given["email"])):
            form.add_error("password", sentence)
    return form.is_valid()


def _initial(request: HttpRequest) -> dict[str, object]:
    """What can be guessed from how the page was opened."""
    proxied = "X-Forwarded-For" in request.headers or "X-Forwarded-Proto" in request.headers
    secure = request.is_secure() or request.headers.get("X-Forwarded-Proto") == "https"
    return {
        "installation_name": "Kring",
        "base_url": f"{'https' if secure else 'http'}://{request.get_host()}",
        "behind_proxy": proxied,
    }


def _page(request: HttpRequest, form: OwnerForm, *, status: int) -> HttpResponse:
    return page(request, "operating/set_up.html", {"form": form, "wrong": sentences(form)}, status=status)
