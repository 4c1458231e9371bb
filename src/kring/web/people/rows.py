"""From a person and what she gave to what her page shows."""

import re
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kring.conversations.models import PostKind
from kring.conversations.queries.people import Given
from kring.foundation.text.cleaning import excerpt
from kring.foundation.text.markup import plain_text
from kring.people.queries import Person
from kring.people.rules import Availability, room_for_requests
from kring.web.components.rows import Availability as Free
from kring.web.components.rows import Evidence
from kring.web.presenting import post_url, where
from kring.web.settings.languages import language_name

_QUOTED = 240
_CUT_TAG = re.compile(r"<[^>]*$|&\w*$")
_FREE: dict[str, Free] = {Availability.OPEN: "free", Availability.LIMITED: "busy", Availability.CLOSED: "closed"}


class Openness(NamedTuple):
    """How free a person is: for the dot, and in words."""

    mark: Free
    words: str


def openness(person: Person) -> Openness:
    """How free she says she is; nothing where she doesn't show it."""
    if not person.availability:
        return Openness("", "")
    available = Availability(person.availability)
    room = room_for_requests(available, person.cap, 0)
    if not room:
        return Openness("closed", _("Takes no questions now"))
    words = {
        Availability.OPEN: ngettext(
            "Open to questions, one at a time", "Open to questions, at most %(num)d at once", room
        ),
        Availability.LIMITED: ngettext(
            "Answers now and then, one question at a time",
            "Answers now and then, at most %(num)d questions at once",
            room,
        ),
    }
    return Openness(_FREE[available], words[available] % {"num": room})


def evidence(given: Given) -> Evidence:
    """An experience or an answer, quoted from its start."""
    return Evidence(
        "experience" if given.kind == PostKind.OPENING else "answer",
        post_url(given.post),
        given.title,
        excerpt(plain_text(_CUT_TAG.sub("", given.html)), length=_QUOTED),
        where(given.circle_name),
        given.created_at,
        given.accepted,
    )


def languages(person: Person) -> str:
    """The languages that she speaks, in the reader's."""
    return ", ".join(language_name(code, translation.get_language() or "en") for code in person.languages)
