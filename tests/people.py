"""The small world that tests live in: five people, and a circle of each sort.

vakgroep        open to join, listed and read by whoever is signed in; hosted by hanna; mees is a member
  besloten      under it, its members only may read; joining on request; hanna hosts from above; mees is a member
voorbeeld       listed and read by everyone, open
genodigden      listed to the network, read by its members; by invitation; hosted by hanna
verborgen       only its members know that it exists; hosted by hanna, mees is a member
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from kring.communities import actions as communities
from kring.communities.actions.keeping import Description
from kring.communities.models import Community, Joining
from kring.conversations import actions as conversations
from kring.conversations.drafts import Question, Told
from kring.conversations.models import Conversation, Post
from kring.foundation.access.readers import ANYONE, Reader, reader_of
from kring.foundation.access.rules import Wish
from kring.foundation.accounts.actions import open_account
from kring.foundation.accounts.models import Account
from kring.people.actions import open_profile
from tests.kept import Kept

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def person(name: str, *, email: str = "", operator: bool = False, language: str = "en") -> Account:
    """An account with an empty profile."""
    handle = name.lower().split()[0]
    account = open_account(
        name=name, email=email or f"{handle}@example.org", handle=handle, now=START, language=language
    )
    if operator:
        account.is_operator = True
        account.save()
    open_profile(account=account, now=START)
    return account


@dataclass
class World:
    """Who and what there is. `reader(name)` is that person as she stands now; `reader("")` is nobody signed in."""

    accounts: dict[str, Account] = field(default_factory=dict)
    circles: dict[str, Community] = field(default_factory=dict)
    question: Conversation | None = None
    answer: Post | None = None
    secret: Conversation | None = None
    # What `furnish` adds, by the name under which addresses speak of it.
    extra: dict[str, object] = field(default_factory=dict)

    def reader(self, name: str) -> Reader:
        if not name:
            return ANYONE
        account = self.accounts[name]
        return reader_of(account.pk, is_operator=account.is_operator)

    def key(self, slug: str) -> int:
        return self.circles[slug].pk

    def found(
        self,
        name: str,
        *,
        by: str = "olga",
        parent: str = "",
        listing: Wish = Wish.INHERIT,
        sight: Wish = Wish.INHERIT,
        joining: Joining = Joining.OPEN,
    ) -> Community:
        made = communities.found(
            actor=self.reader(by),
            parent=self.key(parent) if parent else None,
            description=Description(
                name=name, purpose=f"About {name}.", language="en", listing=listing, sight=sight, joining=joining
            ),
            now=START,
        )
        self.circles[made.slug] = made
        return made

    def enter(self, name: str, slug: str) -> None:
        """Make someone a member, whatever the circle's way of joining."""
        from kring.communities.actions.membership import admit

        admit(path=Community.objects.get(pk=self.key(slug)).place.path, accounts=[self.accounts[name].pk], now=START)

    def abandoned(self, name: str, *, parent: str = "", members: tuple[str, ...] = ()) -> Community:
        """An archived circle that only its members know of, whose only host has left Kring."""
        from kring.communities.actions.leaving import leave_kring

        vera = f"vera{len(self.circles)}"
        self.accounts[vera] = person(f"{vera.title()} Vertrekt", operator=True)
        if parent:
            self.enter(vera, parent)
        made = self.found(name, by="hanna" if parent else vera, parent=parent, listing=Wish.MEMBERS, sight=Wish.MEMBERS)
        for member in (vera, *members):
            self.enter(member, made.slug)
        communities.archive(actor=self.reader("hanna" if parent else vera), community=made.pk, now=START)
        leave_kring(actor=self.reader(vera), now=START)
        return made

    def ask(
        self, by: str, slug: str, title: str, body: str = "", *, days: int = 0, language: str = "en"
    ) -> Conversation:
        return conversations.ask(
            actor=self.reader(by),
            community=self.key(slug),
            question=Question(title=title, body=body, language=language),
            now=START + timedelta(days=days),
        )

    def tell(self, by: str, slug: str, title: str, *, days: int = 0) -> Conversation:
        told = Told(title=title, situation="It was so.", did="I did this.", outcome="This came of it.", language="en")
        return conversations.tell(
            actor=self.reader(by), community=self.key(slug), told=told, now=START + timedelta(days=days)
        )

    def answers(self, by: str, conversation: Conversation, body: str, *, days: int = 1) -> Post:
        return conversations.answer(
            actor=self.reader(by), conversation=conversation.pk, body=body, now=START + timedelta(days=days)
        )


@pytest.fixture
def world(db: None) -> World:
    """The small world, fresh for one test."""
    return SMALL.laid()


def small_world() -> World:
    """The small world, made in the database that is open."""
    small = World()
    for name in ("Olga Operator", "Hanna Host", "Mees Member", "Noor Newcomer", "Stan Stranger"):
        made = person(name, operator=name.startswith("Olga"))
        small.accounts[made.handle] = made
    small.found("Vakgroep", listing=Wish.NETWORK, sight=Wish.NETWORK)
    small.found("Voorbeeld", listing=Wish.PUBLIC, sight=Wish.PUBLIC)
    small.found("Genodigden", listing=Wish.NETWORK, sight=Wish.MEMBERS, joining=Joining.INVITATION)
    small.found("Verborgen", listing=Wish.MEMBERS, sight=Wish.MEMBERS, joining=Joining.INVITATION)
    for slug in list(small.circles):
        _hand_over(small, slug)
    small.found("Besloten", by="hanna", parent="vakgroep", sight=Wish.MEMBERS, joining=Joining.REQUEST)
    for slug in ("vakgroep", "besloten", "verborgen", "voorbeeld"):
        small.enter("mees", slug)
    small.question = small.ask("mees", "vakgroep", "How do I run a hackathon?", "For forty colleagues, in one day.")
    small.answer = small.answers("hanna", small.question, "I ran three. Start with the jury.")
    small.secret = small.ask("mees", "besloten", "What may I tell about the reorganisation?")
    return small


def _hand_over(small: World, slug: str) -> None:
    """Hanna hosts instead of the operator who founded."""
    small.enter("hanna", slug)
    communities.appoint_host(
        actor=small.reader("olga"), community=small.key(slug), member=small.accounts["hanna"].pk, now=START
    )
    communities.leave(actor=small.reader("olga"), community=small.key(slug), now=START)


SMALL: Final = Kept(small_world)
