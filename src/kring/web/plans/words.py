"""What pages of plans say, in the reader's language."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kring.planning.needs.rules import quarters
from kring.planning.plans.models import Answer
from kring.planning.plans.rules.answering import Open, Why
from kring.planning.plans.rules.explaining import Binding
from kring.planning.plans.rules.plan import Aim, Plan
from kring.planning.plans.rules.pricelists import Unread
from kring.planning.plans.rules.problem import Way
from kring.web.meetings.words import price
from kring.web.planning.words import quarter as quarter_words

WAYS: Final[Mapping[str, Any]] = {
    Way.DEVELOP: gettext_lazy("Develop"),
    Way.ATTRACT: gettext_lazy("Attract"),
    Way.HIRE: gettext_lazy("Hire in"),
}
STEPS: Final[Mapping[str, Any]] = {
    "course": gettext_lazy("a course"),
    "peer": gettext_lazy("learning from a colleague"),
    "doing": gettext_lazy("doing it with guidance"),
}
# Columns and words of a list of prices, as `rules.pricelists` reads them back.
COLUMNS: Final[Mapping[str, Any]] = {
    "competence": gettext_lazy("competence"),
    "what": gettext_lazy("what"),
    "cents": gettext_lazy("euros once"),
    "cents_a_quarter": gettext_lazy("euros each quarter"),
    "currency": gettext_lazy("currency"),
    "days": gettext_lazy("days"),
    "lead": gettext_lazy("quarters"),
    "most": gettext_lazy("at most"),
    "after": gettext_lazy("after"),
}
WHATS: Final[Mapping[str, Any]] = {
    "course": gettext_lazy("course"),
    "peer": gettext_lazy("colleague"),
    "doing": gettext_lazy("doing"),
    "attract": gettext_lazy("attracting"),
    "hire": gettext_lazy("hiring in"),
}
UNREAD: Final[Mapping[Unread, Any]] = {
    Unread.NO_WHAT: gettext_lazy("Say course, colleague, doing, attracting or hiring in."),
    Unread.UNKNOWN_COMPETENCE: gettext_lazy("No need of this organisation is about this."),
    Unread.NO_MONEY: gettext_lazy("Give an amount of money, such as 1500 or 1500.50."),
    Unread.NEGATIVE_MONEY: gettext_lazy("Money can’t be less than nothing."),
    Unread.TOO_DEAR: gettext_lazy("Give an amount of money up to ten million."),
    Unread.CURRENCY: gettext_lazy("A plan is in euros throughout: reckon this in euros first."),
    Unread.NO_DAYS: gettext_lazy("Give 0 to 366 days."),
    Unread.NEGATIVE_LEAD: gettext_lazy("It can’t be ready before it begins: give 0 to 12 quarters."),
    Unread.NO_LEAD: gettext_lazy("Give 0 to 12 quarters."),
    Unread.NO_MOST: gettext_lazy("Give 0 to 1,000 people."),
    Unread.NO_AFTER: gettext_lazy("Name steps (course, colleague, doing) with a + between them, or – for none."),
    Unread.OWN_PREREQUISITE: gettext_lazy("This step would come after itself."),
    Unread.TWICE: gettext_lazy("Row %(row)d has a price for the same. Leave one out."),
}
WHY: Final[Mapping[str, Any]] = {
    Why.CHEAPEST: gettext_lazy("Costs the least for each quarter."),
    Why.SOONEST: gettext_lazy("The cheaper ways come later."),
    Why.FURTHER: gettext_lazy("The cheaper ways don’t reach far enough, or a limit binds."),
    Why.DEARER: gettext_lazy("Another way costs less for each quarter."),
    Why.LIMITED: gettext_lazy("A limit binds, and what it leaves does more elsewhere."),
    Why.LEAVES: gettext_lazy("Whoever grows to it leaves a place at a lower level."),
    Why.TOO_LATE: gettext_lazy("Would be ready after nobody is missing any more."),
    Why.FORBIDDEN: gettext_lazy("You forbade this."),
    Why.NOBODY: gettext_lazy("Nobody is there for it."),
    Why.UNNEEDED: gettext_lazy("Nobody is missing."),
}
OPEN: Final[Mapping[str, Any]] = {
    Open.TOO_SOON: gettext_lazy("No way is ready by then."),
    Open.NO_WAY: gettext_lazy("There is no way to close this."),
    Open.USED_UP: gettext_lazy("All ways are used as far as they go."),
    Open.LIMITED: gettext_lazy("A limit binds, and what it leaves does more elsewhere."),
}
AIMS: Final[Mapping[str, Any]] = {
    Aim.SHORTAGE: gettext_lazy("Looking for the plan in which least is missing"),
    Aim.CENTS: gettext_lazy("Of those, looking for the one that costs least"),
    Aim.DAYS: gettext_lazy("Of those, spreading days of development fairly"),
    Aim.ORDER: gettext_lazy("Putting it in order"),
    "binding": gettext_lazy("Looking which limits bind"),
    "curve": gettext_lazy("Looking what other budgets would buy"),
    "second": gettext_lazy("Looking what comes second"),
    "contradiction": gettext_lazy("There is no such plan; looking which limits contradict"),
}
LIMITS: Final[Mapping[str, Any]] = {
    "budget": gettext_lazy("The budget"),
    "unit": gettext_lazy("The budget of a department"),
    "days": gettext_lazy("The development days of all together"),
    "own": gettext_lazy("The least own people for %(gap)s"),
    "hired": gettext_lazy("The largest share of people hired in"),
    "roles": gettext_lazy("What one person grows to at once"),
    "people-days": gettext_lazy("The development days that people have left"),
}
FAILED: Final[Mapping[str, Any]] = {
    "no-time": gettext_lazy("No plan was found within the time for it. Loosen a limit, or take fewer quarters."),
    "too-large": gettext_lazy("Someone could combine what she might learn in too many ways. Allow fewer roles."),
    "over": gettext_lazy("All quarters of this scenario are over. Choose later ones under Limits."),
    "fault": gettext_lazy("Something went wrong with us. It was written down for the operator."),
}
ANSWERS: Final[Mapping[str, Any]] = {
    Answer.OPEN: gettext_lazy("waits for an answer"),
    Answer.ACCEPTED: gettext_lazy("taken up"),
    Answer.DECLINED: gettext_lazy("not taken up"),
    Answer.WITHDRAWN: gettext_lazy("taken back"),
}


def quarter_at(first: date, number: int) -> str:
    """A quarter of a plan, as people say it."""
    return quarter_words(quarters.after(first, number))


def span(first: date, numbers: Sequence[int]) -> str:
    """Quarters of a plan: one, or from which to which."""
    if len(set(numbers)) == 1:
        return quarter_at(first, numbers[0])
    said = {"first": quarter_at(first, min(numbers)), "last": quarter_at(first, max(numbers))}
    return _("%(first)s – %(last)s") % said


def money(cents: int) -> str:
    """An amount, which no line breaks."""
    return price(cents).replace(" ", "\u00a0")


def people(count: int) -> str:
    """So many people."""
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}


def person_quarters(count: int) -> str:
    """So many people missing for a quarter, added up."""
    return ngettext("%(count)d quarter of a person", "%(count)d quarters of people", count) % {"count": count}


def days(count: int) -> str:
    """So many days."""
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def proof(plan: Plan) -> str:
    """How sure it is that no plan is better."""
    if plan.proved:
        return _(
            "It is proved that no plan is better: in none less is missing, and of such plans this one costs least."
        )
    shortage, cents = plan.stage(Aim.SHORTAGE), plan.stage(Aim.CENTS)
    if shortage is not None and not shortage.proved:
        return _(
            "Time was over before it was proved. What is missing weighs %(value)d here; in no plan it weighs less than "
            "%(bound)d."
        ) % {"value": shortage.value, "bound": shortage.bound}
    if cents is not None and not cents.proved:
        return _(
            "It is proved that in no plan less is missing. A plan could cost %(gap)s less at most; time was over "
            "before that was ruled out."
        ) % {"gap": price(cents.gap)}
    return _(
        "It is proved that in no plan less is missing, and that of such plans this one costs least. Days could be "
        "spread a little more fairly."
    )


def wish(way: str, *, least: int, most: int | None, gap: str, name: str) -> str:
    """What is locked or forbidden; `gap` is empty for any, `name` for anyone."""
    count = least or most or 0
    said = {
        "way": str(WAYS[way]),
        "gap": gap or _("any gap"),
        "name": name,
        "count": person_quarters(count) if way == Way.HIRE else people(count),
    }
    if name:
        return (_("%(name)s develops to %(gap)s") if least else _("%(name)s doesn’t develop to %(gap)s")) % said
    if least:
        return _("%(way)s, for %(gap)s: at least %(count)s") % said
    return (_("%(way)s, for %(gap)s: at most %(count)s") if most else _("%(way)s, for %(gap)s: not at all")) % said


def limit(name: str, of: str, first: date, gaps: Mapping[str, str]) -> str:
    """A limit, by its name and what it is of."""
    if name == "quarter":
        return _("The budget of %(quarter)s") % {"quarter": quarter_at(first, int(of))}
    return str(LIMITS[name]) % {"gap": gaps.get(of, "?")}


def binds(one: Binding, first: date, gaps: Mapping[str, str], wish: str) -> str:
    """What a limit that binds says."""
    said = {
        "limit": wish or limit(one.limit, one.of, first, gaps),
        "cents": price(abs(one.cents)),
        "weighted": one.weighted,
    }
    if one.more is not None:
        said["more"] = days(one.more) if one.limit == "days" else price(one.more)
        return (
            _("%(limit)s is %(more)s short: with so much more, less would be missing (by weight %(weighted)d).") % said
        )
    if one.weighted and one.cents > 0:
        return _("%(limit)s: without it less would be missing (by weight %(weighted)d), for %(cents)s more.") % said
    if one.weighted:
        return _("%(limit)s: without it less would be missing (by weight %(weighted)d), for %(cents)s less.") % said
    return _("%(limit)s: without it the plan would cost %(cents)s less.") % said
