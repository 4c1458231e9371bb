"""Files of learning: CSV and XLSX, mended and taken in as a whole."""

import zipfile
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

import pytest

from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.tables import reading as tables
from kring.foundation.tables.reading import read_table
from kring.learning import actions, queries
from kring.learning.actions.importing import seen
from kring.learning.models import Entry, Import, ImportState, LedgerMonth
from tests.people import World

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HEADS = ["Datum", "Titel", "Duur", "Soort", "Wiens tijd", "10-20-70", "Punten", "Anders"]
ROWS = [
    ["3-11-2026", "Schadefraude", "2 uur", "webinar", "werkgever", "", "2,5", "x"],
    ["2026-11-04", "Lekkage", "1:30", "intervisie", "eigen", "20", "", ""],
    ["2026-11-04", "Lekkage", "1:30", "intervisie", "eigen", "20", "", ""],
]


def brought(world: World, rows: list[list[str]] = ROWS, heads: list[str] = HEADS) -> Import:
    return actions.open_import(actor=world.reader("mees"), name="mine.csv", heads=heads, cells=rows, now=NOW)


def test_right_rows_are_taken_in_once_however_often_the_file_comes(world: World) -> None:
    mees = world.reader("mees")
    done = actions.take_in(actor=mees, brought=brought(world).pk, now=NOW)
    assert (done.added, done.known, done.left_out, done.rows) == (3, 0, 0, [])
    first = Entry.objects.order_by("pk")[0]
    assert (first.title, first.minutes, first.time, first.way, first.facts) == (
        "Schadefraude", 120, "employer", "course", {"points": "2.5"},
    )  # fmt: skip
    actions.strike(actor=mees, entry=first.pk, because="", now=NOW)
    again = actions.take_in(actor=mees, brought=brought(world).pk, now=NOW)
    assert (again.added, again.known) == (0, 3)
    more = actions.take_in(actor=mees, brought=brought(world, [*ROWS, ROWS[0]]).pk, now=NOW)
    assert (more.added, more.known) == (1, 3)
    assert sum(LedgerMonth.objects.values_list("minutes", flat=True)) == 120 + 180


def test_nothing_is_written_while_a_row_is_wrong(world: World) -> None:
    mees = world.reader("mees")
    file = brought(world, [*ROWS, ["31-2-2026", "", "soon", "flying", "nobody", "50", "many"]])
    wrong = seen(file, now=NOW)[3]
    assert set(wrong.wrong) == {"day", "title", "duration", "kind", "time", "way", "points"}
    with pytest.raises(ConflictError):
        actions.take_in(actor=mees, brought=file.pk, now=NOW)
    assert Entry.objects.count() == 0
    changes = {4: {"day": "1-2-2026", "title": "A", "nonsense": "x"}, 9: {"title": "B"}, 0: {"title": "C"}}
    mended = actions.mend(actor=mees, brought=file.pk, changes=changes)
    assert set(seen(mended, now=NOW)[3].wrong) == {"duration", "kind", "time", "way", "points"}
    actions.leave_out(actor=mees, brought=file.pk, numbers=[4])
    done = actions.take_in(actor=mees, brought=file.pk, now=NOW)
    assert (done.added, done.left_out) == (3, 1)
    for act in (
        lambda: actions.take_in(actor=mees, brought=file.pk, now=NOW),
        lambda: actions.mend(actor=mees, brought=file.pk, changes={}),
        lambda: actions.drop_import(actor=mees, brought=file.pk, now=NOW),
    ):
        with pytest.raises(ConflictError):
            act()


def test_a_file_is_its_owner_s(world: World) -> None:
    file = brought(world)
    with pytest.raises(NotThereError):
        actions.take_in(actor=world.reader("hanna"), brought=file.pk, now=NOW)
    with pytest.raises(NotThereError):
        queries.own_import(world.reader("hanna"), file.pk)


def test_of_many_files_that_wait_the_oldest_is_dropped(world: World) -> None:
    waiting = [
        actions.open_import(
            actor=world.reader("mees"), name=str(number), heads=HEADS, cells=ROWS, now=NOW + timedelta(minutes=number)
        )
        for number in range(7)
    ]
    names = [file.name for file in queries.waiting_imports(world.reader("mees"))]
    assert names == ["6", "5", "4", "3", "2"]
    assert Import.objects.get(pk=waiting[0].pk).state == ImportState.DROPPED


def test_times_and_several_days_are_read(world: World) -> None:
    heads = ["first day", "date", "from", "until", "title", "minutes"]
    rows = [
        ["", "2026-10-12", "19:00", "21.30", "Peers", ""],
        ["2026-10-13", "2026-10-14", "", "", "Two days", "960"],
        ["", "2026-10-15", "21:00", "19:00", "Backwards", ""],
        ["", "2026-10-15", "25:00", "", "No time", "60"],
        ["", "2026-10-15", "", "21:00", "Only an end", "60"],
    ]
    looked = seen(brought(world, rows, heads), now=NOW)
    peers, several, backwards, no_time, only_an_end = looked
    assert peers.told
    assert peers.told.minutes == 150
    assert several.told
    assert (several.told.days, several.told.started_at) == (2, datetime(2026, 10, 12, 22, tzinfo=UTC))
    assert set(backwards.wrong) == {"ended"}
    assert set(no_time.wrong) == {"started"}
    assert set(only_an_end.wrong) == {"started"}


def xlsx(rows: list[list[object]], *, more: str = "", texts: str = "", unpacked: int | None = None) -> bytes:
    """A small XLSX file, with texts, numbers, a day, a time and a duration as a spreadsheet writes them.

    `more` is what stands below the rows, `texts` the shared ones; `unpacked` is how large the file says its parts are.
    """
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1">'
        '<numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/>'
        '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>'
        '<xf numFmtId="20" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/>'
        '<xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    lines = "".join(f"<row>{''.join(_cell(cell) for cell in row)}</row>" for row in rows)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="A" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
        f'Type="{relations}/styles" Target="styles.xml"/><Relationship Id="r3" '
        f'Type="{relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": texts or f'<sst xmlns="{main}"/>',
        "xl/styles.xml": styles,
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{lines}{more}</sheetData></worksheet>',
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
        for part in packed.filelist:
            part.file_size = part.file_size if unpacked is None else unpacked
    return made.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return f'<c s="4"><v>{(value - datetime(1899, 12, 30, tzinfo=UTC)) / timedelta(days=1)}</v></c>'
    if isinstance(value, date):
        return f'<c s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, time):
        return f'<c s="2"><v>{(value.hour * 60 + value.minute) / 1440}</v></c>'
    if isinstance(value, timedelta):
        return f'<c s="3"><v>{value / timedelta(days=1)}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


def test_a_spreadsheet_is_read_as_people_see_it(world: World) -> None:
    content = xlsx(
        [
            ["date", "title", "duration", "from", "until", "points"],
            [date(2026, 11, 3), "Course", 2, "", "", 2.5],
            [date(2026, 11, 4), "Peers", "", time(19, 0), time(21, 0), 2],
            [date(2026, 11, 5), "Long", timedelta(hours=30), "", "", ""],
            [datetime(2026, 11, 6, 9, 30, tzinfo=UTC), "Morning", 1, "", "", ""],
        ]
    )
    heads, rows = read_table(BytesIO(content), most_rows=2_000)
    assert rows[0] == ["2026-11-03", "Course", "2", "", "", "2.5"]
    assert rows[1] == ["2026-11-04", "Peers", "", "19:00", "21:00", "2"]
    assert (rows[2][2], rows[3][0]) == ("30:00", "2026-11-06 09:30")
    looked = seen(brought(world, rows, heads), now=NOW)
    assert [row.told.minutes if row.told else sorted(row.wrong) for row in looked] == [120, 120, ["duration"], ["day"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_whatever_wrote_it(encoding: str, separator: str) -> None:
    lines = ["date|title|duration", "2026-11-03|Zoë's café|2", "", '2026-11-04|"Two|parts"|1']
    content = "\r\n".join(lines).replace("|", separator).encode(encoding)
    heads, rows = read_table(BytesIO(content), most_rows=10)
    assert heads == ["date", "title", "duration"]
    assert [row[1] for row in rows] == ["Zoë's café", f"Two{separator}parts"]


def test_what_is_no_table_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    zipped = BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a", "0" * 60_000_000)
    for content in (b"", b"\n\n", b"PK\x03\x04x", b"%PDF-1.7\xff", b"\x01\xff", zipped.getvalue(), b"a\0b"):
        with pytest.raises(InvalidError) as refused:
            read_table(BytesIO(content), most_rows=10)
        assert list(refused.value.fields) == ["file"]
    monkeypatch.setattr(tables, "MOST_BYTES", 3)
    with pytest.raises(InvalidError, match="too large"):
        read_table(BytesIO(b"abcd"), most_rows=10)


ONE: list[list[object]] = [["date", "title"], [date(2026, 11, 3), "Course"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (xlsx(ONE, more='<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "far below"),
        (xlsx(ONE, more="<row r='1048576'><c><v>1</v></c><c x=\">\" r = 'XFD3'><v>1</v></c></row>"), "far below"),
        (xlsx(ONE, texts='<sst count="1" uniqueCount="+99999999999"><si><t>a</t></si></sst>'), "far below"),
        (xlsx(ONE, texts="a" * 3_000_000, unpacked=100), "no CSV"),
    ],
)
def test_a_sheet_that_would_need_more_room_than_it_has_rows_for_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(InvalidError, match=said):
        read_table(BytesIO(content), most_rows=10)


def test_a_stray_cell_nearby_is_nothing_to_refuse_a_sheet_for() -> None:
    heads, rows = read_table(
        BytesIO(xlsx(ONE, more='<row r="90"><c r="T90"><v>0.30000000000000004</v></c></row>')), most_rows=100
    )
    assert (heads[:2], rows[0][:2], rows[-1][-1]) == (["date", "title"], ["2026-11-03", "Course"], "0.3")


def test_a_quote_that_is_never_closed_swallows_no_rows() -> None:
    with pytest.raises(InvalidError, match="never closed"):
        read_table(BytesIO(b'date;title\n2026-11-03;"A book\n2026-11-04;Another\n'), most_rows=10)
    read = read_table(BytesIO(b'date;title\n2026-11-03;3,5" screen\n2026-11-04;"Storm" and water\n'), most_rows=10)
    assert [row[1] for row in read[1]] == ['3,5" screen', "Storm and water"]


def test_a_first_line_that_only_names_the_separator_is_no_head() -> None:
    assert read_table(BytesIO(b"sep=;\r\ndate;title\r\n2026-11-03;A, b\r\n"), most_rows=10) == (
        ["date", "title"], [["2026-11-03", "A, b"]],
    )  # fmt: skip


def test_a_cell_too_long_for_a_table_is_refused() -> None:
    with pytest.raises(InvalidError, match="no CSV"):
        read_table(BytesIO(b'date,title\n"' + b"x" * 200_000 + b'",y\n'), most_rows=10)
