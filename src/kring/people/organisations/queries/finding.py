"""Who of one's colleagues says of herself what one is looking for, as far as she shows it to the reader."""

import re
from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q

from kring.foundation.access.models import Role, Standing
from kring.foundation.access.readers import Reader
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
    """A colleague who says so: with the words of hers in which it was found."""

    account: int
    handle: str
    name: str
    photo: str
    said: Sequence[str]


def colleagues_who(reader: Reader, row: Organisation, text: str, *, language: str, size: int = 20) -> list[Colleague]:
    """The colleagues whose specialisms, passions, headline or offers hold a word of `text`, those with most of them
    first. What one doesn't show to the reader isn't looked in. For colleagues; four queries."""
    words = list(dict.fromkeys(_WORD.findall(plain(text))))[:8]
    if not words or not ORGANISATION.allows(reader, "belong", row):
        return []
    inside = Standing.objects.filter(place=row.pk, role=Role.MEMBER, account__is_active=True).values("account")
    rows = Profile.objects.filter(_says(words), account__in=inside).exclude(account=reader.account)
    profiles = list(rows.select_related("account").order_by("account__sort_name", "pk").distinct()[:_LOOKED_AT])
    near = nearness_to_all(reader, [one.pk for one in profiles])
    bonds = _bonds([one.pk for one in profiles], language)
    found = []
    for one in profiles:
        shown = shown_to(one.sight, near[one.pk])
        said = [label for part, label in bonds.get(one.pk, ()) if part in shown]
        said += [one.headline] if Part.HEADLINE in shown else []
        said += [one.offers] if Part.OFFERS in shown else []
        held = [label for label in said if any(word in plain(label) for word in words)]
        if held:
            account = one.account
            found.append(Colleague(account.pk, account.handle, account.name, account.photo, held))
    return sorted(found, key=lambda one: -_count(words, one.said))[:size]


def _says(words: Sequence[str]) -> Q:
    columns = ("headline", "offers", "competences__competence__en", "competences__competence__nl")
    return reduce(or_, (Q(**{f"{column}__icontains": word}) for column in columns for word in words))


def _bonds(people: Sequence[int], language: str) -> dict[int, list[tuple[Part, str]]]:
    label = "competence__nl" if language == "nl" else "competence__en"
    rows = ProfileCompetence.objects.filter(profile__in=people).order_by("pk").values_list("profile_id", "bond", label)
    found: dict[int, list[tuple[Part, str]]] = {}
    for person, bond, words in rows:
        found.setdefault(person, []).append((_BONDS[Bond(bond)], words))
    return found


def _count(words: Sequence[str], said: Sequence[str]) -> int:
    together = plain(" ".join(said))
    return sum(word in together for word in words)
