"""Adding a piece to a library or to a meeting, changing and withdrawing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.competences.actions import share
from kring.conversations.actions.starting import known_competences
from kring.conversations.drafts import Checked
from kring.foundation.access.models import Place
from kring.foundation.access.readers import Reader, signed_in
from kring.foundation.access.rules import NETWORK, PUBLIC
from kring.foundation.accounts.models import Account
from kring.foundation.errors import ConflictError, NotThereError, RefusedError
from kring.foundation.events.actions import record
from kring.foundation.files import rules as kinds
from kring.foundation.files import store
from kring.foundation.text import markup
from kring.foundation.text.addresses import web_address
from kring.meetings.actions import checks
from kring.meetings.library.access import PIECE
from kring.meetings.library.events import PieceAdded, PieceChanged
from kring.meetings.library.models import Kind, Piece
from kring.meetings.library.rules import takes_file

LONGEST_ABOUT: Final = 4_000
LONGEST_LINK: Final = 500
MOST_A_DAY: Final = 100
TAKEN: Final = store.Taken(
    kinds=frozenset(kinds.ENDINGS),
    most=25_000_000,
    otherwise=_(
        "We take PDF, Word, PowerPoint, Excel, OpenDocument, pictures and plain text, without macros. Put a recording "
        "where it can be played, and give its link."
    ),
)
_ABOUT_FILE: Final = ("sha256", "size", "content_type", "name")
_NO_FILE: Final[dict[str, Any]] = {"sha256": "", "size": 0, "content_type": "", "name": ""}
REASONS: Final = {
    "add": _("Only members of this circle add to its library. Join it first."),
    "change": _("Only whoever added this, or a host, can change it."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A piece as someone describes it. `speaker` is a name, or `@` and the handle of someone in Kring; without a
    `link` it is a file."""

    kind: str
    title: str
    about: str = ""
    speaker: str = ""
    link: str = ""
    language: str = "nl"
    competences: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that is brought, and what it is called there."""

    content: IO[bytes]
    name: str


def add(
    *,
    actor: Reader,
    draft: Draft,
    now: datetime,
    place: int | None = None,
    meeting: int | None = None,
    upload: Upload | None = None,
) -> Piece:
    """Add a piece to the library of a place, or to that of a meeting's place and attach it to the meeting.

    Raises NotThereError, RefusedError, ConflictError (archived, or too much in a day), InvalidError by field.
    """
    piece = _new(actor, place, meeting)
    author = _allowed(actor, "add", piece)
    checks.writable(piece.place)
    described = _described(draft, piece.place, has_file=upload is not None)
    described |= _kept(upload)
    with transaction.atomic():
        # Her account is held, so that two windows count together.
        Account.objects.select_for_update(no_key=True).get(pk=author)
        if Piece.objects.filter(added_by=author, added_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
            raise ConflictError(_("You added a hundred pieces today. Go on tomorrow."), code="too-many-pieces")
        piece.added_by_id, piece.added_at, piece.changed_at = author, now, now
        _write(piece, described)
        piece.save()
        record(PieceAdded(piece=piece.pk), actor=author, now=now)
    return piece


def change(
    *, actor: Reader, piece: int, draft: Draft, version: int, now: datetime, upload: Upload | None = None
) -> Piece:
    """Change a piece. A file stays unless another is brought, or a link is given in its place.

    Raises ConflictError when someone changed it since `version`, InvalidError by field.
    """
    seen = _standing(actor, piece)
    author = _allowed(actor, "change", seen)
    checks.writable(seen.place)
    keeps_file = upload is None and not draft.link.strip() and bool(seen.sha256)
    described = _described(draft, seen.place, has_file=upload is not None or keeps_file)
    described |= {name: getattr(seen, name) for name in _ABOUT_FILE} if keeps_file else _kept(upload)
    with transaction.atomic():
        changed = _standing(actor, piece, lock=True)
        if changed.version != version:
            raise ConflictError(
                _("This was changed while you were writing. Your text is kept below; compare the two."),
                code="changed-meanwhile",
            )
        _write(changed, described)
        changed.version, changed.changed_at = version + 1, now
        changed.save()
        record(PieceChanged(piece=piece), actor=author, now=now)
    return changed


@transaction.atomic
def withdraw(*, actor: Reader, piece: int, now: datetime) -> Piece:
    """Take a piece back: nobody finds or opens it any more, and its file is forgotten when nothing else names it.

    Also in an archived circle. Raises NotThereError when it was withdrawn before.
    """
    gone = _standing(actor, piece, lock=True)
    author = _allowed(actor, "change", gone)
    gone.withdrawn_at = now
    gone.save(update_fields=["withdrawn_at"])
    record(PieceChanged(piece=piece), actor=author, now=now)
    return gone


def _new(actor: Reader, place: int | None, meeting: int | None) -> Piece:
    """An empty piece where it is to stand, as far as the actor may look there."""
    if meeting is not None:
        held = checks.seen(actor, meeting)
        return Piece(place=held.place, meeting=held)
    where = Place.objects.select_related("community").filter(pk=place or 0).first()
    if where is None or not actor.may_look(where.scope):
        raise NotThereError
    return Piece(place=where)


def _standing(actor: Reader, key: int, *, lock: bool = False) -> Piece:
    """A piece that the actor may read and that wasn't withdrawn."""
    rows = Piece.objects.select_related("place__community", "meeting").filter(
        PIECE.filter(actor, "read"), withdrawn_at=None
    )
    piece = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).filter(pk=key).first()
    if piece is None:
        raise NotThereError
    return piece


def _allowed(actor: Reader, action: str, piece: Piece) -> int:
    account = signed_in(actor)
    if not PIECE.allows(actor, action, piece):
        raise RefusedError(REASONS[action], code=f"may-not-{action}")
    return account


def _described(draft: Draft, place: Place, *, has_file: bool) -> dict[str, Any]:
    """The columns that describe a piece; raises InvalidError with what is wrong by field."""
    check = Checked()
    title = check.line("title", draft.title, longest=200)
    about = check.text("about", draft.about, longest=LONGEST_ABOUT, needed=False)
    speaker, speaker_name = _speaker(check, draft.speaker, place)
    if draft.kind not in Kind.values:
        check.wrong["kind"] = _("Choose one of these.")
    link = _link(check, draft, has_file=has_file)
    check.done()
    competences = known_competences(draft.competences)
    if place.scope in (PUBLIC, NETWORK):
        share(competences)
    return {
        "kind": draft.kind,
        "title": title,
        "about": about,
        "html": markup.render(about) if about else "",
        "speaker": speaker,
        "speaker_name": speaker_name,
        "link": link,
        "language": "nl" if draft.language == "nl" else "en",
        "competences": competences,
    }


def _link(check: Checked, draft: Draft, *, has_file: bool) -> str:
    """The address of a piece; empty for a file. It is one of the two."""
    given = draft.link.strip()
    if given and has_file:
        check.wrong["link"] = _("Give a link or a file, not both.")
    elif has_file and not takes_file(draft.kind):
        check.wrong["file"] = _("A recording or a link isn't a file. Give an address, or choose another kind.")
    elif not given and not has_file:
        where = "file" if takes_file(draft.kind) else "link"
        check.wrong[where] = _("Give a link or a file.") if where == "file" else _("Give a link.")
    link = web_address(given, longest=LONGEST_LINK) if given else ""
    if link is None:
        check.wrong["link"] = _("Give an address that begins with https://.")
    return link or ""


def _speaker(check: Checked, said: str, place: Place) -> tuple[Account | None, str]:
    """Who spoke: someone who can see the place, or a name from outside."""
    name = check.line("speaker", said, longest=120, needed=False)
    if not name.startswith("@"):
        return None, name
    account = PIECE.audience("read", Piece(place=place)).filter(handle=name[1:].lower()).first()
    if account is None:
        check.wrong["speaker"] = _("There is nobody with this name who can see this circle.")
    return account, ""


def _kept(upload: Upload | None) -> dict[str, Any]:
    """The columns of a file that is brought; of none, those of a link."""
    if upload is None:
        return _NO_FILE
    stored = store.keep(upload.content, TAKEN)
    return {
        "sha256": stored.sha256,
        "size": stored.size,
        "content_type": stored.content_type,
        "name": store.called(upload.name, stored, otherwise="file"),
    }


def _write(piece: Piece, described: dict[str, Any]) -> None:
    for name, value in described.items():
        setattr(piece, name, value)
