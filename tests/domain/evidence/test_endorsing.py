"""Who may endorse whom, who decides on it, what it is worth, and that blocks can't be felt."""

from datetime import date, timedelta

import pytest

from kring.communities.actions.leaving import leave_kring
from kring.conversations.actions.starting import ask_privately, let_in
from kring.conversations.drafts import Question
from kring.finding.evidence.actions.correcting import hide
from kring.finding.evidence.actions.endorsing import (
    ask_for_endorsement,
    decide,
    decline,
    endorse,
    take_back,
    withdraw_ask,
)
from kring.finding.evidence.models import Ask, AskState, Endorsement, EndorsementState, Evidence
from kring.finding.evidence.queries import endorsing, levels_of
from kring.finding.evidence.queries.together import colleagues, ties_between
from kring.finding.evidence.rules import limits
from kring.finding.evidence.rules.together import MOST_AT_A_MEETING, Tie
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.meetings.models import PresenceList
from kring.people.blocks.actions import keep_away, let_near
from kring.people.organisations.actions import employ, make_department
from tests.domain.evidence.furniture import LATER, TODAY, answered, competence, deliver, met
from tests.domain.meetings.furniture import members
from tests.organisations import founded
from tests.people import START, World
from tests.together import together


def says(world: World, by: str, of: str, about: int, *, level: int = 4, now: object = LATER) -> Endorsement:
    return endorse(
        actor=world.reader(by),
        handle=of,
        competence=about,
        level=level,
        sentence="I saw it.",
        now=now,  # type: ignore[arg-type]
    )


def ties(world: World, one: str, other: str) -> list[Tie]:
    keys = world.accounts[one].pk, world.accounts[other].pk
    found = ties_between(*keys, today=TODAY)
    assert set(ties_between(*reversed(keys), today=TODAY)) == set(found)
    return list(found)


def names(world: World, name: str) -> list[str]:
    return [one.handle for one in colleagues(world.accounts[name].pk, today=TODAY)]


def test_who_accepted_an_answer_worked_with_its_writer(world: World) -> None:
    about = competence()
    post = answered(world, "hanna", about)
    assert ties(world, "hanna", "mees") == []
    answered(world, "hanna", about, accepted=True)
    assert ties(world, "hanna", "mees") == [Tie.ANSWER]
    assert (names(world, "mees"), names(world, "hanna")) == (["hanna"], ["mees"])
    assert post.pk


def test_who_wrote_in_one_private_case_worked_together_and_who_was_only_let_in_did_not(world: World) -> None:
    case = ask_privately(
        actor=world.reader("mees"), question=Question(title="Mine", body="?", language="en"), now=START
    )
    let_in(case=case, people=[world.accounts[name].pk for name in ("hanna", "noor")], now=START)
    world.answers("hanna", case, "Do this.")
    assert ties(world, "mees", "hanna") == [Tie.CASE]
    assert ties(world, "mees", "noor") == []
    assert names(world, "mees") == ["hanna"]


def test_who_was_at_a_small_meeting_worked_together(world: World) -> None:
    world.enter("noor", "vakgroep")
    met(world, "mees", "noor")
    assert ties(world, "mees", "noor") == ties(world, "hanna", "mees") == [Tie.MEETING]
    assert names(world, "mees") == ["hanna", "noor"]
    assert ties(world, "mees", "stan") == []


def test_nobody_worked_with_a_whole_congress(world: World) -> None:
    met(world, *members(world, MOST_AT_A_MEETING))
    assert PresenceList.objects.count() == 1
    assert ties(world, "member0", "member1") == []
    assert names(world, "member0") == []


def test_who_was_in_one_department_for_a_month_worked_together(world: World) -> None:
    at = founded(world, "Insurer", by="olga")
    claims = make_department(actor=world.reader("olga"), organisation=at.pk, name="Claims", now=START)
    for name, since in (("mees", date(2026, 1, 1)), ("noor", date(2026, 2, 1)), ("stan", date(2026, 3, 20))):
        account = world.accounts[name].pk
        employ(account=account, organisation=at.pk, starts_on=since, department=claims, now=START)
    employ(account=world.accounts["hanna"].pk, organisation=at.pk, starts_on=date(2026, 1, 1), now=START)
    assert ties(world, "mees", "noor") == [Tie.DEPARTMENT]
    assert ties(world, "mees", "stan") == ties(world, "mees", "hanna") == []
    assert names(world, "mees") == ["noor"]


def test_who_never_worked_with_her_does_not_endorse_nor_ask(world: World) -> None:
    about = competence()
    with pytest.raises(RefusedError):
        says(world, "stan", "mees", about.pk)
    with pytest.raises(RefusedError):
        ask_for_endorsement(actor=world.reader("stan"), handle="mees", competence=about.pk, now=LATER)
    with pytest.raises(ConflictError):
        says(world, "mees", "mees", about.pk)
    with pytest.raises(NotThereError):
        says(world, "mees", "nobody", about.pk)


def test_what_is_wrong_is_said_at_its_field(world: World) -> None:
    answered(world, "hanna", competence(), accepted=True)
    for level in (None, 0, 6):
        with pytest.raises(InvalidError) as told:
            endorse(actor=world.reader("mees"), handle="hanna", competence=0, level=level, sentence=" ", now=LATER)
        assert sorted(told.value.fields) == ["competence", "level", "sentence"]
    with pytest.raises(InvalidError) as told:
        endorse(
            actor=world.reader("mees"), handle="hanna", competence=competence().pk, level=3,
            sentence="x" * (limits.LONGEST_SENTENCE + 1), now=LATER,
        )  # fmt: skip
    assert list(told.value.fields) == ["sentence"]
    with pytest.raises(InvalidError):
        ask_for_endorsement(actor=world.reader("mees"), handle="hanna", competence=0, now=LATER)


def test_she_sees_it_first_and_decides_whether_it_is_shown_and_counts(world: World) -> None:
    about = competence()
    answered(world, "hanna", competence("Other"), accepted=True)
    said = says(world, "mees", "hanna", about.pk)
    hanna = world.accounts["hanna"].pk
    (waiting,) = endorsing.waiting_endorsements(world.reader("hanna"), language="en")
    assert (waiting.name, waiting.level, waiting.sentence, waiting.tie) == ("Mees Member", 4, "I saw it.", "answer")
    assert endorsing.waiting_endorsements(world.reader("mees"), language="en") == []
    assert levels_of([hanna], [about.pk], on=LATER.date()) == {}
    with pytest.raises(NotThereError):
        decide(actor=world.reader("mees"), endorsement=said.pk, show=True, now=LATER)
    for _twice in range(2):
        decide(actor=world.reader("hanna"), endorsement=said.pk, show=True, now=LATER)
    held = levels_of([hanna], [about.pk], on=LATER.date())[hanna, about.pk]
    assert (held.level, held.confidence) == (4, 35)
    assert endorsing.waiting_endorsements(world.reader("hanna"), language="en") == []
    # What became of it isn't told to who gave it.
    assert [one.state for one in endorsing.given_endorsements(world.reader("mees"), language="en").rows] == [""]
    decide(actor=world.reader("hanna"), endorsement=said.pk, show=False, now=LATER)
    assert levels_of([hanna], [about.pk], on=LATER.date()) == {}


def test_who_gave_it_takes_it_back_wherever_it_is_shown(world: World) -> None:
    about = competence()
    answered(world, "hanna", competence("Other"), accepted=True)
    said = says(world, "mees", "hanna", about.pk)
    decide(actor=world.reader("hanna"), endorsement=said.pk, show=True, now=LATER)
    with pytest.raises(NotThereError):
        take_back(actor=world.reader("hanna"), endorsement=said.pk, now=LATER)
    take_back(actor=world.reader("mees"), endorsement=said.pk, now=LATER)
    assert not Evidence.objects.filter(kind="endorsement").exists()
    for again in (lambda: take_back(actor=world.reader("mees"), endorsement=said.pk, now=LATER),
                  lambda: decide(actor=world.reader("hanna"), endorsement=said.pk, show=True, now=LATER)):  # fmt: skip
        with pytest.raises(NotThereError):
            again()


def test_a_newer_one_by_the_same_person_takes_the_place_of_the_former(world: World) -> None:
    about = competence()
    answered(world, "hanna", competence("Other"), accepted=True)
    first = says(world, "mees", "hanna", about.pk, level=3)
    with pytest.raises(ConflictError):
        says(world, "mees", "hanna", about.pk)
    hanna = world.reader("hanna")
    decide(actor=hanna, endorsement=first.pk, show=True, now=LATER)
    second = says(world, "mees", "hanna", about.pk, level=5)
    decide(actor=hanna, endorsement=second.pk, show=True, now=LATER)
    rows = Evidence.objects.filter(kind="endorsement").values_list("source", "level")
    assert list(rows) == [(f"endorsement:{second.pk}", 5)]
    first.refresh_from_db()
    assert first.state == EndorsementState.KEPT


def test_hiding_it_keeps_it_to_herself_and_showing_it_again_shows_it(world: World) -> None:
    about = competence()
    answered(world, "hanna", competence("Other"), accepted=True)
    said = says(world, "mees", "hanna", about.pk)
    decide(actor=world.reader("hanna"), endorsement=said.pk, show=True, now=LATER)
    row = Evidence.objects.get(kind="endorsement")
    for hidden, state in ((True, EndorsementState.KEPT), (False, EndorsementState.SHOWN)):
        hide(actor=world.reader("hanna"), evidence=row.pk, hidden=hidden, now=LATER)
        said.refresh_from_db()
        assert said.state == state


def test_so_many_in_a_month_and_so_many_for_one_person_in_a_year(world: World) -> None:
    answered(world, "hanna", competence(), accepted=True)
    words = [competence(f"Word {number}").pk for number in range(limits.MOST_GIVEN + 1)]
    for word in words[: limits.MOST_FOR_ONE]:
        says(world, "mees", "hanna", word)
    with pytest.raises(ConflictError) as told:
        says(world, "mees", "hanna", words[-1])
    assert told.value.code == "given-often-to-one"
    Endorsement.objects.update(given_at=LATER - limits.YEAR - timedelta(days=1))
    says(world, "mees", "hanna", words[-1])
    Endorsement.objects.all().delete()
    others = [world.accounts[name].pk for name in members(world, limits.MOST_GIVEN)]
    for other, word in zip(others, words, strict=False):
        Endorsement.objects.create(
            by=world.accounts["mees"], of_id=other, competence_id=word, level=3, sentence="x", tie="meeting",
            day=LATER.date(), given_at=LATER,
        )  # fmt: skip
    with pytest.raises(ConflictError) as told:
        says(world, "mees", "hanna", words[0])
    assert told.value.code == "given-often"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_give_one(world: World) -> None:
    about = competence()
    answered(world, "hanna", about, accepted=True)
    assert together(*[lambda: says(world, "mees", "hanna", about.pk)] * 2) == ["waits-already"]
    (said,) = Endorsement.objects.all()
    hanna = world.reader("hanna")
    assert together(*[lambda: decide(actor=hanna, endorsement=said.pk, show=True, now=LATER)] * 2) == []
    assert Evidence.objects.filter(kind="endorsement").count() == 1


def test_praise_in_return_counts_half_for_both(world: World) -> None:
    about = competence()
    answered(world, "hanna", competence("Other"), accepted=True)
    keys = {name: world.accounts[name].pk for name in ("hanna", "mees")}
    for by, of in (("mees", "hanna"), ("hanna", "mees")):
        said = says(world, by, of, about.pk)
        decide(actor=world.reader(of), endorsement=said.pk, show=True, now=LATER)
    held = levels_of(keys.values(), [about.pk], on=LATER.date())
    assert [held[key, about.pk].confidence for key in keys.values()] == [17, 17]
    assert [held[key, about.pk].because[0].returned for key in keys.values()] == [1, 1]


def test_one_asks_and_an_endorsement_is_the_answer(world: World) -> None:
    about = competence()
    answered(world, "hanna", competence("Other"), accepted=True)
    hanna, mees = world.reader("hanna"), world.reader("mees")
    made = ask_for_endorsement(actor=hanna, handle="mees", competence=about.pk, now=LATER)
    with pytest.raises(ConflictError):
        ask_for_endorsement(actor=hanna, handle="mees", competence=about.pk, now=LATER)
    assert [one.handle for one in endorsing.waiting_asks(mees, language="nl")] == ["hanna"]
    assert endorsing.open_ask(mees, made.pk, language="nl").word.label == "Schadebehandeling"
    with pytest.raises(NotThereError):
        endorsing.open_ask(hanna, made.pk, language="nl")
    says(world, "mees", "hanna", about.pk)
    assert Ask.objects.get().state == AskState.ANSWERED
    with pytest.raises(NotThereError):
        withdraw_ask(actor=hanna, ask=made.pk, now=LATER)


def test_that_someone_declined_is_told_to_nobody(world: World) -> None:
    about = competence()
    answered(world, "hanna", about, accepted=True)
    hanna, mees = world.reader("hanna"), world.reader("mees")
    made = ask_for_endorsement(actor=hanna, handle="mees", competence=about.pk, now=LATER)
    before = endorsing.made_asks(hanna, language="en")
    with pytest.raises(NotThereError):
        decline(actor=hanna, ask=made.pk, now=LATER)
    decline(actor=mees, ask=made.pk, now=LATER)
    assert endorsing.made_asks(hanna, language="en") == before
    assert endorsing.waiting_asks(mees, language="en") == []
    withdraw_ask(actor=hanna, ask=made.pk, now=LATER)
    assert endorsing.made_asks(hanna, language="en") == []


def test_so_many_asks_in_a_month(world: World) -> None:
    answered(world, "hanna", competence(), accepted=True)
    for number in range(limits.MOST_ASKED):
        ask_for_endorsement(
            actor=world.reader("hanna"), handle="mees", competence=competence(f"Word {number}").pk, now=LATER
        )
    with pytest.raises(ConflictError) as told:
        ask_for_endorsement(actor=world.reader("hanna"), handle="mees", competence=competence("Last").pk, now=LATER)
    assert told.value.code == "asked-often"


def test_a_block_is_felt_by_nobody(world: World) -> None:
    """Hanna keeps mees away: all that he does is as it was, all that he sees too, and she sees none of it."""
    about = competence()
    answered(world, "hanna", competence("Other"), accepted=True)
    hanna, mees = world.reader("hanna"), world.reader("mees")
    keep_away(actor=hanna, handle="mees", now=START)
    assert [one.handle for one in colleagues(world.accounts["mees"].pk, today=TODAY)] == ["hanna"]
    said = says(world, "mees", "hanna", about.pk)
    asked = ask_for_endorsement(actor=mees, handle="hanna", competence=about.pk, now=LATER)
    assert [one.id for one in endorsing.given_endorsements(mees, language="en").rows] == [said.pk]
    assert [one.state for one in endorsing.made_asks(mees, language="en")] == [AskState.OPEN]
    assert endorsing.waiting_endorsements(hanna, language="en") == []
    assert endorsing.waiting_asks(hanna, language="en") == []
    for of_hers in (
        lambda: decide(actor=hanna, endorsement=said.pk, show=True, now=LATER),
        lambda: decline(actor=hanna, ask=asked.pk, now=LATER),
        lambda: endorsing.received_endorsement(hanna, said.pk, language="en"),
    ):
        with pytest.raises(NotThereError):
            of_hers()
    let_near(actor=hanna, handle="mees")
    assert [one.id for one in endorsing.waiting_endorsements(hanna, language="en")] == [said.pk]
    assert endorsing.received_endorsement(hanna, said.pk, language="en").id == said.pk


def test_what_she_said_of_others_stays_theirs_when_she_leaves(world: World) -> None:
    about = competence()
    answered(world, "hanna", about, accepted=True)
    other = competence("Other").pk
    shown, waiting = says(world, "mees", "hanna", about.pk), says(world, "mees", "hanna", other)
    decide(actor=world.reader("hanna"), endorsement=shown.pk, show=True, now=LATER)
    back = says(world, "hanna", "mees", about.pk)
    ask_for_endorsement(actor=world.reader("hanna"), handle="mees", competence=about.pk, now=LATER)
    leave_kring(actor=world.reader("mees"), now=LATER)
    deliver()
    assert dict(Endorsement.objects.values_list("pk", "state")) == {shown.pk: "shown", waiting.pk: "withdrawn"}
    assert back.pk
    assert Evidence.objects.filter(kind="endorsement").count() == 1
    assert Ask.objects.get().state == AskState.DECLINED
    with pytest.raises(NotThereError):
        says(world, "hanna", "mees", about.pk)
