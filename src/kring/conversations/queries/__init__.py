"""Reading conversations (`listing`), what is written in one (`reading`) and messages (`messages`)."""

from kring.conversations.queries.circle import Newcomer, Overview, newcomers, overview
from kring.conversations.queries.listing import ConversationRow, by_author, latest, outcomes, unanswered
from kring.conversations.queries.messages import (
    Correspondent,
    MessageRow,
    correspondent,
    correspondents,
    correspondents_page,
    messages_with,
    unread_messages,
)
from kring.conversations.queries.parts import parts_of
from kring.conversations.queries.reading import (
    CommentRow,
    PostRow,
    Reading,
    comments,
    conversation,
    follows,
    may,
    may_post,
    own_reactions,
    post,
    posts,
    revisions,
)
from kring.conversations.queries.thread import Thread, page_of, thread

__all__ = [
    "CommentRow",
    "ConversationRow",
    "Correspondent",
    "MessageRow",
    "Newcomer",
    "Overview",
    "PostRow",
    "Reading",
    "Thread",
    "by_author",
    "comments",
    "conversation",
    "correspondent",
    "correspondents",
    "correspondents_page",
    "follows",
    "latest",
    "may",
    "may_post",
    "messages_with",
    "newcomers",
    "outcomes",
    "overview",
    "own_reactions",
    "page_of",
    "parts_of",
    "post",
    "posts",
    "revisions",
    "thread",
    "unanswered",
    "unread_messages",
]
