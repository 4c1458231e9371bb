"""The pages of frameworks: looking for something, reading it, choosing it, and keeping a framework."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kring.competences.actions import name_competence
from kring.competences.frameworks.actions import bringing, proposing
from kring.competences.frameworks.models import Framework, Item, Kind, Mapping, Match, Tie, TieKind
from kring.competences.models import Competence
from kring.foundation import clock
from kring.people.models.profiles import Bond, ProfileCompetence
from tests.frameworks import Made, added, small
from tests.frameworks import framework as empty
from tests.people import START, World

SMALL = "/competences/frameworks/small"


@pytest.fixture
def made(world: World) -> Made:
    return small()


def browser(world: World, name: str, language: str = "en") -> Client:
    client = Client()
    client.force_login(world.accounts[name])
    client.post("/settings/language", {"language": language, "next": "/"})
    return client


def bonds(world: World, name: str) -> list[tuple[str, str]]:
    rows = ProfileCompetence.objects.filter(profile=world.accounts[name].pk).order_by("pk")
    return list(rows.values_list("bond", "competence__en"))


def test_words_are_offered_in_the_readers_language_with_and_without_accents(world: World, made: Made) -> None:
    added(made, "cafe", en="manage a café", nl="een café beheren")
    added(made, "long", en=f"manage {'x' * 80}")
    added(made, "comma", en="manage this, and that")
    for language, text, offered in (
        ("en", "cafe", "manage a café"), ("nl", "cafe be", "een café beheren"), ("nl", "CAFÉ", "een café beheren"),
        ("nl", "lead a", "een team leiden"), ("en", "team leid", "lead a team"),
    ):  # fmt: skip
        page = browser(world, "mees", language).get("/competences/words", {"q": text})
        assert f'<option value="{offered}">' in page.text, (language, text)
    page = Client().get("/competences/words?q=manage").text
    assert page.count("<option") == 1
    assert "HR manager" not in page
    assert "<option" not in Client().get("/competences/words").text


def test_one_chooses_an_item_as_a_specialism_a_passion_or_says_how_far_one_is(world: World, made: Made) -> None:
    mees = browser(world, "mees", "nl")
    page = f"/competences/items/{made.key('lead')}"
    # Before all that hangs together with it, which may be hundreds.
    seen = mees.get(page).text
    assert 0 < seen.find(f'action="{page}/choice"') < seen.find('class="rows"')
    for chosen, words in (("specialism", "specialismen"), ("passion", "passies")):
        told = mees.post(f"{page}/choice", {"as": chosen}, follow=True).text
        assert "“een team leiden” staat nu bij je" in told
        assert words in told
    assert bonds(world, "mees") == [("specialism", "lead a team"), ("passion", "lead a team")]
    further = mees.post(f"{page}/choice", {"as": "level"})
    assert further.headers["Location"] == "/learning/competences/lead-a-team"
    mees.post("/learning/competences/lead-a-team/level", {"level": "3"})
    assert "een team leiden" in mees.get("/learning/competences").text
    assert Competence.objects.get().shared
    profile = made.items["manager"]
    assert "/choice" not in mees.get(f"/competences/items/{profile.pk}").text
    assert "/choice" not in Client().get(page).text
    refused = mees.post(f"/competences/items/{profile.pk}/choice", {"as": "specialism"}, follow=True)
    assert "Alleen een vaardigheid of kennis" in refused.text


def test_fifteen_specialisms_are_enough(world: World, made: Made) -> None:
    for number in range(15):
        word = name_competence(en=f"word {number}")
        ProfileCompetence.objects.create(profile_id=world.accounts["mees"].pk, competence=word, bond=Bond.SPECIALISM)
    page = f"/competences/items/{made.key('lead')}"
    told = browser(world, "mees").post(f"{page}/choice", {"as": "specialism"}, follow=True).text
    assert "You have 15 of these already." in told


def test_what_one_writes_in_ones_profile_is_what_a_framework_calls_so(world: World, made: Made) -> None:
    mees = browser(world, "mees", "nl")
    page = mees.get("/settings").text
    assert page.count('data-suggest="/competences/words"') == 2
    assert 'href="/competences"' in page
    sent = {"name": "Mees Member", "specialisms": "Een team leiden, Zuurdesem", "passions": "arbeidsrecht",
            "availability": "open", "cap": "3"}  # fmt: skip
    assert mees.post("/settings", sent).status_code == 302
    assert bonds(world, "mees") == [("specialism", "lead a team"), ("specialism", "Zuurdesem"),
                                    ("passion", "employment law")]  # fmt: skip
    assert Item.objects.exclude(competence=None).count() == 2
    # Who looks for it in English finds the same word.
    english = browser(world, "hanna").post("/learning/competences", {"word": "Lead a team", "level": "2"})
    assert english.headers["Location"] == "/learning/competences/lead-a-team"
    Framework.objects.all().delete()
    assert 'href="/competences"' not in mees.get("/settings").text.partition("<main")[2]


def test_who_keeps_what_an_importer_keeps_is_told_so_and_brings_mappings(world: World, made: Made) -> None:
    Framework.objects.update(importer="esco")
    olga = browser(world, "olga")
    page = olga.get(f"{SMALL}/files").text
    assert "is brought in by an operator, with kring import esco" in page
    assert 'value="mappings" selected' in page
    assert "The columns of items" not in page
    file = BytesIO(b"id,name en\nlead,Lead\n")
    file.name = "esco.csv"
    refused = olga.post(f"{SMALL}/files", {"sort": "csv", "file": file})
    assert refused.status_code == 422
    assert "A file here would retire all that it doesn’t name" in refused.text
    assert 'name="version"' not in olga.get(f"{SMALL}/settings").text
    assert olga.post(f"{SMALL}/settings", {"title": "Small one", "version": "9", "language": "nl"}).status_code == 302
    kept = Framework.objects.get()
    assert (kept.title, kept.version, kept.language) == ("Small one", "1", "en")
    shown = olga.get(SMALL).text
    assert "items.csv" not in shown
    assert "mappings.csv" in shown


def test_a_file_with_twice_a_code_is_taken_and_says_so(world: World) -> None:
    hanna, own = browser(world, "hanna"), empty("own", place=world.key("vakgroep"))
    file = BytesIO(b"id,code,name en\na,7,A\nb,7,B\n")
    file.name = "ours.csv"
    where = hanna.post("/competences/frameworks/own/files", {"sort": "csv", "file": file}).headers["Location"]
    page = hanna.get(where).text
    assert "An earlier row of the same kind has this code too. It says “7”." in page
    assert "Take it over" in page
    assert hanna.post(f"{where}/confirmation").status_code == 302
    assert own.framework.items.count() == 2


PAGES = (
    "/competences", "/competences?q=skill", "/competences?q=skil+mor", "/competences?q=skil&kind=competence&in=small",
    "/competences/found?q=skill", "/competences/words?q=skill", "/competences/levels", "/competences/items/{coach}",
    "/competences/items/{manager}", "/competences/items/{coach}/around/broader", "/competences/frameworks", SMALL,
    f"{SMALL}/settings", f"{SMALL}/names",
    f"{SMALL}/files", f"{SMALL}/files/{{file}}", f"{SMALL}/items.csv", f"{SMALL}/case.json", f"{SMALL}/mappings.csv",
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_page_takes_as_many_queries_however_much_there_is(world: World, made: Made, language: str) -> None:
    """Keeping everyone's, as the operator who looks does."""
    other, olga = empty("other"), browser(world, "olga", language)
    _more(world, made, other, "first")
    file = bringing.upload(
        actor=world.reader("olga"), framework=made.framework.pk, sort="csv", name="ours.csv",
        content=BytesIO(b"id,name en\nx,X\n"), now=clock.now(),
    )  # fmt: skip
    keys = {"coach": made.key("coach"), "manager": made.key("manager"), "file": file.pk}
    few = {page: _queries(olga, page.format(**keys)) for page in PAGES}
    for number in range(4):
        _more(world, made, other, f"more {number}")
    many = {page: _queries(olga, page.format(**keys)) for page in PAGES}
    # A search whose first page fills looks no further.
    assert {page: count for page, count in many.items() if count > few[page]} == {}
    assert {page: count for page, count in few.items() if count > 12} == {}


def _queries(client: Client, page: str) -> int:
    assert client.get(page).status_code == 200, page
    with CaptureQueriesContext(connection) as counted:
        client.get(page)
    return len(counted)


def _more(world: World, made: Made, other: Made, name: str) -> None:
    """One item more of each kind, with all that stands around an item, and a file that waits."""
    for kind in Kind:
        item = added(made, f"{name} {kind}", kind, code=name[:9], en=(f"skill {name} {kind}", "skill more"), nl="zo")
        there = added(other, f"{name} {kind}", kind, en=f"skill {name} {kind}")
        Mapping.objects.create(item=made.items["coach"], to=there, kind=Match.CLOSE, made_at=START)
        for tie in TieKind:
            Tie.objects.create(item=made.items["coach"], kind=tie, to=item)
            Tie.objects.create(item=item, kind=tie, to=made.items["manager"])
    proposing.propose(actor=world.reader("mees"), item=item.pk, language="nl", text="anders", now=START)
    bringing.upload(
        actor=world.reader("olga"), framework=made.framework.pk, sort="mappings", name="m.csv",
        content=BytesIO(b"item,match,other item\n"), now=START,
    )  # fmt: skip
