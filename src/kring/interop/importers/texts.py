"""A text of the dump as Kring keeps it: Markdown to edit and to search, and safe HTML to show."""

import html as html_module
import re
from dataclasses import dataclass
from typing import Final

from kring.conversations.drafts import LONGEST_BODY
from kring.foundation.text import cleaning, markup
from kring.interop.importers.markdown import to_markdown

LONGEST_SOURCE: Final = 150_000
"""Characters of HTML that are looked at; the longest body that can be kept is under half of that."""

_TAG_NAME = re.compile(r"</?\s*([A-Za-z][\w-]*)")
_BREAK = re.compile(r"\s*<br\s*/?>\s*")
_LINKED_IMAGE = re.compile(r"<a\b([^<>]{0,2000})>\s{0,50}<img\b([^<>]{0,4000})>\s{0,50}</a>", re.IGNORECASE)
_IMAGE = re.compile(r"<img\b([^<>]{0,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(src|alt|href)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_MENTION = re.compile(r'<a href="/people/[a-z0-9-]+">(@[a-z0-9-]+)</a>')
# What only Markdown looks like, at the start of a line or around words.
_SIGNS = re.compile(
    r"\*\*\w|\]\(https?://|\]\[\d+\]|^\s*\[\d+\]:\s|^\s*(?:[-*+]|\d{1,2}[.)])\s+\S|^\s*>|^#{1,4}\s*\w|`\w|(?<![\w*])\*\w[^*\n]*\w\*(?![\w*])"
    r"|(?<!\w)_\w[^_\n]*\w_(?!\w)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Text:
    """Both forms of one text; `is_cut` when there was more than fits."""

    body: str
    html: str
    is_cut: bool = False


def of_html(source: str) -> Text:
    """The text of a post. Its HTML is made safe; Markdown that was only wrapped in paragraphs is read as Markdown."""
    looked_at = source[:LONGEST_SOURCE]
    is_cut = len(source) > LONGEST_SOURCE
    if is_wrapped_markdown(looked_at):
        return of_markdown(unwrapped(looked_at), longest=LONGEST_BODY, is_cut=is_cut)
    html = markup.safe_html(_images_as_links(looked_at)).strip()
    body = cleaning.clean(to_markdown(html))
    if is_cut or len(body) > LONGEST_BODY or len(html) > 2 * LONGEST_SOURCE:
        return of_markdown(body, longest=LONGEST_BODY, is_cut=True)
    return Text(body, html)


def of_markdown(source: str, *, longest: int, is_cut: bool = False) -> Text:
    """A text that is Markdown already (as comments are), at most `longest` characters.

    A name after an @ is the source's, not a handle here: it stays a word and links to nobody.
    """
    body = cleaning.clean(source[: longest * 2])
    if len(source) > longest * 2 or len(body) > longest:
        is_cut, body = True, body[: longest - 2].rstrip() + " …"
    return Text(body, _MENTION.sub(r"\1", markup.render(body)), is_cut)


def is_wrapped_markdown(html: str) -> bool:
    """Whether this is Markdown that nobody rendered: nothing but paragraphs and breaks, and signs of Markdown in them.

    >>> is_wrapped_markdown("<p>**Contact a lawyer** </p>"), is_wrapped_markdown("<p><b>Contact</b> **a** lawyer</p>")
    (True, False)
    """
    if not {name.lower() for name in _TAG_NAME.findall(html)} <= {"p", "br"}:
        return False
    return bool(_SIGNS.search(unwrapped(html)))


def unwrapped(html: str) -> str:
    """What stands in paragraphs and breaks, as lines. An image's sign goes, as texts hold no images: its link stays."""
    lines = re.sub(r"</?p\s*>", "\n\n", _BREAK.sub("  \n", html))
    text = re.sub(r"^[ \t]+", "", html_module.unescape(lines), flags=re.MULTILINE)
    text = re.sub(r"^(#{1,4})(?=\w)", r"\1 ", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text.replace("![", "[")).strip()


def _images_as_links(html: str) -> str:
    """Pictures of elsewhere aren't loaded into a page; who wants to see one follows its link."""
    if "<img" not in html and "<IMG" not in html:
        return html
    return _IMAGE.sub(_image_link, _LINKED_IMAGE.sub(_linked_image, html))


def _image_link(image: re.Match[str]) -> str:
    found = _attributes(image[1])
    return f'<a href="{found.get("src", "")}">{_alternative(found)}</a>'


def _linked_image(image: re.Match[str]) -> str:
    found = _attributes(image[2])
    address = _attributes(image[1]).get("href") or found.get("src", "")
    return f'<a href="{address}">{_alternative(found)}</a>'


def _alternative(found: dict[str, str]) -> str:
    words = found.get("alt", "").strip()
    # The word that the source's editor fills in says nothing.
    return "[image]" if not words or words == "enter image description here" else f"[image: {words}]"


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): (double or single) for name, double, single in _ATTRIBUTE.findall(text)}
