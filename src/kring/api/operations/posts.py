"""What is written in conversations: reading, answering, commenting, accepting, changing, reacting and withdrawing."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query

from kring.api import problems, rows, rules, shapes, taken
from kring.api.answers import done, listed, made, next_page, versioned, written
from kring.api.callers import READ, WRITE, Call
from kring.api.describing import DescribedRouter
from kring.api.problems import ProblemError
from kring.competences.actions import keys_for
from kring.conversations import actions, queries
from kring.conversations.drafts import MOST_COMPETENCES
from kring.conversations.queries.listing import rows_of
from kring.foundation import clock
from kring.foundation.errors import ConflictError, NotThereError

router = DescribedRouter(tags=["posts"])


@router.get("/conversations/{key}/posts", auth=READ, response=shapes.PostList, summary="Answers and replies")
def list_posts(request: Call, key: Path[taken.Key], given: Query[taken.Paging]) -> HttpResponse:
    """What was written, oldest first, with comments. The first page starts with what was accepted, beside `limit`."""
    if key not in rows_of(request.auth, [key]):
        raise NotThereError
    page = queries.posts(key, after=given.cursor, size=given.limit)
    address = next_page(request, page.older)
    return listed(shapes.PostList(rows.posts(request.auth, page.rows), address), address)


@router.post("/conversations/{key}/posts", auth=WRITE, response={201: shapes.PostText}, summary="Answer")
@written
def answer_conversation(request: Call, key: Path[taken.Key], given: taken.NewText) -> HttpResponse:
    """Answer a question, or reply in a discussion or to an experience. You follow it from then on."""
    new = actions.answer(actor=request.auth, conversation=key, body=given.body, now=clock.now())
    return _made(request, new.pk)


@router.get("/posts/{key}", auth=READ, response=shapes.PostText, summary="A post")
def get_post(request: Call, key: Path[taken.Key]) -> HttpResponse:
    """One post with its Markdown. Its ETag says which version it is, for If-Match when you change it."""
    found = queries.post(request.auth, key)
    return versioned(rows.post_text(found), found.version)


@router.patch("/posts/{key}", auth=WRITE, response=shapes.PostText, summary="Change a post")
@written
def edit(request: Call, key: Path[taken.Key], given: taken.ChangedText) -> HttpResponse:
    """Change what you wrote; what it said before is kept, and what you leave out stays. What opens a question or an
    experience has parts beside or instead of its body. Say which version you changed, with `version` (409 when another
    came between) or If-Match (412)."""
    tag = request.META.get("HTTP_IF_MATCH")
    version = _version(request, key, tag, given.version)
    try:
        actions.edit(actor=request.auth, post=key, version=version, now=clock.now(), **_changes(given))
    except ConflictError as error:
        if error.code != problems.CHANGED.name:
            raise
        kind = problems.CONFLICT if tag is None else problems.CHANGED
        raise ProblemError(kind, code=error.code, detail=problems.CHANGED.detail) from error
    found = queries.post(request.auth, key)
    return versioned(rows.post_text(found), found.version)


@router.delete("/posts/{key}", auth=WRITE, response={204: None}, summary="Withdraw a post")
@written
def withdraw(request: Call, key: Path[taken.Key]) -> HttpResponse:
    """Take back an answer, reply or comment, by its writer or a host. Its place stays, its words are gone."""
    actions.withdraw(actor=request.auth, post=key, now=clock.now())
    return done()


@router.post("/posts/{key}/comments", auth=WRITE, response={201: shapes.PostText}, summary="Comment")
@written
def comment(request: Call, key: Path[taken.Key], given: taken.NewText) -> HttpResponse:
    """Comment on a post, in at most 2,000 characters, but not on another comment."""
    new = actions.comment(actor=request.auth, post=key, body=given.body, now=clock.now())
    return _made(request, new.pk)


@router.put("/posts/{key}/acceptance", auth=WRITE, response={204: None}, summary="Accept an answer")
@written
def accept(request: Call, key: Path[taken.Key]) -> HttpResponse:
    """Say, as the asker, that an answer helped. Several may be accepted."""
    actions.accept(actor=request.auth, post=key, now=clock.now())
    return done()


@router.delete("/posts/{key}/acceptance", auth=WRITE, response={204: None}, summary="Take an acceptance back")
@written
def unaccept(request: Call, key: Path[taken.Key]) -> HttpResponse:
    """Say that it didn't help after all."""
    actions.unaccept(actor=request.auth, post=key, now=clock.now())
    return done()


@router.put("/posts/{key}/reactions/{kind}", auth=WRITE, response={204: None}, summary="React")
@written
def react(request: Call, key: Path[taken.Key], kind: Path[taken.ReactionName]) -> HttpResponse:
    """Put a reaction to a post. Twice is once."""
    actions.react(actor=request.auth, post=key, kind=kind, now=clock.now())
    return done()


@router.delete("/posts/{key}/reactions/{kind}", auth=WRITE, response={204: None}, summary="Take a reaction back")
@written
def unreact(request: Call, key: Path[taken.Key], kind: Path[taken.ReactionName]) -> HttpResponse:
    """Take your reaction back."""
    actions.unreact(actor=request.auth, post=key, kind=kind)
    return done()


def _made(request: Call, key: int) -> HttpResponse:
    return made(rows.post_text(queries.post(request.auth, key)), f"/posts/{key}")


def _changes(given: taken.ChangedText) -> dict[str, Any]:
    """What the caller changes, as the action takes it."""
    parts = given.model_dump(exclude_none=True, exclude={"body", "version", "competences"})
    about = None if given.competences is None else keys_for(given.competences, most=MOST_COMPETENCES)
    return {"body": given.body, "parts": parts, "competences": about}


def _version(request: Call, key: int, tag: str | None, given: int | None) -> int:
    """The version that the caller says she changed. Raises Problem (412, 422 or 428)."""
    if tag is None:
        if given is None:
            raise ProblemError(problems.VERSION_NEEDED)
        return given
    seen = queries.post(request.auth, key).version if tag.strip() == "*" else rules.seen_version(tag)
    if seen is None:
        raise ProblemError(problems.CHANGED)
    if given not in (None, seen):
        raise ProblemError(problems.INVALID, errors=[("version", _("This isn’t the version that If-Match names."))])
    return seen
