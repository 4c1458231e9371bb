"""Adding to the vocabulary."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from kring.competences.models import Competence
from kring.competences.queries import keys_of
from kring.foundation.errors import InvalidError
from kring.foundation.text import cleaning, sorting


def name_competence(*, en: str, nl: str = "", slug: str = "", shared: bool = True) -> Competence:
    """The competence of that name, made when it isn't there yet; without a Dutch label it is shown by the English
    one. A new one that isn't `shared` is listed for nobody."""
    label = cleaning.clean_line(en)[:80]
    address = sorting.slug(slug or label)
    if not address:
        raise InvalidError({"competences": _("Use at least one letter or digit in the name of a competence.")})
    found, _made = Competence.objects.get_or_create(
        slug=address, defaults={"en": label, "nl": cleaning.clean_line(nl)[:80] or label, "shared": shared}
    )
    return found


def keys_for(names: list[str], *, most: int) -> list[int]:
    """The competences that a person named, new words added to the vocabulary; at most `most`, each once.

    A new word isn't listed until it is used where others may read it (see `share`).
    """
    tidy = [cleaning.clean_line(name) for name in names[: most * 2]]
    keys = ((keys_of([name]) or [name_competence(en=name, shared=False).pk])[0] for name in tidy if sorting.slug(name))
    return list(dict.fromkeys(keys))[:most]


def share(keys: Sequence[int]) -> None:
    """List these words for everyone from now on: someone used them in the open."""
    if keys:
        Competence.objects.filter(pk__in=keys, shared=False).update(shared=True)
