"""HTML back to the Markdown that would give it, so that an imported text can be edited and searched like any other.

Takes what `markup.safe_html` lets through. What Markdown has no sign for keeps its words; raised and lowered letters
become their own characters where there are such. Plain text that would mean something in Markdown is escaped.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import lxml.html
from lxml.etree import ParserError
from lxml.html import HtmlElement

_DEEPEST: Final = 40
_SPACES = re.compile(r"[ \t\r\n\f]+")
# In running text: signs that would begin markup where they stand.
_MARKS = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|\Z)|[`\[]|\*(?!\s)|(?<!\s)\*|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])"
    r"|~(?=~|\Z)|(?<![\s\S])~|&(?=#?\w+;)"
)
# At the start of a line: headings, quotes, lists, rules and underlines.
_LINE_STARTS = re.compile(r"^(?=#{1,6}(?:\s|$)|>|[-+](?:\s|$)|\*\s|[-=|: ]+$)(?=[^\s])", re.MULTILINE)
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_SIGNS: Final = {"b": "**", "strong": "**", "em": "*", "i": "*", "s": "~~", "del": "~~"}
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_BLOCKS: Final = frozenset(
    {
        "blockquote",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    }
)


def to_markdown(html: str) -> str:
    """Markdown for safe HTML. Elements nested deeper than 40 lose their form, not their words.

    >>> to_markdown("<p>Ask <em>before</em> you sign: 2 * 3_000.</p><ul><li>a lawyer</li></ul>")
    'Ask *before* you sign: 2 * 3_000.\\n\\n- a lawyer'
    """
    try:
        root = lxml.html.fragment_fromstring(html, create_parent="div")
    except (ParserError, ValueError):
        return ""
    return "\n\n".join(_blocks(root, 0))


def escape(text: str) -> str:
    """Plain text in such a way that Markdown says exactly that. Line starts are seen to by whoever joins the lines."""
    return _MARKS.sub(lambda sign: "\\" + sign[0], text)


@dataclass
class _Line:
    """Running text as it grows, each run of white space one space."""

    text: str = ""

    def add(self, more: str) -> None:
        if more.startswith(" ") and (not self.text or self.text[-1] in " \n"):
            more = more[1:]
        self.text += more

    def finished(self) -> str:
        lines = "\n".join(
            line.strip(" ") if last else line.lstrip(" ") for line, last in _with_last(self.text.split("\n"))
        )
        return _NUMBERED.sub(r"\1\\\2", _LINE_STARTS.sub(r"\\", lines)).strip("\n ")


def _with_last(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether its trailing spaces mean nothing (two of them before another line are a break)."""
    for place, line in enumerate(lines):
        yield line, place == len(lines) - 1


def _blocks(element: HtmlElement, depth: int) -> list[str]:
    """The blocks inside an element; running text between them is a paragraph."""
    found: list[str] = []
    line = _Line()
    previous_list = ""

    def close() -> None:
        nonlocal line
        if words := line.finished():
            found.append(words)
        line = _Line()

    line.add(_words(element.text))
    for child in element:
        tag = _tag(child)
        if tag in _BLOCKS and depth < _DEEPEST:
            close()
            block = _block(child, tag, depth, alternate=previous_list == tag)
            previous_list = tag if tag in ("ul", "ol") and previous_list != tag else ""
            found.extend([block] if block else [])
        else:
            _inline(child, line, depth)
            previous_list = ""
        line.add(_words(child.tail))
    close()
    return found


def _block(element: HtmlElement, tag: str, depth: int, *, alternate: bool) -> str:
    if tag in ("ul", "ol"):
        return _list(element, depth, is_numbered=tag == "ol", alternate=alternate)
    made: dict[str, Callable[[], str]] = {
        "hr": lambda: "* * *",
        "pre": lambda: _fenced(element.text_content()),
        "table": lambda: _table(element, depth),
        "blockquote": lambda: _quoted("\n\n".join(_blocks(element, depth + 1))),
    }
    if tag in made:
        return made[tag]()
    if tag.startswith("h"):
        words = " ".join("\n".join(_blocks(element, depth + 1)).split())
        return "#" * (int(tag[1]) - 2) + " " + words if words else ""
    return "\n\n".join(_blocks(element, depth + 1))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip(" ") if not line else f"> {line}" for line in text.split("\n")) if text else ""


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    code = text.rstrip("\n").lstrip("\n")
    return f"{fence}\n{code}\n{fence}" if code.strip() else ""


def _list(element: HtmlElement, depth: int, *, is_numbered: bool, alternate: bool) -> str:
    """A list; a second one of its kind right after the first takes another sign, or they would be one."""
    between = "\n\n" if any(_tag(inner) == "p" for item in element for inner in item) else "\n"
    lines: list[str] = []
    for number, blocks in enumerate(_items(element, depth + 1), 1):
        sign = f"{number}{')' if alternate else '.'} " if is_numbered else ("* " if alternate else "- ")
        indented = between.join(blocks).replace("\n", "\n" + " " * len(sign))
        lines.append(sign + re.sub(r"\n +(?=\n)", "\n", indented))
    return between.join(lines)


def _items(element: HtmlElement, depth: int) -> Iterator[list[str]]:
    """The blocks of each item; what stands in a list outside its items is an item too."""
    yield from _loose_words(element.text)
    for child in element:
        tag = _tag(child)
        if tag == "li" or tag not in _BLOCKS:
            yield _blocks(child, depth)
        else:
            yield list(filter(None, [_block(child, tag, depth, alternate=False)]))
        yield from _loose_words(child.tail)


def _loose_words(text: str | None) -> Iterator[list[str]]:
    line = _Line(_words(text))
    if words := line.finished():
        yield [words]


def _table(element: HtmlElement, depth: int) -> str:
    rows = [[_cell(cell, depth) for cell in row if _tag(cell) in ("td", "th")] for row in element.iter("tr")]
    rows = [row for row in rows if row]
    if not rows:
        return ""
    width = max(len(row) for row in rows)
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _cell(element: HtmlElement, depth: int) -> str:
    return " ".join(" ".join(_blocks(element, max(depth + 1, _DEEPEST))).replace("|", "\\|").split())


def _inline(element: HtmlElement, line: _Line, depth: int) -> None:
    """Add one inline element, without its tail, to a line."""
    tag = _tag(element)
    if tag == "br":
        line.text = line.text.rstrip(" ") + "  \n" if line.text.strip() else ""
    elif tag in ("code", "kbd"):
        line.add(_code(element.text_content()))
    elif tag in ("sup", "sub"):
        line.add(_shifted(element.text_content(), is_raised=tag == "sup"))
    elif tag == "a":
        _link(element, line, depth)
    elif tag in _SIGNS and all(_SIGNS.get(_tag(outer)) != _SIGNS[tag] for outer in element.iterancestors()):
        _marked(element, line, _SIGNS[tag], depth)
    elif isinstance(element.tag, str):
        line.add(_inside(element, depth))


def _inside(element: HtmlElement, depth: int) -> str:
    """The running text inside an element, unfinished."""
    if depth > _DEEPEST * 3:
        return _words(element.text_content())
    inner = _Line()
    inner.text = _words(element.text)
    for child in element:
        _inline(child, inner, depth + 1)
        inner.add(_words(child.tail))
    return inner.text


def _marked(element: HtmlElement, line: _Line, sign: str, depth: int) -> None:
    """Emphasis, where Markdown would read the signs as such; the white space at its ends goes outside."""
    inner = _inside(element, depth)
    words = inner.strip(" \n")
    if not words:
        line.add(" " if inner else "")
        return
    if inner[0] in " \n":
        line.add(" ")
    after = "" if inner[-1] in " \n" else (element.tail or "")[:1]
    before = line.text[-1:]
    opens = words[0].isalnum() or not before or not before.isalnum()
    closes = words[-1].isalnum() or not after or not after.isalnum()
    touches = before == sign[0] and not line.text.endswith("\\" + sign[0])
    line.add(sign + words + sign if opens and closes and not touches and "\n\n" not in words else words)
    if inner[-1] in " \n":
        line.add(" ")


def _link(element: HtmlElement, line: _Line, depth: int) -> None:
    words = _inside(element, depth).strip()
    address = re.sub(r"\s", "%20", element.get("href", "").strip())
    if not words:
        return
    if not address:
        line.add(words)
        return
    if element.text_content().strip() == address and re.fullmatch(r"https?://[^<>\s]+", address):
        line.add(f"<{address}>")
        return
    for sign, code in (("(", "%28"), (")", "%29"), ("<", "%3C"), (">", "%3E"), ("\\", "%5C")):
        address = address.replace(sign, code)
    line.add("[" + re.sub(r"(?<!\\)\]", r"\\]", words) + f"]({address})" if "](" not in words else words)


def _code(text: str) -> str:
    words = _SPACES.sub(" ", text)
    if not words.strip():
        return words
    longest = max((len(run) for run in re.findall(r"`+", words)), default=0)
    fence = "`" * (longest + 1) if longest else "`"
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def _shifted(text: str, *, is_raised: bool) -> str:
    words = text.strip()
    moved = words.translate(_RAISED if is_raised else _LOWERED)
    if not any(sign == same for sign, same in zip(words, moved, strict=True)):
        return moved
    return escape(("^" if is_raised else "_") + (words if len(words) == 1 else f"({words})"))


def _words(text: str | None) -> str:
    return escape(_SPACES.sub(" ", text)) if text else ""


def _tag(element: HtmlElement) -> str:
    return element.tag if isinstance(element.tag, str) else ""
