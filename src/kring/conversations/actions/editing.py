"""Changing what one wrote, as a whole or part by part. What it said before is kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kring.conversations.access import POST
from kring.conversations.actions import checks
from kring.conversations.actions.starting import known_competences, share_in_the_open
from kring.conversations.drafts import EXPERIENCE_PARTS, LONGEST_BODY, QUESTION_PARTS, Checked, whole
from kring.conversations.events import PostChanged
from kring.conversations.models import Conversation, Experience, Kind, Post, PostKind, QuestionGuide, Revision
from kring.conversations.queries.parts import parts_of
from kring.foundation.access.readers import Reader
from kring.foundation.errors import ConflictError, InvalidError
from kring.foundation.events.actions import record
from kring.foundation.text import markup


@transaction.atomic
def edit(
    *,
    actor: Reader,
    post: int,
    version: int,
    now: datetime,
    body: str | None = None,
    parts: Mapping[str, str] | None = None,
    competences: Sequence[int] | None = None,
) -> Post:
    """Change what one wrote; what isn't given stays. `version` is the one that was shown in the form.

    What opens a question has the parts "goal" and "tried" beside its body; what opens an experience consists of its
    parts (`drafts.EXPERIENCE_PARTS`) instead. Either takes `competences`, by key.

    Raises ConflictError when it was changed in between (from another window, say): nothing is overwritten.
    """
    changed = _open(actor, post)
    editor = checks.allowed(POST, actor, "edit", changed)
    checks.writable(changed.conversation.place)
    if changed.version != version:
        raise ConflictError(
            _("This was changed while you were writing. Your text is kept below; compare the two."),
            code="changed-meanwhile",
        )
    wanted = _checked(changed, body, parts or {}, competences)
    said: dict[str, Any] = {"body": changed.body, "competences": changed.conversation.competences, **parts_of(changed)}
    replaced = {name: said[name] for name, words in wanted.items() if words != said[name]}
    if not replaced:
        return changed
    keep(changed, editor=editor, parts={name: was for name, was in replaced.items() if name != "body"}, now=now)
    _write(changed, {**said, **wanted}, replaced)
    changed.version, changed.edited_at = version + 1, now
    changed.save(update_fields=["body", "html", "version", "edited_at"])
    record(PostChanged(conversation=changed.conversation_id, post=post), actor=editor, now=now)
    return changed


def keep(post: Post, *, editor: int, now: datetime, title: str = "", parts: Mapping[str, Any] | None = None) -> None:
    """Keep what a post says now, before it is changed: its title and its parts only where they change."""
    Revision.objects.create(
        post=post,
        version=post.version,
        title=title,
        body=post.body,
        parts=dict(parts or {}),
        editor_id=editor,
        replaced_at=now,
    )


def _open(actor: Reader, key: int) -> Post:
    """The post, held. What opens a conversation after the conversation itself: in this order a new title holds them."""
    if checks.post(actor, key).kind == PostKind.OPENING:
        list(Conversation.objects.select_for_update(no_key=True).filter(posts=key).values_list("pk"))
    return checks.post(actor, key, lock=True)


def _checked(
    post: Post, body: str | None, parts: Mapping[str, str], competences: Sequence[int] | None
) -> dict[str, Any]:
    """What is given, tidied. Raises InvalidError, also for what such a post doesn't have."""
    opens = post.conversation.kind if post.kind == PostKind.OPENING else ""
    check = Checked()
    wanted: dict[str, Any] = check.parts(parts, _TABLES.get(opens, {}))
    if body is not None:
        wanted["body"] = check.text("body", body, longest=LONGEST_BODY, needed=opens != Kind.QUESTION)
    if competences is not None:
        wanted["competences"] = known_competences(competences)
    check.done()
    if body is not None and opens == Kind.EXPERIENCE:
        raise InvalidError({"body": _("An experience is changed part by part.")})
    if competences is not None and not opens:
        raise InvalidError({"competences": _("There is no such part here.")})
    return wanted


def _write(post: Post, says: Mapping[str, Any], replaced: Mapping[str, Any]) -> None:
    """Put what it says now where each is kept; the body is saved by whoever asks."""
    post.body = says["body"]
    parts = {name: says[name] for name in says if name not in ("body", "competences")}
    if replaced.keys() & parts.keys():
        told = post.conversation.kind == Kind.EXPERIENCE
        post.body = whole(parts) if told else post.body
        (Experience if told else QuestionGuide).objects.update_or_create(conversation=post.conversation, defaults=parts)
    post.html = markup.render(post.body)
    if "competences" in replaced:
        post.conversation.competences = says["competences"]
        post.conversation.save(update_fields=["competences"])
        share_in_the_open(post.conversation)


_TABLES = {Kind.QUESTION.value: QUESTION_PARTS, Kind.EXPERIENCE.value: EXPERIENCE_PARTS}
