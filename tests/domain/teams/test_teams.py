"""Teams: who is found, what an asker sees and doesn't, asking and answering."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kring.communities import actions as communities
from kring.communities.actions.keeping import Description
from kring.communities.models import Joining
from kring.competences.actions import name_competence
from kring.finding.teams import actions, queries
from kring.finding.teams.models import Task, TaskPerson, TeamOffer
from kring.finding.teams.plans import Offer, Wanted
from kring.finding.teams.queries import Proposal
from kring.foundation.access.rules import Wish
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.dispatch import dispatch_due
from kring.meetings.models import Meeting, SignUp
from kring.notifications.models import Notification
from kring.people.actions import Self, describe_oneself
from kring.people.blocks.actions import keep_away
from kring.people.models import Employment, Organisation
from kring.people.organisations.actions import end_employment
from kring.people.rules import Nearness, Part
from tests.dossiers import NOW
from tests.organisations import employed, founded
from tests.people import World, person
from tests.together import together

TODAY = NOW.date()
PEOPLE = ("Anna Adder", "Bart Berk", "Cleo Cirkel", "Dirk Dauw")


@pytest.fixture
def insurer(world: World) -> Organisation:
    """Hanna owns it; mees, anna, bart, cleo and dirk work there, and not stan."""
    made = founded(world, "Insurer", by="hanna")
    for name in PEOPLE:
        account = person(name)
        world.accounts[account.handle] = account
    for name in ("mees", "anna", "bart", "cleo", "dirk"):
        employed(world, name, made)
    for en, nl in (("Law", "Recht"), ("Planning", "Plannen"), ("Data", "Gegevens")):
        name_competence(en=en, nl=nl)
    return made


def offers(
    world: World, at: Organisation, name: str, brings: str = "", *, learns: str = "", days: int = 2, weeks: int = 20
) -> TeamOffer:  # fmt: skip
    told = Offer(days=days, until=TODAY + timedelta(weeks=weeks), brings=brings.split(), learns=learns.split())
    return actions.be_found(actor=world.reader(name), organisation=at.pk, told=told, now=NOW)


def stated(world: World, at: Organisation, must: str = "Law", *, by: str = "mees", most: int = 2) -> Task:
    return actions.state(actor=world.reader(by), organisation=at.pk, told=wanted(must, most=most), now=NOW)


def wanted(must: str = "Law", *, most: int = 2, title: str = "Storm desk", ends: date | None = None) -> Wanted:
    return Wanted(
        title=title, must=must.split(), most=most, starts_on=TODAY, ends_on=ends or TODAY + timedelta(weeks=8), days=2,
        with_learner=True,
    )  # fmt: skip


def proposed(world: World, task: Task, *, by: str = "mees") -> Proposal:
    return queries.proposal(world.reader(by), task, today=TODAY, now=NOW)


def team(world: World, task: Task) -> set[str]:
    found = proposed(world, task)
    return {found.known[one.key].handle for one in found.said.people}


def ask(world: World, task: Task, name: str) -> TaskPerson:
    return actions.ask(actor=world.reader("mees"), task=task.pk, handle=name, now=NOW)


def answer(world: World, task: Task, name: str, *, joins: bool) -> TaskPerson:
    return actions.answer(actor=world.reader(name), task=task.pk, joins=joins, now=NOW)


def told(world: World, name: str) -> list[str]:
    while dispatch_due(clock=lambda: NOW):
        pass
    rows = Notification.objects.filter(account=world.accounts[name], topic__startswith="team")
    return list(rows.order_by("pk").values_list("topic", flat=True))


def test_who_agrees_is_found_and_who_withdraws_is_not_at_once(world: World, insurer: Organisation) -> None:
    task = stated(world, insurer)
    assert team(world, task) == set()
    assert proposed(world, task).said.missing == tuple(task.must)
    offers(world, insurer, "anna", "Law")
    offers(world, insurer, "bart", "law planning", days=5)
    offers(world, insurer, "cleo", "Planning", learns="Recht")
    assert team(world, task) == {"anna", "bart"}
    actions.withdraw(actor=world.reader("anna"), organisation=insurer.pk)
    assert team(world, task) == {"bart", "cleo"}
    found = proposed(world, task)
    assert found.team.learner == world.accounts["cleo"].pk
    # Nobody who is proposed hears of it, nor that someone asks.
    assert [told(world, name) for name in ("anna", "bart", "cleo")] == [[], [], []]


def test_an_offer_that_is_over_when_the_task_begins_counts_not(world: World, insurer: Organisation) -> None:
    offers(world, insurer, "anna", "Law", weeks=1)
    task = stated(world, insurer)
    assert team(world, task) == {"anna"}
    late = queries.proposal(world.reader("mees"), task, today=TODAY + timedelta(days=8), now=NOW)
    assert late.said.people == ()


def test_a_specialism_counts_as_far_as_the_asker_sees_it(world: World, insurer: Organisation) -> None:
    law = name_competence(en="Law").pk
    offers(world, insurer, "anna")
    task = stated(world, insurer)
    for sight, found in (({Part.SPECIALISMS: Nearness.HERSELF}, set()), ({}, {"anna"})):
        described = Self(name="Anna Adder", specialisms=[law], sight=sight)
        describe_oneself(actor=world.reader("anna"), told=described, now=NOW)
        assert team(world, task) == found


def test_only_colleagues_there_find_and_state(world: World, insurer: Organisation) -> None:
    other = founded(world, "Competitor", by="noor")
    task = stated(world, insurer)
    offers(world, other, "noor", "Law")
    assert team(world, task) == set()
    with pytest.raises(NotThereError):
        offers(world, insurer, "noor", "Law")
    with pytest.raises(NotThereError):
        stated(world, insurer, by="noor")
    for name in ("noor", "hanna", "anna"):
        with pytest.raises(NotThereError):
            queries.seen(world.reader(name), task.pk)
        with pytest.raises(NotThereError):
            proposed(world, task, by=name)
        with pytest.raises(NotThereError):
            actions.close(actor=world.reader(name), task=task.pk, now=NOW)


def test_someone_is_kept_in_or_left_out_and_it_is_worked_out_anew(world: World, insurer: Organisation) -> None:
    offers(world, insurer, "anna", "Law", days=1)
    offers(world, insurer, "bart", "Law", days=2)
    task = stated(world, insurer, most=1)
    assert team(world, task) == {"bart"}

    def choose(name: str, choice: str) -> None:
        actions.choose(actor=world.reader("mees"), task=task.pk, handle=name, choice=choice, now=NOW)

    choose("anna", "in")
    assert team(world, task) == {"anna"}
    with pytest.raises(ConflictError) as full:
        choose("bart", "in")
    assert full.value.code == "full"
    choose("anna", "out")
    assert team(world, task) == {"bart"}
    choose("bart", "out")
    assert [team(world, task), len(proposed(world, task).out)] == [set(), 2]
    choose("bart", "")
    assert team(world, task) == {"bart"}
    for name, choice in (("bart", "maybe"), ("cleo", "in"), ("mees", "in")):
        with pytest.raises(NotThereError):
            choose(name, choice)


def circle(world: World, name: str, *, by: str, above: str, members: tuple[str, ...]) -> int:
    made = communities.found(
        actor=world.reader(by),
        description=Description(
            name=name, purpose="Ours.", language="en", joining=Joining.OPEN, listing=Wish.MEMBERS, sight=Wish.MEMBERS
        ),
        parent=world.key(above),
        now=NOW,
    )
    world.circles[made.slug] = made
    for member in members:
        world.enter(member, made.slug)
    return made.pk


@pytest.fixture
def own(world: World, insurer: Organisation) -> Organisation:
    """The same, with a community of its own."""
    made = communities.found_among_colleagues(
        actor=world.reader("hanna"), organisation=insurer.pk, language="en", now=NOW
    )
    world.circles["own"] = made
    return insurer


def test_who_worked_together_comes_first_where_the_asker_may_know_it(world: World, own: Organisation) -> None:
    for name in ("anna", "bart", "cleo"):
        offers(world, own, name, "Law" if name == "anna" else "Planning")
    task = stated(world, own, "Law Planning")
    # Everyone is in the community of all: to be there is to have worked with nobody.
    assert proposed(world, task).together == {}
    circle(world, "Secret", by="anna", above="own", members=("bart",))
    assert proposed(world, task).together == {}
    circle(world, "Storms", by="anna", above="own", members=("cleo", "mees"))
    found = proposed(world, task)
    assert team(world, task) == {"anna", "cleo"}
    assert list(found.together.values()) == [["Storms"]]


def test_a_small_meeting_of_colleagues_is_work_together_whoever_stayed_away(world: World, own: Organisation) -> None:
    for name in ("anna", "bart", "cleo"):
        offers(world, own, name, "Law" if name == "anna" else "Planning")
    task = stated(world, own, "Law Planning")
    for slug, title, names in (("own", "Debrief", ("anna", "bart")), ("vakgroep", "Elsewhere", ("anna", "cleo"))):
        made = Meeting.objects.create(
            place_id=world.key(slug), title=title, language="en", kind="meeting", mode="onsite", zone="UTC",
            secret=b"s",
            starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=1), made_at=NOW, changed_at=NOW,
            led_by=world.accounts["hanna"], made_by=world.accounts["hanna"], taken=2,
        )  # fmt: skip
        for name in names:
            SignUp.objects.create(meeting=made, account=world.accounts[name], state="going", asked_at=NOW)
    assert list(proposed(world, task).together.values()) == [["Debrief"]]
    SignUp.objects.update(stayed_away=True)
    assert list(proposed(world, task).together.values()) == [["Debrief"]]
    Meeting.objects.update(taken=13)
    assert proposed(world, task).together == {}


def test_asking_and_answering_is_told_to_whom_it_concerns(world: World, insurer: Organisation) -> None:
    for name in ("anna", "bart", "cleo"):
        offers(world, insurer, name, "Law")
    task = stated(world, insurer)
    ask(world, task, "anna")
    ask(world, task, "bart")
    with pytest.raises(ConflictError) as twice:
        ask(world, task, "anna")
    with pytest.raises(ConflictError) as third:
        ask(world, task, "cleo")
    assert [twice.value.code, third.value.code] == ["asked-already", "full"]
    assert queries.seen(world.reader("anna"), task.pk).mine is not None
    answer(world, task, "anna", joins=True)
    answer(world, task, "anna", joins=True)
    answer(world, task, "bart", joins=True)
    assert told(world, "mees") == ["team-yes", "team-yes"]
    assert told(world, "anna") == ["team-asked", "team-grew"]
    answer(world, task, "bart", joins=False)
    assert team(world, task) == {"anna", "cleo"}
    ask(world, task, "cleo")
    with pytest.raises(ConflictError) as late:
        answer(world, task, "bart", joins=True)
    assert late.value.code == "full"
    with pytest.raises(ConflictError) as stands:
        actions.choose(actor=world.reader("mees"), task=task.pk, handle="anna", choice="out", now=NOW)
    assert stands.value.code == "answered"
    # Who says yes stays in, also once she is found for nothing else any more.
    actions.withdraw(actor=world.reader("anna"), organisation=insurer.pk)
    assert "anna" in team(world, task)
    with pytest.raises(RefusedError):
        actions.close(actor=world.reader("anna"), task=task.pk, now=NOW)
    actions.close(actor=world.reader("mees"), task=task.pk, now=NOW)
    assert told(world, "cleo")[-1] == "team-closed"
    assert "team-closed" not in told(world, "bart")
    for late_act in (lambda: answer(world, task, "cleo", joins=True), lambda: ask(world, task, "dirk")):
        with pytest.raises(ConflictError) as closed:
            late_act()
        assert closed.value.code == "closed"


def test_asking_is_taken_back_by_leaving_out(world: World, insurer: Organisation) -> None:
    offers(world, insurer, "anna", "Law")
    task = stated(world, insurer)
    ask(world, task, "anna")
    actions.choose(actor=world.reader("mees"), task=task.pk, handle="anna", choice="out", now=NOW)
    with pytest.raises(NotThereError):
        answer(world, task, "anna", joins=True)
    assert told(world, "anna") == []


def as_the_asker_sees(world: World, task: Task) -> tuple[object, ...]:
    found = proposed(world, task)
    rows = queries.tasks(world.reader("mees"), task.organisation)
    return found.team, found.said, found.others, found.locked, found.out, found.asked, rows


@pytest.mark.parametrize(
    "walls",
    [
        [("anna", "mees")],
        [("anna", "bart")],
        [("bart", "anna")],
        [("anna", "mees"), ("bart", "anna"), ("cleo", "mees"), ("dirk", "bart")],
    ],
)
def test_nothing_that_an_asker_sees_or_does_depends_on_who_keeps_whom_away(
    world: World, insurer: Organisation, walls: list[tuple[str, str]]
) -> None:
    """One task twice, with walls and without: what is proposed, what each act answers, all counts are the same."""
    for name, brings in (("anna", "Law"), ("bart", "Law Planning"), ("cleo", "Planning"), ("dirk", "Data")):
        offers(world, insurer, name, brings)
    acts: list[Callable[[Task], object]] = [
        lambda task: ask(world, task, "bart"),
        lambda task: answer(world, task, "bart", joins=True),
        lambda task: ask(world, task, "anna"),
        lambda task: ask(world, task, "anna"),
        lambda task: actions.choose(actor=world.reader("mees"), task=task.pk, handle="cleo", choice="in", now=NOW),
        lambda task: ask(world, task, "dirk"),
        lambda task: actions.choose(actor=world.reader("mees"), task=task.pk, handle="anna", choice="out", now=NOW),
        lambda task: ask(world, task, "dirk"),
    ]
    seen: list[list[object]] = []
    for with_walls in (False, True):
        Task.objects.all().delete()
        task = Task.objects.create(pk=77, **_columns(stated(world, insurer, "Law Planning Data", most=3)))
        for one, other in walls if with_walls else ():
            keep_away(actor=world.reader(one), handle=other, now=NOW)
        seen.append([])
        for act in acts:
            seen[-1] += [_outcome(act, task), as_the_asker_sees(world, task)]
    assert seen[0] == seen[1]


def _columns(task: Task) -> dict[str, object]:
    columns = {field.attname: getattr(task, field.attname) for field in Task._meta.fields if not field.primary_key}
    task.delete()
    return columns


def _outcome(act: Callable[[Task], object], task: Task) -> str:
    try:
        act(task)
    except ConflictError as error:
        return error.code
    return "done"


def test_who_keeps_the_asker_or_one_of_the_team_away_is_not_reached(world: World, insurer: Organisation) -> None:
    for name in ("anna", "bart", "cleo", "dirk"):
        offers(world, insurer, name, "Law")
    keep_away(actor=world.reader("anna"), handle="mees", now=NOW)
    keep_away(actor=world.reader("bart"), handle="dirk", now=NOW)
    keep_away(actor=world.reader("dirk"), handle="cleo", now=NOW)
    task = stated(world, insurer, most=4)
    ask(world, task, "dirk")
    answer(world, task, "dirk", joins=True)
    for name in ("anna", "bart", "cleo"):
        ask(world, task, name)
        assert told(world, name) == []
        assert queries.invitations(world.reader(name), insurer) == []
        with pytest.raises(NotThereError):
            queries.seen(world.reader(name), task.pk)
        with pytest.raises(NotThereError):
            answer(world, task, name, joins=True)
    assert sorted(row.answer for row in proposed(world, task).asked) == ["", "", "", "yes"]
    assert told(world, "dirk") == ["team-asked"]


def test_whom_the_asker_keeps_away_is_not_proposed_to_her_alone(world: World, insurer: Organisation) -> None:
    offers(world, insurer, "anna", "Law")
    keep_away(actor=world.reader("mees"), handle="anna", now=NOW)
    assert team(world, stated(world, insurer)) == set()
    with pytest.raises(ConflictError) as gone:
        ask(world, stated(world, insurer), "anna")
    assert gone.value.code == "not-found-any-more"
    other = stated(world, insurer, by="bart")
    assert len(proposed(world, other, by="bart").said.people) == 1


def test_what_is_wrong_is_said_at_its_field(world: World, insurer: Organisation) -> None:
    hidden = name_competence(en="Whisper", shared=False)
    assert hidden.pk
    with pytest.raises(InvalidError) as wrong:
        actions.state(
            actor=world.reader("mees"), organisation=insurer.pk, now=NOW,
            told=Wanted(
                title=" ", about="x" * 2_001, must=["Whisper"], wanted=["Law"], most=0, days=9, starts_on=TODAY,
                ends_on=None,
            ),
        )  # fmt: skip
    assert set(wrong.value.fields) == {"title", "about", "must", "most", "days", "ends_on"}
    assert "Whisper" in str(wrong.value.fields["must"])
    for told, fields in (
        (wanted(""), {"must"}),
        (wanted(title="x" * 121), {"title"}),
        (wanted(ends=TODAY - timedelta(days=1)), {"ends_on"}),
        (Wanted(title="x", must=["Law"], starts_on=TODAY - timedelta(9), ends_on=TODAY - timedelta(8)), {"ends_on"}),
        (Wanted(title="x", must=["Law"], starts_on=None, ends_on=TODAY), {"starts_on"}),
    ):
        with pytest.raises(InvalidError) as refused:
            actions.state(actor=world.reader("mees"), organisation=insurer.pk, told=told, now=NOW)
        assert set(refused.value.fields) == fields
    with pytest.raises(InvalidError) as offered:
        actions.be_found(
            actor=world.reader("anna"), organisation=insurer.pk, told=Offer(days=0, until=None, learns=["?!"]), now=NOW
        )
    assert set(offered.value.fields) == {"days", "until", "learns"}
    for number in range(9):
        name_competence(en=f"Skill {number}")
    offers_many = Offer(days=1, until=TODAY, brings=[f"Skill {number}" for number in range(9)])
    with pytest.raises(InvalidError) as many:
        actions.be_found(actor=world.reader("anna"), organisation=insurer.pk, told=offers_many, now=NOW)
    assert set(many.value.fields) == {"brings"}


def test_a_task_is_stated_anew_but_not_with_less_room_than_is_taken(world: World, insurer: Organisation) -> None:
    task = stated(world, insurer)
    for name in ("anna", "bart"):
        offers(world, insurer, name, "Law")
        ask(world, task, name)
    actor = world.reader("mees")
    with pytest.raises(InvalidError) as small:
        actions.change(actor=actor, task=task.pk, told=wanted(most=1), now=NOW)
    assert set(small.value.fields) == {"most"}
    changed = actions.change(actor=actor, task=task.pk, told=wanted("Planning", most=3, title="Anew"), now=NOW)
    assert (changed.title, changed.most) == ("Anew", 3)
    assert team(world, task) == {"anna", "bart"}


def test_who_leaves_is_found_no_more_and_her_tasks_are_closed(world: World, insurer: Organisation) -> None:
    offers(world, insurer, "anna", "Law")
    task, hers = stated(world, insurer), stated(world, insurer, by="anna")
    ask(world, task, "anna")
    answer(world, task, "anna", joins=True)
    work = Employment.objects.get(account=world.accounts["anna"], organisation=insurer)
    end_employment(actor=world.reader("anna"), employment=work.pk, ends_on=TODAY, now=NOW)
    assert team(world, task) == set()
    told(world, "anna")
    hers.refresh_from_db()
    assert (TeamOffer.objects.count(), TaskPerson.objects.count(), hers.closed_at is not None) == (0, 0, True)
    actions.forget_person(person=world.accounts["mees"].pk)
    assert not Task.objects.filter(asker=world.accounts["mees"]).exists()


def test_two_employments_keep_an_offer(world: World, insurer: Organisation) -> None:
    offers(world, insurer, "anna", "Law")
    actions.end_at_organisation(person=world.accounts["anna"].pk, organisation=insurer.pk, now=NOW)
    assert TeamOffer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_once(world: World, insurer: Organisation) -> None:
    for name in ("anna", "bart"):
        offers(world, insurer, name, "Law")
    task = stated(world, insurer, most=1)
    mees = world.reader("mees")

    def asks(name: str) -> Callable[[], object]:
        return lambda: actions.ask(actor=mees, task=task.pk, handle=name, now=NOW)

    assert together(asks("anna"), asks("bart")) == ["full"]
    assert TaskPerson.objects.filter(asked_at__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_closing_and_saying_yes_at_once_leave_one_order(world: World, insurer: Organisation) -> None:
    offers(world, insurer, "anna", "Law")
    task = stated(world, insurer)
    ask(world, task, "anna")
    mees, anna = world.reader("mees"), world.reader("anna")
    refused = together(
        lambda: actions.close(actor=mees, task=task.pk, now=NOW),
        lambda: actions.answer(actor=anna, task=task.pk, joins=True, now=NOW),
    )
    joined = TaskPerson.objects.get(task=task).answer == "yes"
    assert refused == ([] if joined else ["closed"])
