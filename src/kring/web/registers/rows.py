"""What the pages of dossiers are given, in the shapes that their templates take."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kring.learning.dossiers.queries.dossier import Card, Dossier, Line
from kring.learning.dossiers.queries.judging import UNDECIDED
from kring.learning.queries import Proof
from kring.registers import sentences
from kring.registers.rules.schema import Scheme
from kring.registers.sentences.verdicts import amount
from kring.web.learning.words import kind_label
from kring.web.registers import saying, words
from kring.web.registers.saying import figure


class Shown(NamedTuple):
    """A registration in a list. `have` and `required` are numbers for a drawing; None where nothing is counted."""

    url: str
    title: str
    body: str
    note: str
    verdict: str
    tone: str
    period: str
    deadline: str
    have: float
    required: float | None
    text: str
    missing: Sequence[str]
    unreviewed: bool


class RuleRow(NamedTuple):
    """A rule of the scheme, and where she stands with it."""

    label: str
    state: str
    tone: str
    have: str
    wanted: str
    under_review: str
    missing: str
    notes: Sequence[str]
    share: float | None


class ProofRow(NamedTuple):
    """A piece of evidence, and the SHA-256 of a file."""

    url: str
    name: str
    is_link: bool
    mark: str = ""


class ActivityRow(NamedTuple):
    """An activity, and what counted of it."""

    line: int
    url: str
    title: str
    kind: str
    day: str
    earned: str
    counted: str
    places: str
    reasons: Sequence[str]
    proofs: Sequence[ProofRow]
    state: str
    state_tone: str
    submission: str
    claim: str
    # The rules give nothing for its kind, and nobody was asked about it.
    idle: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A dossier, in words."""

    title: str
    body: str
    holder: Sequence[tuple[str, str]]
    verdict: str
    tone: str
    lead: str
    period: str
    figures: Sequence[tuple[str, str, str]]
    missing: Sequence[str]
    ways: Sequence[str]
    rules: Sequence[RuleRow]
    counted: Sequence[ActivityRow]
    uncounted: Sequence[ActivityRow]
    carry: Sequence[str]
    readings: Sequence[tuple[str, str]]
    notes: Sequence[str]
    assumptions: Sequence[str]
    unreviewed: bool
    scheme: Sequence[tuple[str, str]]


def dossier_url(registration: int, wanted: date | None = None) -> str:
    """Where a dossier is."""
    base = f"/learning/dossiers/{registration}"
    return f"{base}?for={wanted.isoformat()}" if wanted else base


def card(one: Card, *, today: date) -> Shown:
    """A registration with its verdict, for a list."""
    held = one.registration
    if one.scheme is None:
        gone = _("This scheme is no longer here.")
        return Shown(
            dossier_url(held.pk), held.scheme, "", gone, "", "plain", "", "", 0.0, None, "", (), unreviewed=False
        )
    scheme = one.scheme.scheme
    said = _said(one)
    total = _total(said["rules"])
    days = said["period"]
    return Shown(
        url=dossier_url(held.pk),
        title=sentences.label(scheme.title),
        body=scheme.body,
        note=" · ".join(
            filter(None, (held.level, _("number %(number)s") % {"number": held.number} if held.number else ""))
        ),
        verdict=sentences.word(said["verdict"]),
        tone=words.TONES.get(said["verdict"], "plain"),
        period=words.period(*days) if days else "",
        deadline=_deadline(said["deadline"], today) if said["deadline"] and said["verdict"] != "met" else "",
        have=figure(total["have"]) if total else 0.0,
        required=figure(total["required"]) if total else None,
        text=_of(total, scheme) if total else "",
        missing=list(_missing(said["rules"], scheme, besides=total))[:3] if said["verdict"] != "met" else (),
        unreviewed=scheme.status == "unreviewed",
    )


def page(found: Dossier, *, today: date, own: bool = True, evidence: str = "/learning/evidence/") -> Page:
    """A dossier in the reader's language. `evidence` is where its files are opened, by key; `own`: she whose it is
    reads, and can go from here to her ledger."""
    made = found.made
    scheme, said = made.known.scheme, made.said
    rules = [rule for rule in said.get("rules", ()) if rule["applies"]]
    rows = [
        activity(line, scheme, own=own, evidence=evidence, registration=found.registration.pk) for line in found.lines
    ]
    return Page(
        title=sentences.label(scheme.title),
        body=scheme.body,
        holder=holder(found),
        verdict=sentences.word(made.verdict),
        tone=words.TONES.get(made.verdict, "plain"),
        lead=" ".join(_lead(found, today)),
        period=words.period(*made.period) if made.period else "",
        figures=_figures(said, scheme),
        missing=list(_missing(rules, scheme)) if made.verdict != "met" else [],
        ways=[sentences.way(way, scheme) for way in said.get("ways_to_close", ())],
        rules=[_rule(rule, scheme) for rule in said.get("rules", ())],
        counted=[row for row, line in zip(rows, found.lines, strict=True) if line.is_counted],
        uncounted=[row for row, line in zip(rows, found.lines, strict=True) if not line.is_counted],
        carry=list(saying.carry(said, scheme)),
        readings=list(saying.readings(said, scheme)),
        notes=list(saying.notes(found)),
        assumptions=[sentences.label(text) for text in scheme.assumptions],
        unreviewed=scheme.status == "unreviewed",
        scheme=[
            (_("Scheme"), f"{sentences.label(scheme.title)}, {scheme.version}"),
            (_("Source"), f"{sentences.label(scheme.source)} ({scheme.year})"),
            (_("SHA-256 of the scheme"), made.known.digest),
        ],
    )


def _figures(said: Mapping[str, Any], scheme: Scheme) -> list[tuple[str, str, str]]:
    """Claimed, under review and counted, side by side."""
    totals = said.get("totals")
    if not totals:
        return []
    named = {"claimed": _("claimed"), "under_review": _("under review"), "counted": _("counted")}
    unit = sentences.label(scheme.units or scheme.unit)
    return [(sentences.number(totals[name]), unit, label) for name, label in named.items()]


def holder(found: Dossier) -> list[tuple[str, str]]:
    """Who is registered, as facts."""
    held = found.registration
    return [
        (_("Register"), found.made.known.scheme.body),
        (_("Number"), held.number),
        (_("Level"), held.level),
        (_("Registered since"), sentences.on(held.starts_on)),
    ]


def activity(line: Line, scheme: Scheme, *, own: bool, evidence: str, registration: int) -> ActivityRow:
    """An activity of a dossier in words."""
    said, told = line.said, line.told
    places = [sentences.category_label(scheme, name) for name in said.get("categories", ()) if name != "all"]
    return ActivityRow(
        line=line.line,
        url=f"/learning/entries/{line.line}" if own else "",
        title=str(told.get("title", "")),
        kind=kind_label(line.kind),
        day=sentences.on(day_told(told)),
        earned=amount(said["earned"], "points", scheme) if figure(said.get("earned")) else "",
        counted=sentences.number(said.get("counted", 0)),
        places=", ".join(places),
        reasons=[sentences.reason(one["code"], one["facts"], scheme) for one in said.get("reasons", ())],
        proofs=[_proof(one, evidence) for one in line.evidence],
        state=str(words.STATES[line.state]) if line.state else "",
        state_tone={"approved": "good", "refused": "error"}.get(line.state or "", "plain"),
        submission=f"/learning/submissions/{line.submission}" if own and line.submission else "",
        claim=f"/learning/dossiers/{registration}/claims/{line.line}" if own else "",
        idle=not line.state and [one["code"] for one in said.get("reasons", ())] == ["no_entry"],
    )


def _proof(one: Proof, where: str) -> ProofRow:
    return ProofRow(one.link or f"{where}{one.key}", one.name, bool(one.link), one.sha256)


def day_told(told: Mapping[str, Any]) -> date:
    """The day of an activity as a case tells it."""
    return date.fromisoformat(str(told.get("on") or told.get("ended") or told.get("started"))[:10])


def _said(one: Card) -> dict[str, Any]:
    """The same facts out of a kept verdict and out of a fresh one."""
    if one.standing is not None:
        kept = one.standing
        days = (kept.first, kept.until) if kept.first and kept.until else None
        return {"verdict": kept.verdict, "period": days, "deadline": kept.deadline, "rules": kept.summary["rules"]}
    if one.made is None:
        return {"verdict": UNDECIDED, "period": None, "deadline": None, "rules": []}
    rules = [rule for rule in one.made.said.get("rules", ()) if rule["applies"]]
    return {"verdict": one.made.verdict, "period": one.made.period, "deadline": one.made.deadline, "rules": rules}


def _total(rules: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The rule that a card shows: the one called total, else the first that asks for something."""
    asking = [rule for rule in rules if rule.get("required") is not None]
    return next((rule for rule in asking if rule["name"] == "total"), asking[0] if asking else None)


def _of(rule: Mapping[str, Any], scheme: Scheme) -> str:
    required = amount(rule["required"], rule["measure"], scheme)
    return _("%(have)s of %(required)s") % {"have": sentences.number(rule["have"]), "required": required}


def _missing(
    rules: Sequence[Mapping[str, Any]], scheme: Scheme, *, besides: Mapping[str, Any] | None = None
) -> Iterator[str]:
    """What is missing, a sentence a rule; of alternatives and steps only the rule above them. `besides`: a rule that is
    shown already."""
    for rule in rules:
        if rule.get("met") or rule is besides or _is_inner(rule["name"], rules):
            continue
        yield _("%(rule)s: %(sentence)s") % {
            "rule": sentences.rule_label(scheme, rule["name"]), "sentence": sentences.rule(rule, scheme)
        }  # fmt: skip


def _is_inner(name: str, rules: Sequence[Mapping[str, Any]]) -> bool:
    above = name.rpartition("/")[0]
    return bool(above) and any(rule["name"] == above for rule in rules)


def _deadline(day: date, today: date) -> str:
    left = (day - today).days
    if left < 0:
        return _("The deadline was %(day)s.") % {"day": sentences.on(day)}
    return ngettext("%(days)s day left, until %(day)s", "%(days)s days left, until %(day)s", left) % {
        "days": left, "day": sentences.on(day)
    }  # fmt: skip


def _lead(found: Dossier, today: date) -> Iterator[str]:
    made = found.made
    if made.said.get("no_duty"):
        yield _("There is no duty in this period.")
    if made.snapshot is not None:
        yield _("This period is closed: the verdict stands as it was on %(day)s.") % {
            "day": sentences.on(made.snapshot.taken_at.date())
        }
    elif made.deadline is not None:
        yield _deadline(made.deadline, today) + ("" if made.deadline < today else ".")


def _rule(rule: Mapping[str, Any], scheme: Scheme) -> RuleRow:
    required, cap, measure = rule["required"], rule["cap"], rule["measure"]
    if not rule["applies"]:
        state, tone = _("does not apply"), "plain"
    elif rule["met"]:
        state, tone = _("met"), "good"
    elif rule["still_possible"]:
        state, tone = _("not yet"), "plain"
    else:
        state, tone = _("short"), "warning"
    wanted = [_("at least %(number)s") % {"number": amount(required, measure, scheme)}] if required is not None else []
    wanted += [_("at most %(number)s") % {"number": amount(cap, measure, scheme)}] if cap is not None else []
    whole = figure(required)
    return RuleRow(
        label=sentences.rule_label(scheme, rule["name"]),
        state=state,
        tone=tone,
        have=sentences.number(rule["have"]),
        wanted=", ".join(wanted),
        under_review=sentences.number(rule["under_review"]) if figure(rule["under_review"]) else "",
        missing=sentences.number(rule["missing"]) if figure(rule["missing"]) else "",
        notes=list(_rule_notes(rule, scheme)) if rule["applies"] else (),
        share=min(figure(rule["have"]) / whole, 1.0) if whole else None,
    )


def _rule_notes(rule: Mapping[str, Any], scheme: Scheme) -> Iterator[str]:
    measure = rule["measure"]
    if figure(rule["carried"]):
        yield _("%(number)s of it came from an earlier period") % {"number": sentences.number(rule["carried"])}
    if rule["required"] is not None and rule["stated"] not in (None, rule["required"]):
        yield _("lowered from %(number)s") % {"number": amount(rule["stated"], measure, scheme)}
    if rule["pace"] is not None and not rule["met"]:
        yield _("by now it should be %(number)s") % {"number": sentences.number(rule["pace"])}
    if not rule["met"] and not rule["still_possible"]:
        yield _("this can no longer be made good in this period")
    if rule["binding"]:
        yield _("this decides the verdict")
