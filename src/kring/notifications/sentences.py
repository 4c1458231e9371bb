"""What someone is told, as one whole sentence in her language, and where it leads."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from babel.dates import format_date
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kring.notifications.queries import Told
from kring.notifications.rules import Topic
from kring.registers.queries import schemes
from kring.registers.sentences import label


class Line(NamedTuple):
    """A line of what one was told."""

    key: int
    url: str
    sentence: str
    at: datetime
    is_read: bool


SENTENCES: Final[Mapping[str, Any]] = {
    Topic.ANSWERED: gettext_lazy("%(who)s answered your question “%(what)s”."),
    Topic.REPLIED: gettext_lazy("%(who)s wrote in “%(what)s”, which you follow."),
    Topic.COMMENTED: gettext_lazy("%(who)s commented on what you wrote in “%(what)s”."),
    Topic.ACCEPTED: gettext_lazy("%(who)s accepted your answer to “%(what)s”."),
    Topic.MENTIONED: gettext_lazy("%(who)s named you in “%(what)s”."),
    Topic.ASKED_TO_JOIN: gettext_lazy("%(who)s asks to join %(what)s, which you host."),
    Topic.ADMITTED: gettext_lazy("%(who)s let you into %(what)s."),
    Topic.DECLINED: gettext_lazy("%(who)s did not let you into %(what)s."),
    Topic.ANNOUNCED: gettext_lazy("%(who)s announced something in %(what)s."),
    Topic.HELP: gettext_lazy("%(who)s asks for your help with “%(what)s”, because you did this before."),
    Topic.MESSAGE: gettext_lazy("%(who)s wrote you a message."),
    Topic.SUBMITTED: gettext_lazy("%(who)s handed in “%(what)s” for review."),
    Topic.ANSWERED_REVIEW: gettext_lazy("%(who)s answered your question about “%(what)s”."),
    Topic.REVIEW_ASKED: gettext_lazy("%(who)s asks you something about “%(what)s”, which you handed in."),
    Topic.REVIEW_APPROVED: gettext_lazy("%(who)s approved “%(what)s”, which you handed in."),
    Topic.REVIEW_REFUSED: gettext_lazy("%(who)s refused “%(what)s”, which you handed in."),
    Topic.REVIEW_FLAGGED: gettext_lazy("“%(what)s”, which was approved, is looked at once more: it was drawn by lot."),
    Topic.DEADLINE: gettext_lazy("The deadline of your dossier “%(what)s” comes near, and something is missing still."),
    Topic.PERIOD_CLOSED: gettext_lazy("A period of your dossier “%(what)s” is closed: its verdict stands."),
    Topic.MEETING_PLANNED: gettext_lazy("%(who)s plans “%(what)s” on %(day)s, %(time)s."),
    Topic.MEETING_MOVED: gettext_lazy(
        "“%(what)s” was changed: look when and where it is. It begins on %(day)s, %(time)s."
    ),
    Topic.MEETING_CANCELLED: gettext_lazy("“%(what)s” on %(day)s is cancelled."),
    Topic.MEETING_SOON: gettext_lazy("“%(what)s” begins on %(day)s, %(time)s."),
    Topic.MOVED_UP: gettext_lazy("You have a place at “%(what)s” on %(day)s: someone else signed off."),
    Topic.SIGNED_UP: gettext_lazy("You have a place at “%(what)s” on %(day)s, %(time)s."),
    Topic.SIGNED_OFF: gettext_lazy("You no longer have a place at “%(what)s” on %(day)s."),
    Topic.LIST_OPEN: gettext_lazy(
        "The presence list of “%(what)s” is open still. Close it, and it counts for who was there."
    ),
    Topic.PART_GIVEN: gettext_lazy("%(who)s put you down for “%(what)s” on %(day)s, %(time)s: %(part)s."),
    Topic.INVITED: gettext_lazy(
        "You are invited: “%(what)s” on %(day)s, %(time)s. You said that you can; register now."
    ),
    Topic.POLL_OPENED: gettext_lazy("%(who)s asks when you can: “%(what)s”."),
    Topic.POLL_CLOSING: gettext_lazy("Say when you can for “%(what)s”: the poll closes on %(day)s, %(time)s."),
    Topic.POLL_WITHDRAWN: gettext_lazy("“%(what)s” won’t be: its date poll, which you answered, was withdrawn."),
    Topic.MISS_NO_MORE: gettext_lazy(
        "You can miss no more meetings of %(what)s in %(year)s: come to all that remain, and it is enough."
    ),
    Topic.OUT_OF_REACH: gettext_lazy(
        "You can’t be at enough meetings of %(what)s any more in %(year)s. Talk with your facilitator about it."
    ),
    Topic.PIECE_ADDED: gettext_lazy("%(who)s added “%(what)s” to the library."),
    Topic.MATCHED: gettext_lazy("You meet %(what)s. Look why, and write to each other to choose a time."),
    Topic.UNMATCHED: gettext_lazy("You meet nobody in “%(what)s” this time. Look why."),
    Topic.MATCH_GONE: gettext_lazy("Someone whom you would meet in “%(what)s” can’t come any more."),
    Topic.REMINDED: gettext_lazy("Have you met %(what)s? Say yes or no in one click."),
    Topic.PAIRING_OVER: gettext_lazy("“%(what)s” has ended: nobody is matched in it any more."),
    Topic.LEFT_IN_PEACE: gettext_lazy(
        "“%(what)s” leaves you in peace: it heard nothing from you for three rounds. You are welcome back in one click."
    ),
    Topic.AGREEMENT_PROPOSED: gettext_lazy(
        "%(who)s proposes an agreement between %(organisation)s and %(what)s: read it, and sign or decline."
    ),
    Topic.AGREEMENT_SIGNED: gettext_lazy("The agreement between %(organisation)s and %(what)s is signed by both."),
    Topic.AGREEMENT_DECLINED: gettext_lazy(
        "%(who)s declined what you proposed for the agreement between %(organisation)s and %(what)s."
    ),
    Topic.AGREEMENT_NOTICE: gettext_lazy(
        "%(who)s gave notice of the agreement between %(organisation)s and %(what)s. Its last day is %(day)s."
    ),
    Topic.AGREEMENT_RENEWS: gettext_lazy(
        "The agreement between %(organisation)s and %(what)s renews itself, unless notice is given by %(day)s."
    ),
    Topic.AGREEMENT_ENDING: gettext_lazy(
        "The agreement between %(organisation)s and %(what)s ends soon. Its last day is %(day)s."
    ),
    Topic.AGREEMENT_ENDED: gettext_lazy("The agreement between %(organisation)s and %(what)s is over."),
    Topic.SEATS_FULL: gettext_lazy("All seats that %(organisation)s has in %(what)s are taken."),
    Topic.SEAT_KEPT: gettext_lazy("%(organisation)s keeps a seat in %(what)s for you. Take it when you like."),
    Topic.SEAT_ENDING: gettext_lazy(
        "Your seat in %(what)s rests on an agreement of %(organisation)s, whose last day is %(day)s. You can stay by "
        "yourself."
    ),
    Topic.SEAT_GRACE: gettext_lazy(
        "The agreement of %(organisation)s with %(what)s has ended. Your membership goes on until %(day)s; you can "
        "stay by yourself."
    ),
    Topic.SEAT_LEAVES: gettext_lazy(
        "You work in another department now: your seat of %(organisation)s in %(what)s ends after %(day)s. You can "
        "stay by yourself."
    ),
    Topic.SEAT_OVER: gettext_lazy(
        "Your seat of %(organisation)s in %(what)s has ended. What you wrote and learned stays yours."
    ),
    Topic.BELOW_FLOOR: gettext_lazy(
        "%(what)s hopes that everyone has %(floor)s development days by %(day)s; you have %(days)s. Only you are told "
        "this."
    ),
    Topic.TEAM_ASKED: gettext_lazy("%(who)s asks you for a team: “%(what)s”. Say yes or no."),
    Topic.TEAM_YES: gettext_lazy("%(who)s said yes, and is in the team for “%(what)s”."),
    Topic.TEAM_NO: gettext_lazy("%(who)s isn’t in the team for “%(what)s”. Look who else could be."),
    Topic.TEAM_GREW: gettext_lazy("%(who)s is in the team for “%(what)s” too."),
    Topic.TEAM_CLOSED: gettext_lazy("%(who)s seeks nobody any more for “%(what)s”."),
    Topic.NAME_ACCEPTED: gettext_lazy("The name “%(name)s”, which you proposed for a competence, was accepted."),
    Topic.NAME_REFUSED: gettext_lazy("The name “%(name)s”, which you proposed for a competence, was turned down."),
    Topic.ENDORSED: gettext_lazy("%(who)s endorses you for “%(what)s”. Only you see it until you decide."),
    Topic.ENDORSEMENT_ASKED: gettext_lazy("%(who)s asks what you saw of their “%(what)s”."),
    Topic.DEVELOPMENT_OFFERED: gettext_lazy(
        "%(what)s offers you to develop yourself. Whether you take it up is yours to decide."
    ),
}
# What is about one's own seat leads to one's own memberships.
_OF_SEATS: Final = frozenset({Topic.SEAT_KEPT, Topic.SEAT_ENDING, Topic.SEAT_GRACE, Topic.SEAT_LEAVES, Topic.SEAT_OVER})
# Where what was handed in is looked at: by whoever reviews it, and by whose it is.
_FOR_REVIEWERS: Final = frozenset({Topic.SUBMITTED, Topic.ANSWERED_REVIEW})


_OF_GROUPS: Final = frozenset({Topic.MISS_NO_MORE, Topic.OUT_OF_REACH})
_DATED: Final[Mapping[str, Any]] = {
    Topic.DEADLINE: gettext_lazy("The deadline of your dossier “%(what)s” is %(day)s, and something is missing still."),
}
_PARTS: Final[Mapping[str, Any]] = {
    "speaker": gettext_lazy("you speak"),
    "facilitator": gettext_lazy("you facilitate"),
    "case": gettext_lazy("you bring a case"),
    "leader": gettext_lazy("you lead it"),
}
# What is said to who waits for a place instead.
_WAITING: Final[Mapping[str, Any]] = {
    Topic.SIGNED_UP: gettext_lazy("You wait for a place at “%(what)s” on %(day)s, %(time)s, and move up by yourself."),
}
# Subjects of letters about one thing, where the sentence isn't the best one.
_SUBJECTS: Final[Mapping[str, Any]] = {
    Topic.DEADLINE: gettext_lazy("%(what)s: the deadline is %(day)s"),
    Topic.BELOW_FLOOR: gettext_lazy("Your development days"),
    Topic.DEVELOPMENT_OFFERED: gettext_lazy("An offer to develop yourself"),
}


def line(told: Told) -> Line:
    """A notification put into words."""
    sentence = _DATED[told.topic] if "day" in told.facts and told.topic in _DATED else SENTENCES[told.topic]
    sentence = _WAITING[told.topic] if "waits" in told.facts and told.topic in _WAITING else sentence
    return Line(told.id, path_of(told), str(sentence) % _names(told), told.at, told.is_read)


def subject(told: Told) -> str:
    """The subject of a letter about this alone."""
    if "day" in told.facts and told.topic in _SUBJECTS:
        return str(_SUBJECTS[told.topic]) % _names(told)
    return line(told).sentence


def _names(told: Told) -> dict[str, str]:
    what = title_of(told.about_name) if told.about == "registration" else told.about_name
    return {"who": told.actor or _("Someone"), "what": what} | _said(told.facts)


def title_of(scheme: str) -> str:
    """What a scheme is called in the active language; its short name where it is known no more."""
    versions = schemes().get(scheme)
    return label(versions[0].scheme.title) if versions else scheme


# Where what a notification is about stands, where that is the same for everyone.
_PATHS: Final[Mapping[str, str]] = {
    "community": "/circles",
    "registration": "/learning/dossiers",
    "meeting": "/meetings",
    "poll": "/polls",
    "piece": "/library",
    "programme": "/pairing",
    "offer": "/work/offers",
    "match": "/pairing",
    "task": "/teams",
    "item": "/competences/items",
}
# What is told of these stands on one page of one's own, whichever it is: what is told of one's employer is about one's
# own days.
_PAGES: Final[Mapping[str, str]] = {
    "organisation": "/learning",
    "endorsement": "/learning/endorsements",
    "endorsement-ask": "/learning/endorsements",
}


def path_of(told: Told) -> str:
    """Where a notification leads, below the address of this installation."""
    if told.about in _PATHS:
        return f"{_PATHS[told.about]}/{told.about_key}{'/consultation' if told.topic in _OF_GROUPS else ''}"
    if told.about == "message":
        return f"/people/{told.actor_handle}/messages"
    if told.about in _PAGES:
        return _PAGES[told.about]
    if told.about == "agreement":
        return "/memberships" if told.topic in _OF_SEATS else f"/agreements/{told.about_key}"
    if told.about == "submission":
        return f"/{'review' if told.topic in _FOR_REVIEWERS else 'learning'}/submissions/{told.about_key}"
    return f"/conversations/{told.about_key}" if told.post is None else f"/posts/{told.post}"


def _said(facts: Mapping[str, str]) -> dict[str, str]:
    """Facts as they are said: a day, and a part in a meeting, in words of the language."""
    said = dict(facts)
    if "part" in said:
        said["part"] = str(_PARTS[said["part"]])
    if "day" in said:
        said["day"] = format_date(date.fromisoformat(said["day"]), "d MMMM y", locale=get_language() or "en")
    return said
