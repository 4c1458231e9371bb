"""What a file is, by its content."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kring.foundation.files.rules import DOCX, ENDINGS, ODP, ODT, PPTX, XLSX, kind_of


def archive(*parts: str, mime: str = "") -> BytesIO:
    """An office document with these parts."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as document:
        if mime:
            document.writestr(zipfile.ZipInfo("mimetype"), mime)
        for part in parts:
            document.writestr(part, "<x/>" * 40)
    return made


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n..", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF1234WEBPVP8 ", "image/webp"),
        ("Aanwezig: Zoë\n".encode(), "text/plain"),
        (b"GIF89a", "text/plain"),
        (b"RIFF1234AVI LIST\x00", None),
        (b"\xff\xfeh\x00", None),
        (b"PK\x03\x04", None),
        (b"text\x1b[2J", None),
    ],
)
def test_what_a_file_is_its_content_says(content: bytes, kind: str | None) -> None:
    assert kind_of(BytesIO(content)) == kind


TYPES = "[Content_Types].xml"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (archive(TYPES, "word/document.xml"), DOCX),
        (archive(TYPES, "ppt/presentation.xml", "ppt/slides/slide1.xml"), PPTX),
        (archive(TYPES, "xl/workbook.xml"), XLSX),
        (archive("content.xml", mime=ODP), ODP),
        (archive("content.xml", mime=ODT), ODT),
        # Programs in it, two kinds at once, an archive of anything, or one that only says that it is a document.
        (archive(TYPES, "word/document.xml", "word/vbaProject.bin"), None),
        (archive("content.xml", "Basic/Standard/Module1.xml", mime=ODT), None),
        (archive(TYPES, "word/document.xml", "xl/workbook.xml"), None),
        (archive("word/document.xml"), None),
        (archive("holiday.jpg"), None),
        (archive("META-INF/MANIFEST.MF", mime="application/java-archive"), None),
        (archive("index.html", mime=ODT), None),
    ],
)
def test_an_office_document_is_what_its_parts_make_it(content: BytesIO, kind: str | None) -> None:
    assert kind_of(content) == kind


def test_a_page_is_plain_text_and_a_drawing_too() -> None:
    """They are fetched as text: no browser takes them for more."""
    for said in (b"<!doctype html><script>alert(1)</script>", b"<svg xmlns='http://www.w3.org/2000/svg'/>"):
        assert kind_of(BytesIO(said)) == "text/plain"


@given(st.binary(max_size=400), st.integers(0, 600))
def test_whatever_is_brought_has_a_kind_or_none(noise: bytes, cut: int) -> None:
    whole = archive(TYPES, "word/document.xml").getvalue()
    for content in (noise, whole[:cut] + noise, noise + whole, whole[:-22] + noise[:22]):
        assert kind_of(BytesIO(content)) in {None, *ENDINGS}
