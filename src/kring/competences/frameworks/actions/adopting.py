"""Choosing an item: it gets the word of the vocabulary that says the same, or a new one."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from kring.competences import actions as vocabulary
from kring.competences.frameworks.models import ADOPTABLE, Item, Label
from kring.competences.frameworks.queries.reading import readable
from kring.competences.models import Competence
from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.text import cleaning, sorting
from kring.foundation.text.matching import Plain, plain_as

MOST: Final = 500
_LONGEST: Final = 80


def adopt(*, actor: Reader, item: int) -> Competence:
    """The word of the vocabulary that says what this item says. See `adopt_all`."""
    return adopt_all(actor=actor, items=[item])[item]


@transaction.atomic
def adopt_all(*, actor: Reader, items: Sequence[int]) -> dict[int, Competence]:
    """The word of the vocabulary for each of these items, by item; from now on it is theirs, whatever a new version
    calls them.

    A word says the same when it is called the same in English, but for accents and case; or in Dutch, where one of the
    two has no English name: out of a framework of everyone it then gets that. One that comes of a place's own framework
    isn't listed until it is used where others may read it. Raises NotThereError for what the
    actor can't see, ConflictError for what is retired or neither skill nor knowledge, InvalidError for more than 500.
    """
    wanted = sorted(set(items))
    if len(wanted) > MOST:
        raise InvalidError({"items": _("Choose at most %(most)d at a time.") % {"most": MOST}})
    rows = Item.objects.select_for_update(no_key=True, of=("self",)).select_related("framework", "competence")
    found = list(rows.filter(pk__in=wanted, framework__in=readable(actor)).order_by("pk"))
    if len(found) != len(wanted):
        raise NotThereError
    called = _called([one.pk for one in found if one.competence is None])
    return {one.pk: one.competence or _adopted(one, called.get(one.pk, {})) for one in found}


def _adopted(item: Item, called: dict[str, str]) -> Competence:
    if item.kind not in ADOPTABLE:
        raise ConflictError(_("Only a skill or knowledge can be chosen, no group and no occupation."), code="no-skill")
    if item.retired_at is not None:
        raise ConflictError(_("This is no longer in the framework. Choose what came in its place."), code="retired")
    en = called.get("en") or called.get("nl") or next(iter(called.values()), "") or item.code or item.uri
    nl = called.get("nl") or en
    is_everyones = item.framework.place_id is None
    word = _same_word(called.get("en", ""), called.get("nl", ""), names=is_everyones) or vocabulary.name_competence(
        en=en, nl=nl, slug=_free_slug(en, item.uri), shared=is_everyones
    )
    item.competence = word
    item.save(update_fields=["competence"])
    return word


def _same_word(en: str, nl: str, *, names: bool) -> Competence | None:
    """The word that is called so; the oldest where there are several. One that somebody wrote in Dutch alone may be
    told what it is in English (`names`), but by no place's own framework: everyone reads it."""
    english, dutch = (cleaning.clean_line(name)[:_LONGEST] for name in (en, nl))
    rows = Competence.objects.alias(plain_en=Plain("en"), plain_nl=Plain("nl")).order_by("pk")
    if english and (found := rows.filter(plain_en=plain_as(english)).first()):
        return found
    if not dutch or (english and not names):
        return None
    found = (rows.filter(en=F("nl")) if english else rows).filter(plain_nl=plain_as(dutch)).first()
    if found is not None and english:
        found.en = english
        found.save(update_fields=["en"])
    return found


def _free_slug(label: str, uri: str) -> str:
    """An address for a word; with a mark of the item where another word, that says something else, has it."""
    plain = sorting.slug(label) or "item"
    if not Competence.objects.filter(slug=plain).exists() and sorting.slug(label):
        return plain
    return f"{plain[:51].strip('-')}-{sha256(uri.encode()).hexdigest()[:8]}"


def _called(keys: Sequence[int]) -> dict[int, dict[str, str]]:
    """The preferred names of items, by language."""
    found: dict[int, dict[str, str]] = {}
    rows = Label.objects.filter(item__in=keys, is_preferred=True).order_by("item", "language")
    for key, language, text in rows.values_list("item_id", "language", "text"):
        found.setdefault(key, {})[language] = text
    return found
