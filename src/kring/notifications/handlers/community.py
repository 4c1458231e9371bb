"""Who hears of what is said in circles, of coming in, and of who leaves."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from kring.communities.events import Announced, InvitationMade, JoinDecided, JoinRequested
from kring.communities.models import Community, Invitation, Membership
from kring.communities.queries import invitation_token
from kring.conversations.access import CONVERSATION
from kring.conversations.events import AnswerAccepted, Answered, ConversationStarted, MessageSent
from kring.conversations.models import Conversation, Follow, Message, Post
from kring.finding.events import HelpAsked
from kring.finding.models import HelpRequest
from kring.foundation.access.models import Kind, Role
from kring.foundation.access.queries import holders
from kring.foundation.access.readers import ANYONE, Reader
from kring.foundation.prepared import prepared
from kring.notifications.actions import forget_person, notify, queue_mail
from kring.notifications.handlers.telling import about_community, actor_of
from kring.notifications.rules import Topic
from kring.people.blocks.queries import is_kept_away
from kring.people.events import ClaimOffered, PersonLeft
from kring.people.models import Claim
from kring.people.queries import claim_token


def conversation_started(fact: ConversationStarted, *, event: int, now: datetime) -> None:
    """Whoever is named in it."""
    _in_conversation(Topic.MENTIONED, fact.mentioned, fact.conversation, fact.post, event=event, now=now)


def answered(fact: Answered, *, event: int, now: datetime) -> None:
    """The asker, whoever is named, whose post it comments on, and whoever follows; each once, by the nearest reason."""
    ((writer, asker, commented, following),) = _written(ANYONE, post=fact.post)
    followers = set(following)
    for topic, people in (
        (Topic.MENTIONED, set(fact.mentioned)),
        (Topic.COMMENTED, set() if commented is None else {commented}),
        (Topic.ANSWERED, {asker} & followers if fact.under is None else set()),
        (Topic.REPLIED, followers),
    ):
        _in_conversation(topic, people - {writer}, fact.conversation, fact.post, event=event, now=now)


@prepared()
def _written(_: Reader, *, post: int) -> "QuerySet[Post, tuple[int, int, int | None, list[int]]]":
    """Who wrote a post, who asked, on whose post it comments, and who follows: whoever may read it or not."""
    following = Follow.objects.filter(conversation=OuterRef("conversation")).values("account")
    return Post.objects.filter(pk=post).values_list(
        "author_id", "conversation__author_id", "under__author_id", ArraySubquery(following)
    )


def accepted(fact: AnswerAccepted, *, event: int, now: datetime) -> None:
    """Whoever wrote the accepted answer."""
    writer = Post.objects.values_list("author_id", flat=True).get(pk=fact.post)
    _in_conversation(Topic.ACCEPTED, [writer], fact.conversation, fact.post, event=event, now=now)


def help_asked(fact: HelpAsked, *, event: int, now: datetime) -> None:
    """Whoever was asked to look at a question, if it reaches her."""
    if HelpRequest.objects.filter(conversation=fact.conversation, person=fact.person, reached=False).exists():
        return
    _in_conversation(Topic.HELP, [fact.person], fact.conversation, None, event=event, now=now)


def join_requested(fact: JoinRequested, *, event: int, now: datetime) -> None:
    """The hosts of a circle that someone wants to join."""
    hosts = holders(fact.community, Role.HOST)
    about_community(Topic.ASKED_TO_JOIN, hosts, fact.community, event=event, now=now)


def join_decided(fact: JoinDecided, *, event: int, now: datetime) -> None:
    """Whoever asked to join."""
    topic = Topic.ADMITTED if fact.admitted else Topic.DECLINED
    about_community(topic, [fact.member], fact.community, event=event, now=now)


def announced(fact: Announced, *, event: int, now: datetime) -> None:
    """The members of a circle with a new announcement."""
    members = Membership.objects.filter(community=fact.community, left_at=None).values_list("account_id", flat=True)
    about_community(Topic.ANNOUNCED, members, fact.community, event=event, now=now)


def message_sent(fact: MessageSent, *, event: int, now: datetime) -> None:
    """Whoever was written to, unless she keeps the sender away."""
    sender = Message.objects.values_list("sender_id", flat=True).get(pk=fact.message)
    if is_kept_away(fact.receiver, sender):
        return
    notify(
        [fact.receiver], topic=Topic.MESSAGE, event=event, actor=sender, about="message", about_id=fact.message, now=now
    )


def invitation_made(fact: InvitationMade, *, event: int, now: datetime) -> None:
    """A letter to whoever was invited by mail, in the language of the circle."""
    invitation = Invitation.objects.select_related("community", "made_by").get(pk=fact.invitation)
    if not fact.by_mail or invitation.withdrawn_at is not None:
        return
    circle: Community = invitation.community
    link = f"{settings.BASE_URL}/circles/join/{invitation_token(invitation.pk)}"
    with override(circle.language):
        names = {"host": invitation.made_by.name, "circle": circle.name, "purpose": circle.purpose, "link": link}
        subject = _("%(host)s invites you to %(circle)s") % names
        text = _(
            "Hello,\n\n%(host)s invites you to join %(circle)s.\n\n%(purpose)s\n\nCome in here:\n%(link)s\n\n"
            "This link is for you only. If you did not expect it, you need not do anything."
        )
        queue_mail(to=invitation.email, subject=subject, text=text % names, now=now)


def claim_offered(fact: ClaimOffered, *, event: int, now: datetime) -> None:
    """A letter to an imported person, with the link by which she makes her account her own."""
    claim = Claim.objects.select_related("account", "made_by").get(pk=fact.claim)
    if claim.used_at is not None or claim.ends_at <= now:
        return
    with override(claim.made_by.language):
        names = {
            "host": claim.made_by.name,
            "name": claim.account.name,
            "link": f"{settings.BASE_URL}/account/claim/{claim_token(claim.pk)}",
        }
        subject = _("%(host)s keeps your contributions for you on Kring") % names
        text = _(
            "Hello %(name)s,\n\nWhat you wrote earlier is on Kring, under your name. %(host)s invites you to make that "
            "account your own.\n\nDo it here, within 30 days:\n%(link)s\n\n"
            "This link is for you only. If you did not expect it, you need not do anything."
        )
        queue_mail(to=claim.email, subject=subject, text=text % names, now=now)


def person_left(fact: PersonLeft, *, event: int, now: datetime) -> None:
    """No letter waits for whoever closed her account."""
    forget_person(account=fact.person)


def _in_conversation(
    topic: Topic, people: Iterable[int], conversation: int, post: int | None, *, event: int, now: datetime
) -> None:
    """Tell those of `people` who may read the conversation."""
    wanted = list(people)
    if not wanted:
        return
    row = Conversation.objects.select_related("place").get(pk=conversation)
    readers = CONVERSATION.audience("read", row).filter(pk__in=wanted).values_list("pk", flat=True)
    notify(
        readers,
        topic=topic,
        event=event,
        actor=actor_of(event),
        about="conversation",
        about_id=conversation,
        post=post,
        place=row.place_id if row.place.kind == Kind.COMMUNITY else None,
        now=now,
    )
