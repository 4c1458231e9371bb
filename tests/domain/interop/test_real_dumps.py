"""Real dumps come in whole, where there are any: in folders below KRING_DUMPS, else where the bench looks for them.

The first test holds without them and says how many were found; `-rA` shows it.
"""

import argparse
import os
import re
import sys
from pathlib import Path

import pytest
from django.db import connection

from kring.communities.models import Community
from kring.conversations.models import Conversation, Post
from kring.interop.importers import command, dump, rows

ROOT = Path(os.environ.get("KRING_DUMPS", Path(__file__).parents[4] / "shared/data/stackexchange"))
FOLDERS = sorted(path.parent for path in ROOT.glob("*/Posts.xml"))

_OUT_OF_STEP = """
    SELECT count(*) FROM conversation AS c WHERE
       replies <> (SELECT count(*) FROM post AS p WHERE p.conversation_id = c.id AND kind = 2)
    OR accepted <> (SELECT count(accepted_at) FROM post AS p WHERE p.conversation_id = c.id)
    OR last_at <> (SELECT max(created_at) FROM post AS p WHERE p.conversation_id = c.id)
"""


def test_which_dumps_are_there() -> None:
    """Says plainly what the tests below ran on; finding none is no failure."""
    sys.stdout.write(
        f"{len(FOLDERS)} real dumps below {ROOT}: {', '.join(folder.name for folder in FOLDERS) or 'none'}"
    )


@pytest.mark.parametrize("folder", [folder for folder in FOLDERS if (folder / "Posts.xml").stat().st_size < 10_000_000],
                         ids=lambda folder: folder.name)  # fmt: skip
@pytest.mark.django_db
def test_every_question_and_answer_comes_in_once(folder: Path) -> None:
    kinds = [
        int(kind) for kind in re.findall(r' PostTypeId="(\d+)"', (folder / "Posts.xml").read_text(encoding="utf-8"))
    ]
    arguments = argparse.Namespace(folder=folder, into=folder.name, language="en")
    assert command.run(arguments) == 0
    assert command.run(arguments) == 0
    assert Conversation.objects.count() == kinds.count(1)
    assert Post.objects.filter(kind=2).count() == kinds.count(2)
    community = Community.objects.get()
    assert community.members == community.memberships.count()
    with connection.cursor() as cursor:
        cursor.execute(_OUT_OF_STEP)
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_row_can_be_read(folder: Path) -> None:
    for path in dump.opened(folder).files.values():
        read = list(rows.DumpFile(path).rows())
        assert not [each for each in read if isinstance(each, rows.Broken)]
        assert len(read) == path.read_bytes().count(b"<row ")
