"""Letters about what people were told: each thing in one letter at most, as each person wants them when they are
written."""

from datetime import datetime, time, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from kring.communities.actions import leave as leave_circle
from kring.conversations.models import Conversation
from kring.foundation.accounts.models import Account
from kring.notifications.actions import choose_letters, choose_rhythm, forget_person, mark_read, notify, queue_mail
from kring.notifications.letters import composing
from kring.notifications.letters.composing import write_due, write_some
from kring.notifications.letters.tokens import read_stop_token
from kring.notifications.models import Mail, Notification
from kring.notifications.rules import DIGEST, Choices, Rhythm, Topic
from tests.people import START, World
from tests.together import together, while_uncommitted

SOON = START + timedelta(minutes=4)
NEXT_DAY = START + timedelta(days=1)


def tell(
    world: World,
    name: str,
    topic: Topic,
    event: int,
    *,
    place: str = "",
    conversation: Conversation | None = None,
    now: datetime = START,
) -> None:
    """Someone is told of something that hanna did: in a conversation, else in a circle."""
    about = ("conversation", conversation.pk) if conversation else ("community", world.key(place or "vakgroep"))
    notify(
        [world.accounts[name].pk],
        topic=topic,
        event=event,
        actor=world.accounts["hanna"].pk,
        about=about[0],
        about_id=about[1],
        place=world.key(place) if place else None,
        now=now,
    )


def choose(world: World, name: str, **chosen: Rhythm | None) -> None:
    """Someone wants this in these circles; `circles` and `own` are for all and for herself."""
    choices = Choices(own=chosen.pop("own", None), circles=chosen.pop("circles", None))
    places = {world.key(slug): rhythm for slug, rhythm in chosen.items()}
    choose_letters(actor=world.reader(name), choices=choices, circles=places, now=START)


def killed(*, people: int) -> None:
    """A worker that is killed before what it wrote is committed."""
    with transaction.atomic():
        write_some(now=SOON, people=people)
        raise KeyboardInterrupt


def told_once() -> bool:
    """Whether nothing is both in a letter and waiting for one."""
    return not Notification.objects.filter(letter__isnull=False, due_at__isnull=False).exists()


def test_what_comes_within_minutes_is_one_letter(world: World) -> None:
    for event in range(5):
        tell(world, "mees", Topic.ANSWERED, event, place="vakgroep", conversation=world.question,
             now=START + timedelta(seconds=40 * event))  # fmt: skip
    assert write_due(now=START + timedelta(minutes=2)) == 0
    assert write_due(now=SOON) == 1
    letter = Mail.objects.get()
    assert letter.subject == "Vakgroep: How do I run a hackathon?"
    assert letter.text.count("answered your question") == 5
    assert set(Notification.objects.values_list("letter", flat=True)) == {letter.pk}
    assert write_due(now=NEXT_DAY) == 0


def test_an_event_heard_twice_is_one_letter(world: World) -> None:
    for _ in range(2):
        tell(world, "mees", Topic.ANSWERED, 1, place="vakgroep", conversation=world.question)
    assert write_due(now=SOON) == 1
    tell(world, "mees", Topic.ANSWERED, 1, place="vakgroep", conversation=world.question)
    assert write_due(now=NEXT_DAY) == 0


def test_each_circle_has_its_rhythm(world: World) -> None:
    choose(world, "mees", vakgroep=Rhythm.AT_ONCE, besloten=Rhythm.NEVER, circles=Rhythm.WEEKLY, own=Rhythm.DAILY)
    for event, slug in enumerate(("vakgroep", "besloten", "verborgen")):
        tell(world, "mees", Topic.ANNOUNCED, event, place=slug)
    tell(world, "mees", Topic.MENTIONED, 7, conversation=world.question)
    assert write_due(now=SOON) == 1
    assert "Vakgroep" in Mail.objects.latest("pk").subject
    assert write_due(now=NEXT_DAY) == 1
    assert Mail.objects.latest("pk").subject == "Your day on Kring"
    assert write_due(now=START + timedelta(days=8)) == 1
    weekly = Mail.objects.latest("pk")
    assert weekly.subject == "Your week on Kring"
    assert "Verborgen" in weekly.text
    assert "Besloten" not in "".join(Mail.objects.values_list("text", flat=True))


def test_a_choice_made_meanwhile_counts_and_nothing_comes_twice(world: World) -> None:
    tell(world, "mees", Topic.ANNOUNCED, 1, place="vakgroep")
    choose(world, "mees", vakgroep=Rhythm.DAILY)
    assert write_due(now=SOON) == 0
    assert write_due(now=NEXT_DAY) == 1
    tell(world, "mees", Topic.ANNOUNCED, 2, place="vakgroep", now=NEXT_DAY)
    choose(world, "mees", vakgroep=Rhythm.AT_ONCE)
    assert write_due(now=NEXT_DAY + timedelta(minutes=9)) == 1
    assert write_due(now=NEXT_DAY + timedelta(days=9)) == 0
    tell(world, "mees", Topic.ANNOUNCED, 3, place="vakgroep", now=NEXT_DAY)
    choose(world, "mees", vakgroep=Rhythm.NEVER)
    assert write_due(now=NEXT_DAY + timedelta(days=9)) == 0
    assert told_once()


def test_what_was_planned_while_a_choice_was_made_is_planned_again(world: World) -> None:
    """As when the handler read the former choice, and the new one was committed first."""
    tell(world, "mees", Topic.ANNOUNCED, 1, place="vakgroep")
    choose(world, "mees", vakgroep=Rhythm.DAILY)
    Notification.objects.update(rhythm=Rhythm.AT_ONCE, due_at=START)
    assert write_due(now=SOON) == 0
    assert write_due(now=NEXT_DAY) == 1


def test_sight_is_asked_again_when_the_letter_is_written(world: World) -> None:
    tell(world, "mees", Topic.ANNOUNCED, 1, place="verborgen")
    leave_circle(actor=world.reader("mees"), community=world.key("verborgen"), now=START)
    assert write_due(now=SOON) == 0
    assert not Mail.objects.exists()
    assert not Notification.objects.filter(due_at__isnull=False).exists()


def test_what_was_read_needs_no_letter(world: World) -> None:
    tell(world, "mees", Topic.ANNOUNCED, 1, place="vakgroep")
    mark_read(actor=world.reader("mees"), now=START)
    assert write_due(now=SOON) == 0


def test_who_left_or_has_no_address_gets_none(world: World) -> None:
    tell(world, "mees", Topic.ANNOUNCED, 1, place="vakgroep")
    tell(world, "noor", Topic.ANNOUNCED, 1, place="vakgroep")
    Account.objects.filter(handle="mees").update(email=None)
    forget_person(account=world.accounts["noor"].pk)
    assert write_due(now=SOON) == 0
    tell(world, "mees", Topic.ANNOUNCED, 2, place="vakgroep")
    assert not Notification.objects.filter(due_at__isnull=False).exists()


def test_a_digest_is_grouped_by_circle_and_limited(world: World) -> None:
    choose(world, "mees", circles=Rhythm.DAILY, own=Rhythm.DAILY)
    for event in range(32):
        tell(world, "mees", Topic.REPLIED, event, place="vakgroep", conversation=world.question)
    tell(world, "mees", Topic.ANNOUNCED, 50, place="verborgen")
    tell(world, "mees", Topic.ADMITTED, 51)
    assert write_due(now=NEXT_DAY) == 1
    letter = Mail.objects.get()
    assert letter.text.count("wrote in “How do I run") == 20
    assert "and 12 more" in letter.text
    assert [letter.text.index(f"\n{name}\n---") for name in ("For you", "Verborgen", "Vakgroep")] == sorted(
        letter.text.index(f"\n{name}\n---") for name in ("For you", "Verborgen", "Vakgroep")
    )
    assert told_once()


def test_stopping_from_a_letter(world: World) -> None:
    mees = world.accounts["mees"].pk
    choose(world, "mees", circles=Rhythm.DAILY)
    tell(world, "mees", Topic.ANNOUNCED, 1, place="vakgroep")
    write_due(now=NEXT_DAY)
    token = Mail.objects.get().headers["List-Unsubscribe"].rpartition("/")[2].rstrip(">")
    assert read_stop_token(token) == (mees, DIGEST)
    assert read_stop_token(token[:-1]) is None
    choose_rhythm(account=mees, scope=DIGEST, rhythm=Rhythm.NEVER, now=START)
    tell(world, "mees", Topic.ANNOUNCED, 2, place="vakgroep", now=NEXT_DAY)
    assert write_due(now=NEXT_DAY + timedelta(days=9)) == 0
    choose_rhythm(account=mees, scope=str(world.key("vakgroep")), rhythm=Rhythm.AT_ONCE, now=START)
    tell(world, "mees", Topic.ANNOUNCED, 3, place="vakgroep", now=NEXT_DAY)
    assert write_due(now=NEXT_DAY + timedelta(minutes=4)) == 1
    choose_rhythm(account=mees, scope="circles", rhythm=Rhythm.NEVER, now=START)
    choose_rhythm(account=mees, scope="own", rhythm=Rhythm.NEVER, now=START)
    for event, topic in ((4, Topic.ANNOUNCED), (5, Topic.MENTIONED)):
        tell(world, "mees", topic, event, place="vakgroep", now=NEXT_DAY)
    assert write_due(now=NEXT_DAY + timedelta(days=9)) == 0


def test_quiet_hours_hold_a_letter(world: World) -> None:
    asleep = Choices(quiet_from=time(9), quiet_to=time(18))
    choose_letters(actor=world.reader("mees"), choices=asleep, circles={}, now=START)
    tell(world, "mees", Topic.MENTIONED, 1, conversation=world.question)
    assert write_due(now=START + timedelta(hours=7)) == 0
    assert write_due(now=START + timedelta(hours=8)) == 1


def test_a_link_for_a_circle_that_is_gone_does_nothing(world: World) -> None:
    choose_rhythm(account=world.accounts["mees"].pk, scope="99999", rhythm=Rhythm.NEVER, now=START)
    assert not world.accounts["mees"].circle_rhythms.exists()


def test_one_chooses_only_for_circles_where_one_is(world: World) -> None:
    choose_letters(
        actor=world.reader("stan"), choices=Choices(), circles={world.key("vakgroep"): Rhythm.DAILY}, now=START
    )
    assert not world.accounts["stan"].circle_rhythms.exists()


def test_a_letter_that_cannot_be_written_holds_up_nobody(world: World) -> None:
    for name in ("mees", "hanna", "noor"):
        notify([world.accounts[name].pk], topic=Topic.ANNOUNCED, event=1, actor=None, about="community",
               about_id=world.key("vakgroep"), place=world.key("vakgroep"), now=START)  # fmt: skip
    whole = composing.worded

    def worded(account: int, *rest: Any, **named: Any) -> object:
        if account == world.accounts["mees"].pk:
            raise RuntimeError
        return whole(account, *rest, **named)

    with patch.object(composing, "worded", worded):
        assert write_due(now=SOON) == 2
    assert write_due(now=SOON) == 0
    assert write_due(now=SOON + timedelta(hours=2)) == 1


def test_a_worker_killed_half_way_neither_doubles_nor_loses(world: World) -> None:
    for name in ("mees", "noor"):
        tell(world, name, Topic.ANNOUNCED, 1, place="vakgroep")
    with pytest.raises(KeyboardInterrupt):
        killed(people=9)
    assert not Mail.objects.exists()
    assert write_some(now=SOON, people=1) == 1
    with pytest.raises(KeyboardInterrupt):
        killed(people=1)
    assert write_due(now=SOON) == 1
    assert sorted(Mail.objects.values_list("to", flat=True)) == ["mees@example.org", "noor@example.org"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_letter(world: World) -> None:
    for event in range(9):
        for name in ("mees", "noor", "stan"):
            tell(world, name, Topic.ANNOUNCED, event, place="vakgroep")
    assert together(*[lambda: write_due(now=SOON)] * 4) == []
    assert sorted(Mail.objects.values_list("to", flat=True)) == [
        f"{name}@example.org" for name in ("mees", "noor", "stan")
    ]
    assert told_once()


@pytest.mark.django_db(transaction=True)
def test_a_choice_made_while_the_letter_is_written_waits_for_it(world: World) -> None:
    tell(world, "mees", Topic.ANNOUNCED, 1, place="vakgroep")
    done = while_uncommitted(lambda: write_some(now=SOON), lambda: choose(world, "mees", vakgroep=Rhythm.DAILY))
    assert done == ["", ""]
    write_due(now=NEXT_DAY)
    assert Mail.objects.count() == 1
    assert told_once()


def test_what_was_written_comes_along_but_for_private_cases(world: World) -> None:
    answer = world.answers("hanna", world.question, "Start with **the jury** & <b>mentors</b>. " + "So on. " * 200)
    other = world.answers("hanna", world.secret, "Nobody may know.")
    for event, post, place in ((1, answer.pk, world.key("vakgroep")), (2, other.pk, None)):
        notify([world.accounts["mees"].pk], topic=Topic.ANSWERED, event=event, actor=world.accounts["hanna"].pk,
               about="conversation", about_id=(world.question if event == 1 else world.secret).pk, post=post,
               place=place, now=START)  # fmt: skip
    write_due(now=SOON)
    letter = Mail.objects.get()
    assert "  Start with the jury & " in letter.text
    assert "Start with the jury &amp; " in letter.html
    assert letter.text.count("So on.") < 90
    assert "Nobody may know" not in letter.text + letter.html


def test_letters_wait_for_mail_that_someone_asked_for(world: World) -> None:
    tell(world, "mees", Topic.ANNOUNCED, 1, place="vakgroep")
    write_due(now=SOON)
    asked = queue_mail(to="noor@example.org", subject="Your code", text="123", now=SOON)
    jobs = ProcrastinateJob.objects.filter(task_name="send_mail").order_by("-priority")
    assert [job.args["mail"] for job in jobs] == [asked.pk, Mail.objects.get(account__isnull=False).pk]


def test_a_person_costs_so_many_queries(world: World, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for name in ("mees", "noor"):
        choose(world, name, circles=Rhythm.DAILY)
    for event in range(30):
        for name in ("mees", "noor"):
            tell(world, name, Topic.REPLIED, event, place="vakgroep", conversation=world.question)
    with django_assert_max_num_queries(7 + 2 * 8):
        assert write_some(now=NEXT_DAY) == 2


def test_hostile_names_do_no_harm(world: World) -> None:
    Account.objects.filter(handle="hanna").update(name='<script>alert(1)</script>\r\nBcc: x@example.org "&')
    Conversation.objects.filter(pk=world.question.pk).update(title="<b>&\r\nBcc: y@example.org\u2028</b>")
    tell(world, "mees", Topic.ANSWERED, 1, conversation=world.question)
    tell(world, "mees", Topic.ADMITTED, 2)
    write_due(now=SOON)
    letter = Mail.objects.get()
    assert "<script>" not in letter.html
    assert "&lt;script&gt;" in letter.html
    assert letter.subject.isprintable()
    assert settings.BASE_URL in letter.text
    assert "src=" not in letter.html


@pytest.mark.django_db(transaction=True)
def test_a_worker_whose_database_connection_dies_neither_doubles_nor_loses(world: World) -> None:
    """As when the process is killed: what it had written is gone with its transaction, and its locks too."""
    for name in ("mees", "noor"):
        tell(world, name, Topic.ANNOUNCED, 1, place="vakgroep")
    put = composing._queue

    def dying(*given: Any, **named: Any) -> None:
        put(*given, **named)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with patch.object(composing, "_queue", dying), pytest.raises(OperationalError):
        write_some(now=SOON)
    connection.close()
    assert not Mail.objects.exists()
    assert write_due(now=SOON) == 2
    assert write_due(now=NEXT_DAY) == 0
    assert Mail.objects.count() == 2
