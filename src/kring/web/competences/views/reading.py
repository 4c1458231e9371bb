"""Looking for competences, and reading frameworks."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kring.competences.frameworks import queries
from kring.competences.frameworks.access import KEEPERS
from kring.competences.frameworks.models import ADOPTABLE, Item, Kind
from kring.competences.frameworks.queries import proposals
from kring.competences.rules.levels import LEVELS, SCALES
from kring.foundation.access.readers import Reader
from kring.web import presenting
from kring.web.competences import words
from kring.web.competences.forms import NameForm
from kring.web.finding.looking import tidy
from kring.web.rendering import page, part
from kring.web.views import Request

_LONGEST = 200
_FOUND = 20


@require_safe
def overview(request: Request) -> HttpResponse:
    """Search, what was found, and the frameworks that there are. `q`: the words, `kind` and `in`: only of this kind and
    framework."""
    reader = request.reader
    known = queries.frameworks(reader)
    keeps = [row.place for row in known if row.place is not None and reader.has(row.place, *KEEPERS)]
    facts = _looked(request, known) | {
        "frameworks": [
            {"url": words.framework_url(row.slug), "title": row.title, "version": row.version, "items": row.items,
             "is_own": row.place is not None, "keeps": row.place in keeps}
            for row in known
        ],
        "may_make": reader.is_operator or bool(reader.places(*KEEPERS)),
    }  # fmt: skip
    return page(request, "competences/overview.html", facts, section="find")


@require_safe
def found(request: Request) -> HttpResponse:
    """What was found, as a piece of the page of search while one types."""
    return part(request, "competences/_found.html", _looked(request, queries.frameworks(request.reader)))


@require_safe
def framework(request: Request, slug: str) -> HttpResponse:
    """A framework: what it is, and what stands at its top."""
    reader = request.reader
    kept = queries.framework(reader, slug)
    top = queries.tops(kept, language=words.language(), after=request.GET.get("after", ""))
    counts = queries.kinds(kept)
    keeps = queries.keeps(reader, kept)
    facts = {
        "framework": kept,
        "url": words.framework_url(slug),
        "keeps": keeps,
        "waiting": proposals.number_waiting(kept) if keeps else 0,
        "counts": [(str(Kind(kind).label), count) for kind, count in sorted(counts.items(), key=lambda one: -one[1])],
        "languages": [(words.language_name(language), count) for language, count in queries.languages(kept).items()],
        "tops": words.items(top.rows),
        "collections": words.items(queries.collections(kept, language=words.language())),
        "older": presenting.older_url(words.framework_url(slug), top.older),
    }
    return page(request, "competences/framework.html", facts, section="find")


@require_safe
def item(request: Request, key: int) -> HttpResponse:
    """An item: what it is called, what it is, and what stands around it."""
    return item_page(request, key)


@require_safe
def around(request: Request, key: int, side: str) -> HttpResponse:
    """All that is one thing to an item, a page at a time."""
    url = words.item_url(key)
    found = queries.side(request.reader, key, side, language=words.language(), after=request.GET.get("after", ""))
    facts = {
        "url": url,
        "name": words.said(queries.names([key], language=words.language()).get(key, queries.Said("", ""))),
        "head": words.heads()[side],
        "rows": words.items(found.rows),
        "older": presenting.older_url(f"{url}/around/{side}", found.older),
    }
    return page(request, "competences/around.html", facts, section="find")


def may_be_chosen(item: Item) -> bool:
    """Whether it is something that a person can do or know, and still stands."""
    return item.kind in ADOPTABLE and item.retired_at is None


def item_page(request: Request, key: int, *, form: NameForm | None = None, status: int = 200) -> HttpResponse:
    """The page of an item, with a form for a name as it was filled in."""
    seen = queries.item_page(request.reader, key, language=words.language())
    own = proposals.own_proposals(request.reader, seen.item)
    facts = {
        "item": seen.item,
        "url": words.item_url(key),
        "framework_url": words.framework_url(seen.item.framework.slug),
        "kind": str(Kind(seen.item.kind).label),
        "name": words.said(seen.name),
        "description": words.said(seen.description),
        "others": [words.said(one) for one in seen.others],
        "sections": words.sections(seen.ties, words.item_url(key)),
        "matches": [words.matched(one) for one in seen.matches],
        "proposals": [(language, one.text, one.is_accepted) for language, one in sorted(own.items())],
        "form": form or _name_form(request.reader, seen.item, own, missing=seen.name.language != words.language()),
        "is_named": seen.name.language == words.language(),
        "may_choose": request.reader.account is not None and may_be_chosen(seen.item),
    }
    return page(request, "competences/item.html", facts, section="find", status=status)


@require_safe
def levels(request: Request) -> HttpResponse:
    """The six levels, and other scales beside them."""
    language = words.language()
    facts = {
        "levels": [
            (one.number, one.name.said(language), one.herself.said(language), one.situations.said(language),
             one.others.said(language))
            for one in LEVELS
        ],
        "scales": [(one.name, one.about.said(language), one.note.said(language)) for one in SCALES],
        "beside": [
            (f"{one.number}. {one.name.said(language)}", *(scale.beside[one.number] or "–" for scale in SCALES))
            for one in LEVELS
        ],
        "names": [scale.name for scale in SCALES],
    }  # fmt: skip
    return page(request, "competences/levels.html", facts, section="find")


def _looked(request: Request, known: list[queries.FrameworkRow]) -> dict[str, Any]:
    """What was looked for and found."""
    text = tidy(request.GET.get("q", ""))[:_LONGEST]
    kind = request.GET.get("kind", "")
    kind = kind if kind in Kind.values else ""
    chosen = next((row for row in known if row.slug == request.GET.get("in", "")), None)
    hits = queries.search_items(
        request.reader, text, language=words.language(), kinds=[kind] if kind else [],
        framework=chosen.id if chosen else None, after=request.GET.get("after", ""), size=_FOUND,
    )  # fmt: skip
    titles = {row.id: row.title for row in known} if len(known) > 1 else {}
    said = {"q": text, "kind": kind, "in": chosen.slug if chosen else ""}
    used = {row.framework for row in hits.page.rows}
    rows = [row for row in queries.acknowledgements(request.reader) if row[0] in used] if used else []
    return {
        "text": text,
        "kind": kind,
        "within": chosen.slug if chosen else "",
        "kinds": [("", _("Everything")), *((value, str(label).capitalize()) for value, label in Kind.choices)],
        "choices": [("", _("Every framework")), *((row.slug, row.title) for row in known)],
        "found": [words.found(row, titles) for row in hits.page.rows],
        "is_mended": hits.is_mended,
        "older": presenting.older_url(words.URL, hits.page.older, **said),
        "acknowledgements": [sentence for _key, sentence in rows],
    }


def _name_form(reader: Reader, about: Item, own: dict[str, Any], *, missing: bool) -> NameForm | None:
    """The form for a name, for who is signed in, in a language that she proposed none for which was decided."""
    open_to = [one for one in ("nl", "en") if one not in own or own[one].decided_at is None]
    if reader.account is None or about.retired_at is not None or not open_to:
        return None
    language = words.language() if missing and words.language() in open_to else open_to[0]
    waiting = own.get(language)
    return NameForm(initial={"language": language, "text": waiting.text if waiting else ""})
