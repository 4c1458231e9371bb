"""What several actions ask before they write."""

from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kring.conversations.models import circle_of
from kring.finding.pairing.access import PROGRAMME
from kring.finding.pairing.models import Programme
from kring.foundation.access.models import Place
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, NotThereError, RefusedError

REASONS: Final = {
    "join": _("Only members of this circle can take part. Join it first."),
    "host": _("Only hosts of this circle can do this."),
}


def seen(actor: Reader, key: int, *, lock: bool = False) -> Programme:
    """A programme that the actor may read. With `lock` its row is held until the transaction ends."""
    rows: QuerySet[Programme] = Programme.objects.select_related("place__community")
    rows = rows.filter(PROGRAMME.filter(actor, "read"))
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotThereError
    return found


def allowed(actor: Reader, action: str, programme: Programme) -> int:
    """The actor's account, if she may; else RefusedError with the reason."""
    account = signed_in(actor)
    if not PROGRAMME.allows(actor, action, programme):
        raise RefusedError(REASONS[action], code=f"may-not-{action}")
    return account


def running(programme: Programme) -> None:
    """Raise ConflictError when a programme has ended, or its circle is archived."""
    if programme.ended_at is not None:
        raise ConflictError(_("This has ended: nobody is matched in it any more."), code="ended")
    writable(programme.place)


def writable(place: Place) -> None:
    """Raise ConflictError when the circle there is archived."""
    circle = circle_of(place)
    if circle is not None and circle.archived_at is not None:
        raise ConflictError(_("This circle is archived: it can be read, but nothing can be added."), code="archived")
