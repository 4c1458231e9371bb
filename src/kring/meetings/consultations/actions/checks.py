"""What several actions ask before they write."""

from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, NotThereError, RefusedError
from kring.meetings.actions import checks
from kring.meetings.consultations.access import GROUP, ROUND
from kring.meetings.consultations.models import Agreement, Group
from kring.meetings.consultations.queries.rounds import may_lead
from kring.meetings.consultations.words import AGREE_FIRST, NOT_IN_GROUP, NOT_LEADING
from kring.meetings.models import Meeting, State

CHANGED = _("Someone else was first. This is how it stands now.")


def hosted(actor: Reader, group: int, *, lock: bool = False) -> Group:
    """A group that the actor hosts or facilitates; with `lock` its row is held. Raises NotThereError, RefusedError."""
    rows = Group.objects.select_related("community__place").filter(GROUP.filter(actor, "read"))
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    found = rows.filter(community=group).first()
    if found is None:
        raise NotThereError
    if not GROUP.allows(actor, "host", found):
        raise RefusedError(_("Only hosts of this group and its facilitator can do this."), code="may-not-host")
    checks.writable(found.community.place)
    return found


def sat_in(actor: Reader, meeting: int, *, lock: bool = False) -> Meeting:
    """A meeting of a group that the actor is in, and that wasn't cancelled. Raises NotThereError, RefusedError,
    ConflictError."""
    held = checks.seen(actor, meeting, lock=lock)
    if not Group.objects.filter(community=held.place_id).exists():
        raise NotThereError
    signed_in(actor)
    if not ROUND.allows(actor, "sit-in", held):
        raise RefusedError(NOT_IN_GROUP, code="not-in-group")
    if held.state == State.CANCELLED:
        checks.standing(held)
    checks.writable(held.place)
    return held


def agreed(actor: Reader, meeting: Meeting) -> int:
    """The actor's account, if she agreed to confidentiality at this meeting; else RefusedError."""
    account = signed_in(actor)
    if not Agreement.objects.filter(meeting=meeting, account=account).exists():
        raise RefusedError(AGREE_FIRST, code="not-agreed")
    return account


def leading(actor: Reader, meeting: Meeting) -> None:
    """Raise RefusedError unless the actor leads the meeting, hosts the group, or has the part of facilitator."""
    if not may_lead(actor, meeting):
        raise RefusedError(NOT_LEADING, code="may-not-lead")


def unchanged(version: int, seen: int) -> None:
    """Raise ConflictError when someone changed a thing since the version that the actor saw."""
    if version != seen:
        raise ConflictError(CHANGED, code="changed-meanwhile")
