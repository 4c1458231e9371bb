"""Names that members propose: bounded, decided by who keeps the framework, and kept over new versions."""

from datetime import timedelta

import pytest

import kring.notifications.queries.inbox as inbox
from kring.competences.frameworks.actions import proposing
from kring.competences.frameworks.models import Item, Label, Proposal
from kring.competences.frameworks.queries import item_page, proposals, search_items
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.notifications.sentences import line
from tests.domain.notifications.test_meetings import deliver
from tests.frameworks import added, small
from tests.frameworks import framework as empty
from tests.organisations import founded
from tests.people import START, World

pytestmark = pytest.mark.django_db


def proposed(world: World, item: int, text: str = "feedback geven", by: str = "mees", language: str = "nl") -> Proposal:
    return proposing.propose(actor=world.reader(by), item=item, language=language, text=text, now=START)


def test_an_accepted_name_is_the_preferred_one_where_there_was_none(world: World) -> None:
    made = small()
    row = proposed(world, made.key("feedback"))
    assert [one.text for one in proposals.waiting(world.reader("olga"), made.framework).rows] == ["feedback geven"]
    assert proposals.waiting(world.reader("hanna"), made.framework).rows == []
    proposing.decide(actor=world.reader("olga"), proposal=row.pk, accept=True, now=START)
    deliver()
    told = [line(one) for one in inbox.told(world.reader("mees")).rows if one.about == "item"]
    assert [(one.sentence, one.url) for one in told] == [
        ("The name “feedback geven”, which you proposed for a competence, was accepted.",
         f"/competences/items/{made.key('feedback')}")]  # fmt: skip
    proposing.decide(actor=world.reader("olga"), proposal=row.pk, accept=True, now=START)
    name = item_page(world.reader("stan"), made.key("feedback"), language="nl").name
    assert (name.text, name.language) == ("feedback geven", "nl")
    assert search_items(world.reader("stan"), "feedback gev", language="nl").page.rows[0].label == "feedback geven"
    other = proposed(world, made.key("lead"), "teams leiden")
    proposing.decide(actor=world.reader("olga"), proposal=other.pk, accept=True, now=START)
    assert item_page(world.reader("stan"), made.key("lead"), language="nl").name.text == "een team leiden"
    assert proposals.number_waiting(made.framework) == 0


def test_what_is_turned_down_changes_nothing_and_stays_decided(world: World) -> None:
    made = small()
    row = proposed(world, made.key("feedback"))
    proposing.decide(actor=world.reader("olga"), proposal=row.pk, accept=False, now=START)
    assert not Label.objects.filter(by_members=True).exists()
    with pytest.raises(ConflictError):
        proposing.decide(actor=world.reader("olga"), proposal=row.pk, accept=True, now=START)
    with pytest.raises(ConflictError):
        proposed(world, made.key("feedback"), "iets anders")
    for name in ("mees", "hanna"):
        with pytest.raises(NotThereError):
            proposing.decide(actor=world.reader(name), proposal=row.pk, accept=True, now=START)


def test_a_second_proposal_takes_the_place_of_the_first(world: World) -> None:
    made = small()
    first = proposed(world, made.key("feedback"))
    assert proposed(world, made.key("feedback"), "terugkoppelen").pk == first.pk
    assert proposals.own_proposals(world.reader("mees"), made.items["feedback"])["nl"].text == "terugkoppelen"


def test_what_can_be_proposed_is_bounded(world: World) -> None:
    made = small()
    for text in ("", "!?", "x" * 121, "Give Feedback"):
        with pytest.raises(InvalidError):
            proposed(world, made.key("feedback"), text, language="en")
    with pytest.raises(NotThereError):
        proposed(world, made.key("feedback"), language="fr")
    with pytest.raises(RefusedError):
        proposed(world, made.key("feedback"), by="")
    Item.objects.filter(pk=made.key("coach")).update(retired_at=START)
    with pytest.raises(NotThereError):
        proposed(world, made.key("coach"))
    for number in range(proposing.MOST_A_DAY):
        added(made, f"n{number}", en=f"n{number}")
        proposed(world, made.key(f"n{number}"), "naam")
    with pytest.raises(ConflictError):
        proposed(world, made.key("feedback"))
    later = START + timedelta(days=2)
    assert proposing.propose(
        actor=world.reader("mees"), item=made.key("feedback"), language="nl", text="naam", now=later
    )


def test_who_keeps_a_places_framework_decides(world: World) -> None:
    at = founded(world, "Noord", by="hanna")
    own = empty("own", place=at.pk)
    added(own, "a", en="zilverreiger")
    with pytest.raises(NotThereError):
        proposed(world, own.key("a"), by="stan")
    row = proposed(world, own.key("a"), "reiger", by="hanna")
    with pytest.raises(NotThereError):
        proposing.decide(actor=world.reader("olga"), proposal=row.pk, accept=True, now=START)
    assert proposing.decide(actor=world.reader("hanna"), proposal=row.pk, accept=True, now=START).is_accepted
