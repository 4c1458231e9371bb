"""Who has a part in a meeting: speakers, facilitators, who brings a case."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.conversations.drafts import Checked
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, NotThereError
from kring.foundation.events.actions import record
from kring.meetings.actions import checks
from kring.meetings.events import PartGiven
from kring.meetings.models import Part, PartRole

MOST_PARTS: Final = 50


@transaction.atomic
def give_part(
    *, actor: Reader, meeting: int, role: str, handle: str = "", name: str = "", credential: str = "", now: datetime
) -> Part:
    """Give someone a part: a person of Kring who may see the meeting (`handle`), or a name from outside. Given twice
    it stays one. A person of Kring is told.

    Raises InvalidError, ConflictError.
    """
    held = checks.hosted(actor, meeting)
    checks.standing(held)
    check = Checked()
    outsider = "" if handle else check.line("name", name, longest=120)
    by = check.line("credential", credential, longest=200, needed=False)
    if role not in PartRole.values:
        check.wrong["role"] = _("Choose one of these.")
    check.done()
    account = checks.someone(held, handle) if handle else None
    if Part.objects.filter(meeting=held).count() >= MOST_PARTS:
        raise ConflictError(_("This meeting has enough people with a part."), code="too-many-parts")
    part, is_new = Part.objects.update_or_create(
        meeting=held, role=role, account=account, name=outsider, defaults={"credential": by}
    )
    if is_new and account is not None:
        record(PartGiven(meeting=held.pk, person=account.pk, role=role), actor=signed_in(actor), now=now)
    return part


@transaction.atomic
def take_part_away(*, actor: Reader, meeting: int, part: int, now: datetime) -> None:
    """Take a part away again. Raises NotThereError when it isn't one of this meeting."""
    held = checks.hosted(actor, meeting)
    checks.standing(held)
    gone, _rows = Part.objects.filter(meeting=held, pk=part).delete()
    if not gone:
        raise NotThereError
