"""What a verdict says, in plain words. Takes the plain form of a verdict (`as_json`), which is also what is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kring.registers.rules.schema import POINT, Scheme
from kring.registers.rules.verdict import number as written
from kring.registers.sentences.names import category_label, label, rule_label

WORDS: Mapping[str, Promise] = {
    "met": _("met"),
    "on course": _("on course"),
    "short": _("short"),
    "waiting for review": _("waiting for review"),
    "can't be decided": _("can't be decided"),
}
WHY: Mapping[str, Promise] = {
    "no_period": _("It can't be told which period this is: a day that it is counted from isn't known."),
    "no_day": _("It isn't said for which day this is judged."),
    "no_rules": _("No version of these rules was in force for this period."),
    "unknown_facts": _("Something decides that isn't known."),
    "too_many_unknown": _("Too much isn't known."),
    "readings": _("The rules can be read in more than one way, and the ways differ."),
    "too_fine": _("The numbers are too fine to add up exactly."),
    "too_hard": _("The best way to divide these activities couldn't be found."),
    "rule_conditions": _("A rule depends on another in a way that can't be worked out."),
}
REASONS: Mapping[str, Promise] = {
    "outside_period": _("It lies outside the period."),
    "earlier_period": _("It was done before this period, and counts only where a rule looks back."),
    "step": _("It gives no points, and is the step “%(step)s”."),
    "no_duty": _("There was no duty yet in this period."),
    "planned": _("It hasn't happened yet."),
    "refused": _("The reviewer refused it."),
    "under_review": _("It waits for review."),
    "flagged": _("An audit asked about it, so it waits."),
    "no_entry": _("These rules give nothing for this kind of activity."),
    "cap": _("More than enough of this is there already: the rule “%(rule)s” lets no more count."),
    "other_bucket": _("It counts in another place, where it is of more use."),
    "left_out_days": _("It falls in days that are left out."),
    "spanning": _("It doesn't lie wholly inside the period."),
    "duplicate": _("It is the same as another one."),
}
WINDOWS: Mapping[str, Promise] = {
    "activity": _("per activity"),
    "day": _("per day"),
    "month": _("per month"),
    "year": _("per year"),
    "period": _("per period"),
    "ever": _("in all"),
}
# What several are called where a scheme leaves it at points.
POINTS = {"en": "points", "nl": "punten"}


def word(verdict: str) -> str:
    """The word of a verdict."""
    return str(WORDS.get(verdict, verdict))


def why(code: str) -> str:
    """Why nothing can be decided."""
    return str(WHY.get(code, code))


# A twelfth of a year is a month; beyond that a fraction is a decimal to its reader.
_READ_AS_FRACTIONS = 12


def number(value: Fraction | str | int | None) -> str:
    """A number as one reads it: 147,2 in Dutch, 34⅔ as 34 2/3; a fraction that nobody reads as about what it is."""
    if value is None:
        return ""
    exact = Fraction(value)
    text = written(exact)
    if "/" in text and exact.denominator > _READ_AS_FRACTIONS:
        text = f"≈ {float(exact):.2f}"
    if "/" in text and abs(exact) > 1:
        whole, rest = divmod(abs(exact), 1)
        return f"{'-' if exact < 0 else ''}{whole} {rest}"
    return text.replace(".", ",") if (get_language() or "").startswith("nl") else text


def amount(value: Fraction | str | int, measure: str, scheme: Scheme) -> str:
    """A number with its unit: 5 points, 1 activity, 2 hours."""
    exact = Fraction(value)
    many = 1 if exact == 1 else 2
    shown = {"num": number(exact)}
    if measure == "points":
        plural = scheme.units or (POINTS if scheme.unit == POINT else scheme.unit)
        unit = scheme.unit if many == 1 else plural
        return f"{shown['num']} {label(unit)}"
    units = {
        "hours": ngettext("%(num)s hour", "%(num)s hours", many),
        "activities": ngettext("%(num)s activity", "%(num)s activities", many),
        "items": ngettext("%(num)s item", "%(num)s items", many),
        "days": ngettext("%(num)s day", "%(num)s days", many),
    }
    return units.get(measure, "%(num)s") % shown


def rule(line: Mapping[str, Any], scheme: Scheme) -> str:
    """One rule of a verdict: what was asked, what there is, what is missing."""
    if not line["applies"]:
        return gettext("It doesn't apply.")
    measure = line["measure"]
    have = amount(line["have"], measure, scheme)
    if line["required"] is None:
        return _only_a_cap(line, measure, scheme)
    facts = {"have": have, "required": number(line["required"]), "missing": amount(line["missing"], measure, scheme)}
    lacking = Fraction(line["missing"]) > 0
    if line["met"] and lacking:
        return gettext("%(have)s of %(required)s: %(missing)s short, which is let pass this time.") % facts
    if line["met"]:
        return gettext("%(have)s of %(required)s: met.") % facts
    if lacking:
        return gettext("%(have)s of %(required)s: %(missing)s to go.") % facts
    return gettext("%(have)s of %(required)s: not met.") % facts


def _only_a_cap(line: Mapping[str, Any], measure: str, scheme: Scheme) -> str:
    if line.get("cap") is not None:
        facts = {"have": amount(line["have"], measure, scheme), "most": number(line["cap"])}
        return gettext("%(have)s counted, at most %(most)s.") % facts
    return gettext("Met.") if line["met"] else gettext("Not met.")


def reason(code: str, facts: Mapping[str, Any], scheme: Scheme) -> str:
    """Why an activity didn't count, or not in full."""
    if code == "condition":
        return _condition(facts, scheme)
    if code == "limit":
        return _limit(facts, scheme)
    if code == "not_stated":
        return gettext("Not said: %(fact)s. Without it nothing counts.") % {
            "fact": fact_name(str(facts.get("fact", "points")), scheme)
        }
    sentence = REASONS.get(code)
    return str(sentence) % {"rule": "", "step": "", **facts} if sentence is not None else code


def _condition(facts: Mapping[str, Any], scheme: Scheme) -> str:
    fact = str(facts.get("fact", ""))
    said = {"fact": fact_name(fact, scheme), "asked": asked(str(facts.get("asked", "")))}
    found = facts.get("is")
    if found in (None, "unknown"):
        return gettext("Not said: %(fact)s. What is asked: %(asked)s.") % said
    return gettext("%(fact)s: %(found)s. What is asked: %(asked)s.") % {**said, "found": asked(str(found))}


def _limit(facts: Mapping[str, Any], scheme: Scheme) -> str:
    limit = _limit_said(str(facts.get("limit", "")), scheme)
    said = {"limit": limit, "lost": amount(facts.get("lost", 0), "points", scheme)}
    if Fraction(facts.get("lost", 0)) == 0:
        return gettext("The limit is reached: %(limit)s.") % said
    many = 1 if Fraction(facts.get("lost", 0)) == 1 else 2
    return (
        ngettext(
            "Over the limit of %(limit)s: %(lost)s doesn't count.",
            "Over the limit of %(limit)s: %(lost)s don't count.",
            many,
        )
        % said
    )


def _limit_said(limit: str, scheme: Scheme) -> str:
    """`1 times per ever title` in words: once in all, of the same title."""
    named = "|".join(map(re.escape, sorted([*WINDOWS, *scheme.period.parts], key=len, reverse=True)))
    found = re.fullmatch(rf"(\S+) (points|hours|times) per ({named})(?: (.+))?", limit)
    if not found:
        return limit
    many = Fraction(found[1])
    times = ngettext("%(num)s time", "%(num)s times", 1 if many == 1 else 2) % {"num": number(many)}
    most = times if found[2] == "times" else amount(many, found[2], scheme)
    window = str(WINDOWS[found[3]]) if found[3] in WINDOWS else gettext("per %(part)s") % {"part": found[3]}
    same = gettext(", of the same: %(fact)s") % {"fact": fact_name(found[4], scheme)} if found[4] else ""
    return f"{most} {window}{same}"


def way(found: Mapping[str, Any], scheme: Scheme) -> str:
    """What would close a gap."""
    facts = {"amount": amount(found["amount"], found["measure"], scheme), "rule": rule_label(scheme, found["rule"])}
    if found["measure"] != "points":
        return gettext("%(amount)s more for “%(rule)s”.") % facts
    known = [category for category in found["categories"] if category != "all"]
    if not known:
        return gettext("%(amount)s more, of any kind that counts.") % facts
    *names, last = [category_label(scheme, category) for category in _widest(known, scheme)]
    if not names:
        return gettext("%(amount)s more in: %(names)s.") % {**facts, "names": last}
    return gettext("%(amount)s more in: %(names)s or %(last)s.") % {**facts, "names": ", ".join(names), "last": last}


def _widest(categories: Sequence[str], scheme: Scheme) -> list[str]:
    """Those of the categories that lie in no other of them: who is told of education needs not hear of its parts."""
    return [one for one in categories if not set(_around(one.partition("/")[0], scheme)) & {*categories}]


def _around(category: str, scheme: Scheme) -> Iterator[str]:
    for outer in scheme.categories[category].within if category in scheme.categories else ():
        yield outer
        yield from _around(outer, scheme)


FACTS: Mapping[str, Promise] = {
    "hours": _("the number of hours"),
    "minutes": _("the number of minutes"),
    "points": _("the number of points"),
    "items": _("how many there were"),
    "group_size": _("the size of the group"),
    "facilitator": _("whether there was a facilitator"),
    "tested": _("whether a test was passed"),
    "evidence": _("whether there is evidence"),
    "accredited": _("whether it is accredited"),
    "structured": _("whether it was structured"),
    "online": _("whether it was online"),
    "mine_to_lead": _("whether one led it oneself"),
    "claimed": _("what it is claimed for"),
    "areas": _("the area"),
    "title": _("the title"),
    "kind": _("the kind"),
    "group": _("the group"),
    "started": _("the day on which it began"),
    "submitted": _("the day on which it was handed in"),
    "recorded": _("the day on which it was recorded"),
    "person.start": _("the day of registration"),
    "person.birthday": _("the day of birth"),
    "person.level": _("the level of the registration"),
    "person.groups": _("the groups that one belongs to"),
}


def fact_name(fact: str, scheme: Scheme) -> str:
    """A fact as one speaks of it: the scheme's own by the question that it asks."""
    own = scheme.facts.person.get(fact.removeprefix("person.")) if "." in fact else scheme.facts.activity.get(fact)
    if own is not None:
        return label(own.ask, fact)
    known = FACTS.get(fact)
    return str(known) if known is not None else fact


def asked(test: str) -> str:
    """What a fact is held against, in words: `>= 2`, `3..10`, yes."""
    if found := re.fullmatch(r"(\S+)\.\.(\S+)", test):
        return gettext("from %(low)s to %(high)s") % {"low": found[1], "high": found[2]}
    for sign, sentence in _SIGNS.items():
        if test.startswith(sign):
            return str(sentence) % {"bound": test.removeprefix(sign).strip()}
    return str(_YES_NO.get(test, test))


_SIGNS: Mapping[str, Promise] = {
    ">=": _("at least %(bound)s"),
    "<=": _("at most %(bound)s"),
    ">": _("more than %(bound)s"),
    "<": _("less than %(bound)s"),
}
_YES_NO: Mapping[str, Promise] = {"yes": _("yes"), "no": _("no"), "known": _("that it is known")}
