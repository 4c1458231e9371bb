"""What each reader sees of communities."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kring.communities import actions, queries
from kring.communities.models import Joining
from kring.conversations import queries as conversations
from kring.foundation.access.readers import OPERATORS_SIGHT
from kring.foundation.access.rules import Wish
from kring.foundation.errors import InvalidError, NotThereError
from tests.people import START, World

LATER = START + timedelta(days=1)


@pytest.mark.parametrize(
    ("who", "slugs"),
    [
        ("", ["voorbeeld"]),
        ("noor", ["genodigden", "vakgroep", "voorbeeld"]),
        ("olga", ["genodigden", "vakgroep", "voorbeeld"]),
        ("mees", ["genodigden", "vakgroep", "verborgen", "voorbeeld"]),
    ],
)
def test_the_directory_holds_what_one_may_know_of_page_by_page(world: World, who: str, slugs: list[str]) -> None:
    reader, found, after = world.reader(who), [], ""
    for _ in range(9):
        page = queries.directory(reader, after=after, size=1)
        found += [row.slug for row in page.rows]
        after = page.older
        if not after:
            break
    assert found == slugs


def test_the_directory_leaves_out_ones_own_and_archived_ones(world: World) -> None:
    assert [row.slug for row in queries.directory(world.reader("mees"), without_own=True).rows] == ["genodigden"]
    actions.archive(actor=world.reader("hanna"), community=world.key("genodigden"), now=LATER)
    assert queries.directory(world.reader("mees"), without_own=True).rows == []
    assert [row.slug for row in queries.mine(world.reader("hanna"))[1]] == ["genodigden"]


def test_ones_own_circles_stand_as_a_tree(world: World) -> None:
    running, archived = queries.mine(world.reader("mees"))
    assert [(row.slug, row.depth) for row in running] == [
        ("vakgroep", 1), ("besloten", 2), ("verborgen", 1), ("voorbeeld", 1),
    ]  # fmt: skip
    assert archived == []
    assert queries.mine(world.reader("noor")) == ([], [])


def test_a_damaged_page_link_says_so(world: World) -> None:
    with pytest.raises(InvalidError):
        queries.directory(world.reader("noor"), after="nonsense")


def test_a_hidden_circle_is_not_there(world: World) -> None:
    world.found("Stil", by="hanna", parent="vakgroep", listing=Wish.MEMBERS, sight=Wish.MEMBERS)
    for who in ("", "noor", "mees"):
        reader = world.reader(who)
        with pytest.raises(NotThereError):
            queries.community(reader, "stil")
        with pytest.raises(NotThereError):
            queries.community_by_id(reader, world.key("stil"))
        assert "stil" not in [row.slug for row in queries.directly_below(reader, world.key("vakgroep"))]
    assert queries.community(world.reader("hanna"), "stil").slug == "stil"


def test_what_is_around_a_circle_is_what_one_may_know_of(world: World) -> None:
    world.found("Dieper", by="hanna", parent="besloten")
    row = queries.community(world.reader("mees"), "besloten")
    over, under = queries.around(world.reader("mees"), row)
    assert ([one.slug for one in over], [one.slug for one in under]) == (["vakgroep"], ["dieper"])
    assert queries.above(world.reader("mees"), row.place.path) == over
    assert queries.directly_below(world.reader("mees"), row.pk) == under


@pytest.mark.parametrize(
    ("who", "circle", "way"),
    [
        ("noor", "vakgroep", Joining.OPEN),
        ("noor", "besloten", Joining.REQUEST),
        ("noor", "genodigden", Joining.INVITATION),
        ("noor", "binnen", Joining.INVITATION),
        ("hanna", "binnen", Joining.OPEN),
    ],
)
def test_the_way_in_is_the_strictest_on_the_way(world: World, who: str, circle: str, way: str) -> None:
    world.found("Binnen", by="hanna", parent="genodigden", listing=Wish.INHERIT, joining=Joining.OPEN)
    reader = world.reader(who)
    row = queries.community(reader, circle)
    assert queries.way_in(reader, row, queries.around(reader, row)[0]) == way


def test_members_are_shown_to_readers_who_are_signed_in(world: World) -> None:
    def seen(who: str, circle: str, text: str = "") -> list[str]:
        row = queries.community(OPERATORS_SIGHT, circle)
        return [one.handle for one in queries.members(world.reader(who), row, text=text).rows]

    assert seen("", "voorbeeld") == []
    assert seen("noor", "voorbeeld") == ["mees", "hanna"]
    assert seen("noor", "besloten") == []
    assert seen("mees", "besloten") == ["mees", "hanna"]
    assert seen("mees", "besloten", "HOST han") == ["hanna"]
    assert seen("mees", "besloten", "nobody") == []
    assert len(queries.members(OPERATORS_SIGHT, queries.community(OPERATORS_SIGHT, "besloten")).rows) == 2


def test_members_come_page_by_page(world: World) -> None:
    reader, row = world.reader("mees"), queries.community(OPERATORS_SIGHT, "vakgroep")
    first = queries.members(reader, row, size=1)
    second = queries.members(reader, row, size=1, after=first.older)
    assert [one.handle for one in (*first.rows, *second.rows)] == ["mees", "hanna"]
    assert second.older == ""


def test_one_member_is_there_for_who_may_read(world: World) -> None:
    row = queries.community(OPERATORS_SIGHT, "besloten")
    assert queries.member(world.reader("mees"), row, "hanna").name == "Hanna Host"
    for who, handle in (("", "hanna"), ("noor", "hanna"), ("mees", "noor"), ("mees", "nobody")):
        with pytest.raises(NotThereError):
            queries.member(world.reader(who), row, handle)


def test_hosts_see_who_hosts_and_from_where(world: World) -> None:
    row = queries.community(OPERATORS_SIGHT, "besloten")
    actions.appoint_host(actor=world.reader("hanna"), community=row.pk, member=world.accounts["mees"].pk, now=LATER)
    found = queries.hosting(world.reader("hanna"), row)
    assert [(one.handle, one.appointed_here) for one in found] == [("hanna", True), ("mees", True)]
    assert queries.hosting(world.reader("noor"), row) == []
    below = world.found("Dieper", by="mees", parent="besloten")
    assert {one.handle: one.circle for one in queries.hosting(world.reader("mees"), below)} == {
        "mees": "Dieper", "hanna": "Besloten",
    }  # fmt: skip


def test_requests_are_seen_by_hosts_until_they_are_decided(world: World) -> None:
    request = actions.ask_to_join(
        actor=world.reader("noor"), community=world.key("besloten"), motivation="Rosters.", now=LATER
    )
    row, hanna = queries.community(OPERATORS_SIGHT, "besloten"), world.reader("hanna")
    assert [one.handle for one in queries.open_requests(hanna, row)] == ["noor"]
    assert queries.open_requests(world.reader("mees"), row) == []
    asked, slug, _name = queries.join_request(hanna, request.pk)
    assert (asked.motivation, slug) == ("Rosters.", "besloten")
    with pytest.raises(NotThereError):
        queries.join_request(world.reader("mees"), request.pk)
    actions.decide_request(actor=hanna, request=request.pk, admit=False, now=LATER)
    with pytest.raises(NotThereError):
        queries.join_request(hanna, request.pk)


def test_invitations_are_seen_by_hosts(world: World) -> None:
    row, hanna = queries.community(OPERATORS_SIGHT, "verborgen"), world.reader("hanna")
    actions.invite_by_link(actor=hanna, community=row.pk, limit=2, ends_at=LATER, now=START)
    assert len(queries.invitations(hanna, row, now=START)) == 1
    assert queries.invitations(hanna, row, now=LATER) == []
    assert queries.invitations(world.reader("mees"), row, now=START) == []


def test_a_circle_can_go_where_one_hosts_but_not_below_itself_or_where_it_is(world: World) -> None:
    hanna = world.reader("hanna")
    besloten, vakgroep = queries.community(hanna, "besloten"), queries.community(hanna, "vakgroep")
    assert [row.slug for row in queries.movable_under(hanna, besloten)] == ["genodigden", "verborgen", "voorbeeld"]
    assert [row.slug for row in queries.movable_under(hanna, vakgroep)] == ["genodigden", "verborgen", "voorbeeld"]
    assert queries.movable_under(world.reader("mees"), besloten) == []


def test_where_one_is_the_only_host(world: World) -> None:
    def alone(who: str) -> list[str]:
        return [row.slug for row in queries.only_host_of(world.reader(who))]

    assert alone("hanna") == ["besloten", "genodigden", "vakgroep", "verborgen", "voorbeeld"]
    actions.appoint_host(
        actor=world.reader("hanna"), community=world.key("vakgroep"), member=world.accounts["mees"].pk, now=LATER
    )
    assert alone("hanna") == ["genodigden", "verborgen", "voorbeeld"]
    assert alone("mees") == alone("noor") == []


def test_a_page_of_a_circle_is_one_query(world: World) -> None:
    world.tell("mees", "vakgroep", "We ran one", days=3)
    world.ask("mees", "besloten", "Elsewhere", days=4)
    with CaptureQueriesContext(connection) as counted:
        seen = conversations.overview(world.reader("mees"), world.key("vakgroep"))
    assert len(counted) - 1 == 1
    assert [row.title for row in seen.open_questions] == ["How do I run a hackathon?"]
    assert [row.title for row in seen.experiences] == ["We ran one"]
    assert [row.title for row in seen.latest.rows] == ["We ran one", "How do I run a hackathon?"]
    assert conversations.overview(world.reader("noor"), world.key("besloten")).latest.rows == []


def test_the_overview_and_the_list_go_on_from_each_other(world: World) -> None:
    world.tell("mees", "vakgroep", "We ran one", days=3)
    reader, places = world.reader("mees"), [world.key("vakgroep")]
    first = conversations.overview(reader, places[0], size=1).latest
    assert first.older == conversations.latest(reader, places=places, size=1).older
    assert [row.title for row in conversations.latest(reader, places=places, after=first.older).rows] == [
        "How do I run a hackathon?"
    ]


def test_newcomers_are_those_who_wait_for_an_answer_or_wrote_nothing(world: World) -> None:
    for name in ("noor", "stan", "olga"):
        actions.join(actor=world.reader(name), community=world.key("vakgroep"), now=LATER)
    waiting = world.ask("noor", "vakgroep", "Who knows?", days=2)
    heard = world.ask("olga", "vakgroep", "Who else?", days=2)
    world.answers("hanna", heard, "I do.", days=3)
    row = queries.community(OPERATORS_SIGHT, "vakgroep")
    found = conversations.newcomers(world.reader("hanna"), row, since=START)
    assert [(one.handle, one.question) for one in found] == [("noor", waiting.pk), ("stan", None)]
    assert conversations.newcomers(world.reader("mees"), row, since=START) == []
    assert conversations.newcomers(world.reader("hanna"), row, since=LATER) == []
