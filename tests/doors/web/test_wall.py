"""The wall of a secret circle: its name, its words and what people do in it reach nobody outside, by whatever door.

`verborgen` is known to its members only, and a private case to mees and hanna. Stan and noor are in no
circle; olga operates; mees and hanna are in it.
"""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client

from kring.communities import actions as communities
from kring.competences.actions import keys_for
from kring.conversations import actions as conversations
from kring.conversations.drafts import Question
from kring.conversations.models import Conversation
from kring.finding.actions import ask_privately
from kring.finding.index.indexer import writing
from kring.foundation import clock
from kring.foundation.events.dispatch import dispatch_due
from kring.meetings import actions as meetings
from kring.meetings.library import actions as library
from kring.meetings.library.actions.adding import Draft, Upload
from kring.meetings.library.queries import Source
from kring.meetings.plans import Plan
from kring.notifications.models import Mail
from tests.doors.api.calling import call, token
from tests.doors.furniture import SECRET_TITLE, SECRET_WORDS, furnish
from tests.doors.test_access_table import _keys, lines
from tests.people import START, World

pytestmark = pytest.mark.django_db
OUTSIDE = ("", "stan", "noor", "olga")
# The name of the circle, a word of its title, of its text, of its subjects, of its announcement and its own address; of
# its meeting, its library and of what is asked after the meeting.
SECRETS = re.compile(
    r"verborgen|zilverreiger|kwartaalcijfers|fluistervink|fluistert|schuilnaam|nachtkaars|roerdomp|waterral|purperreiger",
    re.IGNORECASE,
)


@pytest.fixture
def secretive(world: World) -> World:
    """The furnished world, with more said in the secret circle, all of it told and indexed."""
    furnish(world)
    mees, key = world.reader("mees"), world.key("verborgen")
    named = Client()
    named.force_login(world.accounts["mees"])
    posted = {"title": "And then?", "body": "@stan should know.", "subjects": "Fluistervink", "circle": "verborgen"}
    assert named.post("/ask", posted).status_code == 302
    conversations.answer(
        actor=world.reader("hanna"), conversation=int(str(world.extra["hidden"])), body="Ask @noor.", now=START
    )
    # It shows what hanna can do, which she shows to whoever is signed in.
    asked_after = Conversation.objects.latest("pk")
    conversations.answer(actor=world.reader("hanna"), conversation=asked_after.pk, body="Ask again.", now=START)
    conversations.accept(actor=mees, post=int(str(world.extra["hidden_answer"])), now=START)
    communities.announce(actor=world.reader("hanna"), community=key, text="Hanna fluistert.", now=START)
    private = Question(
        title="What of the nachtkaars?", body="@stan @noor nachtkaars", competences=keys_for(["Nachtkaars"], most=1)
    )
    case, _asked = ask_privately(actor=mees, question=private, people={world.accounts["hanna"].pk: []}, now=START)
    conversations.answer(actor=world.reader("hanna"), conversation=case.pk, body="The nachtkaars burns.", now=START)
    world.tell("hanna", "verborgen", f"We hid {SECRET_TITLE}")
    _meets(world)
    return told_and_indexed(world)


def _meets(world: World) -> None:
    """The secret circle met, keeps something of it, and asked on."""
    now, key = clock.now(), world.key("verborgen")
    starts = (now - timedelta(hours=3)).replace(tzinfo=None, microsecond=0)
    plan = Plan(
        title="The roerdomp speaks", about="Roerdomp.", starts=starts, minutes=60, zone="UTC", location="Roerdomp"
    )
    hanna = world.reader("hanna")
    meeting = meetings.plan(actor=hanna, place=key, plan=plan, now=now - timedelta(days=1))
    draft = Draft(kind="talk", title="The waterral", about="Waterral.", speaker="Wim Waterral")
    upload = Upload(BytesIO(b"%PDF-1.7 waterral"), "waterral.pdf")
    library.add(actor=hanna, meeting=meeting.pk, draft=draft, upload=upload, now=now)
    source = Source(meeting=meeting.pk)
    asked = Question(title="Where is the purperreiger?", body="@stan purperreiger")
    library.inspired(
        actor=hanna, by=source, now=now,
        start=lambda: conversations.ask(actor=hanna, community=key, question=asked, now=now),
    )  # fmt: skip


def told_and_indexed(world: World) -> World:
    while dispatch_due(clock=clock.now):
        pass
    with writing() as indexer:
        indexer.rebuild()
    return world


def browser(world: World, name: str) -> Client:
    client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    if name:
        client.force_login(world.accounts[name])
    return client


def pages(world: World) -> Iterator[str]:
    """The address of every page in the table that names nothing of the secret circle itself, and searches for it."""
    for line in lines():
        address = line.target.format(**_keys(world))
        if address.startswith("/calendar/"):
            continue  # The address of a feed is itself the secret: only whose it is was ever shown it.
        if line.method == "GET" and "hidden" not in line.target and "verborgen" not in address:
            yield address
    birds = ("Roerdomp", "Waterral", "Purperreiger")
    for said in (SECRET_TITLE, SECRET_WORDS, "Verborgen", "Fluistervink", "We hid", "Nachtkaars", *birds):
        # Without its own question the page would repeat what was looked for.
        first = said.split()[0][:5]
        for where in ("people", "conversations", "meetings", "library", "names"):
            yield f"/find?q={first}&in={where}"
        yield f"/ask/suggestions?text={first} what did you do"
        yield f"/ask/people?text={first} what did you do"


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_page_that_an_outsider_can_open_tells_of_it(secretive: World, name: str) -> None:
    client = browser(secretive, name)
    leaks = {}
    for address in pages(secretive):
        response = client.get(address)
        content = b"".join(response) if response.streaming else response.content
        found = SECRETS.findall(content.decode(errors="replace"))
        if found:
            leaks[address] = set(found)
    assert leaks == {}


def test_who_is_inside_does_see_it(secretive: World) -> None:
    """Lest the test above looks for words that nobody says."""
    client = browser(secretive, "mees")
    said = "".join(client.get(address).text for address in ("/", "/circles", "/waiting", "/find?q=Zilverreiger"))
    said += client.get(f"/conversations/{secretive.extra['hidden']}").text + client.get("/circles/verborgen").text
    assert "Fluistervink" in client.get("/people/hanna/competences").text
    for where, word in (("meetings", "roerdomp"), ("library", "waterral"), ("conversations", "purperreiger")):
        said += client.get(f"/find?q={word[:5]}&in={where}").text + client.get(f"/find?q={word}&in={where}").text
    said = said.replace('value="roerdomp"', "").replace('value="waterral"', "").replace('value="purperreiger"', "")
    words = {"verborgen", "zilverreiger", "kwartaalcijfers", "roerdomp", "waterral", "purperreiger"}
    assert {word.lower() for word in SECRETS.findall(said)} >= words


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_thing_behind_the_wall_answers_as_one_that_is_not_there(secretive: World, name: str) -> None:
    client, keys = browser(secretive, name), secretive.extra
    there_and_not = (
        ("/circles/verborgen", "/circles/bestaatniet"),
        ("/circles/verborgen/people", "/circles/bestaatniet/people"),
        (f"/conversations/{keys['hidden']}", f"/conversations/{keys['missing']}"),
        (f"/posts/{keys['hidden_answer']}", f"/posts/{keys['missing']}"),
        (f"/posts/{keys['hidden_answer']}/history", f"/posts/{keys['missing']}/history"),
        (f"/polls/{keys['hidden_poll']}", f"/polls/{keys['missing']}"),
        ("/find?q=one&circle=verborgen", "/find?q=one&circle=bestaatniet"),
        ("/ask?circle=verborgen", "/ask?circle=bestaatniet"),
        ("/circles/verborgen/library", "/circles/bestaatniet/library"),
        (f"/library/{keys['hidden_piece']}", f"/library/{keys['missing']}"),
        (f"/library/{keys['hidden_piece']}/file", f"/library/{keys['missing']}/file"),
        (f"/meetings/{keys['hidden_meeting']}/inspired", f"/meetings/{keys['missing']}/inspired"),
        (f"/ask?text=one&meeting={keys['hidden_meeting']}", f"/ask?text=one&meeting={keys['missing']}"),
        (f"/ask?text=one&piece={keys['hidden_piece']}", f"/ask?text=one&piece={keys['missing']}"),
    )
    for there, missing in there_and_not:
        assert as_seen(client, there) == as_seen(client, missing), there


def as_seen(client: Client, address: str) -> tuple[int, str]:
    """A status and a page, without what differs because the addresses do, and without tokens."""
    response = client.get(address)
    words = re.sub(r'value="[\w-]{40,}"|nonce-[\w-]+', "", response.text)
    return response.status_code, re.sub(
        r"verborgen|bestaatniet|/(conversations|posts|library|meetings|polls)/\d+|%2F\w+%2F\d+|(meeting|piece)=\d+",
        "",
        words,
    )


@pytest.mark.parametrize("name", OUTSIDE)
def test_the_api_tells_nothing_of_it(secretive: World, name: str) -> None:
    secret = token(secretive, name) if name else ""
    paths = (
        "/me", "/people/mees", "/people/hanna", "/competences", "/communities", "/communities?limit=100",
        "/conversations", "/conversations?kind=question", "/communities/vakgroep/members", "/find/people?q=zilver",
        "/meetings", "/meetings?past=true", "/communities/vakgroep/meetings", "/communities/vakgroep/polls",
        "/find/people?q=hiding", "/find/conversations?q=zilver", "/find/meetings?q=roer", "/find/meetings?q=speaks",
        "/find/library?q=water", "/find/library?q=wim", "/find/conversations?q=purper", "/find/names?q=verb",
        "/notifications", "/messages",
    )  # fmt: skip
    for path in paths:
        answer = call(secret, "GET", path)
        told = json.dumps(answer.body).replace("verb", "") if "q=verb" in path else json.dumps(answer.body)
        assert SECRETS.findall(told) == [], path


def test_counts_do_not_count_it(secretive: World) -> None:
    """What is counted is the same for an outsider as if the circle had never been."""
    before = {address: browser(secretive, "stan").get(address).text for address in ("/people/mees", "/circles", "/")}
    for _ in range(3):
        secretive.ask("mees", "verborgen", "Once more?")
    told_and_indexed(secretive)
    for address, page in before.items():
        again = browser(secretive, "stan").get(address).text
        assert re.sub(r'value="[\w-]{40,}"', "", again) == re.sub(r'value="[\w-]{40,}"', "", page), address


def test_who_leaves_is_outside_from_then_on(secretive: World) -> None:
    mees = browser(secretive, "mees")
    assert "Zilverreiger" in mees.get("/waiting").text
    communities.leave(actor=secretive.reader("mees"), community=secretive.key("verborgen"), now=START)
    answered = int(str(secretive.extra["hidden"]))
    conversations.answer(actor=secretive.reader("hanna"), conversation=answered, body="More.", now=START)
    told_and_indexed(secretive)
    for address in ("/", "/waiting", "/circles", "/find?q=Kwartaal", "/messages", "/people/mees", "/settings"):
        # Her private case stood in no circle.
        assert {said.lower() for said in SECRETS.findall(mees.get(address).text)} <= {"nachtkaars"}, address
    # What she wrote there stays hers to nobody outside, herself included.
    assert mees.get(f"/conversations/{answered}").status_code == 404


def test_letters_of_it_go_to_who_is_invited_alone(secretive: World) -> None:
    now = clock.now()
    communities.invite_by_mail(
        actor=secretive.reader("hanna"),
        community=secretive.key("verborgen"),
        addresses=["guest@example.org"],
        ends_at=now + timedelta(days=5),
        now=now,
    )
    told_and_indexed(secretive)
    telling = {letter.to for letter in Mail.objects.all() if SECRETS.search(f"{letter.subject} {letter.text}")}
    assert telling == {"guest@example.org"}
