"""What goes out, as plain dataclasses.

Keys are whole numbers, moments ISO 8601 with their zone, texts HTML that is safe to show. What a caller may not see of
someone is empty.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A person, by name."""

    handle: str
    name: str
    photo: str | None


@dataclass(frozen=True, slots=True)
class CircleRef:
    """A community, by name."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Competence:
    """A word of the shared vocabulary, in the caller's language."""

    id: int
    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class CompetenceList:
    items: list[Competence]
    next: str | None


@dataclass(frozen=True, slots=True)
class Grounds:
    """So many pieces of evidence of one kind, the latest of that day; the highest level that they speak for. Of these
    `in_return` count half."""

    kind: str
    pieces: int
    in_return: int
    latest: date
    level: int


@dataclass(frozen=True, slots=True)
class OwnCompetence:
    """A competence of the caller's. `level` is 0 to 5 as of today, and `sureness` one of faint, low, fair and good;
    both are null where nothing counts, or where she hides it."""

    competence: Competence
    level: int | None
    sureness: str | None
    hidden: bool
    because: list[Grounds]


@dataclass(frozen=True, slots=True)
class OwnCompetenceList:
    items: list[OwnCompetence]
    next: str | None


@dataclass(frozen=True, slots=True)
class OwnCircle:
    """A community where the caller has a standing; `depth` counts from the topmost that she is in."""

    slug: str
    name: str
    depth: int
    is_host: bool


@dataclass(frozen=True, slots=True)
class Me:
    """Whoever calls."""

    id: int
    handle: str
    name: str
    photo: str | None
    headline: str
    language: str
    time_zone: str
    availability: str
    circles: list[OwnCircle]
    unread_notifications: int
    open_help_requests: int


@dataclass(frozen=True, slots=True)
class CommunityItem:
    """A community as lists show it. `depth` is 1 for a topmost one."""

    id: int
    slug: str
    name: str
    purpose: str
    language: str
    joining: str
    members: int
    depth: int
    archived: bool


@dataclass(frozen=True, slots=True)
class CommunityList:
    items: list[CommunityItem]
    next: str | None


@dataclass(frozen=True, slots=True)
class Community:
    """A community. `announcement` is empty for whoever may not read in it; `role` is the caller's own."""

    id: int
    slug: str
    name: str
    purpose: str
    language: str
    joining: str
    members: int
    archived: bool
    ends_on: date | None
    announcement: str
    announced_at: datetime | None
    above: list[CircleRef]
    below: list[CommunityItem]
    hosts: list[PersonRef]
    role: Literal["host", "member"] | None
    has_asked_to_join: bool
    may_read: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class Member:
    handle: str
    name: str
    photo: str | None
    headline: str
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class MemberList:
    items: list[Member]
    next: str | None


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """A request to be let in, that waits for a host."""

    id: int
    circle: CircleRef
    motivation: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class ConversationItem:
    """A conversation as lists show it. `competences` are keys (see /competences); a private case has no `circle`."""

    id: int
    kind: str
    title: str
    language: str
    circle: CircleRef | None
    author: PersonRef
    created_at: datetime
    last_at: datetime
    replies: int
    accepted: int
    competences: list[int]


@dataclass(frozen=True, slots=True)
class ConversationList:
    items: list[ConversationItem]
    next: str | None


@dataclass(frozen=True, slots=True)
class Experience:
    """What a person did, in parts, as Markdown."""

    situation: str
    did: str
    where: str
    period: str
    outcome: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Comment:
    id: int
    author: PersonRef
    html: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Post:
    """Something that one person wrote: an opening, answer, reply or comment."""

    id: int
    kind: str
    author: PersonRef
    html: str
    created_at: datetime
    edited_at: datetime | None
    version: int
    accepted_at: datetime | None
    withdrawn: bool
    reactions: dict[str, int]
    own_reactions: list[str]
    comments: list[Comment]


@dataclass(frozen=True, slots=True)
class PostList:
    items: list[Post]
    next: str | None


@dataclass(frozen=True, slots=True)
class PostText:
    """One post with its Markdown. `under` is the post that a comment is on."""

    id: int
    conversation: int
    kind: str
    under: int | None
    author: PersonRef
    body: str
    html: str
    created_at: datetime
    edited_at: datetime | None
    version: int
    accepted_at: datetime | None
    reactions: dict[str, int]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation with its opening post. `goal` and `tried` belong to a question, `experience` to an experience."""

    id: int
    kind: str
    title: str
    language: str
    circle: CircleRef | None
    author: PersonRef
    created_at: datetime
    last_at: datetime
    replies: int
    accepted: int
    competences: list[Competence]
    opening: Post
    goal: str
    tried: str
    experience: Experience | None
    came_of: int | None
    follows: bool
    may_write: bool
    may_accept: bool
    url: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person as she shows herself to the caller; what she doesn't show is empty, `cap` then 0."""

    id: int
    handle: str
    name: str
    photo: str | None
    headline: str
    languages: list[str]
    specialisms: list[Competence]
    passions: list[Competence]
    offers: str
    seeks: str
    availability: str
    cap: int
    employers: list[str]
    takes_messages: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """What she wrote, where and when. `share` is how much of what carried her this is, of 1."""

    post: int
    conversation: int
    kind: str
    title: str
    quote: str
    created_at: datetime
    circle: CircleRef | None
    accepted: bool
    share: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why she stands where she does: a code and its number."""

    code: str
    number: int


@dataclass(frozen=True, slots=True)
class Found:
    """A person who did it. `room` is how many more requests she takes, null where she doesn't show it. A score compares
    within one answer only."""

    person: PersonRef
    headline: str
    availability: str
    room: int | None
    score: float
    evidence: list[Evidence]
    reasons: list[Reason]


@dataclass(frozen=True, slots=True)
class FoundPeople:
    items: list[Found]


@dataclass(frozen=True, slots=True)
class FoundConversations:
    items: list[ConversationItem]


@dataclass(frozen=True, slots=True)
class FoundNames:
    people: list[PersonRef]
    circles: list[CommunityItem]


@dataclass(frozen=True, slots=True)
class About:
    """What a notification is about: a conversation, meeting or poll (its key), a community (its slug) or a message
    (empty)."""

    kind: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Notification:
    id: int
    topic: str
    actor: PersonRef | None
    about: About
    post: int | None
    at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True)
class NotificationList:
    items: list[Notification]
    next: str | None


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Someone with whom the caller wrote."""

    person: PersonRef
    last_at: datetime
    unread: int


@dataclass(frozen=True, slots=True)
class CorrespondentList:
    items: list[Correspondent]
    next: str | None


@dataclass(frozen=True, slots=True)
class Message:
    """`is_own` where the caller wrote it."""

    id: int
    is_own: bool
    html: str
    sent_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class MessageList:
    items: list[Message]
    next: str | None
