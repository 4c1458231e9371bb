"""Who takes part in the next round of a programme, and what the rules need to know of her. For the worker alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from kring.finding.pairing.models import Enrolment, MatchPerson, Part, Programme
from kring.finding.pairing.queries.walls import departments_of, employers_of, walls_of
from kring.finding.pairing.rules.people import Person, Walls
from kring.finding.pairing.rules.rhythm import is_left_in_peace
from kring.foundation.access.models import Role, Standing
from kring.people.models import Bond, Profile, ProfileCompetence
from kring.people.rules import Nearness, shown_to
from kring.people.rules import Part as Shown


@dataclass(frozen=True, slots=True)
class Gathered:
    """Who takes part, the walls between them, how many learners each mentor takes, and who lets others know for whom
    she works."""

    people: Sequence[Person]
    walls: Walls
    room: Mapping[int, int]
    open_about_work: frozenset[int]


def can_meet(programme: Programme, *, today: date) -> bool:
    """Whether enough people take part for a round: two. One query."""
    return taking_part(programme, today=today)[:2].count() == 2


def taking_part(programme: Programme, *, today: date) -> "QuerySet[Enrolment]":
    """The enrolments that are in the next round: running, not paused, of people who are here and in the circle."""
    inside = Standing.objects.filter(place=programme.place_id, role__in=(Role.MEMBER, Role.HOST)).values("account")
    rows = Enrolment.objects.filter(programme=programme, ended_at=None, account__is_active=True, account__in=inside)
    return rows.filter(Q(paused_until=None) | Q(paused_until__lte=today)).order_by("account_id")


def silent(programme: Programme) -> list[int]:
    """The running enrolments of people who said nothing in three rounds since they joined."""
    said: dict[int, dict[int, bool]] = {}
    enrolled = {
        one.account_id: one for one in Enrolment.objects.filter(programme=programme, ended_at=None).order_by("pk")
    }
    rows = MatchPerson.objects.filter(match__round__programme=programme, account__in=list(enrolled))
    columns = ("account_id", "match__round__number", "match__round__made_at", "said_at")
    alone = MatchPerson.objects.filter(match__round__programme=programme).exclude(gone_at=None).values("match")
    for account, number, made_at, said_at in rows.exclude(match__in=alone).values_list(*columns):
        if made_at >= enrolled[account].since:
            rounds = said.setdefault(account, {})
            rounds[number] = rounds.get(number, False) or said_at is not None
    return [
        enrolled[account].pk
        for account, rounds in said.items()
        if is_left_in_peace([rounds[number] for number in sorted(rounds, reverse=True)])
    ]


def gather(programme: Programme, *, number: int, now: datetime, today: date) -> Gathered:
    """Everyone in round `number`, with what she lets her circles know. At most eleven queries."""
    enrolled = list(taking_part(programme, today=today).select_related("account"))
    accounts = [one.account_id for one in enrolled]
    profiles = {one.pk: one for one in Profile.objects.filter(account__in=accounts)}
    shown = {key: shown_to(profiles[key].sight if key in profiles else {}, Nearness.CIRCLES) for key in accounts}
    does, met = _specialisms(accounts), _partners(programme, accounts, number)
    employers, departments = employers_of(accounts, today=today), departments_of(accounts, today=today)
    people = [
        Person(
            key=(key := one.account_id),
            offers=frozenset(one.offers)
            | (does.get(key, frozenset()) if Shown.SPECIALISMS in shown[key] else frozenset()),
            seeks=frozenset(one.seeks),
            languages=_languages(profiles.get(key), shown[key], programme.language),
            offset=_offset(one.account.time_zone, now),
            groups=frozenset(map(str, employers.get(key, frozenset()) | departments.get(key, frozenset()))),
            partners=met.get(key, {}),
        )
        for one in enrolled
    ]
    return Gathered(
        people=people,
        walls=walls_of(programme, accounts, today=today),
        room={one.account_id: one.room for one in enrolled if one.part == Part.MENTOR},
        open_about_work=frozenset(key for key in accounts if Shown.EMPLOYER in shown[key]),
    )


def _specialisms(accounts: Sequence[int]) -> Mapping[int, frozenset[int]]:
    rows = ProfileCompetence.objects.filter(profile__in=accounts, bond=Bond.SPECIALISM)
    found: dict[int, set[int]] = {}
    for account, competence in rows.values_list("profile_id", "competence_id"):
        found.setdefault(account, set()).add(competence)
    return {account: frozenset(keys) for account, keys in found.items()}


def _languages(profile: Profile | None, shown: frozenset[Shown], usual: str) -> frozenset[str]:
    """What she speaks; the programme's own language where she says nothing of it."""
    said = profile.languages if profile is not None and Shown.LANGUAGES in shown else ()
    return frozenset(said) or frozenset({usual})


def _offset(zone: str, now: datetime) -> int:
    away = now.astimezone(ZoneInfo(zone)).utcoffset()
    return int(away.total_seconds()) // 60 if away is not None else 0


def _partners(
    programme: Programme, accounts: Sequence[int], number: int
) -> Mapping[int, Mapping[int, tuple[int, ...]]]:
    """Whom each was to meet in earlier rounds, and how many rounds ago; but for meetings of which somebody said that
    they didn't come about, and nobody that they did."""
    rows = MatchPerson.objects.filter(match__round__programme=programme).order_by("match_id", "account_id")
    together: dict[int, list[tuple[int, bool | None]]] = {}
    numbers: dict[int, int] = {}
    for match, account, met, made in rows.values_list("match_id", "account_id", "met", "match__round__number"):
        together.setdefault(match, []).append((account, met))
        numbers[match] = made
    wanted = set(accounts)
    found: dict[int, dict[int, tuple[int, ...]]] = {}
    for match, members in together.items():
        if not _came_about([met for _, met in members]):
            continue
        for one, _ in members:
            for other, _ in members:
                if one != other and one in wanted:
                    known: Any = found.setdefault(one, {})
                    known[other] = (*known.get(other, ()), number - numbers[match])
    return found


def _came_about(said: Sequence[bool | None]) -> bool:
    return True in said or False not in said
