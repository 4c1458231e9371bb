"""Choosing one's letters, and the pages behind links in them."""

import pytest
from django.conf import settings
from django.test import Client, override_settings

from kring.foundation.accounts.models import Account
from kring.notifications.actions import queue_mail
from kring.notifications.letters.composing import write_due
from kring.notifications.letters.tokens import stop_token
from kring.notifications.models import Address, CircleRhythm, LetterChoices, Mail, MailState, Pause
from kring.notifications.rules import DIGEST, Rhythm, Topic
from tests.domain.notifications.test_letters import NEXT_DAY, SOON, tell
from tests.doors.web.test_account import with_password
from tests.people import START, World

CHOSEN = {"own": "", "circles": "2", "digests": "on", "hour": "7", "weekday": "4"}


@pytest.fixture
def mees(world: World) -> Client:
    """Mees, signed in."""
    client = Client()
    client.force_login(world.accounts["mees"])
    return client


def test_choosing_ones_letters(mees: Client, world: World) -> None:
    circle, other = f"circle_{world.key('vakgroep')}", f"circle_{world.key('verborgen')}"
    sent = CHOSEN | {circle: "0", other: "3", "quiet_from": "22:00", "quiet_to": "07:30", "quiet_weekend": "on"}
    assert mees.post("/settings/letters", sent).status_code == 302
    kept = LetterChoices.objects.get()
    assert (kept.own, kept.circles, kept.hour, kept.weekday) == (None, Rhythm.DAILY, 7, 4)
    assert (str(kept.quiet_from), str(kept.quiet_to), kept.quiet_weekend) == ("22:00:00", "07:30:00", True)
    assert dict(CircleRhythm.objects.values_list("place", "rhythm")) == {
        world.key("vakgroep"): Rhythm.NEVER,
        world.key("verborgen"): Rhythm.WEEKLY,
    }
    shown = mees.get("/settings/letters").content.decode()
    assert '<option value="22:00" selected>' in shown
    mees.post("/settings/letters", CHOSEN | {circle: ""})
    assert not CircleRhythm.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"quiet_from": "22:00"}, {"quiet_to": "22:00"}, {"quiet_from": "9:00", "quiet_to": "9:00"}, {"hour": "24"}],
)
def test_half_a_choice_is_told(mees: Client, wrong: dict[str, str]) -> None:
    answer = mees.post("/settings/letters", CHOSEN | wrong)
    assert answer.status_code == 422
    assert not LetterChoices.objects.exists()
    assert mees.post("/settings/letters", CHOSEN | {"quiet_from": "09:00", "quiet_to": "09:00"}).status_code == 422


def test_the_button_of_a_mail_program_stops_at_once(world: World) -> None:
    tell(world, "mees", Topic.ANNOUNCED, 1, place="vakgroep")
    write_due(now=SOON)
    address = "/letters/stop/" + Mail.objects.get().headers["List-Unsubscribe"].rpartition("/")[2].rstrip(">")
    stranger = Client(enforce_csrf_checks=True)
    page = stranger.get(address)
    assert page.status_code == 200
    assert "Vakgroep" in page.content.decode()
    assert not CircleRhythm.objects.exists()
    assert stranger.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert CircleRhythm.objects.get().rhythm == Rhythm.NEVER
    tell(world, "mees", Topic.ANNOUNCED, 2, place="vakgroep")
    assert write_due(now=NEXT_DAY) == 0
    assert "no more" in stranger.post(address).content.decode()
    assert "from now on: daily" in stranger.post(address, {"rhythm": "2"}).content.decode()
    assert CircleRhythm.objects.get().rhythm == Rhythm.DAILY
    assert stranger.post(address, {"rhythm": "9"}).status_code == 200
    assert CircleRhythm.objects.get().rhythm == Rhythm.NEVER


def test_a_link_stops_only_what_it_is_for(world: World) -> None:
    mees, stranger = world.accounts["mees"].pk, Client()
    for scope in (DIGEST, "own"):
        assert stranger.post(f"/letters/stop/{stop_token(mees, scope)}").status_code == 200
    kept = LetterChoices.objects.get()
    assert (kept.own, kept.circles, kept.digests, kept.account_id) == (Rhythm.NEVER, None, False, mees)
    assert "again" in stranger.post(f"/letters/stop/{stop_token(mees, DIGEST)}", {"rhythm": "2"}).content.decode()
    kept.refresh_from_db()
    assert kept.digests
    forged = stop_token(mees, "own").replace(f"{mees}-", f"{world.accounts['hanna'].pk}-", 1)
    assert stranger.post(f"/letters/stop/{forged}").status_code == 404


def test_a_link_tells_no_name_of_a_circle_that_she_sees_no_more(world: World) -> None:
    token = stop_token(world.accounts["stan"].pk, str(world.key("verborgen")))
    assert "Verborgen" not in Client().get(f"/letters/stop/{token}").content.decode()


def test_the_page_speaks_her_language(world: World) -> None:
    Account.objects.filter(handle="mees").update(language="nl")
    token = stop_token(world.accounts["mees"].pk, "own")
    assert "Minder mails" in Client().get(f"/letters/stop/{token}").content.decode()


@pytest.mark.usefixtures("world")
def test_whoever_reads_an_address_stops_what_she_did_not_ask_for() -> None:
    first = queue_mail(to="Vera@Example.org", subject="Come", text="Come along.", now=START)
    path = "/letters/" + first.headers["List-Unsubscribe"].partition("/letters/")[2].rstrip(">")
    stranger = Client(enforce_csrf_checks=True)
    assert "vera" not in path.lower()
    assert "No more e-mails to this address" in stranger.get(path).content.decode()
    assert queue_mail(to="vera@example.org", subject="Come", text="Come.", now=START).state == MailState.WAITING
    assert stranger.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    unasked = queue_mail(to="vera@example.org", subject="Come", text="Come.", now=START)
    assert (unasked.state, unasked.text, unasked.html) == (MailState.DROPPED, "", "")
    asked = queue_mail(to="vera@example.org", subject="Your code", text="123456", asked=True, now=START)
    assert asked.state == MailState.WAITING
    assert "can invite you by e-mail again" in stranger.post(path, {"again": "1"}).content.decode()
    assert queue_mail(to="vera@example.org", subject="Come", text="Come.", now=START).state == MailState.WAITING
    assert stranger.post(path.replace(path[-3:], "xxx")).status_code == 404


@override_settings(EMAIL_BACKEND="kring.notifications.mail.QueuedBackend")
def test_a_code_to_sign_in_says_how_to_stop_what_one_did_not_ask_for(client: Client, world: World) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nl"
    client.post("/account/login/code/", {"email": with_password(world.accounts["mees"]).email})
    letter = Mail.objects.get()
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = letter.headers["List-Unsubscribe"].strip("<>")
    assert link in letter.text
    assert link in letter.html
    assert "niet om vroeg" in letter.text
    assert letter.headers["Content-Language"] == "nl"


def test_a_paused_address_is_told_and_resumed(mees: Client, world: World) -> None:
    paused = Address.objects.create(
        account=world.accounts["mees"], address="mees@example.org", why=Pause.BOUNCED, said="550 <b>", paused_at=START
    )
    assert "No e-mails go to your address" in mees.get("/waiting").content.decode()
    assert "550 &lt;b&gt;" in mees.get("/settings/letters").content.decode()
    for _ in range(2):
        mees.post("/settings/letters/address")
    letter = Mail.objects.get()
    path = next(word for word in letter.text.split() if "/letters/address/" in word).partition("/letters")[2]
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(f"/letters{path}").status_code == 200
    paused.refresh_from_db()
    assert paused.paused_at is not None
    assert "We write to mees@example.org again" in stranger.post(f"/letters{path}").content.decode()
    assert "No e-mails go" not in mees.get("/waiting").content.decode()
    Account.objects.filter(handle="mees").update(email="new@example.org")
    assert stranger.get(f"/letters{path}").status_code == 404


def test_the_inbox_shows_what_is_unread_alone(mees: Client, world: World) -> None:
    for event in range(2):
        tell(world, "mees", Topic.ANNOUNCED, event, place=("vakgroep", "verborgen")[event])
    assert mees.get("/waiting?show=unread").content.decode().count('class="row told__line--new"') == 2
    mees.post("/waiting/read", {"all": "1"})
    assert "You have read everything" in mees.get("/waiting?show=unread").content.decode()
    assert "announced something in Verborgen" in mees.get("/waiting").content.decode()
