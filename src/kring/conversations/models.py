"""Questions, answers, experiences and discussions.

A conversation is its title, where it stands and its state; everything that people write in it is a post: the opening,
answers or replies to it, and comments on those. What a list shows of a conversation is kept on its row.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.communities.models import Community
from kring.foundation.access.models import Kind as PlaceKind
from kring.foundation.access.models import Place
from kring.foundation.accounts.models import Language

ACCOUNT = settings.AUTH_USER_MODEL


class Kind(models.TextChoices):
    QUESTION = "question", _("question")
    EXPERIENCE = "experience", _("experience")
    DISCUSSION = "discussion", _("discussion")


class Conversation(models.Model):
    """What a list shows, and where it stands. `last_at` is when someone last wrote in it."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="conversations", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=200)
    author = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="conversations", db_index=False)
    language = models.CharField(max_length=2, choices=Language.choices)
    competences = ArrayField(models.BigIntegerField(), default=list, blank=True)
    created_at = models.DateTimeField()
    last_at = models.DateTimeField()
    replies = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    # An experience that came of a question: "I did this".
    came_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="outcomes")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=80, blank=True)
    source_id = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "conversation"
        indexes = [
            models.Index(fields=["place", "-last_at", "-id"], name="conversation_latest_in_place"),
            models.Index(fields=["place", "kind", "-last_at", "-id"], name="conversation_latest_of_kind"),
            models.Index(fields=["-last_at", "-id"], name="conversation_latest"),
            models.Index(fields=["author", "-created_at", "-id"], name="conversation_by_author"),
            models.Index(
                fields=["place", "-created_at", "-id"],
                condition=Q(kind="question", replies=0, withdrawn_at=None),
                name="conversation_unanswered",
            ),
            GinIndex(fields=["competences"], name="conversation_by_competence"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source=""), name="conversation_source_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="conversation_has_title"),
        ]


class QuestionGuide(models.Model):
    """What the form of a question asks beside the question itself."""

    conversation = models.OneToOneField(Conversation, models.CASCADE, primary_key=True, related_name="guide")
    goal = models.TextField(max_length=4_000, blank=True)
    tried = models.TextField(max_length=4_000, blank=True)

    class Meta:
        db_table = "question_guide"


class Experience(models.Model):
    """ "I did this, there, then, and this came of it": the parts of a told experience, as Markdown."""

    conversation = models.OneToOneField(Conversation, models.CASCADE, primary_key=True, related_name="experience")
    situation = models.TextField(max_length=20_000)
    did = models.TextField(max_length=20_000)
    where = models.CharField(max_length=200, blank=True)
    period = models.CharField(max_length=100, blank=True)
    outcome = models.TextField(max_length=20_000)
    otherwise = models.TextField(max_length=20_000, blank=True)

    class Meta:
        db_table = "experience"


class PostKind(models.IntegerChoices):
    OPENING = 1, _("opening")
    ANSWER = 2, _("answer")
    REPLY = 3, _("reply")
    COMMENT = 4, _("comment")


class Post(models.Model):
    """Something that one person wrote. `html` is made from `body` when it is saved, and is safe to show."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="posts", db_index=False)
    kind = models.SmallIntegerField(choices=PostKind.choices)
    under = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="comments")
    author = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="posts", db_index=False)
    body = models.TextField(max_length=60_000)
    html = models.TextField()
    created_at = models.DateTimeField()
    # Counts up with each edit; an editor says which version she changed, so that two editors don't overwrite each
    # other.
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Reaction -> how often; the rows are in Reaction.
    reactions = models.JSONField(default=dict, blank=True)
    score = models.IntegerField(default=0)
    source = models.CharField(max_length=80, blank=True)
    source_id = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "post"
        indexes = [
            models.Index(fields=["conversation", "created_at", "id"], name="post_in_order"),
            models.Index(fields=["author", "-created_at", "-id"], name="post_by_author"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(kind=PostKind.OPENING), name="post_one_opening"
            ),
            models.UniqueConstraint(fields=["source", "source_id"], condition=~Q(source=""), name="post_source_once"),
            models.CheckConstraint(
                condition=(Q(kind=PostKind.COMMENT) & ~Q(under=None)) | (~Q(kind=PostKind.COMMENT) & Q(under=None)),
                name="post_only_comments_under",
            ),
            models.CheckConstraint(condition=~Q(under=F("id")), name="post_not_under_itself"),
        ]


class Revision(models.Model):
    """What a post said before it was changed: its text, and of the rest only what that change replaced."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions", db_index=False)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    # Part of a question or an experience -> what it said; "competences" -> those it had.
    parts = models.JSONField(default=dict, blank=True)
    editor = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="+", db_index=False)
    replaced_at = models.DateTimeField()

    class Meta:
        db_table = "revision"
        constraints = [models.UniqueConstraint(fields=["post", "version"], name="revision_once")]


class ReactionKind(models.TextChoices):
    THANKS = "thanks", _("Thank you")
    INSIGHT = "insight", _("This is new to me")
    SAME_HERE = "same-here", _("I have seen this too")


class Reaction(models.Model):
    """One person's reaction to one post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="reacted", db_index=False)
    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=10, choices=ReactionKind.choices)
    at = models.DateTimeField()

    class Meta:
        db_table = "reaction"
        constraints = [models.UniqueConstraint(fields=["post", "account", "kind"], name="reaction_once")]


class Follow(models.Model):
    """Someone wants to hear what is written in a conversation."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="followers", db_index=False)
    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="follows")
    since = models.DateTimeField()

    class Meta:
        db_table = "follow"
        constraints = [models.UniqueConstraint(fields=["conversation", "account"], name="follow_once")]


class Message(models.Model):
    """What one person writes to another who allows it."""

    sender = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="messages_sent", db_index=False)
    receiver = models.ForeignKey(ACCOUNT, models.PROTECT, related_name="messages", db_index=False)
    body = models.TextField(max_length=10_000)
    html = models.TextField()
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "message"
        indexes = [
            models.Index(fields=["receiver", "-sent_at", "-id"], name="message_received"),
            models.Index(fields=["sender", "-sent_at", "-id"], name="message_sent"),
        ]


def circle_of(place: Place) -> Community | None:
    """The circle of a place; None for a private case, which has a place of its own. No query where it was fetched."""
    return getattr(place, "community", None)


def is_private(conversation: Conversation) -> bool:
    """Whether it is a private case: visible to its asker and those asked only."""
    return conversation.place.kind == PlaceKind.CASE
