"""The database itself keeps the ledger: nothing changes or takes away an entry."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from kring.learning.models import Entry
from tests.people import START, World


def written(world: World, *, title: str = "A course") -> Entry:
    return Entry.objects.create(
        person=world.accounts["mees"],
        title=title,
        kind="course",
        way="course",
        day=date(2026, 3, 1),
        minutes=120,
        time="own",
        source="form",
        recorded_at=START,
    )


def test_an_entry_is_never_changed(world: World) -> None:
    entry = written(world)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(minutes=60)


def test_an_entry_is_never_taken_away(world: World) -> None:
    entry = written(world)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk)._raw_delete("default")


def test_the_way_of_erasing_is_for_one_person_only(world: World) -> None:
    entry = written(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kring.erasing', %s, true)", [str(world.accounts["hanna"].pk)])
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk)._raw_delete("default")
