"""The pages of organisations: forms that lose nothing, lists mended in place, and a fixed number of queries."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kring.communities.models import Community, Joining
from kring.foundation import clock
from kring.foundation.access.models import Role, Standing
from kring.foundation.events.dispatch import dispatch_due
from kring.foundation.tables.writing import Sheet, as_workbook
from kring.notifications.models import Mail
from kring.people.models import Domain, Employment, Organisation, OrganisationInvitation
from kring.people.organisations.queries import code_of, invitation_token
from tests.organisations import employed
from tests.people import World

pytestmark = pytest.mark.django_db
HOME = "/organisations/noorderlicht"


def signed_in(world: World, name: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.accounts[name])
    return client


def deliver() -> None:
    while dispatch_due(clock=clock.now):
        pass


@pytest.mark.parametrize(
    "page",
    ["", "/find?q=hackathon", "/departments", "/people", "/invitations", "/lists", "/domains", "/roles", "/settings"],
)
def test_a_page_takes_a_fixed_number_of_queries(
    furnished: World, page: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    hanna = signed_in(furnished, "hanna")
    hanna.get(f"{HOME}{page}")
    with django_assert_max_num_queries(12):
        assert hanna.get(f"{HOME}{page}").status_code == 200


@pytest.mark.parametrize("page", ["/work", "/organisations"])
def test_one_s_own_pages_do_too(
    furnished: World, page: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    mees = signed_in(furnished, "mees")
    mees.get(page)
    with django_assert_max_num_queries(12):
        assert "Noorderlicht" in mees.get(page).text


def test_founding_by_a_form(furnished: World) -> None:
    mees = signed_in(furnished, "mees")
    wrong = mees.post("/organisations/new", {"name": "", "about": "We run.", "time_zone": "Moon/Base"})
    assert (wrong.status_code, "We run." in wrong.text) == (422, True)
    told = {"name": "Mees and Co", "time_zone": "Europe/Brussels", "shown": "on"}
    assert mees.post("/organisations/new", told).headers["Location"] == "/organisations/mees-and-co"
    assert "Mees and Co" in signed_in(furnished, "stan").get("/organisations/mees-and-co").text
    taken = mees.post("/organisations/new", told | {"slug": "mees-and-co"})
    assert (taken.status_code, "taken" in taken.text) == (422, True)
    olga = signed_in(furnished, "olga")
    unknown = olga.post("/organisations/new", told | {"name": "For stan", "owner": "nobody"})
    assert (unknown.status_code, "nobody of that name" in unknown.text) == (422, True)
    assert olga.post("/organisations/new", told | {"name": "For stan", "owner": "@Stan"}).status_code == 302
    assert furnished.reader("stan").has(Organisation.objects.get(slug="for-stan").pk, Role.OWNER)


def test_a_former_address_leads_on(furnished: World) -> None:
    hanna = signed_in(furnished, "hanna")
    told = {"name": "Northern", "slug": "northern", "time_zone": "Europe/Amsterdam"}
    assert hanna.post(f"{HOME}/settings", told).headers["Location"] == "/organisations/northern/settings"
    moved = hanna.get(f"{HOME}/people?q=a")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/organisations/northern/people?q=a")
    assert hanna.post(f"{HOME}/departments", {"name": "X"}).status_code == 308
    assert signed_in(furnished, "stan").get(f"{HOME}/people").status_code == 404
    assert hanna.post("/organisations/northern/settings", told | {"name": ""}).status_code == 422
    assert hanna.post("/organisations/northern/settings", told | {"slug": "zuiderkruis"}).status_code == 422


def test_a_ring_of_departments_is_refused_in_words(furnished: World) -> None:
    hanna, key = signed_in(furnished, "hanna"), furnished.extra["department"]
    hanna.post(f"{HOME}/departments", {"name": "Motor", "parent": key})
    ring = hanna.post(f"{HOME}/departments/{key}", {"name": "Claims", "parent": key})
    assert (ring.status_code, "within itself" in ring.text) == (422, True)
    again = hanna.post(f"{HOME}/departments", {"name": "claims"})
    assert (again.status_code, "of this name already" in again.text) == (422, True)
    full = hanna.post(f"{HOME}/departments/{key}/closing")
    assert (full.status_code, "let them move up" in full.text) == (409, True)
    assert hanna.post(f"{HOME}/departments/{key}/closing", {"move_up": "on"}).status_code == 302


def test_roles_by_a_form(furnished: World) -> None:
    hanna = signed_in(furnished, "hanna")
    unknown = hanna.post(f"{HOME}/roles", {"handle": "stan", "role": "5"})
    assert (unknown.status_code, "No colleague has this name or handle" in unknown.text) == (422, True)
    part = hanna.post(f"{HOME}/roles", {"handle": "mees", "role": "4", "department": furnished.extra["department"]})
    assert part.status_code == 422
    last = hanna.post(f"{HOME}/roles/dismissal", {"handle": "hanna", "role": "4"})
    assert (last.status_code, "needs an owner" in last.text) == (409, True)
    assert hanna.post(f"{HOME}/roles/dismissal", {"handle": "hanna", "role": "99"}).status_code == 422
    # By her name, unless it is two people's.
    assert hanna.post(f"{HOME}/roles", {"handle": "MÉES member ", "role": "7"}).status_code == 302
    furnished.accounts["stan"].name = "Mees Member"
    furnished.accounts["stan"].save()
    employed(furnished, "stan", Organisation.objects.get(slug="noorderlicht"))
    both = hanna.post(f"{HOME}/roles", {"handle": "Mees Member", "role": "5"})
    assert (both.status_code, "Give one of these: mees, stan." in both.text) == (422, True)
    assert hanna.post(f"{HOME}/roles", {"handle": "@stan", "role": "5"}).status_code == 302


def test_a_domain_is_proved_on_its_page(furnished: World) -> None:
    hanna, key = signed_in(furnished, "hanna"), furnished.extra["domain"]
    for name, words in (("gmail.com", "Anyone can have"), ("no domain", "behind the @")):
        refused = hanna.post(f"{HOME}/domains", {"name": name})
        assert (refused.status_code, words in refused.text, name in refused.text) == (422, True, True)
    assert hanna.post(f"{HOME}/domains/{key}/letter", {"mailbox": "ceo"}).status_code == 422
    assert hanna.post(f"{HOME}/domains/{key}/letter", {"mailbox": "info"}).status_code == 302
    soon = hanna.post(f"{HOME}/domains/{key}/letter", {"mailbox": "info"})
    assert (soon.status_code, "ten minutes" in soon.text) == (409, True)
    wrong = hanna.post(f"{HOME}/domains/{key}/proof", {"code": "0"})
    assert (wrong.status_code, "not the code" in wrong.text) == (422, True)
    assert hanna.post(f"{HOME}/domains/{key}/proof", {"code": ""}).status_code == 422
    code = code_of(Domain.objects.get(pk=key))
    assert hanna.post(f"{HOME}/domains/{key}/proof", {"code": f"{code[:4]} {code[4:]}"}).status_code == 302
    assert "verified" in hanna.get(f"{HOME}/domains").text


def test_who_was_invited_comes_in_by_way_of_an_account(furnished: World) -> None:
    link = f"/organisations/join/{furnished.extra['work_invited']}"
    stranger = Client(headers={"accept-language": "en"})
    assert "Noorderlicht" in stranger.get(link).text
    onward = stranger.post(link).headers["Location"]
    assert onward.startswith("/account/signup/?next=")
    assert stranger.get(onward).status_code == 200
    assert stranger.post(link, {"answer": "sign-in"}).headers["Location"].startswith("/account/login/?next=")
    stranger.force_login(furnished.accounts["olga"])
    session = stranger.session
    session["organisation_invitation"] = furnished.extra["work_invited"]
    session.save()
    assert stranger.get(link).headers["Location"] == HOME
    hanna = signed_in(furnished, "hanna")
    assert hanna.post(f"{HOME}/invitations", {"limit": "0", "ends_on": furnished.extra["soon"]}).status_code == 422
    wrong = hanna.post(f"{HOME}/invitations/mail", {"addresses": "anna", "ends_on": furnished.extra["soon"]})
    assert (wrong.status_code, "anna" in wrong.text) == (422, True)
    assert hanna.post(f"{HOME}/invitations", {"limit": "2"}).status_code == 422
    assert hanna.post(f"{HOME}/invitations/mail", {"addresses": ""}).status_code == 422


def test_an_invitation_opens_the_way_to_an_account_until_it_is_over(furnished: World) -> None:
    Community.objects.update(joining=Joining.INVITATION)
    made = OrganisationInvitation.objects.get(pk=furnished.extra["work_invitation"])
    link = f"/organisations/join/{invitation_token(made.pk)}"
    may_sign_up = 'name="password1"' in Client().get(f"/account/signup/?next={link}").text
    made.withdrawn_at = clock.now()
    made.save()
    client = Client(headers={"accept-language": "en"})
    over = client.get(link)
    assert (over.status_code, "withdrawn" in over.text) == (410, True)
    for onward in (link, "/organisations/join/made-up"):
        assert 'name="password1"' not in client.get(f"/account/signup/?next={onward}").text
    assert may_sign_up


def test_a_list_is_mended_in_place(furnished: World) -> None:
    """Three rows are wrong; mended and confirmed, each who is known gets nothing but a letter."""
    hanna = signed_in(furnished, "hanna")
    csv = (
        "Naam;E-mailadres;Afdeling\r\nAnna Bos;anna@work.example;Claims\r\nBert;bert;\r\n"
        "Cees;cees@work.example;Nowhere\r\n"
        "Bos, Ánna;a.bos@work.example;\r\nStan;stan@noorderlicht.example;Claims\r\n"
    )
    upload = SimpleUploadedFile("staff.csv", csv.encode())
    looked = hanna.post(f"{HOME}/lists", {"file": upload}).headers["Location"]
    page = hanna.get(looked).text
    assert set(re.findall(r'name="(row-\d-\w+)"', page)) == {
        "row-2-email", "row-3-department", "row-4-name", "row-4-_apart",
    }  # fmt: skip
    assert "Row 2 looks like the same person" in page
    refused = hanna.post(f"{looked}/confirmation")
    assert (refused.status_code, "still need a look" in refused.text) == (409, True)
    mended = {
        "row-2-email": "bert@work.example",
        "row-3-department": "Nowhere",
        "row-4-_apart": "1",
        "row-4-name": "Ánna Bos",
    }
    again = hanna.post(looked, mended)
    assert (again.status_code, 'value="Nowhere"' in again.text, "row-2-email" in again.text) == (422, True, False)
    assert hanna.post(looked, {"row-3-department": "", "out-3": "on"}).status_code == 200
    done = hanna.post(f"{looked}/confirmation")
    assert done.headers["Location"] == f"{looked}/missing"
    assert furnished.reader("stan").has(Organisation.objects.get(slug="noorderlicht").pk, Role.MEMBER)
    deliver()
    assert set(Mail.objects.filter(to__endswith="@work.example").values_list("to", flat=True)) == {
        "anna@work.example", "bert@work.example", "a.bos@work.example",
    }  # fmt: skip
    missing = hanna.get(f"{looked}/missing").text
    assert "Mees Member" in missing
    kept = hanna.post(f"{looked}/missing", {"employment": [furnished.extra["hanna_work"], "x"]})
    assert (kept.status_code, "needs an owner" in kept.text) == (409, True)
    assert hanna.post(f"{looked}/missing", {"employment": [furnished.extra["mees_work"]]}).status_code == 302
    assert Employment.objects.get(pk=furnished.extra["mees_work"]).ends_on is not None


def test_a_spreadsheet_is_a_list_too(furnished: World) -> None:
    """Looked through row by row, and nobody is invited before it is confirmed."""
    hanna = signed_in(furnished, "hanna")
    rows = [["Anna Bos", "anna@work.example", date(2035, 1, 31)], ["Bert Dam", "bert", ""]]
    with as_workbook([Sheet("Staff", ["Naam", "E-mailadres", "Laatste dag"], rows)]) as book:
        upload = SimpleUploadedFile("staff.xlsx", book.read())
    looked = hanna.post(f"{HOME}/lists", {"file": upload}).headers["Location"]
    page = hanna.get(looked).text
    assert set(re.findall(r'name="(row-\d-\w+)"', page)) == {"row-2-email"}
    assert hanna.post(f"{looked}/confirmation").status_code == 409
    assert not OrganisationInvitation.objects.filter(email__endswith="@work.example").exists()
    assert hanna.post(looked, {"row-2-email": "bert@work.example"}).status_code == 200
    assert hanna.post(f"{looked}/confirmation").status_code == 302
    invited = OrganisationInvitation.objects.filter(email__endswith="@work.example").order_by("email")
    assert [(one.name, one.until) for one in invited] == [("Anna Bos", date(2035, 2, 1)), ("Bert Dam", None)]


def test_all_that_is_wrong_can_be_left_out(furnished: World) -> None:
    hanna, looked = signed_in(furnished, "hanna"), f"{HOME}/lists/{furnished.extra['list']}"
    assert hanna.post(looked, {"then": "without-wrong"}).status_code == 200
    assert "nobody new" in hanna.get(looked).text
    assert hanna.post(f"{looked}/removal").status_code == 302
    assert hanna.get(looked).status_code == 404
    wrong = hanna.post(f"{HOME}/lists", {"file": BytesIO(b"%PDF-1.7")})
    assert (wrong.status_code, "CSV or XLSX" in wrong.text) == (422, True)
    assert "naam;e-mail" in hanna.get(f"{HOME}/lists/example.csv", headers={"accept-language": "nl"}).text


def test_hr_ends_an_employment_and_the_person_her_own(furnished: World) -> None:
    hanna, mees = signed_in(furnished, "hanna"), signed_in(furnished, "mees")
    page = f"{HOME}/people/{furnished.extra['mees_work']}"
    early = hanna.post(page, {"last_day": "2020-01-01"})
    assert (early.status_code, 'value="2020-01-01"' in early.text) == (422, True)
    assert hanna.post(page, {"last_day": "soon"}).status_code == 422
    assert "Onderling" in mees.get(f"/work/{furnished.extra['mees_work']}").text
    assert mees.post(f"/work/{furnished.extra['mees_work']}", {"last_day": ""}).status_code == 422
    assert mees.post(f"/work/{furnished.extra['mees_work']}", {"last_day": "2020-01-01"}).status_code == 422
    assert mees.post(f"/work/{furnished.extra['mees_work']}", {"last_day": "2026-06-01"}).status_code == 302
    assert mees.get(HOME).status_code == 404
    assert "Formerly" in mees.get("/work").text
    assert mees.get("/circles/onderling").status_code == 404
    assert mees.get("/circles/vakgroep").status_code == 200


def test_a_colleague_starts_a_circle_from_the_page(furnished: World) -> None:
    mees = signed_in(furnished, "mees")
    assert "/circles/onderling/new" in mees.get(HOME).text
    own = mees.get("/circles/onderling").text
    assert ('href="/circles/onderling/new"' in own, "/circles/onderling/leaving" in own) == (True, False)
    other = mees.get("/circles/vakgroep").text
    assert ('href="/circles/vakgroep/new"' in other, "/circles/vakgroep/leaving" in other) == (False, True)
    told = {"name": "Runners", "language": "nl", "joining": "open", "listing": "inherit", "sight": "inherit"}
    assert mees.post("/circles/onderling/new", told).status_code == 302
    assert "Only colleagues can read this" in mees.get("/circles/runners").text
    assert "all colleagues" in mees.get("/circles/runners/settings").text
    hanna = signed_in(furnished, "hanna")
    assert "all colleagues" in hanna.get("/circles/onderling/settings").text
    assert hanna.get("/circles/onderling/move").status_code == 200


def test_an_invitation_into_a_circle_of_colleagues_tells_others_nothing(furnished: World) -> None:
    from datetime import timedelta

    from kring.communities import actions, queries

    now = clock.now()
    made = actions.invite_by_link(
        actor=furnished.reader("hanna"), community=furnished.key("onderling"), limit=5, ends_at=now + timedelta(days=1),
        now=now,
    )  # fmt: skip
    link = f"/circles/join/{queries.invitation_token(made.pk)}"
    assert signed_in(furnished, "stan").get(link).status_code == 404
    assert signed_in(furnished, "stan").post(link).status_code == 404
    assert "/account/login/" in Client().get(link).headers["Location"]
    assert signed_in(furnished, "mees").get(link).headers["Location"] == "/circles/onderling"


def test_an_owner_gives_a_circle_its_host(furnished: World) -> None:
    key = furnished.key("onderling")
    Standing.objects.filter(place=key, role=Role.HOST).delete()
    hanna = signed_in(furnished, "hanna")
    assert f"{HOME}/hosts/{key}" in hanna.get(HOME).text
    assert "Onderling" in hanna.get(f"{HOME}/hosts/{key}").text
    assert hanna.post(f"{HOME}/hosts/{key}", {"handle": "stan"}).status_code == 422
    assert hanna.post(f"{HOME}/hosts/{key}", {"handle": "@mees"}).status_code == 302
    assert furnished.reader("mees").has(key, Role.HOST)


def test_a_community_with_one_click(furnished: World) -> None:
    noor = signed_in(furnished, "noor")
    assert "Start our community" in noor.get("/organisations/zuiderkruis").text
    made = noor.post("/organisations/zuiderkruis/community").headers["Location"]
    assert "Zuiderkruis together" in noor.get(made).text


def test_the_operator_helps_where_nobody_owns(furnished: World) -> None:
    olga = signed_in(furnished, "olga")
    assert "Nobody owns it" in olga.get("/operator/organisations/verweesd").text
    unknown = olga.post("/operator/organisations/verweesd/owner", {"handle": "nobody"})
    assert (unknown.status_code, "nobody of that name" in unknown.text) == (422, True)
    page = olga.get("/operator/organisations/noorderlicht").text
    assert "north.example" in page
    assert (
        olga.post(f"/operator/organisations/noorderlicht/domains/{furnished.extra['rival_domain']}/proof").status_code
        == 404
    )
