"""The first set-up by the link that `up` prints, and how an operator changes it later."""

import socket
import stat
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from kring.foundation.accounts.models import Account
from kring.foundation.installation import Installation, forget_setup_token, make_setup_token, setup_token
from kring.notifications import trial
from kring.notifications.trial import Stage
from kring.people.models import Profile
from tests.people import World

OWNER = {
    "name": "Ilse Eigenaar",
    "email": "ilse@example.org",
    "password": "a long walk at dawn",
    "installation_name": "Kring of the harbour",
    "base_url": "http://localhost:8123",
}
MAIL = {
    "mail_from": "Kring <kring@example.org>",
    "smtp_host": "127.0.0.1",
    "smtp_port": "2525",
    "smtp_security": "",
    "smtp_user": "",
    "smtp_password": "",
}


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path) -> Iterator[None]:
    """Each test has a data folder of its own."""
    with override_settings(DATA=tmp_path):
        yield


@pytest.fixture
def client() -> Client:
    """A browser on the machine itself."""
    return Client(SERVER_NAME="localhost")


@pytest.fixture
def link(db: None) -> str:
    """The address of the set-up."""
    return f"/setup/{make_setup_token(settings.DATA)}"


@pytest.fixture
def operator(client: Client, world: World) -> Client:
    """A browser in which Olga is signed in."""
    client.force_login(world.accounts["olga"])
    return client


@contextmanager
def mail_server(answers: dict[str, str]) -> Iterator[tuple[int, list[str]]]:
    """A mail server for one session: what it answers to which verb (else 250). Gives its port and what it heard."""
    heard: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_serve, args=(listening, answers, heard), daemon=True)
        thread.start()
        yield listening.getsockname()[1], heard
    thread.join(timeout=5)


def _serve(listening: socket.socket, answers: dict[str, str], heard: list[str]) -> None:
    session, _ = listening.accept()
    # A client that goes away in the middle is what some of these tests are about.
    with suppress(OSError), session, session.makefile("rwb") as lines:

        def say(words: str) -> None:
            lines.write(f"{words}\r\n".encode())
            lines.flush()

        say(answers.get("greeting", "220 here"))
        while line := lines.readline():
            words = line.decode("latin-1").strip()
            heard.append(words)
            verb = words.split(" ")[0].upper()
            if verb == "DATA" and "DATA" not in answers:
                say("354 go on")
                _read_letter(lines.readline, heard)
                say(answers.get(".", "250 2.0.0 Ok: queued as 4F2A"))
            else:
                say(answers.get(verb, "221 bye" if verb == "QUIT" else "250 fine"))


def _read_letter(readline: Callable[[], bytes], heard: list[str]) -> None:
    while (line := readline().decode().rstrip("\r\n")) != ".":
        heard.append(line)


def test_the_token_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    made = make_setup_token(tmp_path)
    assert len(made) > 40
    assert make_setup_token(tmp_path) == made == setup_token(tmp_path)
    assert stat.S_IMODE((tmp_path / "keys" / "setup_token").stat().st_mode) == 0o600
    forget_setup_token(tmp_path)
    forget_setup_token(tmp_path)
    assert setup_token(tmp_path) == ""


def test_whoever_has_the_link_becomes_the_owner(client: Client, link: str) -> None:
    page = client.get(link)
    assert page.status_code == 200
    assert "This Kring has no owner yet" in page.content.decode()
    answer = client.post(link, OWNER)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/operator/installation/mail")
    owner = Account.objects.get(email="ilse@example.org")
    assert owner.is_operator
    assert owner.check_password(OWNER["password"])
    assert EmailAddress.objects.get(user=owner).verified
    assert Profile.objects.filter(account=owner).exists()
    known = Installation.read(settings.DATA)
    assert (known.name, known.base_url, known.behind_proxy) == ("Kring of the harbour", "http://localhost:8123", False)
    assert client.get("/operator/installation/mail").status_code == 200


def test_the_link_is_gone_afterwards(client: Client, link: str) -> None:
    client.post(link, OWNER)
    assert setup_token(settings.DATA) == ""
    for browser in (client, Client(SERVER_NAME="localhost")):
        assert browser.get(link).status_code == 404
        assert browser.post(link, {**OWNER, "email": "other@example.org"}).status_code == 404
    assert Account.objects.count() == 1


def test_a_token_left_behind_opens_nothing_once_there_is_an_owner(client: Client, link: str) -> None:
    client.post(link, OWNER)
    again = make_setup_token(settings.DATA)
    assert client.get(f"/setup/{again}").status_code == 404


@pytest.mark.parametrize("token", ["x", "é", "0" * 43, "%00"])
def test_another_token_is_no_link(client: Client, link: str, token: str) -> None:
    assert client.get(f"/setup/{token}").status_code == 404


def test_without_a_token_there_is_no_set_up(client: Client, db: None) -> None:
    assert client.get("/setup/").status_code == 404
    assert client.get("/setup/anything").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("email", "ilse"),
        ("password", "short"),
        ("password", "1234567890"),
        ("password", "ilse@example.org"),
        ("installation_name", ""),
        ("base_url", "kring.example.org"),
        ("base_url", "ftp://kring.example.org"),
        ("base_url", "https://kring.example.org/path"),
        ("base_url", "https://me@kring.example.org"),
        ("base_url", "https://kring.example.org:99999"),
        ("base_url", "https://[::1"),
        ("base_url", "https://a b.example"),
    ],
)
def test_what_cant_be_taken_is_shown_again_filled_in(client: Client, link: str, field: str, value: str) -> None:
    answer = client.post(link, {**OWNER, field: value})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "notice--error" in text
    assert OWNER["password"] not in text
    assert ("ilse@example.org" in text) or field == "email"
    assert not Account.objects.exists()
    assert client.get(link).status_code == 200


def test_an_address_is_kept_without_its_last_slash(client: Client, link: str) -> None:
    client.post(link, {**OWNER, "base_url": "http://localhost:8123/", "behind_proxy": "on"})
    known = Installation.read(settings.DATA)
    assert (known.base_url, known.behind_proxy) == ("http://localhost:8123", True)


def test_where_kring_moves_to_another_address_one_signs_in_there(client: Client, link: str) -> None:
    with override_settings(ALLOWED_HOSTS=["*"]):
        answer = client.post(
            link, {**OWNER, "base_url": "https://kring.example.org"}, headers={"host": "10.0.0.5:8000"}
        )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'href="https://kring.example.org/account/login/?next=/operator/installation/mail"' in text
    assert "_auth_user_id" not in client.session


def test_the_address_is_guessed_from_how_one_came(client: Client, link: str) -> None:
    headers = {"host": "localhost", "x-forwarded-proto": "https", "x-forwarded-for": "10.0.0.9"}
    text = client.get(link, headers=headers).content.decode()
    assert 'value="https://localhost"' in text
    assert 'name="behind_proxy" value="on" checked' in text


def test_a_form_from_behind_a_proxy_that_nobody_knows_yet_is_taken(link: str) -> None:
    browser = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    answer = browser.post(link, OWNER, headers={"origin": "https://kring.example.org"})
    assert answer.status_code == 302


def test_an_address_that_belongs_to_someone_is_a_conflict(client: Client, link: str) -> None:
    Account.objects.create(
        handle="ilse", name="Ilse", email="ilse@example.org", joined_at="2026-01-01T00:00:00Z", password="!"
    )
    answer = client.post(link, OWNER)
    assert answer.status_code == 409
    assert "already belongs to an account" in answer.content.decode()
    assert setup_token(settings.DATA)


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_open_the_link_one_becomes_the_owner() -> None:
    link = f"/setup/{make_setup_token(settings.DATA)}"
    ready = threading.Barrier(2)

    def own(number: int) -> int:
        browser = Client(SERVER_NAME="localhost")
        ready.wait(timeout=10)
        try:
            return browser.post(link, {**OWNER, "email": f"owner-{number}@example.org"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(own, range(2)))
    assert answers[0] == 302
    assert answers[1] in (404, 409)
    assert Account.objects.filter(is_operator=True).count() == 1
    assert not setup_token(settings.DATA)


def test_the_operator_changes_name_and_address_later(operator: Client) -> None:
    Installation(smtp_host="mail.example.org", smtp_password="kept").write(settings.DATA)
    given = {"installation_name": "Harbour", "base_url": "https://harbour.example", "behind_proxy": "on"}
    answer = operator.post("/operator/installation", given)
    assert answer.status_code == 302
    known = Installation.read(settings.DATA)
    assert (known.name, known.base_url, known.behind_proxy) == ("Harbour", "https://harbour.example", True)
    assert (known.smtp_host, known.smtp_password) == ("mail.example.org", "kept")
    assert operator.post("/operator/installation", {**given, "base_url": "harbour"}).status_code == 422


def test_what_the_environment_says_counts_first_and_that_is_said(
    operator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "The environment decides first" not in operator.get("/operator/installation").content.decode()
    monkeypatch.setenv("KRING_BASE_URL", "https://other.example")
    assert "The environment decides first" in operator.get("/operator/installation").content.decode()


def test_a_mail_server_is_stored_and_its_password_is_never_shown(operator: Client) -> None:
    given = {**MAIL, "smtp_user": "kring", "smtp_password": "s3cret-word", "smtp_security": "tls"}
    assert operator.post("/operator/installation/mail", given).status_code == 302
    known = Installation.read(settings.DATA)
    assert (known.smtp_user, known.smtp_password, known.smtp_security) == ("kring", "s3cret-word", "tls")
    assert "s3cret-word" not in operator.get("/operator/installation/mail").content.decode()


def test_an_empty_password_keeps_the_known_one_but_never_for_another_server(operator: Client) -> None:
    given = {**MAIL, "smtp_user": "kring", "smtp_password": "s3cret-word"}
    operator.post("/operator/installation/mail", given)
    operator.post("/operator/installation/mail", {**given, "smtp_password": "", "smtp_port": "465"})
    assert Installation.read(settings.DATA).smtp_password == "s3cret-word"
    operator.post("/operator/installation/mail", {**given, "smtp_password": "", "smtp_host": "evil.example"})
    assert Installation.read(settings.DATA).smtp_password == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("smtp_host", "https://mail.example.org/"),
        ("smtp_port", "0"),
        ("smtp_port", "x"),
        ("smtp_security", "none"),
        ("mail_from", ""),
        ("mail_from", "kring"),
        ("mail_from", "Kring\nBcc: all@example.org <kring@example.org>"),
        ("test_to", "nobody"),
    ],
)
def test_a_mail_server_that_cant_be_is_refused(operator: Client, field: str, value: str) -> None:
    answer = operator.post("/operator/installation/mail", {**MAIL, field: value})
    assert answer.status_code == 422
    assert Installation.read(settings.DATA) == Installation()


def test_a_test_letter_tells_what_the_server_answered(operator: Client) -> None:
    with mail_server({}) as (port, heard):
        given = {**MAIL, "smtp_port": str(port), "test_to": "me@example.org", "do": "test"}
        text = operator.post("/operator/installation/mail", given).content.decode()
    assert "250 2.0.0 Ok: queued as 4F2A" in text
    assert "took the e-mail to me@example.org" in text
    assert "rcpt TO:<me@example.org>" in [line.replace("RCPT", "rcpt") for line in heard]
    assert "From: Kring <kring@example.org>" in heard


def test_a_letter_that_the_server_refuses_tells_why(operator: Client) -> None:
    with mail_server({"RCPT": "550 5.7.1 relaying <denied>"}) as (port, _heard):
        given = {**MAIL, "smtp_port": str(port), "test_to": "me@example.org", "do": "test"}
        text = operator.post("/operator/installation/mail", given).content.decode()
    assert "did not take the e-mail" in text
    assert "550 5.7.1 relaying &lt;denied&gt;" in text
    assert Installation.read(settings.DATA).smtp_port == port


@pytest.mark.parametrize(
    ("answers", "changes", "stage", "said"),
    [
        ({"greeting": "554 go away"}, {}, Stage.REACH, "554 go away"),
        ({}, {"smtp_security": "starttls"}, Stage.REACH, "STARTTLS"),
        ({}, {"smtp_security": "tls"}, Stage.REACH, ""),
        (
            {"EHLO": "250-here\r\n250 AUTH PLAIN", "AUTH": "535 5.7.8 no"},
            {"smtp_user": "me"},
            Stage.SIGN_IN,
            "535 5.7.8 no",
        ),
        ({"MAIL": "451 later"}, {}, Stage.SEND, "451 later"),
        ({"DATA": "554 no"}, {}, Stage.SEND, "554 no"),
        ({".": "552 too long"}, {}, Stage.SEND, "552 too long"),
    ],
)
def test_a_trial_tells_how_far_it_came(
    answers: dict[str, str], changes: dict[str, str], stage: Stage, said: str
) -> None:
    with mail_server(answers) as (port, _heard):
        installation = Installation(
            **{
                "smtp_host": "127.0.0.1",
                "smtp_port": port,
                "smtp_security": "",
                "mail_from": "k@example.org",
                **changes,
            }
        )
        answer = trial.try_out(installation, to="me@example.org", subject="Test", text="Through.")
    assert answer.stage is stage
    assert said in answer.said
    assert not answer.is_good


def test_a_server_that_isnt_there_is_told_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    installation = Installation(smtp_host="127.0.0.1", smtp_port=port, smtp_security="", mail_from="k@example.org")
    answer = trial.try_out(installation, to="me@example.org", subject="Test", text="Through.")
    assert answer.stage is Stage.REACH
    assert "refused" in answer.said


def test_without_a_mail_server_that_is_said(operator: Client) -> None:
    given = {**MAIL, "smtp_host": "", "mail_from": "", "do": "test"}
    assert "written into a folder" in operator.post("/operator/installation/mail", given).content.decode()
