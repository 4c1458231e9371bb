"""Organisations: where one works and what one's memberships rest on, departments, who works there, inviting."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query

from kring.api import organisation_shapes as shapes
from kring.api import rows, taken
from kring.api.answers import answer, listed, next_page, written
from kring.api.callers import READ, READ_OWN, WRITE, Call
from kring.api.describing import DescribedRouter
from kring.communities.agreements.queries import buys
from kring.communities.queries import below_organisation
from kring.foundation import clock
from kring.foundation.access.readers import Reader
from kring.foundation.errors import NotThereError, RefusedError
from kring.people import models
from kring.people.organisations import actions, queries
from kring.people.organisations.rules.employments import last_day

router = DescribedRouter(tags=["organisations"])


@router.get("/me/employments", auth=READ_OWN, response=shapes.EmploymentItems, summary="Where you work")
def list_employments(request: Call) -> HttpResponse:
    """Your employments, those that aren't over first, then the latest first; at most 100."""
    found = queries.own_employments(request.auth)
    return answer(
        shapes.EmploymentItems(
            [
                shapes.Employment(
                    id=one.id,
                    organisation=shapes.OrganisationRef(one.slug, one.name),
                    department=one.department_name,
                    starts_on=one.starts_on,
                    last_day=last_day(one.ends_on),
                    came=one.came,
                    is_over=one.is_over,
                )
                for one in found
            ]
        )
    )


@router.get("/organisations", auth=READ_OWN, response=shapes.OrganisationItems, summary="Your organisations")
def list_organisations(request: Call) -> HttpResponse:
    """Those where you work now, by name."""
    found = queries.mine(request.auth)
    return answer(shapes.OrganisationItems([shapes.OrganisationRef(one.slug, one.name) for one in found]))


@router.get("/organisations/{slug}", auth=READ, response=shapes.Organisation, summary="An organisation")
def get_organisation(request: Call, slug: Path[taken.Slug]) -> HttpResponse:
    """What it shows, and what else of it you may read. A former address answers 308 with the present one."""
    try:
        found = queries.organisation(request.auth, slug)
    except NotThereError:
        present = queries.moved_to(request.auth, slug)
        if present is None:
            raise
        return HttpResponse(status=308, headers={"Location": f"{settings.BASE_URL}/api/v1/organisations/{present}"})
    works_here = queries.may(request.auth, "belong", found)
    circles = below_organisation(request.auth, found.pk) if works_here else []
    return answer(
        shapes.Organisation(
            id=found.pk,
            slug=found.slug,
            name=found.name,
            about=found.about,
            time_zone=found.time_zone,
            works_here=works_here,
            community=rows.place(circles[0].slug, circles[0].name) if circles else None,
            may_see_people=works_here and queries.leads(request.auth, found),
            may_see_agreements=works_here and buys(request.auth, found),
            url=f"{settings.BASE_URL}/organisations/{found.slug}",
        )
    )


@router.get("/organisations/{slug}/departments", auth=READ_OWN, response=shapes.Departments, summary="Its departments")
def list_departments(request: Call, slug: Path[taken.Slug]) -> HttpResponse:
    """The open departments in the order of the tree, at most 2,000, and who does what; for colleagues."""
    at = opened(request.auth, slug)
    tree = queries.tree(request.auth, at)
    inside = {one.id for one in tree}
    return answer(
        shapes.Departments(
            [
                shapes.Department(one.id, one.name, one.parent if one.parent in inside else None, one.depth)
                for one in tree
            ],
            [
                shapes.Office(rows.person(one.handle, one.name, one.photo), one.role.name.lower(), one.department)
                for one in queries.offices(request.auth, at)
            ],
        )
    )


@router.get("/organisations/{slug}/people", auth=READ_OWN, response=shapes.StaffList, summary="Who works there")
def list_staff(request: Call, slug: Path[taken.Slug], given: Query[taken.StaffFilter]) -> HttpResponse:
    """By name: for owners and HR all, for a manager those of her departments. What anyone does in a community is in no
    answer."""
    at = opened(request.auth, slug, queries.leads, _("Only HR and managers see this list."))
    page = queries.staff(
        request.auth, at, after=given.cursor, size=given.limit, text=given.q, department=given.department
    )
    address = next_page(request, page.older)
    return listed(
        shapes.StaffList(
            [
                shapes.StaffMember(
                    id=one.id,
                    person=rows.person(one.handle, one.name, one.photo),
                    department=one.department,
                    department_name=one.department_name,
                    starts_on=one.starts_on,
                    last_day=last_day(one.ends_on),
                )
                for one in page.rows
            ],
            address,
        ),
        address,
    )


@router.post(
    "/organisations/{slug}/invitations", auth=WRITE, response={201: shapes.Invited}, summary="Invite colleagues"
)
@written
def invite_colleagues(request: Call, slug: Path[taken.Slug], given: taken.NewColleagues) -> HttpResponse:
    """A letter to each address, with a link by which she says that she works there; all of them or none. For owners and
    HR."""
    at = opened(request.auth, slug)
    made = actions.invite_by_mail(
        actor=request.auth, organisation=at.pk, addresses=given.addresses, ends_at=given.ends_at,
        department=given.department, now=clock.now(),
    )  # fmt: skip
    return answer(shapes.Invited([one.email for one in made]), status=201)


def opened(
    reader: Reader, slug: str, may: Callable[[Reader, models.Organisation], bool] | None = None, otherwise: object = ""
) -> models.Organisation:
    """An organisation for its colleagues, else NotThereError; RefusedError with the reason where `may` says no."""
    found = queries.organisation(reader, slug)
    if not queries.may(reader, "belong", found):
        raise NotThereError
    if may is not None and not may(reader, found):
        raise RefusedError(otherwise, code="not-staff")
    return found
