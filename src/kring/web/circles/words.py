"""In words: who may know of a circle, who may read in it, how one comes in. Whole sentences, for forms and pages."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from kring.communities.models import Community, Founding, Joining
from kring.communities.queries import CircleRow
from kring.foundation.access.rules import NETWORK, PUBLIC, Wish

Option = tuple[str, str, str]


def names(circle: Community | None, over: Sequence[CircleRow]) -> dict[int, str]:
    """The names of the circles that a scope can speak of."""
    own = {circle.pk: circle.name} if circle else {}
    return {row.id: row.name for row in over} | own


def who(scope: int, named: Mapping[int, str]) -> str:
    """Who may look into a scope."""
    if scope == PUBLIC:
        return _("everyone, also without an account")
    if scope == NETWORK:
        return _("everyone who is signed in")
    if scope not in named:
        # All that lies above a community and is none is its organisation.
        return _("all colleagues")
    return _("the members of %(circle)s") % {"circle": named[scope]}


def reading(circle: Community, named: Mapping[int, str]) -> str:
    """A sentence that says who reads along."""
    scope = circle.place.scope
    if scope == PUBLIC:
        return _("Everyone can read this, also without an account.")
    if scope == NETWORK:
        return _("Whoever is signed in can read this.")
    if scope == circle.place.path[0] != circle.pk and scope not in named:
        return _("Only colleagues can read this.")
    return _("Only members of %(circle)s can read this.") % {"circle": named.get(scope, circle.name)}


def ways_in() -> list[Option]:
    """The ways of joining, with what each means."""
    return [
        (Joining.OPEN, _("Open"), _("Whoever may know of it becomes a member with one click.")),
        (Joining.REQUEST, _("On request"), _("People ask, and a host says yes or no.")),
        (Joining.INVITATION, _("By invitation"), _("Only with a link or an e-mail from a host.")),
    ]


def founders() -> list[Option]:
    """Who starts circles within one, with what each means."""
    return [
        (Founding.HOSTS, _("Its hosts"), _("They decide which circles there are.")),
        (Founding.MEMBERS, _("Any member"), _("Whoever starts one hosts it.")),
    ]


def listing_options(above: int | None, named: Mapping[int, str]) -> list[Option]:
    """Who may know of a circle under one with the scope `above`; None is topmost. Never wider than above."""
    hidden = (
        Wish.MEMBERS.value,
        _("Its members only: hidden"),
        _("For everyone else it isn’t there: not in lists, not in counts, not in what is found."),
    )
    return [*_wide(above, named, _("It is listed, and its page says what it is for.")), hidden]


def sight_options(above: int | None, named: Mapping[int, str]) -> list[Option]:
    """Who may read in a circle under one with the scope `above`; None is topmost. Never wider than above."""
    own = (
        Wish.MEMBERS.value,
        _("Its members only"),
        _("Others who know of it see its purpose and its hosts, and how to come in."),
    )
    return [*_wide(above, named, _("They read questions, answers and experiences; members write.")), own]


def _wide(above: int | None, named: Mapping[int, str], meaning: str) -> list[Option]:
    network = (Wish.NETWORK.value, _("Everyone who is signed in"), meaning)
    if above is None:
        return [(Wish.PUBLIC.value, _("Everyone, also without an account"), meaning), network]
    inherited = (Wish.INHERIT.value, _("As the circle above"), _("Now that is: %(who)s.") % {"who": who(above, named)})
    return [inherited, network] if above == PUBLIC else [inherited]
