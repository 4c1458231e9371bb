"""What shows what people of the small world are able to do."""

from datetime import date, datetime, timedelta

from kring.competences.actions import name_competence
from kring.competences.models import Competence
from kring.conversations import actions as conversations
from kring.conversations.drafts import Question, Told
from kring.conversations.models import Conversation, Post
from kring.finding.evidence.models import Evidence
from kring.foundation.events.dispatch import dispatch_due
from kring.meetings import actions as meetings
from kring.meetings.actions.presence import Mark
from kring.meetings.models import Meeting
from tests.domain.meetings.furniture import BEGINS, ENDS, planned, registers
from tests.people import START, World

LATER = START + timedelta(days=30)
TODAY = date(2026, 4, 1)


def competence(name: str = "Claims handling", nl: str = "Schadebehandeling") -> Competence:
    """A word of the vocabulary."""
    return name_competence(en=name, nl=nl)


def deliver(at: datetime = LATER) -> None:
    """Have everyone hear of what happened."""
    while dispatch_due(clock=lambda: at):
        pass


def asked(world: World, by: str, about: Competence, *, slug: str = "vakgroep", days: int = 0) -> Conversation:
    """A question about a competence."""
    return conversations.ask(
        actor=world.reader(by),
        community=world.key(slug),
        question=Question(title="What covers a storm?", body="?", language="en", competences=[about.pk]),
        now=START + timedelta(days=days),
    )


def answered(
    world: World, by: str, about: Competence, *, asker: str = "mees", accepted: bool = False, slug: str = "vakgroep"
) -> Post:
    """An answer to such a question, perhaps accepted; everyone has heard of it."""
    question = asked(world, asker, about, slug=slug)
    post = world.answers(by, question, "Look at the policy first.")
    if accepted:
        conversations.accept(actor=world.reader(asker), post=post.pk, now=START + timedelta(days=2))
    deliver()
    return post


def told(world: World, by: str, about: Competence, *, slug: str = "vakgroep") -> Conversation:
    """An experience with a competence."""
    story = Told(
        title="After the storm", situation="So.", did="This.", outcome="That.", language="en", competences=[about.pk]
    )
    made = conversations.tell(actor=world.reader(by), community=world.key(slug), told=story, now=START)
    deliver()
    return made


def met(world: World, *names: str, about: Competence | None = None, slug: str = "vakgroep", kind: str = "") -> Meeting:
    """A meeting that hanna led and where these people were; its list is closed."""
    meeting = planned(world, slug=slug, competences=[about.pk] if about else [], **({"kind": kind} if kind else {}))
    going = [registers(world, name, meeting)() for name in names]
    marks = [Mark(sign_up=one.pk, came=BEGINS) for one in going]
    meetings.correct(actor=world.reader("hanna"), meeting=meeting.pk, marks=marks, now=BEGINS)
    meetings.close(actor=world.reader("hanna"), meeting=meeting.pk, now=ENDS)
    deliver()
    return meeting


def rows(world: World, name: str) -> list[tuple[str, str, str]]:
    """What is known of someone: competence, kind and source, in order."""
    found = Evidence.objects.filter(account=world.accounts[name]).order_by("competence__slug", "source")
    return list(found.values_list("competence__slug", "kind", "source"))
