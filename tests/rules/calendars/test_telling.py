"""What a calendar is told, and by which number."""

from hypothesis import given
from hypothesis import strategies as some

from kring.meetings.calendars.rules.telling import Before, Method, Standing, method, sequence

# What happens to a meeting and to one sign-up, one after another.
STEPS = some.lists(
    some.sampled_from(["come", "wait", "leave", "change", "cancel", "tell", "decline", "tell"]), max_size=40
)


@given(STEPS)
def test_a_calendar_is_told_in_numbers_that_never_fall(steps: list[str]) -> None:
    """Whatever happens in whatever order: numbers never fall, each other state has a higher one, nothing is told twice,
    and once all is told nothing is left to tell."""
    now, before = Standing(comes=False, waits=False, cancelled=False, of_meeting=0), None
    for step in steps:
        if step in ("come", "wait"):
            now = now._replace(comes=True, waits=step == "wait")
        elif step == "leave":
            now = now._replace(comes=False, waits=False)
        elif step == "decline" and before is not None and before.method is Method.REQUEST:
            before, now = before._replace(declined=True), now._replace(comes=False, waits=False)
        elif step in ("change", "cancel") and not now.cancelled:
            now = now._replace(of_meeting=now.of_meeting + 1, cancelled=step == "cancel")
        elif step == "tell" and (said := method(now, before)) is not None:
            number = sequence(of_meeting=now.of_meeting, method=said, before=before)
            assert number >= now.of_meeting
            if before is not None:
                assert number >= before.sequence
                if said is not before.method or before.of_meeting != now.of_meeting:
                    assert number > before.sequence
            else:
                assert said is Method.REQUEST
            assert (said is Method.REQUEST) == (now.comes and not now.cancelled)
            before = Before(said, number, now.of_meeting, now.waits)
            assert method(now, before) is None


def test_worked_examples() -> None:
    comes = Standing(comes=True, waits=False, cancelled=False, of_meeting=2)
    first = Before(Method.REQUEST, 2, 2)
    assert method(comes, None) is Method.REQUEST
    assert method(comes, first) is None
    assert method(comes._replace(waits=True), first) is Method.REQUEST
    assert method(comes._replace(cancelled=True), first) is Method.CANCEL
    assert method(comes._replace(comes=False), first) is Method.CANCEL
    assert method(comes._replace(comes=False), first._replace(declined=True)) is None
    assert method(comes, first._replace(declined=True)) is Method.REQUEST
    assert sequence(of_meeting=2, method=Method.REQUEST, before=first._replace(declined=True)) == 3
    assert sequence(of_meeting=2, method=Method.REQUEST, before=first) == 2
    assert sequence(of_meeting=5, method=Method.REQUEST, before=first._replace(sequence=4)) == 7
