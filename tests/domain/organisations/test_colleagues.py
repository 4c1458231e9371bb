"""The community of an organisation, and the wall around it."""

from collections.abc import Sequence
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from kring.communities import actions
from kring.communities.actions.keeping import Description
from kring.communities.models import Community, Founding, Joining, JoinRequest, Membership
from kring.communities.queries import community_by_id, without_host
from kring.competences.actions import name_competence
from kring.foundation.access.models import Reason, Role, Standing
from kring.foundation.access.rules import Wish
from kring.foundation.errors import ConflictError, InvalidError, KringError, NotThereError, RefusedError
from kring.foundation.events.dispatch import dispatch_due
from kring.learning.queries import lines
from kring.meetings.calendars.queries import feed_entries
from kring.meetings.models import SignUpState
from kring.meetings.queries import seen, upcoming
from kring.people.actions import Self, describe_oneself
from kring.people.models import Employment, Organisation
from kring.people.organisations import actions as organisations
from kring.people.organisations.queries import colleagues_who
from kring.people.queries import own_profile
from tests.domain.meetings.furniture import planned, registers
from tests.dossiers import learned
from tests.organisations import appointed, employed
from tests.people import START, World

DAY = timedelta(days=1)


def deliver() -> None:
    while dispatch_due(clock=lambda: START):
        pass


@pytest.fixture
def together(world: World, insurer: Organisation) -> Community:
    """The insurer's own community."""
    return actions.found_among_colleagues(actor=world.reader("mees"), organisation=insurer.pk, language="en", now=START)


def told(name: str, **more: object) -> Description:
    return Description(**({"name": name, "purpose": "We run.", "language": "en", "joining": Joining.OPEN} | more))


def members(circle: int) -> set[str]:
    rows = Membership.objects.filter(community=circle, left_at=None)
    return set(rows.values_list("account__handle", flat=True))


def test_every_colleague_is_in_it_from_the_first_day_on(
    world: World, insurer: Organisation, together: Community
) -> None:
    assert (together.name, together.founding) == ("Insurer together", Founding.MEMBERS)
    assert members(together.pk) == {"hanna", "mees", "noor"}
    employed(world, "stan", insurer)
    deliver()
    assert members(together.pk) == {"hanna", "mees", "noor", "stan"}
    assert actions.own_community(insurer.pk) == together
    with pytest.raises(ConflictError):
        actions.found_among_colleagues(actor=world.reader("hanna"), organisation=insurer.pk, language="en", now=START)
    with pytest.raises(RefusedError):
        actions.found_among_colleagues(actor=world.reader("noor"), organisation=insurer.pk, language="en", now=START)


def test_only_colleagues_know_of_it_whatever_its_hosts_wish(world: World, together: Community) -> None:
    wide = told("All of us", listing=Wish.PUBLIC, sight=Wish.PUBLIC)
    actions.describe(actor=world.reader("mees"), community=together.pk, description=wide, now=START)
    assert community_by_id(world.reader("noor"), together.pk)
    for name in ("stan", "olga", ""):
        with pytest.raises(NotThereError):
            community_by_id(world.reader(name), together.pk)


def test_any_colleague_starts_a_circle_and_leads_it(world: World, together: Community) -> None:
    run = actions.found(actor=world.reader("noor"), description=told("Runners"), parent=together.pk, now=START)
    assert world.reader("noor").has(run.pk, Role.HOST)
    assert not world.reader("mees").has(run.pk, Role.HOST)
    # In hers it is as anywhere else: hosts start circles, until they say otherwise.
    actions.join(actor=world.reader("hanna"), community=run.pk, now=START)
    with pytest.raises(RefusedError):
        actions.found(actor=world.reader("hanna"), description=told("Sprint"), parent=run.pk, now=START)
    with pytest.raises(InvalidError):
        actions.found(actor=world.reader("noor"), description=told("X", founding="all"), parent=together.pk, now=START)


def test_who_hosts_the_community_of_all_reads_in_no_closed_circle_of_it(
    world: World, insurer: Organisation, together: Community
) -> None:
    """It is HR who founds it; elsewhere a host above reads in all circles below."""
    appointed(world, "mees", insurer, Role.HR, by="hanna")
    closed = told("Works council", joining=Joining.INVITATION, listing=Wish.MEMBERS, sight=Wish.MEMBERS)
    council = actions.found(actor=world.reader("noor"), description=closed, parent=together.pk, now=START)
    within = actions.found(
        actor=world.reader("noor"), description=told("Its board", sight=Wish.MEMBERS), parent=council.pk, now=START
    )
    actions.appoint_host(
        actor=world.reader("mees"), community=together.pk, member=world.accounts["hanna"].pk, now=START
    )
    for circle in (council, within):
        assert world.reader("noor").has(circle.pk, Role.HOST)
        for name in ("mees", "hanna"):
            with pytest.raises(NotThereError):
                community_by_id(world.reader(name), circle.pk)


def test_what_was_handed_down_among_colleagues_before_is_taken_back(world: World, together: Community) -> None:
    run = actions.found(actor=world.reader("noor"), description=told("Runners"), parent=together.pk, now=START)
    was = set(Standing.objects.values_list("pk", flat=True))
    Standing.objects.create(
        account=world.accounts["mees"], place_id=run.pk, role=Role.HOST, reason=Reason.HOST_ABOVE,
        source_id=together.pk, since=START,
    )  # fmt: skip
    step = import_module("kring.foundation.access.migrations.0005_no_host_from_above_among_colleagues")
    step.take_back(apps, None)
    assert set(Standing.objects.values_list("pk", flat=True)) == was
    assert Standing.objects.filter(reason=Reason.HOST_ABOVE, place=world.key("besloten")).exists()


def test_a_circle_of_colleagues_meets_with_places_and_a_calendar_and_nobody_else_knows(
    world: World, together: Community
) -> None:
    world.circles["runners"] = run = actions.found(
        actor=world.reader("noor"), description=told("Runners"), parent=together.pk, now=START
    )
    for name in ("hanna", "mees"):
        actions.join(actor=world.reader(name), community=run.pk, now=START)
    meeting = planned(world, by="noor", slug="runners", title="Round the lake", places=1)
    assert registers(world, "hanna", meeting)().state == SignUpState.GOING
    assert registers(world, "mees", meeting)().state == SignUpState.WAITING
    for name, titles in (("hanna", ["Round the lake"]), ("stan", []), ("olga", [])):
        reader = world.reader(name)
        assert [row.title for row in upcoming(reader, places=[run.pk], now=START).rows] == titles
        assert [one.title for one in feed_entries(reader, place=run.pk, now=START)] == titles
    with pytest.raises(NotThereError):
        seen(world.reader("stan"), meeting.pk)
    with pytest.raises(NotThereError):
        registers(world, "stan", meeting)()


def test_colleagues_are_found_by_what_they_help_with_do_and_love(world: World, insurer: Organisation) -> None:
    bees, bonds = name_competence(en="Beekeeping", nl="Bijen houden").pk, name_competence(en="Bonds").pk
    described = {
        "hanna": Self(name="Hanna Host", offers="A ladder, and an hour of my time."),
        "noor": Self(name="Noor Newcomer", passions=[bees]),
        "stan": Self(name="Stan Stranger", passions=[bees], offers="A ladder."),
        "mees": Self(name="Mees Member", specialisms=[bonds]),
    }
    for name, self in described.items():
        describe_oneself(actor=world.reader(name), told=self, now=START)

    def who(reader: str, text: str) -> list[tuple[str, Sequence[str]]]:
        found = colleagues_who(world.reader(reader), insurer, text, language="en")
        return [(one.handle, one.said) for one in found]

    assert who("mees", "who has a ladder?") == [("hanna", ["A ladder, and an hour of my time."])]
    assert who("mees", "beekeeping") == [("noor", ["Beekeeping"])]
    assert who("noor", "bonds") == [("mees", ["Bonds"])]
    assert who("stan", "ladder") == []


def test_neither_accents_nor_case_matter_in_finding_a_colleague(world: World, insurer: Organisation) -> None:
    coffee = name_competence(en="CAFÉ owner", nl="Cafébaas").pk
    described = {
        "hanna": Self(name="Hélène Ångström", headline="Loves SMØRREBRØD", offers="Naïve façades; Größe and Æsop"),
        # Two words of hers, of which one is asked for: she is found once.
        "noor": Self(name="Noor Newcomer", specialisms=[coffee], passions=[name_competence(en="Chess").pk]),
    }
    for name, self in described.items():
        describe_oneself(actor=world.reader(name), told=self, now=START)
    for text, found in {
        "cafe": "noor", "Café": "noor", "cafebaas": "noor", "helene": "hanna", "HÉLÈNE": "hanna", "angstrom?": "hanna",
        "smorrebrod": "hanna", "naive": "hanna", "facades": "hanna", "grosse": "hanna", "aesop": "hanna",
    }.items():  # fmt: skip
        seen = colleagues_who(world.reader("mees"), insurer, text, language="nl")
        assert [one.handle for one in seen] == [found], text
    # By her name alone nothing is said of her; and nobody elsewhere is found by hers.
    (named,) = colleagues_who(world.reader("mees"), insurer, "helene", language="en")
    assert (named.name, named.said, named.is_called) == ("Hélène Ångström", [], True)
    (both,) = colleagues_who(world.reader("mees"), insurer, "newcomer with chess", language="en")
    assert (both.said, both.is_called) == (["Chess"], True)
    assert colleagues_who(world.reader("mees"), insurer, "stranger", language="en") == []


def test_members_start_circles_elsewhere_too_where_hosts_say_so(world: World) -> None:
    key = world.key("vakgroep")
    with pytest.raises(RefusedError):
        actions.found(actor=world.reader("mees"), description=told("Readers"), parent=key, now=START)
    actions.describe(
        actor=world.reader("hanna"), community=key, description=told("Vakgroep", founding=Founding.MEMBERS), now=START
    )
    assert actions.found(actor=world.reader("mees"), description=told("Readers"), parent=key, now=START)
    with pytest.raises(RefusedError):
        actions.found(actor=world.reader("stan"), description=told("Mine"), parent=key, now=START)


def test_no_door_lets_an_outsider_in(world: World, together: Community) -> None:
    run = actions.found(actor=world.reader("noor"), description=told("Runners"), parent=together.pk, now=START)
    noor, stan = world.reader("noor"), world.reader("stan")
    link = actions.invite_by_link(actor=noor, community=run.pk, limit=5, ends_at=START + DAY, now=START)
    asked = JoinRequest.objects.create(community=run, account=world.accounts["stan"], asked_at=START)
    host = {"community": run.pk, "now": START}
    doors = [
        lambda: actions.join(actor=stan, **host),
        lambda: actions.ask_to_join(actor=stan, motivation="", **host),
        lambda: actions.accept_invitation(actor=stan, invitation=link.pk, now=START),
        lambda: actions.decide_request(actor=noor, request=asked.pk, admit=True, now=START),
        lambda: actions.invite_by_mail(actor=noor, addresses=["stan@example.org"], ends_at=START + DAY, **host),
        lambda: world.enter("stan", "runners"),
    ]
    world.circles["runners"] = run
    for door in doors:
        with pytest.raises(KringError) as refused:
            door()
        assert refused.value.code in {"colleagues-only", "invalid", "notthereerror"}
    assert members(run.pk) == {"noor"}
    assert actions.accept_invitation(actor=world.reader("hanna"), invitation=link.pk, now=START)


def test_circles_cross_the_wall_neither_way(world: World, together: Community) -> None:
    run = actions.found(actor=world.reader("hanna"), description=told("Runners"), parent=together.pk, now=START)
    book = actions.found(actor=world.reader("noor"), description=told("Readers"), parent=together.pk, now=START)
    hanna = world.reader("hanna")
    actions.appoint_host(
        actor=world.reader("mees"), community=together.pk, member=world.accounts["hanna"].pk, now=START
    )
    with pytest.raises(ConflictError):
        actions.move(actor=hanna, community=run.pk, parent=world.key("vakgroep"), now=START)
    hanna = world.reader("hanna")
    with pytest.raises(ConflictError):
        actions.move(actor=hanna, community=together.pk, parent=world.key("vakgroep"), now=START)
    with pytest.raises(RefusedError):
        actions.move(actor=hanna, community=run.pk, parent=book.pk, now=START)
    actions.join(actor=hanna, community=book.pk, now=START)
    actions.appoint_host(actor=world.reader("noor"), community=book.pk, member=world.accounts["hanna"].pk, now=START)
    actions.move(actor=world.reader("hanna"), community=run.pk, parent=book.pk, now=START)
    # Vakgroep has members from elsewhere, or not.
    world.enter("stan", "vakgroep")
    with pytest.raises(RefusedError):
        actions.move(actor=hanna, community=world.key("vakgroep"), parent=together.pk, now=START)
    actions.move(actor=hanna, community=world.key("genodigden"), parent=together.pk, now=START)
    assert members(world.key("genodigden")) == {"hanna"}


def test_nobody_leaves_it_while_she_works_there(world: World, together: Community) -> None:
    noor = world.accounts["noor"].pk
    for act in (
        lambda: actions.leave(actor=world.reader("noor"), community=together.pk, now=START),
        lambda: actions.remove_member(actor=world.reader("mees"), community=together.pk, member=noor, now=START),
    ):
        with pytest.raises(ConflictError) as refused:
            act()
        assert refused.value.code == "by-employment"


def gone(world: World, name: str, at: Organisation) -> None:
    key = Employment.objects.get(account=world.accounts[name], organisation=at, over_at=None).pk
    day = START.date() + DAY
    organisations.end_employment(actor=world.reader("mees"), employment=key, ends_on=day, now=START + DAY)


def test_who_leaves_is_out_of_every_circle_at_once_and_keeps_what_is_hers(
    world: World, insurer: Organisation, together: Community
) -> None:
    run = actions.found(actor=world.reader("noor"), description=told("Runners"), parent=together.pk, now=START)
    world.enter("noor", "vakgroep")
    gone(world, "noor", insurer)
    # The wall doesn't wait for what follows.
    assert set(world.reader("noor").roles) == {world.key("vakgroep")}
    deliver()
    assert members(together.pk) == {"hanna", "mees"}
    assert members(run.pk) == set()
    assert "noor" in members(world.key("vakgroep"))
    assert list(without_host(world.reader("hanna"))) == [run]
    before = Community.objects.get(pk=together.pk).members
    deliver()
    assert Community.objects.get(pk=together.pk).members == before == 2


def test_who_leaves_takes_her_ledger_and_profile_along(world: World, insurer: Organisation) -> None:
    describe_oneself(actor=world.reader("noor"), told=Self(name="Noor Newcomer", headline="Settles storms"), now=START)
    line = learned(world, "noor")
    gone(world, "noor", insurer)
    deliver()
    assert [row.id for row in lines(world.reader("noor")).rows] == [line.pk]
    assert own_profile(world.reader("noor")).headline == "Settles storms"


def test_coming_back_before_the_news_arrived_loses_nothing(
    world: World, insurer: Organisation, together: Community
) -> None:
    gone(world, "noor", insurer)
    account = world.accounts["noor"].pk
    organisations.employ(account=account, organisation=insurer.pk, starts_on=START.date() + DAY, now=START + DAY)
    deliver()
    assert "noor" in members(together.pk)
    assert world.reader("noor").has(together.pk, Role.MEMBER)


def test_a_circle_left_without_host_is_the_owner_s_to_give(
    world: World, insurer: Organisation, together: Community
) -> None:
    key = Employment.objects.get(account=world.accounts["mees"], organisation=insurer, over_at=None).pk
    organisations.end_employment(
        actor=world.reader("hanna"), employment=key, ends_on=START.date() + DAY, now=START + DAY
    )
    deliver()
    assert list(without_host(world.reader("hanna"))) == [together]
    assert list(without_host(world.reader("noor"))) == []
    with pytest.raises(RefusedError):
        actions.give_host(actor=world.reader("noor"), community=together.pk, handle="noor", now=START)
    with pytest.raises(InvalidError):
        actions.give_host(actor=world.reader("hanna"), community=together.pk, handle="stan", now=START)
    actions.give_host(actor=world.reader("hanna"), community=together.pk, handle="noor", now=START)
    assert world.reader("noor").has(together.pk, Role.HOST)
