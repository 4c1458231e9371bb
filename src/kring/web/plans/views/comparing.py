"""Scenarios side by side."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kring.foundation import clock
from kring.foundation.errors import NotThereError
from kring.people.models import Organisation
from kring.planning.plans import queries
from kring.planning.plans.models import Scenario
from kring.planning.plans.rules.problem import Way
from kring.web.meetings.words import price
from kring.web.organisations.opening import for_those_who, frame
from kring.web.plans import rows, words
from kring.web.plans.opening import plans_url
from kring.web.rendering import page
from kring.web.views import Request


@require_safe
@for_those_who("staff")
def compared(request: Request, organisation: Organisation) -> HttpResponse:
    """Two scenarios: what each costs, leaves missing, and does for each gap."""
    found = [_side(request, organisation, request.GET.get(name, "")) for name in ("one", "other")]
    here = plans_url(organisation)
    called: dict[str, str] = {}
    for _scenario, solved in found:
        if solved is not None:
            called |= rows.titles(solved.document.named)
    facts = frame(
        request.reader,
        organisation,
        "plans",
        back=here,
        sides=[(scenario.name, f"{here}/{scenario.pk}", solved is not None) for scenario, solved in found],
        table_rows=[
            *_sums(found),
            *((called[key], *(_of_gap(solved, key) for _one, solved in found)) for key in called),
        ],
    )
    return page(request, "plans/compared.html", facts, section="organisations")


Side = tuple[Scenario, queries.Solved | None]


def _side(request: Request, organisation: Organisation, said: str) -> Side:
    if not (said.isascii() and said.isdigit() and len(said) < 19):
        raise NotThereError
    scenario = queries.scenario(request.reader, organisation, int(said))
    _run, solved = queries.latest(scenario, now=clock.now(), size=1)
    return scenario, solved[0] if solved else None


def _sums(found: list[Side]) -> list[tuple[str, ...]]:
    counts = [solved.document.result.counted if solved else None for _scenario, solved in found]
    return [
        (_("All together"), *(price(one.total) if one else "–" for one in counts)),
        (_("Missing still, by weight"), *(str(one.weighted) if one else "–" for one in counts)),
        (_("People who develop themselves"), *(str(len(one.days)) if one else "–" for one in counts)),
        (_("Most days of one person"), *(str(max(one.days.values(), default=0)) if one else "–" for one in counts)),
    ]


def _of_gap(solved: queries.Solved | None, key: str) -> str:
    """What a plan does for a gap, in few words."""
    counted = solved.document.result.counted if solved else None
    if solved is None or counted is None or key not in counted.short:
        return "–"
    said = []
    for way in Way:
        many = [one.many for one in solved.choices if (one.gap, one.way) == (key, way)]
        if many:
            count = max(many) if way is Way.HIRE else sum(many)
            said.append(f"{words.WAYS[way]}: {words.people(count)}")
    missing = sum(counted.short[key])
    said += [_("missing still: %(missing)s") % {"missing": words.person_quarters(missing)}] if missing else []
    return "; ".join(said) or _("nothing")
