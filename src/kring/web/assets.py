"""Join the styles and scripts into the two files that every page loads; what a few pages alone need stays by itself.

No build tool: the order of the layers is the order of `LAYERS`, and a file's place says its layer
(`css/base.css` or any file below `css/components/`). Both a checkout and a wheel carry the sources.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

LAYERS = ("reset", "tokens", "base", "layout", "components", "pages", "utilities")
HERE = Path(__file__).parent

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r"\s*([{};,])\s*")
_SCRIPT_LINE_COMMENT = re.compile(r"^//.*\n?", re.MULTILINE)


def stylesheet() -> str:
    """Return all styles as one text, each file inside the layer that its place names."""
    parts = [f"@layer {','.join(LAYERS)};"]
    for layer in LAYERS:
        rules = "".join(_squeeze(path.read_text(encoding="utf-8")) for path in _layer_files(layer))
        if rules:
            parts.append(f"@layer {layer}{{{rules}}}")
    return "\n".join(parts) + "\n"


def script() -> str:
    """Return all scripts as one text, each in a scope of its own, in the order of their names."""
    return "".join(_scoped(path.read_text(encoding="utf-8")) for path in sorted((HERE / "js").glob("*.js")))


def page_scripts() -> dict[str, str]:
    """The scripts that one page alone loads, each in a scope of its own, by the names of their files."""
    return {
        path.name: _scoped(path.read_text(encoding="utf-8")) for path in sorted((HERE / "js" / "pages").glob("*.js"))
    }


def page_styles() -> dict[str, str]:
    """The styles that a few pages alone load, after those of all and in the layer of pages, by the names of their
    files."""
    files = sorted((HERE / "css" / "alone").glob("*.css"))
    return {path.name: f"@layer pages{{{_squeeze(path.read_text(encoding='utf-8'))}}}\n" for path in files}


def build(target: Path) -> tuple[Path, ...]:
    """Write kring.css, kring.js, what single pages load and the icons into `target` and return their paths.

    Files are replaced only when their text changed, so that a static server's caches stay valid.
    Raises OSError when the folder can't be written.
    """
    target.mkdir(parents=True, exist_ok=True)
    return (
        _write(target / "kring.css", stylesheet()),
        _write(target / "kring.js", script()),
        *(_write(target / name, text) for name, text in (page_scripts() | page_styles()).items()),
        *(_copy(icon, target / icon.name) for icon in sorted((HERE / "icons").iterdir()) if icon.is_file()),
    )


def _layer_files(layer: str) -> Iterator[Path]:
    single = HERE / "css" / f"{layer}.css"
    if single.is_file():
        yield single
    yield from sorted((HERE / "css" / layer).glob("*.css"))


def _squeeze(css: str) -> str:
    """Drop comments and needless white space; spaces around colons, + and > stay, as they can carry meaning."""
    return _AROUND.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", css))).replace(";}", "}").strip()


def _scoped(source: str) -> str:
    """Wrap a script in a function and drop its indentation and the comments that have a line of their own."""
    lines = (line.strip() for line in source.splitlines())
    return "(()=>{'use strict';\n" + _SCRIPT_LINE_COMMENT.sub("", "\n".join(filter(None, lines)) + "\n") + "})();\n"


def _write(path: Path, text: str) -> Path:
    content = text.encode()
    if not path.is_file() or path.read_bytes() != content:
        path.write_bytes(content)
    return path


def _copy(source: Path, target: Path) -> Path:
    if not target.is_file() or target.read_bytes() != source.read_bytes():
        shutil.copyfile(source, target)
    return target
