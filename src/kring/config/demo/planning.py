"""What colleagues of the demo's insurer learned in the last quarters, the reports of it, a plan, and what one shows."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from kring.foundation.access.readers import Reader, reader_of
from kring.foundation.accounts.models import Account
from kring.learning.actions import write_down
from kring.learning.models import Entry
from kring.learning.rules.entries import Told
from kring.learning.rules.kinds import usual_way
from kring.people.models import Organisation
from kring.people.organisations.queries import colleagues
from kring.planning.reports.actions import make_report, plan_year
from kring.planning.reports.rules.periods import latest_closed, quarter_of
from kring.planning.sharing.actions import show_line

_INSURER, _HR, _EXPERT = "noorderlicht", "harm", "farida"
_ZONE: Final = ZoneInfo("Europe/Amsterdam")
_QUARTERS: Final = 3
# What it was, its kind, how many hours, and in whose time.
_LEARNED: Final = (
    ("Cursus nieuw verzekeringsrecht", "course", 12, "employer"),
    ("Intervisie met vijf collega’s", "intervisie", 6, "employer"),
    ("Meegelopen bij grote schades", "on_the_job", 20, "employer"),
    ("Een nieuwe collega ingewerkt", "work", 16, "employer"),
    ("Vakliteratuur", "reading", 5, "own"),
)
_PLAN: Final = "Iedereen in één intervisiegroep, en bij elke grote schade loopt een tweede collega mee."


def count_development(accounts: Mapping[str, Account], *, now: datetime) -> None:
    """Where the insurer is in the demo that is loaded. The same each time, but for how figures are rounded."""
    at = Organisation.objects.filter(slug=_INSURER).first()
    if at is None or _HR not in accounts or _EXPERT not in accounts:
        return
    quarters = [latest_closed(now.astimezone(_ZONE).date())]
    while len(quarters) < _QUARTERS:
        quarters.append(quarter_of(quarters[-1][0] - timedelta(days=1)))
    for first, until in reversed(quarters):
        for person in colleagues(at.pk):
            # What she has of her own is judged by her register.
            if person != accounts[_EXPERT].pk:
                _learn(person, first)
        make_report(organisation=at.pk, first=first, until=until, now=now)
    hr, this_year = reader_of(accounts[_HR].pk), now.astimezone(_ZONE).year
    plan_year(
        actor=hr, organisation=at.pk, year=this_year, aim=25, text=_PLAN, quarters=[40, 55, 40, 60], budget=2_400_000,
        now=now,
    )  # fmt: skip
    proved = Entry.objects.filter(person=accounts[_EXPERT].pk, line=None).order_by("-day").first()
    if proved is not None:
        last_day = now.astimezone(_ZONE).date() + timedelta(days=30)
        expert = reader_of(accounts[_EXPERT].pk)
        show_line(actor=expert, organisation=at.pk, entry=proved.pk, with_evidence=True, last_day=last_day, now=now)


def _learn(person: int, first: date) -> None:
    """Three things in a quarter, others for each."""
    for number in range(3):
        title, kind, hours, spent = _LEARNED[(person + first.month + number) % len(_LEARNED)]
        day = first + timedelta(days=20 + 25 * number)
        told = Told(
            title=title,
            kind=kind,
            way=usual_way(kind),
            first_day=day - timedelta(days=4),
            day=day,
            minutes=hours * 60,
            time=spent,
        )
        at = datetime.combine(day + timedelta(days=1), time(9), _ZONE)
        write_down(actor=Reader(person), told=told, now=at)
