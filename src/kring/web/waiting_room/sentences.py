"""What someone is told, as one whole sentence in her language, and where it leads."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.notifications.models import Topic
from kring.notifications.queries import Told
from kring.web.presenting import circle_url, conversation_url, person_url, post_url
from kring.web.registers.desk import title_of


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
}
# Where what was handed in is looked at: by whoever reviews it, and by whose it is.
_FOR_REVIEWERS: Final = frozenset({Topic.SUBMITTED, Topic.ANSWERED_REVIEW})


def line(told: Told) -> Line:
    """A notification put into words."""
    what = title_of(told.about_name) if told.about == "registration" else told.about_name
    names = {"who": told.actor or _("Someone"), "what": what}
    return Line(told.id, _url(told), str(SENTENCES[told.topic]) % names, told.at, told.is_read)


def _url(told: Told) -> str:
    if told.about == "message":
        return f"{person_url(told.actor_handle)}/messages"
    if told.about == "community":
        return circle_url(told.about_key)
    if told.about == "registration":
        return f"/learning/dossiers/{told.about_key}"
    if told.about == "submission":
        return f"/{'review' if told.topic in _FOR_REVIEWERS else 'learning'}/submissions/{told.about_key}"
    return conversation_url(int(told.about_key)) if told.post is None else post_url(told.post)
