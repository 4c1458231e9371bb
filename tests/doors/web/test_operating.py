"""The operator's desk: seen by operators alone, and what can be done there."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client, override_settings
from django.urls import path
from procrastinate.contrib.django import app
from psycopg.conninfo import make_conninfo

from kring.config import jobs as registered
from kring.finding.index import indexer, store
from kring.foundation.access.models import Role
from kring.foundation.events import queries as events
from kring.foundation.events.models import Delivery, Event, State
from kring.foundation.installation import FILE
from kring.foundation.jobs import actions as jobs
from kring.foundation.jobs import queries as job_queries
from kring.learning.models import OrganisationDays
from kring.notifications.actions import queue_mail
from kring.notifications.models import Mail, MailState
from kring.web.operating import views
from tests.people import START, World

PAGES = (
    "",
    "/jobs",
    "/deliveries",
    "/mail",
    "/circles",
    "/organisations",
    "/index",
    "/index/rebuild",
    "/backups",
    "/installation",
    "/installation/mail",
)
ACTS = ("/jobs/1/retry", "/deliveries/1/retry", "/deliveries/retry", "/mail/1/retry", "/index/rebuild", "/backups")


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path) -> Iterator[None]:
    """Each test has a data folder of its own."""
    with override_settings(DATA=tmp_path):
        yield


@pytest.fixture
def operator(client: Client, world: World) -> Client:
    """A browser in which Olga is signed in."""
    client.force_login(world.accounts["olga"])
    return client


def failed_delivery(error: str = "ValueError: broken <here>") -> Delivery:
    event = Event.objects.create(name="people.ProfileChanged", facts={"person": 1}, recorded_at=START)
    return Delivery.objects.create(
        event=event, handler="kring.finding.handlers.person_changed", state=State.FAILED, attempts=8, due_at=START,
        finished_at=START + timedelta(hours=event.pk % 24), error=error,
    )  # fmt: skip


def failed_letter() -> Mail:
    letter = queue_mail(to="mees@example.org", subject="Your code is 9876", text="1234", now=START)
    Mail.objects.filter(pk=letter.pk).update(
        state=MailState.FAILED, attempts=8, error="SMTPException: no", finished_at=START
    )
    return letter


def failed_job() -> int:
    job: int = app.configure_task("tidy").defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job])
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed', attempts = 1 WHERE id = %s", [job])
    return job


def status_of(job: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [job])
        status: str = cursor.fetchone()[0]
    return status


@pytest.mark.parametrize("who", ["", "hanna", "stan"])
def test_nobody_but_an_operator_finds_the_desk(client: Client, world: World, who: str) -> None:
    if who:
        client.force_login(world.accounts[who])
    assert [client.get(f"/operator{page}").status_code for page in PAGES] == [404] * len(PAGES)
    assert [client.post(f"/operator{act}").status_code for act in ACTS] == [404] * len(ACTS)
    assert client.post("/operator/installation", {"base_url": "https://evil.example"}).status_code == 404
    assert not (settings.DATA / FILE).exists()


@pytest.mark.parametrize("page", PAGES)
def test_each_page_comes_within_its_queries(operator: Client, page: str, django_assert_max_num_queries) -> None:
    failed_delivery()
    failed_letter()
    failed_job()
    with django_assert_max_num_queries(12):
        answer = operator.get(f"/operator{page}")
    assert answer.status_code == 200


def test_the_desk_says_what_needs_attention(operator: Client) -> None:
    failed_delivery()
    failed_letter()
    failed_job()
    text = operator.get("/operator").content.decode()
    for sentence in (
        "1 delivery failed.",
        "1 e-mail could not be sent.",
        "1 job failed.",
        "The background process is silent",
        "no backup",
    ):
        assert sentence in text
    assert settings.VERSION in text
    assert "PostgreSQL" in text
    assert "django-allauth" in text


def test_a_circle_that_nobody_hosts_gets_a_host(operator: Client, world: World) -> None:
    assert "Every circle has a host" in operator.get("/operator/circles").text
    assert operator.get(f"/operator/circles/{world.key('verborgen')}/host").status_code == 404
    circle = world.abandoned("Verlaten", members=("mees",)).pk
    assert "Verlaten" in operator.get("/operator/circles").text
    assert "Their handle" in operator.get(f"/operator/circles/{circle}/host").text
    for wrong in ("", "stan", "nobody-of-that-name"):
        assert operator.post(f"/operator/circles/{circle}/host", {"handle": wrong}).status_code == 422
    done = operator.post(f"/operator/circles/{circle}/host", {"handle": " @Mees "}, follow=True)
    assert "Verlaten has a host again." in done.text
    assert world.reader("mees").has(circle, Role.HOST)


def test_a_failed_delivery_shows_its_error_and_is_tried_again(operator: Client) -> None:
    delivery = failed_delivery()
    text = operator.get("/operator/deliveries").content.decode()
    assert "ValueError: broken &lt;here&gt;" in text
    assert operator.post(f"/operator/deliveries/{delivery.pk}/retry").status_code == 302
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (State.WAITING, 0)
    again = operator.post(f"/operator/deliveries/{delivery.pk}/retry", follow=True)
    assert "no longer in the list" in again.content.decode()


def test_all_failed_deliveries_are_tried_again_at_once(operator: Client) -> None:
    for _ in range(3):
        failed_delivery()
    answer = operator.post("/operator/deliveries/retry", follow=True)
    assert "3 deliveries are tried again." in answer.content.decode()
    assert not Delivery.objects.filter(state=State.FAILED).exists()


def test_failed_deliveries_are_paged_by_key(world: World) -> None:
    made = {failed_delivery().pk for _ in range(5)}
    first = events.failed(size=3)
    rest = events.failed(size=3, after=first.older)
    assert len(first.rows) == 3
    assert not rest.older
    assert {row.id for row in (*first.rows, *rest.rows)} == made


def test_a_failed_letter_is_sent_again(operator: Client) -> None:
    letter = failed_letter()
    text = operator.get("/operator/mail").content.decode()
    assert "SMTPException: no" in text
    assert "mees@example.org" in text
    assert "1234" not in text
    assert "9876" not in text
    operator.post(f"/operator/mail/{letter.pk}/retry")
    letter.refresh_from_db()
    assert letter.state == MailState.WAITING


def test_a_failed_job_is_tried_again_but_one_that_runs_is_not(operator: Client) -> None:
    job = failed_job()
    assert "tidy" in operator.get("/operator/jobs").content.decode()
    operator.post(f"/operator/jobs/{job}/retry")
    assert status_of(job) == "todo"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job])
    operator.post(f"/operator/jobs/{job}/retry")
    assert status_of(job) == "doing"


def test_a_job_whose_worker_died_is_picked_up(world: World) -> None:
    job: int = app.configure_task("tidy").defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job])
    assert jobs.pick_up_stalled(now=START) == 1
    assert status_of(job) == "todo"
    assert jobs.pick_up_stalled(now=START) == 0


def test_a_job_of_a_living_worker_is_left_alone(world: World) -> None:
    job: int = app.configure_task("tidy").defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [worker, job])
    assert jobs.pick_up_stalled(now=START) == 0


def test_old_jobs_are_forgotten_and_waiting_ones_kept(world: World) -> None:
    old, waiting = failed_job(), app.configure_task("tidy").defer(timestamp=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '40 days'")
    assert jobs.forget_jobs(days=30) == 1
    assert job_queries.jobs(failed=True) == []
    assert [row.id for row in job_queries.jobs(failed=False)] == [waiting]
    assert old != waiting


def test_jobs_that_come_back_are_listed_with_their_times(world: World) -> None:
    assert {"tidy", "archive_ended", "pick_up"} <= {period.task for period in job_queries.periods()}


def test_the_index_is_made_anew_once_that_is_confirmed(operator: Client) -> None:
    indexer.index_pending()
    assert "Make the search index anew?" in operator.get("/operator/index/rebuild").content.decode()
    assert not store.is_rebuild_asked()
    assert operator.post("/operator/index/rebuild").status_code == 302
    assert store.is_rebuild_asked()
    assert "It will be made anew" in operator.get("/operator/index").content.decode()
    before = (store.folder() / "contributions").stat().st_ino
    assert indexer.index_pending() > 0
    assert not store.is_rebuild_asked()
    assert (store.folder() / "contributions").stat().st_ino != before or store.size() > 0


def test_a_backup_is_asked_for_once(operator: Client) -> None:
    first = operator.post("/operator/backups", follow=True).content.decode()
    assert "A backup is being made." in first
    second = operator.post("/operator/backups", follow=True).content.decode()
    assert "was asked for already" in second
    assert [row.task for row in job_queries.jobs(failed=False)] == ["make_backup"]


def test_backups_are_listed_newest_first(operator: Client) -> None:
    folder = settings.DATA / "backups"
    folder.mkdir()
    for days, name in enumerate(("kring-b.tar", "kring-a.tar")):
        (folder / name).write_bytes(b"x" * 2048)
        moment = (START + timedelta(days=days)).timestamp()
        os.utime(folder / name, (moment, moment))
    text = operator.get("/operator/backups").content.decode()
    assert text.index("kring-a.tar") < text.index("kring-b.tar")
    assert "2.0\xa0KB" in text


def test_the_job_writes_a_backup(world: World, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    (settings.DATA / "keys").mkdir()
    monkeypatch.setenv("DATABASE_URL", _test_database())
    registered._make_backup()
    assert [path.name.startswith("kring-") for path in (settings.DATA / "backups").glob("*.tar")] == [True]


def _test_database() -> str:
    """The URL of the database that this test runs on."""
    known = {key: value for key, value in connection.get_connection_params().items() if isinstance(value, str | int)}
    return make_conninfo(**{key: known[key] for key in ("dbname", "user", "password", "host", "port") if key in known})


@pytest.mark.parametrize(("language", "hours"), [("nl", "7,5"), ("en", "7.5")])
def test_an_operator_says_what_an_organisation_gives(furnished: World, language: str, hours: str) -> None:
    client = Client(headers={"accept-language": language})
    client.force_login(furnished.accounts["olga"])
    address = "/operator/organisations/noorderlicht"
    assert 'value="25"' in client.get(address).text
    wrong = client.post(address, {"days": "400", "hours": hours})
    assert (wrong.status_code, 'value="400"' in wrong.text) == (422, True)
    assert client.post(address, {"days": "20", "hours": hours}).status_code == 302
    listed = client.get("/operator/organisations").text
    assert ">20<" in listed
    assert f">{hours}<" in listed
    assert OrganisationDays.objects.get().minutes_a_day == 450


def test_health_is_short_and_for_everyone(client: Client, db: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        answer = client.get("/health")
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, b"ok", "text/plain")
    assert client.post("/health").status_code == 405


def test_health_says_when_the_database_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OperationalError

    monkeypatch.setattr("kring.foundation.jobs.queries.ping", broken)
    assert client.get("/health").status_code == 503


def test_the_style_guide_is_not_there_where_people_come(client: Client, db: None) -> None:
    assert client.get("/styleguide").status_code == 404


def test_the_style_guide_shows_every_component_in_development(client: Client, db: None) -> None:
    with override_settings(ROOT_URLCONF=__name__):
        answer = client.get("/styleguide")
    assert answer.status_code == 200
    assert "person-card" in answer.content.decode()


# What a development server has besides.
urlpatterns = [path("styleguide", views.styleguide)]
