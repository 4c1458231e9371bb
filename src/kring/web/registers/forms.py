"""What people fill in about their registrations and dossiers."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kring.learning.dossiers.actions.opening import LONGEST_NAME
from kring.learning.dossiers.actions.reviewing import LONGEST, LONGEST_SEED, MOST_DRAWN
from kring.registers import sentences
from kring.registers.actions import Details
from kring.registers.claims import Claim
from kring.registers.models import Registration
from kring.registers.rules.answers import written
from kring.registers.rules.questions import Question, Questions, asked_of_activity, claimable
from kring.registers.rules.schema import Scheme
from kring.web.fields import Line, Lines
from kring.web.registers import words

DAY_FORMS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]
_DAY = {"required": _("Give a day, such as 23-11-2026."), "invalid": _("Give a day, such as 23-11-2026.")}
_CHOICE = {"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")}
_NEEDED = {"required": _("Write something here.")}


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, in the ways in which people write it."""
    return forms.DateField(
        label=label, required=required, input_formats=DAY_FORMS, error_messages=_DAY, help_text=help_text
    )


class RegistrationForm(forms.Form):
    """A registration. What the scheme asks besides stands in fields `fact_NAME`."""

    number = Line(longest=40, label=_("Number"), required=False, help_text=_("As the register writes it."))
    starts_on = day_field(_("Registered since"))
    ends_on = day_field(
        _("No longer registered from"), required=False, help_text=_("Leave it empty while you are registered.")
    )
    carried_points = Line(
        longest=12,
        label=_("Points that came along from an earlier period"),
        required=False,
        help_text=_("Only if you had points left when your last period closed, and it isn’t in Kring."),
    )
    carried_category = forms.ChoiceField(label=_("In which category"), required=False)
    carried_from = day_field(_("Last day of that period"), required=False)
    letters = forms.BooleanField(
        label=_("Write me when a deadline comes near"),
        required=False,
        initial=True,
        help_text=_("By e-mail, 180, 90, 30 and 7 days before, as long as something is missing."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, scheme: Scheme, asked: Questions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.has_carry = bool(scheme.carry)
        if asked.levels or asked.level:
            self.fields["level"] = _level(asked)
        if asked.birthday:
            self.fields["birthday"] = day_field(_("Your birthday"), help_text=_("The scheme looks at your age."))
        for question in asked.facts:
            self.fields[f"fact_{question.name}"] = _fact(question)
        names = [
            ("all", _("anything")),
            *((name, sentences.label(one.label)) for name, one in scheme.categories.items()),
        ]
        self.fields["carried_category"].choices = names  # type: ignore[attr-defined]
        if not scheme.carry:
            for name in ("carried_points", "carried_category", "carried_from"):
                del self.fields[name]

    @property
    def facts(self) -> list[Any]:
        """The bound fields of what the scheme asks."""
        return [self[f"fact_{question.name}"] for question in self.asked.facts]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("carried_points") and not given.get("carried_from") and "carried_from" not in self.errors:
            self.add_error("carried_from", _("Give the last day of the period that they come from."))
        return given

    def details(self) -> Details:
        """What was filled in, once the form is valid."""
        given = self.cleaned_data
        lot = {"points": given.get("carried_points", ""), "category": given.get("carried_category") or "all"}
        carried = [lot | {"from": given["carried_from"].isoformat()}] if lot["points"] else []
        return Details(
            number=given["number"],
            level=given.get("level", ""),
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            birthday=given.get("birthday"),
            facts={question.name: given.get(f"fact_{question.name}", "") for question in self.asked.facts},
            carried=carried,
            letters=given["letters"],
        )


def told(held: Registration, asked: Questions) -> dict[str, Any]:
    """What the form of a registration starts with."""
    lot: Mapping[str, str] = next(iter(held.carried), {})
    return {
        "number": held.number,
        "level": held.level,
        "starts_on": _written(held.starts_on),
        "ends_on": _written(held.ends_on),
        "birthday": _written(held.birthday),
        "version": held.version,
        "letters": held.letters,
        "carried_points": lot.get("points", ""),
        "carried_category": lot.get("category", "all"),
        "carried_from": _written(date.fromisoformat(lot["from"])) if lot else "",
    } | {f"fact_{question.name}": _shown(question, held.facts.get(question.name)) for question in asked.facts}


class StatusForm(forms.Form):
    """Leave, part-time and the like. The last day is included; what is kept is the day after it."""

    kind = forms.ChoiceField(label=_("What was it?"), error_messages=_CHOICE)
    first = day_field(_("First day"))
    last = day_field(_("Last day"), required=False, help_text=_("Leave it empty while it still is so."))
    value = Line(longest=20, label=_("How much"), required=False, help_text=_("Hours a week, or a part such as 0,6."))

    def __init__(self, *args: Any, asked: Questions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, words.status(kind)) for kind in asked.statuses]  # type: ignore[attr-defined]
        if not asked.valued:
            del self.fields["value"]

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        last = self.cleaned_data["last"]
        return {
            "kind": self.cleaned_data["kind"],
            "first": self.cleaned_data["first"],
            "until": last + timedelta(days=1) if last else None,
            "value": self.cleaned_data.get("value", ""),
        }


class ClaimForm(forms.Form):
    """What one activity is for one register."""

    points = Line(longest=12, label=_("Points that were given"), required=False, help_text=_("As on the certificate."))

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        categories = [(name, sentences.label(scheme.categories[name].label)) for name in claimable(scheme)]
        if categories:
            self.fields["claimed"] = forms.MultipleChoiceField(
                label=_("In which categories should it count?"), required=False, choices=categories
            )
        self.asked = asked_of_activity(scheme)
        for question in self.asked:
            self.fields[f"fact_{question.name}"] = _fact(question)
        if scheme.areas:
            self.fields["areas"] = Line(
                longest=400, label=_("For which of your areas?"), required=False,
                help_text=_("Separate them with commas."),
            )  # fmt: skip

    @property
    def facts(self) -> list[Any]:
        """The bound fields of what the scheme asks."""
        return [self[f"fact_{question.name}"] for question in self.asked]

    def claim(self) -> Claim:
        """What was filled in, once it is valid."""
        given = self.cleaned_data
        return Claim(
            points=given["points"],
            claimed=given.get("claimed", []),
            areas=given.get("areas", ""),
            facts={one.name: given[f"fact_{one.name}"] for one in self.asked},
        )

    def as_it_stands(self, stands: Mapping[str, Any]) -> dict[str, Any]:
        """What the form begins with, out of a claim as it was kept."""
        facts = {f"fact_{one.name}": written(one, stands.get(one.name)) for one in self.asked}
        return facts | {
            "points": stands.get("points", ""),
            "claimed": stands.get("claimed", []),
            "areas": ", ".join(map(str, stands.get("areas", []))),
        }


class SubmitForm(forms.Form):
    """What is handed in, with a word about it."""

    text = Lines(longest=LONGEST, label=_("Do you want to say something about it?"), required=False)

    def __init__(self, *args: Any, options: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"] = forms.TypedMultipleChoiceField(
            label=_("What do you hand in?"), choices=list(options), coerce=int,
            error_messages={"required": _("Choose at least one."), "invalid_choice": _("Choose out of this list.")},
        )  # fmt: skip


class TextForm(forms.Form):
    """A sentence to a reviewer, or from one."""

    text = Lines(longest=LONGEST, label=_("What do you want to say?"), error_messages=_NEEDED)


class DecisionForm(forms.Form):
    """What a reviewer decides."""

    do = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[("approve", _("Approve")), ("ask", _("Ask something first")), ("refuse", _("Refuse"))],
        error_messages=_CHOICE,
    )
    text = Lines(
        longest=LONGEST,
        label=_("Your question, or the reason"),
        required=False,
        help_text=_("Needed when you ask or refuse. The person reads it."),
    )


class OpeningForm(forms.Form):
    """To whom a dossier is opened, and until when."""

    name = Line(
        longest=LONGEST_NAME, label=_("Who is it for?"), error_messages=_NEEDED,
        help_text=_("A name, such as “Auditor Van Dam, NIVRE”. Whoever has the link can look."),
    )  # fmt: skip
    ends_on = day_field(_("Until which day?"), help_text=_("That day included."))


class SampleForm(forms.Form):
    """A sample to be drawn."""

    since = day_field(_("Approved from"))
    last = day_field(_("Approved until"), help_text=_("That day included."))
    size = forms.IntegerField(label=_("How many?"), min_value=1, max_value=MOST_DRAWN, initial=10)
    seed = Line(
        longest=LONGEST_SEED, label=_("Seed"), error_messages=_NEEDED,
        help_text=_("Any word or number, such as the date and a throw of dice. The same seed draws the same again."),
    )  # fmt: skip


class SchemeForm(forms.Form):
    """A scheme with its examples."""

    scheme = forms.FileField(label=_("The scheme (scheme.yaml)"), max_length=200)
    examples = forms.FileField(label=_("Its worked examples (examples.yaml)"), max_length=200)


class ReviewerForm(forms.Form):
    """Who is to review."""

    handle = Line(longest=60, label=_("Their handle"), help_text=_("The last word of the address of their page."))


def _level(asked: Questions) -> forms.Field:
    levels = ", ".join(asked.levels)
    hint = _("The scheme asks something else of: %(levels)s.") % {"levels": levels} if levels else ""
    return Line(
        longest=60, label=sentences.label(asked.level) or _("Level or category"), required=False, help_text=hint
    )


def _fact(question: Question) -> forms.Field:
    label = words.ask(question)
    if question.type == "yes_no":
        options = [("", _("I don’t know")), ("yes", _("yes")), ("no", _("no"))]
        return forms.ChoiceField(label=label, required=False, choices=options, error_messages=_CHOICE)
    hint: Any = ""
    if question.type == "date":
        return _DayText(longest=20, label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))
    if question.type == "list":
        hint = _("Separate them with commas.")
        if question.dated:
            hint = _("Separate them with commas; put a day behind it where it has one: homes (2026-03-01).")
    if question.answers:
        hint = _("Such as: %(answers)s.") % {"answers": ", ".join(question.answers[:8])}
    return Line(longest=1_000, label=label, required=False, help_text=hint)


class _DayText(Line):
    """A day as text of the form 2026-03-01, whatever way it was written in; what is no day stays as it is."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        try:
            day = forms.DateField(input_formats=DAY_FORMS).to_python(text)
        except forms.ValidationError:
            return text
        return day.isoformat() if day else ""


def _shown(question: Question, answer: Any) -> str:
    if question.type == "date" and isinstance(answer, str):
        return _written(date.fromisoformat(answer))
    return written(question, answer)


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""
