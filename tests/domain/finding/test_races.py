"""Two at once, on two connections."""

import pytest

from kring.finding.actions import MOST_ASKED, ask_for_help
from kring.finding.models import HelpRequest
from kring.foundation.events.models import Event
from tests.people import START, World, person
from tests.together import Act, while_uncommitted

pytestmark = pytest.mark.django_db(transaction=True)


def test_asking_twice_at_once_asks_five_people_at_most(world: World) -> None:
    assert world.question
    question, mees = world.question.pk, world.reader("mees")
    able = [person(f"Able{number} Person").pk for number in range(MOST_ASKED + 1)]

    def asking(people: list[int]) -> Act:
        return lambda: ask_for_help(actor=mees, conversation=question, people=dict.fromkeys(people, ()), now=START)

    assert while_uncommitted(asking(able[:3]), asking(able[2:])) == ["", ""]
    asked = set(HelpRequest.objects.filter(conversation=question).values_list("person", flat=True))
    assert (len(asked), asked >= set(able[:3])) == (MOST_ASKED, True)
    assert Event.objects.filter(name="finding.HelpAsked").count() == MOST_ASKED
