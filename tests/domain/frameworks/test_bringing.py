"""Frameworks of a place: out of a table or CASE 1.1, looked at first, mapped onto others, and out again."""

import csv
import io
import json
from typing import Any

import pytest

from kring.competences.frameworks.actions import adopt, bringing
from kring.competences.frameworks.models import Framework, Item, Label, Mapping, Tie, Upload
from kring.competences.frameworks.queries import item_page, search_items
from kring.competences.frameworks.queries.exporting import exported, head, languages_of, mappings
from kring.competences.frameworks.rules import case, tables
from kring.competences.frameworks.rules import mappings as mapping_rules
from kring.competences.frameworks.rules.records import Why
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from tests.frameworks import framework as empty
from tests.frameworks import small
from tests.people import START, World
from tests.together import together

pytestmark = pytest.mark.django_db

TABLE = """id,kind,name nl,name en,other names nl,description nl,broader,related
people,group,Mensen,People,,,,
lead,competence,Een team leiden,Lead a team,team aansturen|leidinggeven,Mensen leiden.,people,
coach,,Coachen,,,,people,lead
law,kennis,Arbeidsrecht,,,,,
"""


def made(world: World, by: str = "hanna") -> Framework:
    return bringing.make_framework(
        actor=world.reader(by), place=world.key("vakgroep"), title="Ours", version="1", language="nl", source="",
        now=START,
    )  # fmt: skip


def uploaded(world: World, to: Framework, text: str, sort: str = "csv") -> Upload:
    return bringing.upload(
        actor=world.reader("hanna"), framework=to.pk, sort=sort, name="ours", content=io.BytesIO(text.encode()),
        now=START,
    )  # fmt: skip


def taken(world: World, to: Framework, text: str, sort: str = "csv") -> dict[str, int]:
    file = uploaded(world, to, text, sort)
    return dict(bringing.confirm(actor=world.reader("hanna"), brought=file.pk, now=START).counts)


def wrong(world: World, to: Framework, text: str, sort: str = "csv") -> list[tuple[int, Why]]:
    looked = bringing.look(world.reader("hanna"), uploaded(world, to, text, sort))
    return [(one.line, one.why) for one in looked.problems.told]


def as_csv(to: Framework) -> str:
    out, items = io.StringIO(), exported(to)
    csv.writer(out).writerows(tables.write(items, languages_of(items)))
    return out.getvalue()


def as_case(to: Framework) -> dict[str, Any]:
    return case.write(head(to), exported(to))


def test_a_table_is_looked_at_first_and_then_taken_over(world: World) -> None:
    ours = made(world)
    file = uploaded(world, ours, TABLE)
    looked = bringing.look(world.reader("hanna"), file)
    assert (looked.new, looked.there, looked.gone, bool(looked.problems)) == (4, 0, 0, False)
    assert not Item.objects.exists()
    bringing.confirm(actor=world.reader("hanna"), brought=file.pk, now=START)
    assert not Upload.objects.exists()
    page = item_page(world.reader("mees"), Item.objects.get(uri="lead").pk, language="nl")
    assert (page.name.text, page.description.text) == ("Een team leiden", "Mensen leiden.")
    assert [one.text for one in page.others] == ["leidinggeven", "team aansturen"]
    assert [row.label for row in page.ties["broader"].rows] == ["Mensen"]
    assert [row.label for row in page.ties["related"].rows] == ["Coachen"]
    assert Item.objects.get(uri="law").kind == "knowledge"


def test_what_goes_out_comes_in_again_as_it_was(world: World) -> None:
    ours = made(world)
    taken(world, ours, TABLE)
    before = exported(ours)
    assert sum(taken(world, ours, as_csv(ours)).values()) == 0
    assert exported(ours) == before
    sent = as_case(ours)
    assert sum(taken(world, ours, json.dumps(sent), "case").values()) == len(before) + 3  # their UUIDs are kept now
    ours.refresh_from_db()
    assert as_case(ours) == sent | {"CFDocument": as_case(ours)["CFDocument"]}


def test_case_keeps_identifiers_and_names_what_it_has_no_place_for(world: World) -> None:
    ours = made(world)
    node = [{"title": "x", "identifier": f"0000000{one}-0000-4000-8000-000000000000", "uri": ""} for one in range(4)]
    given = {
        "CFDocument": {"identifier": node[0]["identifier"], "uri": "https://case.example/doc", "title": "Elsewhere",
                       "creator": "Them", "version": "3", "language": "en", "unheard": 1},
        "CFItems": [
            {"identifier": node[1]["identifier"], "uri": "https://case.example/1", "fullStatement": "Lead people",
             "humanCodingScheme": "A.1", "CFItemType": "Competency", "alternativeLabel": "Lead"},
            {"identifier": node[2]["identifier"], "fullStatement": "Work well", "CFItemType": "Domain"},
            {"identifier": node[3]["identifier"], "fullStatement": "x" * 400, "abbreviatedStatement": "Long one",
             "CFItemType": "Odd thing"},
        ],
        "CFAssociations": [
            *({"identifier": name, "associationType": kind, "originNodeURI": start, "destinationNodeURI": end}
              for name, kind, start, end in (("a", "isChildOf", node[1], node[2]), ("b", "isChildOf", node[2], node[0]),
                                             ("c", "precedes", node[1], node[3]),
                                             ("f", "isChildOf", node[3], {"uri": "https://case.example/doc"}))),
            {"identifier": "d", "associationType": "exactMatchOf", "originNodeURI": node[1],
             "destinationNodeURI": {"uri": "http://example.org/small/lead"}},
            {"identifier": "e", "associationType": "exactMatchOf", "originNodeURI": node[1],
             "destinationNodeURI": {"uri": "http://nowhere.example"}},
        ],
    }  # fmt: skip
    other = small()
    looked = bringing.look(world.reader("hanna"), uploaded(world, ours, json.dumps(given), "case"))
    assert (looked.new, looked.matches, bool(looked.problems)) == (3, 1, False)
    assert looked.unknown == {"Odd thing": 1, "precedes": 1, "exactMatchOf": 1}
    taken(world, ours, json.dumps(given), "case")
    ours.refresh_from_db()
    assert (ours.identifier, ours.guid, ours.version) == ("https://case.example/doc", node[0]["identifier"], "3")
    lead = Item.objects.get(framework=ours, uri="https://case.example/1")
    assert (lead.guid, lead.code) == (node[1]["identifier"], "A.1")
    assert Tie.objects.get(item=lead).guid == "a"
    assert Mapping.objects.get(item=lead).to == other.items["lead"]
    sent = as_case(ours)
    assert sent["CFDocument"]["identifier"] == node[0]["identifier"]
    assert [one["identifier"] for one in sent["CFItems"]] == [one["identifier"] for one in node[1:]]
    between = [one for one in sent["CFAssociations"] if one["destinationNodeURI"]["uri"] != sent["CFDocument"]["uri"]]
    assert [(one["identifier"], one["associationType"]) for one in between] == [("a", "isChildOf")]
    elsewhere = made(world)
    with pytest.raises(ConflictError):
        taken(world, elsewhere, json.dumps(given), "case")


def test_what_is_wrong_with_case_is_named(world: World) -> None:
    ours = made(world)
    sent: dict[str, Any] = {
        "CFDocument": {"identifier": "no", "uri": "u", "title": "t"},
        "CFItems": [{"identifier": "0" * 36}, 7],
    }
    assert {line for line, _why in wrong(world, ours, json.dumps(sent), "case")} == {0, 1, 2}
    assert wrong(world, ours, "{" * 30, "case") == [(0, Why.BROKEN)]
    assert wrong(world, ours, '{"a":' * 100_000, "case") == [(0, Why.BROKEN)]
    taken(world, ours, TABLE)
    good = as_case(ours)
    good["CFAssociations"][0]["destinationNodeURI"] = {"identifier": "gone"}
    good["CFAssociations"][1]["destinationNodeURI"] = good["CFAssociations"][1]["originNodeURI"]
    good["CFItems"].append(good["CFItems"][0])
    assert {why for _line, why in wrong(world, ours, json.dumps(good), "case")} == {
        Why.NOT_THERE, Why.TO_ITSELF, Why.TWICE,
    }  # fmt: skip
    for text in ("\0", "[]"):
        with pytest.raises(InvalidError):
            uploaded(world, ours, text, "case")


def test_every_wrong_row_is_named_and_nothing_is_done(world: World) -> None:
    ours = made(world)
    taken(world, ours, TABLE)
    text = (
        "id,kind,name nl,broader\n"
        "a,,A,b\n"  # beneath itself, by b
        "b,,B,a\n"
        "a,,Again,\n"
        "has space,,C,\n"
        "d,wizardry,D,\n"
        "e,,,\n"
        "f,,F,nothing\n"
        "g,,G,g\n"
        f"h,,{'x' * 400},\n"
    )
    assert wrong(world, ours, text) == [
        (2, Why.RING), (3, Why.RING), (4, Why.TWICE), (5, Why.NO_URI), (6, Why.UNKNOWN_KIND), (7, Why.NO_LABEL),
        (8, Why.NOT_THERE), (9, Why.TO_ITSELF), (10, Why.TOO_LONG),
    ]  # fmt: skip
    before = exported(ours)
    with pytest.raises(ConflictError):
        taken(world, ours, text)
    assert exported(ours) == before
    assert wrong(world, ours, "name nl\nx\n") == [(1, Why.MISSING_COLUMNS)]
    many = "id,name nl\n" + "".join(f"n{one},n\n" for one in range(tables.MOST_ROWS + 3))
    assert wrong(world, ours, many) == [(tables.MOST_ROWS + 2, Why.TOO_MANY_ROWS)]


def test_a_code_that_stands_twice_is_named_and_taken_as_it_stands(world: World) -> None:
    ours = made(world)
    text = "id,kind,code,name nl\na,,1,A\nb,group,1,B\nc,,1,C\nd,,,D\ne,,,E\n"
    looked = bringing.look(world.reader("hanna"), uploaded(world, ours, text))
    assert not looked.problems
    assert [(one.line, one.why, one.said) for one in looked.remarks.told] == [(4, Why.CODE_TWICE, "1")]
    assert taken(world, ours, text)["items added"] == 5
    again = bringing.look(world.reader("hanna"), uploaded(world, ours, json.dumps(as_case(ours)), "case"))
    assert [one.line for one in again.remarks.told] == [3]


def test_what_is_too_large_is_refused_before_it_is_read(world: World) -> None:
    class Endless(io.BytesIO):
        """A file of 10 GB, of which nothing may be read but its beginning."""

        def seek(self, where: int, whence: int = 0) -> int:
            return 10_000_000_000 if whence else 0

        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert 0 < size <= bringing.MOST_BYTES + 1
            return b"{" + b" " * (size - 1)

    ours = made(world)
    for sort in ("csv", "mappings", "case"):
        with pytest.raises(InvalidError) as refused:
            bringing.upload(
                actor=world.reader("hanna"), framework=ours.pk, sort=sort, name="ours", content=Endless(), now=START
            )
        assert "too large" in str(refused.value.fields["file"])


def test_no_file_by_page_is_taken_for_all_of_what_an_importer_keeps(world: World) -> None:
    olga, ours = world.reader("olga"), small().framework
    file = bringing.upload(
        actor=olga, framework=ours.pk, sort="csv", name="ours", content=io.BytesIO(TABLE.encode()), now=START
    )
    Framework.objects.filter(pk=ours.pk).update(importer="esco")
    before = exported(ours)
    for sort, text in (("csv", TABLE), ("case", json.dumps(as_case(ours)))):
        with pytest.raises(InvalidError) as refused:
            bringing.upload(
                actor=olga, framework=ours.pk, sort=sort, name="ours", content=io.BytesIO(text.encode()), now=START
            )
        assert "kring import esco" in str(refused.value.fields["file"])
    with pytest.raises(ConflictError, match="kring import esco"):
        bringing.confirm(actor=olga, brought=file.pk, now=START)
    bringing.upload(
        actor=olga, framework=ours.pk, sort="mappings", name="ours",
        content=io.BytesIO(b"item,match,other item\n"), now=START,
    )  # fmt: skip
    told = bringing.describe(
        actor=olga, framework=ours.pk, title="The small one", version="99", language="nl", source="", now=START
    )
    assert (told.title, told.version, told.language) == ("The small one", "1", "en")
    assert exported(ours) == before


def test_items_keep_what_refers_to_them_and_what_is_gone_is_retired(world: World) -> None:
    ours = made(world)
    taken(world, ours, TABLE)
    lead = Item.objects.get(uri="lead")
    word = adopt(actor=world.reader("mees"), item=lead.pk)
    counts = taken(world, ours, "id,name nl\nlead,Leidinggeven aan teams\nnew,Nieuw\n")
    assert (counts["items added"], counts["items retired"]) == (1, 3)
    lead.refresh_from_db()
    assert lead.competence == word
    assert [one.text for one in Label.objects.filter(item=lead)] == ["Leidinggeven aan teams"]
    assert search_items(world.reader("mees"), "coachen", language="nl").page.rows == []


def test_mappings_go_in_and_out(world: World) -> None:
    ours, other = made(world), small()
    taken(world, ours, TABLE)
    text = (
        "item,match,other item\nlead,skos:exactMatch,http://example.org/small/lead\n"
        "coach,narrow,http://example.org/small/coach\n"
    )
    assert taken(world, ours, text, "mappings") == {"mappings": 2}
    lead = Item.objects.get(framework=ours, uri="lead")
    assert [(one.kind, one.item.label, one.framework) for one in
            item_page(world.reader("mees"), lead.pk, language="en").matches] == [
        ("exactMatch", "lead a team", "Small framework")]  # fmt: skip
    rows = mappings(world.reader("mees"), ours, language="en")
    assert [row[:3] for row in rows] == [
        ("lead", "exactMatch", "http://example.org/small/lead"),
        ("coach", "narrowMatch", "http://example.org/small/coach"),
    ]
    out = io.StringIO()
    csv.writer(out).writerows(mapping_rules.write(rows))
    assert taken(world, ours, out.getvalue(), "mappings") == {"mappings": 2}
    assert taken(world, ours, "item,match,other item\nlead,closeMatch,http://example.org/small/lead\n", "mappings")
    assert [(one.item, one.kind, one.to) for one in Mapping.objects.all()] == [
        (lead, "closeMatch", other.items["lead"])
    ]
    text = "item,match,other item\nx,exact,y\nlead,exact,y\nlead,odd,z\nlead,exact,coach\n,exact,q\n"
    assert wrong(world, ours, text, "mappings") == [
        (4, Why.UNKNOWN_MATCH), (6, Why.NO_URI), (2, Why.NOT_THERE), (3, Why.UNKNOWN_ITEM), (5, Why.SAME_FRAMEWORK),
    ]  # fmt: skip
    assert wrong(world, ours, "a,b\n1,2\n", "mappings") == [(1, Why.MISSING_COLUMNS)]


def test_only_who_keeps_a_place_keeps_its_frameworks(world: World) -> None:
    ours = made(world)
    for name in ("mees", "stan", "olga"):
        with pytest.raises((RefusedError, NotThereError)):
            made(world, name)
        with pytest.raises(NotThereError):
            bringing.describe(actor=world.reader(name), framework=ours.pk, title="x", version="", language="nl",
                              source="", now=START)  # fmt: skip
        with pytest.raises(NotThereError):
            bringing.waiting(world.reader(name), uploaded(world, ours, TABLE).pk)
    everyones = bringing.make_framework(
        actor=world.reader("olga"), place=None, title="All", version="", language="en", source="", now=START
    )
    assert everyones.place_id is None
    for wrong_one in ({"title": " "}, {"language": "Klingon!"}):
        told = {"title": "x", "version": "", "language": "nl", "source": ""} | wrong_one
        with pytest.raises(InvalidError):
            bringing.describe(actor=world.reader("hanna"), framework=ours.pk, now=START, **told)
    for _ in range(bringing.MOST_OF_A_PLACE - 1):
        made(world)
    with pytest.raises(ConflictError):
        made(world)


def test_files_that_wait_are_few_and_can_be_dropped(world: World) -> None:
    ours = made(world)
    files = [uploaded(world, ours, TABLE) for _ in range(7)]
    assert Upload.objects.count() == 5
    bringing.drop(actor=world.reader("hanna"), brought=files[-1].pk)
    assert Upload.objects.count() == 4
    with pytest.raises(NotThereError):
        bringing.drop(actor=world.reader("hanna"), brought=files[-1].pk)


def test_a_framework_that_is_too_large_is_not_downloaded(world: World) -> None:
    ours = empty("large").framework
    Item.objects.bulk_create(
        Item(framework=ours, uri=f"u{one}", kind="competence") for one in range(tables.MOST_ROWS + 1)
    )
    with pytest.raises(ConflictError):
        exported(ours)


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_take_it_over_once(world: World) -> None:
    ours = made(world)
    file = uploaded(world, ours, TABLE).pk
    reader = world.reader("hanna")
    codes = together(*[lambda: bringing.confirm(actor=reader, brought=file, now=START)] * 2)
    assert codes in (["busy"], ["nottheree"], ["notthereerror"], [])
    assert Item.objects.filter(framework=ours).count() == 4
