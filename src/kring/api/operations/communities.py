"""Communities: the directory, one of them, who is in it; joining and leaving."""

from typing import Literal

from django.conf import settings
from django.http import HttpResponse
from ninja import Path, Query

from kring.api import rows, shapes, taken
from kring.api.answers import answer, done, listed, made, next_page, written
from kring.api.callers import READ, WRITE, Call
from kring.api.describing import DescribedRouter
from kring.communities import actions, queries
from kring.communities.models import Community
from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError

router = DescribedRouter(tags=["communities"])


@router.get("/communities", auth=READ, response=shapes.CommunityList, summary="The directory")
def list_communities(request: Call, given: Query[taken.Paging]) -> HttpResponse:
    """The topmost communities that you may know of, by name."""
    page = queries.directory(request.auth, after=given.cursor, size=given.limit)
    address = next_page(request, page.older)
    return listed(shapes.CommunityList([rows.circle(row) for row in page.rows], address), address)


@router.get("/communities/{slug}", auth=READ, response=shapes.Community, summary="A community")
def get_community(request: Call, slug: Path[taken.Slug]) -> HttpResponse:
    """A community with those above and right under it. A former address answers 308 with the present one."""
    try:
        found = queries.community(request.auth, slug)
    except NotThereError:
        present = queries.moved_to(request.auth, slug)
        if present is None:
            raise
        return HttpResponse(status=308, headers={"Location": f"{settings.BASE_URL}/api/v1/communities/{present}"})
    return answer(_community(request.auth, found))


@router.get("/communities/{slug}/members", auth=READ, response=shapes.MemberList, summary="Who is in it")
def list_members(request: Call, slug: Path[taken.Slug], given: Query[taken.Paging]) -> HttpResponse:
    """The members, newest first. Empty for whoever may not read in the community."""
    found = queries.community(request.auth, slug)
    page = queries.members(request.auth, found, after=given.cursor, size=given.limit)
    address = next_page(request, page.older)
    return listed(shapes.MemberList([rows.member(row) for row in page.rows], address), address)


@router.put("/communities/{slug}/membership", auth=WRITE, response={204: None}, summary="Join")
@written
def join(request: Call, slug: Path[taken.Slug]) -> HttpResponse:
    """Become a member of an open community, and of those above it. Being one already is fine."""
    found = queries.community(request.auth, slug)
    actions.join(actor=request.auth, community=found.pk, now=clock.now())
    return done()


@router.delete("/communities/{slug}/membership", auth=WRITE, response={204: None}, summary="Leave")
@written
def leave(request: Call, slug: Path[taken.Slug]) -> HttpResponse:
    """End your membership of a community and of the circles below it. Its only host can't leave."""
    found = queries.community(request.auth, slug)
    actions.leave(actor=request.auth, community=found.pk, now=clock.now())
    return done()


@router.post("/communities/{slug}/requests", auth=WRITE, response={201: shapes.JoinRequest}, summary="Ask to join")
@written
def ask_to_join(request: Call, slug: Path[taken.Slug], given: taken.Motivation) -> HttpResponse:
    """Ask the hosts to be let in. Asking twice is asking once."""
    found = queries.community(request.auth, slug)
    asked = actions.ask_to_join(actor=request.auth, community=found.pk, motivation=given.motivation, now=clock.now())
    there = shapes.CircleRef(found.slug, found.name)
    return made(shapes.JoinRequest(asked.pk, there, asked.motivation, asked.asked_at), f"/communities/{found.slug}")


def _community(reader: Reader, found: Community) -> shapes.Community:
    may_read = queries.may(reader, "read", found)
    above, below = queries.around(reader, found)
    return shapes.Community(
        id=found.pk,
        slug=found.slug,
        name=found.name,
        purpose=found.purpose,
        language=found.language,
        joining=found.joining,
        members=found.members,
        archived=found.archived_at is not None,
        ends_on=found.ends_on,
        announcement=found.announcement if may_read else "",
        announced_at=found.announced_at if may_read else None,
        above=[shapes.CircleRef(row.slug, row.name) for row in above],
        below=[rows.circle(row) for row in below],
        hosts=[rows.person(handle, name, photo) for _, handle, name, photo in queries.hosts(found.pk)],
        role=_role(reader, found.pk),
        has_asked_to_join=reader.account is not None and queries.has_asked(reader, found.pk),
        may_read=may_read,
        may_write=queries.may(reader, "write", found) and found.archived_at is None,
    )


def _role(reader: Reader, community: int) -> Literal["host", "member"] | None:
    if reader.has(community, Role.HOST):
        return "host"
    return "member" if reader.has(community) else None
