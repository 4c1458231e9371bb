"""Pages that change circles: coming in, inviting, hosting and keeping; what is refused is shown again, filled in."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from kring.communities import actions, queries
from kring.communities.models import Community, Invitation, JoinRequest
from kring.foundation import clock
from kring.foundation.access.models import Role, Standing
from kring.foundation.access.rules import NETWORK
from tests.doors.web.test_circles import as_person, read
from tests.people import START, World

FORM = {"name": "Rooster", "slug": "", "purpose": "On rosters.", "language": "nl", "joining": "open",
        "listing": "inherit", "sight": "inherit", "ends_on": ""}  # fmt: skip


def send(world: World, who: str, address: str, status: int = 302, **fields: Any) -> Any:
    answer = as_person(world, who).post(address, fields)
    assert answer.status_code == status, (answer.status_code, answer.headers, answer.content[-3000:])
    return answer


def body(answer: Any) -> str:
    return str(answer.content.decode())


def invitation(world: World, limit: int = 1) -> tuple[Invitation, str]:
    made = actions.invite_by_link(
        actor=world.reader("hanna"),
        community=world.key("verborgen"),
        limit=limit,
        ends_at=clock.now() + timedelta(days=7),
        now=clock.now(),
    )
    return made, f"/circles/join/{queries.invitation_token(made.pk)}"


def test_joining_an_open_circle(world: World) -> None:
    assert send(world, "noor", "/circles/vakgroep/join").headers["Location"] == "/circles/vakgroep"
    assert world.reader("noor").has(world.key("vakgroep"))
    send(world, "noor", "/circles/genodigden/join", 403)
    assert "/account/login/" in send(world, "", "/circles/voorbeeld/join").headers["Location"]
    assert as_person(world, "noor").get("/circles/vakgroep/join").status_code == 405


def test_asking_to_join_and_being_let_in(world: World) -> None:
    assert "Hanna Host" in read(world, "noor", "/circles/besloten/requests")
    send(world, "noor", "/circles/besloten/requests", motivation="I run rosters.\nDaily.")
    assert "A host will decide" in read(world, "noor", "/circles/besloten")
    request = JoinRequest.objects.get()
    assert "I run rosters.<br>Daily." in read(world, "hanna", "/circles/besloten/desk")
    assert "I run rosters." in read(world, "hanna", f"/requests/{request.pk}")
    read(world, "mees", f"/requests/{request.pk}", 404)
    send(world, "mees", f"/requests/{request.pk}", 404, answer="admit")
    answer = send(world, "hanna", f"/requests/{request.pk}", answer="admit", next="/circles/besloten/desk")
    assert answer.headers["Location"] == "/circles/besloten/desk"
    assert world.reader("noor").has(world.key("besloten"))
    assert "already decided" in body(send(world, "hanna", f"/requests/{request.pk}", 409, answer="decline"))
    read(world, "hanna", f"/requests/{request.pk}", 404)


def test_a_refused_request_is_kept(world: World) -> None:
    page = body(send(world, "noor", "/circles/besloten/requests", 422, motivation="y" * 1_001))
    assert "y" * 1_001 in page
    assert "At most 1000 characters" in page
    send(world, "mees", "/circles/besloten/requests", 409, motivation="I am in.")
    assert as_person(world, "mees").get("/circles/besloten/requests").headers["Location"] == "/circles/besloten"
    send(world, "noor", "/circles/genodigden/requests", 403, motivation="Please.")


def test_leaving_is_asked_in_words(world: World) -> None:
    assert "Leave Besloten?" in read(world, "mees", "/circles/besloten/leaving")
    send(world, "mees", "/circles/besloten/leaving")
    assert not world.reader("mees").has(world.key("besloten"))
    assert as_person(world, "mees").get("/circles/besloten/leaving").headers["Location"] == "/circles/besloten"
    assert "A circle needs a host" in body(send(world, "hanna", "/circles/vakgroep/leaving", 409))


def test_a_link_is_made_shown_and_withdrawn(world: World) -> None:
    last = (clock.now() + timedelta(days=5)).date().isoformat()
    send(world, "hanna", "/circles/verborgen/invitations", limit="2", ends_on=last, note="Poster in the hall")
    made = Invitation.objects.get()
    page = read(world, "hanna", "/circles/verborgen/invitations")
    assert "Poster in the hall" in page
    assert "Anna Bos &lt;anna@example.org&gt;" in page
    assert f"/circles/join/{queries.invitation_token(made.pk)}" in page
    send(world, "hanna", f"/circles/verborgen/invitations/{made.pk}/withdrawal")
    assert "Poster in the hall" not in read(world, "hanna", "/circles/verborgen/invitations")
    send(world, "mees", f"/circles/verborgen/invitations/{made.pk}/withdrawal", 403)


@pytest.mark.parametrize(
    "fields",
    [
        {"limit": "0", "ends_on": "2999-01-01"},
        {"limit": "many", "ends_on": "2026-12-01"},
        {"limit": "3", "ends_on": "soon"},
        {"limit": "3", "ends_on": "9999-12-31"},
        {},
    ],
)
def test_a_link_that_can_not_be_is_shown_again(world: World, fields: dict[str, str]) -> None:
    page = body(send(world, "hanna", "/circles/verborgen/invitations", 422, note="Keep me", **fields))
    assert "Keep me" in page
    assert not Invitation.objects.exists()


def test_wrong_addresses_are_named_and_nothing_is_lost(world: World) -> None:
    last = (clock.now() + timedelta(days=5)).date().isoformat()
    pasted = "Anna Bos <anna@example.org>\nbert@\ncarla example"
    address = "/circles/verborgen/invitations/mail"
    page = body(send(world, "hanna", address, 422, addresses=pasted, ends_on=last, role="1"))
    assert "Not e-mail addresses: bert@, carla example" in page
    assert "Anna Bos &lt;anna@example.org&gt;\nbert@\ncarla example" in page
    assert not Invitation.objects.exists()
    send(world, "hanna", address, addresses="anna@example.org; bert@example.org", ends_on=last, role="2")
    assert Invitation.objects.filter(role=Role.HOST).count() == 2
    assert "anna@example.org" in read(world, "hanna", "/circles/verborgen/invitations")
    client = as_person(world, "hanna")
    again = {"addresses": "anna@example.org carla@example.org", "ends_on": last, "role": "2"}
    page = body(client.post(address, again, follow=True))
    assert "One e-mail is on its way." in page
    assert "One address had an open invitation already" in page
    assert "field is required" in body(send(world, "hanna", address, 422, ends_on=last, role="1"))


def test_who_is_signed_in_comes_in_by_an_invitation(world: World) -> None:
    made, link = invitation(world)
    page = read(world, "noor", link)
    assert "Hanna Host invites you to" in page
    assert "About Verborgen." in page
    assert send(world, "noor", link).headers["Location"] == "/circles/verborgen"
    assert world.reader("noor").has(world.key("verborgen"))
    assert as_person(world, "noor").get(link).headers["Location"] == "/circles/verborgen"
    assert as_person(world, "mees").get(link).headers["Location"] == "/circles/verborgen"
    made.refresh_from_db()
    assert made.used == 1


def test_who_has_no_account_says_yes_once_and_comes_back_in_the_circle(world: World) -> None:
    _made, link = invitation(world)
    client = Client()
    page = body(client.get(link))
    assert "sign up" in page
    assert "noindex" in page
    answer = client.post(link, {"answer": "sign-up"})
    assert answer.headers["Location"].startswith("/account/signup/?next=%2Fcircles%2Fjoin%2F")
    assert client.post(link, {"answer": "sign-in"}).headers["Location"].startswith("/account/login/?next=")
    client.force_login(world.accounts["noor"])
    assert client.get(link).headers["Location"] == "/circles/verborgen"
    assert world.reader("noor").has(world.key("verborgen"))


def test_a_stranger_signs_up_confirms_her_address_and_is_in_the_circle(world: World) -> None:
    _made, link = invitation(world)
    client = Client()
    door = client.post(link, {"answer": "sign-up"}).headers["Location"]
    assert "Choose a password" in body(client.get(door))
    told = {"name": "Zoë de Vries", "email": "zoe@example.org", "password1": "a-long-and-rare-sentence", "next": link}
    client.post("/account/signup/", told)
    code = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code
    arrived = client.post("/account/confirm-email/", {"code": code[1]}, follow=True)
    assert [address for address, _status in arrived.redirect_chain] == [link, "/circles/verborgen"]
    assert "Welcome. You are a member now." in body(arrived)


def test_looking_at_an_invitation_is_not_accepting_it(world: World) -> None:
    _made, link = invitation(world)
    client = Client()
    client.get(link)
    client.force_login(world.accounts["noor"])
    assert client.get(link).status_code == 200
    assert not world.reader("noor").roles


def test_an_invitation_that_is_over_says_so_and_no_more(world: World) -> None:
    made, link = invitation(world)
    send(world, "noor", link)
    for who in ("", "stan"):
        page = read(world, who, link, 410)
        assert "used as often as it may" in page
        assert "Verborgen" not in page
        assert send(world, who, link, 410)
    Invitation.objects.filter(pk=made.pk).update(used=0, ends_at=START)
    assert "has ended" in read(world, "", link, 410)
    Invitation.objects.filter(pk=made.pk).update(ends_at=clock.now() + timedelta(days=1))
    actions.archive(actor=world.reader("hanna"), community=world.key("verborgen"), now=clock.now())
    assert "archived" in read(world, "stan", link, 410)
    read(world, "", "/circles/join/nonsense", 404)
    read(world, "", link[:-2], 404)


def test_hosts_are_appointed_and_dismissed(world: World) -> None:
    assert "Mees Member" in read(world, "hanna", "/circles/vakgroep/hosts?q=mees")
    send(world, "hanna", "/circles/vakgroep/hosts", handle="mees")
    assert world.reader("mees").has(world.key("vakgroep"), Role.HOST)
    send(world, "hanna", "/circles/vakgroep/hosts/mees/dismissal")
    assert not world.reader("mees").has(world.key("vakgroep"), Role.HOST)
    send(world, "hanna", "/circles/vakgroep/hosts/mees/dismissal", 409)
    for handle in ("noor", "\x00"):
        send(world, "hanna", "/circles/vakgroep/hosts", 404, handle=handle)
    send(world, "hanna", "/circles/vakgroep/hosts", 404)
    send(world, "mees", "/circles/vakgroep/hosts", 403, handle="mees")
    assert "host of Vakgroep" not in read(world, "hanna", "/circles/vakgroep/hosts")


def test_a_membership_is_ended_after_a_question(world: World) -> None:
    assert "End the membership of Mees Member?" in read(world, "hanna", "/circles/vakgroep/people/mees/removal")
    send(world, "hanna", "/circles/vakgroep/people/mees/removal")
    assert not world.reader("mees").has(world.key("besloten"))
    send(world, "hanna", "/circles/vakgroep/people/mees/removal", 404)
    send(world, "mees", "/circles/verborgen/people/hanna/removal", 403)


def test_the_desk_shows_who_waits(world: World) -> None:
    actions.join(actor=world.reader("noor"), community=world.key("vakgroep"), now=clock.now())
    world.ask("noor", "vakgroep", "Who knows a roster for six?", days=2)
    page = read(world, "hanna", "/circles/vakgroep/desk")
    assert page.count("Who knows a roster for six?") == 2
    assert "Nobody waits for your yes." in page
    assert "How do I run a hackathon?" not in page
    assert "Every question got at least one answer." in read(world, "hanna", "/circles/verborgen/desk")


@pytest.mark.parametrize(
    "place", ["desk", "hosts", "invitations", "settings", "move", "archive", "reopen", "announcement", "new"]
)
def test_only_hosts_look_after_a_circle(world: World, place: str) -> None:
    assert "Only a host of this circle" in read(world, "mees", f"/circles/voorbeeld/{place}", 403)
    assert as_person(world, "").get(f"/circles/voorbeeld/{place}").headers["Location"].startswith("/account/login/")
    read(world, "noor", f"/circles/verborgen/{place}", 404)
    send(world, "mees", f"/circles/voorbeeld/{place}", 405 if place == "desk" else 403)
    read(world, "hanna", f"/circles/voorbeeld/{place}")


def test_settings_change_all_that_a_circle_says(world: World) -> None:
    page = read(world, "hanna", "/circles/besloten/settings")
    assert 'value="members" checked' in page
    assert "As the circle above" in page
    assert "Now that is: everyone who is signed in." in page
    sent = FORM | {"slug": "rosters", "sight": "inherit", "joining": "open", "ends_on": "2999-12-31"}
    assert send(world, "hanna", "/circles/besloten/settings", **sent).headers["Location"] == "/circles/rosters/settings"
    changed = Community.objects.select_related("place").get(slug="rosters")
    assert (changed.name, changed.joining, changed.place.scope) == ("Rooster", "open", NETWORK)
    assert as_person(world, "mees").get("/circles/besloten").status_code == 301


def test_settings_of_a_topmost_circle_offer_everyone(world: World) -> None:
    page = read(world, "hanna", "/circles/voorbeeld/settings")
    assert 'value="public" checked' in page
    assert "As the circle above" not in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "z" * 81},
        {"slug": "vakgroep"},
        {"slug": "!!!"},
        {"language": "xx"},
        {"joining": "x"},
        {"listing": "wide"},
        {"ends_on": "1999-01-01"},
        {"ends_on": "tomorrow"},
        {"purpose": "p" * 2_001},
    ],
)
def test_refused_settings_are_shown_again_filled_in(world: World, wrong: dict[str, str]) -> None:
    for address in ("/circles/besloten/settings", "/circles/vakgroep/new"):
        page = body(send(world, "hanna", address, 422, **({**FORM, "purpose": "Keep this."} | wrong)))
        assert wrong.get("purpose", "Keep this.") in page
        assert 'role="alert"' in page
    assert Community.objects.count() == len(world.circles)


def test_a_circle_is_started_within_another_and_topmost_by_an_operator(world: World) -> None:
    assert "Start a circle within Vakgroep" in read(world, "hanna", "/circles/vakgroep/new")
    assert send(world, "hanna", "/circles/vakgroep/new", **FORM).headers["Location"] == "/circles/rooster"
    assert Community.objects.get(slug="rooster").place.parent_id == world.key("vakgroep")
    assert "Start a community" in read(world, "olga", "/circles/new")
    sent = FORM | {"name": "Eigen", "listing": "public", "sight": "network"}
    assert send(world, "olga", "/circles/new", **sent).headers["Location"] == "/circles/eigen"
    send(world, "hanna", "/circles/new", 403, **FORM)
    assert "/circles/new" in read(world, "olga", "/circles")
    assert "/circles/new" not in read(world, "hanna", "/circles")


def test_a_circle_is_moved_among_those_that_one_hosts(world: World) -> None:
    page = read(world, "hanna", "/circles/besloten/move")
    assert ">Verborgen</option>" in page
    assert ">Besloten</option>" not in page.split("<select")[1]
    send(world, "hanna", "/circles/besloten/move", parent=str(world.key("verborgen")))
    assert Community.objects.get(slug="besloten").place.parent_id == world.key("verborgen")
    for parent in ("", "x", str(world.key("besloten")), "999999"):
        send(world, "hanna", "/circles/besloten/move", 422, parent=parent)


def test_an_operator_who_hosts_makes_a_circle_topmost(world: World) -> None:
    hanna = world.accounts["hanna"]
    hanna.is_operator = True
    hanna.save()
    assert "a community of its own" in read(world, "hanna", "/circles/besloten/move")
    send(world, "hanna", "/circles/besloten/move", parent="")
    assert Community.objects.get(slug="besloten").place.parent_id is None


def test_a_move_that_would_leave_no_host_is_shown_again_with_the_reason(world: World) -> None:
    hanna = world.accounts["hanna"]
    hanna.is_operator = True
    hanna.save()
    besloten = world.key("besloten")
    Standing.objects.filter(place=besloten, source=besloten, role=Role.HOST).delete()
    page = body(send(world, "hanna", "/circles/besloten/move", 409, parent=""))
    assert "Appoint a host of this circle first" in page
    assert Community.objects.get(pk=besloten).place.parent_id == world.key("vakgroep")


def test_a_circle_without_a_place_to_go_says_what_to_do(world: World) -> None:
    actions.appoint_host(
        actor=world.reader("hanna"), community=world.key("besloten"), member=world.accounts["mees"].pk, now=START
    )
    assert "nowhere to move it to" in read(world, "mees", "/circles/besloten/move")


def test_archiving_and_reopening_are_asked_in_words(world: World) -> None:
    assert "Archive Vakgroep?" in read(world, "hanna", "/circles/vakgroep/archive")
    send(world, "hanna", "/circles/vakgroep/archive")
    assert Community.objects.get(slug="vakgroep").archived_at
    assert "Reopen" in read(world, "hanna", "/circles/vakgroep/settings")
    page = body(send(world, "hanna", "/circles/vakgroep/announcement", 409, text="Keep this."))
    assert "Keep this." in page
    assert "This circle is archived" in body(send(world, "hanna", "/circles/vakgroep/new", 409, **FORM))
    assert "Reopen Vakgroep?" in read(world, "hanna", "/circles/vakgroep/reopen")
    send(world, "hanna", "/circles/vakgroep/reopen")
    assert Community.objects.get(slug="vakgroep").archived_at is None


def test_announcing_and_taking_it_away(world: World) -> None:
    send(world, "hanna", "/circles/vakgroep/announcement", text="We meet.", answer="announce")
    assert "We meet." in read(world, "mees", "/circles/vakgroep")
    assert "We meet." in read(world, "hanna", "/circles/vakgroep/announcement")
    assert "w" * 1_001 in body(send(world, "hanna", "/circles/vakgroep/announcement", 422, text="w" * 1_001))
    send(world, "hanna", "/circles/vakgroep/announcement", text="We meet.", answer="remove")
    assert Community.objects.get(slug="vakgroep").announcement == ""
