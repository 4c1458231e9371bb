"""Two people at once, on two connections."""

from datetime import timedelta

import pytest

from kring.communities import actions
from kring.communities.actions.leaving import leave_kring
from kring.communities.models import Community, Invitation, JoinRequest, Membership
from kring.foundation.access.models import Place, Role, Standing
from kring.foundation.events.models import Event
from tests.people import START, World
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
LATER = START + timedelta(days=1)


def link(world: World, limit: int) -> Invitation:
    return actions.invite_by_link(
        actor=world.reader("hanna"), community=world.key("verborgen"), limit=limit, ends_at=LATER, now=START
    )


def test_an_invitation_at_its_limit_lets_one_of_two_in(world: World) -> None:
    invitation = link(world, 1)
    readers = [world.reader(name) for name in ("noor", "stan")]
    refused = together(
        *(
            lambda reader=reader: actions.accept_invitation(actor=reader, invitation=invitation.pk, now=START)
            for reader in readers
        )
    )
    invitation.refresh_from_db()
    assert (refused, invitation.used) == (["invitation-full"], 1)
    assert Membership.objects.filter(community=world.key("verborgen"), left_at=None).count() == 3
    assert Community.objects.get(slug="verborgen").members == 3


def test_a_double_click_uses_an_invitation_once(world: World) -> None:
    invitation, noor = link(world, 5), world.reader("noor")

    def accept() -> None:
        actions.accept_invitation(actor=noor, invitation=invitation.pk, now=START)

    assert together(accept, accept) == []
    invitation.refresh_from_db()
    assert invitation.used == 1
    assert Event.objects.filter(name="communities.MemberJoined", actor=noor.account).count() == 1


def test_two_hosts_decide_on_one_request_and_the_first_counts(world: World) -> None:
    actions.appoint_host(
        actor=world.reader("hanna"), community=world.key("vakgroep"), member=world.accounts["mees"].pk, now=START
    )
    request = actions.ask_to_join(actor=world.reader("noor"), community=world.key("besloten"), motivation="", now=START)
    hanna, mees = world.reader("hanna"), world.reader("mees")
    refused = together(
        lambda: actions.decide_request(actor=hanna, request=request.pk, admit=True, now=LATER),
        lambda: actions.decide_request(actor=mees, request=request.pk, admit=False, now=LATER),
    )
    request.refresh_from_db()
    is_in = Membership.objects.filter(community=world.key("besloten"), account=world.accounts["noor"]).exists()
    assert (refused, request.admitted) == (["already-decided"], is_in)
    assert Event.objects.filter(name="communities.JoinDecided").count() == 1


def test_joining_twice_at_once_counts_once(world: World) -> None:
    noor = world.reader("noor")

    def join() -> None:
        actions.join(actor=noor, community=world.key("vakgroep"), now=LATER)

    assert together(join, join) == []
    assert Community.objects.get(slug="vakgroep").members == 3
    assert Membership.objects.filter(community=world.key("vakgroep"), left_at=None).count() == 3


def test_asking_twice_at_once_is_one_request(world: World) -> None:
    noor = world.reader("noor")

    def ask() -> None:
        actions.ask_to_join(actor=noor, community=world.key("besloten"), motivation="", now=LATER)

    assert together(ask, ask) == []
    assert JoinRequest.objects.count() == 1


def test_two_moves_at_once_never_make_a_ring(world: World) -> None:
    hanna = world.reader("hanna")
    one, two = world.key("vakgroep"), world.key("verborgen")
    refused = together(
        lambda: actions.move(actor=hanna, community=one, parent=two, now=LATER),
        lambda: actions.move(actor=hanna, community=two, parent=one, now=LATER),
    )
    assert refused == ["own-sub-tree"]
    paths = {place.pk: place.path for place in Place.objects.filter(pk__in=(one, two))}
    assert sorted(len(path) for path in paths.values()) == [1, 2]


def test_moving_into_what_is_archived_at_the_same_moment_blocks_nobody(world: World) -> None:
    hanna = world.reader("hanna")
    refused = together(
        lambda: actions.move(actor=hanna, community=world.key("besloten"), parent=world.key("voorbeeld"), now=LATER),
        lambda: actions.archive(actor=hanna, community=world.key("voorbeeld"), now=LATER),
    )
    assert refused in ([], ["archived"])


def test_two_last_hosts_do_not_leave_together(world: World) -> None:
    key = world.key("vakgroep")
    actions.appoint_host(actor=world.reader("hanna"), community=key, member=world.accounts["mees"].pk, now=START)
    readers = [world.reader("hanna"), world.reader("mees")]
    refused = together(
        *(lambda reader=reader: actions.leave(actor=reader, community=key, now=LATER) for reader in readers)
    )
    assert refused == ["last-host"]
    assert Standing.objects.filter(place=key, role=Role.HOST, reason=2).count() == 1


def test_two_last_hosts_do_not_leave_kring_together(world: World) -> None:
    key = world.key("vakgroep")
    for slug in ("genodigden", "verborgen", "voorbeeld", "vakgroep"):
        world.enter("mees", slug)
        actions.appoint_host(
            actor=world.reader("hanna"), community=world.key(slug), member=world.accounts["mees"].pk, now=START
        )
    hanna, mees = world.reader("hanna"), world.reader("mees")
    refused = together(
        lambda: leave_kring(actor=hanna, now=LATER), lambda: actions.leave(actor=mees, community=key, now=LATER)
    )
    assert refused == ["last-host"]
    assert Standing.objects.filter(place=key, role=Role.HOST, reason=2).count() == 1


def test_two_hosts_do_not_dismiss_each_other(world: World) -> None:
    key, hanna, mees = world.key("vakgroep"), world.reader("hanna"), world.accounts["mees"].pk
    actions.appoint_host(actor=hanna, community=key, member=mees, now=START)
    by_mees, by_hanna = world.reader("mees"), world.reader("hanna")
    assert hanna.account is not None
    together(
        lambda: actions.dismiss_host(actor=by_mees, community=key, member=by_hanna.account or 0, now=LATER),
        lambda: actions.dismiss_host(actor=by_hanna, community=key, member=mees, now=LATER),
    )
    assert Standing.objects.filter(place=key, role=Role.HOST, reason=2).count() == 1


def test_two_circles_of_one_name_at_once_have_two_addresses(world: World) -> None:
    hanna = world.reader("hanna")
    words = actions.Description(name="Rooster", purpose="", language="nl")

    def found() -> None:
        actions.found(actor=hanna, description=words, parent=world.key("vakgroep"), now=LATER)

    assert together(found, found) == []
    assert set(Community.objects.filter(name="Rooster").values_list("slug", flat=True)) == {"rooster", "rooster-2"}


def test_two_circles_do_not_take_one_address(world: World) -> None:
    hanna = world.reader("hanna")

    def rename(slug: str) -> None:
        words = actions.Description(name=slug, purpose="", language="nl")
        actions.describe(actor=hanna, community=world.key(slug), description=words, slug="mooi", now=LATER)

    assert together(lambda: rename("vakgroep"), lambda: rename("verborgen")) == ["invalid"]


def test_a_form_sent_twice_sends_each_letter_once(world: World) -> None:
    hanna = world.reader("hanna")

    def invite() -> None:
        actions.invite_by_mail(
            actor=hanna, community=world.key("verborgen"), addresses=["anna@example.org"], ends_at=LATER, now=START
        )

    assert together(invite, invite) == []
    assert Invitation.objects.count() == 1


def test_moving_appointing_joining_and_leaving_at_once_never_wait_for_each_other(world: World) -> None:
    """Each takes the tree before any row, so no two of them hold what the other wants."""
    hanna, mees, noor, stan = (world.reader(name) for name in ("hanna", "mees", "noor", "stan"))
    vakgroep, besloten, voorbeeld = (world.key(slug) for slug in ("vakgroep", "besloten", "voorbeeld"))
    invitation = link(world, 5)
    words = actions.Description(name="Rooster", purpose="", language="nl")
    for _ in range(4):
        together(
            lambda: actions.move(actor=hanna, community=besloten, parent=voorbeeld, now=LATER),
            lambda: actions.move(actor=hanna, community=besloten, parent=vakgroep, now=LATER),
            lambda: actions.found(actor=hanna, description=words, parent=besloten, now=LATER),
            lambda: actions.leave(actor=mees, community=besloten, now=LATER),
            lambda: actions.join(actor=noor, community=vakgroep, now=LATER),
            lambda: actions.accept_invitation(actor=stan, invitation=invitation.pk, now=START),
            lambda: actions.appoint_host(actor=hanna, community=vakgroep, member=noor.account or 0, now=LATER),
        )
    for community in Community.objects.all():
        assert community.members == Membership.objects.filter(community=community, left_at=None).count()


def test_two_at_once_for_the_last_place_of_a_circle(world: World) -> None:
    invitation = link(world, 5)
    actions.limit_members(actor=world.reader("hanna"), community=world.key("verborgen"), most=3, now=START)
    readers = [world.reader(name) for name in ("noor", "stan")]
    refused = together(
        *(
            lambda reader=reader: actions.accept_invitation(actor=reader, invitation=invitation.pk, now=START)
            for reader in readers
        )
    )
    invitation.refresh_from_db()
    assert (refused, invitation.used) == (["circle-full"], 1)
    assert Membership.objects.filter(community=world.key("verborgen"), left_at=None).count() == 3
    assert Community.objects.get(slug="verborgen").members == 3
