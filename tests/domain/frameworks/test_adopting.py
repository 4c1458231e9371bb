"""Choosing an item: the vocabulary holds words in use, and a new version doesn't rename them."""

import pytest

from kring.competences.actions import keys_for, name_competence
from kring.competences.frameworks.actions import adopt, adopt_all, keys_chosen
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


def test_a_word_that_was_written_in_dutch_alone_is_told_what_it_is_in_english() -> None:
    made = small()
    (typed,) = keys_for(["Een Team Leïden"], most=1)
    word = adopt(actor=ANYONE, item=made.key("lead"))
    assert (word.pk, word.en, word.nl) == (typed, "lead a team", "Een Team Leïden")
    translated = name_competence(en="coaching", nl="medewerkers coachen")
    assert adopt(actor=ANYONE, item=made.key("coach")) != translated


def test_the_framework_of_a_place_gives_no_word_of_everyone_a_name(world: World) -> None:
    (typed,) = keys_for(["Leidinggeven"], most=1)
    own = empty("own", place=world.key("vakgroep"))
    added(own, "a", en="something silly", nl="leidinggeven")
    assert adopt(actor=world.reader("hanna"), item=own.key("a")).pk != typed
    assert Competence.objects.get(pk=typed).en == "Leidinggeven"


def test_what_someone_writes_is_a_word_in_use_an_item_or_new(world: World) -> None:
    made, mees = small(), world.reader("mees")
    known = name_competence(en="Storms", nl="Stormen")

    def keys(*names: str, language: str = "nl") -> list[int]:
        return keys_chosen(actor=mees, names=names, most=3, language=language)

    said = keys("stormen", "Een team leiden", "Zuurdesem", "te veel")
    assert said[0] == known.pk
    assert made.items["lead"].labels.exists()
    assert Item.objects.get(pk=made.key("lead")).competence_id == said[1]
    assert Competence.objects.get(pk=said[1]).en == "lead a team"
    assert Competence.objects.get(pk=said[2]).en == "Zuurdesem"
    assert keys("LEAD A TEAM", language="en") == [said[1]]
    # By another name of it, or of what is no skill, one chooses it on its page.
    for name in ("guide a team", "HR manager"):
        assert Item.objects.filter(competence__in=keys(name)).exists() is False
    assert keys("", "!?") == []


def test_everyones_framework_comes_before_a_places(world: World) -> None:
    own = empty("own", place=world.key("vakgroep"))
    added(own, "a", en="coach employees")
    made = small()
    (key,) = keys_chosen(actor=world.reader("mees"), names=["Coach employees"], most=1, language="en")
    assert Item.objects.get(competence=key).pk == made.key("coach")
    added(own, "b", en="heron keeping")
    assert Item.objects.filter(
        competence__in=keys_chosen(actor=ANYONE, names=["heron keeping"], most=1, language="en")
    ).exists() is False  # fmt: skip


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
