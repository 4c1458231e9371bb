"""Founding, describing, moving, archiving and announcing, each with what it refuses."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kring.communities import actions, queries
from kring.communities.actions import Description
from kring.communities.models import Community, FormerAddress, Joining, Membership
from kring.foundation.access.models import Role, Standing
from kring.foundation.access.rules import NETWORK, Wish
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.models import Event
from tests.people import START, World

WORDS = Description(name="Rooster", purpose="On rosters.", language="nl", joining=Joining.OPEN)
LATER = START + timedelta(days=1)


def found(world: World, by: str = "hanna", parent: str = "vakgroep", slug: str = "", **changes: Any) -> Community:
    return actions.found(
        actor=world.reader(by),
        parent=world.key(parent) if parent else None,
        description=replace(WORDS, **changes),
        slug=slug,
        now=LATER,
    )


def describe(world: World, by: str = "hanna", circle: str = "vakgroep", slug: str | None = None, **changes: Any) -> Any:
    return actions.describe(
        actor=world.reader(by),
        community=world.key(circle),
        description=replace(WORDS, **({"listing": Wish.NETWORK, "sight": Wish.NETWORK} | changes)),
        slug=slug,
        now=LATER,
    )


def events(name: str) -> int:
    return Event.objects.filter(name=f"communities.{name}", recorded_at=LATER).count()


def test_who_founds_a_circle_is_its_host_and_member(world: World) -> None:
    made = found(world)
    hanna = world.reader("hanna")
    assert hanna.has(made.pk, Role.HOST)
    assert hanna.has(made.pk, Role.MEMBER)
    assert (made.slug, made.sort_name, Community.objects.get(pk=made.pk).members) == ("rooster", "rooster", 1)
    assert events("CommunityChanged") == 1


@pytest.mark.parametrize(
    ("by", "parent", "error"),
    [
        ("", "vakgroep", RefusedError),
        ("mees", "vakgroep", RefusedError),
        ("stan", "verborgen", NotThereError),
        ("hanna", "", RefusedError),
        ("olga", "vakgroep", RefusedError),
    ],
)
def test_only_a_host_starts_a_circle_within_and_only_an_operator_a_topmost_one(
    world: World, by: str, parent: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        found(world, by, parent)


def test_nothing_is_started_under_an_archived_circle(world: World) -> None:
    actions.archive(actor=world.reader("hanna"), community=world.key("vakgroep"), now=LATER)
    with pytest.raises(ConflictError):
        found(world)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " \u202e "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "x" * 1_000_000}, "name"),
        ({"name": "日本"}, "slug"),
        ({"purpose": "x" * 2_001}, "purpose"),
        ({"language": "fr"}, "language"),
        ({"joining": "never"}, "joining"),
        ({"ends_on": date(2026, 3, 2)}, "ends_on"),
    ],
)
def test_what_can_not_be_taken_is_named_by_field(world: World, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        found(world, **changes)
    assert list(refused.value.fields) == [field]


def test_all_that_is_wrong_is_named_at_once(world: World) -> None:
    with pytest.raises(InvalidError) as refused:
        found(world, name="", language="xx", ends_on=date(1990, 1, 1))
    assert set(refused.value.fields) == {"name", "language", "ends_on"}


def test_an_address_is_made_free_but_a_chosen_one_is_kept_or_refused(world: World) -> None:
    assert found(world, name="Vakgroep").slug == "vakgroep-2"
    assert found(world, name="New").slug == "new-2"
    assert found(world, name="x" * 80).slug == "x" * 60
    assert found(world, name="x" * 80).slug == "x" * 54 + "-2"
    assert found(world, slug="My Own Address").slug == "my-own-address"
    for taken in ("vakgroep", "join", "MINE", "besloten"):
        with pytest.raises(InvalidError):
            found(world, slug=taken)


def test_a_renamed_circle_keeps_its_former_address_and_can_go_back(world: World) -> None:
    assert describe(world, slug="rosters").slug == "rosters"
    assert queries.moved_to(world.reader("noor"), "vakgroep") == "rosters"
    with pytest.raises(InvalidError):
        found(world, slug="vakgroep")
    assert found(world, name="Vakgroep").slug == "vakgroep-2"
    assert describe(world, slug="vakgroep").slug == "vakgroep"
    assert list(FormerAddress.objects.values_list("slug", flat=True)) == ["rosters"]
    with pytest.raises(InvalidError):
        describe(world, slug="voorbeeld")


def test_a_former_address_of_a_hidden_circle_is_no_address_for_others(world: World) -> None:
    describe(world, circle="verborgen", slug="geheim", listing=Wish.MEMBERS, sight=Wish.MEMBERS)
    assert queries.moved_to(world.reader("mees"), "verborgen") == "geheim"
    assert queries.moved_to(world.reader("noor"), "verborgen") is None
    assert queries.moved_to(world.reader("noor"), "nothing") is None


@pytest.mark.parametrize(
    ("by", "circle", "error"),
    [("mees", "vakgroep", RefusedError), ("", "voorbeeld", RefusedError), ("stan", "verborgen", NotThereError)],
)
def test_only_hosts_describe(world: World, by: str, circle: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        describe(world, by, circle)


def test_sight_that_is_narrowed_narrows_what_is_below(world: World) -> None:
    below = found(world)
    assert below.place.scope == NETWORK
    describe(world, sight=Wish.MEMBERS)
    below.place.refresh_from_db()
    assert below.place.scope == world.key("vakgroep")
    assert Event.objects.filter(facts__with_below=True, recorded_at=LATER).count() == 1


def test_a_last_day_stays_when_it_is_over_but_none_is_set_in_the_past(world: World) -> None:
    Community.objects.filter(pk=world.key("vakgroep")).update(ends_on=date(2026, 1, 1))
    assert describe(world, ends_on=date(2026, 1, 1)).ends_on == date(2026, 1, 1)
    with pytest.raises(InvalidError):
        describe(world, ends_on=date(2026, 1, 2))


def test_a_circle_is_not_moved_under_itself_or_below(world: World) -> None:
    for parent in ("vakgroep", "besloten"):
        with pytest.raises(ConflictError) as refused:
            move(world, "vakgroep", parent)
        assert refused.value.code == "own-sub-tree"


def move(world: World, circle: str, parent: str, by: str = "hanna") -> None:
    actions.move(
        actor=world.reader(by),
        community=world.key(circle),
        parent=world.key(parent) if parent else None,
        now=LATER,
    )


@pytest.mark.parametrize(
    ("by", "circle", "parent", "error"),
    [
        ("mees", "besloten", "voorbeeld", RefusedError),
        ("hanna", "besloten", "", RefusedError),
        ("olga", "besloten", "", RefusedError),
        ("stan", "verborgen", "vakgroep", NotThereError),
    ],
)
def test_who_moves_hosts_both_places(world: World, by: str, circle: str, parent: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        move(world, circle, parent, by)


def test_nothing_moves_under_an_archived_or_unknown_circle(world: World) -> None:
    actions.archive(actor=world.reader("hanna"), community=world.key("voorbeeld"), now=LATER)
    with pytest.raises(ConflictError):
        move(world, "besloten", "voorbeeld")
    with pytest.raises(NotThereError):
        actions.move(actor=world.reader("hanna"), community=world.key("besloten"), parent=999_999, now=LATER)


def test_members_of_what_moved_become_members_above(world: World) -> None:
    world.enter("noor", "besloten")
    move(world, "besloten", "verborgen")
    assert world.reader("noor").has(world.key("verborgen"), Role.MEMBER)
    assert world.reader("noor").has(world.key("vakgroep"), Role.MEMBER)
    assert Community.objects.get(slug="verborgen").members == 3


def test_an_operator_makes_a_circle_topmost_only_when_it_keeps_a_host(world: World) -> None:
    made = found(world)
    world.circles["rooster"] = made
    world.enter("olga", "rooster")
    actions.appoint_host(actor=world.reader("hanna"), community=made.pk, member=world.accounts["olga"].pk, now=LATER)
    Standing.objects.filter(place=made.pk, source=made.pk, role=Role.HOST, account=world.accounts["hanna"]).delete()
    move(world, "rooster", "", "olga")
    assert Community.objects.get(pk=made.pk).place.parent is None
    with pytest.raises(RefusedError):
        move(world, "rooster", "vakgroep", "olga")


def test_a_circle_hosted_from_above_only_is_not_made_topmost(world: World) -> None:
    made = found(world)
    world.circles["rooster"] = made
    Standing.objects.filter(place=made.pk, source=made.pk, role=Role.HOST).delete()
    hanna = world.accounts["hanna"]
    hanna.is_operator = True
    hanna.save()
    with pytest.raises(ConflictError) as refused:
        move(world, "rooster", "")
    assert refused.value.code == "last-host"
    assert Community.objects.get(pk=made.pk).place.parent_id == world.key("vakgroep")


def test_archiving_closes_what_is_below_and_reopening_opens_what_was_closed_with_it(world: World) -> None:
    made = found(world)
    hanna, besloten, vakgroep = world.reader("hanna"), world.key("besloten"), world.key("vakgroep")
    actions.archive(actor=hanna, community=made.pk, now=LATER)
    actions.archive(actor=hanna, community=vakgroep, now=LATER + timedelta(days=1))
    with pytest.raises(ConflictError) as refused:
        actions.reopen(actor=hanna, community=besloten, now=LATER)
    assert refused.value.code == "archived-above"
    actions.reopen(actor=hanna, community=vakgroep, now=LATER)
    archived = set(Community.objects.exclude(archived_at=None).values_list("pk", flat=True))
    assert archived == {made.pk}
    actions.reopen(actor=hanna, community=vakgroep, now=LATER)


@pytest.mark.parametrize("act", [actions.archive, actions.reopen])
def test_only_hosts_archive_and_reopen(world: World, act: Any) -> None:
    with pytest.raises(RefusedError):
        act(actor=world.reader("mees"), community=world.key("vakgroep"), now=LATER)
    with pytest.raises(NotThereError):
        act(actor=world.reader("noor"), community=world.key("verborgen"), now=LATER)


def test_circles_whose_last_day_is_over_are_archived_with_what_is_below(world: World) -> None:
    describe(world, ends_on=date(2026, 4, 1))
    assert actions.archive_ended(today=date(2026, 4, 1), now=LATER) == 0
    assert actions.archive_ended(today=date(2026, 4, 2), now=LATER) == 1
    assert actions.archive_ended(today=date(2026, 4, 2), now=LATER) == 0
    assert Community.objects.exclude(archived_at=None).count() == 2


def test_a_reopened_circle_has_no_last_day_that_is_over(world: World) -> None:
    describe(world, ends_on=date(2026, 4, 1))
    after = START + timedelta(days=60)
    actions.archive_ended(today=after.date(), now=after)
    actions.reopen(actor=world.reader("hanna"), community=world.key("vakgroep"), now=after)
    assert actions.archive_ended(today=after.date(), now=after) == 0
    assert Community.objects.filter(archived_at=None).count() == len(world.circles)


def test_an_announcement_is_told_and_taken_away(world: World) -> None:
    hanna, key = world.reader("hanna"), world.key("vakgroep")
    actions.announce(actor=hanna, community=key, text="  We meet on Thursday. \r\n", now=LATER)
    told = Community.objects.get(pk=key)
    assert (told.announcement, told.announced_at) == ("We meet on Thursday.", LATER)
    actions.announce(actor=hanna, community=key, text=" ", now=LATER)
    assert (Community.objects.get(pk=key).announced_at, events("Announced")) == (None, 1)


def test_what_is_refused_of_announcements(world: World) -> None:
    hanna, key = world.reader("hanna"), world.key("vakgroep")
    with pytest.raises(RefusedError):
        actions.announce(actor=world.reader("mees"), community=key, text="x", now=LATER)
    with pytest.raises(InvalidError):
        actions.announce(actor=hanna, community=key, text="x" * 1_001, now=LATER)
    actions.archive(actor=hanna, community=key, now=LATER)
    with pytest.raises(ConflictError):
        actions.announce(actor=hanna, community=key, text="x", now=LATER)
    assert Membership.objects.filter(community=key, left_at=None).count() == 2
