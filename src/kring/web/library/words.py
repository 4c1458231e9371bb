"""Words of libraries for people: what kind a piece is, what one gets, and who spoke."""

from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from babel.numbers import format_decimal
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kring.foundation.files.rules import DOCX, ODP, ODS, ODT, PDF, PPTX, TEXT, XLSX
from kring.meetings.library.models import Kind, Piece
from kring.meetings.library.queries import PieceRow
from kring.web import presenting
from kring.web.meetings.words import meeting_url

KINDS: Final = {
    Kind.TALK.value: gettext_lazy("Talk"),
    Kind.RECORDING.value: gettext_lazy("Recording"),
    Kind.DOCUMENT.value: gettext_lazy("Document"),
    Kind.LINK.value: gettext_lazy("Link"),
}
MANY: Final = {
    Kind.TALK.value: gettext_lazy("Talks"),
    Kind.RECORDING.value: gettext_lazy("Recordings"),
    Kind.DOCUMENT.value: gettext_lazy("Documents"),
    Kind.LINK.value: gettext_lazy("Links"),
}
_TYPES: Final = {
    PDF: "PDF", TEXT: gettext_lazy("text"), DOCX: "Word", PPTX: "PowerPoint", XLSX: "Excel",
    ODT: "OpenDocument", ODP: "OpenDocument", ODS: "OpenDocument",
}  # fmt: skip


class Row(NamedTuple):
    """A piece in a list. `what` is what one gets: the host of an address, or the type and size of a file."""

    url: str
    title: str
    kind: str
    what: str
    speaker: str
    added_at: Any
    adder: str
    adder_url: str
    meeting: str | None
    meeting_url: str | None
    circle: str | None
    circle_url: str | None
    lang: str | None


def piece_url(key: int) -> str:
    """The page of a piece."""
    return f"/library/{key}"


def row(found: PieceRow, *, with_circle: bool = True, with_meeting: bool = True) -> Row:
    """A piece as a list shows it."""
    at_meeting = with_meeting and found.meeting is not None
    in_circle = with_circle and found.circle is not None
    return Row(
        url=piece_url(found.id),
        title=found.title,
        kind=str(KINDS[found.kind]),
        what=what(found.link, found.content_type, found.size),
        speaker=found.speaker or found.speaker_name,
        added_at=found.added_at,
        adder=found.adder,
        adder_url=presenting.person_url(found.adder_handle),
        meeting=found.meeting_title if at_meeting else None,
        meeting_url=meeting_url(found.meeting or 0) if at_meeting else None,
        circle=found.circle_name if in_circle else None,
        circle_url=presenting.circle_url(found.circle or "") if in_circle else None,
        lang=found.language if found.language != translation.get_language() else None,
    )


def what(link: str, content_type: str, size: int) -> str:
    """What one gets: "example.org", or "PDF, 1.2 MB"."""
    if link:
        return host_of(link)
    return f"{_TYPES.get(content_type, _('picture'))}, {_size(size)}"


def host_of(link: str) -> str:
    """Where a link leads."""
    return (urlsplit(link).hostname or link).removeprefix("www.")


def speaker_of(piece: Piece) -> tuple[str, str | None] | None:
    """Who spoke, with her page if she has one."""
    if piece.speaker is not None:
        return piece.speaker.name, presenting.person_url(piece.speaker.handle)
    return (piece.speaker_name, None) if piece.speaker_name else None


def _size(size: int) -> str:
    """A number of bytes as people say it."""
    language = translation.get_language() or "en"
    if size < 1_000_000:
        return _("%(size)s kB") % {"size": format_decimal(max(1, round(size / 1_000)), locale=language)}
    return _("%(size)s MB") % {"size": format_decimal(round(size / 1_000_000, 1), locale=language)}
