"""What is wrong with a scheme, an example or a case, in plain words that say what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kring.registers.rules.problems import Path, Problem
from kring.registers.rules.verdict import plain
from kring.registers.sentences.verdicts import number

# What a right line looks like.
EXAMPLES = {"test": 'hours: ">= 2"', "text": 'source: "PE rules: 2024"'}
# How many of the words that may stand at a place are worth listing.
MOST_LISTED = 12

READING: Mapping[str, Promise] = {
    "file too big": _("The file is larger than %(most)s kB."),
    "no utf-8": _("The file isn't text in UTF-8: byte %(byte)s isn't part of any sign. Save it as UTF-8."),
    "no json": _("This isn't JSON: %(said)s"),
    "empty file": _("There is nothing in the file."),
    "several documents": _("A second document begins here (---). One file holds one scheme."),
    "anchor": _("Signs that repeat a part of the file (& and *) aren't read. Write it out a second time."),
    "tag": _("Tags (words that begin with !) aren't read. Put a text that begins with ! in quotes."),
    "file too deep": _("This is nested more than %(most)s levels deep."),
    "key twice": _("“%(key)s” stands twice in the same place. Only one of them could count."),
    "key is no text": _("A list or mapping can't be the name of something."),
    "colon in text": _(
        "This can't be read: a text with a colon and a space in it needs quotes, as in “%(text)s”. "
        "Or the line is indented further than the one above it."
    ),
    "sign without quotes": _("A value that begins with > or | needs quotes, as in “%(test)s”."),
    "sign at start": _("A value can't begin with this sign. Put it in quotes, as in “%(test)s”."),
    "colon missing": _("There is no colon here, or no space after it: “name: value”."),
    "quote left open": _("A quote is opened here or above and never closed."),
    "quote in quotes": _(
        "After a closing quote nothing more may follow. Use double quotes around a text with an apostrophe."
    ),
    "indentation": _("The line doesn't stand under the one that it belongs to. Indent with two spaces a level."),
    "strange sign": _("There is a sign in the file that isn't text. Save it as plain text in UTF-8."),
    "text in braces": _(
        "Inside { } or [ ] a text with a comma, a colon, a question mark or a brace needs quotes. Easier: give every "
        "key a line of its own."
    ),
    "tab": _("There is a tab here. Indent with spaces."),
    "yaml": _("This can't be read as YAML: %(said)s"),
}
VALUES: Mapping[str, Promise] = {
    "text expected": _("A text is expected here."),
    "mapping expected": _("Keys with values are expected here (“name: value”), a line each."),
    "list expected": _("A list is expected here: lines that begin with “- ”."),
    "not understood": _("This isn't understood."),
    "empty": _("There is nothing after the colon. Fill it in, or leave the line out."),
    "too few": _("There are too few here: at least %(least)s."),
    "too many": _("There are too many here: at most %(most)s."),
    "unknown key": _("“%(key)s” means nothing here.%(nearest)s%(known)s"),
    "key missing": _("“%(key)s” is missing here."),
    "one of these expected": _("“%(found)s” isn't one of: %(known)s."),
    "one of": _("One of these must be said here: %(keys)s."),
    "bad name": _(
        "“%(found)s” can't be a name: at most 60 signs, without . / : , # and brackets, and beginning with a letter "
        "or a digit."
    ),
    "said twice": _("“%(name)s” stands here twice."),
    "number expected": _("“%(found)s” isn't a number such as 20, 0.25 or 1/3."),
    "too many digits": _("“%(found)s” has more than %(most)s digits. Round it: 1/3 can be written so."),
    "whole number expected": _("“%(found)s” isn't a whole number from 1 to 1000."),
    "negative": _("“%(found)s” is below what can be here: 0, or more than 0 for a step."),
    "yes or no expected": _("Say yes or no, not “%(found)s”."),
    "day expected": _("“%(found)s” isn't a day such as 2024-01-31."),
    "no such day": _("There is no such day: %(found)s."),
    "no such month": _("“%(found)s” isn't a month. Write it out in English: January."),
    "no such moment": _("There is no such moment: %(found)s."),
    "day or moment expected": _("“%(found)s” isn't a day (2024-01-31) or a moment (2024-01-31T19:30)."),
    "length expected": _("“%(found)s” isn't a length such as 2 years, 18 months, 6 weeks or 90 days."),
    "too long": _("“%(found)s” is longer than a hundred years."),
    "too deep": _("Too much is nested in this value."),
    "moment expected": _(
        "“%(found)s” isn't a day. A day is 2024-01-31, a fact such as person.start or period.last_day, or is counted "
        "from one: 3 months after person.start, 31 January after period.last_day, end of month of person.start."
    ),
    "round expected": _("“%(found)s” isn't a rounding such as “down to 1”, “up to 0.5” or “half up to 0.25”."),
    "window expected": _("“%(found)s” isn't one of: period, each PART, last 3 years."),
    "last expected": _("“%(found)s” isn't a stretch such as “last 12 months”."),
    "condition expected": _("A condition is expected here: a fact and what it must be, as in “%(test)s”."),
    "bad fact": _("“%(found)s” can't be a fact. A fact is a word such as hours, or two as in person.level."),
    "backwards": _("From %(low)s to %(high)s there is nothing: the larger one stands first."),
    "amount expected": _(
        "“%(found)s” isn't an amount. An amount is a number, “50%% of required total”, “30%% of earned all”, "
        "“14 plus 6 for each chamber”, or a list of cases (when, is)."
    ),
    "share out of range": _("%(found)s%% isn't a share from 0 to 100%%."),
    "case never reached": _("The case above has no “when”, so this one is never looked at."),
    "last case with when": _("The last case may have no “when”: something must hold for everyone else."),
    "case expected": _("A case is expected here: “when: …” and “is: …”, and only “is: …” for the last."),
    "cases in cases": _("A case holds one amount, not a list of cases again."),
    "label expected": _("A text is expected here, or one in each language: “en: …” and “nl: …”."),
    "no such zone": _("“%(found)s” isn't a time zone such as Europe/Amsterdam."),
    "bad slug": _("“%(found)s” can't name a scheme: small letters, digits and hyphens."),
    "other format": _("This Kring reads format 1, not “%(found)s”."),
    "one_in with forgive": _("“one_in” belongs to “way: forgive”, and is needed there."),
    "needed with way": _("“way: %(way)s” needs “%(key)s”."),
    "reviewed by whom": _("“status: reviewed” goes with “reviewed_by” and “reviewed_on”, and neither goes without it."),
    "no such path": _("“%(path)s” leads nowhere. A path is keys and names with dots between: rules.total.at_least."),
}
SENSE: Mapping[str, Promise] = {
    "unknown name": _("There is no %(what)s called “%(found)s”.%(nearest)s%(known)s"),
    "reserved name": _("“%(name)s” means everything, so no category can be called that."),
    "unknown fact": _("Nothing is known of “%(fact)s”.%(nearest)s A fact of the scheme's own is declared under facts."),
    "test can't hold": _("“%(fact)s” is %(type)s, so this can never hold."),
    "only with per": _("“%(fact)s” is only known in a rule with “per”, and not of an activity."),
    "not counted yet": _(
        "What a rule has is only known after counting. “%(fact)s” can be asked by the “when” of another rule and under "
        "carry and debts; only “required” is known everywhere."
    ),
    "only in steps": _("“%(fact)s” is only known among the steps of its own rule."),
    "no window here": _(
        "“in” means nothing for steps, which have days of their own, nor for an average, which has “over”."
    ),
    "debt in a window": _("“%(rule)s” isn't about the whole period, so no next period can make up for it."),
    "no date": _("“%(fact)s” isn't a day."),
    "circle": _("“%(name)s” leads back to itself, so none of these can be worked out."),
    "months or years": _("Say this in months or years."),
    "part longer": _("The part “%(name)s” is longer than the period."),
    "rolling with blocks": _("A rolling period has no end, so there is no duty, last_day, carry or debts in it."),
    "ends before it starts": _("This ends before it starts."),
    "least above most": _("At least %(least)s and at most %(most)s can't both hold."),
    "least above cap": _("At least %(least)s is asked here, but the rule “%(rule)s” lets at most %(most)s count."),
    "nothing earns": _("No entry under earning puts anything into “%(name)s”."),
    "no entry for kind": _("No entry under earning takes activities of the kind “%(kind)s”, so nothing counts here."),
    "out of reach": _("At least %(least)s is asked, but the limits under earning let nobody earn more than %(most)s."),
    "excess unsaid": _(
        "This scheme carries credit over, so “%(rule)s” must say what becomes of what is above its at_most: "
        "“excess: lost” or “excess: carries”."
    ),
    "endless carry": _("Credit that is carried again and lasts until used would never end. Give “lasts” a length."),
    "limit on gathered": _("A limit per activity is looked at after the activities were put together."),
    "entry never reached": _("An entry above takes everything that “%(name)s” could take. Put this one first."),
    "too many readings": _("Together the readings give more than %(most)s ways to judge."),
    "too many alternatives": _("Together the rules with any_of give more than %(most)s ways to be met."),
    "too many parts": _("The period has more than %(most)s parts."),
    "reading breaks": _("With the option “%(option)s” the scheme isn't sound any more."),
}
FOLDER: Mapping[str, Promise] = {
    "no scheme file": _("There is no scheme.yaml (or scheme-VERSION.yaml) in this folder."),
    "no examples": _("There is no examples.yaml in this folder. Give at least %(least)s: met, short and an edge."),
    "no sources": _("There is no sources.md in this folder: say in it where the rules were read."),
    "unknown file": _("This file isn't looked at.%(nearest)s"),
    "two schemes": _("%(other)s is of another scheme. One folder holds the versions of one."),
    "same version": _("%(other)s has the same version."),
    "versions overlap": _("This version and %(other)s would both judge some periods. Give the older one an “until”."),
    "version needed": _("There are several versions here, so an example says for which it is: “version: %(known)s”."),
    "unknown version": _("There is no version “%(found)s” here, only: %(known)s."),
    "too few examples": _(
        "Version %(version)s has %(found)s examples. Give at least %(least)s: met, short and an edge."
    ),
    "no such example": _("No example of version %(version)s expects “%(verdict)s”. Give one."),
}
CASE: Mapping[str, Promise] = {
    "day missing": _("On which day was it? Say “on”, or “started” and “ended”."),
    "no duration": _("It must take some time: more than 0."),
    "too many hours": _("%(hours)s hours in %(days)s day or days is more than there is. It is judged as it stands."),
    "unknown category": _("This scheme has no category “%(found)s”, so the claim is passed over.%(nearest)s"),
    "overlaps": _("This overlaps with “%(other)s”. Both are judged as they stand."),
}
SENTENCES: Mapping[str, Promise] = {**READING, **VALUES, **SENSE, **FOLDER, **CASE}
_WHATS: Mapping[str, Promise] = {
    "category": _("category"),
    "rule": _("rule"),
    "rule with at_least": _("rule with at_least"),
    "area": _("area"),
    "part of the period": _("part of the period"),
    "window": _("window"),
    "kind": _("known kind"),
}
_TYPES: Mapping[str, Promise] = {
    "number": _("a number"),
    "text": _("a word"),
    "date": _("a day"),
    "yes_no": _("yes or no"),
    "list": _("a list"),
}


def problem(found: Problem) -> str:
    """The sentence of a problem, in the active language."""
    facts = EXAMPLES | {key: _said(key, value) for key, value in found.facts.items()}
    for optional in ("nearest", "known"):
        facts.setdefault(optional, "")
    if facts["nearest"] and found.code != "unknown file":
        facts["known"] = facts["known"] if found.code in _LISTING else ""
    elif facts["known"] and found.code in ("unknown key", "unknown name"):
        facts["known"] = " " + gettext("Possible are: %(known)s.") % {"known": facts["known"]}
    sentence = SENTENCES.get(found.code)
    return str(sentence) % facts if sentence is not None else found.code


_LISTING = frozenset({"one of these expected", "version needed", "unknown version"})


def _said(key: str, value: Any) -> str:
    if key == "nearest":
        return " " + gettext("Did you mean “%(nearest)s”?") % {"nearest": value} if value else ""
    if key == "what":
        return str(_WHATS.get(value, value))
    if key == "type":
        return str(_TYPES.get(value, value))
    if isinstance(value, list | tuple | set | frozenset):
        listed = [str(item) for item in value]
        return ", ".join(listed[:MOST_LISTED]) + (", …" if len(listed) > MOST_LISTED else "")
    return number(value) if isinstance(value, Fraction) else str(plain(value))


def place(found: Problem) -> str:
    """Where it is: `examples.yaml:12 [0].case.activities[1].hours`, as far as that is known."""
    where = f"{found.file}:{found.line}" if found.file and found.line else found.file or ""
    return " ".join(part for part in (where, _path(found.path)) if part)


def _path(path: Path) -> str:
    written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return written.removeprefix(".")
