"""What owners and HR fill in: limits, prices, and words of what a plan becomes."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.planning.needs.rules import quarters
from kring.planning.plans.actions import Limited, Priced
from kring.planning.plans.actions.becoming import LONGEST_TEXT, LONGEST_TITLE
from kring.planning.plans.actions.writing import LONGEST_NAME, MOST_QUARTERS, MOST_WISHED
from kring.planning.plans.models import Price, PricedAs, Scenario, WayOf
from kring.planning.plans.rules.growing import USUAL_ORDER
from kring.web.fields import Line, Lines
from kring.web.planning.words import quarter as quarter_words
from kring.web.plans import words

LONGEST_LIST: Final = 60_000


class _Euros(forms.DecimalField):
    def __init__(self, **told: Any) -> None:
        super().__init__(min_value=0, decimal_places=2, max_digits=14, localize=True, required=False, **told)


class LimitsForm(forms.Form):
    """What a scenario keeps to."""

    name = Line(label=_("Name"), longest=LONGEST_NAME)
    quarters = forms.IntegerField(label=_("How many quarters"), min_value=1, max_value=MOST_QUARTERS)
    budget = _Euros(label=_("Budget in euros"))
    days = forms.IntegerField(label=_("Development days of all together"), min_value=0, required=False)
    roles = forms.IntegerField(label=_("Things that one person grows to at once, at most"), min_value=1, max_value=4)
    own = forms.IntegerField(label=_("Own people for each gap, at least"), min_value=0, required=False)
    own_percent = forms.IntegerField(
        label=_("Own people, at least so many percent of what is needed"), min_value=0, max_value=100, required=False
    )
    hired_percent = forms.IntegerField(
        label=_("People hired in, at most so many percent of what a department needs"),
        min_value=0, max_value=100, required=False,
    )  # fmt: skip
    at: ClassVar[dict[str, str]] = {"by_quarter": "q1"}

    def __init__(self, *args: Any, soonest: date, known: date | None = None, **told: Any) -> None:
        super().__init__(*args, **told)
        columns = [quarters.after(soonest, number) for number in range(MOST_QUARTERS)]
        offered = [*([known] if known and known not in columns else []), *columns]
        self.fields["first"] = forms.TypedChoiceField(
            label=_("From which quarter"), coerce=date.fromisoformat,
            choices=[(one.isoformat(), quarter_words(one)) for one in offered],
        )  # fmt: skip
        self.fields["own_from"] = forms.TypedChoiceField(
            label=_("Own people from which quarter of the plan on"), coerce=int, required=False,
            choices=[(str(number), str(number + 1)) for number in range(MOST_QUARTERS)],
        )  # fmt: skip
        for number in range(1, MOST_QUARTERS + 1):
            self.fields[f"q{number}"] = _Euros(label=_("Quarter %(number)d") % {"number": number})

    def by_quarter(self) -> list[Any]:
        """The fields of budgets by quarter."""
        return [self[f"q{number}"] for number in range(1, MOST_QUARTERS + 1)]

    def told(self) -> Limited:
        """What was filled in, once it is valid."""
        said = self.cleaned_data
        return Limited(
            name=said["name"],
            first=said["first"],
            quarters=said["quarters"],
            budget=_cents(said["budget"]),
            by_quarter=[_cents(said[f"q{number}"]) for number in range(1, MOST_QUARTERS + 1)],
            days=said["days"],
            roles=said["roles"],
            own=said["own"] or 0,
            own_percent=said["own_percent"] or 0,
            own_from=said["own_from"] or 0,
            hired_percent=said["hired_percent"],
        )


def known_limits(scenario: Scenario) -> dict[str, Any]:
    """The limits of a scenario, as its form starts."""
    plain = ("name", "quarters", "days", "roles", "own", "own_percent", "own_from", "hired_percent")
    told = {name: getattr(scenario, name) for name in plain}
    by_quarter = {f"q{number}": _euros(cents) for number, cents in enumerate(scenario.by_quarter, start=1)}
    return told | by_quarter | {"first": scenario.first.isoformat(), "budget": _euros(scenario.budget)}


class _Priced(NamedTuple):
    """A block of the form of prices: what has the price, and its fields."""

    name: str
    label: Any
    fields: Sequence[tuple[str, Any]]


_ONCE, _EACH = ("cents", _("Euros, once")), ("cents_a_quarter", _("Euros for each quarter"))
_DAYS, _LEAD = ("days", _("Development days")), ("lead", _("Quarters until it helps"))
_MOST = ("most", _("At most so many people"))
_BLOCKS: Final = (
    _Priced(PricedAs.COURSE, _("A course"), (_ONCE, _DAYS, _LEAD)),
    _Priced(PricedAs.PEER, _("Learning from a colleague"), (_ONCE, _DAYS, _LEAD)),
    _Priced(PricedAs.DOING, _("Doing it with guidance"), (_ONCE, _DAYS, _LEAD)),
    _Priced(PricedAs.ATTRACT, _("Attracting someone"), (_ONCE, _EACH, _LEAD, _MOST)),
    _Priced(PricedAs.HIRE, _("Hiring someone in"), (_EACH, _LEAD, _MOST)),
)


class PricesForm(forms.Form):
    """What the ways cost: a block for each, with its fields named after it."""

    at: ClassVar[dict[str, str]] = {block.name: f"{block.name}_{block.fields[0][0]}" for block in _BLOCKS}

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        for block in _BLOCKS:
            for name, label in block.fields:
                is_money = name.startswith("cents")
                self.fields[f"{block.name}_{name}"] = (
                    _Euros(label=label) if is_money else forms.IntegerField(label=label, min_value=0, required=False)
                )
            if block.name in USUAL_ORDER:
                others = [(one.name, one.label) for one in _BLOCKS if one.name in USUAL_ORDER and one is not block]
                self.fields[f"{block.name}_after"] = forms.MultipleChoiceField(
                    label=_("Comes after"), choices=others, required=False
                )

    def blocks(self) -> Iterator[tuple[Any, list[Any], Any]]:
        """Each way, with its fields, and that of what a step comes after (None for what is no step)."""
        for block in _BLOCKS:
            after = self[f"{block.name}_after"] if block.name in USUAL_ORDER else None
            yield block.label, [self[f"{block.name}_{name}"] for name, _label in block.fields], after

    def told(self) -> list[Priced]:
        """What was filled in, once it is valid."""
        return [
            Priced(what=block.name, after=self.cleaned_data.get(f"{block.name}_after"), **dict(self._of(block)))
            for block in _BLOCKS
        ]

    def _of(self, block: _Priced) -> Iterator[tuple[str, int]]:
        for name, _label in block.fields:
            said = self.cleaned_data[f"{block.name}_{name}"]
            yield name, (_cents(said) or 0) if name.startswith("cents") else said or 0


def known_prices(rows: Sequence[Price]) -> dict[str, Any]:
    """Prices, as their form starts; of two of the same the last."""
    by_name = {one.what: one for one in rows}
    found: dict[str, Any] = {}
    for block in _BLOCKS:
        row = by_name.get(block.name)
        for name, _label in block.fields if row else ():
            value = getattr(row, name)
            found[f"{block.name}_{name}"] = _euros(value) if name.startswith("cents") else value
        if block.name in USUAL_ORDER:
            said = row.after if row else None
            found[f"{block.name}_after"] = list(USUAL_ORDER[block.name] if said is None else said)
    return found


class PriceListForm(forms.Form):
    """Prices as a list: in a field of text, or in a file, which goes before."""

    rows = forms.CharField(label=_("The list"), required=False, max_length=LONGEST_LIST, strip=False)
    file = forms.FileField(label=_("Or a file"), required=False)


class WishForm(forms.Form):
    """Something to lock or to forbid: a way (or the development of one person), for a gap or for any, and how many. Of
    hiring in each quarter of each person counts."""

    NEVER, MOST, LEAST = "never", "most", "least"
    how = forms.ChoiceField(
        label=_("How"), choices=[(NEVER, _("not at all")), (MOST, _("at most")), (LEAST, _("at least"))]
    )
    many = forms.IntegerField(label=_("How many"), min_value=0, max_value=MOST_WISHED, required=False)
    at: ClassVar[dict[str, str]] = {"way": "what", "person": "what"}

    def __init__(
        self, *args: Any, people: Sequence[tuple[str, str]] = (), gaps: Sequence[tuple[str, str]] = (), **told: Any
    ) -> None:
        super().__init__(*args, **told)
        developing = [(f"{WayOf.DEVELOP}:{key}", _("Develop: %(name)s") % {"name": name}) for key, name in people]
        ways = [(WayOf.HIRE.value, words.WAYS[WayOf.HIRE]), (WayOf.ATTRACT.value, words.WAYS[WayOf.ATTRACT])]
        self.fields["what"] = forms.ChoiceField(
            label=_("What"), choices=[*ways, (WayOf.DEVELOP.value, words.WAYS[WayOf.DEVELOP]), *developing]
        )
        self.fields["need"] = forms.ChoiceField(label=_("For"), choices=[("", _("any gap")), *gaps], required=False)
        self.order_fields(["what", "need", "how", "many"])

    def clean(self) -> dict[str, Any]:
        """How many is asked where it says more than "not at all"; a person develops for a gap or doesn't."""
        said = super().clean() or {}
        is_person = ":" in said.get("what", "")
        if said.get("how") in (self.MOST, self.LEAST) and not said.get("many") and not is_person:
            self.add_error("many", _("Say how many, at least or at most."))
        if is_person and said.get("how") == self.MOST:
            self.add_error("how", _("Of one person choose “not at all” or “at least”."))
        return said

    def told(self) -> dict[str, Any]:
        """What was filled in, once it is valid, as the action takes it."""
        said = self.cleaned_data
        way, _colon, person = said["what"].partition(":")
        many = 1 if person else said["many"] or 0
        limits = {self.NEVER: (0, 0), self.MOST: (0, many), self.LEAST: (many, None)}
        least, most = limits[said["how"]]
        need = int(said["need"]) if said["need"] else None
        return {"way": way, "need": need, "person": int(person) if person else None, "least": least, "most": most}


class CopyForm(forms.Form):
    """A scenario under another name."""

    name = Line(label=_("Name"), longest=LONGEST_NAME)


class DraftForm(forms.Form):
    """Words of an opening, or of an assignment, which may be put to a pool."""

    title = Line(label=_("Title"), longest=LONGEST_TITLE)
    text = Lines(label=_("What is it?"), longest=LONGEST_TEXT, required=False)

    def __init__(self, *args: Any, pools: Sequence[tuple[str, str]] | None = None, **told: Any) -> None:
        super().__init__(*args, **told)
        if pools is not None:
            self.fields["pool"] = forms.TypedChoiceField(
                label=_("From which pool?"), coerce=int, empty_value=None, required=False,
                choices=[("", _("none yet")), *pools],
            )  # fmt: skip


def _cents(euros: Decimal | None) -> int | None:
    return None if euros is None else int(euros * 100)


def _euros(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents) / 100
