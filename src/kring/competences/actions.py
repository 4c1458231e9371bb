"""Adding to the vocabulary."""

from django.utils.translation import gettext_lazy as _

from kring.competences.models import Competence
from kring.competences.queries import keys_of
from kring.foundation.errors import InvalidError
from kring.foundation.text import cleaning, sorting


def name_competence(*, en: str, nl: str = "", slug: str = "") -> Competence:
    """The competence of that name, made when it isn't there yet; without a Dutch label it is shown by the English
    one."""
    label = cleaning.clean_line(en)[:80]
    address = sorting.slug(slug or label)
    if not address:
        raise InvalidError({"competences": _("Use at least one letter or digit in the name of a competence.")})
    found, _made = Competence.objects.get_or_create(
        slug=address, defaults={"en": label, "nl": cleaning.clean_line(nl)[:80] or label}
    )
    return found


def keys_for(names: list[str], *, most: int) -> list[int]:
    """The competences that a person named, new words added to the vocabulary; at most `most`, each once."""
    tidy = [cleaning.clean_line(name) for name in names[: most * 2]]
    keys = ((keys_of([name]) or [name_competence(en=name).pk])[0] for name in tidy if sorting.slug(name))
    return list(dict.fromkeys(keys))[:most]
