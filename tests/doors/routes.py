"""Every route of the site, out of Django's own table, so that none can be forgotten."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def routes() -> Iterator[str]:
    """The routes as they are written in the address tables, such as `circles/<slug:slug>`, and as `resolve` tells
    them."""
    for route, _room in routes_and_rooms():
        yield route


def routes_and_rooms(
    patterns: list[URLPattern | URLResolver] | None = None, before: str = "", room: str = ""
) -> Iterator[tuple[str, str]]:
    """Each route with the room that has it: `polls` for what stands in `kring/web/polls/urls.py`, `calendar` for the
    feed, which stands among the rooms themselves."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = before + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from routes_and_rooms(pattern.url_patterns, here, room or _room(pattern))
        else:
            yield here, room or here.partition("/")[0]


def _room(resolver: URLResolver) -> str:
    """The folder under `kring.web` of a list of addresses that is taken in from there."""
    name = getattr(resolver.urlconf_module, "__name__", "")
    return name.removeprefix("kring.web.").removesuffix(".urls") if name.count(".") == 3 else ""
