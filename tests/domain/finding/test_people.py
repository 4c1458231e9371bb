"""Who has done this before: only what the reader may see speaks, as of the day, and all doors give one order."""

import argparse
import json
from datetime import timedelta
from pathlib import Path

import pytest

from kring.communities import actions as communities
from kring.conversations import actions as conversations
from kring.finding import command, refitting
from kring.finding.index.indexer import index_pending
from kring.finding.models import CommunityWeights, HelpRequest
from kring.finding.queries import Question, already_answered, by_name, find_people
from kring.finding.queries.help import open_request_counts
from kring.finding.queries.weights import weights_for
from kring.finding.shipped import shipped_weights
from kring.foundation.access.readers import OPERATORS_SIGHT, Reader
from kring.foundation.events.dispatch import dispatch_due
from tests.people import START, World

pytestmark = pytest.mark.django_db

LATER = START + timedelta(days=30)


def settled() -> None:
    """Everything told and indexed."""
    while dispatch_due(clock=lambda: LATER):
        pass
    index_pending()


def names(reader: Reader, title: str, **more: object) -> list[str]:
    found = find_people(reader, Question(title=title, at=LATER, **more))
    return [one.handle for one in found]


def test_who_did_it_is_found_with_the_words_that_prove_it(world: World) -> None:
    settled()
    found = find_people(world.reader("noor"), Question(title="Organising a hackathon for colleagues", at=LATER))
    assert [one.handle for one in found] == ["hanna"]
    assert found[0].evidence[0].quote == "I ran three. Start with the jury."
    assert found[0].evidence[0].circle == "vakgroep"
    assert found[0].room == 3


def test_a_private_circle_never_lifts_anyone_for_an_outsider(world: World) -> None:
    world.answers("hanna", world.secret, "Tell about the reorganisation what was agreed with the council.")
    settled()
    assert names(world.reader("mees"), "telling about a reorganisation") == ["hanna"]
    assert names(world.reader("noor"), "telling about a reorganisation") == []
    assert already_answered(world.reader("noor"), "reorganisation") == []
    assert [row.title for row in already_answered(world.reader("mees"), "reorganisation")] == [world.secret.title]


def test_leaving_the_circle_takes_the_sight_away_at_once(world: World) -> None:
    world.answers("hanna", world.secret, "Tell about the reorganisation what was agreed.")
    settled()
    communities.leave(actor=world.reader("mees"), community=world.key("besloten"), now=LATER)
    assert names(world.reader("mees"), "telling about a reorganisation") == []


def test_what_came_later_does_not_count_for_a_question_of_before(world: World) -> None:
    settled()
    question = Question(title="hackathon", at=START + timedelta(days=1, hours=3))
    assert find_people(world.reader("noor"), question) == []
    assert find_people(world.reader("noor"), Question(title="hackathon", at=START + timedelta(days=2)))


def test_the_asker_and_who_left_are_not_found(world: World) -> None:
    settled()
    hanna = world.accounts["hanna"]
    assert names(world.reader("hanna"), "hackathon", asker=hanna.pk) == []
    hanna.is_active = False
    hanna.save()
    assert names(world.reader("noor"), "hackathon") == []


@pytest.mark.django_db(transaction=True)
def test_what_is_withdrawn_is_gone_before_the_index_knows(world: World) -> None:
    settled()
    conversations.withdraw(actor=world.reader("hanna"), post=world.answer.pk, now=LATER)
    assert names(world.reader("noor"), "hackathon") == []
    settled()
    assert names(world.reader("noor"), "hackathon") == []


def test_dutch_finds_english_and_english_finds_dutch(world: World) -> None:
    dutch = world.ask("mees", "vakgroep", "Hoe beoordeel je een sollicitatiebrief?", language="nl")
    world.answers("hanna", dutch, "Leg de brief naast drie eisen uit de vacature en niets anders.")
    settled()
    assert names(world.reader("noor"), "How to review a vacancy letter from an applicant") == ["hanna"]
    assert names(world.reader("noor"), "Wie heeft een hackathon georganiseerd voor collega's?") == ["hanna"]


@pytest.mark.parametrize(
    "text", ["", "a", "de het een", "the and of", "🙂🙂", "\x00", "word " * 10_000, "x" * 100_000, "%_'\"\\"]
)
def test_odd_questions_give_an_answer_and_no_error(world: World, text: str) -> None:
    settled()
    names(world.reader("noor"), text)
    already_answered(world.reader("noor"), text)
    by_name(world.reader("noor"), text)


def test_names_are_found_by_their_beginning_and_hidden_circles_are_not(world: World) -> None:
    settled()
    assert [one.handle for one in by_name(world.reader("noor"), "han").people] == ["hanna"]
    assert by_name(Reader(), "han").people == []
    assert by_name(world.reader("noor"), "verborg").circles == []
    assert [one.slug for one in by_name(world.reader("mees"), "verborg").circles] == ["verborgen"]


def test_the_command_and_the_query_give_one_order(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, name in enumerate(("hanna", "mees")):
        told = world.tell(name, "vakgroep", f"Our {number + 2} hackathons", days=number)
        assert told.pk
    settled()
    batch = tmp_path / "asked.jsonl"
    batch.write_text(json.dumps({"id": "q", "title": "hackathon", "at": LATER.isoformat(), "asker": "noor"}) + "\n")
    given = {"batch": batch, "place": "vakgroep", "reader": None, "at": None, "limit": 100, "json": True, "text": None}
    assert command.run(argparse.Namespace(**given)) == 0
    printed = json.loads(capsys.readouterr().out)
    question = Question(title="hackathon", at=LATER, within=world.key("vakgroep"), asker=world.accounts["noor"].pk)
    found = find_people(OPERATORS_SIGHT, question, limit=100, with_proof=False)
    assert [one["member"] for one in printed["people"]] == [one.handle for one in found]
    with_proof = [one.handle for one in find_people(OPERATORS_SIGHT, question)]
    assert with_proof == [one.handle for one in found if one.evidence]


@pytest.mark.parametrize("wrong", ["not json", "[]", '{"at": "noon"}', '{"at": 1e30}'])
def test_a_line_that_can_not_be_read_is_named(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    batch = tmp_path / "asked.jsonl"
    batch.write_text(f'{{"id": 1, "title": "hackathon"}}\n{wrong}\n')
    given = {"batch": batch, "place": None, "reader": None, "at": None, "limit": 5, "json": True, "text": None}
    assert command.run(argparse.Namespace(**given)) == 2
    assert "line 2" in capsys.readouterr().err


def test_a_community_that_taught_enough_gets_weights_of_its_own(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refitting, "ENOUGH", 4)
    root = world.key("vakgroep")
    world.enter("stan", "vakgroep")
    for number in range(6):
        asked = world.ask("mees", "vakgroep", f"Hackathon number {number}, how?", days=number * 2 + 1)
        world.answers("hanna", asked, "With a jury and with pizza.", days=number * 2 + 2)
        world.answers("stan", asked, "I would buy pizza.", days=number * 2 + 2)
        told = world.ask("hanna", "vakgroep", f"Budget for hackathon {number}?", days=number * 2 + 1)
        world.answers("mees", told, "Ask the director for a hackathon budget.", days=number * 2 + 2)
    settled()
    assert refitting.due() == [root]
    tomorrow = int((LATER + timedelta(days=1)).timestamp())
    assert weights_for([root], at=tomorrow) is shipped_weights()
    kept = refitting.refit(root, now=LATER)
    assert kept
    assert kept.taught >= 4
    assert weights_for([root, world.key("besloten")], at=tomorrow).features == CommunityWeights.objects.get().features
    assert weights_for([root, world.key("voorbeeld")], at=tomorrow) is shipped_weights()
    # What was learned on that day or later would tell who answers.
    assert weights_for([root], at=int(LATER.timestamp())) is shipped_weights()
    assert refitting.due() == []


def test_a_request_made_later_is_not_counted_for_an_earlier_day(world: World) -> None:
    hanna = world.accounts["hanna"]
    HelpRequest.objects.create(conversation=world.question, person=hanna, asked_at=LATER)
    assert open_request_counts() == open_request_counts(LATER) == {hanna.pk: 1}
    assert open_request_counts(LATER - timedelta(seconds=1)) == {}
