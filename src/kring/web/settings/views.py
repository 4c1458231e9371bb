"""What a person says of herself, who sees it, how Kring looks to her, and leaving."""

from typing import Any

from django.conf import settings as installation
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kring.communities.actions.leaving import leave_kring
from kring.communities.queries import only_host_of
from kring.competences.frameworks import queries as frameworks
from kring.competences.frameworks.actions import keys_chosen
from kring.competences.queries import all_words
from kring.foundation import clock
from kring.foundation.accounts import actions as accounts
from kring.foundation.accounts.models import Account, Language, Theme
from kring.foundation.accounts.queries import own_account
from kring.foundation.errors import InvalidError
from kring.people import actions, queries
from kring.people.actions import MOST_COMPETENCES, Self
from kring.people.models import Bond
from kring.web.account import cookies
from kring.web.account.entering import depart
from kring.web.presenting import circle_url, person_url
from kring.web.rendering import page, photo_url
from kring.web.settings import photos
from kring.web.settings.forms import PARTS, PhotoForm, PreferencesForm, ProfileForm, VisibilityForm
from kring.web.views import Request, safe_next, signed_in

EDIT = ["GET", "HEAD", "POST"]


@signed_in
@require_http_methods(EDIT)
def profile(request: Request) -> HttpResponse:
    """Who I am."""
    initial = _told(request)
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            actions.describe_oneself(actor=request.reader, told=_self(request, form.cleaned_data), now=clock.now())
        except InvalidError as error:
            _blame(form, error)
        else:
            messages.success(request, _("Your profile is saved."))
            return redirect(person_url(request.user.handle))
    language = translation.get_language() or "en"
    facts = {
        "form": form,
        "known": [word.label for word in all_words(language=language)],
        "has_frameworks": frameworks.are_there(request.reader),
        "handle": request.user.handle,
    }
    return page(request, "settings/profile.html", facts, status=422 if form.errors else 200)


@signed_in
@require_http_methods(EDIT)
def visibility(request: Request) -> HttpResponse:
    """Who sees which part of my page, and who may write to me."""
    mine = queries.own_profile(request.reader)
    form = VisibilityForm(request.POST if request.method == "POST" else None, profile=mine)
    if form.is_bound and form.is_valid():
        actions.choose_sight(actor=request.reader, sight=form.sight(), now=clock.now())
        messages.success(request, _("Your choices are saved."))
        return redirect("/settings/visibility")
    facts = {"form": form, "parts": [part.value for part in PARTS], "handle": request.user.handle}
    return page(request, "settings/visibility.html", facts, status=422 if form.errors else 200)


@signed_in
@require_http_methods(EDIT)
def preferences(request: Request) -> HttpResponse:
    """Language, colours and time zone."""
    if request.method != "POST":
        return page(request, "settings/preferences.html", {"form": PreferencesForm.of(request.user)})
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return page(request, "settings/preferences.html", {"form": form}, status=422)
    accounts.set_preferences(account=request.user.pk, **form.cleaned_data)
    response = redirect("/settings/preferences")
    chosen = own_account(request.user.pk)
    cookies.mirror(response, chosen)
    with translation.override(chosen.language):
        messages.success(request, _("Your preferences are saved."))
    return response


@signed_in
@require_http_methods(EDIT)
def photo(request: Request) -> HttpResponse:
    """Choose a photo."""
    form = PhotoForm(request.POST or None, request.FILES or None) if request.method == "POST" else PhotoForm()
    if form.is_bound and form.is_valid():
        try:
            name = photos.store(photos.square(form.cleaned_data["photo"]))
        except InvalidError as error:
            _blame(form, error)
        else:
            photos.remove(actions.show_photo(actor=request.reader, path=name, now=clock.now()))
            messages.success(request, _("Your photo is saved."))
            return redirect("/settings/photo")
    if request.method == "POST" and not form.is_bound:
        form = PhotoForm({})
    facts = {"form": form, "photo_url": photo_url(request.user.photo)}
    return page(request, "settings/photo.html", facts, status=422 if form.errors else 200)


@signed_in
@require_POST
def remove_photo(request: Request) -> HttpResponse:
    """Back to initials."""
    photos.remove(actions.show_photo(actor=request.reader, path="", now=clock.now()))
    messages.success(request, _("Your photo is removed."))
    return redirect("/settings/photo")


@signed_in
@require_http_methods(EDIT)
def leave(request: Request) -> HttpResponse:
    """Close my account, after saying so in words."""
    if request.method == "POST" and request.POST.get("word", "").strip().lower() == _leaving_word():
        former = request.user.photo
        leave_kring(actor=request.reader, now=clock.now())
        depart(request)
        photos.remove(former)
        messages.success(request, _("You have left. What you wrote stays, without your name."))
        return redirect("/")
    facts = {
        "alone": [(circle.name, circle_url(circle.slug)) for circle in only_host_of(request.reader)],
        "word": _leaving_word(),
        "mistyped": request.method == "POST",
    }
    return page(request, "settings/leave.html", facts, status=422 if request.method == "POST" else 200)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Another language, from the button on every page; without an account too."""
    return _prefer(request, "language", installation.LANGUAGE_COOKIE_NAME, Language.values)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Other colours, from the button on every page; without an account too."""
    return _prefer(request, "theme", cookies.THEME, Theme.values)


@require_safe
def show_photo(request: HttpRequest, name: str) -> HttpResponseBase:
    """A photo. Its name is its key: whoever sees a person's name somewhere sees the address of her photo beside it."""
    path = photos.stored(name)
    if path is None:
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/webp")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


def _prefer(request: HttpRequest, preference: str, cookie: str, known: list[str]) -> HttpResponse:
    response = redirect(safe_next(request))
    wanted = request.POST.get(preference, "")
    if wanted not in known:
        return response
    cookies.remember(response, cookie, wanted)
    if isinstance(request.user, Account):
        chosen = {"language": "", "theme": "", "time_zone": ""} | {preference: wanted}
        accounts.set_preferences(account=request.user.pk, **chosen)
    return response


def _told(request: Request) -> dict[str, Any]:
    """What the person said of herself until now, as the form shows it."""
    mine = queries.own_profile(request.reader)
    bonds = queries.bonds_of(request.user.pk, language=translation.get_language() or "en")
    return {
        "name": request.user.name,
        "headline": mine.headline,
        "languages": mine.languages,
        "offers": mine.offers,
        "seeks": mine.seeks,
        "availability": mine.availability,
        "cap": mine.cap,
        "specialisms": ", ".join(word.label for word in bonds[Bond.SPECIALISM]),
        "passions": ", ".join(word.label for word in bonds[Bond.PASSION]),
    }


def _self(request: Request, told: dict[str, Any]) -> Self:
    """The form as the action takes it; what a framework calls so is that, and words that are new join the
    vocabulary."""
    language = translation.get_language() or "en"
    for bond in ("specialisms", "passions"):
        told[bond] = keys_chosen(
            actor=request.reader, names=told[bond].split(","), most=MOST_COMPETENCES, language=language
        )
    return Self(**told, sight=None)


def _blame(form: Any, error: InvalidError) -> None:
    """Put what an action found wrong beside the fields; what belongs to none goes above the form."""
    for field, message in error.fields.items():
        form.add_error(field if field in form.fields else None, str(message))


def _leaving_word() -> str:
    # Translators: the word that someone types to confirm that she leaves; lower case.
    return _("leave")
