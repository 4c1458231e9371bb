"""Choosing an item: the vocabulary holds words in use, and a new version doesn't rename them."""

import pytest

from kring.competences.actions import name_competence
from kring.competences.frameworks.actions import adopt, adopt_all
from kring.competences.frameworks.models import Item, Kind, Label
from kring.competences.models import Competence
from kring.foundation.access.readers import ANYONE
from kring.foundation.errors import ConflictError, InvalidError, NotThereError
from tests.frameworks import added, small
from tests.frameworks import framework as empty
from tests.organisations import founded
from tests.people import START, World
from tests.together import together

pytestmark = pytest.mark.django_db


def test_an_item_gets_a_new_word_once() -> None:
    made = small()
    word = adopt(actor=ANYONE, item=made.key("lead"))
    assert (word.en, word.nl, word.slug, word.shared) == ("lead a team", "een team leiden", "lead-a-team", True)
    assert adopt(actor=ANYONE, item=made.key("lead")) == word
    assert Competence.objects.count() == 1
    Label.objects.filter(item=made.items["lead"], language="en", is_preferred=True).update(
        text="lead one team", folded="lead one team"
    )
    assert adopt(actor=ANYONE, item=made.key("lead")).en == "lead a team"


def test_a_word_that_says_the_same_is_used() -> None:
    made = small()
    there = name_competence(en="Give Feedback", nl="Feedback geven")
    assert adopt(actor=ANYONE, item=made.key("feedback")) == there
    dutch = empty("dutch")
    added(dutch, "f", nl="feedback geven")
    assert adopt(actor=ANYONE, item=dutch.key("f")) == there
    added(dutch, "g", nl="gesprekken voeren")
    made_of_dutch = adopt(actor=ANYONE, item=dutch.key("g"))
    assert (made_of_dutch.en, made_of_dutch.nl) == ("gesprekken voeren", "gesprekken voeren")


def test_another_word_with_the_same_address_stays_another() -> None:
    made = empty()
    long = "a very long name of a skill that goes on for more than sixty letters"
    for end in ("one", "two"):
        added(made, end, en=f"{long} {end}")
    added(made, "sign", en="!")
    words = adopt_all(actor=ANYONE, items=[item.pk for item in made.items.values()])
    assert len({word.pk for word in words.values()}) == 3
    assert words[made.key("two")].en == f"{long} two"


def test_only_a_standing_skill_that_one_sees_is_chosen(world: World) -> None:
    made = small()
    for kind in (Kind.GROUP, Kind.OCCUPATION):
        item = next(one for one in made.items.values() if one.kind == kind)
        with pytest.raises(ConflictError):
            adopt(actor=ANYONE, item=item.pk)
    Item.objects.filter(pk=made.key("coach")).update(retired_at=START)
    with pytest.raises(ConflictError):
        adopt(actor=ANYONE, item=made.key("coach"))
    at = founded(world, "Noord", by="hanna")
    own = empty("own", place=at.pk)
    added(own, "secret", en="zilverreiger")
    with pytest.raises(NotThereError):
        adopt(actor=ANYONE, item=own.key("secret"))
    assert not adopt(actor=world.reader("hanna"), item=own.key("secret")).shared
    with pytest.raises(InvalidError):
        adopt_all(actor=ANYONE, items=range(501))


@pytest.mark.django_db(transaction=True)
def test_two_who_choose_at_once_get_one_word() -> None:
    made = small()
    assert together(*[lambda: adopt(actor=ANYONE, item=made.key("law"))] * 2) == []
    assert Competence.objects.count() == 1
