"""What a host gives when she plans a meeting, checked: bounded, with what is wrong said at its own field."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from kring.conversations.drafts import Checked
from kring.foundation.accounts.queries import zones
from kring.foundation.text import cleaning, markup
from kring.meetings.models import Mode
from kring.meetings.rules import recurring, times
from kring.meetings.rules.recurring import NoRuleError, Rule, Wrong

# What a meeting is, of the kinds that schemes and ledgers know.
KINDS: Final = (
    "peer_group", "training", "webinar", "seminar", "congress", "intervisie", "mentoring", "other",
)  # fmt: skip
LONGEST_ABOUT: Final = 20_000
MOST_PLACES: Final = 100_000
MOST_MINUTES: Final = 14 * 24 * 60
MOST_HOURS: Final = 60 * 24
MOST_QUESTIONS: Final = 10
MOST_CENTS: Final = 10_000_000
AHEAD: Final = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A meeting as its host describes it. `starts` is the local time in `zone`, naive; `second` takes the later of a
    time that comes twice. `leader` is the name in Kring of who leads it; empty leaves it with whom it is. `rule` makes
    it a series."""

    title: str
    starts: datetime
    minutes: int
    zone: str
    about: str = ""
    language: str = "nl"
    kind: str = "peer_group"
    mode: str = Mode.ONSITE.value
    location: str = ""
    link: str = ""
    second: bool = False
    places: int | None = None
    register_hours: int = 0
    cancel_hours: int = 0
    most_no_shows: int | None = None
    price_cents: int | None = None
    questions: Sequence[str] = ()
    open_to_all: bool = False
    competences: Sequence[int] = ()
    leader: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan that was checked: the moments, the rule if any, and the columns that describe the meeting."""

    starts: datetime
    ends: datetime
    local: datetime
    rule: Rule | None
    columns: dict[str, Any] = field(default_factory=dict)


def checked(plan: Plan, *, now: datetime, is_new: bool = True) -> Planned:
    """The plan with everything tidied; raises InvalidError with what is wrong by field.

    A new meeting begins in the future. One that is changed may have begun.
    """
    check = Checked()
    columns = _described(check, plan)
    starts = _moment(check, plan, now=now, is_new=is_new)
    rule = _rule(check, plan)
    check.done()
    return Planned(
        starts=starts, ends=starts + timedelta(minutes=plan.minutes), local=plan.starts, rule=rule, columns=columns
    )


def _described(check: Checked, plan: Plan) -> dict[str, Any]:
    title = check.line("title", plan.title, longest=200)
    about = check.text("about", plan.about, longest=LONGEST_ABOUT, needed=False)
    online, onsite = plan.mode != Mode.ONSITE, plan.mode != Mode.ONLINE
    location = check.line("location", plan.location, longest=300, needed=onsite)
    link = _link(check, plan.link) if online else ""
    _numbers(check, plan)
    if plan.kind not in KINDS:
        check.wrong["kind"] = _("Choose one of these.")
    if plan.mode not in Mode.values:
        check.wrong["mode"] = _("Choose one of these.")
    return {
        "title": title,
        "about": about,
        "html": markup.render(about) if about else "",
        "language": "nl" if plan.language == "nl" else "en",
        "kind": plan.kind,
        "mode": plan.mode,
        "location": location if onsite else "",
        "link": link,
        "zone": plan.zone,
        "places": plan.places,
        "register_hours": plan.register_hours,
        "cancel_hours": plan.cancel_hours,
        "most_no_shows": plan.most_no_shows,
        "price_cents": plan.price_cents,
        "questions": _questions(check, plan.questions),
        "open_to_all": plan.open_to_all,
        "competences": list(plan.competences),
    }


def _link(check: Checked, text: str) -> str:
    """An address of a place to meet online; none is allowed: it may follow later."""
    link = cleaning.clean_line(text[:2_000])
    try:
        parts = urlsplit(link)
        is_address = not link or (parts.scheme in {"http", "https"} and bool(parts.hostname) and len(link) <= 500)
    except ValueError:
        is_address = False
    if not is_address:
        check.wrong["link"] = _("Give a whole web address, that begins with https://.")
    return link


def _numbers(check: Checked, plan: Plan) -> None:
    bounds = (
        ("minutes", plan.minutes, 5, MOST_MINUTES),
        ("places", plan.places, 1, MOST_PLACES),
        ("register_hours", plan.register_hours, 0, MOST_HOURS),
        ("cancel_hours", plan.cancel_hours, 0, MOST_HOURS),
        ("most_no_shows", plan.most_no_shows, 1, 20),
        ("price_cents", plan.price_cents, 0, MOST_CENTS),
    )
    for name, number, least, most in bounds:
        if number is not None and not least <= number <= most:
            check.wrong[name] = _("Give a number from %(least)d to %(most)d.") % {"least": least, "most": most}


def _questions(check: Checked, asked: Sequence[str]) -> list[str]:
    questions = [line for line in (cleaning.clean_line(text[:1_000]) for text in asked) if line]
    if len(questions) > MOST_QUESTIONS:
        check.wrong["questions"] = _("At most %(most)d questions.") % {"most": MOST_QUESTIONS}
    elif any(len(line) > 200 for line in questions):
        check.wrong["questions"] = _("A question has at most 200 characters.")
    return questions


def _moment(check: Checked, plan: Plan, *, now: datetime, is_new: bool) -> datetime:
    if plan.zone not in zones():
        check.wrong["zone"] = _("There is no such time zone.")
        return now
    starts, wrong = read_moment(plan.starts, plan.zone, second=plan.second, now=now, is_new=is_new)
    if wrong:
        check.wrong["starts"] = wrong
    return starts


def read_moment(
    local: datetime, zone: str, *, second: bool = False, now: datetime, is_new: bool = True
) -> tuple[datetime, Any]:
    """The moment that a local time, naive, is in a zone, and what is wrong with it in words; empty for nothing."""
    if not datetime(2000, 1, 1) < local < (now + AHEAD).replace(tzinfo=None):  # noqa: DTZ001 - a local time
        return now, _("Choose a day within three years.")
    if not times.exists(local, zone):
        return now, _("This time doesn't exist: clocks go forward then. Choose another.")
    starts = times.moment(local, zone, second=second)
    return starts, _("This is in the past.") if is_new and starts <= now else ""


_NO_RULE: Final = {
    Wrong.NO_RULE: _("This is no rule that we can read. Write it as in RFC 5545: FREQ=WEEKLY;INTERVAL=2."),
    Wrong.UNKNOWN_PART: _("A part of this rule says something else than days, or doesn't go with the others."),
    Wrong.BOTH_ENDS: _("A rule has COUNT or UNTIL, not both."),
    Wrong.TOO_MANY: _("A series has at most 400 meetings. Let it end earlier, or let it go on without an end."),
    Wrong.NO_MEETING: _("By this rule no meeting would be within a year."),
    Wrong.FIRST_ELSEWHERE: _("The first day isn't one of the days of this rule."),
}


def _rule(check: Checked, plan: Plan) -> Rule | None:
    if not plan.rule.strip():
        return None
    try:
        rule = recurring.read(plan.rule)
        wrong = recurring.problem(rule, first=plan.starts.date())
    except NoRuleError as error:
        rule, wrong = None, error.wrong
    if wrong is not None:
        check.wrong["rule"] = _NO_RULE[wrong]
    return rule


def horizon(now: datetime, *, first: date) -> date:
    """Until which day a series that begins on a day is made into meetings; its first always is."""
    return max(first, now.astimezone(UTC).date() + recurring.AHEAD)
