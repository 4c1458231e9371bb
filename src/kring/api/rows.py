"""From rows of queries to shapes of the API."""

from collections.abc import Iterable, Sequence

from django.conf import settings

from kring.api import kept, shapes
from kring.communities.queries import CircleRow, MemberRow
from kring.competences.queries import Word
from kring.conversations import queries as conversations
from kring.conversations.models import Post, PostKind
from kring.conversations.queries import CommentRow, ConversationRow, PostRow
from kring.finding.evidence.queries.own import Known
from kring.foundation.access.readers import Reader
from kring.meetings.library.queries import PieceRow
from kring.meetings.queries import MeetingRow


def photo_of(photo: str) -> str | None:
    """The address of a stored photo."""
    return f"{settings.BASE_URL}/photos/{photo}" if photo else None


def person(handle: str, name: str, photo: str = "") -> shapes.PersonRef:
    """A person, by name."""
    return shapes.PersonRef(handle, name, photo_of(photo))


def competences(words: Iterable[Word]) -> list[shapes.Competence]:
    """Words of the vocabulary."""
    return [shapes.Competence(*word) for word in words]


def own_competence(one: Known) -> shapes.OwnCompetence:
    """A competence of the caller's own, with what shows it."""
    held = one.mastery
    because = [
        shapes.Grounds(ground.kind, ground.pieces, ground.returned, ground.latest, ground.level)
        for ground in (held.because if held is not None else ())
    ]
    level, sureness = (held.level, str(held.sureness)) if held is not None else (None, None)
    return shapes.OwnCompetence(shapes.Competence(*one.word), level, sureness, one.hidden, because)


def circle(row: CircleRow) -> shapes.CommunityItem:
    """A community in a list."""
    return shapes.CommunityItem(*row[:9])


def member(row: MemberRow) -> shapes.Member:
    """A member in a list."""
    return shapes.Member(row.handle, row.name, photo_of(row.photo), row.headline, row.joined_at)


def place(slug: str | None, name: str | None) -> shapes.CircleRef | None:
    """The circle in which a conversation stands; None for a private case."""
    return shapes.CircleRef(slug, name) if slug and name else None


def meeting(row: MeetingRow) -> kept.MeetingItem:
    """A meeting in a list."""
    return kept.MeetingItem(
        row.id,
        row.title,
        row.kind,
        row.mode,
        row.location,
        row.starts_at,
        row.ends_at,
        row.zone,
        row.state,
        row.series,
        place(row.circle, row.circle_name),
        f"{settings.BASE_URL}/meetings/{row.id}",
    )


def piece(row: PieceRow) -> kept.PieceItem:
    """A piece of a library in a list."""
    return kept.PieceItem(
        row.id,
        row.kind,
        row.title,
        row.language,
        row.speaker or row.speaker_name,
        row.link or None,
        row.content_type,
        row.size,
        row.adder_handle,
        row.added_at,
        row.meeting,
        place(row.circle, row.circle_name),
        f"{settings.BASE_URL}/library/{row.id}",
    )


def conversation(row: ConversationRow) -> shapes.ConversationItem:
    """A conversation in a list."""
    return shapes.ConversationItem(
        row.id,
        row.kind,
        row.title,
        row.language,
        place(row.circle, row.circle_name),
        person(row.handle, row.author, row.photo),
        row.created_at,
        row.last_at,
        row.replies,
        row.accepted,
        list(row.competences),
    )


def posts(reader: Reader, rows: Sequence[PostRow]) -> list[shapes.Post]:
    """Posts with their comments and the reader's own reactions. Two queries."""
    keys = [row.id for row in rows]
    under = conversations.comments(keys)
    own: dict[int, list[str]] = {}
    for key, kind in sorted(conversations.own_reactions(reader, keys)):
        own.setdefault(key, []).append(kind)
    return [_post(row, under.get(row.id, []), own.get(row.id, [])) for row in rows]


def _post(row: PostRow, comments: Sequence[CommentRow], own_reactions: list[str]) -> shapes.Post:
    return shapes.Post(
        id=row.id,
        kind=kind_name(row.kind),
        author=person(row.handle, row.author, row.photo),
        html=row.html,
        created_at=row.created_at,
        edited_at=row.edited_at,
        version=row.version,
        accepted_at=row.accepted_at,
        withdrawn=row.withdrawn,
        reactions=row.reactions,
        own_reactions=own_reactions,
        comments=[shapes.Comment(one.id, person(one.handle, one.author), one.html, one.created_at) for one in comments],
    )


def post_text(post: Post) -> shapes.PostText:
    """One post with its Markdown."""
    return shapes.PostText(
        id=post.pk,
        conversation=post.conversation_id,
        kind=kind_name(post.kind),
        under=post.under_id,
        author=person(post.author.handle, post.author.name, post.author.photo),
        body=post.body,
        html=post.html,
        created_at=post.created_at,
        edited_at=post.edited_at,
        version=post.version,
        accepted_at=post.accepted_at,
        reactions=post.reactions,
    )


def kind_name(kind: int) -> str:
    """The word for a kind of post: opening, answer, reply or comment."""
    return _KINDS[kind]


_KINDS = {int(kind): kind.name.lower() for kind in PostKind}
