"""Organisations, agreements and development over the API: the same sight, the same refusals, the same groups."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from kring.api.service import document
from kring.communities.agreements import actions as agreements
from kring.communities.agreements.actions import Wanted
from kring.communities.agreements.models import Agreement
from kring.communities.agreements.rules.terms import Side
from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.people.models import FormerOrganisationAddress, Organisation, OrganisationInvitation
from kring.people.organisations import actions as organisations
from tests.doors.api.calling import call, misfits, token
from tests.doors.api.test_access import operations
from tests.organisations import appointed, employed, founded
from tests.people import World
from tests.planning import SPRING, department_of, reported, spent, staffed

pytestmark = pytest.mark.django_db


def insurer(world: World) -> Organisation:
    """noor owns it, mees and stan work there."""
    made = founded(world, "Insurer", by="noor")
    for name in ("mees", "stan"):
        employed(world, name, made)
    return made


def agreed(world: World, at: Organisation, *, seats: int = 1, **more: Any) -> Agreement:
    """With vakgroep, which hanna hosts."""
    now = clock.now()
    wanted = Wanted(now.date() - timedelta(days=2), now.date() + timedelta(days=200), seats, **more)
    made = agreements.begin(
        actor=world.reader("noor"), side=Side.ORGANISATION, community=world.key("vakgroep"), organisation=at.pk,
        wanted=wanted, now=now,
    )  # fmt: skip
    for name, side in (("noor", Side.ORGANISATION), ("hanna", Side.COMMUNITY)):
        agreements.sign(actor=world.reader(name), agreement=made.pk, version=1, side=side, now=now)
    return made


def read(secret: str, path: str, operation: str) -> Any:
    """What a reading operation answers, which is as the document says."""
    answer = call(secret, "GET", path)
    assert answer.status == 200, answer.body
    said = operations()[operation][2]["responses"]["200"]["content"]["application/json"]["schema"]
    assert misfits(document(), said, answer.body) == []
    return answer.body


def test_a_seat_is_offered_taken_counted_and_given_back(world: World) -> None:
    at = insurer(world)
    row = agreed(world, at, counted=("meetings",), smallest_group=9)
    noor, stan, hanna, mees = (token(world, name) for name in ("noor", "stan", "hanna", "mees"))
    (offer,) = read(stan, "/me/offers", "list_offers")["items"]
    assert (offer["agreement"], offer["circle"]["slug"], offer["why_not"]) == (row.pk, "vakgroep", None)
    assert (offer["counted"], offer["smallest_group"], offer["names_shown"]) == (["meetings"], 9, False)
    assert call(stan, "PUT", f"/agreements/{row.pk}/seat").status == 204
    assert call(stan, "PUT", f"/agreements/{row.pk}/seat").status == 204
    (rests,) = read(stan, "/me/memberships", "list_memberships")["items"]
    assert (rests["circle"]["slug"], rests["by_herself"], rests["by_work"]) == ("vakgroep", False, False)
    (ground,) = rests["rests_on"]
    assert (ground["agreement"], ground["organisation"]["name"], ground["state"]) == (row.pk, "Insurer", "running")
    assert ground["last_day"] == (clock.now().date() + timedelta(days=199)).isoformat()
    full = call(mees, "PUT", f"/agreements/{row.pk}/seat")
    assert (full.status, full.body["code"]) == (409, "full")
    assert [one["why_not"] for one in read(mees, "/me/offers", "list_offers")["items"]] == ["full"]
    (seat,) = read(noor, f"/agreements/{row.pk}/seats", "list_seats")["items"]
    assert (seat["handle"], seat["since"] is None) == ("stan", False)
    assert call(hanna, "GET", f"/agreements/{row.pk}/seats").status == 404
    assert call(hanna, "DELETE", f"/agreements/{row.pk}/seats/{seat['id']}").status == 403
    for secret, path, operation, many in (
        (noor, "/organisations/insurer/agreements", "list_organisation_agreements", 1),
        (hanna, "/communities/vakgroep/agreements", "list_community_agreements", 0),
    ):
        (item,) = read(secret, path, operation)["items"]
        assert (item["id"], item["state"], item["seats"], item["taken"]) == (row.pk, "running", 1, many)
    assert call(stan, "DELETE", f"/agreements/{row.pk}/seat").status == 204
    assert call(stan, "DELETE", f"/agreements/{row.pk}/seat").status == 204
    assert read(stan, "/me/memberships", "list_memberships")["items"] == []


def test_each_side_reads_the_versions_that_it_knows_of(world: World) -> None:
    row = agreed(world, insurer(world), price_cents=12_50, names_shown=True)
    noor, hanna, mees = (token(world, name) for name in ("noor", "hanna", "mees"))
    again = Wanted(clock.now().date(), clock.now().date() + timedelta(days=90), 5, words="More.")
    agreements.draft(
        actor=world.reader("noor"), agreement=row.pk, side=Side.ORGANISATION, wanted=again, now=clock.now()
    )
    ours = read(noor, f"/agreements/{row.pk}", "get_agreement")
    theirs = read(hanna, f"/agreements/{row.pk}", "get_agreement")
    assert (ours["sides"], [one["number"] for one in ours["versions"]]) == (["organisation"], [1, 2])
    assert (theirs["sides"], [one["number"] for one in theirs["versions"]]) == (["community"], [1])
    assert (theirs["holds"], theirs["proposed"], theirs["state"], theirs["may_see_seats"]) == (1, None, "running", True)
    (version,) = theirs["versions"]
    assert (version["price_cents"], version["notice_last_day"]) == (1250, None)
    assert [(one["side"], one["agrees"]) for one in version["signatures"]] == [
        ("organisation", True), ("community", True),
    ]  # fmt: skip
    assert call(mees, "GET", f"/agreements/{row.pk}").status == 404
    kept = call(noor, "POST", f"/agreements/{row.pk}/seats", {"handle": "mees"})
    assert (kept.status, kept.body["handle"], kept.body["since"]) == (201, "mees", None)
    for secret, known in ((noor, ["mees"]), (hanna, [])):
        items = read(secret, f"/agreements/{row.pk}/seats", "list_seats")["items"]
        assert [one["handle"] for one in items] == known
    (offer,) = read(mees, "/me/offers", "list_offers")["items"]
    assert (offer["is_kept"], offer["why_not"]) == (True, None)
    for handle in ("nobody", "\x00", "x" * 2_000):
        refused = call(noor, "POST", f"/agreements/{row.pk}/seats", {"handle": handle})
        assert (refused.status, refused.body["errors"][0]["field"]) == (422, "handle")
    assert call(noor, "DELETE", f"/agreements/{row.pk}/seats/{kept.body['id']}").status == 204
    assert call(noor, "DELETE", f"/agreements/{row.pk}/seats/{kept.body['id']}").status == 404


def test_who_works_there_is_told_to_hr_and_of_her_department_to_a_manager(world: World) -> None:
    at = insurer(world)
    teams = staffed(world, at, {"Claims": 3, "Claims/Motor": 2, "Legal": 2}, by="noor")
    boss = teams["Claims"][0]
    claims = department_of(world, boss)
    appointed(world, boss, at, Role.MANAGER, by="noor", department=claims)
    noor, manager, stan = (token(world, name) for name in ("noor", boss, "stan"))
    tree = read(stan, "/organisations/insurer/departments", "list_departments")
    assert [(one["name"], one["depth"]) for one in tree["items"]] == [("Claims", 0), ("Motor", 1), ("Legal", 0)]
    assert [one["parent"] for one in tree["items"]] == [None, claims, None]
    assert [(one["role"], one["department"]) for one in tree["offices"]] == [("owner", None), ("manager", claims)]
    seen, path = [], "/organisations/insurer/people?limit=4"
    while path:
        page = read(noor, path, "list_staff")
        seen += [one["person"]["handle"] for one in page["items"]]
        path = page["next"].partition("/api/v1")[2] if page["next"] else ""
    assert sorted(seen) == sorted([*teams["Claims"], *teams["Claims/Motor"], *teams["Legal"], "noor", "mees", "stan"])
    hers = read(manager, "/organisations/insurer/people", "list_staff")["items"]
    assert sorted(one["person"]["handle"] for one in hers) == sorted([*teams["Claims"], *teams["Claims/Motor"]])
    assert {one["department_name"] for one in hers} == {"Claims", "Motor"}
    named = read(noor, f"/organisations/insurer/people?q=bart&department={claims}", "list_staff")["items"]
    assert [one["person"]["name"].split()[0].lower()[:4] for one in named] == ["bart", "bart"]
    assert call(stan, "GET", "/organisations/insurer/people").status == 403
    home = read(manager, "/organisations/insurer", "get_organisation")
    assert (home["works_here"], home["may_see_people"], home["may_see_agreements"]) == (True, True, False)
    assert [one["slug"] for one in read(stan, "/organisations", "list_organisations")["items"]] == ["insurer"]
    # Who manages at one organisation manages nothing at another.
    other = founded(world, "Bakery", by="hanna")
    employed(world, boss, other)
    assert call(token(world, boss), "GET", "/organisations/bakery/people").status == 403


def test_colleagues_are_invited_all_or_none(world: World) -> None:
    insurer(world)
    noor, stan = token(world, "noor"), token(world, "stan")
    path, until = "/organisations/insurer/invitations", (clock.now() + timedelta(days=9)).isoformat()
    asked: Mapping[str, Any] = {"addresses": ["A@example.org", "b@example.org"], "ends_at": until}
    assert call(stan, "POST", path, asked).status == 403
    wrong = call(noor, "POST", path, asked | {"addresses": ["a@example.org", "no"]})
    assert (wrong.status, wrong.body["errors"][0]["field"]) == (422, "addresses")
    assert call(noor, "POST", path, asked | {"department": 2**40}).body["errors"][0]["field"] == "department"
    assert call(noor, "POST", path, asked | {"ends_at": "9999-12-31T23:59:59Z"}).body["errors"][0]["field"] == "ends_at"
    assert not OrganisationInvitation.objects.exists()
    first = call(noor, "POST", path, asked, idempotency_key="one")
    again = call(noor, "POST", path, asked, idempotency_key="one")
    assert (first.status, first.body, again.body) == (
        201,
        {"addresses": ["a@example.org", "b@example.org"]},
        first.body,
    )
    assert call(noor, "POST", path, asked).body == {"addresses": []}


def test_reports_are_rows_of_the_groups_that_the_page_shows(world: World) -> None:
    at = insurer(world)
    teams = staffed(world, at, {"Claims": 6, "Claims/Motor": 4, "Legal": 7, "Sales": 5}, by="noor")
    boss = teams["Legal"][0]
    legal = department_of(world, boss)
    appointed(world, boss, at, Role.MANAGER, by="noor", department=legal)
    for handle in (*teams["Claims"], *teams["Legal"]):
        spent(world, handle, days=3)
    noor, manager, stan = (token(world, name) for name in ("noor", boss, "stan"))
    assert call(noor, "GET", "/organisations/insurer/report").status == 404
    reported(at)
    report = read(noor, "/organisations/insurer/report", "get_report")
    assert (report["first"], report["last_day"], report["is_whole"]) == ("2026-04-01", "2026-06-30", True)
    assert all(one["figures"]["people"] >= 5 for one in report["groups"])
    assert ("Motor" in {one["name"] for one in report["groups"]}, len(report["groups"])) == (False, 3)
    part = read(manager, f"/organisations/insurer/report?quarter={SPRING}", "get_report")
    assert ([one["name"] for one in part["groups"]], part["is_whole"], part["communities"]) == (["Legal"], False, [])
    (quarter,) = read(manager, "/organisations/insurer/reports", "list_quarters")["items"]
    assert (quarter["first"], quarter["figures"]) == ("2026-04-01", part["groups"][0]["figures"])
    assert call(stan, "GET", "/organisations/insurer/report").status == 403
    assert call(noor, "GET", "/organisations/insurer/report?quarter=2026-01-01").status == 404
    wrong = call(noor, "GET", "/organisations/insurer/report?quarter=2026-02-30")
    assert (wrong.status, wrong.body["errors"]) == (
        422, [{"field": "quarter", "detail": "Give a day in ISO 8601 form, as 2026-04-01."}],
    )  # fmt: skip


def test_one_s_own_work_and_days_are_one_s_own(world: World) -> None:
    at = insurer(world)
    employment = at.employments.get(account=world.accounts["stan"])
    spent(world, "stan", days=2)
    spent(world, "stan", days=1, kind="on_the_job", time="own")
    stan = token(world, "stan")
    year = read(stan, "/me/development?year=2026", "get_development")
    assert (year["minutes"], year["days"], year["aim_days"], year["entries"]) == (1440, 3.0, 25, 2)
    assert (year["times"], year["months"][4]["course"]) == ({"employer": 960, "own": 480}, 960)
    assert read(token(world, "noor"), "/me/development?year=2026", "get_development")["minutes"] == 0
    assert read(stan, "/me/development", "get_development")["year"] == clock.now().year
    organisations.end_employment(
        actor=world.reader("noor"), employment=employment.pk, ends_on=clock.now().date(), now=clock.now()
    )
    (work,) = read(stan, "/me/employments", "list_employments")["items"]
    assert (work["organisation"]["name"], work["is_over"]) == ("Insurer", True)
    assert work["last_day"] == (clock.now().date() - timedelta(days=1)).isoformat()
    assert call(stan, "GET", "/organisations/insurer").status == 404


def test_a_former_address_of_an_organisation_leads_to_the_present_one(world: World) -> None:
    at = insurer(world)
    FormerOrganisationAddress.objects.create(slug="vroeger", organisation=at)
    moved = call(token(world, "stan"), "GET", "/organisations/vroeger")
    assert (moved.status, moved.headers["Location"]) == (308, "http://localhost:8000/api/v1/organisations/insurer")
    assert call(token(world, "hanna"), "GET", "/organisations/vroeger").status == 404


def test_operations_ask_a_fixed_number_of_queries(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    at = insurer(world)
    teams = staffed(world, at, {"Claims": 6, "Legal": 6}, by="noor")
    row = agreed(world, at, seats=12)
    for handle in (*teams["Claims"], "mees"):
        agreements.take(actor=world.reader(handle), agreement=row.pk, now=clock.now())
    reported(at)
    noor, mees, hanna = (token(world, name) for name in ("noor", "mees", "hanna"))
    base = "/organisations/insurer"
    for secret, paths in (
        (noor, [f"{base}{part}" for part in ("", "/departments", "/people", "/agreements", "/reports", "/report")]),
        (noor, (f"/agreements/{row.pk}", f"/agreements/{row.pk}/seats", "/me/offers", "/organisations")),
        (mees, ("/me/memberships", "/me/employments", "/me/development")),
        (hanna, ("/communities/vakgroep/agreements",)),
    ):  # fmt: skip
        for path in paths:
            with django_assert_max_num_queries(12):
                assert call(secret, "GET", path).status == 200, path
