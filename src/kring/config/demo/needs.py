"""What the demo's insurer needs, who of its people agreed to be counted and named, and the count of this quarter."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from kring.finding.evidence.actions.stating import state_level
from kring.foundation.access.readers import Reader, reader_of
from kring.foundation.accounts.models import Account
from kring.people.models import Organisation
from kring.people.organisations.queries import colleagues
from kring.planning.needs.actions import agree, count_needs, write_need, write_profile
from kring.planning.needs.models import Purpose
from kring.planning.needs.rules import quarters

_INSURER, _HR, _EXPERT = "noorderlicht", "harm", "farida"
_NAMED: Final = ("esmee-van-dalen", "lotte-aarts", "merve-aydin")
_ZONE: Final = ZoneInfo("Europe/Amsterdam")
_STILL: Final = 0.5
_ROLE: Final = "Schade-expert opstal"
_TAKES: Final = {"property-claims": 3, "water-damage": 2, "subrogation": 2}
# What, at which level, how many, how many more to step in, where, from which quarter to which, how critical, and why.
_NEEDS: Final = (
    ("property-claims", "3", "5", "2", "Schade", 0, 7, "3", "De stormen worden heviger"),
    ("ifrs-17", "3", "2", "1", "", 0, 7, "3", ""),
    ("internal-control", "3", "2", "", "", 0, 7, "2", ""),
    ("excel-modelling / power-bi", "3", "2", "", "Financiën", 1, 5, "1", ""),
    ("csrd", "2", "3", "", "", 2, 7, "2", "Het eerste duurzaamheidsverslag"),
)
# What they say themselves that they can do, and how far.
_ABLE: Final[Mapping[str, Mapping[str, int]]] = {
    "property-claims": {"merve-aydin": 3, "lotte-aarts": 3, "tomasz-wojcik": 4, "willemijn-sluiter": 2},
    "ifrs-17": {"pleun": 4, "meiling": 3, "loubna": 3, "marek": 3},
    "internal-control": {"harm": 3, "loubna": 2, "marek": 2},
    "excel-modelling": {"harm": 4, "meiling": 3, "pleun": 3, "loubna": 3},
    "power-bi": {"meiling": 3},
    "csrd": {"marek": 2},
    "water-damage": {"lotte-aarts": 3, "merve-aydin": 2, "tomasz-wojcik": 2},
    "subrogation": {"tomasz-wojcik": 3, "willemijn-sluiter": 2},
}


def say_needs(accounts: Mapping[str, Account], competences: Mapping[str, int], *, now: datetime) -> None:
    """Where the insurer is in the demo that is loaded; its expert hasn't chosen yet."""
    at = Organisation.objects.filter(slug=_INSURER).first()
    if at is None or _HR not in accounts:
        return
    hr = reader_of(accounts[_HR].pk)
    columns = [quarters.written(one) for one in quarters.columns(quarters.first_of(now.astimezone(_ZONE).date()))]
    for what, level, people, backup, department, first, last, weight, note in _NEEDS:
        if not competences.keys() >= {*what.split(" / ")}:
            continue
        cells = {
            "competences": what, "level": level, "people": people, "backup": backup, "department": department,
            "first": columns[first], "last": columns[last], "weight": weight, "note": note,
        }  # fmt: skip
        write_need(actor=hr, organisation=at.pk, cells=cells, now=now)
    if competences.keys() >= {*_TAKES, "business-partnering"}:
        lines = {competences[slug]: level for slug, level in _TAKES.items()}
        write_profile(actor=hr, organisation=at.pk, name=_ROLE, lines=lines, now=now)
        whole = {"first": columns[0], "last": columns[7], "weight": "2"}
        role = {"role": _ROLE, "people": "2", "department": "Schade"}
        leads = {"competences": "business-partnering", "level": "4", "people": "2", "leadership": "1"}
        for cells in (whole | role, whole | leads):
            write_need(actor=hr, organisation=at.pk, cells=cells, now=now)
    _say_what_they_can(accounts, competences, now=now)
    expert = accounts[_EXPERT].pk if _EXPERT in accounts else 0
    for person in (one for one in colleagues(at.pk) if one != expert):
        agree(actor=Reader(person), organisation=at.pk, purpose=Purpose.COUNT, now=now)
    for handle in filter(accounts.__contains__, _NAMED):
        agree(actor=Reader(accounts[handle].pk), organisation=at.pk, purpose=Purpose.NAME, now=now)
    # Without chance in it, so that everyone who looks around meets the same plan: nobody here is anyone.
    count_needs(organisation=at.pk, now=now, draws=lambda: _STILL)


def _say_what_they_can(accounts: Mapping[str, Account], competences: Mapping[str, int], *, now: datetime) -> None:
    for slug, people in _ABLE.items():
        for handle, level in people.items():
            if slug in competences and handle in accounts:
                own = Reader(accounts[handle].pk)
                state_level(actor=own, competence=competences[slug], level=level, now=now - timedelta(days=9))
