"""What several actions ask before they write."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kring.conversations.access import CONVERSATION, POST
from kring.conversations.models import Conversation, Post, circle_of
from kring.foundation.access.grants import Table
from kring.foundation.access.models import Place
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, NotThereError, RefusedError
from kring.foundation.prepared import prepared
from kring.foundation.text import markup


def conversation(actor: Reader, key: int, *, lock: bool = False) -> Conversation:
    """A conversation that the actor may read, with its circle. With `lock`, its row is held until the transaction ends.

    Its key isn't held: who writes in it or comments on it would wait for that, and be waited for.
    """
    rows = _conversations(actor, key=key, lock=lock)
    if not rows:
        raise NotThereError
    return rows[0]


@prepared(fixed=("lock",))
def _conversations(actor: Reader, *, key: int, lock: bool) -> "QuerySet[Conversation]":
    rows = Conversation.objects.select_related("place__community").filter(
        CONVERSATION.filter(actor, "read"), pk=key, withdrawn_at=None
    )
    return rows.select_for_update(of=("self",), no_key=True) if lock else rows


def post(actor: Reader, key: int, *, lock: bool = False) -> Post:
    """A post that the actor may read, with its conversation and circle."""
    rows = Post.objects.select_related("conversation__place__community").filter(
        POST.filter(actor, "read"), withdrawn_at=None, conversation__withdrawn_at=None
    )
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    row = rows.filter(pk=key).first()
    if row is None:
        raise NotThereError
    return row


def allowed(table: Table, actor: Reader, action: str, row: object) -> int:
    """The actor's account, if she may; else RefusedError with the reason."""
    account = signed_in(actor)
    if not table.allows(actor, action, row):
        raise RefusedError(REASONS[action], code=f"may-not-{action}")
    return account


def writable(place: Place) -> None:
    """Raise ConflictError when the circle there is archived. A private case stands in none."""
    circle = circle_of(place)
    if circle is not None and circle.archived_at is not None:
        raise ConflictError(_("This circle is archived: it can be read, but nothing can be added."), code="archived")


def mentioned(body: str, *, author: int) -> tuple[int, ...]:
    """The accounts that a text names, the author left out."""
    handles = markup.mentions(body)
    if not handles:
        return ()
    named = Account.objects.filter(handle__in=handles, is_active=True).exclude(pk=author)
    return tuple(named.order_by("pk").values_list("pk", flat=True))


REASONS = {
    "write": _("Only members of this circle can write in it. Join it first."),
    "accept": _("Only whoever asked can accept an answer."),
    "edit": _("Only whoever wrote this can change it."),
    "retitle": _("Only whoever started this, or a host, can change the title."),
    "withdraw": _("Only whoever wrote this, or a host, can withdraw it."),
    "react": _("Only members of this circle can react. Join it first."),
}
