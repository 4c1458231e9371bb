"""What is wrong with what was brought, in the reader's language."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.competences.frameworks.rules.records import Problem, Why

SENTENCES: Final[Mapping[Why, Any]] = {
    Why.NO_URI: gettext_lazy("This is no identifier: give a web address, a UUID or a name without spaces."),
    Why.NO_LABEL: gettext_lazy("This item has no name in any language."),
    Why.UNKNOWN_KIND: gettext_lazy(
        "This kind isn’t known. Say competence, knowledge, group, occupation or collection."
    ),
    Why.UNKNOWN_TIE: gettext_lazy("This sort of relation isn’t known."),
    Why.UNKNOWN_LANGUAGE: gettext_lazy("This isn’t the code of a language, such as nl or en."),
    Why.TOO_LONG: gettext_lazy("This is too long."),
    Why.TWICE: gettext_lazy("This identifier stands in an earlier row too."),
    Why.CODE_TWICE: gettext_lazy("An earlier row of the same kind has this code too."),
    Why.NOT_THERE: gettext_lazy("Nothing in the framework has this identifier."),
    Why.TO_ITSELF: gettext_lazy("This names itself."),
    Why.RING: gettext_lazy("This lies beneath itself, by way of what is broader."),
    Why.FEW_COLUMNS: gettext_lazy("This row has too few columns."),
    Why.MISSING_COLUMNS: gettext_lazy("Columns are missing."),
    Why.NO_ROWS: gettext_lazy("There are no rows below the first one."),
    Why.ENCODING: gettext_lazy("This file isn’t in UTF-8. Save it so and try again."),
    Why.BROKEN: gettext_lazy("From here on this file can’t be read."),
    Why.TOO_MANY_ROWS: gettext_lazy("There are more rows than we read."),
    Why.TOO_LARGE: gettext_lazy("This file unpacks to more than we read."),
    Why.UNKNOWN_ITEM: gettext_lazy("No framework that you can see has an item with this identifier."),
    Why.UNKNOWN_MATCH: gettext_lazy("Say exactMatch, closeMatch, broadMatch or narrowMatch."),
    Why.SAME_FRAMEWORK: gettext_lazy("Both items are of the same framework."),
}


def sentence(problem: Problem) -> str:
    """What is wrong, with how it stands there."""
    words = str(SENTENCES[problem.why])
    return _("%(what)s It says “%(said)s”.") % {"what": words, "said": problem.said} if problem.said else words
