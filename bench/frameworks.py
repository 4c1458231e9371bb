"""How long ESCO takes to come in and how much memory, and how quick its search is.

    python -m bench.frameworks PATH [PATH ...] [--queries 2000]

The paths are what `kring import esco` takes, all of one version. Each goes into a throwaway database. Searches are
drawn with a fixed seed out of the labels that came in: as someone types them, letter by letter from the second on; two
words of a label in any order; and a label with a slip of the pen. Then of each sort of slip how often what was meant is
found, on the first page and at its top.
"""

import argparse
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kring.config.engine import temporary


def main() -> None:
    """Measure, and print lines for a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--queries", type=int, default=2_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kring-bench-") as data, temporary() as url:
        os.environ |= {"DATABASE_URL": url, "KRING_DATA": data, "DJANGO_SETTINGS_MODULE": "kring.config.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        small_one_beside_it()
        for what in ("first", "again"):
            brought_in(what, given.paths)
        searched(given.queries)
        mended(given.queries // 2)


def small_one_beside_it() -> None:
    """A framework of few items, as a Kring has that has been in use: what the database knows of its tables is then that
    they are small."""
    from kring.competences.frameworks.actions.loading import load
    from kring.competences.frameworks.models import Framework
    from kring.competences.frameworks.rules import tables
    from kring.competences.frameworks.rules.records import Problems
    from kring.foundation import clock

    now = clock.now()
    made = Framework.objects.create(slug="small", identifier="urn:small", title="Small", changed_at=now)
    rows = [[f"n{number}", f"name {number}", "n0" if number else ""] for number in range(10)]
    told = tables.read("small.csv", ["id", "name en", "broader"], rows, Problems())
    load(made, told, problems=Problems(), now=now, is_whole=True)


def brought_in(what: str, paths: Sequence[Path]) -> None:
    """One import: seconds, of them in this process, and the most memory that it has had."""
    from kring.interop.importers import sources

    began, busy = time.perf_counter(), time.process_time()
    code = sources.run(argparse.Namespace(source="esco", paths=paths, version=None, json=False))
    assert code == 0
    took, own = time.perf_counter() - began, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"| import, {what} | {took:.1f} s | of it {own:.1f} s reading | at most {peak:.0f} MB |\n")


def searched(queries: int) -> None:
    """Searches of each sort: the middle one, the 95th of 100, and the slowest, in milliseconds."""
    from kring.competences.frameworks.models import Label
    from kring.competences.frameworks.queries import search_items
    from kring.foundation.access.readers import ANYONE

    labels = list(Label.objects.order_by("pk").values_list("folded", flat=True))
    drawn = random.Random(7)
    kinds: dict[str, Callable[[str], Iterator[str]]] = {
        "typing": typed,
        "two words": two_words(drawn),
        "a slip": slip(drawn),
    }
    for name, texts in kinds.items():
        took: list[float] = []
        while len(took) < queries:
            for text in texts(drawn.choice(labels)):
                began = time.perf_counter()
                search_items(ANYONE, text, language=drawn.choice(("nl", "en")))
                took.append((time.perf_counter() - began) * 1000)
        cuts = statistics.quantiles(took, n=100)
        sys.stdout.write(
            f"| search, {name} | {len(took)} | p50 {cuts[49]:.1f} | p95 {cuts[94]:.1f} | max {max(took):.1f} ms |\n"
        )


def mended(queries: int) -> None:
    """How often the item that is called so is found by its name with one slip in one of its words."""
    from kring.competences.frameworks.models import Label
    from kring.competences.frameworks.queries import search_items
    from kring.foundation.access.readers import ANYONE

    labels = list(Label.objects.filter(is_preferred=True).order_by("pk").values_list("folded", "item_id", "language"))
    for name, mistaken in SLIPS.items():
        drawn = random.Random(11)
        first = top = mended = tried = 0
        while tried < queries:
            label, item, language = drawn.choice(labels)
            words = label.split()
            place = drawn.choice([number for number, word in enumerate(words) if len(word) >= LONG_ENOUGH] or [-1])
            wrong = mistaken(words[place], drawn) if place >= 0 else ""
            if not wrong or wrong == words[place]:
                continue
            tried += 1
            words[place] = wrong
            hits = search_items(ANYONE, " ".join(words), language=language)
            found = [row.id for row in hits.page.rows]
            # Several items may be called the same.
            same = {row.id for row in hits.page.rows if row.label == hits.page.rows[0].label}
            first, top = first + (item in found), top + (item in found and item in same)
            mended += hits.is_mended
        sys.stdout.write(
            f"| {name} | {tried} | on the first page {first / tried:.1%} | at its top {top / tried:.1%} |"
            f" said to be mended {mended / tried:.1%} |\n"
        )


LONG_ENOUGH = 4


def turned(word: str, drawn: random.Random) -> str:
    """Two letters turned around."""
    place = drawn.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def left_out(word: str, drawn: random.Random) -> str:
    """A letter too few."""
    place = drawn.randrange(len(word))
    return word[:place] + word[place + 1 :]


def added(word: str, drawn: random.Random) -> str:
    """A letter too many: one twice."""
    place = drawn.randrange(len(word))
    return word[:place] + word[place] + word[place:]


def other(word: str, drawn: random.Random) -> str:
    """A letter instead of another."""
    place = drawn.randrange(len(word))
    return word[:place] + drawn.choice("abcdefghijklmnopqrstuvwxyz") + word[place + 1 :]


SLIPS: dict[str, Callable[[str, random.Random], str]] = {
    "two letters turned around": turned,
    "a letter left out": left_out,
    "a letter twice": added,
    "another letter": other,
}


def typed(label: str) -> Iterator[str]:
    """A label as it is typed, from the second letter to the twelfth."""
    for length in range(2, min(12, len(label)) + 1):
        yield label[:length]


def two_words(drawn: random.Random) -> Callable[[str], Iterator[str]]:
    """Two words of a label, in any order."""

    def texts(label: str) -> Iterator[str]:
        words = label.split()
        if len(words) > 1:
            yield " ".join(drawn.sample(words, 2))

    return texts


def slip(drawn: random.Random) -> Callable[[str], Iterator[str]]:
    """A label of which two letters are turned around."""

    def texts(label: str) -> Iterator[str]:
        if len(label) > 8:
            place = drawn.randrange(1, len(label) - 2)
            yield label[:place] + label[place + 1] + label[place] + label[place + 2 :]

    return texts


if __name__ == "__main__":
    main()
