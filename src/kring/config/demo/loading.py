"""Loading the demo: the same actions as people use, in the order of time, as if each thing was done when it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction

from kring.communities import actions as communities
from kring.communities.actions import Description
from kring.communities.actions.membership import admit
from kring.communities.models import Community, Joining
from kring.competences.actions import name_competence
from kring.config.demo.agreements import agree
from kring.config.demo.consultations import hold_consultations
from kring.config.demo.dossiers import write_registrations
from kring.config.demo.evidence import show_what_they_can
from kring.config.demo.frameworks import bring_framework
from kring.config.demo.learning import write_ledgers
from kring.config.demo.library import fill_libraries
from kring.config.demo.meetings import hold_meetings
from kring.config.demo.needs import say_needs
from kring.config.demo.organisations import gather, people_organisations
from kring.config.demo.pairing import have_coffee
from kring.config.demo.planning import count_development
from kring.config.demo.plans import plan_ways
from kring.config.demo.polls import ask_for_dates
from kring.config.demo.teams import seek_teams
from kring.config.demo.worlds import Table, World, moment
from kring.conversations import actions as conversations
from kring.conversations.drafts import Discussion, Question, Told
from kring.conversations.models import Conversation, Post
from kring.finding.actions import ask_for_help
from kring.foundation.access import actions as access
from kring.foundation.access.models import Kind, Place, Reason, Role
from kring.foundation.access.readers import Reader, reader_of
from kring.foundation.access.rules import Wish
from kring.foundation.accounts.actions import open_account, trust_address
from kring.foundation.accounts.models import Account
from kring.foundation.events.dispatch import dispatch_due
from kring.notifications.models import Notification
from kring.people import actions as people
from kring.people.models import Organisation
from kring.people.organisations.actions import employ
from kring.people.rules import Nearness, Part

# Who looks after the installation. Being an operator gives no sight of any circle.
OPERATOR = "anneke"
_BEGAN = timedelta(days=430)
_NEWS = timedelta(days=6)

Step = tuple[datetime, int, Callable[[], None]]


@dataclass
class Loader:
    """The worlds being loaded, with what was made so far by the names that the content uses."""

    worlds: list[World]
    now: datetime
    accounts: dict[str, Account] = field(default_factory=dict)
    circles: dict[str, Community] = field(default_factory=dict)
    competences: dict[str, int] = field(default_factory=dict)
    readers: dict[str, Reader] = field(default_factory=dict)
    told: int = 0

    @transaction.atomic
    def load(self) -> None:
        """All of it, or nothing."""
        for world in self.worlds:
            for word in world.competences:
                made = name_competence(en=word["en"], nl=word["nl"], slug=word["slug"])
                self.competences[word["slug"]] = made.pk
        self._people()
        for world in self.worlds:
            for circle in world.circles:
                self._circle(circle)
        self.readers = {handle: reader_of(account.pk) for handle, account in self.accounts.items()}
        steps = [step for world in self.worlds for table in world.conversations for step in self._steps(table)]
        for _, day in groupby(sorted(steps, key=lambda step: step[:2]), key=lambda step: step[0].date()):
            steps_of_day = list(day)
            for _, _, do in steps_of_day:
                do()
            self._deliver(steps_of_day[-1][0])
        hold_meetings(self.readers, self.circles, now=self.now)
        ask_for_dates(self.readers, self.circles, now=self.now)
        hold_consultations(self.readers, self.circles, now=self.now)
        fill_libraries(self.readers, self.circles, now=self.now)
        have_coffee(self.readers, self.circles, self.competences, deliver=self._deliver, now=self.now)
        seek_teams(self.readers, now=self.now)
        agree(self.accounts, self.circles, now=self.now)
        show_what_they_can(self.readers, self.competences, now=self.now)
        self._deliver(self.now)
        write_ledgers(self.accounts, now=self.now)
        write_registrations(self.accounts, now=self.now)
        count_development(self.accounts, now=self.now)
        bring_framework(self.accounts, now=self.now)
        say_needs(self.accounts, self.competences, now=self.now)
        plan_ways(self.accounts, self.competences, now=self.now)
        self._read_old_news()

    def _people(self) -> None:
        began = self.now - _BEGAN
        organisations = {one["handle"]: self._organisation(one) for world in self.worlds for one in world.organisations}
        for number, person in enumerate(one for world in self.worlds for one in world.people):
            joined = began + timedelta(days=number % 40, hours=number % 11)
            if "arrived" in person:
                joined = self.now - timedelta(days=person["arrived"])
            account = open_account(
                name=person["name"], handle=person["handle"], language=person["interface"], now=joined,
                email=f"{person['handle']}@kring.example",
            )  # fmt: skip
            trust_address(account=account)
            self.accounts[person["handle"]] = account
            people.describe_oneself(actor=Reader(account.pk), told=self._self(person), now=joined)
            if "employer" in person:
                employ(
                    account=account.pk, organisation=organisations[person["employer"]].pk, starts_on=date(2023, 1, 1),
                    now=joined,
                )  # fmt: skip
        Account.objects.filter(handle=OPERATOR).update(is_operator=True)
        told = [one for world in self.worlds for one in world.organisations]
        people_organisations(told, self.accounts, now=began + timedelta(days=50))
        self._deliver(began + timedelta(days=50))

    def _self(self, person: Table) -> people.Self:
        return people.Self(
            name=person["name"],
            headline=person["headline"][person["interface"]],
            languages=person["languages"],
            specialisms=[self.competences[slug] for slug in person["specialisms"]],
            passions=[self.competences[slug] for slug in person["passions"]],
            offers=person.get("offers", ""),
            seeks=person.get("seeks", ""),
            availability=person["availability"],
            cap=person["cap"],
            sight={Part.EMPLOYER: Nearness.CIRCLES} if "employer" in person else {},
        )

    def _organisation(self, one: Table) -> Organisation:
        place = access.make_place(
            kind=Kind.ORGANISATION, parent=None, listing=Wish.MEMBERS, sight=Wish.MEMBERS, now=self.now - _BEGAN
        )
        about = one["about"]["nl"]
        return Organisation.objects.create(place=place, slug=one["handle"], name=one["name"], about=about)

    def _circle(self, circle: Table) -> None:
        made_at = self.now - _BEGAN + timedelta(days=51)
        host = self.accounts[circle["hosts"][0]].pk
        parent = self.circles[circle["parent"]].pk if circle["parent"] else None
        hosting = {parent: frozenset({Role.HOST})} if parent else {}
        founder = Reader(host, {**reader_of(host).roles, **hosting}, is_operator=True)
        top = Wish.NETWORK if parent is None and "organisation" not in circle else Wish.INHERIT
        described = Description(
            name=circle["name"],
            purpose=circle["purpose"][circle["language"]],
            language=circle["language"],
            joining=Joining(circle["joining"]),
            listing=Wish(circle.get("listing", top)),
            sight=Wish(circle.get("sight", top)),
            ends_on=circle.get("ends_on"),
        )
        if "organisation" in circle:
            made = gather(circle["organisation"], described, host=host, slug=circle["slug"], now=made_at)
        else:
            made = communities.found(
                actor=founder, description=described, parent=parent, slug=circle["slug"], now=made_at
            )
        self.circles[circle["slug"]] = made
        self._fill(made, circle)
        if "announcement" in circle:
            reader = reader_of(host)
            when = self.now - timedelta(days=3)
            communities.announce(actor=reader, community=made.pk, text=circle["announcement"].strip(), now=when)

    def _fill(self, made: Community, circle: Table) -> None:
        path = Place.objects.values_list("path", flat=True).get(pk=made.pk)
        handles = dict.fromkeys([*circle["hosts"], *circle["members"]])
        for number, handle in enumerate(handles):
            since = self.now - _BEGAN + timedelta(days=52 + number % 9, hours=number % 7)
            account = self.accounts[handle]
            admit(path=path, accounts=[account.pk], now=max(since, account.joined_at))
        hosts = [self.accounts[handle].pk for handle in circle["hosts"]]
        access.grant(place=made.pk, accounts=hosts, role=Role.HOST, reason=Reason.APPOINTED, now=self.now - _BEGAN)

    def _steps(self, table: Table) -> Iterator[Step]:
        """What happens in one conversation, each step with its moment."""
        made: dict[str, Any] = {}
        began = moment(table, now=self.now)
        yield began, self._next(), lambda: made.update(conversation=self._start(table, began))
        for handle in table.get("followers", []):
            yield began, self._next(), self._follow(made, handle, began)
        if table.get("asked"):
            yield began + timedelta(minutes=1), self._next(), self._asks(made, table, began)
        for reply in table.get("reply", []):
            yield from self._reply_steps(made, table, reply, began)

    def _reply_steps(self, made: dict[str, Any], table: Table, reply: Table, began: datetime) -> Iterator[Step]:
        at = max(moment(reply, now=self.now), began)
        written: dict[str, Post] = {}

        def answer() -> None:
            key = made["conversation"].pk
            written["post"] = conversations.answer(
                actor=self.readers[reply["author"]], conversation=key, body=reply["body"], now=at
            )

        yield at, self._next(), answer
        later = min(at + timedelta(hours=5), self.now - timedelta(minutes=1))
        if reply.get("accepted"):
            yield (
                later,
                self._next(),
                lambda: conversations.accept(actor=self.readers[table["author"]], post=written["post"].pk, now=later),
            )
        for kind, handles in reply.get("reactions", {}).items():
            for handle in handles:
                yield later, self._next(), self._reacts(written, handle, kind, later)
        for comment in reply.get("comment", []):
            then = max(moment(comment, now=self.now), at)
            yield then, self._next(), self._comments(written, comment, then)

    def _reacts(self, written: dict[str, Post], handle: str, kind: str, at: datetime) -> Callable[[], None]:
        return lambda: conversations.react(actor=self.readers[handle], post=written["post"].pk, kind=kind, now=at)

    def _comments(self, written: dict[str, Post], comment: Table, at: datetime) -> Callable[[], None]:
        def do() -> None:
            conversations.comment(
                actor=self.readers[comment["author"]], post=written["post"].pk, body=comment["body"], now=at
            )

        return do

    def _follow(self, made: dict[str, Any], handle: str, at: datetime) -> Callable[[], None]:
        return lambda: conversations.follow(actor=self.readers[handle], conversation=made["conversation"].pk, now=at)

    def _asks(self, made: dict[str, Any], table: Table, at: datetime) -> Callable[[], None]:
        """The asker puts it to people who did it before: those who wrote under the same competences."""

        def do() -> None:
            asked: dict[int, list[int]] = {}
            for handle in table["asked"]:
                person = self.accounts[handle].pk
                before = Post.objects.filter(
                    author=person, conversation__competences__overlap=made["conversation"].competences
                ).exclude(conversation=made["conversation"])
                asked[person] = list(before.order_by("-created_at").values_list("pk", flat=True)[:2])
            ask_for_help(
                actor=self.readers[table["author"]], conversation=made["conversation"].pk, people=asked, now=at
            )

        return do

    def _start(self, table: Table, at: datetime) -> Conversation:
        common = {
            "title": table["title"],
            "competences": [self.competences[slug] for slug in table["tags"]],
            "language": table["language"],
        }
        where: dict[str, Any] = {
            "actor": self.readers[table["author"]], "community": self.circles[table["circle"]].pk, "now": at
        }  # fmt: skip
        if table["kind"] == "question":
            question = Question(body=table["body"], goal=table.get("goal", ""), tried=table.get("tried", ""), **common)
            return conversations.ask(question=question, **where)
        if table["kind"] == "discussion":
            return conversations.discuss(discussion=Discussion(body=table["body"], **common), **where)
        parts = {name: table.get(name, "") for name in ("situation", "did", "outcome", "otherwise", "where", "period")}
        return conversations.tell(told=Told(**parts, **common), **where)

    def _next(self) -> int:
        self.told += 1
        return self.told

    def _deliver(self, at: datetime) -> None:
        while dispatch_due(clock=lambda: at):
            pass

    def _read_old_news(self) -> None:
        """What people were told more than some days ago, they have read."""
        old = Notification.objects.filter(read_at=None, at__lt=self.now - _NEWS)
        old.update(read_at=self.now - _NEWS)
        # Nobody is written to about what the demo tells.
        Notification.objects.filter(due_at__isnull=False).update(due_at=None)
