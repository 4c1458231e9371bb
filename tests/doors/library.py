"""Libraries for tests of the doors.

piece, hidden_piece       files that mees added, in `vakgroep` and in `verborgen`; `told` came of the first, and of the
                          meeting `over`
"""

from io import BytesIO

from kring.foundation import clock
from kring.meetings.library import actions
from kring.meetings.library.actions.adding import Draft, Upload
from kring.meetings.library.models import Piece
from kring.meetings.library.queries import Source
from tests.people import World


def library(world: World) -> None:
    """Put them into the world, after its meetings."""
    piece, hidden = (_added(world, slug) for slug in ("vakgroep", "verborgen"))
    told = int(str(world.extra["told"]))
    for source in (Source(piece=piece.pk), Source(meeting=int(str(world.extra["over"])))):
        actions.link(actor=world.reader("mees"), source=source, conversation=told, now=clock.now())
    world.extra |= {"piece": piece.pk, "hidden_piece": hidden.pk}


def _added(world: World, slug: str) -> Piece:
    draft = Draft(kind="talk", title=f"What {slug} keeps", language="en")
    upload = Upload(BytesIO(f"%PDF-1.7 {slug}".encode()), f"{slug}.pdf")
    return actions.add(actor=world.reader("mees"), place=world.key(slug), draft=draft, upload=upload, now=clock.now())
