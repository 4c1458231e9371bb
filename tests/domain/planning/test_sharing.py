"""Showing one thing to one's employer, and taking it back."""

from datetime import date, timedelta
from io import BytesIO

import pytest

from kring.communities.actions.leaving import leave_kring
from kring.foundation.access.models import Role
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from kring.foundation.events.dispatch import dispatch_due
from kring.learning import actions as learning
from kring.learning.models import Entry
from kring.people.models import Employment, Organisation
from kring.people.organisations.actions import end_employment
from kring.people.organisations.rules.employments import day_at
from kring.planning.sharing import actions, queries
from kring.planning.sharing.models import Look, Share
from tests.dossiers import NOW, at_nivre, learned
from tests.organisations import appointed, employed, founded
from tests.people import World
from tests.together import together, while_uncommitted

TODAY = day_at(NOW, "Europe/Amsterdam")
IN_A_MONTH = TODAY + timedelta(30)


@pytest.fixture
def insurer(world: World) -> Organisation:
    """Hanna owns it, stan is its HR; mees and noor work there, and noor manages everyone."""
    made = founded(world, "Insurer", by="hanna")
    for name in ("mees", "noor", "stan"):
        employed(world, name, made)
    appointed(world, "stan", made, Role.HR, by="hanna")
    appointed(world, "noor", made, Role.MANAGER, by="hanna")
    return made


def shown(
    world: World, at: Organisation, entry: Entry, *, with_evidence: bool = False, last: date = IN_A_MONTH
) -> Share:
    return actions.show_line(
        actor=world.reader("mees"), organisation=at.pk, entry=entry.pk, with_evidence=with_evidence, last_day=last,
        now=NOW,
    )  # fmt: skip


def test_hr_opens_what_is_shown_and_she_sees_each_look(world: World, insurer: Organisation) -> None:
    line = learned(world)
    share = shown(world, insurer, line)
    opened = actions.look(actor=world.reader("stan"), share=share.pk, organisation=insurer.pk, now=NOW)
    assert opened.entry is not None
    assert (opened.entry.title, opened.evidence) == ("Claims after a storm", [])
    assert queries.looks(world.reader("mees"), share.pk) == [("Stan Stranger", "", NOW)]
    (own,) = queries.own_shares(world.reader("mees")).rows
    assert (own.title, own.looks, own.organisation) == ("Claims after a storm", 1, "Insurer")
    assert [one.name for one in queries.shown_to(world.reader("hanna"), insurer, now=NOW).rows] == ["Mees Member"]


@pytest.mark.parametrize("name", ["noor", "olga", "mees"])
def test_neither_a_manager_nor_anyone_else_sees_it(world: World, insurer: Organisation, name: str) -> None:
    share = shown(world, insurer, learned(world))
    assert queries.shown_to(world.reader(name), insurer, now=NOW).rows == []
    with pytest.raises(NotThereError):
        actions.look(actor=world.reader(name), share=share.pk, organisation=insurer.pk, now=NOW)
    assert not Look.objects.exists()


def test_nor_does_hr_of_another_employer_of_hers(world: World, insurer: Organisation) -> None:
    other = founded(world, "Competitor", by="olga")
    employed(world, "mees", other)
    share = shown(world, insurer, learned(world))
    for at in (insurer, other):
        with pytest.raises(NotThereError):
            actions.look(actor=world.reader("olga"), share=share.pk, organisation=at.pk, now=NOW)
    assert queries.shown_to(world.reader("olga"), other, now=NOW).rows == []


def test_nobody_sees_it_once_it_is_withdrawn_also_not_its_file(world: World, insurer: Organisation) -> None:
    line = learned(world)
    proof = learning.add_file(
        actor=world.reader("mees"), line=line.pk, upload=BytesIO(b"%PDF-1.7"), name="proof.pdf", now=NOW
    )
    share = shown(world, insurer, line, with_evidence=True)
    stan, where = world.reader("stan"), {"share": share.pk, "organisation": insurer.pk, "now": NOW}
    assert actions.look_at_evidence(actor=stan, evidence=proof.pk, **where).pk == proof.pk
    with pytest.raises(NotThereError):
        actions.look_at_evidence(actor=stan, evidence=proof.pk + 1, **where)
    assert [what for _who, what, _at in queries.looks(world.reader("mees"), share.pk)] == ["proof.pdf"]
    with pytest.raises(NotThereError):
        actions.withdraw(actor=stan, share=share.pk, now=NOW)
    for _twice in range(2):
        actions.withdraw(actor=world.reader("mees"), share=share.pk, now=NOW)
    with pytest.raises(NotThereError):
        actions.look_at_evidence(actor=stan, evidence=proof.pk, **where)
    with pytest.raises(NotThereError):
        actions.look(actor=stan, **where)
    assert Look.objects.count() == 1


def test_evidence_stays_with_her_unless_it_was_to_come_along(world: World, insurer: Organisation) -> None:
    line = learned(world)
    mees = world.reader("mees")
    proof = learning.add_file(actor=mees, line=line.pk, upload=BytesIO(b"%PDF-1.7"), name="proof.pdf", now=NOW)
    share = shown(world, insurer, line)
    with pytest.raises(NotThereError):
        actions.look_at_evidence(
            actor=world.reader("stan"), share=share.pk, organisation=insurer.pk, evidence=proof.pk, now=NOW
        )


def test_a_line_is_shown_as_it_stands_and_not_once_it_is_struck(world: World, insurer: Organisation) -> None:
    line = learned(world)
    share = shown(world, insurer, line)
    struck = learning.strike(actor=world.reader("mees"), entry=line.pk, because="No", now=NOW)
    with pytest.raises(NotThereError):
        actions.look(actor=world.reader("stan"), share=share.pk, organisation=insurer.pk, now=NOW)
    with pytest.raises(ConflictError):
        shown(world, insurer, line)
    assert struck.line_id == line.pk


def test_of_a_dossier_the_verdict_is_shown_and_no_activity(world: World, insurer: Organisation) -> None:
    held = at_nivre(world)
    learned(world)
    share = actions.show_dossier(
        actor=world.reader("mees"), organisation=insurer.pk, registration_key=held.pk, day=TODAY, last_day=IN_A_MONTH,
        now=NOW,
    )  # fmt: skip
    opened = actions.look(actor=world.reader("stan"), share=share.pk, organisation=insurer.pk, now=NOW)
    assert opened.entry is None
    assert opened.judged is not None
    assert opened.judged.verdict
    (own,) = queries.own_shares(world.reader("mees")).rows
    assert (own.scheme, own.title) == ("nivre", "")


def test_it_ends_at_midnight_of_the_organisation(world: World, insurer: Organisation) -> None:
    share = shown(world, insurer, learned(world), last=TODAY)
    midnight = share.ends_at
    assert midnight.astimezone().utcoffset() is not None
    stan, where = world.reader("stan"), {"share": share.pk, "organisation": insurer.pk}
    actions.look(actor=stan, now=midnight - timedelta(seconds=1), **where)
    with pytest.raises(NotThereError):
        actions.look(actor=stan, now=midnight, **where)


def test_it_ends_with_her_employment_and_stays_ended(world: World, insurer: Organisation) -> None:
    share = shown(world, insurer, learned(world))
    hers = Employment.objects.get(account=world.accounts["mees"], organisation=insurer)
    end_employment(actor=world.reader("hanna"), employment=hers.pk, ends_on=TODAY, now=NOW)
    with pytest.raises(NotThereError):
        actions.look(actor=world.reader("stan"), share=share.pk, organisation=insurer.pk, now=NOW)
    dispatch_due(clock=lambda: NOW)
    employed(world, "mees", insurer, since=TODAY)
    assert queries.shown_to(world.reader("stan"), insurer, now=NOW).rows == []


def test_whoever_goes_on_there_shows_it_still(world: World, insurer: Organisation) -> None:
    share = shown(world, insurer, learned(world))
    actions.end_with_employment(person=world.accounts["mees"].pk, organisation=insurer.pk, now=NOW)
    actions.look(actor=world.reader("stan"), share=share.pk, organisation=insurer.pk, now=NOW)


def test_what_cannot_be_shown_is_refused(world: World, insurer: Organisation) -> None:
    line = learned(world)
    for last in (TODAY - timedelta(1), TODAY + timedelta(367)):
        with pytest.raises(InvalidError):
            shown(world, insurer, line, last=last)
    with pytest.raises(NotThereError):
        shown(world, founded(world, "Elsewhere", by="olga"), line)
    with pytest.raises(NotThereError):
        shown(world, insurer, learned(world, "noor"))
    shown(world, insurer, line)
    with pytest.raises(ConflictError):
        shown(world, insurer, line)


def test_whoever_leaves_kring_takes_it_along(world: World, insurer: Organisation) -> None:
    shown(world, insurer, learned(world))
    leave_kring(actor=world.reader("mees"), now=NOW)
    assert queries.shown_to(world.reader("stan"), insurer, now=NOW).rows == []
    for _round in range(3):
        dispatch_due(clock=lambda: NOW)
    assert not Share.objects.exists()
    assert not Entry.objects.filter(person=world.accounts["mees"]).exists()


@pytest.mark.django_db(transaction=True)
def test_shown_twice_at_once_is_shown_once(world: World, insurer: Organisation) -> None:
    line = learned(world)
    assert together(*[lambda: shown(world, insurer, line)] * 2) == ["shown-already"]


@pytest.mark.django_db(transaction=True)
def test_a_look_while_it_is_withdrawn_finds_nothing(world: World, insurer: Organisation) -> None:
    share = shown(world, insurer, learned(world))
    refused = while_uncommitted(
        lambda: actions.withdraw(actor=world.reader("mees"), share=share.pk, now=NOW),
        lambda: actions.look(actor=world.reader("stan"), share=share.pk, organisation=insurer.pk, now=NOW),
    )
    assert refused == ["", "notthereerror"]
    assert not Look.objects.exists()
