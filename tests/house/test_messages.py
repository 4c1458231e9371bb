"""What Kring says: every message gathered, each said in Dutch, with the same placeholders and without markup."""

import gettext
import inspect
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import django
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.contrib.auth import password_validation
from jinja2 import TemplateSyntaxError

from kring.config import messages

_NAMED = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
_MARKUP = re.compile(r"</?[a-z]+[ >/]|&(?:#\d+|[a-z]+);|\{[{%]")
_SAYS = re.compile(r"(?<![\w.])(?:_|n?gettext(?:_lazy)?|ngettext_lazy)\(\s*[\"']")
# Words that Dutch sentences here don't use: `je`, not `u`; a host has no sex.
_NOT_OURS = re.compile(r"\b(?:u|uw|gastheer|gastvrouw|forum|gelieve|middels)\b", re.IGNORECASE)


def forms(words: str | Iterable[str] | None) -> tuple[str, ...]:
    """One form, or the singular and the plural."""
    return (words,) if isinstance(words, str) else tuple(words or ())


def said() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Every message with its Dutch: (forms in English, forms in Dutch)."""
    for message in messages.read("nl"):
        if message.id:
            yield forms(message.id), forms(message.string)


SAID = list(said())
gathered = pytest.fixture(scope="module")(messages.gather)


def test_everything_is_said_in_dutch() -> None:
    assert messages.check() == []


def test_every_file_that_says_something_is_gathered(gathered: Catalog) -> None:
    found = {place for message in gathered for place, _line in message.locations}
    files = [
        path.relative_to(messages.PACKAGE).as_posix()
        for kind in ("*.html", "*.txt", "*.py")
        for path in messages.PACKAGE.rglob(kind)
        if _SAYS.search(path.read_text(encoding="utf-8"))
    ]
    assert len(files) > 100
    assert sorted(set(files) - found) == []


def test_what_says_something_goes_by_a_name_that_is_gathered() -> None:
    """A message that is said by another name is in no catalogue, and nobody misses it there."""
    given = re.compile(r"import n?p?gettext(?:_lazy)? as (\w+)")
    names = {name for path in messages.PACKAGE.rglob("*.py") for name in given.findall(path.read_text("utf-8"))}
    assert names <= set(messages._KEYWORDS)


def test_what_django_leaves_in_english_is_said_in_dutch() -> None:
    catalogue = Path(django.__file__).parent / "contrib" / "auth" / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    with catalogue.open("rb") as file:
        theirs = {forms(message.id) for message in read_po(file) if message.id and all(forms(message.string))}
    ours = {english for english, _dutch in SAID}
    assert set(messages.BORROWED) <= ours - theirs
    source = inspect.getsource(password_validation.MinimumLengthValidator)
    assert all(f'"{words}"' in source for pair in messages.BORROWED for words in pair)


def test_placeholders_agree() -> None:
    differing = []
    for english, dutch in SAID:
        for number, words in enumerate(dutch):
            wanted = set(_NAMED.findall(english[min(number, len(english) - 1)]))
            # "One letter" says no number; its translation may.
            allowed = wanted | set(_NAMED.findall(english[-1]))
            if not wanted <= set(_NAMED.findall(words)) <= allowed:
                differing.append((english, words))
    assert differing == []


def test_plurals_have_two_forms() -> None:
    assert [english for english, dutch in SAID if len(dutch) != len(english)] == []


@pytest.mark.parametrize("language", [0, 1], ids=["en", "nl"])
def test_no_message_holds_markup(language: int) -> None:
    assert [words for pair in SAID for words in pair[language] if _MARKUP.search(words)] == []


def test_space_and_the_end_of_sentences_agree() -> None:
    differing = [
        (english, dutch)
        for english, dutch in SAID
        for one, other in ((english[0], dutch[0]), (english[-1], dutch[-1]))
        if _edges(one) != _edges(other) or "  " in other
    ]
    assert differing == []


def _edges(words: str) -> tuple[bool, bool, str]:
    end = words[-1] if words[-1] in ".?!:…" else ""
    return words[0].isspace(), words[-1].isspace(), end


def test_dutch_uses_round_quotes_and_its_own_words() -> None:
    assert [words for _english, dutch in SAID for words in dutch if "'" in words or '"' in words] == []
    assert [words for _english, dutch in SAID for words in dutch if _NOT_OURS.search(words)] == []


def test_the_same_words_begin_with_the_same_case() -> None:
    """A label stays a label, and what stands inside a line stays small."""
    differing = [
        (english[0], dutch[0])
        for english, dutch in SAID
        if english[0][0].isalpha() and dutch[0][0].isalpha() and english[0][0].islower() and dutch[0][0].isupper()
    ]
    assert differing == []


def test_the_bar_at_the_foot_of_a_phone_has_room() -> None:
    dutch = {english[0]: words[0] for english, words in SAID}
    bar = [dutch[name] for name in ("Today", "Ask", "Find", "Waiting")]
    assert bar == ["Vandaag", "Vraag", "Vind", "Wacht op jou"]


PAGE = """{% set rows = [] %}{% do rows.append(_('Today')) %}
{{ _('Sign in with %(name)s', name=name) }} {{ ngettext('answer', 'answers', count) }}
{% trans %}Take your
    time{% endtrans %}"""
MODULE = """from django.utils.translation import gettext as _
WORDS = [_("Today"), _("Nobody " "yet")]
"""
DUTCH: dict[str | tuple[str, str], str | tuple[str, str]] = {
    "Today": "Vandaag",
    "Sign in with %(name)s": "Inloggen met %(name)s",
    ("answer", "answers"): ("antwoord", "antwoorden"),
    "Take your time": "Neem je tijd",
    "Nobody yet": "Nog niemand",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small package that says five things, all of them translated."""
    monkeypatch.setattr(messages, "BORROWED", ())
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    monkeypatch.setattr(messages, "CATALOGUES", tmp_path / "locale")
    (tmp_path / "web" / "templates").mkdir(parents=True)
    (tmp_path / "web" / "templates" / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "web" / "words.py").write_text(MODULE, encoding="utf-8")
    messages.update()
    for key, words in DUTCH.items():
        change(key, string=words)
    return tmp_path


def change(key: str | tuple[str, str], **facts: object) -> None:
    """Change one message of the catalogue."""
    catalogue = messages.read("nl")
    message = catalogue.get(key)
    assert message is not None
    for name, value in facts.items():
        setattr(message, name, value)
    with messages.path_of("nl").open("wb") as file:
        write_po(file, catalogue)


@pytest.mark.usefixtures("package")
def test_all_is_well_where_all_is_translated() -> None:
    assert messages.check() == []


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize("facts", [{"string": ""}, {"flags": {"python-format", "fuzzy"}}], ids=["empty", "guessed"])
def test_check_tells_what_is_not_translated(facts: dict[str, object]) -> None:
    change("Sign in with %(name)s", **facts)
    assert messages.check() == ["nl: not translated: (None, 'Sign in with %(name)s')"]


@pytest.mark.usefixtures("package")
def test_check_tells_a_plural_without_its_second_form() -> None:
    change(("answer", "answers"), string=("antwoord", ""))
    assert messages.check() == ["nl: not translated: (None, ('answer', 'answers'))"]


@pytest.mark.usefixtures("package")
def test_check_tells_a_placeholder_that_differs() -> None:
    change("Sign in with %(name)s", string="Inloggen met %(naam)s")
    assert messages.check() == ["nl: unknown named placeholder 'naam' in (None, 'Sign in with %(name)s')"]


@pytest.mark.usefixtures("package")
def test_check_tells_what_is_new_and_what_is_gone() -> None:
    change("Nobody yet", id="Nobody any more", string="Niemand meer")
    assert sorted(messages.check()) == [
        "nl: no longer said: (None, 'Nobody any more')",
        "nl: not in the catalogue: (None, 'Nobody yet')",
    ]


@pytest.mark.usefixtures("package")
def test_update_adds_what_is_new_and_drops_what_is_gone() -> None:
    change("Nobody yet", id="Nobody any more", string="Niemand meer")
    messages.update()
    assert messages.check() == ["nl: not translated: (None, 'Nobody yet')"]
    text = messages.path_of("nl").read_text(encoding="utf-8")
    assert "any more" not in text
    assert "Date:" not in text
    messages.update()
    assert messages.path_of("nl").read_text(encoding="utf-8") == text


def test_a_catalogue_is_started_where_there_is_none(package: Path) -> None:
    messages.path_of("nl").unlink()
    assert len(messages.check()) == len(DUTCH)
    (package / "web" / "words.py").unlink()
    (package / "web" / "templates" / "page.html").unlink()
    assert messages.check() == []


def test_a_template_that_cannot_be_read_is_told(package: Path) -> None:
    (package / "web" / "templates" / "broken.html").write_text("{% if %}{{ _('Lost') }}", encoding="utf-8")
    with pytest.raises(TemplateSyntaxError):
        messages.check()


def test_what_is_compiled_says_it_in_dutch(package: Path) -> None:
    compiled = messages.path_of("nl").with_suffix(".mo")
    messages.compile_all(package / "spare")
    with compiled.open("rb") as file:
        dutch = gettext.GNUTranslations(file)
    assert dutch.gettext("Today") == "Vandaag"
    assert [dutch.ngettext("answer", "answers", count) for count in (1, 2)] == ["antwoord", "antwoorden"]
    before = compiled.stat().st_ino
    messages.compile_all(package / "spare")
    assert compiled.stat().st_ino == before
    assert not (package / "spare").exists()


def test_an_older_source_is_compiled_as_well(package: Path) -> None:
    messages.compile_all(package / "spare")
    change("Today", string="Heden")
    os.utime(messages.path_of("nl"), (0, 0))
    messages.compile_all(package / "spare")
    assert b"Heden" in messages.path_of("nl").with_suffix(".mo").read_bytes()


def test_where_the_package_cannot_be_written_it_is_compiled_elsewhere(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = messages.path_of("nl").with_suffix(".mo")
    instead = package / "spare" / "nl" / "LC_MESSAGES" / "django.mo"
    with monkeypatch.context() as closed:
        closed.setattr(os, "access", lambda *_: False)
        messages.compile_all(package / "spare")
        assert b"Vandaag" in instead.read_bytes()
        assert not compiled.exists()
    messages.compile_all(package / "spare")
    assert instead.exists()
    change("Today", string="Heden")
    messages.compile_all(package / "spare")
    assert b"Heden" in compiled.read_bytes()
    assert not instead.exists()


def test_what_came_without_its_source_stays(package: Path) -> None:
    messages.compile_all(package / "spare")
    messages.path_of("nl").unlink()
    messages.compile_all(package / "spare")
    assert messages.path_of("nl").with_suffix(".mo").exists()
