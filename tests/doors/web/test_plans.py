"""The pages of plans: what they say of a plan and of what changed, what they refuse, and what is taken along."""

import re
import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from kring.competences.actions import name_competence
from kring.competences.models import Competence
from kring.foundation.access.models import Role
from kring.people.models import Organisation
from kring.planning.needs import actions as needs
from kring.planning.needs.models import Need, Purpose
from kring.planning.plans import actions, queries
from kring.planning.plans.models import Offer, Price, Scenario, ScenarioWish
from kring.planning.plans.rules.problem import Way
from kring.web.plans import rows
from kring.web.plans.documents import pdf
from tests.needs import NOW, needed
from tests.organisations import appointed
from tests.people import World
from tests.plans import Insurer, counted, insurer, planned, worked_out

PLANS = "/organisations/insurer/plans"
MOST_QUERIES = 12


@pytest.fixture
def at(world: World) -> Insurer:
    return insurer(world)


@pytest.fixture
def scenario(world: World, at: Insurer) -> Scenario:
    made = planned(world, at.organisation)
    worked_out(world, made)
    return made


@pytest.fixture
def hr(world: World, at: Insurer) -> Client:
    return browser(world, "hanna")


def browser(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.accounts[name])
    return client


def words(html: str) -> str:
    """What a page says, without its tags and with plain spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def url(scenario: Scenario) -> str:
    return f"{PLANS}/{scenario.pk}"


def latest(scenario: Scenario) -> queries.Solved:
    _run, solved = queries.latest(scenario, now=NOW)
    return solved[0]


def developing(scenario: Scenario) -> str:
    """Someone who develops by the latest plan."""
    return next(one.person for one in latest(scenario).choices if one.person)


# What a plan says


def test_three_ways_stand_side_by_side_with_their_reason(hr: Client, scenario: Scenario) -> None:
    page = words(hr.get(url(scenario)).text)
    assert "It is proved that no plan is better" in page
    for said in ("Excel, level 3", "Costs the least for each quarter.", "Helps from", "What other budgets would buy",
                 "Could learn from:"):  # fmt: skip
        assert said in page


def test_locking_and_forbidding_from_the_page(hr: Client, world: World, at: Insurer, scenario: Scenario) -> None:
    here, person = url(scenario), developing(scenario)
    name = latest(scenario).names[person]
    need = str(at.need.pk)
    for sent, said in (
        ({"what": "hire", "how": "never"}, "Hire in, for any gap: not at all"),
        ({"what": "attract", "need": need, "how": "least", "many": "1"},
         "Attract, for Excel, level 3: at least 1 person"),
        ({"what": "hire", "need": need, "how": "most", "many": "3"},
         "Hire in, for Excel, level 3: at most 3 quarters of people"),
        ({"what": f"develop:{person}", "need": need, "how": "least"}, f"{name} develops to Excel, level 3"),
        ({"what": f"develop:{person}", "how": "never"}, f"{name} doesn’t develop to any gap"),
    ):  # fmt: skip
        page = words(hr.post(f"{here}/wishes", sent, follow=True).text)
        assert said in page
        assert "Limits, prices or wishes changed since this was worked out." in page
    assert scenario.wishes.count() == 5
    key = queries.wishes(scenario)[0].id
    assert "Hire in, for any gap: not at all" not in words(hr.post(f"{here}/wishes/{key}/removal", follow=True).text)


def test_a_wish_that_is_none_says_so_and_keeps_what_was_chosen(
    hr: Client, world: World, at: Insurer, scenario: Scenario
) -> None:
    here, need = f"{url(scenario)}/wishes", str(at.need.pk)
    refused = hr.post(here, {"what": "attract", "need": need, "how": "most", "many": ""})
    assert refused.status_code == 422
    assert "Say how many, at least or at most." in refused.text
    assert '<option value="attract" selected>' in refused.text
    assert f'<option value="{need}" selected>' in refused.text
    stranger = world.accounts[at.people[0]].pk
    for sent in (
        {"what": "luck", "how": "never"},
        {"what": "hire", "how": "most", "many": "-1"},
        {"what": "hire", "how": "most", "many": "1001"},
        {"what": "hire", "how": "least", "many": "x"},
        {"what": "hire", "need": "999999999", "how": "never"},
        {"what": f"develop:{stranger}", "how": "never"},
        {"what": f"develop:{developing(scenario)}", "how": "most", "many": "1"},
        {},
    ):
        assert hr.post(here, sent).status_code == 422
    assert not ScenarioWish.objects.exists()


def test_what_changed_is_said_in_words_and_figures(hr: Client, world: World, at: Insurer, scenario: Scenario) -> None:
    before = latest(scenario).document.result.counted
    hr.post(f"{url(scenario)}/wishes", {"what": "hire", "how": "never"})
    hr.post(f"{url(scenario)}/limits", limits(name="Own people first", budget="900000"))
    worked_out(world, scenario)
    now = latest(scenario).document.result.counted
    assert before is not None
    assert now is not None
    page = words(hr.get(url(scenario)).text).partition("Since the last time")[2]
    for said in (
        "Budget: no limit, now € 900,000",
        "Asked: Hire in, for any gap: not at all",
        f"− {cents(before.total - now.total)}",
        "Quarters of people missing still",
        "fewer hired in",
    ):
        assert said in page, said
    missing = sum(map(sum, now.short.values())) - sum(map(sum, before.short.values()))
    assert missing > 0
    assert f"missing: + {missing} quarter" in page
    worked_out(world, scenario)
    page = words(hr.get(url(scenario)).text).partition("Since the last time")[2]
    assert "The plan is the same." in page


def cents(amount: int) -> str:
    return f"€ {amount // 100:,}"


def limits(**more: str) -> dict[str, str]:
    return {"name": "A", "first": "2026-04-01", "quarters": "8", "roles": "2", **more}


def test_limits_that_contradict_are_an_answer_that_names_them(
    hr: Client, world: World, at: Insurer, scenario: Scenario
) -> None:
    hr.post(f"{url(scenario)}/limits", limits(own_percent="100", own_from="0", budget="0"))
    worked_out(world, scenario)
    page = words(hr.get(url(scenario)).text)
    assert "No plan keeps to all limits" in page
    assert 'id="gaps"' not in page
    assert "The least own people for Excel, level 3" in page
    assert "The plan of before is no longer possible." in page
    assert hr.get(f"{url(scenario)}/plan.pdf").status_code == 200
    book = workbook(hr, scenario)
    assert "No plan keeps to all limits" in str(book)


@pytest.mark.parametrize(
    ("language", "said", "needed"),
    [("en", "What binds", "The budget is € 29,000 short"), ("nl", "Wat knelt", "Het budget: € 29.000 te kort")],
)
def test_a_budget_of_nothing_is_an_answer_with_what_it_would_take(
    hr: Client, world: World, at: Insurer, language: str, said: str, needed: str
) -> None:
    hr.post("/settings/language", {"language": language, "next": "/"})
    made = planned(world, at.organisation)
    assert hr.post(f"{url(made)}/limits", limits(budget="0")).status_code == 302
    made.refresh_from_db()
    assert made.budget == 0
    worked_out(world, made)
    page = words(hr.get(url(made)).text)
    assert said in page
    assert "budget € 0" in page
    assert needed in page
    assert all(one.way is Way.DEVELOP for one in latest(made).choices)


def test_nothing_to_plan_and_nobody_to_plan_for_are_said(hr: Client, world: World, at: Insurer) -> None:
    scenario = planned(world, at.organisation)
    assert "Not worked out yet" in words(hr.get(url(scenario)).text)
    for handle in at.people[:6]:
        needs.withdraw(actor=world.reader(handle), organisation=at.organisation.pk, purpose=Purpose.COUNT, now=NOW)
    needed(world, at.organisation, competences="Excel", level="5", first="2026-Q3", last="2026-Q4")
    counted(at.organisation)
    worked_out(world, scenario)
    assert "Too few people agreed to be counted for anything to be told of it." in words(hr.get(url(scenario)).text)
    for need in Need.objects.all():
        needs.end_need(actor=world.reader("hanna"), organisation=at.organisation.pk, need=need.pk, now=NOW)
    worked_out(world, scenario)
    assert "No gap to close" in words(hr.get(url(scenario)).text)


# Side by side


def test_two_to_four_scenarios_stand_side_by_side(hr: Client, world: World, at: Insurer, scenario: Scenario) -> None:
    poor = planned(world, at.organisation, name="Poor", budget=0)
    worked_out(world, poor)
    plain = planned(world, at.organisation, name="Plain")
    page = hr.get(f"{PLANS}/compared", {"scenario": [scenario.pk, poor.pk, plain.pk]})
    assert page.status_code == 200
    said = words(page.text)
    rich, nothing = (latest(one).document.result.counted for one in (scenario, poor))
    assert rich is not None
    assert nothing is not None
    for one in ("Own people first", "Poor", "Plain", "no budget", "budget € 0", "proved", "not worked out yet",
                "All together", cents(rich.total), "Gaps that they close otherwise", "Hire in:", "Attract:",
                "missing still:", f"+ {nothing.weighted - rich.weighted}"):  # fmt: skip
        assert one in said, one
    again = hr.get(f"{PLANS}/compared", {"scenario": [scenario.pk, scenario.pk, poor.pk]}).text
    assert again.count('<th scope="col"><a') == 4
    # What isn't worked out is nothing to put others beside.
    later = words(hr.get(f"{PLANS}/compared", {"scenario": [plain.pk, scenario.pk, poor.pk]}).text)
    assert "Not worked out yet: Plain" in later
    assert f"+ {nothing.weighted - rich.weighted}" in later
    assert "than with Own people first" in later


def test_one_scenario_or_five_can_not_be_compared_and_ticks_are_kept(hr: Client, world: World, at: Insurer) -> None:
    made = [planned(world, at.organisation, name=f"Plan {number}") for number in range(5)]
    for chosen in ([], [made[0].pk], [one.pk for one in made]):
        page = hr.get(f"{PLANS}/compared", {"scenario": chosen})
        assert page.status_code == 422
        assert "Choose two to four scenarios." in page.text
        assert page.text.count(" checked") == len(chosen)
    for wrong in (["x", "y"], [made[0].pk, 999_999_999], [made[0].pk, "²"]):
        assert hr.get(f"{PLANS}/compared", {"scenario": wrong}).status_code == 404
    assert hr.get(PLANS).text.count(" checked") == 2


# What is filled in


def test_what_is_wrong_with_limits_is_named_at_its_field_and_nothing_typed_is_lost(
    hr: Client, scenario: Scenario
) -> None:
    wrong = limits(name="", budget="-5", q2="many", quarters="9", roles="0", hired_percent="101", days="-1",
                   first="2020-01-01")  # fmt: skip
    for where in (f"{PLANS}/new", f"{url(scenario)}/limits"):
        refused = hr.post(where, wrong)
        assert refused.status_code == 422
        for field in ("name", "budget", "q2", "quarters", "roles", "hired_percent", "days", "first"):
            assert f'id="id_{field}-error"' in refused.text, field
        for typed in ("-5", "many", "101"):
            assert f'value="{typed}"' in refused.text
    assert Scenario.objects.count() == 1
    scenario.refresh_from_db()
    assert scenario.name == "Own people first"


PRICES = {"course_cents": "1.500,50", "course_days": "4", "course_lead": "1", "doing_after": ["course"],
          "hire_cents_a_quarter": "36000", "hire_most": "3"}  # fmt: skip


def test_prices_are_kept_and_what_is_wrong_with_them_is_named(hr: Client, scenario: Scenario) -> None:
    here = f"{url(scenario)}/prices"
    wrong = PRICES | {"course_lead": "-1", "hire_most": "1001", "attract_cents": "20000000", "peer_days": "x"}
    refused = hr.post(here, wrong)
    assert refused.status_code == 422
    for field in ("course_lead", "peer_days"):
        assert f'id="id_{field}-error"' in refused.text
    for typed in ("1.500,50", "-1", "20000000"):
        assert f'value="{typed}"' in refused.text
    refused = hr.post(here, PRICES | {"course_cents": "1500", "hire_most": "1001", "attract_cents": "20000000"})
    assert refused.status_code == 422
    assert "Give an amount of money up to ten million." in refused.text
    assert "Give 0 to 1,000 people." in refused.text
    circle = hr.post(here, PRICES | {"course_cents": "1500", "course_after": ["doing"]})
    assert circle.status_code == 422
    assert circle.text.count("This step would come after itself.") >= 2
    assert scenario.prices.get(what="course").cents == 150_000
    assert hr.post(here, PRICES | {"course_cents": "1500.50", "doing_after": []}).status_code == 302
    assert scenario.prices.get(what="course").cents == 150_050
    assert scenario.prices.get(what="doing").after == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_list_of_prices_comes_back_as_it_went(
    hr: Client, world: World, at: Insurer, scenario: Scenario, language: str
) -> None:
    hr.post("/settings/language", {"language": language, "next": "/"})
    own = [actions.Priced(what=one, cents=7, cents_a_quarter=5, days=1, lead=2, most=3) for one in ("hire", "course")]
    own.append(actions.Priced(what="doing", after=[]))
    own.append(actions.Priced(what="peer", after=["course", "doing"]))
    actions.set_prices(actor=world.reader("hanna"), scenario=scenario.pk, competence=at.excel.pk, prices=own, now=NOW)
    here = f"{url(scenario)}/prices/list"
    page = hr.get(here)
    text = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page.text, re.DOTALL)
    assert text is not None
    fields = ("competence", "what", "cents", "cents_a_quarter", "days", "lead", "most", "after")
    before = set(map(str, Price.objects.values_list(*fields)))
    assert hr.post(here, {"rows": text[1].replace("&#39;", "'")}).status_code == 302
    assert set(map(str, Price.objects.values_list(*fields))) == before
    upload = BytesIO(text[1].replace("&#39;", "'").encode())
    upload.name = "prices.csv"
    assert hr.post(here, {"file": upload}).status_code == 302
    assert set(map(str, Price.objects.values_list(*fields))) == before


LIST = """what;competence;euros once;currency;days;quarters;after
course;;100;EUR;4;1;
attracting;;500;USD;;2;
colleague;Cobol;1;;3;-1;
course;Excel;1;;1;1;doing
"""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Nothing was set yet", "A plan is in euros throughout", "No need of this organisation is about this.",
                "It can’t be ready before it begins", "This step would come after itself.")),
        ("nl", ("Er is nog niets vastgelegd", "Een plan is helemaal in euro’s", "Geen behoefte van deze organisatie",
                "Het kan niet klaar zijn voor het begint", "Deze stap zou na zichzelf komen.")),
    ],
)  # fmt: skip
def test_each_row_of_a_list_that_is_wrong_is_named_and_none_is_taken(
    hr: Client, scenario: Scenario, language: str, said: tuple[str, ...]
) -> None:
    hr.post("/settings/language", {"language": language, "next": "/"})
    before = list(Price.objects.order_by("pk").values())
    upload = BytesIO(LIST.encode())
    upload.name = "prices.csv"
    for sent in ({"rows": LIST}, {"file": upload, "rows": "something else"}):
        page = hr.post(f"{url(scenario)}/prices/list", sent)
        assert page.status_code == 422
        for one in said:
            assert one in words(page.text), one
        table = re.findall(r'<tr><th scope="row">(\d+)</th>', page.text)
        assert table == ["3", "4", "4", "5"]
        assert "Cobol" in page.text
    assert list(Price.objects.order_by("pk").values()) == before


def test_what_is_no_list_of_prices_says_so_and_keeps_what_was_typed(hr: Client, scenario: Scenario) -> None:
    here = f"{url(scenario)}/prices/list"
    for typed in ("", "nothing;of\nthis;kind", "what", 'what\n"course', "what\n" + "course\n" * 501):
        page = hr.post(here, {"rows": typed})
        assert page.status_code == 422, typed
        assert 'id="id_rows-error"' in page.text
    upload = BytesIO(b"PK\x03\x04 no sheet")
    upload.name = "prices.pdf"
    page = hr.post(here, {"rows": "typed", "file": upload})
    assert page.status_code == 422
    assert 'id="id_file-error"' in page.text
    assert ">\ntyped</textarea>" in page.text


def test_drafts_are_of_what_the_plan_has_and_say_what_is_wrong(
    hr: Client, world: World, at: Insurer, scenario: Scenario
) -> None:
    here, need = url(scenario), at.need.pk
    assert "Your organisation may draw on no pool yet." in words(hr.get(f"{here}/assignments/{need}").text)
    refused = hr.post(f"{here}/assignments/{need}", {"title": "", "text": "With care", "pool": "999999999"})
    assert refused.status_code == 422
    assert 'id="id_title-error"' in refused.text
    assert 'id="id_pool-error"' in refused.text
    assert "With care" in refused.text
    assert hr.post(f"{here}/assignments/{need}", {"title": "Excel", "pool": ""}).status_code == 302
    assert hr.post(f"{here}/assignments/{need}", {"title": "Excel", "pool": ""}).status_code == 409
    assert hr.get(f"{here}/openings/999999999").status_code == 404
    assert "Each quarter, for each € 21,000" in words(hr.get(f"{here}/openings/{need}").text)


# An offer


def test_an_offer_is_read_and_answered_by_her_alone(hr: Client, world: World, at: Insurer, scenario: Scenario) -> None:
    her = at.people[1]
    sent = {"need": at.need.pk, "person": world.accounts[her].pk}
    assert "She decides" in hr.post(f"{url(scenario)}/offers", sent, follow=True).text
    made = Offer.objects.get()
    member = browser(world, her)
    assert "1 offer waits for you" in words(member.get("/work").text)
    page = words(member.get(f"/work/offers/{made.pk}").text)
    for said in ("Excel, level 3", "Insurer", "Yours to decide", "Only you read this, unless you say otherwise."):
        assert said in page
    refused = member.post(f"/work/offers/{made.pk}/answer", {"answer": "decline", "reason": "x" * 501, "show": "on"})
    assert refused.status_code == 422
    assert "x" * 501 in refused.text
    declined = member.post(f"/work/offers/{made.pk}/answer", {"answer": "decline", "reason": "Zwanger"}, follow=True)
    assert "What you wrote: Zwanger" in words(declined.text)
    assert "waits for you" not in words(member.get("/work").text)
    for address in (url(scenario), PLANS):
        assert "Zwanger" not in hr.get(address).text
    assert "not taken up" in words(hr.get(url(scenario)).text)
    for other in ("hanna", "mees"):
        assert browser(world, other).get(f"/work/offers/{made.pk}").status_code == 404


def test_why_not_is_read_where_she_says_so(hr: Client, world: World, at: Insurer, scenario: Scenario) -> None:
    her = at.people[1]
    made = actions.offer(
        actor=world.reader("hanna"), scenario=scenario.pk, need=at.need.pk, person=world.accounts[her].pk, now=NOW
    )
    sent = {"answer": "decline", "reason": "First my diploma", "show": "on"}
    told = browser(world, her).post(f"/work/offers/{made.pk}/answer", sent, follow=True)
    assert "HR sees that it isn’t taken up, and why." in words(told.text)
    assert "She says why: First my diploma" in words(hr.get(url(scenario)).text)


# What is taken along


Book = dict[str, list[list[object]]]


def workbook(hr: Client, scenario: Scenario) -> Book:
    """The sheets that are downloaded, by name."""
    answer = hr.get(f"{url(scenario)}/plan.xlsx")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize(
    ("language", "names", "way", "missing"),
    [
        ("en", ["In short", "Plan", "Gaps", "Budgets"], "Hire in", "Missing still"),
        ("nl", ["In het kort", "Plan", "Kloven", "Budgetten"], "Inhuren", "Ontbreekt nog"),
    ],
)
def test_the_workbook_has_numbers_as_numbers_and_days_as_days(
    hr: Client, scenario: Scenario, language: str, names: list[str], way: str, missing: str
) -> None:
    hr.post("/settings/language", {"language": language, "next": "/"})
    book = workbook(hr, scenario)
    solved = latest(scenario)
    counted = solved.document.result.counted
    assert counted is not None
    assert list(book) == names
    short, plan, gaps, budgets = book.values()
    assert {row[1] for row in short} >= {counted.total / 100, float(counted.weighted), "Insurer"}
    assert date(2026, 4, 1) in {row[1] for row in short}
    assert len(plan) == len(solved.choices) + 1
    assert {way} < {row[2] for row in plan}
    for row in plan[1:]:
        assert isinstance(row[4], date)
        assert row[4].day == 1
        assert isinstance(row[5], float)
        assert isinstance(row[7], float)
    assert sum(row[7] for row in plan[1:] if isinstance(row[7], float)) == counted.total / 100
    (still,) = [row for row in gaps if row[2] == missing]
    assert still[3:] == list(map(float, counted.short[gaps_key(solved)]))
    assert len(budgets) == len(solved.document.result.curve) + 1
    assert all(isinstance(cell, float) for row in budgets[1:] for cell in row[:3])


def gaps_key(solved: queries.Solved) -> str:
    return solved.document.result.problem.gaps[0].key


def test_no_cell_of_the_workbook_is_a_formula(hr: Client, world: World, at: Insurer, scenario: Scenario) -> None:
    evil = '=HYPERLINK("http://evil","x")'
    Scenario.objects.filter(pk=scenario.pk).update(name=evil)
    Organisation.objects.filter(pk=at.organisation.pk).update(name="@SUM(1)")
    type(at.excel).objects.filter(pk=at.excel.pk).update(en="=1+1", nl="+1")
    with zipfile.ZipFile(BytesIO(b"".join(hr.get(f"{url(scenario)}/plan.xlsx")))) as packed:
        sheets = [packed.read(name).decode() for name in packed.namelist() if "worksheets/" in name]
    assert len(sheets) == 4
    assert not [sheet for sheet in sheets if "<f>" in sheet or "<f " in sheet or "hyperlink" in sheet]
    assert evil in str(workbook(hr, scenario))


@pytest.mark.parametrize(("language", "said"), [("en", "What binds"), ("nl", "Wat knelt")])
def test_the_paper_says_what_the_page_says(hr: Client, scenario: Scenario, language: str, said: str) -> None:
    Scenario.objects.filter(pk=scenario.pk).update(name='Plan #1 "A" $x_2$ *b* @c <d> \\ é', budget=100)
    hr.post("/settings/language", {"language": language, "next": "/"})
    answer = hr.get(f"{url(scenario)}/plan.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    scenario.refresh_from_db()
    solved = latest(scenario)
    with translation.override(language):
        called = rows.titles(solved.document.named)
        found = rows.page(solved, None, [], queries.outcomes(scenario), called)
        paper = pdf.said(scenario, solved, found)
    assert paper["title"] == scenario.name
    assert paper["binds"]["head"] == said
    (gap,) = paper["gaps"]
    assert gap["title"] == called[gaps_key(solved)]
    assert [len(row) for row in gap["numbers"]] == [len(paper["columns"])] * 3
    names = {line.split(" · ")[0] for way in gap["ways"] for line in way["lines"]}
    assert names >= {solved.names[one.person] for one in solved.choices if one.person}


# Who, and how much it takes


def test_a_page_takes_few_queries_and_as_many_when_there_is_more(
    hr: Client, world: World, at: Insurer, scenario: Scenario, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    pages = [PLANS, f"{PLANS}/new", f"{PLANS}/compared?scenario={{0}}&scenario={{1}}", "{2}", "{2}/limits",
             "{2}/prices", "{2}/prices/list", "{2}/progress", "{2}/plan.xlsx", "{2}/plan.pdf", "{2}/openings/{3}",
             "{2}/assignments/{3}"]  # fmt: skip
    other = planned(world, at.organisation, name="Other")
    worked_out(world, other)
    own = [actions.Priced(what="course", cents=1, days=1, lead=1)]
    actions.set_prices(actor=world.reader("hanna"), scenario=scenario.pk, competence=at.excel.pk, prices=own, now=NOW)
    addresses = [one.format(scenario.pk, other.pk, url(scenario), at.need.pk) for one in pages]
    before = [few(hr, one, django_assert_max_num_queries) for one in addresses]
    more(world, at, scenario)
    for number in range(3):
        worked_out(world, planned(world, at.organisation, name=f"More {number}"))
    assert [few(hr, one, django_assert_max_num_queries) for one in addresses] == before


def few(client: Client, address: str, most: DjangoAssertNumQueries) -> int:
    """How many queries a page takes, once it was seen."""
    read(client, address)
    with most(MOST_QUERIES, info=address) as seen:
        read(client, address)
    return len(seen)


def read(client: Client, address: str) -> str:
    """Open a page, or a file to its end."""
    answer: Any = client.get(address)
    assert answer.status_code == 200
    return str(b"".join(answer))


def more(world: World, at: Insurer, scenario: Scenario) -> None:
    """More needs, wishes, prices, drafts and offers."""
    for word in ("Python", "Law", "Tax"):
        name_competence(en=word, nl=f"{word} nl")
        needed(world, at.organisation, competences=word, department="Claims", people="3", last="2028-Q4", backup="1")
    counted(at.organisation)
    hanna, need = world.reader("hanna"), at.need.pk
    worked_out(world, scenario)
    for handle in at.people[1:3]:
        person = world.accounts[handle].pk
        actions.offer(actor=hanna, scenario=scenario.pk, need=need, person=person, now=NOW)
        actions.wish(actor=hanna, scenario=scenario.pk, way="develop", need=need, person=person, least=1, now=NOW)
    actions.wish(actor=hanna, scenario=scenario.pk, way="hire", most=40, now=NOW)
    worked_out(world, scenario)
    law = Competence.objects.get(en="Law").pk
    own = [actions.Priced(what="hire", cents_a_quarter=1, most=1)]
    actions.set_prices(actor=hanna, scenario=scenario.pk, competence=law, prices=own, now=NOW)


def test_ones_own_offers_take_few_queries(
    world: World, at: Insurer, scenario: Scenario, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    her = at.people[1]
    made = actions.offer(
        actor=world.reader("hanna"), scenario=scenario.pk, need=at.need.pk, person=world.accounts[her].pk, now=NOW
    )
    member = browser(world, her)
    addresses = ["/work", "/work/offers", f"/work/offers/{made.pk}"]
    before = [few(member, one, django_assert_max_num_queries) for one in addresses]
    others = [Offer(**{name: getattr(made, name) for name in COPIED}, answer="withdrawn", answered_at=NOW)] * 3
    Offer.objects.bulk_create([Offer(**{name: getattr(one, name) for name in COPIED}, need=None) for one in others])
    assert [few(member, one, django_assert_max_num_queries) for one in addresses] == before


COPIED = ("organisation", "scenario", "competence", "level", "first", "person", "path", "days", "cents", "made_at")


def test_a_manager_is_told_that_plans_are_for_hr(world: World, at: Insurer, scenario: Scenario) -> None:
    appointed(world, at.people[0], at.organisation, Role.MANAGER, by="hanna")
    assert browser(world, at.people[0]).get(url(scenario)).status_code == 403
