"""Opening a dossier by a link: what it opens, to whom, until when, and that each look is written down."""

from datetime import datetime, timedelta

import pytest

from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.learning.actions import add_link
from kring.learning.dossiers.actions import opening as actions
from kring.learning.dossiers.models import Look, Opening
from kring.learning.dossiers.queries import opening as queries
from kring.registers.models import Registration
from tests.dossiers import END, NOW, PERIOD, at_nivre, learned
from tests.people import World


def opened(
    world: World, held: Registration, *, name: str = "Auditor Van Dam", ends_at: datetime = NOW + timedelta(days=9)
) -> tuple[Opening, str]:
    return actions.open_to(
        actor=world.reader("mees"), registration=held.pk, name=name, first=PERIOD, until=END, ends_at=ends_at, now=NOW
    )


def test_a_link_opens_until_it_ends_and_each_look_is_seen(world: World) -> None:
    held = at_nivre(world)
    made, secret = opened(world, held)
    assert secret not in made.digest
    assert actions.look(secret=secret, now=NOW).pk == made.pk
    assert actions.look(secret=secret, now=NOW + timedelta(days=8)).registration_id == held.pk
    with pytest.raises(NotThereError):
        actions.look(secret=secret, now=NOW + timedelta(days=9))
    with pytest.raises(NotThereError):
        actions.look(secret="made up", now=NOW)
    found = queries.openings(world.reader("mees"), held.pk)
    assert [(row.name, row.looks, row.last_look) for row in found] == [("Auditor Van Dam", 2, NOW + timedelta(days=8))]
    assert [what for what, _at in queries.looks(world.reader("mees"), made.pk)] == ["", ""]


def test_withdrawn_it_opens_nothing(world: World) -> None:
    held = at_nivre(world)
    made, secret = opened(world, held)
    for name in ("hanna", "olga", "stan"):
        with pytest.raises(NotThereError):
            actions.close_again(actor=world.reader(name), opening=made.pk, now=NOW)
        with pytest.raises(NotThereError):
            queries.looks(world.reader(name), made.pk)
        assert queries.openings(world.reader(name), held.pk) == []
    actions.close_again(actor=world.reader("mees"), opening=made.pk, now=NOW)
    again = actions.close_again(actor=world.reader("mees"), opening=made.pk, now=NOW + timedelta(days=1))
    assert again.withdrawn_at == NOW
    with pytest.raises(NotThereError):
        actions.look(secret=secret, now=NOW)
    assert not Look.objects.exists()


def test_it_opens_nothing_of_a_person_who_left(world: World) -> None:
    _made, secret = opened(world, at_nivre(world))
    Account.objects.filter(handle="mees").update(is_active=False)
    with pytest.raises(NotThereError):
        actions.look(secret=secret, now=NOW)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("name", {"name": " "}),
        ("name", {"name": "x" * 121}),
        ("ends_on", {"ends_at": NOW}),
        ("ends_on", {"ends_at": NOW + timedelta(days=400)}),
    ],
)
def test_a_link_without_a_name_or_an_end_is_refused(world: World, field: str, given: dict[str, object]) -> None:
    held = at_nivre(world)
    with pytest.raises(InvalidError) as refused:
        opened(world, held, **given)  # type: ignore[arg-type]
    assert list(refused.value.fields) == [field]


def test_it_ends_at_twenty_open_links(world: World) -> None:
    held = at_nivre(world)
    for _ in range(20):
        opened(world, held)
    with pytest.raises(ConflictError):
        opened(world, held)


def test_nobody_opens_what_is_another_s(world: World) -> None:
    held = at_nivre(world)
    with pytest.raises(NotThereError):
        actions.open_to(
            actor=world.reader("hanna"), registration=held.pk, name="Me", first=PERIOD, until=END,
            ends_at=NOW + timedelta(days=2), now=NOW,
        )  # fmt: skip


def test_a_link_on_the_web_is_no_file_to_open(world: World) -> None:
    held = at_nivre(world)
    entry = learned(world)
    piece = add_link(actor=world.reader("mees"), line=entry.pk, link="https://example.org/proof", now=NOW)
    _made, secret = opened(world, held)
    with pytest.raises(NotThereError):
        actions.look_at_evidence(secret=secret, evidence=piece.pk, now=NOW)
