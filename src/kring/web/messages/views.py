"""With whom one wrote, and what was written with one of them."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kring.conversations import actions, queries
from kring.conversations.actions.messaging import mark_read
from kring.conversations.queries.people import correspondent, has_written_to
from kring.foundation import clock
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.text.sorting import initials
from kring.notifications.actions import mark_messages_seen
from kring.people.queries import person
from kring.people.rules import Nearness, Part
from kring.web.messages.forms import MessageForm
from kring.web.presenting import older_url, person_row, safe
from kring.web.rendering import page
from kring.web.views import Request, signed_in


@dataclass(frozen=True, slots=True)
class Other:
    """The one with whom a thread is. `reason`: why she can't be written to; empty when she can."""

    account: int
    handle: str
    name: str
    has_page: bool
    reason: str


@signed_in
@require_safe
def correspondents(request: Request) -> HttpResponse:
    """With whom I wrote, latest first."""
    people = [
        (
            person_row(one.account, one.handle, one.name, one.photo)._replace(
                url=_address(one.handle),
                note=ngettext("%(num)d new message", "%(num)d new messages", one.unread) % {"num": one.unread}
                if one.unread
                else "",
            ),
            one.last_at,
        )
        for one in queries.correspondents(request.reader)
    ]
    return page(request, "messages/index.html", {"people": people}, section="waiting")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: Request, handle: str) -> HttpResponse:
    """What we wrote to each other, and a form to write where she takes messages from me."""
    other = _other(request, handle)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and not other.reason:
        try:
            actions.send_message(actor=request.reader, receiver=handle, body=form.cleaned_data["body"], now=clock.now())
        except InvalidError as error:
            form.add_error("body", str(error.message))
        else:
            return redirect(_address(handle))
    if form.is_bound and other.reason:
        form.add_error(None, other.reason)
    return _show(request, other, form, status=_status(form, other))


def _status(form: MessageForm, other: Other) -> int:
    """403 where she takes nothing from the writer, whatever it was; 422 where the form is wrong."""
    if form.is_bound and other.reason:
        return 403
    return 422 if form.errors else 200


def _show(request: Request, other: Other, form: MessageForm, *, status: int) -> HttpResponse:
    found = queries.messages_with(request.reader, other.account, after=request.GET.get("after", ""))
    now = clock.now()
    if any(row.sender == other.account and row.read_at is None for row in found.rows):
        mark_read(actor=request.reader, sender=other.account, now=now)
        mark_messages_seen(actor=request.reader, sender=other.account, now=now)
    facts = {
        "peer": other,
        "form": form,
        "messages": [
            (f"message-{row.id}", row.sender_name, row.sender == request.reader.account, initials(row.sender_name),
             row.sender, safe(row.html), row.sent_at)
            for row in reversed(found.rows)
        ],
        "older_url": older_url(_address(other.handle), found.older),
    }  # fmt: skip
    return page(request, "messages/thread.html", facts, section="waiting", status=status)


def _other(request: Request, handle: str) -> Other:
    """The one written with. Raises NotThereError for a stranger's eyes, ConflictError for oneself."""
    try:
        seen = person(request.reader, handle, language=translation.get_language() or "en", today=timezone.localdate())
    except NotThereError:
        known = correspondent(request.reader, handle)
        if known is None:
            raise
        return Other(known[0], handle, known[1], has_page=False, reason=_("This person has left Kring."))
    if seen.nearness is Nearness.HERSELF:
        raise ConflictError(_("You can’t write to yourself."), code="to-oneself")
    return Other(
        seen.id, handle, seen.name, has_page=True, reason=_reason(request, seen.id, seen.shown, imported=seen.imported)
    )


def _reason(request: Request, account: int, shown: frozenset[Part], *, imported: bool) -> str:
    if imported:
        return _("This person isn’t here yet: what they wrote came with an import.")
    if Part.MESSAGES in shown or has_written_to(request.reader, account):
        return ""
    return _("This person takes no messages from people outside their circles.")


def _address(handle: str) -> str:
    return f"/people/{handle}/messages"
