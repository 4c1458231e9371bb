"""Meetings for tests of the doors.

meeting, part             of `vakgroep` in two weeks, hosted by hanna; mees has a place, and a part
hidden_meeting            of `verborgen`, in two weeks; mees has a place
poll, old_poll            of `vakgroep`: an open date poll, on which mees said that he can; one that was withdrawn
hidden_poll               of `verborgen`, open
over                      of `vakgroep`, three days ago; its list is closed, mees was there
feed, feed_secret         mees' feed of his own meetings, and what its address ends with
guest                     what the link of a guest whom hanna brings to `meeting` ends with
"""

from datetime import datetime, timedelta

from kring.foundation import clock
from kring.meetings import actions
from kring.meetings.actions.presence import Mark
from kring.meetings.calendars.actions import make_feed
from kring.meetings.calendars.addresses import guest_token
from kring.meetings.models import Meeting
from kring.meetings.plans import Plan
from kring.meetings.polls import actions as polls
from kring.meetings.polls.proposals import Proposal, Time
from tests.people import World


def meetings(world: World) -> None:
    """Put them into the world."""
    now = clock.now()
    hanna = world.reader("hanna")
    meeting = _planned(world, "vakgroep", now + timedelta(days=14), now=now)
    part = actions.give_part(actor=hanna, meeting=meeting.pk, role="case", handle="mees", now=now)
    hidden = _planned(world, "verborgen", now + timedelta(days=14), now=now)
    _asked(world, now=now)
    ago = now - timedelta(days=3)
    held = _planned(world, "vakgroep", ago, now=ago - timedelta(days=1))
    going = [
        actions.register(actor=world.reader("mees"), meeting=one.pk, now=one.made_at) for one in (meeting, hidden, held)
    ]
    mark = Mark(sign_up=going[-1].pk, came=held.starts_at)
    actions.correct(actor=hanna, meeting=held.pk, marks=[mark], now=now)
    actions.close(actor=hanna, meeting=held.pk, now=now)
    feed, secret = make_feed(actor=world.reader("mees"), place=None, now=now)
    guest = actions.bring(actor=hanna, meeting=meeting.pk, name="Ada", email="ada@example.org", now=now)
    world.extra |= {"feed": feed.pk, "feed_secret": secret, "guest": guest_token(guest.pk)}
    world.extra |= {"meeting": meeting.pk, "part": part.pk, "hidden_meeting": hidden.pk, "over": held.pk}


def _planned(world: World, slug: str, at: datetime, *, now: datetime) -> Meeting:
    plan = Plan(
        title=f"Where {slug} meets",
        starts=at.replace(tzinfo=None, microsecond=0),
        minutes=120,
        zone="UTC",
        location="Utrecht",
        language="en",
    )
    return actions.plan(actor=world.reader("hanna"), place=world.key(slug), plan=plan, now=now)


def _asked(world: World, *, now: datetime) -> None:
    """Date polls. What the hidden one says is secret: see `web/test_wall.py`."""
    hanna, mees = world.reader("hanna"), world.reader("mees")
    soon = now.replace(tzinfo=None, microsecond=0)
    made = {}
    for name, slug, title in (
        ("poll", "vakgroep", "When shall we meet?"),
        ("old_poll", "vakgroep", "When did we want to?"),
        ("hidden_poll", "verborgen", "When do we hear of the Zilverreiger?"),
    ):
        proposal = Proposal(
            title=title, minutes=90, zone="UTC", language="en",
            times=[Time(soon + timedelta(days=days)) for days in (20, 21)],
        )  # fmt: skip
        poll = polls.propose(actor=hanna, place=world.key(slug), proposal=proposal, now=now).poll
        dates = dict.fromkeys(poll.options.values_list("pk", flat=True), "yes")
        polls.mark(actor=mees, poll=poll.pk, marks=dates, now=now)
        made[name] = poll.pk
    polls.withdraw(actor=hanna, poll=made["old_poll"], now=now)
    world.extra |= made
