"""What organisations give their people to develop themselves."""

from typing import NamedTuple

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError
from kring.learning.models import OrganisationYear
from kring.learning.queries.totals import USUAL_DAYS, USUAL_MINUTES
from kring.people.models import Organisation


class Given(NamedTuple):
    """How many development days an organisation gives a year, and how many minutes are one; the usual where it said
    nothing."""

    organisation: int
    slug: str
    name: str
    days: int
    minutes_a_day: int


def given_by(reader: Reader, *, slug: str = "") -> list[Given]:
    """What every organisation gives, by name, or the one with this slug; for an operator. One query. Raises
    NotThereError for anyone else."""
    if not reader.is_operator:
        raise NotThereError
    rows = Organisation.objects.filter(slug=slug) if slug else Organisation.objects.all()
    found = rows.order_by("name", "pk").values_list(
        "pk",
        "slug",
        "name",
        Coalesce("development_days__days", Value(USUAL_DAYS)),
        Coalesce("development_days__minutes_a_day", Value(USUAL_MINUTES)),
    )
    return [Given._make(row) for row in found]


def given_in(organisation: int, year: int) -> tuple[int, int]:
    """How many days an organisation gives in a year, and how many minutes are one. It says nothing of anyone."""
    of_the_year = OrganisationYear.objects.filter(organisation=OuterRef("pk"), year=year)
    rows = Organisation.objects.filter(pk=organisation).values_list(
        Coalesce(Subquery(of_the_year.values("days")), "development_days__days", Value(USUAL_DAYS)),
        Coalesce("development_days__minutes_a_day", Value(USUAL_MINUTES)),
    )
    days, minutes_a_day = rows.get()
    return int(days), int(minutes_a_day)
