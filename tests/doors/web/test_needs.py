"""The pages of needs, of how they stand, and of one's own side."""

import csv
import re
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kring.competences.actions import name_competence
from kring.foundation import clock, paging
from kring.foundation.access.models import Role
from kring.people.models import Organisation
from kring.planning.needs import actions, queries
from kring.planning.needs.models import Consent, Need, ProfileLine, Purpose, RoleProfile
from kring.planning.needs.rules import quarters
from kring.web.needs.words import quarter
from tests.frameworks import small
from tests.needs import able, agreed, needed
from tests.organisations import appointed, employed, founded
from tests.people import World
from tests.planning import staffed

NEEDS, GAPS = "/organisations/insurer/needs", "/organisations/insurer/gaps"
HEAD = "competence;level;people;backup;department;from;up to and including;critical\n"


@pytest.fixture
def insurer(world: World) -> Organisation:
    """Hanna owns it, stan is its HR; mees works there, with nine others in claims who agreed to be counted."""
    made = founded(world, "Insurer", by="hanna")
    for name in ("mees", "stan"):
        employed(world, name, made)
    appointed(world, "stan", made, Role.HR, by="hanna")
    people = staffed(world, made, {"Claims": 9, "Tax": 8})["Claims"]
    for handle in people:
        agreed(world, made, handle)
    world.extra["claims"] = people
    for word in ("Excel", "Liability law", "Python", "R"):
        name_competence(en=word, nl=f"{word} nl")
    return made


@pytest.fixture
def hr(client: Client, world: World, insurer: Organisation) -> Client:
    client.force_login(world.accounts["stan"])
    return client


def browser(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.accounts[name])
    return client


def this_quarter(later: int = 0) -> str:
    return quarters.written(quarters.after(quarters.first_of(clock.now().date()), later))


def words_of_quarter(later: int) -> str:
    return quarter(quarters.after(quarters.first_of(clock.now().date()), later))


def brought(hr: Client, *rows: str, head: str = HEAD) -> str:
    """A file with these rows; the page where it is looked at."""
    upload = BytesIO((head + "\n".join(rows)).encode())
    upload.name = "needs.csv"
    return str(hr.post(f"{NEEDS}/lists", {"file": upload}).headers["Location"])


def test_three_wrong_rows_are_mended_and_the_file_is_taken_once(hr: Client, world: World) -> None:
    now = this_quarter()
    rows = [f"Excel;3;2;1;Claims;{now};{this_quarter(3)};3", f"Excl;3;2;;;{now};;", f"Python / R;7;2;;;{now};;",
            f"Excel;3;1;;Claims;{now};{now};"]  # fmt: skip
    where = brought(hr, *rows)
    page = hr.get(where).text
    assert "Nobody uses this word yet." in page
    assert "Give a level from 0 to 5" in page
    assert "Row 2 says something else of the same" in page
    assert hr.post(f"{where}/confirmation").status_code == 409
    mended = {"row-2-competences": "Liability law", "row-3-level": "2", "row-4-first": this_quarter(4)}
    assert hr.post(where, mended).status_code == 422
    assert hr.post(where, {"row-4-last": this_quarter(4)}).status_code == 200
    done = hr.post(f"{where}/confirmation", follow=True)
    assert "4 needs were added." in done.text
    assert "It is being counted" in done.text
    again = brought(hr, *(row.replace("Excl", "Liability law nl").replace(";7;", ";2;") for row in rows[:3]))
    assert "3 were there already." in hr.post(f"{again}/confirmation", follow=True).text
    assert Need.objects.count() == 4


def test_what_is_exported_is_brought_back_in_either_language(hr: Client, world: World, insurer: Organisation) -> None:
    hr.post(f"{brought(hr, f'Python + R;2;2;3;Claims;{this_quarter()};{this_quarter(2)};1')}/confirmation")
    for language in ("en", "nl"):
        hr.post("/settings/language", {"language": language, "next": "/"})
        written = hr.get(f"{NEEDS}/needs.csv").content.decode("utf-8-sig")
        where = brought(hr, head=written)
        hr.post(f"{where}/confirmation")
    assert Need.objects.count() == 1


def test_the_heat_map_says_in_words_how_it_stands(hr: Client, world: World, insurer: Organisation) -> None:
    assert "Nothing is needed yet" in hr.get(GAPS).text
    excel = name_competence(en="Excel")
    people = world.extra["claims"]
    assert isinstance(people, list)
    for handle in people[:4]:
        able(world, handle, excel, 3)
    sent = {"competences": "Excel", "level": "3", "people": "3", "backup": "2", "first": this_quarter(),
            "last": this_quarter(1), "weight": "3", "department": "Claims"}  # fmt: skip
    assert hr.post(f"{NEEDS}/new", sent).status_code == 302
    actions.count_needs(organisation=insurer.pk, now=clock.now(), draws=lambda: 0.5)
    page = hr.get(GAPS).text
    assert page.count('class="heat__cell heat__cell--thin"><b>Thin</b>') == 2
    assert "± 4, 3 needed, 2 to step in" in page
    assert "with Claims: too few people to tell of by themselves" not in page
    lines = hr.get(f"{GAPS}/gaps.csv").content.decode("utf-8-sig").splitlines()
    assert lines[1].split(",")[0:3] == ["Excel", "3", "Claims"]
    assert lines[1].endswith(",3,2,4,Thin,Thin")
    need = Need.objects.get()
    assert "Who could learn this from whom" in hr.get(f"{GAPS}/{need.pk}").text
    for name in (people[0], people[1]):
        assert name not in hr.get(f"{GAPS}/{need.pk}").text
    lower = needed(world, insurer, department="Claims", level="2", people="1", first=this_quarter())
    actions.count_needs(organisation=insurer.pk, now=clock.now(), draws=lambda: 0.5)
    for path in (GAPS, f"{GAPS}/{lower.pk}"):
        page = hr.get(path).text
        assert page.count("without those who are needed at a higher level") == 1
        assert "± 0, 1 needed" in page
    agreed(world, insurer, people[0], purpose=Purpose.NAME)
    page = hr.get(f"{GAPS}/{need.pk}").text
    assert f"/people/{people[0]}" in page
    assert people[1] not in page


def test_what_was_typed_is_kept_and_what_is_wrong_named(hr: Client, world: World) -> None:
    sent = {"competences": "Wizardry", "level": "2", "people": "three", "first": this_quarter(2),
            "last": this_quarter(), "weight": "1", "note": "For the tower"}  # fmt: skip
    assert f'<option value="{this_quarter(7)}" selected>' in hr.get(f"{NEEDS}/new").text
    refused = hr.post(f"{NEEDS}/new", sent)
    assert refused.status_code == 422
    for words in ("Nobody uses this word yet", "a whole number from 1 on", "The last quarter lies before",
                  "For the tower", 'value="Wizardry"', 'value="three"', "This is a new word"):  # fmt: skip
        assert words in refused.text
    assert hr.post(f"{NEEDS}/new", sent | {"new": "on", "people": "3", "last": this_quarter(2)}).status_code == 302
    need = Need.objects.get()
    assert hr.get(f"{NEEDS}/{need.pk}").status_code == 200
    changed = sent | {"competences": "Wizardry", "people": "4", "last": this_quarter(3)}
    assert hr.post(f"{NEEDS}/{need.pk}", changed).status_code == 302
    page = hr.get(f"{NEEDS}/{need.pk}").text
    assert "People: 4" in page
    assert f"Up to and including: {words_of_quarter(3)}" in page
    assert "How critical: useful" in page
    assert "Stan Stranger" in page
    hr.post(f"{NEEDS}/{need.pk}", changed)
    assert "Nothing changed" in hr.get(f"{NEEDS}/{need.pk}").text
    hr.post(f"{NEEDS}/{need.pk}", changed | {"competences": "Liability law / Wizardry"})
    hr.post("/settings/language", {"language": "nl", "next": "/"})
    assert "Competentie: Liability law nl / Wizardry" in hr.get(f"{NEEDS}/{need.pk}").text
    hr.post("/settings/language", {"language": "en", "next": "/"})
    assert hr.post(f"{NEEDS}/{need.pk}/end").status_code == 302
    assert "Nothing is needed yet" in hr.get(NEEDS).text


def test_a_role_profile_is_made_out_of_an_occupation(hr: Client, world: World, insurer: Organisation) -> None:
    made = small()
    occupation = next(key for key, item in made.items.items() if item.kind == "occupation")
    name = made.items[occupation].labels.filter(language="en", is_preferred=True).values_list("text", flat=True).get()
    found = hr.get(f"{NEEDS}/profiles/new?q={name.split()[0]}").text
    key = made.key(occupation)
    assert f"profiles/new?occupation={key}" in found
    offered = hr.get(f"{NEEDS}/profiles/new?occupation={key}").text
    fields = re.findall(r'name="(level-\d+)"', offered)
    assert fields
    sent = {"occupation": str(key), "name": "Trainer", fields[0]: "4", "words": "Excel, Sourdough", "level": "2"}
    sent |= dict.fromkeys(fields[1:], "")
    assert hr.post(f"{NEEDS}/profiles/new", sent).status_code == 302
    profile = RoleProfile.objects.get()
    assert profile.source.startswith("http://example.org/")
    assert sorted(ProfileLine.objects.values_list("level", flat=True)) == [2, 2, 4]
    wrong = hr.post(f"{NEEDS}/profiles/{profile.pk}", {"name": "", "words": "", "level": "2"})
    assert wrong.status_code == 422
    assert "Give it a name." in wrong.text
    line = ProfileLine.objects.filter(level=4).get()
    changed = {"name": "Coach", f"level-{line.competence_id}": "5", "level": "2"}
    assert hr.post(f"{NEEDS}/profiles/{profile.pk}", changed).status_code == 302
    assert ProfileLine.objects.get().level == 5
    history = hr.get(f"{NEEDS}/profiles/{profile.pk}").text
    assert f"Coach: {line.competence.en} 5" in history
    assert "Trainer: " in history
    own = browser(world, "mees").get(f"/work/needs/profiles/{profile.pk}").text
    assert "nothing is known of you yet" in own
    assert hr.post(f"{NEEDS}/profiles/{profile.pk}/retirement").status_code == 302
    assert "No role profile yet" in hr.get(f"{NEEDS}/profiles").text


def test_a_colleague_agrees_to_some_and_withdraws(world: World, insurer: Organisation) -> None:
    needed(world, insurer, first=this_quarter(), last="")
    needed(world, insurer, competences="Python", leadership="yes", first=this_quarter(), last="")
    mees = browser(world, "mees")
    page = mees.get("/work/needs").text
    assert "Excel, level 3" in page
    assert "Python" not in page
    excel = name_competence(en="Excel").pk
    sent = {"organisation": str(insurer.pk), "purpose": "count", "how": "some"}
    assert mees.post("/work/needs/consents", sent).status_code == 422
    assert mees.post("/work/needs/consents", sent | {"competence": [str(excel)]}).status_code == 302
    person = world.accounts["mees"].pk
    today = clock.now().date()
    assert queries.counted_for(insurer.pk, today)[person] == frozenset({excel})
    mees.post("/work/needs/consents", {"organisation": str(insurer.pk), "purpose": "name", "how": "all"})
    assert queries.namable(insurer.pk, today) == [person]
    for purpose in ("name", "count"):
        mees.post("/work/needs/consents", {"organisation": str(insurer.pk), "purpose": purpose, "how": ""})
    assert queries.namable(insurer.pk, today) == []
    assert not Consent.objects.filter(person=person, withdrawn_at=None).exists()
    stranger = browser(world, "noor")
    assert stranger.post("/work/needs/consents", sent | {"how": "all"}).status_code == 404


def test_many_needs_are_read_a_page_at_a_time_and_once_each(hr: Client, world: World, insurer: Organisation) -> None:
    rows = [f"Skill {number};3;2;;;{this_quarter()};;" for number in range(70)]
    where = brought(hr, *rows)
    for first in range(2, 72, 15):
        hr.post(where, {f"row-{number - 1}-_new": "1" for number in range(first, min(first + 15, 72))})
    assert hr.post(f"{where}/confirmation").status_code == 302
    for page in (NEEDS, GAPS):
        shown, address = list[str](), page
        while address:
            told = hr.get(address).text
            shown += re.findall(r">(Skill \d+), level 3</a>", told)
            older = re.search(rf'href="({page}\?after=[^"]+)"', told)
            address = older[1] if older else ""
        assert sorted(shown) == sorted({f"Skill {number}" for number in range(70)})
    assert "Skill 0" in hr.get(f"{NEEDS}?after={paging.encode((999_999,))}").text
    assert len(hr.get(f"{GAPS}/gaps.csv").text.splitlines()) == 71


def test_no_filter_and_no_second_look_draws_a_number_anew(hr: Client, world: World, insurer: Organisation) -> None:
    """So two pages that hold the same people hold the same numbers, and between them nothing evens out."""
    needed(world, insurer, first=this_quarter(), last=this_quarter(3))
    told: dict[tuple[str, ...], set[str]] = {}

    def look() -> None:
        actions.count_needs(organisation=insurer.pk, now=clock.now())
        departments = re.findall(r'<option value="(\d+)"', hr.get(GAPS).text)
        for query in ("", *(f"?department={key}" for key in departments)):
            for row in csv.reader(hr.get(f"{GAPS}/gaps.csv{query}").text.lstrip("\ufeff").splitlines()[1:]):
                told.setdefault(tuple(row[:4]), set()).add(row[6])

    look()
    for department in ("Claims", "Tax", ""):
        for level in ("2", "3", "4"):
            quarter = this_quarter(int(level) * 2)
            needed(world, insurer, department=department, level=level, first=quarter, last=quarter)
            needed(world, insurer, competences="Excel / Python", department=department, level=level, first=quarter,
                   last=quarter)  # fmt: skip
            look()
    assert len(told) > 10
    assert {key: numbers for key, numbers in told.items() if len(numbers - {""}) > 1} == {}


PAGES = (
    GAPS, f"{GAPS}?department={{claims}}", f"{GAPS}/gaps.csv", f"{GAPS}/leadership", f"{GAPS}/{{need}}",
    f"{GAPS}/{{senior}}", NEEDS, f"{NEEDS}/new", f"{NEEDS}/needs.csv", f"{NEEDS}/{{need}}", f"{NEEDS}/lists",
    f"{NEEDS}/lists/example.csv", f"{NEEDS}/lists/{{file}}", f"{NEEDS}/profiles", f"{NEEDS}/profiles/new",
    f"{NEEDS}/profiles/new?q=manager", f"{NEEDS}/profiles/new?occupation={{occupation}}",
    f"{NEEDS}/profiles/{{profile}}", "/work/needs", "/work/needs/profiles/{profile}",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_takes_as_many_queries_however_much_there_is(
    hr: Client, world: World, insurer: Organisation, page: str
) -> None:
    made, stan, now = small(), world.reader("stan"), clock.now()
    lines = {name_competence(en="Excel").pk: 2}
    profile = actions.write_profile(actor=stan, organisation=insurer.pk, name="Clerk", lines=lines, now=now)
    need = needed(world, insurer, department="Claims", first=this_quarter(), last="")
    senior = needed(world, insurer, leadership="1", first=this_quarter(), last="")
    heads, cells = ["competence", "level", "people", "from"], [["Excel", "3", "2", this_quarter(4)]]
    keys = {"claims": need.department_id, "need": need.pk, "senior": senior.pk, "occupation": made.key("manager"),
            "profile": profile.pk}  # fmt: skip

    def looked() -> int:
        file = actions.open_list(
            actor=stan, organisation=insurer.pk, name="x.csv", heads=heads, cells=cells, now=now
        )  # fmt: skip
        actions.count_needs(organisation=insurer.pk, now=now)
        address = page.format(**keys, file=file.pk)
        hr.get(address)
        with CaptureQueriesContext(connection) as counted:
            assert hr.get(address).status_code == 200
        return len(counted)

    people = world.extra["claims"]
    assert isinstance(people, list)
    able(world, people[8], name_competence(en="Excel"), 3)
    agreed(world, insurer, people[8], purpose=Purpose.NAME)
    few = looked()
    for number, word in enumerate(("Python", "R", "Liability law")):
        lines[name_competence(en=word).pk] = 3
        cells += [[word, "3", "2", this_quarter(4)], ["Unheard of", "3", "2", this_quarter(4)]]
        needed(world, insurer, competences=word, department="Claims", first=this_quarter(), last="")
        needed(world, insurer, competences=word, leadership="1", first=this_quarter(), last="")
        actions.write_profile(actor=stan, organisation=insurer.pk, name=f"Role {word}", lines=lines, now=now)
        actions.write_profile(
            actor=stan, organisation=insurer.pk, name=f"Clerk {word}", lines=lines, now=now, profile=profile.pk
        )
        needed(world, insurer, need=need.pk, department="Claims", first=this_quarter(), last="", people=str(number + 3))
        able(world, people[number], name_competence(en="Excel"), 3)
        agreed(world, insurer, people[number], purpose=Purpose.NAME)
    assert looked() == few
    assert few <= 12
