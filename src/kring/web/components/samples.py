"""Invented rows for the style guide, so that it shows every component without a database."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from markupsafe import Markup

from kring.web.components import rows


class _ExampleForm(forms.Form):
    name = forms.CharField(label="Name", max_length=80)
    story = forms.CharField(label="What did you do?", max_length=2000, required=False, help_text="Two lines are enough.")
    circle = forms.ChoiceField(label="Circle", choices=[("1", "HR network"), ("2", "Absence and return")])
    days = forms.MultipleChoiceField(label="Days", choices=[("mo", "Monday"), ("tu", "Tuesday")], required=False)
    agreed = forms.BooleanField(label="I agree")


def samples(now: datetime) -> dict[str, Any]:
    """Return what the style guide's template needs, apart from `frame`; `now` is aware, and every moment in it is before `now`."""
    fatima = rows.Author("#fatima", "Fatima el Amrani", "FA", 7, None, "HR business partner, hospital")
    joris = rows.Author("#joris", "Joris van Beek", "JB", 3, None, "Interim controller")
    unknown = rows.Author(None, "Someone from this circle", "?", 11, None, "Asked without a name")
    return {
        "conversations": _conversations(now),
        "people": _people(),
        "circles": _circles(),
        "cards": _cards(now),
        "authors": {"fatima": fatima, "joris": joris, "unknown": unknown},
        "bodies": _bodies(),
        "comments": [
            rows.Comment("c1", "Priya Raman", "#priya", Markup("<p>Did the works council join the pilot?</p>"), now - timedelta(hours=3)),
            rows.Comment("c2", "Fatima el Amrani", "#fatima", Markup("<p>From the first week, yes.</p>"), now - timedelta(hours=2)),
        ],
        "reactions": [rows.Reaction("helps", "Helps me", 4, True), rows.Reaction("same", "Same here", 2, False)],
        "first_steps": [
            rows.Step("Say what you have done", "Two lines are enough for others to find you.", "#", True),
            rows.Step("Join your circle", "Your organisation is in three of them.", "#", False),
            rows.Step("Ask your first question", "Most are answered within a day.", "#", False),
        ],
        "revisions": _revisions(now),
        "suggested_people": [
            rows.PersonSuggestion("#", "Fatima el Amrani", "FA", 7, None, "3 experiences with self-rostering"),
            rows.PersonSuggestion("#", "Joris van Beek", "JB", 3, None, "2 accepted answers"),
        ],
        "suggested_answers": [rows.Suggestion("#", "Self-rostering in a team of forty: where do you start?", "HR network, 5 answers")],
        "asked": [
            ("#", "Who has introduced self-rostering where the works council was against it?",
             "You told how you did it at the hospital in March; nobody else here has.", "HR network", "Ruben Kok", now - timedelta(hours=5)),
        ],
        "figures": [("14.5", "of 25 days", "spent on development this year"), ("86 %", None, "of questions answered within a day"), ("12", "people", "asked you this year")],
        "example": _ExampleForm({"name": "", "story": "Four wards in nine months.", "circle": "2", "days": ["mo"]}, auto_id="example_%s"),
        "ends": date(2026, 12, 31),
        "at": now - timedelta(hours=2),
    }


def _conversations(now: datetime) -> list[rows.ConversationRow]:
    row = rows.ConversationRow
    return [
        row("question", "#", "How do you move a team of forty to self-rostering without losing the night shift?", "HR network", "#",
            "Fatima el Amrani", "#", 5, True, now - timedelta(hours=2)),
        row("question", "#", "Who has settled a whiplash claim by mediation, and what did it cost in hours?", "Personal injury", "#",
            "Daan Vermeulen", "#", 2, False, now - timedelta(hours=9)),
        row("question", "#", "Month-end close in three days with two ledgers: which step do you drop first?", "Finance interim", "#",
            "Joris van Beek", "#", 0, False, now - timedelta(minutes=14)),
        row("experience", "#", "I merged two salary scales in one year, and this is what I would not do again", "Reward", "#",
            "Priya Raman", "#", 7, False, now - timedelta(days=6)),
        row("discussion", "#", "Should a claims handler ever advise on the amount?", "Claims professionals", "#",
            "Mehmet Yilmaz", "#", 11, False, now - timedelta(days=40)),
        row("announcement", "#", "The autumn meeting is on Thursday 3 December in Utrecht", "HR network", "#",
            "Anneke de Groot", None, 0, False, now - timedelta(days=1)),
    ]


def _people() -> list[rows.PersonRow]:
    return [
        rows.PersonRow("#", "Fatima el Amrani", "FA", 7, None, "HR business partner, hospital", True, "3 experiences"),
        rows.PersonRow("#", "Joris van Beek", "JB", 3, None, "Interim controller", False, "12 answers, 4 accepted"),
        rows.PersonRow("#", "Priya Raman", "PR", 1, None, "Reward specialist and running coach", False, ""),
        rows.PersonRow("#", "Maximiliaan van den Heuvel-Oosterwijk", "MH", 9, None, "", False, "new here"),
    ]


def _circles() -> list[rows.CircleRow]:
    return [
        rows.CircleRow("#", "HR network", "For everyone who looks after people at work.", 0, 1248, 14),
        rows.CircleRow("#", "Absence and return", "What works when someone has been away for long.", 1, 212, 3),
        rows.CircleRow("#", "Second track", "", 2, 1, 0),
    ]


def _cards(now: datetime) -> list[rows.PersonCard]:
    proof = [
        rows.Evidence("experience", "#", "Self-rostering on four wards in nine months",
                      Markup("We let the wards draw the <mark>roster</mark> themselves, but kept a veto on the night shift for half a year. Nobody used it."),
                      "HR network", now - timedelta(days=240), False),
        rows.Evidence("answer", "#", "How do you win a works council for self-rostering?",
                      Markup("Ask them to write the rules for the pilot. Ours became the rules for everybody."),
                      "Absence and return", now - timedelta(days=31), True),
    ]
    return [
        rows.PersonCard("#", "Fatima el Amrani", "FA", 7, None, "HR business partner, hospital", "free", "Has time for one more", proof, "#"),
        rows.PersonCard("#", "Joris van Beek", "JB", 3, None, "Interim controller", "busy", "Answers within a week", proof[1:], "#"),
        rows.PersonCard("#", "Priya Raman", "PR", 1, None, "Reward specialist", "closed", "Not asking to be asked now", proof[:1], ""),
    ]


def _bodies() -> dict[str, Markup]:
    return {
        "question": Markup(
            "<p>Our planning office makes the roster for forty nurses, six weeks ahead. People swap half of it afterwards. "
            "I would like the team to draw it themselves from March.</p><p>What I tried: a survey (80 % wants it) and a talk with "
            "the works council, who fear that the same five people end up with every night shift.</p>"
        ),
        "answer": Markup(
            "<p>We did this on four wards. Three things made the difference:</p><ol><li>Start with the rule for nights, in "
            "writing, before anybody draws a line.</li><li>Keep the planner for half a year as a referee.</li>"
            "<li>Count unpopular shifts per person and <strong>show the count</strong>.</li></ol><blockquote><p>The count "
            "did more than any rule.</p></blockquote>"
        ),
        "short": Markup('<p>Look at <a href="#">the agreement that our council wrote</a>; paragraph 4 is on nights.</p>'),
    }


def _revisions(now: datetime) -> list[rows.Revision]:
    changes = [
        rows.Change("same", "We did this on four wards."),
        rows.Change("removed", "Two things made the difference."),
        rows.Change("added", "Three things made the difference."),
    ]
    return [rows.Revision("Fatima el Amrani", now - timedelta(hours=1), "added the count", changes)]
