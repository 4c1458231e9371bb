"""How someone's learning stands, at a glance: for a page that is about other things."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.learning.access import DRAFT, ENTRY
from kring.learning.models import Aim, Draft, DraftState, LedgerMonth
from kring.learning.queries.totals import USUAL_DAYS, USUAL_MINUTES, days_given


@dataclass(frozen=True, slots=True)
class Glance:
    """The development days of this year, how many are aimed at, and how many drafts wait for a yes."""

    days: Fraction
    aim: int
    drafts: int


def glance(reader: Reader, *, today: date) -> Glance:
    """The reader's year so far, as `year_of`, `aims_of` and `count_open` say it. One query."""
    months = LedgerMonth.objects.filter(ENTRY.filter(reader, "read"), month__year=today.year)
    drafts = Draft.objects.filter(DRAFT.filter(reader, "read"), state=DraftState.OPEN)
    found = (
        Account.objects.filter(pk=reader.account or 0)
        .values_list(
            Coalesce(_one(months, Sum("minutes")), 0),
            Coalesce(_one(drafts, Count("pk")), 0),
            Coalesce(
                Subquery(Aim.objects.filter(account=OuterRef("pk")).values("days")),
                Subquery(days_given(reader, today, "given")[:1]),
            ),
            Subquery(days_given(reader, today, "minutes_a_day")[:1]),
        )
        .first()
    )
    minutes, waiting, days, minutes_a_day = found or (0, 0, None, None)
    aim = USUAL_DAYS if days is None else days
    return Glance(Fraction(minutes, minutes_a_day or USUAL_MINUTES), aim, waiting)


def _one(rows: "QuerySet[LedgerMonth] | QuerySet[Draft]", total: Sum | Count) -> Subquery:
    """What rows come to, as one value; no row where there are none."""
    return Subquery(rows.order_by().values(person_id_=OuterRef("pk")).annotate(total=total).values("total"))
