"""What a question or an experience says beside its text."""

from kring.conversations.drafts import EXPERIENCE_PARTS, QUESTION_PARTS
from kring.conversations.models import Experience, Kind, Post, PostKind, QuestionGuide


def parts_of(post: Post) -> dict[str, str]:
    """The parts of what opens a question or an experience, empty where they say nothing; of another post none. One
    query."""
    kind = post.conversation.kind if post.kind == PostKind.OPENING else ""
    if kind == Kind.QUESTION:
        guide = QuestionGuide.objects.filter(pk=post.conversation_id).values(*QUESTION_PARTS).first()
        return guide or dict.fromkeys(QUESTION_PARTS, "")
    if kind == Kind.EXPERIENCE:
        told = Experience.objects.filter(pk=post.conversation_id).values(*EXPERIENCE_PARTS).first()
        return told or dict.fromkeys(EXPERIENCE_PARTS, "")
    return {}
