"""What can be changed in a post: its form, what stands there now, and how it came to say that."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from kring.competences.queries import words
from kring.conversations import queries
from kring.conversations.models import Kind, Post, PostKind, Revision
from kring.foundation import clock
from kring.web.components import rows
from kring.web.conversations.differences import changes
from kring.web.conversations.forms import ChangeForm, EditExperienceForm, EditForm, EditQuestionForm

_OPENINGS: Mapping[str, type[ChangeForm]] = {Kind.QUESTION: EditQuestionForm, Kind.EXPERIENCE: EditExperienceForm}


def form_for(post: Post) -> type[ChangeForm]:
    """The form in which a post is changed: part by part what opens a question or an experience, as one text others."""
    return _OPENINGS.get(post.conversation.kind, EditForm) if post.kind == PostKind.OPENING else EditForm


def subjects_of(keys: Sequence[int]) -> str:
    """The subjects with these keys, as a form shows them."""
    known = words(keys, language=translation.get_language() or "en")
    return ", ".join(known[key].label for key in keys if key in known)


def stands(post: Post) -> dict[str, Any]:
    """What a post says now, by the fields of its form."""
    form = form_for(post)
    says = {"body": post.body, **queries.parts_of(post), "subjects": subjects_of(post.conversation.competences)}
    return {name: says[name] for name in form.base_fields if name in says} | {"version": post.version}


def compared(form: ChangeForm, now_there: Mapping[str, Any]) -> list[rows.Revision]:
    """Where what stands there differs from what is in the form, part by part."""
    return [
        rows.Revision(
            _("The text there now, against yours"),
            clock.now(),
            str(field.label),
            changes(str(now_there[field.name]), str(field.value() or "")),
        )
        for field in form.visible_fields()
        if str(now_there[field.name]) != str(field.value() or "")
    ]


def told_apart(form: ChangeForm, now_there: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What stands there, as (heading, text), of the parts that differ from what is in the form."""
    return [
        (str(field.label), str(now_there[field.name]))
        for field in form.visible_fields()
        if str(now_there[field.name]) != str(field.value() or "")
    ]


def history(post: Post, kept: Sequence[Revision], *, most: int) -> list[rows.Revision]:
    """The changes, newest first. A revision holds what was replaced, so what came for it stands in the next ones, or
    in the post itself."""
    parts: dict[str, Any] = {**queries.parts_of(post), "competences": post.conversation.competences}
    labels = {name: str(field.label) for name, field in form_for(post).base_fields.items()}
    told = form_for(post) is EditExperienceForm
    after, found = post.body, list[rows.Revision]()
    for one in kept[:most]:
        texts = {} if told or one.body == after else {"": changes(one.body, after)}
        texts |= {labels[name]: changes(was, parts[name]) for name, was in one.parts.items() if name in labels}
        notes = _former(one)
        found += [rows.Revision(one.editor.name, one.replaced_at, note, lines) for note, lines in texts.items()]
        found += [rows.Revision(one.editor.name, one.replaced_at, note, ()) for note in notes]
        parts, after = parts | one.parts, one.body
    return found


def _former(one: Revision) -> list[str]:
    """What is told of a change in a sentence."""
    told = [_("The title was: %(title)s") % {"title": one.title}] if one.title else []
    if "competences" in one.parts:
        subjects = subjects_of(one.parts["competences"])
        told.append(
            _("The subjects were: %(subjects)s") % {"subjects": subjects} if subjects else _("It had no subjects")
        )
    return told
