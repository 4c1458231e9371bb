"""What rules, categories and entries of a scheme are called, in the reader's language."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kring.registers.rules.schema import AllRule, AmountRule, AnyRule, Rule, Scheme, StepsRule
from kring.registers.rules.words import Selection


def label(said: Mapping[str, str] | str | None, otherwise: str = "") -> str:
    """A text of a scheme in the active language, else in the one there is."""
    if not said:
        return otherwise
    if isinstance(said, str):
        return said
    language = (get_language() or "en")[:2]
    return said.get(language) or next(iter(said.values()))


def plain(name: str) -> str:
    """A name out of a file as a word: "giving_back" as "Giving back"."""
    return name.replace("_", " ").capitalize()


def on(day: date) -> str:
    """A day in words."""
    return format_date(day, "d MMMM y", locale=get_language() or "en")


def rule_label(scheme: Scheme, name: str) -> str:
    """The name of a result ("module", "areas/tax", "quality/peer review") in words."""
    first, *rest = name.split("/")
    found = next((rule for rule in scheme.rules if rule.name == first), None)
    if found is None:
        return plain(name.replace("/", ": "))
    words = [label(found.label) if found.label else _own_name(scheme, first)]
    return ": ".join(words + [_inner(scheme, found, one) for one in rest])


def category_label(scheme: Scheme, name: str) -> str:
    """A category in words, with its area where it has one; "all" is anything."""
    first, *rest = name.split("/")
    if first == "all":
        return _("anything that counts")
    words = label(scheme.categories[first].label) if first in scheme.categories else plain(first)
    return f"{words} ({rest[0]})" if rest else words


def entry_label(scheme: Scheme, name: str) -> str:
    """The entry of the earning table that an activity came under, in words."""
    found = next((entry for entry in scheme.earning if entry.name == name), None)
    return label(found.label) if found and found.label else plain(name)


def _own_name(scheme: Scheme, name: str) -> str:
    """The name of a rule without a label: that of its one category, where no other rule is about that."""
    others = {rule.name for rule in scheme.rules}
    about = next((rule.of for rule in scheme.rules if rule.name == name and isinstance(rule, AmountRule)), Selection())
    known = name
    if (
        name not in scheme.categories
        and about == Selection(about.categories[:1])
        and others.isdisjoint(about.categories)
    ):
        known = "".join(about.categories)
    if known in scheme.categories:
        return label(scheme.categories[known].label)
    return _("Total") if name == "total" else plain(name)


def _inner(scheme: Scheme, rule: Rule, name: str) -> str:
    inner = rule.any_of if isinstance(rule, AnyRule) else rule.all_of if isinstance(rule, AllRule) else ()
    named: dict[str, Any] = {one.name: one for one in inner}
    if isinstance(rule, StepsRule):
        named |= {step.name: step for step in rule.steps}
    found = named.get(name)
    if found is not None:
        return label(found.label) if found.label else plain(name)
    try:
        return on(date.fromisoformat(name))
    except ValueError:
        return name
