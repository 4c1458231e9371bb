"""The community that a dump goes into: found by name, slug or former address, or made."""

from datetime import datetime
from typing import Final

from django.db import transaction

from kring.communities.actions.membership import admit
from kring.communities.models import Community, FormerAddress, Joining
from kring.foundation.access import actions as access
from kring.foundation.access.models import Kind, Reason, Role
from kring.foundation.access.rules import Wish
from kring.foundation.accounts.models import Account
from kring.foundation.text import cleaning, sorting
from kring.interop.importers.problems import ImportProblem

_PURPOSE: Final = {
    "en": "Questions and answers brought in from a Stack Exchange site. Whoever wrote them can claim their account.",
    "nl": "Vragen en antwoorden van een Stack Exchange-site. Wie ze schreef kan haar of zijn account opeisen.",
}
# Words that stand at the same place of an address as a slug does.
_TAKEN_WORDS: Final = frozenset({"new", "join", "mine"})


def found(name: str) -> Community | None:
    """The community of this slug, name or former slug. ImportProblem: several are called so, or it is closed."""
    tidy = cleaning.clean_line(name[:1_000])
    slug = sorting.slug(tidy)
    community = (
        Community.objects.filter(slug=tidy).first() or _named(tidy) or Community.objects.filter(slug=slug).first()
    )
    if community is None:
        former = FormerAddress.objects.select_related("community").filter(slug=slug).first()
        community = former.community if former else None
    if community is not None and community.archived_at is not None:
        raise ImportProblem(f"{community.name} is archived. Let a host reopen it, or name another community.")
    return community


def _named(name: str) -> Community | None:
    named = list(Community.objects.filter(name__iexact=name).order_by("slug")[:5])
    if len(named) > 1:
        slugs = ", ".join(community.slug for community in named)
        raise ImportProblem(f"Several communities are called {name}. Say which by its address: {slugs}.")
    return named[0] if named else None


@transaction.atomic
def made(name: str, *, language: str, now: datetime) -> Community:
    """A new topmost community that everyone signed in can read and join. It has no host until an operator names one."""
    tidy = cleaning.clean_line(name[:1_000])
    slug = sorting.slug(tidy)
    if not slug or len(tidy) > 80:
        raise ImportProblem("The name after --into needs at least one letter or digit, and at most 80 characters.")
    place = access.make_place(kind=Kind.COMMUNITY, parent=None, listing=Wish.NETWORK, sight=Wish.NETWORK, now=now)
    return Community.objects.create(
        place=place,
        slug=f"{slug}-community" if slug in _TAKEN_WORDS else slug,
        name=tidy,
        sort_name=sorting.sort_key(tidy),
        purpose=_PURPOSE[language],
        language=language,
        joining=Joining.OPEN,
        made_at=now,
    )


@transaction.atomic
def give_host(community: Community, handle: str, *, now: datetime) -> None:
    """Make a member of this Kring a host of the community, which she joins. Raises ImportProblem for an unknown
    handle."""
    account = Account.objects.filter(handle=handle, is_active=True).first()
    if account is None:
        raise ImportProblem(f"There is no member with the handle {handle!r}.")
    admit(path=community.place.path, accounts=[account.pk], now=now)
    access.grant(place=community.pk, accounts=[account.pk], role=Role.HOST, reason=Reason.APPOINTED, now=now)
