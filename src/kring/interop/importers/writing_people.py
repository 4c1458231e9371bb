"""Writing people: accounts that nobody can sign in with yet, their profile and membership; and the tags they use."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from django.contrib.auth.hashers import make_password

from kring.communities.actions import membership
from kring.competences.models import Competence
from kring.foundation.access.models import Place
from kring.foundation.text import sorting
from kring.interop import rules
from kring.interop.importers.database import fetch, run
from kring.interop.importers.items import Person, Written
from kring.interop.importers.report import Tally


class Community(Protocol):
    """What is needed of the community that people come into (see `writing.Into`)."""

    @property
    def place(self) -> int: ...
    @property
    def slug(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def now(self) -> datetime: ...


def people(into: Community, batch: Sequence[Person], tally: Tally) -> None:
    """Accounts with a profile and their membership, for those that aren't there yet."""
    tally.settle("people", given=len(batch), new=len(_members(into, batch)))


def authors_of(into: Community, written: Sequence[Written], tally: Tally) -> dict[str, int]:
    """Account by source's id for whoever wrote these; who isn't known gets an account named "Member 123"."""
    first: dict[str, datetime] = {}
    for post in written:
        first[post.author] = min(post.at, first.get(post.author, post.at))
    found = _known(into, first)
    unknown = [
        Person(key, f"Member {key}", "", at) for key, at in first.items() if key not in found and key != rules.FORMER
    ]
    if unknown:
        found |= _members(into, unknown)
        tally.came_in["people made up for ids that only posts have"] += len(unknown)
    if rules.FORMER in first and rules.FORMER not in found:
        found |= _former_member(into, first[rules.FORMER])
    return found


def competences_of(tags: Iterable[str], tally: Tally) -> dict[str, int]:
    """Competence by slug for these tags; one that isn't there is made, with the tag as its label in both languages."""
    labels: dict[str, str] = {}
    for tag in tags:
        labels.setdefault(rules.tag_slug(tag), rules.tag_label(tag))
    made = fetch(
        """
        INSERT INTO competence (slug, en, nl) SELECT slug, label, label
          FROM (SELECT * FROM unnest(%s::text[], %s::text[]) AS given(slug, label) ORDER BY slug) AS new
         WHERE NOT EXISTS (SELECT FROM competence WHERE competence.slug = new.slug)
        ON CONFLICT (slug) DO NOTHING RETURNING slug
        """,
        [list(labels), list(labels.values())],
    )
    if made:
        tally.came_in["competences, out of tags"] += len(made)
    return dict(Competence.objects.filter(slug__in=list(labels)).values_list("slug", "pk"))


def _known(into: Community, keys: Iterable[str]) -> dict[str, int]:
    rows = fetch(
        "SELECT source_id, id FROM account WHERE source = %s AND source_id = ANY(%s)", [into.source, list(keys)]
    )
    return dict(rows)


def _members(into: Community, batch: Sequence[Person]) -> dict[str, int]:
    """Make these people and have them in the community since they joined the source. Those that are new."""
    new = _insert_accounts(into, batch, is_active=True)
    if new:
        path = Place.objects.values_list("path", flat=True).get(pk=into.place)
        membership.admit(path=path, accounts=list(new.values()), now=into.now)
        run(
            "UPDATE membership SET joined_at = account.joined_at FROM account"
            " WHERE account.id = membership.account_id AND account.id = ANY(%s)",
            [list(new.values())],
        )
    return new


def _former_member(into: Community, at: datetime) -> dict[str, int]:
    """The one account behind whatever nobody is named for. As it has left it is nobody's rank, and no member."""
    name = "Voormalig lid" if into.language == "nl" else "Former member"
    return _insert_accounts(into, [Person(rules.FORMER, name, "", at)], is_active=False)


def _insert_accounts(into: Community, batch: Sequence[Person], *, is_active: bool) -> dict[str, int]:
    handles = _handles(into, batch)
    new = dict(
        fetch(
            """
            INSERT INTO account (password, handle, name, sort_name, photo, language, theme, time_zone, is_active,
                                 is_operator, joined_at, left_at, source, source_id)
            SELECT %s, handle, name, sort_name, '', %s, 'auto', 'Europe/Amsterdam', %s, false, at, %s, %s, source_id
              FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::timestamptz[])
              WITH ORDINALITY AS new(source_id, handle, name, sort_name, at, place)
             ORDER BY place
            ON CONFLICT (source, source_id) WHERE NOT (source = '') DO NOTHING
            RETURNING source_id, id
            """,
            [
                make_password(None),
                into.language,
                is_active,
                None if is_active else into.now,
                into.source,
                [person.source_id for person in batch],
                [handles[person.source_id] for person in batch],
                [person.name for person in batch],
                [sorting.sort_key(person.name) for person in batch],
                [person.joined_at for person in batch],
            ],
        )
    )
    _insert_profiles(into, new, {person.source_id: person.headline for person in batch})
    return new


def _insert_profiles(into: Community, accounts: Mapping[str, int], headlines: Mapping[str, str]) -> None:
    run(
        """
        INSERT INTO profile (account_id, headline, languages, offers, seeks, availability, cap, sight, changed_at)
        SELECT account, headline, '{}', '', '', 'open', 3, '{}', %s
          FROM unnest(%s::bigint[], %s::text[]) AS new(account, headline)
        """,
        [into.now, list(accounts.values()), [headlines[key] for key in accounts]],
    )


def _handles(into: Community, batch: Sequence[Person]) -> dict[str, str]:
    """A free handle for each; a number behind it where every nice one is taken."""
    wished = {person.source_id: rules.handles(person.name, person.source_id, into.slug) for person in batch}
    candidates = [handle for handles in wished.values() for handle in handles]
    taken = {row[0] for row in fetch("SELECT handle FROM account WHERE handle = ANY(%s)", [candidates])}
    chosen: dict[str, str] = {}
    for key, handles in wished.items():
        free = next((handle for handle in handles if handle not in taken), "") or _numbered(handles[-1], taken)
        taken.add(free)
        chosen[key] = free
    return chosen


def _numbered(base: str, taken: set[str]) -> str:
    """The first free handle of this form. One look at the database: every image of the base is fetched at once."""
    short = base[: rules.LONGEST_HANDLE - 6].rstrip("-")
    rows = fetch("SELECT handle FROM account WHERE handle LIKE %s", [f"{short}-%"])
    used = taken | {row[0] for row in rows}
    return next(handle for number in range(2, 100_000) if (handle := f"{short}-{number}") not in used)
