"""What comes in: parameters of addresses and bodies. Strict: what isn't known is refused, never passed over."""

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field

from kring.foundation.ids import LARGEST

Key = Annotated[int, Field(ge=1, le=LARGEST)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
Language = Literal["nl", "en"]
ConversationKind = Literal["question", "experience", "discussion"]
ReactionName = Literal["thanks", "insight", "same-here"]
Cursor = Annotated[str, Field(max_length=400)]
Limit = Annotated[int, Field(ge=1, le=100)]
# What is too long for the room that takes it is refused there, in its own words; this only bounds the work before that.
Text = Annotated[str, Field(max_length=200_000)]
Line = Annotated[str, Field(max_length=2_000)]
Count = Annotated[int, Field(ge=0, le=10_000_000)]
MeetingKind = Literal["peer_group", "training", "webinar", "seminar", "congress", "intervisie", "mentoring", "other"]
Names = Annotated[list[Annotated[str, Field(max_length=80)]], Field(max_length=8)]


class Given(Schema):
    """A body or the parameters of an address."""

    model_config = ConfigDict(extra="forbid")


class Paging(Given):
    cursor: Cursor = Field("", description="Where the page starts: from `next` of the page before.")
    limit: Limit = Field(20, description="How many at most.")


class ConversationFilter(Paging):
    circle: Slug | None = Field(None, description="Only those in this community.")
    below: bool = Field(default=False, description="With `circle`: those in the circles under it too.")
    kind: ConversationKind | None = Field(None, description="Only of this kind.")
    competence: Key | None = Field(None, description="Only about this competence.")
    unanswered: bool = Field(
        default=False, description="With `circle`: only questions that nobody answered, newest first."
    )


class FindPeople(Given):
    q: str = Field(..., max_length=2_000, description="What someone should have done before.")
    text: str = Field("", max_length=4_000, description="More about it.")
    circle: Slug | None = Field(None, description="Only what was done in this community and those under it.")
    language: Language | None = Field(None, description="Of the question; guessed without it.")
    at: AwareDatetime | None = Field(None, description="As if asked then: nothing later than that day's start counts.")
    limit: int = Field(5, ge=1, le=100)


class FindConversations(Given):
    q: str = Field(..., max_length=2_000)
    circle: Slug | None = None
    language: Language | None = None
    answered: bool = Field(default=False, description="Only those in which someone answered or told.")
    limit: Limit = 20


class FindKept(Given):
    q: str = Field(..., max_length=2_000)
    circle: Slug | None = None
    language: Language | None = None
    limit: Limit = 20


class FindNames(Given):
    q: str = Field(..., max_length=200, description="The last word may be half typed.")
    limit: int = Field(5, ge=1, le=20)


class Motivation(Given):
    motivation: Line = Field("", description="Why you want to come in, for the hosts.")


class NewQuestion(Given):
    title: Line
    body: Text = Field("", description="Markdown.")
    goal: Text = Field("", description="What you want to reach.")
    tried: Text = Field("", description="What you tried.")
    competences: Names = Field(default_factory=list, description="By name or slug; new words are added.")
    language: Language = "nl"


class NewDiscussion(Given):
    title: Line
    body: Text = Field(..., description="Markdown.")
    competences: Names = Field(default_factory=list, description="By name or slug; new words are added.")
    language: Language = "nl"


class NewExperience(Given):
    title: Line
    situation: Text = Field(..., description="Markdown, as are the other parts.")
    did: Text = Field(..., description="What you did.")
    outcome: Text = Field(..., description="What came of it.")
    otherwise: Text = Field("", description="What you would do otherwise.")
    where: Line = ""
    period: Line = ""
    came_of: Key | None = Field(None, description="The question that this came of.")
    competences: Names = Field(default_factory=list, description="By name or slug; new words are added.")
    language: Language = "nl"


class Retitling(Given):
    title: Line
    competences: Names | None = Field(None, description="Instead of what there was; left out, they stay.")


class NewText(Given):
    body: Text = Field(..., description="Markdown.")


class ChangedText(Given):
    """What isn't given stays."""

    body: Text | None = Field(None, description="Markdown. Of all but an experience, which is changed by its parts.")
    goal: Text | None = Field(None, description="Of a question: what you want to reach.")
    tried: Text | None = Field(None, description="Of a question: what you tried.")
    situation: Text | None = Field(None, description="Of an experience, as the parts below.")
    did: Text | None = Field(None, description="What you did.")
    outcome: Text | None = Field(None, description="What came of it.")
    otherwise: Text | None = Field(None, description="What you would do otherwise.")
    where: Line | None = None
    period: Line | None = None
    competences: Names | None = Field(None, description="Of what opens a conversation: instead of what there was.")
    version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = Field(
        None, description="The version that you changed; or name its tag in If-Match."
    )


class MeetingFilter(Paging):
    past: bool = Field(default=False, description="Those that have ended.")


class NewMeeting(Given):
    title: Line
    starts_at: AwareDatetime = Field(..., description="To the minute.")
    minutes: Count = Field(..., description="How long it takes.")
    zone: Annotated[str, Field(max_length=64)] = Field(
        "Europe/Amsterdam", description="In which it is meant: a series keeps its time of day there."
    )
    about: Text = Field("", description="Markdown.")
    language: Language = "nl"
    kind: MeetingKind = "peer_group"
    mode: Literal["onsite", "online", "both"] = "onsite"
    location: Line = Field("", description="Needed unless it is online.")
    link: Line = Field("", description="Where one joins online; it may follow later.")
    places: Count | None = Field(None, description="Without it there is room for everyone.")
    register_hours: Count = Field(0, description="So many hours before the start registration closes.")
    cancel_hours: Count = Field(0, description="So many hours before the start signing off is late.")
    most_no_shows: Count | None = Field(
        None, description="After staying away so often within a year one asks the host for a place."
    )
    price_cents: Count | None = Field(None, description="In cents; payment happens elsewhere.")
    questions: Annotated[list[Line], Field(max_length=10)] = Field(
        default_factory=list, description="Asked at registration."
    )
    open_to_all: bool = Field(default=False, description="Whoever isn't a member may register too.")
    competences: Names = Field(default_factory=list, description="By name or slug; new words are added.")
    rule: Annotated[str, Field(max_length=200)] = Field("", description="A recurrence rule, which makes it a series.")
    poll: Key | None = Field(None, description="The date poll of which it comes.")


class Cancellation(Given):
    because: Line = Field("", description="Everyone who registered reads it.")
    following: bool = Field(default=False, description="Also all that follow in its series.")


class Answers(Given):
    answers: Annotated[list[Line], Field(max_length=10)] = Field(
        default_factory=list, description="To the questions at registration, in their order."
    )


class MarkOf(Given):
    date: Key = Field(..., description="The key of one of the poll's dates.")
    value: Literal["yes", "if-need-be", "no"]


class Marks(Given):
    marks: Annotated[list[MarkOf], Field(max_length=30)]


class ReadNotifications(Given):
    ids: Annotated[list[Key], Field(max_length=1_000)] | None = Field(None, description="All of them without it.")


class StaffFilter(Paging):
    q: str = Field("", max_length=80, description="Only those whose name holds each of these words.")
    department: Key | None = Field(None, description="Only who works in this department or below it.")


class NewColleagues(Given):
    addresses: Annotated[list[Annotated[str, Field(max_length=300)]], Field(max_length=500)]
    ends_at: AwareDatetime = Field(..., description="Until when the links work; within a year.")
    department: Key | None = Field(None, description="In which they then work.")


class NewSeat(Given):
    handle: Line = Field(..., description="Of a colleague.")


class OfYear(Given):
    year: Annotated[int, Field(ge=1900, le=9999)] | None = Field(None, description="This year without it.")


class OfQuarter(Given):
    quarter: date | None = Field(None, description="Its first day, as 2026-04-01; the latest without it.")
