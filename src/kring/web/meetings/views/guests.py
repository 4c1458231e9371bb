"""What a guest from outside does without an account, by the link in her invitation: look, and give up her place.

Mail programs and virus scanners open every link that they see, so opening it changes nothing.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kring.foundation import clock
from kring.meetings import actions
from kring.meetings.calendars.addresses import read_guest_token
from kring.meetings.calendars.queries import guest_place
from kring.web.meetings.words import span
from kring.web.rendering import page


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, token: str) -> HttpResponse:
    """Her place, and a button by which she gives it up."""
    key = read_guest_token(token)
    found = None if key is None else guest_place(key)
    if found is None:
        raise Http404
    with translation.override(found.meeting.language):
        if request.method == "POST":
            found = actions.give_up(sign_up=found.pk, now=clock.now())
        meeting = found.meeting
        facts = {
            "action": f"/meetings/guests/{token}",
            "title": meeting.title,
            "guest": found.guest,
            "when_it_is": span(meeting.starts_at, meeting.ends_at, meeting.zone),
            "location": meeting.location,
            "state": "cancelled" if meeting.state == "cancelled" else found.state,
            "is_over": meeting.ends_at <= clock.now() or meeting.state == "closed",
        }
        answer = page(request, "meetings/guest.html", facts)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
