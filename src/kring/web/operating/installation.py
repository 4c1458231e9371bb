"""How this installation is called, reached and sends mail, for its operator."""

import os
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kring.foundation.installation import Installation
from kring.notifications.trial import Answer, Stage, try_out
from kring.web.fields import sentences
from kring.web.operating.doors import operator_only
from kring.web.operating.forms import InstallationForm, MailForm
from kring.web.rendering import page
from kring.web.views import Request

EDIT = ["GET", "HEAD", "POST"]
_MAIL = ("mail_from", "smtp_host", "smtp_port", "smtp_security", "smtp_user")


def general_facts(installation: Installation) -> dict[str, Any]:
    """What the form about name and address starts with."""
    return {
        "installation_name": installation.name,
        "base_url": installation.base_url or settings.BASE_URL,
        "behind_proxy": installation.behind_proxy,
    }


def general_change(installation: Installation, given: dict[str, Any]) -> Installation:
    """The installation with what a valid form says of its name and address."""
    return replace(
        installation,
        name=given["installation_name"],
        base_url=given["base_url"],
        behind_proxy=given["behind_proxy"],
    )


@operator_only
@require_http_methods(EDIT)
def general(request: Request) -> HttpResponse:
    """Name, address, proxy."""
    known = Installation.read(settings.DATA)
    form = InstallationForm(request.POST if request.method == "POST" else None, initial=general_facts(known))
    if form.is_bound and form.is_valid():
        changed = general_change(known, form.cleaned_data)
        changed.write(settings.DATA)
        messages.success(request, _("Saved. It holds everywhere within a minute."))
        return redirect("/operator/installation")
    facts = {"form": form, "wrong": sentences(form), "environment": _fixed_by_environment()}
    return page(request, "operating/installation.html", facts, section="operator", status=422 if form.errors else 200)


@sensitive_post_parameters("smtp_password")
@operator_only
@require_http_methods(EDIT)
def mail(request: Request) -> HttpResponse:
    """The mail server. What is typed is stored first; then, if asked, a letter is sent and the answer shown."""
    known = Installation.read(settings.DATA)
    initial = {name: getattr(known, name) for name in _MAIL} | {"test_to": request.user.email}
    if request.method != "POST":
        return _mail_page(request, known, MailForm(initial=initial))
    form = MailForm(request.POST)
    if not form.is_valid():
        return _mail_page(request, known, form, status=422)
    given = form.cleaned_data
    changed = replace(known, **{name: given[name] for name in _MAIL}, smtp_password=_password(known, given))
    changed.write(settings.DATA)
    if request.POST.get("do") != "test":
        messages.success(request, _("Saved. E-mails go out by it from now on."))
        return redirect("/operator/installation/mail")
    to = given["test_to"] or request.user.email or ""
    subject = _("A test e-mail from %(name)s") % {"name": changed.name}
    answer = try_out(changed, to=to, subject=subject, text=_("This e-mail came through. Mail works."))
    return _mail_page(request, changed, form, answer=answer, to=to)


def _password(known: Installation, given: dict[str, Any]) -> str:
    """What was typed, else what is known for this very user on this very server: it is never sent to another one."""
    same = (known.smtp_host, known.smtp_user) == (given["smtp_host"], given["smtp_user"])
    typed: str = given["smtp_password"]
    return typed or (known.smtp_password if same else "")


def _mail_page(
    request: Request,
    known: Installation,
    form: MailForm,
    *,
    answer: Answer | None = None,
    to: str = "",
    status: int = 200,
) -> HttpResponse:
    facts = {
        "form": form,
        "wrong": sentences(form),
        "has_password": bool(known.smtp_password),
        "answer": answer,
        "came": _came(answer.stage, to) if answer else "",
        "folder": str(settings.DATA / "mail"),
    }
    return page(request, "operating/mail_server.html", facts, section="operator", status=status)


def _came(stage: Stage, to: str) -> str:
    """How far a test letter came, in a sentence."""
    return {
        Stage.REACH: _("Saved, but the mail server could not be reached this way."),
        Stage.SIGN_IN: _("Saved, but the mail server does not take this user and password."),
        Stage.SEND: _("Saved, but the mail server did not take the e-mail."),
        Stage.SENT: _("Saved, and the mail server took the e-mail to %(to)s. See whether it arrives.") % {"to": to},
        Stage.FILE: _("Saved. There is no mail server: e-mails are written into a folder, and nobody gets them."),
    }[stage]


def _fixed_by_environment() -> list[str]:
    """What stands in the environment and counts before what is saved here."""
    return [name for name in ("KRING_BASE_URL", "KRING_PROXY") if os.environ.get(name)]
