"""Pages of agreements: what each side sees, and that nobody reads of it what isn't his."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kring.communities.agreements import actions
from kring.communities.agreements.actions import Wanted
from kring.communities.agreements.models import Agreement, Version
from kring.communities.agreements.rules.terms import Side
from kring.foundation import clock
from kring.people.models import Organisation
from kring.people.organisations.actions import make_department
from kring.web.agreements.forms import known
from tests.agreements import agreed, drafted
from tests.organisations import employed, founded
from tests.people import World

MOST_QUERIES = 12


def wanted(**more: object) -> Wanted:
    today = clock.now().date()
    told = Wanted(starts_on=today, ends_on=today + timedelta(days=365), seats=1, price_cents=1_250_50)
    return replace(told, **more)  # type: ignore[arg-type]  # Each value fits its field.


@pytest.fixture
def insurer(world: World) -> Organisation:
    made = founded(world, "Zuiderkruis", by="noor", shown=True)
    for name in ("stan", "mees"):
        employed(world, name, made)
    return made


def page(client: Client, world: World, name: str, address: str) -> str:
    client.force_login(world.accounts[name])
    return client.get(address).text


def test_the_organisation_sees_who_has_its_seats_and_the_host_how_many(
    client: Client, world: World, insurer: Organisation
) -> None:
    made = agreed(world, insurer, wanted(seats=2))
    actions.take(actor=world.reader("stan"), agreement=made.pk, now=clock.now())
    for address in ("", "/seats"):
        assert "1 of 2 seats taken" in page(client, world, "noor", f"/agreements/{made.pk}{address}")
    assert "Stan Stranger" in client.get(f"/agreements/{made.pk}/seats").text
    shown = page(client, world, "hanna", f"/agreements/{made.pk}")
    assert "2 seats." in shown
    assert "taken" not in shown
    assert "€ 1,250.50" in shown or "€1,250.50" in shown
    assert "Stan Stranger" not in shown
    assert client.get(f"/agreements/{made.pk}/seats").status_code == 404
    assert "Zuiderkruis" in page(client, world, "hanna", "/circles/vakgroep/agreements")
    client.force_login(world.accounts["noor"])
    assert "€" in client.get(f"/agreements/{made.pk}/print").text


def test_a_circle_leads_who_buys_to_a_first_draft_with_its_name(
    client: Client, world: World, insurer: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    link = "/organisations/zuiderkruis/agreements/new?with=vakgroep"
    for name, shown in (("noor", True), ("stan", False), ("hanna", False)):
        assert (link in page(client, world, name, "/circles/vakgroep")) == shown, name
    own = founded(world, "Mees en co", by="mees", shown=True)
    client.force_login(world.accounts["mees"])
    with django_assert_max_num_queries(MOST_QUERIES):
        assert f"/organisations/{own.slug}/agreements/new?with=vakgroep" in client.get("/circles/vakgroep").text
    assert 'value="Vakgroep"' in page(client, world, "noor", link)
    assert 'name="other"' in page(client, world, "noor", link.replace("vakgroep", "verborgen"))
    assert "Verborgen" not in page(client, world, "noor", link.replace("vakgroep", "verborgen"))


def test_a_competitor_learns_nothing_of_it(client: Client, world: World, insurer: Organisation) -> None:
    rival = founded(world, "Noorderlicht", by="olga", shown=True)
    made = agreed(world, insurer, wanted())
    other = actions.begin(
        actor=world.reader("olga"), side=Side.ORGANISATION, community=world.key("vakgroep"), organisation=rival.pk,
        wanted=wanted(), now=clock.now(),
    )  # fmt: skip
    client.force_login(world.accounts["olga"])
    for address in ("", "/print", "/seats", "/change", "/notice"):
        assert client.get(f"/agreements/{made.pk}{address}").status_code == 404
    assert "Zuiderkruis" not in client.get("/organisations/noorderlicht/agreements").text
    assert "Zuiderkruis" not in client.get("/circles/vakgroep").text
    assert page(client, world, "noor", "/organisations/zuiderkruis/agreements").count("/agreements/") >= 1
    assert client.get(f"/agreements/{other.pk}").status_code == 404


def test_the_circle_offers_a_seat_or_says_why_not(client: Client, world: World, insurer: Organisation) -> None:
    made = agreed(world, insurer, wanted(counted=("meetings",)), circle="genodigden")
    assert f'action="/agreements/{made.pk}/seat"' in page(client, world, "mees", "/circles/genodigden")
    assert f'action="/agreements/{made.pk}/seat"' in client.get("/memberships").text
    client.force_login(world.accounts["stan"])
    assert client.post(f"/agreements/{made.pk}/seat").url == "/circles/genodigden"  # type: ignore[attr-defined]
    assert "Rests on the agreement with Zuiderkruis until" in client.get("/memberships").text
    assert "Zuiderkruis is told how many of all who have one did something" in client.get("/memberships").text
    assert "To stay by yourself, ask a host for an invitation." in client.get("/memberships").text
    assert "All 1 seats are taken" in page(client, world, "mees", "/memberships")
    refused = page(client, world, "mees", "/circles/genodigden")
    assert "All 1 seats are taken" in refused
    assert f'action="/agreements/{made.pk}/seat"' not in refused
    client.force_login(world.accounts["mees"])
    assert client.post(f"/agreements/{made.pk}/seat").status_code == 409


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    client: Client, world: World, insurer: Organisation
) -> None:
    client.force_login(world.accounts["noor"])
    sent = {
        "other": "nowhere", "starts_on": "2027-01-01", "last_day": "2026-01-01", "seats": "0", "who": "everyone",
        "price": "12.50", "smallest_group": "4", "notice_days": "30", "renewal_months": "0", "grace_days": "30",
    }  # fmt: skip
    lost = client.post("/organisations/zuiderkruis/agreements/new", sent)
    assert lost.status_code == 422
    assert "There is none of this name or at this address that you can see." in lost.text
    wrong = client.post("/organisations/zuiderkruis/agreements/new", sent | {"other": "/circles/vakgroep/"})
    for name in ("last_day", "seats", "smallest_group"):
        assert f'id="id_{name}-error"' in wrong.text
    assert 'value="12.50"' in wrong.text
    soon = {"other": "VAKGROEP", "last_day": "2027-12-31", "seats": "2", "smallest_group": "5", "price": "0"}
    for more, said in (
        ({"price": "999999999"}, "Between 0 and 100000000."),
        ({"last_day": "9999-12-31"}, "ten years at most"),
        ({"starts_on": "0001-01-01"}, "within five years of today"),
        ({"grace_days": "9" * 30}, "Between 0 and 365."),
        ({"price": "NaN"}, "Enter a number."),
    ):
        assert said in client.post("/organisations/zuiderkruis/agreements/new", sent | soon | more).text
    assert not Agreement.objects.exists()


def test_what_is_proposed_stands_before_what_signs_it(client: Client, world: World, insurer: Organisation) -> None:
    client.force_login(world.accounts["noor"])
    address = "/organisations/zuiderkruis/agreements/new"
    assert 'value="5"' in client.get(address).text
    terms = {
        "starts_on": clock.now().date().isoformat(), "last_day": "2027-12-31", "seats": "7", "who": "everyone",
        "smallest_group": "5", "notice_days": "30", "renewal_months": "0", "grace_days": "30",
    }  # fmt: skip
    draft = client.post(address, terms | {"other": " vakGROEP "}, follow=True).text
    assert draft.index("What is drafted: version 1") < draft.index("Version 1 is your draft")
    assert "side by side" not in draft
    key = Agreement.objects.get().pk
    client.post(f"/agreements/{key}/signature", {"version": "1"})
    # Twice is once.
    assert client.post(f"/agreements/{key}/signature", {"version": "1"}).status_code == 409
    shown = page(client, world, "hanna", f"/agreements/{key}")
    assert shown.index("What is proposed: version 1") < shown.index(f'action="/agreements/{key}/signature"')
    assert f"{clock.now().year}" in shown[shown.index("Noor Newcomer signed") :]


def test_a_host_who_changes_something_else_keeps_the_department_that_seats_are_for(
    client: Client, world: World, insurer: Organisation
) -> None:
    noor = world.reader("noor")
    claims, _legal = (make_department(actor=noor, organisation=insurer.pk, name=name, now=clock.now()) for name in "AB")
    made = agreed(world, insurer, wanted(who="department", department=claims.pk))
    shown = page(client, world, "hanna", f"/agreements/{made.pk}/change")
    (choices,) = re.findall(r'name="for_department".*?</select>', shown, re.DOTALL)
    assert re.findall(r'value="(\d+)"( selected)?>(\w)<', choices) == [(str(claims.pk), " selected", "A")]
    version = made.versions.get()
    form = known(version) | {"seats": 3, "who": "department", "for_department": claims.pk, "words": ""}
    sent = {name: "" if value is None else value for name, value in form.items()}
    assert client.post(f"/agreements/{made.pk}/change", sent).status_code == 302
    changed = made.versions.get(number=2)
    assert (changed.seats, changed.who, changed.department_id) == (3, "department", claims.pk)


def test_who_proposed_reads_whose_signature_it_waits_for(client: Client, world: World, insurer: Organisation) -> None:
    made = drafted(world, insurer, wanted())
    address = f"/agreements/{made.pk}"
    assert "waits for the signature" not in page(client, world, "noor", address)
    actions.sign(actor=world.reader("noor"), agreement=made.pk, version=1, side=Side.ORGANISATION, now=clock.now())
    assert "Version 1 waits for the signature of Vakgroep." in page(client, world, "noor", address)
    assert "waits for the signature of" not in page(client, world, "hanna", address)


def test_versions_stand_side_by_side_with_what_differs(client: Client, world: World, insurer: Organisation) -> None:
    made = agreed(world, insurer, wanted())
    client.force_login(world.accounts["noor"])
    form = {
        "starts_on": clock.now().date().isoformat(), "last_day": "2030-01-01", "seats": "5", "who": "named",
        "smallest_group": "5", "notice_days": "30", "renewal_months": "12", "grace_days": "30",
    }  # fmt: skip
    assert client.post(f"/agreements/{made.pk}/change", form).status_code == 302
    shown = client.get(f"/agreements/{made.pk}").text
    assert "Version 2 is your draft" in shown
    assert "changed" in shown
    assert "Version 2" not in page(client, world, "hanna", f"/agreements/{made.pk}")
    client.force_login(world.accounts["noor"])
    client.post(f"/agreements/{made.pk}/signature", {"version": "2"})
    assert "Version 2 waits for your signature" in page(client, world, "hanna", f"/agreements/{made.pk}")
    client.post(f"/agreements/{made.pk}/refusal", {"version": "2", "words": "Too many."})
    assert "Too many." in page(client, world, "noor", f"/agreements/{made.pk}")
    assert client.post(f"/agreements/{made.pk}/signature", {"version": "x"}).status_code == 409
    assert Version.objects.get(number=2).renewal_months == 12


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("noor", "/organisations/zuiderkruis/agreements"),
        ("hanna", "/circles/vakgroep/agreements"),
        ("noor", "/agreements/{key}"),
        ("noor", "/agreements/{key}/seats"),
        ("noor", "/agreements/{key}/change"),
        ("stan", "/memberships"),
        ("mees", "/memberships"),
    ],
)
def test_the_number_of_queries_is_fixed(
    client: Client, world: World, insurer: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries,
    name: str, address: str,
) -> None:  # fmt: skip
    keys = [agreed(world, insurer, wanted(seats=3)).pk for _again in range(4)]
    for key in keys:
        actions.take(actor=world.reader("stan"), agreement=key, now=clock.now())
    client.force_login(world.accounts[name])
    client.get(address.format(key=keys[0]))
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(address.format(key=keys[0])).status_code == 200
