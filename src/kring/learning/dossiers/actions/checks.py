"""What several actions ask before they write."""

from django.utils.translation import gettext_lazy as _

from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.errors import InvalidError, NotThereError
from kring.foundation.text import cleaning
from kring.registers.access import REGISTRATION
from kring.registers.models import Registration


def own_registration(actor: Reader, key: int) -> Registration:
    """The actor's registration, held until the transaction ends. Raises NotThereError."""
    signed_in(actor)
    rows = Registration.objects.select_for_update(no_key=True).filter(REGISTRATION.filter(actor, "change"), pk=key)
    found = rows.first()
    if found is None:
        raise NotThereError
    return found


def fitting(field: str, text: str, *, longest: int, is_needed: bool) -> str:
    """The text on one line. Raises InvalidError for `field` where it is too long, or empty and needed."""
    tidy = cleaning.clean_line(text[: longest * 4])
    if len(tidy) > longest:
        raise InvalidError({field: _("At most %(longest)d characters fit here.") % {"longest": longest}})
    if is_needed and not tidy:
        raise InvalidError({field: _("Write something here.")})
    return tidy
