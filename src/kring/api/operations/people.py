"""Oneself, and other people."""

from django.http import HttpResponse
from django.utils import timezone, translation
from ninja import Path, Query

from kring.api import rows, shapes, taken
from kring.api.answers import answer, listed, next_page
from kring.api.callers import READ, READ_OWN, Call
from kring.api.describing import DescribedRouter
from kring.communities.queries import own_circles
from kring.competences.queries import page_of_words
from kring.finding.evidence.queries.own import own_competences
from kring.finding.queries import open_requests
from kring.foundation import clock
from kring.notifications.queries import unread
from kring.people import queries
from kring.people.rules import Nearness, Part

router = DescribedRouter(tags=["people"])


@router.get("/me", auth=READ_OWN, response=shapes.Me, summary="Who you are")
def me(request: Call) -> HttpResponse:
    """The person for whom you call, with her circles and what waits for her."""
    profile = queries.own_profile(request.auth)
    account = profile.account
    return answer(
        shapes.Me(
            id=account.pk,
            handle=account.handle,
            name=account.name,
            photo=rows.photo_of(account.photo),
            headline=profile.headline,
            language=account.language,
            time_zone=account.time_zone,
            availability=profile.availability,
            circles=[
                shapes.OwnCircle(slug, name, depth, hosted) for name, slug, depth, hosted in own_circles(request.auth)
            ],
            unread_notifications=unread(request.auth),
            open_help_requests=open_requests(request.auth),
        )
    )


@router.get(
    "/me/competences",
    auth=READ_OWN,
    response=shapes.OwnCompetenceList,
    summary="What you can do, and what shows it",
)
def list_own_competences(request: Call, given: Query[taken.Paging]) -> HttpResponse:
    """Your own competences by label, each with how far you are today and why. What you hide is in it, without a
    level."""
    today = timezone.localdate(clock.now())
    page = own_competences(request.auth, language=language(), on=today, after=given.cursor, size=given.limit)
    address = next_page(request, page.older)
    return listed(shapes.OwnCompetenceList([rows.own_competence(one) for one in page.rows], address), address)


@router.get("/people/{handle}", auth=READ, response=shapes.Person, summary="A person")
def get_person(request: Call, handle: Path[taken.Slug]) -> HttpResponse:
    """A person as she shows herself to you."""
    found = queries.person(request.auth, handle, language=language(), today=timezone.localdate(clock.now()))
    return answer(
        shapes.Person(
            id=found.id,
            handle=found.handle,
            name=found.name,
            photo=rows.photo_of(found.photo),
            headline=found.headline,
            languages=list(found.languages),
            specialisms=rows.competences(found.specialisms),
            passions=rows.competences(found.passions),
            offers=found.offers,
            seeks=found.seeks,
            availability=found.availability,
            cap=found.cap,
            employers=list(found.employers),
            takes_messages=takes_messages(found),
        )
    )


@router.get("/competences", auth=READ, response=shapes.CompetenceList, summary="The vocabulary")
def list_competences(request: Call, given: Query[taken.Paging]) -> HttpResponse:
    """All competences by slug, labelled in your language."""
    page = page_of_words(language=language(), after=given.cursor, size=given.limit)
    address = next_page(request, page.older)
    return listed(shapes.CompetenceList(rows.competences(page.rows), address), address)


def language() -> str:
    """The caller's language: "nl" or "en"."""
    return translation.get_language() or "en"


def takes_messages(person: queries.Person) -> bool:
    """Whether a person who was read takes messages from whoever read her."""
    return Part.MESSAGES in person.shown and person.nearness not in (Nearness.PUBLIC, Nearness.HERSELF)
