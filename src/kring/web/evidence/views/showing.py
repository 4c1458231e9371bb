"""What someone shows of what she is able to do."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kring.finding.evidence.queries.showing import shown_by
from kring.foundation.errors import NotThereError
from kring.people.rules import Nearness, Part
from kring.web.evidence import rows
from kring.web.evidence.views.own import language
from kring.web.people.views import seen_by
from kring.web.presenting import person_url
from kring.web.rendering import page
from kring.web.views import Request


@require_safe
def shown(request: Request, handle: str) -> HttpResponse:
    """Everything that she shows this reader, with what it rests on."""
    person = seen_by(request, handle)
    if Part.COMPETENCES not in person.shown:
        raise NotThereError
    url = f"{person_url(handle)}/competences"
    found = shown_by(request.reader, person, language=language(), on=timezone.localdate())
    facts = {
        "person": person,
        "own": person.nearness is Nearness.HERSELF,
        "shown": [(one.word.id, rows.shown(one, url), rows.pieces(one.lines)) for one in found],
    }
    return page(request, "evidence/shown.html", facts)
