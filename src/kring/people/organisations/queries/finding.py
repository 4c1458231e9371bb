"""Which of one's colleagues is called so, or says of herself what one is looking for, as far as she shows it."""

import re
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q, QuerySet

from kring.competences.models import Competence
from kring.foundation.access.models import Role, Standing
from kring.foundation.access.readers import Reader
from kring.foundation.text.looking import plainly
from kring.foundation.text.sorting import plain
from kring.people.access import nearness_to_all
from kring.people.models import Bond, Organisation, Profile, ProfileCompetence
from kring.people.organisations.access import ORGANISATION
from kring.people.rules import Part, shown_to

_LOOKED_AT = 300
# Of three letters or more; what stands around it, as a question mark, is none of it.
_WORD = re.compile(r"\w{3,}")
_BONDS = {Bond.SPECIALISM: Part.SPECIALISMS, Bond.PASSION: Part.PASSIONS}


class Colleague(NamedTuple):
    """A colleague who is called so, or says so, with the words of hers in which it was found."""

    account: int
    handle: str
    name: str
    photo: str
    said: Sequence[str]
    is_called: bool


def colleagues_who(reader: Reader, row: Organisation, text: str, *, language: str, size: int = 20) -> list[Colleague]:
    """The colleagues whose name, specialisms, passions, headline or offers hold a word of `text`, those with most of
    them first; accents and case don't count. What one doesn't show to the reader isn't looked in. For colleagues; four
    queries."""
    words = list(dict.fromkeys(_WORD.findall(plain(text))))[:8]
    if not words or not ORGANISATION.allows(reader, "belong", row):
        return []
    inside = Standing.objects.filter(place=row.pk, role=Role.MEMBER, account__is_active=True).values("account")
    rows = _saying(Profile.objects.filter(account__in=inside).exclude(account=reader.account), words)
    profiles = list(rows.select_related("account").order_by("account__sort_name", "pk")[:_LOOKED_AT])
    near = nearness_to_all(reader, [one.pk for one in profiles])
    bonds = _bonds([one.pk for one in profiles], language)
    found = []
    for one in profiles:
        shown = shown_to(one.sight, near[one.pk])
        said = [label for part, label in bonds.get(one.pk, ()) if part in shown]
        said += [one.headline] if Part.HEADLINE in shown else []
        said += [one.offers] if Part.OFFERS in shown else []
        held = [label for label in said if _count(words, label)]
        account, is_called = one.account, bool(_count(words, one.account.name))
        if held or is_called:
            found.append(Colleague(account.pk, account.handle, account.name, account.photo, held, is_called))
    return sorted(found, key=lambda one: -_count(words, " ".join((one.name, *one.said))))[:size]


def _saying(rows: "QuerySet[Profile]", words: Sequence[str]) -> "QuerySet[Profile]":
    """Those of the rows that may say one of the words."""
    about = Competence.objects.annotate(told=plainly("en", "nl")).filter(_any("told", words))
    bonds = ProfileCompetence.objects.filter(competence__in=about.values("pk")).values("profile")
    told = rows.annotate(told=plainly("headline", "offers"))
    return told.filter(_any("told", words) | _any("account__sort_name", words) | Q(pk__in=bonds))


def _any(column: str, words: Sequence[str]) -> Q:
    return reduce(or_, (Q(**{f"{column}__contains": word}) for word in words))


def _bonds(people: Sequence[int], language: str) -> dict[int, list[tuple[Part, str]]]:
    label = "competence__nl" if language == "nl" else "competence__en"
    rows = ProfileCompetence.objects.filter(profile__in=people).order_by("pk").values_list("profile_id", "bond", label)
    found: dict[int, list[tuple[Part, str]]] = {}
    for person, bond, words in rows:
        found.setdefault(person, []).append((_BONDS[Bond(bond)], words))
    return found


def _count(words: Sequence[str], said: str) -> int:
    """How many of the words a text holds."""
    told = plain(said)
    return sum(word in told for word in words)
