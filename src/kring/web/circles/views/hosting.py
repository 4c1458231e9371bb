"""What hosts do for people: let them in, see who waits for an answer, share the hosting."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kring.communities import actions, queries
from kring.communities.models import Community
from kring.conversations import queries as conversations
from kring.foundation import clock
from kring.foundation.text import cleaning
from kring.web import presenting
from kring.web.circles import rows
from kring.web.circles.opening import for_hosts
from kring.web.rendering import page
from kring.web.views import Request, safe_next, signed_in

# Someone is new for this long.
_NEW = timedelta(days=60)


@require_http_methods(["GET", "HEAD"])
@for_hosts
def desk(request: Request, circle: Community) -> HttpResponse:
    """What waits for a host: requests to join, questions without an answer, newcomers whom nobody answered."""
    reader = request.reader
    unanswered = conversations.unanswered(reader, places=[circle.pk], after=request.GET.get("after", ""), size=10)
    url = presenting.circle_url(circle.slug)
    facts = {
        "circle": circle,
        "url": url,
        "tabs": rows.host_tabs(circle, "desk"),
        "requests": queries.open_requests(reader, circle),
        "unanswered": presenting.conversation_rows(unanswered.rows, with_circle=False),
        "older": presenting.older_url(f"{url}/desk", unanswered.older),
        "newcomers": conversations.newcomers(reader, circle, since=clock.now() - _NEW),
        "face": rows.face,
    }
    return page(request, "circles/desk.html", facts, section="circles")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def decide(request: Request, request_key: int) -> HttpResponse:
    """A request to join, and the host's yes or no."""
    if request.method == "POST":
        admit = request.POST.get("answer") == "admit"
        actions.decide_request(actor=request.reader, request=request_key, admit=admit, now=clock.now())
        messages.success(request, _("Let in.") if admit else _("Declined. They hear it from Kring, without a reason."))
        return redirect(safe_next(request, "/waiting"))
    asked, slug, name = queries.join_request(request.reader, request_key)
    facts = {"asked": asked, "url": presenting.circle_url(slug), "name": name, "face": rows.face}
    return page(request, "circles/decide.html", facts, section="waiting")


@require_http_methods(["GET", "HEAD", "POST"])
@for_hosts
def hosts(request: Request, circle: Community) -> HttpResponse:
    """Who hosts a circle, and members to appoint or remove, found by name. POST appoints."""
    reader, url = request.reader, presenting.circle_url(circle.slug)
    if request.method == "POST":
        member = queries.member(reader, circle, cleaning.handle(request.POST.get("handle", "")))
        actions.appoint_host(actor=reader, community=circle.pk, member=member.account, now=clock.now())
        messages.success(request, _("%(name)s hosts this circle now.") % {"name": member.name})
        return redirect(f"{url}/hosts")
    text = request.GET.get("q", "")[:80]
    hosting = queries.hosting(reader, circle)
    known = {host.account for host in hosting if host.appointed_here}
    facts = {
        "circle": circle,
        "url": url,
        "tabs": rows.host_tabs(circle, "hosts"),
        "hosting": hosting,
        "text": text,
        "found": queries.members(reader, circle, text=text, size=20).rows,
        "known": known,
        "face": rows.face,
    }
    return page(request, "circles/hosts.html", facts, section="circles")


@require_POST
@for_hosts
def dismiss(request: Request, circle: Community, handle: str) -> HttpResponse:
    """Take the role of host from someone; she stays a member."""
    member = queries.member(request.reader, circle, handle)
    actions.dismiss_host(actor=request.reader, community=circle.pk, member=member.account, now=clock.now())
    messages.success(request, _("%(name)s no longer hosts this circle.") % {"name": member.name})
    return redirect(f"{presenting.circle_url(circle.slug)}/hosts")


@require_http_methods(["GET", "HEAD", "POST"])
@for_hosts
def remove(request: Request, circle: Community, handle: str) -> HttpResponse:
    """End someone's membership, after a question in words."""
    member = queries.member(request.reader, circle, handle)
    url = presenting.circle_url(circle.slug)
    if request.method == "POST":
        actions.remove_member(actor=request.reader, community=circle.pk, member=member.account, now=clock.now())
        messages.success(request, _("%(name)s is no longer a member.") % {"name": member.name})
        return redirect(f"{url}/hosts")
    facts = {
        "circle": circle,
        "title": _("End the membership of %(name)s?") % {"name": member.name},
        "text": _("It ends here and in the circles below, not in those above. What was written stays."),
        "action": f"{url}/people/{handle}/removal",
        "yes": _("End the membership"),
        "cancel": f"{url}/hosts",
        "kind": "danger",
    }
    return page(request, "circles/confirm.html", facts, section="circles")
