"""What is wrong with what was brought, in the reader's language."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from kring.competences.frameworks.rules.records import Problem, Why

SENTENCES: Final[Mapping[Why, Any]] = {
    Why.NO_URI: _("This is no identifier: give a web address, a UUID or a name without spaces."),
    Why.NO_LABEL: _("This item has no name in any language."),
    Why.UNKNOWN_KIND: _("This kind isn’t known. Say competence, knowledge, group, occupation or collection."),
    Why.UNKNOWN_TIE: _("This sort of relation isn’t known."),
    Why.UNKNOWN_LANGUAGE: _("This isn’t the code of a language, such as nl or en."),
    Why.TOO_LONG: _("This is too long."),
    Why.TWICE: _("This identifier stands in an earlier row too."),
    Why.NOT_THERE: _("Nothing in the framework has this identifier."),
    Why.TO_ITSELF: _("This names itself."),
    Why.RING: _("This lies beneath itself, by way of what is broader."),
    Why.FEW_COLUMNS: _("This row has too few columns."),
    Why.MISSING_COLUMNS: _("Columns are missing."),
    Why.NO_ROWS: _("There are no rows below the first one."),
    Why.ENCODING: _("This file isn’t in UTF-8. Save it so and try again."),
    Why.BROKEN: _("From here on this file can’t be read."),
    Why.TOO_MANY_ROWS: _("There are more rows than we read."),
    Why.TOO_LARGE: _("This file unpacks to more than we read."),
    Why.UNKNOWN_ITEM: _("No framework that you can see has an item with this identifier."),
    Why.UNKNOWN_MATCH: _("Say exactMatch, closeMatch, broadMatch or narrowMatch."),
    Why.SAME_FRAMEWORK: _("Both items are of the same framework."),
}


def sentence(problem: Problem) -> str:
    """What is wrong, with how it stands there."""
    words = str(SENTENCES[problem.why])
    return say("%(what)s It says “%(said)s”.") % {"what": words, "said": problem.said} if problem.said else words
