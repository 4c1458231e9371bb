"""What waits for a person: what she was asked, what she decides on, and what happened."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kring.communities.actions import ask_to_join
from kring.finding.actions import ask_for_help
from kring.foundation import clock
from kring.foundation.events.dispatch import dispatch_due
from kring.learning.dossiers.actions.reviewing import submit
from kring.learning.dossiers.models import Submission
from kring.notifications.actions import notify
from kring.notifications.models import Notification
from kring.notifications.rules import Topic
from kring.notifications.sentences import SENTENCES
from kring.registers.actions import appoint_reviewer
from kring.registers.models import Reviewer
from tests.agreements import agreed
from tests.doors.library import library
from tests.doors.meetings import meetings
from tests.doors.pairing import pairing
from tests.dossiers import at_nivre, learned
from tests.organisations import founded
from tests.people import World

WHOLE = {
    Topic.ANSWERED: "Mees Member answered your question “How do I run a hackathon?”.",
    Topic.REPLIED: "Mees Member wrote in “How do I run a hackathon?”, which you follow.",
    Topic.COMMENTED: "Mees Member commented on what you wrote in “How do I run a hackathon?”.",
    Topic.ACCEPTED: "Mees Member accepted your answer to “How do I run a hackathon?”.",
    Topic.MENTIONED: "Mees Member named you in “How do I run a hackathon?”.",
    Topic.HELP: "Mees Member asks for your help with “How do I run a hackathon?”, because you did this before.",
    Topic.ASKED_TO_JOIN: "Mees Member asks to join Vakgroep, which you host.",
    Topic.ADMITTED: "Mees Member let you into Vakgroep.",
    Topic.DECLINED: "Mees Member did not let you into Vakgroep.",
    Topic.ANNOUNCED: "Mees Member announced something in Vakgroep.",
    Topic.MESSAGE: "Mees Member wrote you a message.",
}
OF_DOSSIERS = {
    Topic.SUBMITTED: "Mees Member handed in “Claims after a storm” for review.",
    Topic.ANSWERED_REVIEW: "Mees Member answered your question about “Claims after a storm”.",
    Topic.REVIEW_ASKED: "Mees Member asks you something about “Claims after a storm”, which you handed in.",
    Topic.REVIEW_APPROVED: "Mees Member approved “Claims after a storm”, which you handed in.",
    Topic.REVIEW_REFUSED: "Mees Member refused “Claims after a storm”, which you handed in.",
    Topic.REVIEW_FLAGGED: "“Claims after a storm”, which was approved, is looked at once more: it was drawn by lot.",
    Topic.DEADLINE: "The deadline of your dossier “Claims experts (NIVRE)” comes near, and something is missing still.",
    Topic.PERIOD_CLOSED: "A period of your dossier “Claims experts (NIVRE)” is closed: its verdict stands.",
}
OF_MEETINGS = {
    Topic.MEETING_PLANNED: "Mees Member plans “Where vakgroep meets” on 16 March 2027, 15:00.",
    Topic.MEETING_MOVED: (
        "“Where vakgroep meets” was changed: look when and where it is. It begins on 16 March 2027, 15:00."
    ),
    Topic.MEETING_CANCELLED: "“Where vakgroep meets” on 16 March 2027 is cancelled.",
    Topic.MEETING_SOON: "“Where vakgroep meets” begins on 16 March 2027, 15:00.",
    Topic.MOVED_UP: "You have a place at “Where vakgroep meets” on 16 March 2027: someone else signed off.",
    Topic.PART_GIVEN: "Mees Member put you down for “Where vakgroep meets” on 16 March 2027, 15:00: you bring a case.",
    Topic.LIST_OPEN: (
        "The presence list of “Where vakgroep meets” is open still. Close it, and it counts for who was there."
    ),
    Topic.SIGNED_UP: "You have a place at “Where vakgroep meets” on 16 March 2027, 15:00.",
    Topic.SIGNED_OFF: "You no longer have a place at “Where vakgroep meets” on 16 March 2027.",
    Topic.INVITED: (
        "You are invited: “Where vakgroep meets” on 16 March 2027, 15:00. You said that you can; register now."
    ),
}
OF_POLLS = {
    Topic.POLL_OPENED: "Mees Member asks when you can: “When shall we meet?”.",
    Topic.POLL_CLOSING: "Say when you can for “When shall we meet?”: the poll closes on 16 March 2027, 15:00.",
    Topic.POLL_WITHDRAWN: "“When shall we meet?” won’t be: its date poll, which you answered, was withdrawn.",
}
OF_GROUPS = {
    Topic.MISS_NO_MORE: "You can miss no more meetings of Vakgroep in 2027: come to all that remain, and it is enough.",
    Topic.OUT_OF_REACH: (
        "You can’t be at enough meetings of Vakgroep any more in 2027. Talk with your facilitator about it."
    ),
}
OF_LIBRARIES = {Topic.PIECE_ADDED: "Mees Member added “What vakgroep keeps” to the library."}
OF_PAIRING = {
    Topic.MATCHED: "You meet Mees Member. Look why, and write to each other to choose a time.",
    Topic.REMINDED: "Have you met Mees Member? Say yes or no in one click.",
    Topic.UNMATCHED: "You meet nobody in “Coffee in vakgroep” this time. Look why.",
    Topic.MATCH_GONE: "Someone whom you would meet in “Coffee in vakgroep” can’t come any more.",
    Topic.PAIRING_OVER: "“Coffee in vakgroep” has ended: nobody is matched in it any more.",
    Topic.LEFT_IN_PEACE: (
        "“Coffee in vakgroep” leaves you in peace: it heard nothing from you for three rounds. You are welcome back in "
        "one click."
    ),
}
OF_AGREEMENTS = {
    Topic.AGREEMENT_PROPOSED: "Mees Member proposes an agreement between Zuiderkruis and Vakgroep: read it, and sign "
    "or decline.",
    Topic.AGREEMENT_SIGNED: "The agreement between Zuiderkruis and Vakgroep is signed by both.",
    Topic.AGREEMENT_DECLINED: "Mees Member declined what you proposed for the agreement between Zuiderkruis and "
    "Vakgroep.",
    Topic.AGREEMENT_NOTICE: "Mees Member gave notice of the agreement between Zuiderkruis and Vakgroep. Its last day "
    "is 16 March 2026.",
    Topic.AGREEMENT_RENEWS: "The agreement between Zuiderkruis and Vakgroep renews itself, unless notice is given by "
    "16 March 2026.",
    Topic.AGREEMENT_ENDING: "The agreement between Zuiderkruis and Vakgroep ends soon. Its last day is 16 March 2026.",
    Topic.AGREEMENT_ENDED: "The agreement between Zuiderkruis and Vakgroep is over.",
    Topic.SEATS_FULL: "All seats that Zuiderkruis has in Vakgroep are taken.",
    Topic.SEAT_KEPT: "Zuiderkruis keeps a seat in Vakgroep for you. Take it when you like.",
    Topic.SEAT_ENDING: "Your seat in Vakgroep rests on an agreement of Zuiderkruis, whose last day is 16 March 2026. "
    "You can stay by yourself.",
    Topic.SEAT_GRACE: "The agreement of Zuiderkruis with Vakgroep has ended. Your membership goes on until 16 March "
    "2026; you can stay by yourself.",
    Topic.SEAT_LEAVES: "You work in another department now: your seat of Zuiderkruis in Vakgroep ends after "
    "16 March 2026. You can stay by yourself.",
    Topic.SEAT_OVER: "Your seat of Zuiderkruis in Vakgroep has ended. What you wrote and learned stays yours.",
}
OF_PLANS = {
    Topic.BELOW_FLOOR: "Zuiderlicht hopes that everyone has 10 development days by 16 March 2026; you have 3. Only you "
    "are told this.",
}
# That they are said, and lead where one decides: see `test_evidence.py`.
OF_ENDORSEMENTS = {
    Topic.ENDORSED: "Mees Member endorses you for “Claims handling”. Only you see it until you decide.",
    Topic.ENDORSEMENT_ASKED: "Hanna Host asks what you saw of their “Claims handling”.",
}
OF_TEAMS = {
    Topic.TEAM_ASKED: "Hanna Host asks you for a team: “Storm desk”. Say yes or no.",
    Topic.TEAM_YES: "Hanna Host said yes, and is in the team for “Storm desk”.",
    Topic.TEAM_NO: "Hanna Host isn’t in the team for “Storm desk”. Look who else could be.",
    Topic.TEAM_GREW: "Hanna Host is in the team for “Storm desk” too.",
    Topic.TEAM_CLOSED: "Hanna Host seeks nobody any more for “Storm desk”.",
}
OF_NAMES = {
    Topic.NAME_ACCEPTED: "The name “heron keeping”, which you proposed for a competence, was accepted.",
    Topic.NAME_REFUSED: "The name “heron keeping”, which you proposed for a competence, was turned down.",
}
OF_OFFERS = {
    Topic.DEVELOPMENT_OFFERED: "Noorderlicht offers you to develop yourself. Whether you take it up is yours to decide."
}
NAMED = {"name": "heron keeping"}
FLOOR = {"day": "2026-03-16", "days": "3", "floor": "10"}
SEALED = {"day": "2026-03-16", "organisation": "Zuiderkruis"}
DATED = {"day": "2027-03-16", "time": "15:00", "year": "2027", "part": "case"}
FACTS = (
    dict.fromkeys([*OF_MEETINGS, *OF_POLLS, *OF_GROUPS], DATED)
    | dict.fromkeys([*OF_AGREEMENTS, *OF_PLANS], SEALED | FLOOR)
    | dict.fromkeys([Topic.NAME_ACCEPTED, Topic.NAME_REFUSED], NAMED)
)
ABOUT_MATCHES = (Topic.MATCHED, Topic.REMINDED)
ABOUT_ONE_S_OWN = (Topic.DEADLINE, Topic.PERIOD_CLOSED)


@pytest.fixture
def hanna(client: Client, world: World) -> Client:
    client.force_login(world.accounts["hanna"])
    return client


def tell(world: World, topic: Topic, event: int, *, to: str = "hanna", about: str = "", about_id: int = 0) -> None:
    place = topic in (Topic.ASKED_TO_JOIN, Topic.ADMITTED, Topic.DECLINED, Topic.ANNOUNCED)
    kind = "message" if topic is Topic.MESSAGE else "community" if place else "conversation"
    key = world.key("vakgroep") if place else world.question.pk
    notify(
        [world.accounts[to].pk], topic=topic, event=event, actor=world.accounts["mees"].pk,
        about=about or kind, about_id=about_id or key, now=clock.now(),
        facts=FACTS.get(topic),
    )  # fmt: skip


def test_every_topic_has_a_sentence() -> None:
    said = [
        WHOLE, OF_DOSSIERS, OF_MEETINGS, OF_POLLS, OF_GROUPS, OF_LIBRARIES, OF_PAIRING, OF_AGREEMENTS, OF_PLANS,
        OF_ENDORSEMENTS, OF_TEAMS, OF_NAMES, OF_OFFERS,
    ]  # fmt: skip
    assert set(SENTENCES) == set(Topic) == {topic for table in said for topic in table}


def test_what_happened_is_said_in_whole_sentences(hanna: Client, world: World) -> None:
    for number, topic in enumerate(WHOLE):
        tell(world, topic, number)
    page = hanna.get("/waiting").text
    for sentence in WHOLE.values():
        assert sentence in page
    assert 'href="/people/mees/messages"' in page
    assert f'href="/conversations/{world.question.pk}"' in page


def test_what_happened_to_dossiers_is_said_and_leads_there(hanna: Client, world: World) -> None:
    appoint_reviewer(actor=world.reader("olga"), scheme="nivre", handle="hanna", now=clock.now())
    own, theirs = at_nivre(world, "hanna"), at_nivre(world)
    submit(actor=world.reader("mees"), registration=theirs.pk, lines=[learned(world).pk], text="", now=clock.now())
    handed = Submission.objects.get().pk
    for number, topic in enumerate(OF_DOSSIERS):
        about, key = ("registration", own.pk) if topic in ABOUT_ONE_S_OWN else ("submission", handed)
        tell(world, topic, number, about=about, about_id=key)
    page = hanna.get("/waiting").text
    for sentence in OF_DOSSIERS.values():
        assert sentence in page
    for address in (f"/learning/dossiers/{own.pk}", f"/review/submissions/{handed}", f"/learning/submissions/{handed}"):
        assert f'href="{address}"' in page
    Reviewer.objects.update(withdrawn_at=clock.now())
    assert "Claims after a storm" not in hanna.get("/waiting").text


def test_what_happened_to_meetings_and_polls_is_said_and_leads_there(hanna: Client, world: World) -> None:
    meetings(world)
    world.extra["told"] = world.tell("mees", "vakgroep", "Ran a fair").pk
    library(world)
    meeting, poll = int(str(world.extra["meeting"])), int(str(world.extra["poll"]))
    for number, topic in enumerate((*OF_MEETINGS, *OF_POLLS)):
        about, key = ("poll", poll) if topic in OF_POLLS else ("meeting", meeting)
        tell(world, topic, number, about=about, about_id=key)
    for number, topic in enumerate(OF_GROUPS, start=100):
        tell(world, topic, number, about="community", about_id=world.key("vakgroep"))
    tell(world, Topic.PIECE_ADDED, 200, about="piece", about_id=int(str(world.extra["piece"])))
    page = hanna.get("/waiting").text
    for sentence in (*OF_MEETINGS.values(), *OF_POLLS.values(), *OF_GROUPS.values(), *OF_LIBRARIES.values()):
        assert sentence in page
    groups, piece = "/circles/vakgroep/consultation", f"/library/{world.extra['piece']}"
    for address in (f"/meetings/{meeting}", f"/polls/{poll}", groups, piece):
        assert f'href="{address}"' in page


def test_what_happens_to_agreements_is_said_and_leads_there(hanna: Client, world: World) -> None:
    made = agreed(world, founded(world, "Zuiderkruis", by="noor", shown=True))
    facts = SEALED
    for number, topic in enumerate(OF_AGREEMENTS):
        notify(
            [world.accounts["hanna"].pk], topic=topic, event=number, actor=world.accounts["mees"].pk,
            about="agreement", about_id=made.pk, facts=facts, now=clock.now(),
        )  # fmt: skip
    page = hanna.get("/waiting").text
    for sentence in OF_AGREEMENTS.values():
        assert sentence in page
    for address in (f"/agreements/{made.pk}", "/memberships"):
        assert f'href="{address}"' in page


def test_what_happens_when_people_are_matched_is_said_and_leads_there(hanna: Client, world: World) -> None:
    pairing(world)
    for number, topic in enumerate(OF_PAIRING):
        about = "match" if topic in ABOUT_MATCHES else "programme"
        tell(world, topic, number, about=about, about_id=int(str(world.extra[about])))
    page = hanna.get("/waiting").text
    for sentence in OF_PAIRING.values():
        assert sentence in page
    assert f'href="/pairing/{world.extra["programme"]}"' in page


def test_what_happens_to_teams_names_and_offers_is_said_and_leads_there(client: Client, furnished: World) -> None:
    about = {"task": ("team", OF_TEAMS), "item": ("skill", OF_NAMES), "offer": ("plan_offer", OF_OFFERS)}
    for kind, (name, table) in about.items():
        for number, topic in enumerate(table, start=1_000):
            notify(
                [furnished.accounts["mees"].pk], topic=topic, event=number, actor=furnished.accounts["hanna"].pk,
                about=kind, about_id=int(str(furnished.extra[name])), facts=FACTS.get(topic), now=clock.now(),
            )  # fmt: skip
    client.force_login(furnished.accounts["mees"])
    page = client.get("/waiting").text
    for sentence in (*OF_TEAMS.values(), *OF_NAMES.values(), *OF_OFFERS.values()):
        assert sentence in page
    for address, name in (("/teams", "team"), ("/competences/items", "skill"), ("/work/offers", "plan_offer")):
        assert f'href="{address}/{furnished.extra[name]}"' in page


def test_whoever_is_below_a_floor_is_told_and_led_to_her_learning(hanna: Client, world: World) -> None:
    at = founded(world, "Zuiderlicht", by="hanna")
    notify(
        [world.accounts["hanna"].pk], topic=Topic.BELOW_FLOOR, event=1, actor=None, about="organisation",
        about_id=at.pk, facts=FLOOR, now=clock.now(),
    )  # fmt: skip
    page = hanna.get("/waiting").text
    assert OF_PLANS[Topic.BELOW_FLOOR] in page


def test_what_one_may_no_longer_see_is_not_told(client: Client, world: World) -> None:
    tell(world, Topic.MENTIONED, 1, to="stan", about_id=world.secret.pk)
    client.force_login(world.accounts["stan"])
    page = client.get("/waiting").text
    assert "reorganisation" not in page
    assert "Nothing waits for you" in page


def test_reading_these_or_everything(hanna: Client, world: World) -> None:
    for number in range(35):
        tell(world, Topic.MENTIONED, number)
    page = hanna.get("/waiting").text
    keys = re.findall(r'name="key" value="(\d+)"', page)
    assert len(keys) == 30
    hanna.post("/waiting/read", {"key": keys})
    assert Notification.objects.filter(account=world.accounts["hanna"], read_at=None).count() == 5
    older = re.search(r'href="(/waiting\?after=[^"]+)"', hanna.get("/waiting").text)[1]
    assert len(re.findall(r'name="key"', hanna.get(older).text)) == 5
    hanna.post("/waiting/read", {"all": "1"})
    assert not Notification.objects.filter(account=world.accounts["hanna"], read_at=None).exists()
    assert hanna.post("/waiting/read", {"key": "x"}).status_code == 422
    assert hanna.get("/waiting?after=x").status_code == 422


def test_one_reads_only_ones_own(client: Client, world: World) -> None:
    tell(world, Topic.MENTIONED, 1)
    key = Notification.objects.get().pk
    client.force_login(world.accounts["stan"])
    client.post("/waiting/read", {"key": [str(key)]})
    assert Notification.objects.get().read_at is None


def test_questions_that_one_was_asked_for(hanna: Client, world: World) -> None:
    ask_for_help(
        actor=world.reader("mees"), conversation=world.question.pk,
        people={world.accounts["hanna"].pk: [world.answer.pk]}, now=clock.now(),
    )  # fmt: skip
    page = hanna.get("/waiting").text
    assert "You were asked because of something that you wrote before." in page
    assert f"/conversations/{world.question.pk}/request/decline" in page


def test_requests_to_join_are_decided_on_here(hanna: Client, world: World) -> None:
    world.enter("noor", "vakgroep")
    ask_to_join(actor=world.reader("noor"), community=world.key("besloten"), motivation="I was there.", now=clock.now())
    page = hanna.get("/waiting").text
    assert "I was there." in page
    address = re.search(r'action="(/requests/\d+)"', page)[1]
    assert hanna.post(address, {"answer": "admit", "next": "/waiting"}).headers["Location"] == "/waiting"
    assert "I was there." not in hanna.get("/waiting").text


def test_drafts_wait_here_too(hanna: Client, world: World) -> None:
    assert "/learning/drafts" not in hanna.get("/waiting").text
    world.tell("hanna", "vakgroep", "Ran a fair")
    while dispatch_due(clock=clock.now):
        pass
    assert '<a href="/learning/drafts">One draft waits for your yes</a>' in hanna.get("/waiting").text


def test_visitors_sign_in_first(client: Client, world: World) -> None:
    assert client.get("/waiting").headers["Location"] == "/account/login/?next=%2Fwaiting"
    assert client.post("/waiting/read").status_code == 302


def test_the_number_of_queries_is_fixed(
    hanna: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number, topic in enumerate([*Topic] * 3):
        tell(world, topic, number)
    world.enter("noor", "vakgroep")
    ask_to_join(actor=world.reader("noor"), community=world.key("besloten"), motivation="", now=clock.now())
    hanna.get("/waiting")
    with django_assert_max_num_queries(13):
        hanna.get("/waiting")
