"""Groups: how they are made, who is in them, their year plan and rota."""

from datetime import date, timedelta
from typing import Any

import pytest

from kring.communities import actions as communities
from kring.communities.models import Community, Invitation, Membership
from kring.foundation.access.models import Role
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.meetings import actions as meetings
from kring.meetings.consultations import actions, queries
from kring.meetings.consultations.actions import Beginning, Terms
from kring.meetings.consultations.models import Group, YearPlan
from kring.meetings.models import Part, PartRole
from tests.domain.consultations.furniture import SLUG, TERMS, a_group, a_meeting
from tests.people import START, World

pytestmark = pytest.mark.django_db


def begin(world: World, by: str = "hanna", parent: str = "vakgroep", **given: Any) -> Group:
    terms = Terms(**(TERMS | given.pop("terms", {})))
    return actions.start_group(
        actor=world.reader(by),
        parent=world.key(parent),
        beginning=Beginning(name="Casuskring", language="en", terms=terms, **given),
        now=START,
    )


def test_a_group_is_a_hidden_circle_that_one_is_invited_into(world: World) -> None:
    group = a_group(world)
    circle = Community.objects.select_related("place").get(slug=SLUG)
    assert (circle.joining, circle.most_members, circle.members) == ("invitation", 6, 3)
    assert circle.place.scope == circle.place.listing_scope == circle.pk == group.pk
    with pytest.raises(NotThereError):
        queries.opened(world.reader("stan"), group.pk)
    found = queries.opened(world.reader("mees"), group.pk)
    assert [one.handle for one in found.members] == ["hanna", "mees", "noor"]
    assert (found.is_host, found.oversees) == (False, False)
    assert [one.handle for one in found.bringers] == ["mees", "noor"]
    assert queries.opened(world.reader("hanna"), group.pk).oversees


def test_a_facilitator_hosts_it_and_who_made_it_need_not_be_in_it(world: World) -> None:
    group = begin(world, terms={"facilitator": "@mees"}, takes_part=False)
    assert set(
        Membership.objects.filter(community=group.pk, left_at=None).values_list("account__handle", flat=True)
    ) == {"mees"}
    assert world.reader("mees").has(group.pk, Role.HOST)
    assert world.reader("hanna").roles[group.pk] == {Role.HOST}
    assert Community.objects.get(pk=group.pk).members == 1
    with pytest.raises(RefusedError, match="members of this group"):
        queries.sitting(world.reader("hanna"), _meeting(world, group))


def _meeting(world: World, group: Group) -> int:
    world.circles[SLUG] = group.community
    return a_meeting(world).pk


def test_members_of_the_circle_above_and_addresses_are_invited(world: World) -> None:
    group = begin(world, invited="@mees, new@example.org")
    found = Invitation.objects.filter(community=group.pk)
    assert sorted(found.values_list("email", flat=True)) == ["mees@example.org", "new@example.org"]
    assert found[0].ends_at == START + timedelta(days=30)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"invited": "@nobody"}, "invited"),
        ({"invited": "@stan"}, "invited"),
        ({"invited": "no address"}, "invited"),
        ({"invited": ", ".join(f"a{n}@example.org" for n in range(6))}, "invited"),
        ({"terms": {"facilitator": "stan"}}, "facilitator"),
        ({"terms": {"scheme": "unknown"}}, "scheme"),
        ({"terms": {"smallest": 1}}, "smallest"),
        ({"terms": {"largest": 2}}, "largest"),
        ({"terms": {"largest": 51}}, "largest"),
        ({"terms": {"least_meetings": 61}}, "least_meetings"),
        ({"terms": {"least_hours": -1}}, "least_hours"),
        ({"terms": {"registration": "x" * 121}}, "registration"),
    ],
)
def test_what_can_not_be_is_said_at_its_field(world: World, given: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidError) as error:
        begin(world, **given)
    assert list(error.value.fields) == [field]


def test_only_hosts_of_a_circle_make_groups_in_it(world: World) -> None:
    with pytest.raises(RefusedError):
        begin(world, by="mees")
    with pytest.raises(NotThereError):
        begin(world, by="stan", parent="verborgen")


def test_nobody_comes_in_beyond_the_largest(world: World) -> None:
    group = a_group(world, largest=3)
    link = communities.invite_by_link(
        actor=world.reader("hanna"), community=group.pk, limit=9, ends_at=START + timedelta(days=9), now=START
    )
    with pytest.raises(ConflictError) as full:
        communities.accept_invitation(actor=world.reader("stan"), invitation=link.pk, now=START)
    assert full.value.code == "circle-full"
    actions.change_terms(
        actor=world.reader("hanna"), group=group.pk, terms=Terms(**(TERMS | {"largest": 4})), version=1, now=START
    )
    communities.accept_invitation(actor=world.reader("stan"), invitation=link.pk, now=START)


def test_terms_change_under_their_version_and_never_below_who_is_in(world: World) -> None:
    group = a_group(world)
    hanna = world.reader("hanna")
    with pytest.raises(InvalidError) as few:
        actions.change_terms(actor=hanna, group=group.pk, terms=Terms(smallest=2, largest=2), version=1, now=START)
    assert list(few.value.fields) == ["largest"]
    changed = actions.change_terms(
        actor=hanna, group=group.pk, terms=Terms(**(TERMS | {"facilitator": "mees"})), version=1, now=START
    )
    assert (changed.version, changed.facilitator) == (2, world.accounts["mees"])
    assert world.reader("mees").has(group.pk, Role.HOST)
    with pytest.raises(ConflictError):
        actions.change_terms(actor=hanna, group=group.pk, terms=Terms(), version=1, now=START)
    with pytest.raises(RefusedError):
        actions.change_terms(actor=world.reader("noor"), group=group.pk, terms=Terms(), version=2, now=START)
    with pytest.raises(NotThereError):
        actions.change_terms(actor=world.reader("stan"), group=group.pk, terms=Terms(), version=2, now=START)


def test_a_facilitator_who_hosts_no_more_still_sets_its_terms(world: World) -> None:
    group = a_group(world, facilitator="mees")
    communities.dismiss_host(
        actor=world.reader("hanna"), community=group.pk, member=world.accounts["mees"].pk, now=START
    )
    actions.change_terms(
        actor=world.reader("mees"), group=group.pk, terms=Terms(**(TERMS | {"largest": 9})), version=1, now=START
    )
    assert Community.objects.get(pk=group.pk).most_members == 9


def test_a_year_plan_is_written_by_one_at_a_time(world: World) -> None:
    group, hanna = a_group(world), world.reader("hanna")
    given: dict[str, Any] = {"group": group.pk, "year": 2026, "meetings": 6, "aims": "To learn", "now": START}
    plan = actions.write_year_plan(actor=hanna, themes="Absence", version=0, **given)
    assert (plan.version, plan.written_by.handle, plan.meetings) == (1, "hanna", 6)
    actions.write_year_plan(actor=hanna, themes="Rosters", version=1, **given)
    with pytest.raises(ConflictError):
        actions.write_year_plan(actor=hanna, themes="", version=1, **given)
    assert YearPlan.objects.get().themes == "Rosters"
    for wrong in ({"year": 2024}, {"year": 2029}, {"meetings": 61}, {"aims": "x" * 4_001}):
        version = 0 if "year" in wrong else 2
        with pytest.raises(InvalidError):
            actions.write_year_plan(actor=hanna, themes="", version=version, **(given | wrong))
    with pytest.raises(RefusedError):
        actions.write_year_plan(actor=world.reader("mees"), themes="", version=2, **given)


def test_the_rota_is_drawn_kept_by_hand_and_written_as_parts(world: World) -> None:
    group, hanna = a_group(world), world.reader("hanna")
    days = [a_meeting(world, weeks=weeks) for weeks in range(4)]
    mees, noor = world.accounts["mees"].pk, world.accounts["noor"].pk
    sign_up = meetings.register(actor=world.reader("mees"), meeting=days[0].pk, now=START)
    meetings.sign_off(actor=world.reader("mees"), meeting=days[0].pk, sign_up=sign_up.pk, now=START)
    drawn = actions.set_rota(actor=hanna, group=group.pk, choices={days[3].pk: noor}, draw=True, now=START)
    assert list(drawn.values()) == [noor, mees, mees, noor]
    cases = Part.objects.filter(role=PartRole.CASE).order_by("meeting__starts_at")
    assert list(cases.values_list("account", flat=True)) == [noor, mees, mees, noor]
    actions.set_rota(actor=hanna, group=group.pk, choices={days[0].pk: None}, now=START)
    assert [row.chosen for row in queries.turns(group, now=START)] == [None, mees, mees, noor]
    with pytest.raises(InvalidError) as stranger:
        actions.set_rota(actor=hanna, group=group.pk, choices={days[0].pk: world.accounts["stan"].pk}, now=START)
    assert list(stranger.value.fields) == [f"meeting_{days[0].pk}"]
    with pytest.raises(RefusedError):
        actions.set_rota(actor=world.reader("mees"), group=group.pk, choices={}, now=START)


def test_who_brought_a_case_this_year_comes_after_who_did_not(world: World) -> None:
    group, hanna = a_group(world), world.reader("hanna")
    first, second = a_meeting(world), a_meeting(world, weeks=1)
    actions.set_rota(actor=hanna, group=group.pk, choices={first.pk: world.accounts["mees"].pk}, now=START)
    drawn = actions.set_rota(actor=hanna, group=group.pk, choices={}, draw=True, now=first.ends_at)
    assert drawn == {second.pk: world.accounts["noor"].pk}


def test_a_scheme_fills_in_what_it_says(world: World) -> None:
    assert queries.limits_for("huisartsen", on=date(2026, 3, 2)).least_hours == 2
    assert queries.limits_for("", on=date(2026, 3, 2)).largest == 8
    assert queries.limits_for("nova", on=date(1990, 1, 1)).largest == 10
