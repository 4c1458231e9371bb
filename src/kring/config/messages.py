"""Messages: gathered from Python and templates, checked to be complete in Dutch, and compiled.

English sentences are the keys, so English needs no catalogue. With Babel alone; no tools of the machine.
`python -m kring.config.messages` brings the catalogues up to date and says what is left to translate.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import kring

PACKAGE = Path(kring.__file__).parent
CATALOGUES = PACKAGE / "locale"
LANGUAGES = ("nl",)

_METHODS = [
    ("**/templates/**.html", "jinja2"),
    ("**/components/**.html", "jinja2"),
    ("**/*.txt", "jinja2"),
    ("**.py", "python"),
]
_OPTIONS = {
    # Jinja2 leaves out a template that it can't read unless told otherwise: then all that it says would be missing.
    pattern: {
        "encoding": "utf-8", "trimmed": "true", "newstyle_gettext": "true", "extensions": "jinja2.ext.do",
        "silent": "false",
    }
    for pattern, method in _METHODS
    if method == "jinja2"
}  # fmt: skip
_KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
}  # fmt: skip
# What Django says and has no Dutch for.
BORROWED = (
    (
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)
_UNSAID = ('"POT-Creation-Date:', '"PO-Revision-Date:', '"Project-Id-Version:', '"Report-Msgid-Bugs-To:',
           '"Last-Translator:', '"Language-Team:', '"Generated-By:')  # fmt: skip


def path_of(language: str) -> Path:
    """The catalogue of a language, as people edit it."""
    return CATALOGUES / language / "LC_MESSAGES" / "django.po"


def gather() -> Catalog:
    """All messages of the package, and those that it borrows, without translations."""
    found = Catalog(project="Kring", version=kring.__version__, charset="utf-8")
    rows = extract_from_dir(
        PACKAGE, method_map=_METHODS, options_map=_OPTIONS, keywords=_KEYWORDS, comment_tags=(), strip_comment_tags=True
    )
    for name, _line, message, _comments, context in rows:
        found.add(message, locations=[(name, 0)], context=context)
    for message in BORROWED:
        found.add(message)
    return found


def read(language: str) -> Catalog:
    """The catalogue of a language; an empty one when there is none."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    """Bring the catalogues up to date with what the package says; what is no longer said is dropped."""
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.update(gather(), no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        catalogue.header_comment = "# What Kring says, in its own English, and the same in another language."
        catalogue.fuzzy = False
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        with path_of(language).open("wb") as file:
            write_po(file, catalogue, width=120, sort_output=True, omit_header=False, include_lineno=False)
        _calm(path_of(language))


def _calm(path: Path) -> None:
    """Drop the header's dates, which would change the file with every update, and the names that it has none for."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(_UNSAID)), encoding="utf-8")


def check() -> list[str]:
    """What is wrong: messages that are missing, untranslated, fuzzy or not said any more, and placeholders that
    differ."""
    said = {_key(message) for message in gather() if message.id}
    return [problem for language in LANGUAGES for problem in _problems(language, said)]


def _problems(language: str, said: set[object]) -> Iterator[str]:
    catalogue = read(language)
    known = {_key(message): message for message in catalogue if message.id}
    for key in sorted(said - known.keys(), key=str):
        yield f"{language}: not in the catalogue: {key!r}"
    for key, message in known.items():
        if key not in said:
            yield f"{language}: no longer said: {key!r}"
        elif message.fuzzy or not _translated(message):
            yield f"{language}: not translated: {key!r}"
        else:
            yield from (f"{language}: {error} in {key!r}" for error in message.check(catalogue))


def _key(message: Message) -> object:
    return (message.context, message.id if isinstance(message.id, str) else tuple(message.id))


def _translated(message: Message) -> bool:
    strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return bool(strings) and all(strings)


def compile_all(spare: Path) -> None:
    """Write what Django reads, where it is missing or of another source. Quick when there is nothing to do.

    It goes beside its source, and where the package can't be written, below `spare`, where Django looks first. A wheel
    brings it without its source. What was compiled bears the time of its source, so that an older one counts too.
    """
    for language in LANGUAGES:
        source = path_of(language)
        beside = source.with_suffix(".mo")
        instead = spare / beside.relative_to(CATALOGUES)
        if not source.exists() or _is_of(beside, source):
            instead.unlink(missing_ok=True)
        elif not _is_of(instead, source):
            _compile(language, beside, instead)


def _is_of(compiled: Path, source: Path) -> bool:
    return compiled.exists() and compiled.stat().st_mtime_ns == source.stat().st_mtime_ns


def _compile(language: str, beside: Path, instead: Path) -> None:
    written = io.BytesIO()
    write_mo(written, read(language))
    source = path_of(language).stat()
    target = beside if os.access(beside.parent, os.W_OK) else instead
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".mo.new")
    fresh.write_bytes(written.getvalue())
    os.utime(fresh, ns=(source.st_atime_ns, source.st_mtime_ns))
    fresh.replace(target)
    if target is beside:
        instead.unlink(missing_ok=True)


if __name__ == "__main__":
    update()
    print("\n".join(check()))
