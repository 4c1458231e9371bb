"""The shared vocabulary: words by either label, added by whoever names one, listed once they were used in the open."""

import pytest
from django.db import connection
from hypothesis import assume, given
from hypothesis import strategies as st

from kring.competences.actions import keys_for, name_competence, share
from kring.competences.models import Competence
from kring.competences.queries import all_words, keys_of, page_of_words, words
from kring.conversations import actions
from kring.conversations.drafts import Question
from kring.foundation.errors import InvalidError
from kring.foundation.text.matching import Plain, plain_as
from tests.people import START, World

pytestmark = pytest.mark.django_db


def listed() -> set[str]:
    return {word.label for word in all_words(language="en")}


def test_a_word_is_known_by_slug_and_by_both_labels() -> None:
    made = name_competence(en="Absence", nl="Verzuim")
    assert name_competence(en=" absence ") == made
    assert keys_of(["verzuim", "ABSENCE", "absence", "no such", " "]) == [made.pk]
    assert keys_of([]) == []
    assert (made.label("nl"), made.label("en")) == ("Verzuim", "Absence")
    assert name_competence(en="Rosters").nl == "Rosters"
    assert {word.label for word in words([made.pk], language="nl").values()} == {"Verzuim"}
    assert words([], language="nl") == {}


def test_a_word_is_known_with_and_without_accents_in_either_language() -> None:
    made = name_competence(en="Café management", nl="Cafébeheer")
    assert keys_of(["cafe management"]) == keys_of(["CAFEBEHEER"]) == keys_of(["cafébeheer"]) == [made.pk]
    plain = name_competence(en="Reintegration", nl="Reintegratie")
    assert keys_of(["Reïntegratie"]) == keys_for(["réintégration"], most=3) == [plain.pk]
    one, other = (Competence.objects.create(slug=slug, en=en, nl=en) for slug, en in (("one", "Één"), ("other", "Een")))
    assert [keys_of([name]) for name in ("een", "één", "ÉÉN")] == [[other.pk], [one.pk], [one.pk]]


@given(st.text(max_size=30))
def test_the_database_leaves_out_the_same_accents(text: str) -> None:
    assume("\0" not in text)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {Plain.template % {'expressions': '%s'}}", [text])
        assert cursor.fetchone()[0] == plain_as(text)


def test_a_name_without_a_letter_is_no_competence() -> None:
    with pytest.raises(InvalidError):
        name_competence(en="!?")
    assert keys_for(["!?", ""], most=5) == []


def test_named_words_are_added_each_once_up_to_the_most() -> None:
    keys = keys_for(["Jury", "jury ", "Rosters", "Absence"], most=2)
    assert list(Competence.objects.filter(pk__in=keys).order_by("pk").values_list("en", flat=True)) == [
        "Jury",
        "Rosters",
    ]


def test_a_new_word_is_listed_once_it_was_used_in_the_open(world: World) -> None:
    keys = keys_for(["Jury", "Rosters"], most=5)
    assert listed() == set()

    def ask(circle: str, key: int) -> None:
        question = Question(title="And?", body="", competences=[key])
        actions.ask(actor=world.reader("mees"), community=world.key(circle), question=question, now=START)

    ask("besloten", keys[0])
    ask("vakgroep", keys[1])
    assert listed() == {"Rosters"}
    share([])
    share(keys)
    assert listed() == {"Jury", "Rosters"}


def test_the_list_goes_on_by_key() -> None:
    for name in ("b", "a", "c"):
        name_competence(en=name)
    first = page_of_words(language="en", size=2)
    rest = page_of_words(language="en", size=2, after=first.older)
    assert [word.slug for word in (*first.rows, *rest.rows)] == ["a", "b", "c"]
    assert rest.older == ""
