"""Small frameworks, for tests: one that is everyone's, of the form of ESCO, and those of places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kring.competences.frameworks.models import Description, Framework, Item, Kind, Label, Tie, TieKind, Word
from kring.competences.frameworks.rules.folding import folded
from tests.people import START


@dataclass
class Made:
    """A framework and its items, by the last part of their URI."""

    framework: Framework
    items: dict[str, Item] = field(default_factory=dict)

    def key(self, name: str) -> int:
        return self.items[name].pk


def labelled(item: Item, language: str, preferred: str, *others: str) -> None:
    """Give an item names in a language."""
    for place, text in enumerate((preferred, *others)):
        Word.objects.bulk_create([Word(word=word) for word in set(folded(text).split())], ignore_conflicts=True)
        Label.objects.create(
            item=item, language=language, is_preferred=place == 0, text=text, folded=folded(text), kind=item.kind,
            searched_in=item.framework,
        )  # fmt: skip


def framework(slug: str = "small", *, place: int | None = None, title: str = "Small framework") -> Made:
    """A framework without items."""
    return Made(
        Framework.objects.create(
            slug=slug, identifier=f"http://example.org/{slug}", title=title, version="1", place_id=place,
            changed_at=START,
        )
    )  # fmt: skip


def added(made: Made, name: str, kind: str = Kind.COMPETENCE, *, code: str = "", **labels: str | Sequence[str]) -> Item:
    """An item, with its names by language: the preferred one, or that and others."""
    item = Item.objects.create(
        framework=made.framework, uri=f"{made.framework.identifier}/{name}", kind=kind, code=code
    )
    made.items[name] = item
    for language, names in labels.items():
        labelled(item, language, *([names] if isinstance(names, str) else names))
    return item


def tied(made: Made, ties: Mapping[tuple[str, str], Sequence[str]]) -> None:
    """(item, kind) -> the items that are that to it."""
    for (name, kind), ends in ties.items():
        for end in ends:
            Tie.objects.create(item=made.items[name], kind=kind, to=made.items[end])


def small() -> Made:
    """A framework of everyone: groups, an occupation and what belongs to it, most of it in two languages."""
    made = framework()
    added(made, "S1", Kind.GROUP, code="S1", en="working with people", nl="werken met mensen")
    added(made, "S1.1", Kind.GROUP, code="S1.1", en="leading", nl="leidinggeven")
    added(made, "lead", en=("lead a team", "guide a team", "team leading"), nl=("een team leiden", "team aansturen"))
    added(made, "coach", en=("coach employees", "mentor staff"), nl="medewerkers coachen")
    added(made, "feedback", en=("give feedback", "provide constructive criticism"))
    added(made, "law", Kind.KNOWLEDGE, en=("employment law", "labour legislation"), nl="arbeidsrecht")
    added(made, "manager", Kind.OCCUPATION, code="1212.1", en=("HR manager", "personnel manager"), nl="hr-manager")
    added(made, "isco", Kind.GROUP, code="1212", en="Human resource managers", nl="Personeelsmanagers")
    added(made, "people", Kind.COLLECTION, en="People skills")
    Description.objects.create(item=made.items["lead"], language="en", text="Lead people to a goal.")
    tied(made, {
        ("S1.1", TieKind.BROADER): ["S1"],
        ("lead", TieKind.BROADER): ["S1.1"],
        ("coach", TieKind.BROADER): ["S1.1"],
        ("feedback", TieKind.BROADER): ["coach"],
        ("coach", TieKind.RELATED): ["lead"],
        ("lead", TieKind.OPTIONAL): ["law"],
        ("manager", TieKind.BROADER): ["isco"],
        ("manager", TieKind.ESSENTIAL): ["lead", "law"],
        ("manager", TieKind.OPTIONAL): ["coach"],
        ("lead", TieKind.MEMBER): ["people"],
    })  # fmt: skip
    return made
