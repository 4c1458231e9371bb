"""Members propose what an item is called; who keeps its framework accepts or turns it down."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.competences.frameworks import queries
from kring.competences.frameworks.access import FRAMEWORK
from kring.competences.frameworks.events import LabelDecided, LabelProposed
from kring.competences.frameworks.models import Item, Label, Proposal, Word
from kring.competences.frameworks.rules.folding import folded
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.actions import record
from kring.foundation.text import cleaning

MOST_A_DAY: Final = 20
LONGEST: Final = 120
LANGUAGES: Final = ("nl", "en")


@transaction.atomic
def propose(*, actor: Reader, item: int, language: str, text: str, now: datetime) -> Proposal:
    """Propose a name for an item in Dutch or English, once for each item and language; a second one takes the place of
    the first while nobody has decided.

    Raises NotThereError, InvalidError at `text`, ConflictError where it was decided before, or after 20 in a day.
    """
    person = signed_in(actor)
    about = queries.item(actor, item)
    tidy = cleaning.clean_line(text[: LONGEST * 3])
    if language not in LANGUAGES or about.retired_at is not None:
        raise NotThereError
    if not folded(tidy) or len(tidy) > LONGEST:
        raise InvalidError({"text": _("Give a name of at most 120 characters.")})
    if about.labels.filter(language=language, text__iexact=tidy).exists():
        raise InvalidError({"text": _("It is called so already.")})
    if Proposal.objects.filter(person=person, made_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise ConflictError(_("You proposed 20 names today. Go on tomorrow."), code="too-many")
    made, is_new = Proposal.objects.select_for_update().get_or_create(
        item=about, language=language, person_id=person, defaults={"text": tidy, "made_at": now}
    )
    if made.decided_at is not None:
        raise ConflictError(_("You proposed a name for this before, and it was decided."), code="decided")
    if not is_new:
        made.text, made.made_at = tidy, now
        made.save(update_fields=["text", "made_at"])
    record(LabelProposed(proposal=made.pk), actor=person, now=now)
    return made


@transaction.atomic
def decide(*, actor: Reader, proposal: int, accept: bool, now: datetime) -> Proposal:
    """Accept a proposed name or turn it down; whoever proposed it is told. What is accepted is the preferred name where
    the language has none, and else another one. Deciding the same twice is deciding once.

    Raises NotThereError, and ConflictError where someone decided otherwise.
    """
    found = Proposal.objects.select_for_update().filter(pk=proposal).first()
    about = Item.objects.select_related("framework").get(pk=found.item_id) if found else None
    if found is None or about is None or not FRAMEWORK.allows(actor, "keep", about.framework):
        raise NotThereError
    if found.decided_at is not None:
        if found.is_accepted is accept:
            return found
        raise ConflictError(_("Someone decided this before you."), code="decided")
    found.decided_at, found.decided_by_id, found.is_accepted = now, actor.account, accept
    found.save(update_fields=["decided_at", "decided_by", "is_accepted"])
    if accept:
        _name(about, found.language, found.text)
    record(LabelDecided(proposal=found.pk), actor=actor.account, now=now)
    return found


def _name(item: Item, language: str, text: str) -> None:
    Word.objects.bulk_create([Word(word=word) for word in sorted(set(folded(text).split()))], ignore_conflicts=True)
    has_one = item.labels.filter(language=language, is_preferred=True).exists()
    Label.objects.get_or_create(
        item=item, language=language, text=text,
        defaults={
            "is_preferred": not has_one, "folded": folded(text), "by_members": True, "kind": item.kind,
            "searched_in": None if item.retired_at else item.framework,
        },
    )  # fmt: skip
