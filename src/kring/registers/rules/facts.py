"""The facts that every scheme knows, and of what type each is. A scheme declares its own beside them."""

from __future__ import annotations

from typing import Literal

FactType = Literal["number", "text", "date", "yes_no", "list"]

ACTIVITY: dict[str, FactType] = {
    "kind": "text",
    "title": "text",
    "group": "text",
    "hours": "number",
    "minutes": "number",
    "points": "number",
    "items": "number",
    "group_size": "number",
    "facilitator": "yes_no",
    "tested": "yes_no",
    "evidence": "yes_no",
    "accredited": "yes_no",
    "structured": "yes_no",
    "online": "yes_no",
    "mine_to_lead": "yes_no",
    "claimed": "list",
    "areas": "list",
    "on": "date",
    "started": "date",
    "submitted": "date",
    "recorded": "date",
}
# What holds of an activity when nothing was said about it; of anything else nothing is known.
ACTIVITY_DEFAULTS = {"online": "no", "items": "1", "claimed": (), "areas": ()}
PERSON: dict[str, FactType] = {
    "start": "date",
    "end": "date",
    "birthday": "date",
    "age_at_start": "number",
    "age_at_end": "number",
    "months_enrolled": "number",
    "period_number": "number",
    "level": "text",
    "role": "list",
    "groups": "list",
}
PERIOD: dict[str, FactType] = {"first_day": "date", "last_day": "date", "number": "number", "year": "number"}
RULE: dict[str, FactType] = {
    "have": "number",
    "fresh": "number",
    "missing": "number",
    "required": "number",
    "met": "yes_no",
}
AREA: dict[str, FactType] = {"name": "text", "obtained": "date", "from": "date", "until": "date"}
# Kinds of activity that people choose from; a scheme may name others.
_KINDS = (
    "course training webinar e_learning self_study congress conference seminar workshop "
    "module exam pe_exam intervisie peer_group peer_review "
    "peer_consultation supervision reflection self_reflection evaluation reading article giving_talk giving_workshop "
    "teaching examining mentoring volunteering committee board_work work on_the_job answer experience plan "
    "learning_goals role_description statement other"
)
KINDS = frozenset(_KINDS.split())
