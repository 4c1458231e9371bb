"""The pages of date polls: proposing, answering, choosing."""

import re
from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from pytest_django.fixtures import DjangoAssertNumQueries

from kring.foundation import clock
from kring.meetings import actions as meetings
from kring.meetings.models import Meeting
from kring.meetings.polls import actions
from kring.meetings.polls.models import Mark, Option, Poll
from tests.domain.meetings.furniture import a_plan, members
from tests.domain.meetings.polling import a_proposal, options
from tests.doors.web.test_meetings import AMSTERDAM, form, signed_in
from tests.people import World

NEW = "/circles/vakgroep/polls/new"


def days(*ahead: int) -> list[str]:
    today = clock.now().astimezone(AMSTERDAM).date()
    return [(today + timedelta(days=count)).isoformat() for count in ahead]


def filled(*given: str, **changed: str) -> dict[str, str]:
    """The form of a poll with these days, each at three."""
    rows = {f"day_{n}": day for n, day in enumerate(given)} | {f"begins_{n}": "15:00" for n in range(len(given))}
    poll = {
        "title": "When do we try it?", "minutes": "90", "zone": "Europe/Amsterdam", "kind": "peer_group",
        "mode": "onsite", "location": "Utrecht", "count": str(max(4, len(given))),
    }  # fmt: skip
    return poll | rows | changed


def made(world: World, *given: str, **changed: str) -> Poll:
    answer = signed_in(world).post(NEW, filled(*(given or days(14, 15, 16)), **changed))
    assert answer.status_code == 302, answer.content.decode()
    return Poll.objects.get(pk=int(answer["Location"].rpartition("/")[2]))


def text(answer: HttpResponse) -> str:
    shown = answer.content.decode().replace("&#39;", "'").replace("&#x27;", "'")
    return re.sub(r"\s+", " ", shown)


def says(world: World, name: str, poll: Poll, *values: str) -> HttpResponse:
    given = {f"option_{option.pk}": value for option, value in zip(options(poll), values, strict=False) if value}
    return signed_in(world, name).post(f"/polls/{poll.pk}/marks", given, follow=True)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_page_shows_in_both_languages(world: World, language: str) -> None:
    poll = made(world)
    host, member = signed_in(world, language=language), signed_in(world, "mees", language)
    for path in (NEW, f"/polls/{poll.pk}/edit", f"/polls/{poll.pk}/withdrawal"):
        assert host.get(path).status_code == 200
    for path in (f"/polls/{poll.pk}", "/circles/vakgroep/meetings", "/", "/waiting"):
        assert "When do we try it?" in text(member.get(path)), path


def test_a_host_proposes_answers_come_and_she_chooses(world: World) -> None:
    poll = made(world)
    first, second, _third = options(poll)
    assert "Kept. You can change it" in text(says(world, "mees", poll, "no", "yes", "if-need-be"))
    says(world, "hanna", poll, "yes", "yes")
    page = text(signed_in(world).get(f"/polls/{poll.pk}"))
    assert page.count("Best so far") == 1
    assert "2 yes, 0 if need be, 0 no" in page
    assert page.count('href="/people/mees"') == 3
    url = f"/circles/vakgroep/meetings/new?poll={poll.pk}&amp;option={second.pk}"
    assert url in page
    begun = text(signed_in(world).get(url.replace("&amp;", "&")))
    assert 'value="When do we try it?"' in begun
    assert f'value="{days(15)[0]}"' in begun
    assert 'value="16:30"' in begun
    assert "Whoever can then is invited." in begun
    sent = form(title="Trying it", day=days(15)[0], begins="15:00", ends="16:30", poll=str(poll.pk))
    done = signed_in(world).post("/circles/vakgroep/meetings/new", sent, follow=True)
    assert "The meeting is planned, and who can is invited." in text(done)
    poll.refresh_from_db()
    assert (poll.chosen, poll.meeting) == (second, Meeting.objects.get())
    closed = text(signed_in(world, "mees").get(f"/polls/{poll.pk}"))
    assert f'href="/meetings/{poll.meeting_id}"' in closed
    assert 'type="radio"' not in closed
    assert first.pk != second.pk


def test_a_second_host_who_chooses_is_told_and_keeps_what_she_wrote(world: World) -> None:
    poll = made(world)
    sent = form(day=days(14)[0], poll=str(poll.pk), about="A long story.")
    assert signed_in(world).post("/circles/vakgroep/meetings/new", sent).status_code == 302
    late = signed_in(world).post("/circles/vakgroep/meetings/new", sent)
    assert late.status_code == 409
    assert "A date was chosen already" in text(late)
    assert "A long story." in text(late)
    assert Meeting.objects.count() == 1


def test_a_meeting_at_another_time_is_refused_at_its_field(world: World) -> None:
    poll = made(world)
    sent = form(day=days(14)[0], begins="16:00", poll=str(poll.pk))
    refused = signed_in(world).post("/circles/vakgroep/meetings/new", sent)
    assert refused.status_code == 422
    assert re.search(r'id="id_begins-error">.*?This is none of the dates of the poll', text(refused))
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"day_1": "2027-02-30"}, "day_1", "Choose a day that exists."),
        ({"begins_1": ""}, "begins_1", "Write a time as 15:00."),
        ({"day_2": "", "begins_2": "10:00"}, "day_2", "Choose a day."),
        ({"day_1": "2027-03-28", "begins_1": "02:30"}, "begins_1", "This time doesn't exist: clocks go forward"),
        ({"day_1": "2001-03-28"}, "begins_1", "This is in the past."),
        ({"day_1": "9999-12-31"}, "day_1", "Choose a day within three years."),
        ({"day_1": "0001-01-01", "begins_1": "00:00"}, "day_1", "Choose a day within three years."),
        ({"day_1": ""}, "begins_0", "Choose a day."),
        ({"day_1": "", "begins_1": "", "day_2": "", "begins_2": ""}, "day_0", "at least two different dates"),
        ({"minutes": "0"}, "minutes", "Give a number from 5 to"),
        ({"title": " "}, "title", "This field is required."),
        ({"zone": "Mars/Olympus"}, "zone", "Mars/Olympus"),
        ({"answer_day": "2001-01-01", "answer_time": "10:00"}, "answer_day", "This is in the past."),
        ({"answer_day": "2027-01-01"}, "answer_time", "Write a time as 15:00."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_row_and_what_was_written_stays(
    world: World, changed: dict[str, str], field: str, words: str
) -> None:
    refused = signed_in(world).post(NEW, filled(*days(14, 15, 16), about="A long story.", **changed))
    shown = text(refused)
    assert refused.status_code == 422
    wanted = "day_1" if field == "begins_0" else field
    assert re.search(rf'id="id_{wanted}-error">.{{0,900}}?{re.escape(words)}', shown), shown
    assert "A long story." in shown
    assert f'value="{days(16)[0]}"' in shown or "day_2" in changed
    assert not Poll.objects.exists()


def test_of_a_time_that_comes_twice_the_form_asks_which(world: World) -> None:
    twice = {"day_1": "2027-10-31", "begins_1": "02:30"}
    asked = signed_in(world).post(NEW, filled(*days(14, 15), **twice))
    assert asked.status_code == 422
    assert "this time comes twice" in text(asked)
    assert text(asked).count('name="which_1"') == 2
    assert 'name="which_0"' not in text(asked)
    poll = made(world, *days(14, 15), which_1="second", **twice)
    assert options(poll)[1].starts_at.isoformat() == "2027-10-31T01:30:00+00:00"


def test_the_same_date_twice_is_merged_with_a_word(world: World) -> None:
    answer = signed_in(world).post(NEW, filled(*days(14, 15, 14)), follow=True)
    assert "One date was there already: it stands there once." in text(answer)
    assert Option.objects.count() == 2


def test_more_rows_come_without_a_script_and_lose_nothing(world: World) -> None:
    host = signed_in(world)
    sent = filled(*days(14), more="1", title="", day_1="2027-02-30")
    answer = host.post(NEW, sent)
    shown = text(answer)
    assert answer.status_code == 200
    assert 'name="day_7"' in shown
    assert f'value="{days(14)[0]}"' in shown
    assert "field__error" not in shown
    assert 'name="more"' not in text(host.post(NEW, filled(*days(14), more="1", count="28")))
    for count in ("x", "-1", "9999", ""):
        assert host.post(NEW, filled(*days(14), more="1", count=count)).status_code == 200
    assert not Poll.objects.exists()


def test_thirty_dates_of_one_form_are_kept(world: World) -> None:
    poll = made(world, *days(*range(1, 31)))
    assert Option.objects.count() == 30
    assert signed_in(world, "mees").get(f"/polls/{poll.pk}").content.count(b'type="radio"') == 90


def test_answers_are_kept_changed_and_refused_in_words(world: World) -> None:
    poll = made(world)
    url, mees = f"/polls/{poll.pk}", signed_in(world, "mees")
    nothing = mees.post(f"{url}/marks")
    assert nothing.status_code == 422
    assert "Say of at least one date whether you can." in text(nothing)
    says(world, "mees", poll, "yes")
    assert 'value="yes" checked' in text(mees.get(url))
    mees.post(f"{url}/marks", {"none": "1"})
    assert list(Mark.objects.values_list("value", flat=True)) == ["no"] * 3
    first = options(poll)[0]
    assert mees.post(f"{url}/marks", {f"option_{first.pk}": "perhaps"}).status_code == 422
    actions.withdraw(actor=world.reader("hanna"), poll=poll.pk, now=clock.now())
    late = mees.post(f"{url}/marks", {f"option_{first.pk}": "if-need-be"})
    assert late.status_code == 409
    assert "This poll was withdrawn." in text(late)
    assert "You said: If need be" in text(late)


def test_a_date_that_was_taken_away_meanwhile_is_told_and_the_rest_is_kept(world: World) -> None:
    poll = made(world)
    first, second, third = options(poll)
    gone = {f"gone_{third.pk}": "on", "version": "1"}
    host = signed_in(world)
    assert host.post(f"/polls/{poll.pk}/edit", filled(**gone)).status_code == 302
    given = {f"option_{one.pk}": "yes" for one in (first, third)}
    answer = signed_in(world, "mees").post(f"/polls/{poll.pk}/marks", given, follow=True)
    assert "A date was taken away while you answered." in text(answer)
    assert Mark.objects.get().option == first
    refused = host.post(f"/polls/{poll.pk}/edit", filled(*days(20), **{f"gone_{first.pk}": "on", "version": "2"}))
    assert refused.status_code == 422
    assert "1 person can then." in text(refused)
    sent = filled(*days(20), **{f"gone_{first.pk}": "on", "version": "2", "anyway": "on"})
    assert host.post(f"/polls/{poll.pk}/edit", sent).status_code == 302
    assert Option.objects.filter(poll=poll).count() == 2
    assert second in options(poll)


def test_of_two_hosts_who_change_it_the_second_keeps_her_text(world: World) -> None:
    poll, host = made(world), signed_in(world)
    url = f"/polls/{poll.pk}/edit"
    assert 'name="version" value="1"' in text(host.get(url))
    assert host.post(url, filled(title="First", version="1")).status_code == 302
    late = host.post(url, filled(title="Second", version="1"))
    assert late.status_code == 409
    assert 'value="Second"' in text(late)
    assert Poll.objects.get().title == "First"


def test_who_reads_along_sees_how_many_and_no_names(world: World) -> None:
    poll = made(world)
    says(world, "mees", poll, "yes")
    page = text(signed_in(world, "stan").get(f"/polls/{poll.pk}"))
    assert "1 yes, 0 if need be, 0 no" in page
    assert "Mees" not in page
    assert 'type="radio"' not in page
    assert "Members of this circle say when they can." in page
    assert "Say when you can" not in text(signed_in(world, "stan").get("/circles/vakgroep/meetings"))


def test_whoever_has_a_place_elsewhere_at_that_time_sees_so(world: World) -> None:
    starts = datetime.fromisoformat(f"{days(14)[0]}T16:00")
    busy = meetings.plan(
        actor=world.reader("hanna"), place=world.key("besloten"), now=clock.now(),
        plan=a_plan(starts=starts, title="The other one"),
    )  # fmt: skip
    meetings.register(actor=world.reader("mees"), meeting=busy.pk, now=clock.now())
    poll = made(world)
    assert text(signed_in(world, "mees").get(f"/polls/{poll.pk}")).count("The other one") == 1
    assert "The other one" not in text(signed_in(world, "stan").get(f"/polls/{poll.pk}"))


def test_each_sees_the_dates_in_her_own_zone(world: World) -> None:
    proposal = a_proposal(*map(datetime.fromisoformat, ("2027-01-12T23:30", "2027-01-13T10:00")))
    poll = actions.propose(
        actor=world.reader("hanna"), place=world.key("vakgroep"), proposal=proposal, now=clock.now()
    ).poll
    there = signed_in(world, "mees")
    there.cookies["kring_zone"] = "Asia/Tokyo"
    page = text(there.get(f"/polls/{poll.pk}"))
    assert "Wednesday 13 January 2027, 07:30–09:30 your time (Tuesday 12 January, 23:30 in Amsterdam)" in page
    assert "18:00–20:00 your time (10:00 in Amsterdam)" in page


def test_a_poll_is_withdrawn_in_words(world: World) -> None:
    poll, host = made(world), signed_in(world)
    url = f"/polls/{poll.pk}/withdrawal"
    assert "Withdraw the poll?" in text(host.get(url))
    assert "This poll was withdrawn." in text(host.post(url, follow=True))
    assert host.post(url).status_code == 409
    assert "When do we try it?" not in text(signed_in(world, "mees").get("/circles/vakgroep/meetings"))


def test_hostile_words_stay_words(world: World) -> None:
    evil = "<script>alert(1)</script> %(who)s {{ 7*7 }} \u202e"
    poll = made(world, title=evil, location=evil, about="<img src=x onerror=alert(1)>")
    says(world, "mees", poll, "yes")
    for path in (f"/polls/{poll.pk}", "/circles/vakgroep/meetings", "/", "/waiting", f"/polls/{poll.pk}/edit"):
        shown = text(signed_in(world).get(path))
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown


@pytest.mark.parametrize("said", ["0", "x", "99999999999999999999", "-1", "1"])
def test_a_poll_that_is_not_there_is_not_chosen_from(world: World, said: str) -> None:
    assert signed_in(world).get(f"/circles/vakgroep/meetings/new?poll={said}").status_code == 404
    assert signed_in(world).post("/circles/vakgroep/meetings/new", form(poll=said)).status_code == 404


def test_pages_ask_a_fixed_number_of_queries(
    world: World,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    poll = made(world, *days(*range(1, 20)))
    for name in members(world, 15):
        says(world, name, poll, *["yes", "if-need-be", "no"] * 6)
    host, member = signed_in(world), signed_in(world, "mees")
    for path in (f"/polls/{poll.pk}", f"/polls/{poll.pk}/edit", NEW, "/circles/vakgroep/meetings"):
        for client in (host, member):
            with django_assert_max_num_queries(12):
                client.get(path)
    for path in ("/", "/circles/vakgroep", "/meetings"):
        with django_assert_max_num_queries(12):
            member.get(path)
