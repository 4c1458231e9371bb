"""Words that people write, where a framework may have what they mean."""

from collections.abc import Sequence

from django.db.models import Case, Value, When

from kring.competences import actions as vocabulary
from kring.competences.frameworks.actions.adopting import adopt_all
from kring.competences.frameworks.models import ADOPTABLE, Label
from kring.competences.frameworks.queries.reading import readable
from kring.competences.frameworks.rules.folding import folded
from kring.competences.queries import keys_of
from kring.foundation.access.readers import Reader
from kring.foundation.text import cleaning


def keys_chosen(*, actor: Reader, names: Sequence[str], most: int, language: str) -> list[int]:
    """The competences that someone named, at most `most`, each once: a word in use; else what a framework that she
    reads calls so, which is adopted, so that whoever chooses it there, or in another language, means the same; else a
    new word."""
    tidy = [cleaning.clean_line(name) for name in names[: most * 2]]
    unknown = [name for name in tidy if folded(name) and not keys_of([name])]
    items = _items_called(actor, unknown, language) if unknown else {}
    adopted = adopt_all(actor=actor, items=list(items.values())) if items else {}
    keys = []
    for name in tidy:
        item = items.get(folded(name))
        keys += [adopted[item].pk] if item else vocabulary.keys_for([name], most=1)
    return list(dict.fromkeys(keys))[:most]


def _items_called(actor: Reader, names: Sequence[str], language: str) -> dict[str, int]:
    """The item that each of these is the preferred name of, in the reader's language before others, of everyone's
    frameworks before a place's; by folded name."""
    ours = Case(When(searched_in__place=None, then=Value(0)), default=Value(1))
    own = Case(When(language=language, then=Value(0)), default=Value(1))
    rows = Label.objects.filter(
        folded__in=[folded(name) for name in names], is_preferred=True, kind__in=ADOPTABLE,
        searched_in__in=readable(actor),
    )  # fmt: skip
    found: dict[str, int] = {}
    for name, item in rows.order_by(ours, own, "item").values_list("folded", "item"):
        found.setdefault(name, item)
    return found
