"""What happens in conversations."""

from typing import ClassVar

from kring.foundation.events.facts import Fact


class ConversationStarted(Fact):
    """A question was asked, an experience told or a discussion opened."""

    name: ClassVar[str] = "conversations.ConversationStarted"
    conversation: int
    post: int
    kind: str
    mentioned: tuple[int, ...] = ()


class Answered(Fact):
    """Someone wrote an answer, a reply or a comment."""

    name: ClassVar[str] = "conversations.Answered"
    conversation: int
    post: int
    under: int | None = None
    mentioned: tuple[int, ...] = ()


class AnswerAccepted(Fact):
    name: ClassVar[str] = "conversations.AnswerAccepted"
    conversation: int
    post: int


class PostChanged(Fact):
    """Edited or withdrawn, or no longer accepted: what is known of it is out of date."""

    name: ClassVar[str] = "conversations.PostChanged"
    conversation: int
    post: int
    mentioned: tuple[int, ...] = ()


class MessageSent(Fact):
    name: ClassVar[str] = "conversations.MessageSent"
    message: int
    receiver: int
