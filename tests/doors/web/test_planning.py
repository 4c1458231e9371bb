"""The pages of reports and plans, and of what is shown."""

import csv
import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from kring.communities import actions as communities
from kring.communities.agreements import actions as agreements
from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.learning.actions import add_file
from kring.people.models import Organisation
from kring.planning.reports import actions
from kring.planning.reports.models import Plan, Report
from kring.planning.sharing.models import Share
from tests.agreements import YEAR, agreed
from tests.dossiers import at_nivre, learned
from tests.organisations import appointed, employed, founded
from tests.people import START, World
from tests.planning import AFTER_SPRING, SUMMER, reported, spent, staffed

REPORTS, PLAN = "/organisations/insurer/reports", "/organisations/insurer/reports/plan"


@pytest.fixture
def insurer(world: World) -> Organisation:
    """Hanna owns it, stan is its HR; mees works there. Seven in claims, four in legal."""
    made = founded(world, "Insurer", by="hanna")
    for name in ("mees", "stan"):
        employed(world, name, made)
    appointed(world, "stan", made, Role.HR, by="hanna")
    return made


@pytest.fixture
def hr(client: Client, world: World, insurer: Organisation) -> Client:
    client.force_login(world.accounts["stan"])
    return client


def browser(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.accounts[name])
    return client


def learning(world: World, at: Organisation) -> dict[str, list[str]]:
    people = staffed(world, at, {"Claims": 7, "Legal": 4})
    for handle in (one for part in people.values() for one in part):
        spent(world, handle, days=3)
        spent(world, handle, days=1, kind="intervisie", time="own")
    reported(at)
    return people


def test_a_group_of_four_is_merged_away_and_the_page_says_why(hr: Client, world: World, insurer: Organisation) -> None:
    learning(world, insurer)
    page = hr.get(REPORTS).text
    assert "Legal: counted together with Insurer, because no group has fewer than five people." in page
    assert re.findall(r'<th scope="row">(\w+)</th><td class="number">(\d+)', page)[:2] == [
        ("Insurer", "7"),
        ("Claims", "7"),
    ]
    assert "Q2 2026" in page
    written = hr.get(f"{REPORTS}/groups.csv?quarter=2026-04-01")
    assert written.headers["Content-Disposition"] == 'attachment; filename="insurer-groups-2026-04-01.csv"'
    lines = written.content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[1:4] for line in lines[1:]] == [["Insurer", "Legal", "7"], ["Claims", "", "7"]]


def test_all_that_the_page_shows_is_in_one_spreadsheet(hr: Client, world: World, insurer: Organisation) -> None:
    people = learning(world, insurer)
    counted_there(world, insurer, people["Claims"])
    actions.plan_year(
        actor=world.reader("hanna"), organisation=insurer.pk, year=2026, quarters=[10, 20, 30, 40], now=AFTER_SPRING
    )
    page = hr.get(REPORTS).text
    written = hr.get(f"{REPORTS}/report.xlsx")
    assert written.headers["Content-Disposition"] == 'attachment; filename="insurer-report-2026-04-01.xlsx"'
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(written)))
    names = ["Groups", "10-20-70", "Quarters", "Agreed counts", "Plan", "Seats", "How this is counted"]
    assert book.sheet_names == names
    for name, link in zip(
        names, re.findall(r'href="(/organisations/insurer/reports/[a-z]+\.csv[^"]*)"', page), strict=False
    ):
        rows = book.get_sheet_by_name(name).to_python()
        table = list(csv.reader(StringIO(hr.get(link.replace("&amp;", "&")).content.decode("utf-8-sig"))))
        assert table[0] == rows[0]
        assert [len(row) for row in table] == [len(row) for row in rows]
    groups = book.get_sheet_by_name("Groups").to_python()
    assert [row[:5] for row in groups[1:]] == [
        [date(2026, 4, 1), "Insurer", "Legal", 7, 5],
        [date(2026, 4, 1), "Claims", "", 7, 5],
    ]
    (plan,) = [row for row in book.get_sheet_by_name("Plan").to_python() if row[1] == 20]
    assert plan == [date(2026, 4, 1), 20, groups[1][5] + groups[2][5]]


def test_of_an_agreement_the_page_tells_seats_cost_and_what_may_be_counted(
    hr: Client, world: World, insurer: Organisation
) -> None:
    people = learning(world, insurer)
    counted_there(world, insurer, people["Claims"])
    page = hr.get(REPORTS).text
    assert re.findall(r'<th scope="row">Vakgroep</th>(.*?)</tr>', page)[0].count("not agreed") == 2
    assert re.search("price €\\s3,650", page)
    assert "Seats by quarter" in page
    assert "20</td>" in page
    from tests.planning import department_of

    head = people["Claims"][0]
    appointed(world, head, insurer, Role.MANAGER, by="hanna", department=department_of(world, head))
    managers = browser(world, head).get(REPORTS).text
    assert "Claims" in managers
    assert "Seats by quarter" not in managers
    assert '<th scope="row">Vakgroep' not in managers
    assert browser(world, head).get(f"{REPORTS}/seats.csv").status_code == 404


def counted_there(world: World, at: Organisation, people: list[str]) -> None:
    """They have seats in `vakgroep` and met there; who learned and who met may be counted. The report is made anew."""
    communities.appoint_host(
        actor=world.reader("hanna"), community=world.key("vakgroep"), member=world.accounts["mees"].pk, now=START
    )
    wanted = replace(YEAR, seats=20, price_cents=365_000, counted=("learning", "meetings"))
    made = agreed(world, at, wanted, by="hanna", host="mees")
    for handle in people:
        agreements.take(actor=world.reader(handle), agreement=made.pk, now=START)
    Report.objects.all().delete()
    reported(at)


def test_a_manager_reads_her_groups_and_a_colleague_why_not(world: World, insurer: Organisation) -> None:
    people = learning(world, insurer)
    from tests.planning import department_of

    head = people["Claims"][0]
    appointed(world, head, insurer, Role.MANAGER, by="hanna", department=department_of(world, head))
    page = browser(world, head).get(REPORTS).text
    assert "Claims" in page
    assert "Legal" not in page
    assert browser(world, head).get(PLAN).status_code == 403
    refused = browser(world, people["Claims"][1]).get(REPORTS)
    assert (refused.status_code, "Only HR and managers see this." in refused.text) == (403, True)
    assert browser(world, "noor").get(REPORTS).status_code == 404


def test_nothing_yet_and_a_quarter_that_is_none(hr: Client, world: World, insurer: Organisation) -> None:
    assert "Nothing can be shown yet" in hr.get(REPORTS).text
    assert hr.get(f"{REPORTS}/groups.csv").status_code == 404
    assert hr.get(f"{REPORTS}/report.xlsx").status_code == 404
    reported(insurer)
    for asked in ("", "?quarter=x", "?quarter=2020-01-01"):
        assert "Too few people" in hr.get(f"{REPORTS}{asked}").text


def test_a_plan_is_made_and_what_is_wrong_is_said_at_its_field(hr: Client, world: World, insurer: Organisation) -> None:
    learning(world, insurer)
    year = clock.now().year
    floor_on = clock.now().date() + timedelta(days=1)
    told = {"days": "18", "text": "Everyone in a peer group.", "q2": "40", "budget": "1250.50", "floor": "5"}
    wrong = hr.post(f"{PLAN}?year={year}", told)
    assert wrong.status_code == 422
    assert "Choose a day of that year that is still to come." in wrong.text
    assert "Everyone in a peer group." in wrong.text
    sent = told | {"floor_on": floor_on.isoformat()}
    assert hr.post(f"{PLAN}?year={floor_on.year}", sent).status_code == 302
    plan = Plan.objects.get()
    assert (plan.quarters, plan.budget, plan.floor, plan.floor_on) == ([0, 40, 0, 0], 125050, 5, floor_on)
    assert "18" in hr.get(f"{PLAN}?year={floor_on.year}").text
    assert "Everyone in a peer group." in hr.get(REPORTS).text


def test_the_number_of_queries_of_a_report_is_fixed(
    hr: Client, world: World, insurer: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    learning(world, insurer)
    hr.get(REPORTS)
    with django_assert_num_queries(11):
        hr.get(REPORTS)
    reported(insurer, first=SUMMER, until=date(2026, 10, 1))
    with django_assert_num_queries(11):
        hr.get(REPORTS)
    counted_there(world, insurer, list(world.accounts)[-7:])
    with django_assert_num_queries(12):
        hr.get(REPORTS)


def test_she_shows_a_certificate_for_a_month_and_withdraws_it(world: World, insurer: Organisation) -> None:
    line = learned(world)
    proof = add_file(
        actor=world.reader("mees"), line=line.pk, upload=BytesIO(b"%PDF-1.7"), name="proof.pdf", now=clock.now()
    )
    mees, hr = browser(world, "mees"), browser(world, "stan")
    assert f"/work/shown/new?item=entry:{line.pk}" in mees.get(f"/learning/entries/{line.pk}").text
    form = mees.get(f"/work/shown/new?item=entry:{line.pk}").text
    assert f'<option value="entry:{line.pk}" selected>' in form
    until = clock.now().date() + timedelta(days=30)
    sent = {
        "item": f"entry:{line.pk}",
        "with_evidence": "on",
        "organisation": insurer.pk,
        "last_day": until.isoformat(),
    }
    made = mees.post("/work/shown/new", sent)
    share = Share.objects.get().pk
    assert made.headers["Location"] == f"/work/shown/{share}"
    assert "people from your work read along like anyone else" in mees.get("/work/shown").text
    where = f"/organisations/insurer/shown/{share}"
    assert "Claims after a storm" not in hr.get("/organisations/insurer/shown").text
    seen = hr.get(where)
    assert "Claims after a storm" in seen.text
    file = hr.get(f"{where}/evidence/{proof.pk}")
    assert (file.status_code, b"".join(file)) == (200, b"%PDF-1.7")
    assert file.headers["Content-Disposition"].startswith("attachment")
    looks = mees.get(f"/work/shown/{share}").text
    assert looks.count("Stan Stranger") == 2
    assert mees.post(f"/work/shown/{share}/withdrawal").status_code == 302
    for address in (where, f"{where}/evidence/{proof.pk}"):
        assert hr.get(address).status_code == 404
    assert "Nobody shows you anything now" in hr.get("/organisations/insurer/shown").text
    assert "withdrawn" in mees.get("/work/shown").text


def test_the_verdict_of_a_dossier_is_shown_and_nothing_below_it(world: World, insurer: Organisation) -> None:
    held = at_nivre(world)
    learned(world)
    mees, hr = browser(world, "mees"), browser(world, "stan")
    until = clock.now().date() + timedelta(days=30)
    item = re.search(
        r"/work/shown/new\?item=(dossier:[\d:-]+)", mees.get(f"/learning/dossiers/{held.pk}/openings").text
    )
    assert item is not None
    sent = {"item": item[1], "organisation": insurer.pk, "last_day": until.isoformat()}
    assert f'value="{item[1]}" selected' in mees.get(f"/work/shown/new?item={item[1]}").text
    assert mees.post("/work/shown/new", sent).status_code == 302
    seen = hr.get(f"/organisations/insurer/shown/{Share.objects.get().pk}").text
    assert "Verdict" in seen
    assert "Claims after a storm" not in seen
    assert "12345" not in seen
    assert "Claims experts (NIVRE)" in mees.get("/work/shown").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"item": ""}, "This field is required."),
        ({"item": "entry:999999999"}, "Select a valid choice"),
        ({"item": "dossier:1:2026-02-30"}, "Select a valid choice"),
        ({"item": "entry:" + "9" * 40}, "Select a valid choice"),
        ({"last_day": "2020-01-01"}, "Choose a day from today until a year from now."),
        ({"last_day": "soon"}, "Enter a valid date."),
        ({"organisation": "1"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_shown_is_said(world: World, insurer: Organisation, wrong: dict[str, str], said: str) -> None:
    line = learned(world)
    until = clock.now().date() + timedelta(days=30)
    sent = {"item": f"entry:{line.pk}", "organisation": str(insurer.pk), "last_day": until.isoformat()} | wrong
    refused = browser(world, "mees").post("/work/shown/new", sent)
    assert refused.status_code == 422
    assert said in refused.text
    assert not Share.objects.exists()


def test_what_is_shown_already_is_said(world: World, insurer: Organisation) -> None:
    line = learned(world)
    until = clock.now().date() + timedelta(days=30)
    sent = {"item": f"entry:{line.pk}", "organisation": insurer.pk, "last_day": until.isoformat()}
    mees = browser(world, "mees")
    assert [mees.post("/work/shown/new", sent).status_code for _twice in range(2)] == [302, 409]


def test_the_number_of_queries_of_what_is_shown_is_fixed(
    world: World, insurer: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    mees, hr = browser(world, "mees"), browser(world, "stan")
    until = clock.now().date() + timedelta(days=30)
    for number in range(4):
        line = learned(world, title=f"Course {number}")
        sent = {"item": f"entry:{line.pk}", "organisation": insurer.pk, "last_day": until.isoformat()}
        mees.post("/work/shown/new", sent)
    one = f"/organisations/insurer/shown/{Share.objects.latest('pk').pk}"
    for client, address in (
        (mees, "/work/shown"),
        (hr, "/organisations/insurer/shown"),
        (hr, one),
        (mees, "/work/shown/new"),
    ):
        client.get(address)
        with django_assert_max_num_queries(14):
            client.get(address)
