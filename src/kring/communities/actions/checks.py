"""What several actions ask before they write."""

from django.utils.translation import gettext_lazy as _

from kring.communities.access import COMMUNITY
from kring.communities.models import Community
from kring.communities.queries import may_found as circle_may_be_founded
from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.text import cleaning


def seen(actor: Reader, community: int, *, lock: bool = False) -> Community:
    """The community, if the actor may know that it exists. With `lock`, its row is held until the transaction ends."""
    rows = Community.objects.select_related("place")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(COMMUNITY.filter(actor, "see"), pk=community).first()
    if found is None:
        raise NotThereError
    return found


def hosted(actor: Reader, community: int, *, lock: bool = False) -> Community:
    """The community, if the actor hosts it; refused with the reason when she only sees it."""
    found = seen(actor, community, lock=lock)
    if not COMMUNITY.allows(actor, "host", found):
        raise RefusedError(_("Only a host of this circle can do that."), code="not-a-host")
    return found


def may_found(actor: Reader, community: int) -> Community:
    """The community, if the actor may start a circle within it: a host, or where it says so any member."""
    found = seen(actor, community)
    if not circle_may_be_founded(actor, found):
        raise RefusedError(_("Only a host of this circle can do that."), code="not-a-host")
    return found


def still_open(community: Community) -> None:
    """Raise ConflictError for an archived community: it can be read, and nothing in it changes."""
    if community.archived_at is not None:
        raise ConflictError(_("This circle is archived: it can be read, but nothing can be added."), code="archived")


def fitting(field: str, text: str, *, longest: int) -> str:
    """The text, cleaned. Raises InvalidError for `field` when it is longer than fits: nothing is cut silently."""
    tidy = cleaning.clean(text[: longest * 4])
    if len(tidy) > longest:
        raise InvalidError({field: _("At most %(longest)d characters fit here.") % {"longest": longest}})
    return tidy
