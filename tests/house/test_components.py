"""What every component keeps to: strict, escaped, documented, shown, within the policy and within the budget."""

import gzip
import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django_htmx
import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from markupsafe import Markup

import kring.web
from kring.web import assets
from kring.web.components.rows import ConversationRow, Evidence, PersonCard, PersonRow
from kring.web.components.samples import samples
from kring.web.drafts import drafts_middleware

WEB = Path(kring.web.__file__).parent
NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
MACROS = sorted((WEB / "components").glob("*.html"))
OWN_TEMPLATES = [*MACROS, WEB / "templates" / "base.html", WEB / "templates" / "styleguide" / "index.html"]
DOCUMENT = (Path(__file__).parents[2] / "docs" / "reference" / "components.md").read_text(encoding="utf-8")
STYLES_AND_SCRIPTS_BYTES = 33 * 1024
HOSTILE = "<script>alert(1)</script>\"'"


def environment() -> Environment:
    """The environment that pages get, with plain words for moments and numbers."""
    made = Environment(
        loader=FileSystemLoader([WEB / "templates", WEB]),
        undefined=StrictUndefined,
        autoescape=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made.install_null_translations(newstyle=True)
    made.globals.update(
        static=lambda path: f"/static/{path}",
        when=lambda moment: Markup('<time datetime="{0}" title="{0}">then</time>').format(moment.isoformat()),
        day=lambda date: date.isoformat(),
        number=str,
    )
    return made


def frame(**changes: Any) -> SimpleNamespace:
    """What the shell knows of the reader."""
    account = SimpleNamespace(id=7, name="Fatima el Amrani", handle="fatima", initials="FA", photo_url=None)
    known: dict[str, Any] = {
        "name": "Kring",
        "account": account, "circles": [("HR network", "hr", 0, False), ("Absence", "absence", 1, True)], "waiting": 3,
        "language": "en", "theme": "auto", "section": "today", "demo": True, "csrf": "token", "path": "/",
        "messages": [("good", "Saved")], "is_operator": True,
    }  # fmt: skip
    return SimpleNamespace(**(known | changes))


def style_guide(**changes: Any) -> str:
    """The rendered style guide."""
    return environment().get_template("styleguide/index.html").render(frame=frame(**changes), **samples(NOW))


def macro(file: str, name: str) -> Any:
    """One macro, to call."""
    return getattr(environment().get_template(f"components/{file}.html").module, name)


def signatures() -> list[tuple[str, str]]:
    """(name, signature) of every macro that pages may call."""
    found = [re.findall(r"macro (([a-z]\w*)\(.*\)) -%\}", path.read_text(encoding="utf-8")) for path in MACROS]
    return [(name, signature) for matches in found for signature, name in matches]


def classes_in_styles() -> set[str]:
    return set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\d\.\d+|\.\d", "", assets.stylesheet())))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_the_style_guide_renders_for_members_and_for_strangers(language: str, theme: str) -> None:
    assert "Style guide" in style_guide(language=language, theme=theme)
    assert "Sign in" in style_guide(account=None, language=language, theme=theme)


@pytest.mark.parametrize(("name", "signature"), signatures())
def test_every_macro_is_documented_and_shown(name: str, signature: str) -> None:
    assert f"`{signature}`" in DOCUMENT
    assert re.search(rf"\b{name}\(", (WEB / "templates/styleguide/index.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", OWN_TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_inline_style_or_script(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|hx-on|javascript:|<script(?![^>]* src=)", source)


def test_ids_are_unique_and_what_they_are_named_by_exists() -> None:
    page = html.fromstring(style_guide())
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    named = [word for attribute in ("aria-describedby", "aria-labelledby", "for", "data-counter", "data-tags", "list")
             for value in page.xpath(f"//@{attribute}") for word in value.split()]  # fmt: skip
    assert set(named) <= set(ids)


def test_every_class_that_has_a_style_is_used() -> None:
    used_in = [*MACROS, *(WEB / "templates").rglob("*.html"), *(WEB / "js").glob("*.js")]
    sources = "".join(path.read_text(encoding="utf-8") for path in used_in)
    rendered = style_guide() + style_guide(account=None)
    for_pages = (
        "field--half only-print measure number page--wide post--opening stack--tight print cluster--apart rows--plain "
        "row__why prose--small htmx-request menu__danger toast--warning toast--error depth-3 depth-4"
    )
    assert {name for name in classes_in_styles() if name not in rendered and name not in sources} <= set(
        for_pages.split()
    )


def test_styles_and_scripts_leave_room_for_the_page() -> None:
    htmx = Path(django_htmx.__file__).parent / "static/django_htmx/htmx-2.min.js"
    parts = [assets.stylesheet().encode(), assets.script().encode(), htmx.read_bytes()]
    assert sum(len(gzip.compress(part)) for part in parts) <= STYLES_AND_SCRIPTS_BYTES


def test_scripts_evaluate_nothing_and_write_no_markup() -> None:
    assert not re.search(r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|\.style\b", assets.script())


def test_building_writes_once(tmp_path: Path) -> None:
    first = {path: path.stat().st_mtime_ns for path in assets.build(tmp_path / "static")}
    assert {"kring.css", "kring.js", "icon.svg"} <= {path.name for path in first}
    assert {path: path.stat().st_mtime_ns for path in assets.build(tmp_path / "static")} == first
    (tmp_path / "static" / "kring.css").write_text("old", encoding="utf-8")
    assets.build(tmp_path / "static")
    assert (tmp_path / "static" / "kring.css").read_text(encoding="utf-8") == assets.stylesheet()


def test_layers_stand_in_order() -> None:
    stylesheet = assets.stylesheet()
    places = [stylesheet.index(f"@layer {layer}{{") for layer in assets.LAYERS]
    assert places == sorted(places)
    assert stylesheet.count("{") == stylesheet.count("}")


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "backs", "least"),
    [
        ("ink", ["paper", "sheet", "shade", "accent-soft", "good-soft", "warn-soft", "bad-soft"], 7),
        ("ink-soft", ["paper", "sheet", "shade", "accent-soft"], 7),
        ("accent", ["paper", "sheet", "shade", "accent-soft"], 7),
        ("accent-deep", ["paper", "sheet", "accent-soft"], 7),
        ("on-accent", ["accent", "accent-deep"], 7),
        ("good", ["paper", "sheet", "good-soft"], 7),
        ("warn", ["paper", "sheet", "warn-soft"], 7),
        ("bad", ["paper", "sheet", "bad-soft"], 7),
        ("edge", ["paper", "sheet"], 3),
    ],
)
def test_contrast_holds(front: str, backs: list[str], least: float, theme: int) -> None:
    tokens = (WEB / "css/tokens.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\)", tokens))
    pick = {name: pair.split(", ")[theme] for name, pair in colours.items()}
    assert min(_contrast(pick[front], pick[back]) for back in backs) >= least


def test_rows_escape_what_people_wrote() -> None:
    conversation = ConversationRow("question", "/q", HOSTILE, HOSTILE, "/c", HOSTILE, None, 1, False, NOW)  # fmt: skip
    person = PersonRow("/p", HOSTILE, "<", 1, None, HOSTILE, False, HOSTILE)
    proof = Evidence("answer", "/e", HOSTILE, HOSTILE, HOSTILE, NOW, False)
    card = PersonCard("/p", HOSTILE, "<", 1, None, HOSTILE, "free", HOSTILE, [proof], "/ask")
    drawn = [
        macro("rows", "conversation_rows")([conversation]),
        macro("rows", "person_rows")([person]),
        macro("person_card", "person_cards")([card]),
        macro("field", "text")("name", HOSTILE, HOSTILE, HOSTILE, [HOSTILE]),
        macro("field", "textarea")("name", HOSTILE, "</textarea>" + HOSTILE),
        macro("flow", "suggestions")(HOSTILE, [], []),
        macro("button", "button")(HOSTILE, attrs={"data-x": HOSTILE}),
    ]
    assert not any("<script" in text for text in drawn)


def test_a_photo_takes_the_place_of_initials() -> None:
    assert '<img class="avatar avatar--l" src="/p.jpg"' in macro("avatar", "avatar")("FA", 1, "/p.jpg", "l")
    assert "avatar--xl" in macro("field", "file")("photo", "Photo", current_url="/p.jpg")


def test_a_ring_and_a_meter_draw_nothing_of_nothing_and_never_more_than_all() -> None:
    assert "ring__part" not in macro("data", "ring")(0, 0, "none")
    assert 'stroke-dasharray="100 100"' in macro("data", "ring")(30, 25, "more")
    assert "meter__part" not in macro("data", "meter")(0, 0, "none", "none")
    assert "parts-ring__part" not in macro("data", "parts_ring")([("doing", 0)], "none", "hours")


def test_lists_that_end_have_no_pager() -> None:
    assert macro("navigation", "pager")() == ""
    assert "Newer" in macro("navigation", "pager")("/?after=1")


def _answer(status: int, data: dict[str, str], location: str = "/") -> HttpResponse:
    response = HttpResponse(status=status, headers={"Location": location} if status == 303 else {})
    request = RequestFactory().post("/", data)
    return drafts_middleware(lambda _: response)(request)


def test_an_accepted_draft_is_named_in_a_cookie() -> None:
    assert _answer(303, {"_draft": "answer-17"}).cookies["kring_saved"].value == "answer-17"
    assert _answer(200, {"_draft": "a;b"}).cookies["kring_saved"].value == "a%3Bb"


@pytest.mark.parametrize(
    ("status", "data", "location"),
    [(422, {"_draft": "answer-17"}, "/"), (500, {"_draft": "answer-17"}, "/"), (303, {}, "/"),
     (303, {"_draft": "answer-17"}, "/account/login/?next=/")],
)  # fmt: skip
def test_a_draft_that_was_not_accepted_is_kept(status: int, data: dict[str, str], location: str) -> None:
    assert "kring_saved" not in _answer(status, data, location).cookies
