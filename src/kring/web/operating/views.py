"""The operator's desk: how Kring is doing, and the few things that one can do about it."""

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.finding.actions import rebuild_index
from kring.finding.evidence.actions import bringing
from kring.finding.queries import condition as finding
from kring.foundation import clock, machine
from kring.foundation.events import dispatch
from kring.foundation.events import queries as events
from kring.foundation.jobs import actions as job_actions
from kring.foundation.jobs import queries as job_queries
from kring.notifications import queries as letters
from kring.notifications.actions import retry_mail as send_again
from kring.web.components.samples import samples
from kring.web.operating import rows
from kring.web.operating.doors import operator_only
from kring.web.rendering import page
from kring.web.views import Request

_BACKUP = "make_backup"


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Whether pages can be made: 200 while the database answers. For balancers and monitors; tells nothing else."""
    try:
        job_queries.ping()
    except (DatabaseError, OSError):
        return HttpResponse("the database does not answer", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def styleguide(request: Request) -> HttpResponse:
    """Every component in its states; in development only."""
    return page(request, "styleguide/index.html", samples(clock.now()))


@operator_only
@require_safe
def desk(request: Request) -> HttpResponse:
    """Everything at a glance, what needs attention first."""
    seen = rows.Seen(
        jobs=job_queries.condition(),
        deliveries=events.condition(),
        mail=letters.mail_condition(),
        index=finding.condition(),
        backups=machine.backups(settings.DATA),
        disk=machine.disk(settings.DATA),
    )
    facts = {
        "seen": seen,
        "attention": rows.attention(seen, now=clock.now()),
        "size": rows.size,
        "versions": [("Kring", settings.VERSION), ("PostgreSQL", seen.jobs.postgresql), ("Python", machine.python())],
        "dependencies": machine.dependencies(),
        "address": settings.BASE_URL,
    }
    return page(request, "operating/desk.html", facts, section="operator")


@operator_only
@require_safe
def jobs(request: Request) -> HttpResponse:
    """Jobs that failed, that wait or run, and that come back by the clock."""
    facts = {
        "failed": job_queries.jobs(failed=True),
        "open": job_queries.jobs(failed=False),
        "periods": job_queries.periods(),
        "condition": job_queries.condition(),
        "arguments": rows.arguments,
    }
    return page(request, "operating/jobs.html", facts, section="operator")


@operator_only
@require_POST
def retry_job(request: Request, job: int) -> HttpResponse:
    """Have a failed job done again."""
    _say(request, done=job_actions.retry_job(job=job, now=clock.now()), words=_("The job is tried again."))
    return redirect("/operator/jobs")


@operator_only
@require_safe
def deliveries(request: Request) -> HttpResponse:
    """Handlers that did not take an event, with what they said."""
    found = events.failed(after=request.GET.get("after", ""))
    facts = {"page": found, "condition": events.condition(), "first": not request.GET.get("after")}
    return page(request, "operating/deliveries.html", facts, section="operator")


@operator_only
@require_POST
def retry_delivery(request: Request, delivery: int) -> HttpResponse:
    """Tell a handler once more."""
    done = dispatch.retry(delivery=delivery, now=clock.now())
    _say(request, done=done, words=_("The delivery is tried again."))
    return redirect("/operator/deliveries")


@operator_only
@require_POST
def retry_deliveries(request: Request) -> HttpResponse:
    """Tell every handler that failed once more, as after a repair."""
    count = dispatch.retry_all(now=clock.now())
    words = ngettext("%(count)s delivery is tried again.", "%(count)s deliveries are tried again.", count)
    messages.success(request, words % {"count": count})
    return redirect("/operator/deliveries")


@operator_only
@require_safe
def mail(request: Request) -> HttpResponse:
    """Letters that failed, and the latest of all."""
    facts = {
        "failed": letters.mails(failed=True),
        "latest": letters.mails(),
        "condition": letters.mail_condition(),
        "state_words": rows.MAIL_STATES,
    }
    return page(request, "operating/mail.html", facts, section="operator")


@operator_only
@require_POST
def retry_mail(request: Request, mail: int) -> HttpResponse:
    """Send a letter that failed once more."""
    _say(request, done=send_again(mail=mail, now=clock.now()), words=_("The e-mail is sent again."))
    return redirect("/operator/mail")


@operator_only
@require_safe
def index(request: Request) -> HttpResponse:
    """How the search index of this machine is doing."""
    facts = {"condition": finding.condition(), "size": rows.size}
    return page(request, "operating/index.html", facts, section="operator")


@operator_only
@require_http_methods(["GET", "HEAD", "POST"])
def rebuild(request: Request) -> HttpResponse:
    """Have the search index made anew, and what shows what people can do, once that was confirmed."""
    if request.method != "POST":
        return page(request, "operating/rebuild.html", {}, section="operator")
    rebuild_index()
    bringing.start_over()
    messages.success(request, _("The search index is made anew. Until that is done, less is found."))
    return redirect("/operator/index")


@operator_only
@require_http_methods(["GET", "HEAD", "POST"])
def backups(request: Request) -> HttpResponse:
    """The backups in the data folder; by POST, one more."""
    if request.method != "POST":
        facts = {
            "backups": machine.backups(settings.DATA),
            "asked": job_queries.is_asked(_BACKUP),
            "folder": str(settings.DATA / "backups"),
            "size": rows.size,
        }
        return page(request, "operating/backups.html", facts, section="operator")
    if job_actions.ask(_BACKUP):
        messages.success(request, _("A backup is being made. It is listed here when it is whole."))
    else:
        messages.info(request, _("A backup was asked for already and will be made soon."))
    return redirect("/operator/backups")


def _say(request: Request, *, done: bool, words: str) -> None:
    if done:
        messages.success(request, words)
    else:
        messages.warning(request, _("That was no longer in the list; someone else may have been first."))
