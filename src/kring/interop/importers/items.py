"""From a row's attributes to what Kring keeps. Nothing is written here; what can't be taken is told to the tally."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kring.conversations.actions.writing import LONGEST_COMMENT
from kring.conversations.drafts import LONGEST_TITLE
from kring.foundation.text import cleaning, markup
from kring.interop import rules
from kring.interop.importers import texts
from kring.interop.importers.report import Tally

_LOOKED_AT = 4 * LONGEST_TITLE
NOBODY_ID = "-1"
QUESTION, ANSWER = "1", "2"
_OTHER_POSTS = {
    "3": "wiki page",
    "4": "tag description",
    "5": "tag description",
    "6": "moderator nomination",
    "7": "wiki page",
    "8": "privilege wiki page",
}
ACCEPTED_VOTE = "1"


@dataclass(frozen=True, slots=True)
class Person:
    source_id: str
    name: str
    headline: str
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Written:
    """A question (with title and tags), an answer or a comment (`about` is the id of what it is to)."""

    source_id: str
    author: str
    at: datetime
    text: texts.Text
    score: int
    edited_at: datetime | None = None
    about: str = ""
    title: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class AcceptedOn:
    answer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Tag:
    name: str


Item = Person | Written | Accepted | AcceptedOn | Tag


@dataclass
class Reading:
    """What the rows of a stage are read with. `last` is the date of the row before, for one without."""

    latest: datetime
    last: datetime
    tally: Tally = field(default_factory=Tally)

    def date(self, attributes: Mapping[str, str], what: str, key: str = "CreationDate") -> datetime:
        """A row's date; a missing or impossible one is that of the row before it, as ids grow with time."""
        at = rules.moment(attributes.get(key), latest=self.latest)
        if at is None:
            self.tally.change(f"{what}: no usable date, so that of the row before", attributes.get("Id", ""))
            return self.last
        self.last = at
        return at

    def cut(self, text: texts.Text, what: str, key: str) -> texts.Text:
        """The same text; counted when it was cut."""
        if text.is_cut:
            self.tally.change(f"{what}: text cut, as it was too long", key)
        return text


Reader = Callable[[Mapping[str, str], Reading], Item | None]


def person(attributes: Mapping[str, str], reading: Reading) -> Person | None:
    """Who somebody is."""
    key = rules.source_id(attributes.get("Id"))
    if key is None:
        reading.tally.leave_out("people: no id", attributes.get("DisplayName", ""))
        return None
    if key.startswith("-"):
        reading.tally.leave_out("people: the source's own process, no person", attributes.get("DisplayName", ""))
        return None
    about = markup.plain_text(markup.safe_html(attributes.get("AboutMe", "")[:4_000]))
    return Person(
        key,
        rules.person_name(attributes.get("DisplayName"), key),
        cleaning.excerpt(about, length=rules.LONGEST_HEADLINE - 1),
        reading.date(attributes, "people"),
    )


def tag(attributes: Mapping[str, str], reading: Reading) -> Tag | None:
    """A tag that questions carry; one without any is no competence of anybody."""
    name = attributes.get("TagName", "")
    if not rules.tag_slug(name):
        reading.tally.leave_out("tags: no letter or digit in them", name)
        return None
    if attributes.get("Count") == "0":
        reading.tally.leave_out("tags: no question carries them", name)
        return None
    return Tag(name)


def question(attributes: Mapping[str, str], reading: Reading) -> Written | None:
    """A question. What is neither question nor answer is told to the tally here, once."""
    kind = attributes.get("PostTypeId", "")
    if kind != QUESTION:
        if kind != ANSWER:
            reading.tally.leave_out(
                f"posts: a {_OTHER_POSTS.get(kind, 'kind that is not known')}", attributes.get("Id", "")
            )
        return None
    key = rules.source_id(attributes.get("Id"))
    if key is None:
        reading.tally.leave_out("questions: no id", attributes.get("Title", ""))
        return None
    text = reading.cut(texts.of_html(attributes.get("Body", "")), "questions", key)
    title = _title(attributes.get("Title", ""), text, key, reading)
    if not title:
        reading.tally.leave_out("questions: neither title nor text", key)
        return None
    tags = tuple(name for name in rules.tags(attributes.get("Tags")) if rules.tag_slug(name))
    return _written(attributes, reading, "questions", key, text, title=title, tags=tags)


def _title(given: str, text: texts.Text, key: str, reading: Reading) -> str:
    title = cleaning.clean_line(given[:_LOOKED_AT])
    if len(title) > LONGEST_TITLE or len(given) > _LOOKED_AT:
        reading.tally.change(f"questions: title cut to {LONGEST_TITLE} characters", key)
        return cleaning.excerpt(title, length=LONGEST_TITLE - 1)
    if not title and text.body:
        reading.tally.change("questions: no title, so the first words of the text", key)
        return cleaning.excerpt(markup.plain_text(text.html), length=LONGEST_TITLE // 2) or text.body[:LONGEST_TITLE]
    return title


def answer(attributes: Mapping[str, str], reading: Reading) -> Written | None:
    """An answer."""
    if attributes.get("PostTypeId") != ANSWER:
        return None
    key, about = rules.source_id(attributes.get("Id")), rules.source_id(attributes.get("ParentId"))
    if key is None or about is None:
        reading.tally.leave_out("answers: no id, or no question that they are to", attributes.get("Id", ""))
        return None
    text = reading.cut(texts.of_html(attributes.get("Body", "")), "answers", key)
    if not text.body:
        reading.tally.leave_out("answers: no text", key)
        return None
    return _written(attributes, reading, "answers", key, text, about=about)


def comment(attributes: Mapping[str, str], reading: Reading) -> Written | None:
    """A comment on a question or an answer."""
    key, about = rules.source_id(attributes.get("Id")), rules.source_id(attributes.get("PostId"))
    if key is None or about is None:
        reading.tally.leave_out("comments: no id, or no post that they are on", attributes.get("Id", ""))
        return None
    text = reading.cut(texts.of_markdown(attributes.get("Text", ""), longest=LONGEST_COMMENT), "comments", key)
    if not text.body:
        reading.tally.leave_out("comments: no text", key)
        return None
    # Posts and comments are numbered apart in the source.
    return _written(attributes, reading, "comments", f"comment-{key}", text, about=about, author="UserId")


def _written(
    attributes: Mapping[str, str],
    reading: Reading,
    what: str,
    key: str,
    text: texts.Text,
    *,
    about: str = "",
    title: str = "",
    tags: tuple[str, ...] = (),
    author: str = "OwnerUserId",
) -> Written:
    at = reading.date(attributes, what)
    edited = rules.moment(attributes.get("LastEditDate"), latest=reading.latest)
    return Written(
        source_id=key,
        author=_author(attributes.get(author), reading, what, key),
        at=at,
        text=text,
        score=rules.number(attributes.get("Score")),
        edited_at=edited if edited is not None and edited > at else None,
        about=about,
        title=title,
        tags=tags,
    )


def _author(given: str | None, reading: Reading, what: str, key: str) -> str:
    who = rules.source_id(given)
    if who is None or who.startswith("-"):
        reading.tally.change(f"{what}: nobody is named as their writer, so a former member", key)
        return rules.FORMER
    return who


def accepted(attributes: Mapping[str, str], reading: Reading) -> Accepted | None:
    """That a question names an answer as the one that helped."""
    if attributes.get("PostTypeId") != QUESTION or "AcceptedAnswerId" not in attributes:
        return None
    key, about = rules.source_id(attributes.get("AcceptedAnswerId")), rules.source_id(attributes.get("Id"))
    if key is None or about is None:
        reading.tally.leave_out("accepted marks: no id that can be read", attributes.get("Id", ""))
        return None
    return Accepted(about, key)


def vote(attributes: Mapping[str, str], reading: Reading) -> AcceptedOn | None:
    """On which day an answer was accepted. Other votes name no person, and a reaction is a person's."""
    if attributes.get("VoteTypeId") != ACCEPTED_VOTE:
        reading.tally.leave_out("votes: the dump doesn't say whose they are (posts keep their score)")
        return None
    key = rules.source_id(attributes.get("PostId"))
    at = rules.moment(attributes.get("CreationDate"), latest=reading.latest)
    if key is None or at is None:
        reading.tally.leave_out("votes: accepting, without a post or a date", attributes.get("Id", ""))
        return None
    return AcceptedOn(key, at)


def badge(attributes: Mapping[str, str], reading: Reading) -> None:
    """Badges of a game stand for no competence that somebody vouches for."""
    del attributes
    reading.tally.leave_out("badges: Kring has no place for badges of another site")


def link(attributes: Mapping[str, str], reading: Reading) -> None:
    """Which question looks like which."""
    del attributes
    reading.tally.leave_out("links between questions: Kring has no place for them")
