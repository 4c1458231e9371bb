"""Markdown as members write it, to HTML that is safe to show. Made once, when a text is saved.

Two walls: the parser takes no HTML, and whatever comes out is cleaned by an allow-list all the same.
"""

import html as html_module
import re
from functools import cache
from typing import Final

import nh3
from markdown_it import MarkdownIt

_TAGS: Final = {
    "a", "abbr", "b", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "i", "kbd", "li", "ol",
    "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_MENTION = re.compile(r"(?<![\w@/.])@([a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)\b")
_TAG = re.compile(r"<[^>]+>")
_WITHIN_A_LINE = re.compile(r"</?(?:a|abbr|b|code|del|em|i|kbd|s|strong|sub|sup)\b[^>]*>")
_HEADING = re.compile(r"<(/?)h([1-6])>")
# A paragraph may hold many "(" or "*" whose every pairing the parser would try; it takes this many levels.
_NESTING = 20


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": _NESTING})
    return parser.enable(["table", "strikethrough"]).disable("image")


def safe_html(html: str) -> str:
    """HTML from elsewhere (an import) or from the parser, cut down to what a text may hold. Headings start at h3."""
    return nh3.clean(
        _HEADING.sub(lambda tag: f"<{tag[1]}h{min(6, max(3, int(tag[2]) + 2))}>", html),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )


def render(markdown: str) -> str:
    """The HTML of a member's Markdown, with links for mentions (`@handle`) of whoever it names."""
    html = safe_html(_parser().render(markdown))
    return _outside_code(html)


def mentions(markdown: str) -> list[str]:
    """The handles that a text names, each once, in order, at most 20."""
    return list(dict.fromkeys(_MENTION.findall(_without_code(markdown))))[:20]


def plain_text(html: str) -> str:
    """What is left of HTML when one only reads the words."""
    return html_module.unescape(_TAG.sub(" ", _WITHIN_A_LINE.sub("", html)))


def _without_code(markdown: str) -> str:
    return re.sub(r"```.*?(```|$)|`[^`\n]*`", " ", markdown, flags=re.DOTALL)


def _outside_code(html: str) -> str:
    """Mentions become links, but not inside code or another link."""
    parts = re.split(r"(<code>.*?</code>|<a .*?</a>)", html, flags=re.DOTALL)
    parts[::2] = [_MENTION.sub(r'<a href="/people/\1">@\1</a>', part) for part in parts[::2]]
    return "".join(parts)
