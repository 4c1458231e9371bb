"""Prices as a list: those that there are, to change in a spreadsheet, and brought back."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO, StringIO

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kring.competences.queries import Word
from kring.competences.queries import words as competence_words
from kring.foundation import clock
from kring.foundation.errors import InvalidError
from kring.foundation.tables.reading import read_table
from kring.foundation.tables.writing import plain
from kring.planning.plans import actions, queries
from kring.planning.plans.models import Price, Scenario
from kring.planning.plans.rules.pricelists import HEADS, MOST_ROWS, Row
from kring.web.fields import refuse, sentences
from kring.web.organisations.opening import frame
from kring.web.plans import words
from kring.web.plans.forms import PriceListForm
from kring.web.plans.opening import of_scenario, scenario_url
from kring.web.rendering import page
from kring.web.views import Request


@require_http_methods(["GET", "HEAD", "POST"])
@of_scenario
def price_list(request: Request, scenario: Scenario) -> HttpResponse:
    """The prices of a scenario as a list; brought back, all of it counts or nothing."""
    here = f"{scenario_url(scenario)}/prices"
    wrong: list[tuple[int, str, str]] = []
    if request.method == "POST":
        text, unread = _sent(request)
        form = PriceListForm({"rows": text})
        if unread is not None:
            refuse(form, unread.fields)
        elif form.is_valid():
            try:
                heads, cells = read_table(BytesIO(text.encode()), most_rows=MOST_ROWS)
                count, read = actions.bring_prices(
                    actor=request.reader, scenario=scenario.pk, heads=heads, cells=cells, now=clock.now()
                )
            except InvalidError as error:
                refuse(form, {"rows": next(iter(error.fields.values()))})
            else:
                wrong = list(_wrong(read))
                if not wrong:
                    said = ngettext("One price is set.", "%(num)d prices are set.", count) % {"num": count}
                    messages.success(request, f"{said} {_('Have it worked out again to see what changes.')}")
                    return redirect(here)
    else:
        form = PriceListForm(initial={"rows": _text(_rows(scenario))})
    facts = frame(
        request.reader, scenario.organisation, "plans", scenario=scenario, form=form, errors=sentences(form),
        wrong=wrong, action=f"{here}/list", back=here,
    )  # fmt: skip
    status = 422 if wrong or form.errors else 200
    return page(request, "plans/price_list.html", facts, section="organisations", status=status)


def _sent(request: Request) -> tuple[str, InvalidError | None]:
    """The list that was sent: that of a file stands in the field of text from then on, to be mended there. Where the
    file can't be read, what was typed, and why."""
    typed, upload = request.POST.get("rows", ""), request.FILES.get("file")
    if upload is None:
        return typed, None
    try:
        heads, cells = read_table(upload, most_rows=MOST_ROWS)
    except InvalidError as error:
        return typed, error
    return _text([heads, *cells]), None


def _text(rows: Iterable[Sequence[str]]) -> str:
    """Rows with tabs between their cells: so that they go into a spreadsheet, and come out of one."""
    text = StringIO()
    csv.writer(text, delimiter="\t", lineterminator="\n").writerows(rows)
    return text.getvalue()


def _rows(scenario: Scenario) -> Iterator[list[str]]:
    """The prices that there are, below their heads."""
    rows = queries.price_rows(scenario)
    keys = {one.competence_id for one in rows if one.competence_id is not None}
    known = competence_words(keys, language=get_language() or "en")
    yield [str(words.COLUMNS[name]) for name in HEADS]
    yield from (_cells(one, known) for one in rows)


def _cells(one: Price, known: Mapping[int, Word]) -> list[str]:
    euros = {name: f"{getattr(one, name) / 100:.2f}".removesuffix(".00") for name in ("cents", "cents_a_quarter")}
    after = "" if one.after is None else " + ".join(str(words.WHATS[kind]) for kind in one.after) or "–"
    word = None if one.competence_id is None else known.get(one.competence_id)
    told = {
        "competence": plain(word.label) if word else "",
        "what": str(words.WHATS[one.what]),
        **euros,
        "currency": "EUR",
        "days": str(one.days),
        "lead": str(one.lead),
        "most": str(one.most),
        "after": after,
    }
    return [told[name] for name in HEADS]


def _wrong(read: Sequence[Row]) -> Iterator[tuple[int, str, str]]:
    """Each row that is wrong, counted as a spreadsheet does, the heads being the first: its number, the column, and
    why."""
    for number, row in enumerate(read, start=2):
        for column, why in row.wrong.items():
            said = str(words.UNREAD[why])
            twin = {"row": (row.twin or 0) + 2}
            yield number, str(words.COLUMNS[column]), said % twin if row.twin is not None else said
