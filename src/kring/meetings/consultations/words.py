"""What several rooms of peer consultation say, for the reader's language."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

NOT_IN_GROUP: Final = _("Only members of this group can do that.")
NOT_LEADING: Final = _("Only whoever facilitates this meeting can do this.")
AGREE_FIRST: Final = _("Agree first to keep to yourself what is said.")

# What each agrees to before a round, by version: what someone agreed to stays as it was. Another wording is another
# number.
CONFIDENTIALITY: Final[dict[int, Any]] = {
    1: _(
        "What is said here stays here. I tell nobody outside this group who brought a case, whom it is about or what"
        " was said, and I write nothing down by which someone can be recognised. I may tell what I learned myself."
    ),
}
PRESENT_TEXT: Final = max(CONFIDENTIALITY)
