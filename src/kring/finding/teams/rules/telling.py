"""What is said of a team: of each person what she brings and with whom she worked, and of all what is missing. Pure."""

from collections.abc import Mapping
from typing import NamedTuple

from kring.finding.teams.rules.people import Candidate, Need, Team, Ties, may_learn


class Said(NamedTuple):
    """What speaks for someone in a team: competences that are asked for and she brings, what she alone brings of them,
    what she would learn of others in it, and with whom of them she worked."""

    key: int
    brings: tuple[int, ...]
    alone: tuple[int, ...]
    learns: tuple[int, ...]
    worked_with: tuple[int, ...]


class Summary(NamedTuple):
    """A team as it is told: its people, what nobody brings (of what must be, and of the rest), and what one alone
    does."""

    people: tuple[Said, ...]
    missing: tuple[int, ...]
    missing_wanted: tuple[int, ...]
    once: tuple[int, ...]


def summary(team: Team, known: Mapping[int, Candidate], need: Need, ties: Ties) -> Summary:
    """What is said of a team. The learner stands last, and covers nothing."""
    times = {skill: sum(skill in known[key].brings for key in team.people) for skill in need.all}
    everyone = [*team.people, *([team.learner] if team.learner is not None else [])]
    return Summary(
        people=tuple(_said(known[key], team, need, ties, times) for key in everyone),
        missing=tuple(sorted(skill for skill in need.must if not times[skill])),
        missing_wanted=tuple(sorted(skill for skill in need.wanted - need.must if not times[skill])),
        once=tuple(sorted(skill for skill in need.all if times[skill] == 1)),
    )


def _said(one: Candidate, team: Team, need: Need, ties: Ties, times: Mapping[int, int]) -> Said:
    key, is_learner = one.key, one.key == team.learner
    brings = () if is_learner else tuple(sorted(one.brings & need.all))
    taught = frozenset(skill for skill, count in times.items() if count)
    others = set(team.people) | ({team.learner} if team.learner is not None else set())
    return Said(
        key=key,
        brings=brings,
        alone=tuple(skill for skill in brings if times[skill] == 1),
        learns=tuple(sorted(may_learn(one, need) & taught)) if is_learner else (),
        worked_with=tuple(sorted(other for other in others if frozenset({key, other}) in ties and other != key)),
    )
