"""Questions, experiences and discussions: lists of them, one of them, and starting one."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query

from kring.api import rows, shapes, taken
from kring.api.answers import answer, done, listed, made, next_page, written
from kring.api.callers import READ, WRITE, Call
from kring.api.describing import DescribedRouter
from kring.api.operations.people import language
from kring.communities.queries import key_of
from kring.competences.actions import keys_for
from kring.competences.queries import words
from kring.conversations import actions, queries
from kring.conversations.drafts import MOST_COMPETENCES, Discussion, Question, Told
from kring.conversations.models import Experience, circle_of
from kring.conversations.queries import ConversationRow, Reading
from kring.conversations.queries.listing import rows_of
from kring.foundation import clock
from kring.foundation.access.queries import below
from kring.foundation.access.readers import Reader
from kring.foundation.errors import InvalidError
from kring.foundation.paging import Page

router = DescribedRouter(tags=["conversations"])


@router.get("/conversations", auth=READ, response=shapes.ConversationList, summary="Conversations")
def list_conversations(request: Call, given: Query[taken.ConversationFilter]) -> HttpResponse:
    """Those that you may read, in which someone wrote last first; 20 a page, unless you say otherwise."""
    page = _page(request.auth, given)
    address = next_page(request, page.older)
    return listed(shapes.ConversationList([rows.conversation(row) for row in page.rows], address), address)


@router.get("/conversations/{key}", auth=READ, response=shapes.Conversation, summary="A conversation")
def get_conversation(request: Call, key: Path[taken.Key]) -> HttpResponse:
    """A conversation with what it starts with; its answers are at /conversations/{key}/posts."""
    return answer(_conversation(request.auth, queries.conversation(request.auth, key)))


@router.post("/communities/{slug}/questions", auth=WRITE, response={201: shapes.Conversation}, summary="Ask a question")
@written
def ask(request: Call, slug: Path[taken.Slug], given: taken.NewQuestion) -> HttpResponse:
    """Ask in a circle that you are in. You follow it from then on."""
    question = Question(
        title=given.title,
        body=given.body,
        goal=given.goal,
        tried=given.tried,
        competences=_keys(given.competences),
        language=given.language,
    )
    place = key_of(request.auth, slug)
    started = actions.ask(actor=request.auth, community=place, question=question, now=clock.now())
    return _started(request.auth, started.pk)


@router.post(
    "/communities/{slug}/discussions", auth=WRITE, response={201: shapes.Conversation}, summary="Open a discussion"
)
@written
def discuss(request: Call, slug: Path[taken.Slug], given: taken.NewDiscussion) -> HttpResponse:
    """Open a discussion in a circle that you are in."""
    discussion = Discussion(
        title=given.title, body=given.body, competences=_keys(given.competences), language=given.language
    )
    place = key_of(request.auth, slug)
    started = actions.discuss(actor=request.auth, community=place, discussion=discussion, now=clock.now())
    return _started(request.auth, started.pk)


@router.post(
    "/communities/{slug}/experiences", auth=WRITE, response={201: shapes.Conversation}, summary="Tell an experience"
)
@written
def tell(request: Call, slug: Path[taken.Slug], given: taken.NewExperience) -> HttpResponse:
    """Tell what you did, where and when, and what came of it, in a circle that you are in."""
    told = Told(
        title=given.title,
        situation=given.situation,
        did=given.did,
        outcome=given.outcome,
        otherwise=given.otherwise,
        where=given.where,
        period=given.period,
        came_of=given.came_of,
        competences=_keys(given.competences),
        language=given.language,
    )
    place = key_of(request.auth, slug)
    return _started(request.auth, actions.tell(actor=request.auth, community=place, told=told, now=clock.now()).pk)


@router.patch("/conversations/{key}", auth=WRITE, response=shapes.Conversation, summary="Give it another title")
@written
def retitle(request: Call, key: Path[taken.Key], given: taken.Retitling) -> HttpResponse:
    """Another title, or other competences, by whoever started it or a host. The former title is kept."""
    about = None if given.competences is None else _keys(given.competences)
    actions.retitle(actor=request.auth, conversation=key, title=given.title, competences=about, now=clock.now())
    return answer(_conversation(request.auth, queries.conversation(request.auth, key)))


@router.delete("/conversations/{key}", auth=WRITE, response={204: None}, summary="Withdraw a conversation")
@written
def withdraw_conversation(request: Call, key: Path[taken.Key]) -> HttpResponse:
    """Take it back as a whole. Once others answered, only a host can."""
    actions.withdraw_conversation(actor=request.auth, conversation=key, now=clock.now())
    return done()


@router.put("/conversations/{key}/following", auth=WRITE, response={204: None}, summary="Follow")
@written
def follow(request: Call, key: Path[taken.Key]) -> HttpResponse:
    """Be told what is written in it from now on."""
    actions.follow(actor=request.auth, conversation=key, now=clock.now())
    return done()


@router.delete("/conversations/{key}/following", auth=WRITE, response={204: None}, summary="Follow no longer")
@written
def unfollow(request: Call, key: Path[taken.Key]) -> HttpResponse:
    """Hear no more of it."""
    actions.unfollow(actor=request.auth, conversation=key)
    return done()


def _page(reader: Reader, given: taken.ConversationFilter) -> Page[ConversationRow]:
    if given.circle is None:
        _only_with_circle(given)
        return queries.latest(
            reader, kind=given.kind or "", competence=given.competence, after=given.cursor, size=given.limit
        )
    place = key_of(reader, given.circle)
    if given.unanswered:
        places = below(place) if given.below else [place]
        return queries.unanswered(reader, places=places, after=given.cursor, size=given.limit)
    return queries.latest(
        reader,
        places=None if given.below else [place],
        within=place if given.below else None,
        kind=given.kind or "",
        competence=given.competence,
        after=given.cursor,
        size=given.limit,
    )


def _only_with_circle(given: taken.ConversationFilter) -> None:
    wrong = {name: _("Name a circle with this.") for name in ("below", "unanswered") if getattr(given, name)}
    if wrong:
        raise InvalidError(wrong)


def _keys(names: Sequence[str]) -> list[int]:
    return keys_for(list(names), most=MOST_COMPETENCES)


def _started(reader: Reader, key: int) -> HttpResponse:
    return made(_conversation(reader, queries.conversation(reader, key)), f"/conversations/{key}")


def _conversation(reader: Reader, reading: Reading) -> shapes.Conversation:
    row = reading.row
    circle = circle_of(row.place)
    guide, told = getattr(row, "guide", None), getattr(row, "experience", None)
    about = words(row.competences, language=language())
    return shapes.Conversation(
        id=row.pk,
        kind=row.kind,
        title=row.title,
        language=row.language,
        circle=shapes.CircleRef(circle.slug, circle.name) if circle else None,
        author=rows.person(row.author.handle, row.author.name, row.author.photo),
        created_at=row.created_at,
        last_at=row.last_at,
        replies=row.replies,
        accepted=row.accepted,
        competences=rows.competences(about[key] for key in row.competences if key in about),
        opening=rows.posts(reader, [reading.opening])[0],
        goal=guide.goal if guide else "",
        tried=guide.tried if guide else "",
        experience=_experience(told) if told else None,
        came_of=_readable(reader, row.came_of_id),
        follows=queries.follows(reader, row.pk),
        may_write=queries.may(reader, "write", row) and (circle is None or circle.archived_at is None),
        may_accept=queries.may(reader, "accept", row),
        url=f"{settings.BASE_URL}/conversations/{row.pk}",
    )


def _experience(told: Experience) -> shapes.Experience:
    return shapes.Experience(told.situation, told.did, told.where, told.period, told.outcome, told.otherwise)


def _readable(reader: Reader, key: int | None) -> int | None:
    """The key of the question that something came of, if the reader may know of it."""
    return key if key is not None and key in rows_of(reader, [key]) else None
