"""Agreements between an organisation and a community: who signs, who takes a seat, and what ends with it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from kring.communities import actions as communities
from kring.communities.agreements import actions, queries
from kring.communities.agreements.actions.minding import PART
from kring.communities.agreements.models import Agreement, Ending, Reminder, Seat, Signature, Version
from kring.communities.agreements.rules.seats import WhyNot
from kring.communities.agreements.rules.terms import Side, State
from kring.communities.models import Community, Joining, Membership
from kring.foundation.access.models import Reason, Role, Standing
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.dispatch import dispatch_due
from kring.people.models import Employment, Organisation
from kring.people.organisations import actions as organisations
from tests.agreements import TODAY, YEAR, agreed, drafted, local, signed
from tests.organisations import appointed, employed, founded
from tests.people import START, World, person

END = YEAR.ends_on


@pytest.fixture
def insurer(world: World) -> Organisation:
    """noor's; stan and five others work there, in no department."""
    made = founded(world, "Zuiderkruis", by="noor", shown=True)
    employed(world, "stan", made)
    for name in ("Anna", "Bram", "Cato"):
        world.accounts[name.lower()] = person(name)
        employed(world, name.lower(), made)
    return made


def take(world: World, name: str, made: Agreement, *, days: int = 0) -> Seat:
    return actions.take(actor=world.reader(name), agreement=made.pk, now=START + timedelta(days=days))


def is_in(world: World, name: str, slug: str = "vakgroep") -> bool:
    return Membership.objects.filter(
        community=world.key(slug), account=world.accounts[name], left_at=None
    ).exists() and world.reader(name).has(world.key(slug), Role.MEMBER)


def test_a_draft_is_known_to_its_own_side_until_it_is_proposed(world: World, insurer: Organisation) -> None:
    made = drafted(world, insurer)
    assert queries.agreement(world.reader("noor"), made.pk, START).state is State.DRAFT
    for name in ("hanna", "stan", "mees", "olga", ""):
        with pytest.raises(NotThereError):
            queries.agreement(world.reader(name), made.pk, START)
    actions.sign(actor=world.reader("noor"), agreement=made.pk, version=1, side=Side.ORGANISATION, now=START)
    seen = queries.agreement(world.reader("hanna"), made.pk, START)
    assert seen.state is State.PROPOSED
    assert queries.sides(world.reader("hanna"), seen.agreement) == [Side.COMMUNITY]
    for name in ("stan", "mees", "olga", ""):
        with pytest.raises(NotThereError):
            queries.agreement(world.reader(name), made.pk, START)
    with pytest.raises(NotThereError):
        take(world, "stan", made)
    with pytest.raises(RefusedError):
        actions.sign(actor=world.reader("hanna"), agreement=made.pk, version=1, side=Side.ORGANISATION, now=START)


def test_both_sign_and_what_was_signed_stays(world: World, insurer: Organisation) -> None:
    made = agreed(world, insurer)
    version = Version.objects.get(agreement=made)
    assert queries.agreement(world.reader("noor"), made.pk, START).state is State.RUNNING
    for change in (
        lambda: Version.objects.filter(pk=version.pk).update(seats=99),
        lambda: Version.objects.filter(pk=version.pk).delete(),
        lambda: Signature.objects.update(agrees=False),
        lambda: Agreement.objects.update(taken=3),
    ):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            change()
    Signature.objects.update(account=None)
    Version.objects.update(made_by=None)
    with pytest.raises(ConflictError) as refused:
        actions.sign(actor=world.reader("noor"), agreement=made.pk, version=1, side=Side.ORGANISATION, now=START)
    assert refused.value.code == "overtaken"


def test_nobody_signs_for_both_sides(world: World) -> None:
    own = founded(world, "Hannas", by="hanna", shown=True)
    made = drafted(world, own, by="hanna")
    actions.sign(actor=world.reader("hanna"), agreement=made.pk, version=1, side=Side.ORGANISATION, now=START)
    with pytest.raises(ConflictError) as refused:
        actions.sign(actor=world.reader("hanna"), agreement=made.pk, version=1, side=Side.COMMUNITY, now=START)
    assert refused.value.code == "same-person"


def test_a_community_proposes_and_the_organisation_declines_with_the_reason(
    world: World, insurer: Organisation
) -> None:
    made = actions.begin(
        actor=world.reader("hanna"), side=Side.COMMUNITY, community=world.key("vakgroep"), organisation=insurer.pk,
        wanted=YEAR, now=START,
    )  # fmt: skip
    with pytest.raises(NotThereError):
        queries.agreement(world.reader("noor"), made.pk, START)
    with pytest.raises(ConflictError):
        actions.decline(
            actor=world.reader("hanna"), agreement=made.pk, version=1, side=Side.COMMUNITY, words="", now=START
        )
    actions.sign(actor=world.reader("hanna"), agreement=made.pk, version=1, side=Side.COMMUNITY, now=START)
    actions.decline(
        actor=world.reader("noor"), agreement=made.pk, version=1, side=Side.ORGANISATION, words="Too dear.", now=START
    )
    assert queries.agreement(world.reader("hanna"), made.pk, START).state is State.DRAFT
    assert Signature.objects.get(agrees=False).words == "Too dear."


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_on": TODAY}, "last_day"),
        ({"seats": 0}, "seats"),
        ({"smallest_group": 4}, "smallest_group"),
        ({"notice_days": 731}, "notice_days"),
        ({"price_cents": -1}, "price_cents"),
        ({"who": "all"}, "who"),
        ({"who": "department"}, "for_department"),
        ({"who": "department", "department": 1}, "department"),
        ({"words": "x" * 4_001}, "words"),
    ],
)
def test_what_can_not_be_agreed_on_is_named(
    world: World, insurer: Organisation, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidError) as refused:
        drafted(world, insurer, replace(YEAR, **wrong))  # type: ignore[arg-type]  # Each value fits its field.
    assert list(refused.value.fields) == [field]


def test_who_works_there_takes_a_seat_and_the_next_one_hears_why_not(world: World, insurer: Organisation) -> None:
    made = agreed(world, insurer)
    before = Community.objects.get(slug="vakgroep").members
    take(world, "stan", made)
    take(world, "stan", made)
    take(world, "anna", made)
    assert is_in(world, "stan")
    assert Community.objects.get(slug="vakgroep").members == before + 2
    assert Agreement.objects.get().taken == 2
    with pytest.raises(ConflictError) as refused:
        take(world, "bram", made)
    assert refused.value.code == "full"
    assert queries.offer_at(world.reader("bram"), world.circles["vakgroep"], START).reason is WhyNot.FULL  # type: ignore[union-attr]
    with pytest.raises(NotThereError):
        take(world, "mees", made)
    assert queries.offer_at(world.reader("mees"), world.circles["vakgroep"], START) is None
    actions.give_back(actor=world.reader("stan"), agreement=made.pk, now=START)
    actions.give_back(actor=world.reader("stan"), agreement=made.pk, now=START)
    assert not is_in(world, "stan")
    take(world, "bram", made)
    assert Agreement.objects.get().taken == 2


def test_a_department_has_its_own_seats_and_its_own_buyers(world: World, insurer: Organisation) -> None:
    noor = world.reader("noor")
    claims = organisations.make_department(actor=noor, organisation=insurer.pk, name="Claims", now=START)
    motor = organisations.make_department(
        actor=noor, organisation=insurer.pk, name="Motor", parent=claims.pk, now=START
    )
    hers = Employment.objects.get(account=world.accounts["anna"])
    organisations.change_department(actor=noor, employment=hers.pk, department=motor.pk, now=START)
    appointed(world, "bram", insurer, Role.PROCUREMENT, by="noor", department=claims.pk)
    made = drafted(world, insurer, by="bram", department=claims.pk)
    with pytest.raises(NotThereError):
        drafted(world, insurer, by="bram")
    signed(world, made, by="bram")
    take(world, "anna", made)
    with pytest.raises(ConflictError) as refused:
        take(world, "stan", made)
    assert refused.value.code == "not-in-department"
    other = agreed(world, insurer, replace(YEAR, who="department", department=motor.pk))
    assert [one.reason for one in queries.offers(world.reader("stan"), START)] == [WhyNot.NOT_IN_DEPARTMENT] * 2
    take(world, "anna", other)
    actions.give_back(actor=world.reader("anna"), agreement=other.pk, now=START)
    assert is_in(world, "anna")


def test_a_seat_that_is_kept_is_counted_and_taken_by_herself(world: World, insurer: Organisation) -> None:
    made = agreed(world, insurer, replace(YEAR, who="named"))
    with pytest.raises(ConflictError) as refused:
        take(world, "stan", made)
    assert refused.value.code == "not-named"
    for handle in ("stan", "anna"):
        actions.give(actor=world.reader("noor"), agreement=made.pk, handle=handle, now=START)
    assert Agreement.objects.get().taken == 2
    assert not is_in(world, "stan")
    for handle in ("bram", "stan", "mees"):
        with pytest.raises(InvalidError):
            actions.give(actor=world.reader("noor"), agreement=made.pk, handle=handle, now=START)
    take(world, "stan", made)
    assert is_in(world, "stan")
    assert [
        one.name
        for one in queries.seats(world.reader("noor"), queries.agreement(world.reader("noor"), made.pk, START)).rows
    ] == ["Anna", "Stan Stranger"]
    seen = queries.agreement(world.reader("hanna"), made.pk, START)
    assert queries.seats(world.reader("hanna"), seen).rows == []
    seat = Seat.objects.get(account=world.accounts["stan"])
    with pytest.raises(RefusedError):
        actions.take_away(actor=world.reader("hanna"), agreement=made.pk, seat=seat.pk, now=START)
    actions.take_away(actor=world.reader("noor"), agreement=made.pk, seat=seat.pk, now=START)
    with pytest.raises(NotThereError):
        actions.take_away(actor=world.reader("noor"), agreement=made.pk, seat=seat.pk, now=START)
    assert not is_in(world, "stan")


def test_hosts_see_names_only_where_the_version_says_so(world: World, insurer: Organisation) -> None:
    made = agreed(world, insurer, replace(YEAR, names_shown=True))
    take(world, "stan", made)
    seen = queries.agreement(world.reader("hanna"), made.pk, START)
    assert [one.name for one in queries.seats(world.reader("hanna"), seen).rows] == ["Stan Stranger"]
    assert (queries.taken(world.reader("noor"), seen), queries.taken(world.reader("hanna"), seen)) == (1, 0)


def test_hosts_see_no_name_of_who_took_her_seat_before_they_might(world: World, insurer: Organisation) -> None:
    """Nor of whom a seat is kept for: she has said nothing yet."""
    made = agreed(world, insurer, replace(YEAR, seats=4))
    take(world, "stan", made)
    for number, day in ((2, 10), (3, 20)):
        wanted = replace(YEAR, seats=4, names_shown=True, starts_on=TODAY + timedelta(days=day))
        actions.draft(actor=world.reader("noor"), agreement=made.pk, side=Side.ORGANISATION, wanted=wanted, now=START)
        signed(world, made, number)
    take(world, "anna", made, days=9)
    take(world, "bram", made, days=11)
    later = START + timedelta(days=21)
    handle = world.accounts["mees"].handle
    employed(world, "mees", insurer)
    actions.give(actor=world.reader("noor"), agreement=made.pk, handle=handle, now=later)
    seen = queries.agreement(world.reader("hanna"), made.pk, later)
    assert [one.handle for one in queries.seats(world.reader("hanna"), seen).rows] == ["bram"]
    assert len(queries.seats(world.reader("noor"), seen).rows) == 4


def test_a_change_holds_once_both_signed_and_never_below_what_is_taken(world: World, insurer: Organisation) -> None:
    made = agreed(world, insurer)
    take(world, "stan", made)
    take(world, "anna", made)
    noor = world.reader("noor")
    actions.draft(actor=noor, agreement=made.pk, side=Side.ORGANISATION, wanted=replace(YEAR, seats=1), now=START)
    actions.draft(actor=noor, agreement=made.pk, side=Side.ORGANISATION, wanted=replace(YEAR, seats=1), now=START)
    with pytest.raises(ConflictError) as refused:
        signed(world, made, 2)
    assert refused.value.code == "fewer-than-taken"
    more = replace(YEAR, seats=3, starts_on=TODAY + timedelta(days=10))
    actions.draft(actor=noor, agreement=made.pk, side=Side.ORGANISATION, wanted=more, now=START)
    signed(world, made, 3)
    with pytest.raises(ConflictError):
        take(world, "bram", made, days=9)
    take(world, "bram", made, days=10)
    late = replace(YEAR, starts_on=END + timedelta(days=1), ends_on=END + timedelta(days=9))
    actions.draft(actor=noor, agreement=made.pk, side=Side.ORGANISATION, wanted=late, now=START)
    with pytest.raises(ConflictError) as gap:
        signed(world, made, 4)
    assert gap.value.code == "gap"
    assert not actions.discard(actor=noor, agreement=made.pk, side=Side.ORGANISATION, now=START)


def test_a_draft_that_nobody_saw_can_be_thrown_away(world: World, insurer: Organisation) -> None:
    made = drafted(world, insurer)
    assert actions.discard(actor=world.reader("noor"), agreement=made.pk, side=Side.ORGANISATION, now=START)
    assert not Agreement.objects.exists()


def test_the_end_ends_what_rests_on_it_alone_after_grace(world: World, insurer: Organisation) -> None:
    world.found("Kelder", by="hanna", parent="vakgroep")
    made = agreed(world, insurer)
    take(world, "stan", made)
    take(world, "anna", made)
    communities.join(actor=world.reader("stan"), community=world.key("kelder"), now=START)
    communities.join(actor=world.reader("anna"), community=world.key("vakgroep"), now=START)
    for day, stages in (
        (END - timedelta(days=31), 0), (END - timedelta(days=30), 1), (END, 2), (END + timedelta(days=7), 3),
        (END + timedelta(days=13), 3),
    ):  # fmt: skip
        actions.mind_due(now=local(day))
        actions.mind_due(now=local(day))
        assert Reminder.objects.count() == stages
        assert is_in(world, "stan")
    with pytest.raises(ConflictError) as refused:
        actions.take(actor=world.reader("bram"), agreement=made.pk, now=local(END))
    assert refused.value.code == "ended"
    assert actions.mind_due(now=local(END + timedelta(days=14))) == 2
    assert actions.mind_due(now=local(END + timedelta(days=14))) == 0
    assert Agreement.objects.get().ended_at is not None
    assert not is_in(world, "stan")
    assert not is_in(world, "stan", "kelder")
    assert is_in(world, "anna")
    with pytest.raises(ConflictError):
        actions.draft(
            actor=world.reader("noor"),
            agreement=made.pk,
            side=Side.ORGANISATION,
            wanted=YEAR,
            now=local(END + timedelta(days=14)),
        )


def test_midnight_is_that_of_the_organisation(world: World, insurer: Organisation) -> None:
    Organisation.objects.filter(pk=insurer.pk).update(time_zone="Pacific/Auckland")
    made = agreed(world, insurer, replace(YEAR, grace_days=0))
    take(world, "stan", made)
    # In Auckland it is thirteen hours later: there its last day is over at 11:00 of the day before, in UTC.
    midnight = local(END - timedelta(days=1), 11)
    assert actions.mind_due(now=midnight - timedelta(minutes=1)) == 0
    assert is_in(world, "stan")
    assert actions.mind_due(now=midnight) == 1
    assert not is_in(world, "stan")


@pytest.mark.parametrize(
    ("last_day", "zone", "midnight"),
    [
        # Clocks are set forward on the 29th of March, and back on the 25th of October.
        (date(2026, 3, 28), "Europe/Amsterdam", datetime(2026, 3, 28, 23, 0, tzinfo=UTC)),
        (date(2026, 3, 29), "Europe/Amsterdam", datetime(2026, 3, 29, 22, 0, tzinfo=UTC)),
        (date(2026, 10, 25), "Europe/Amsterdam", datetime(2026, 10, 25, 23, 0, tzinfo=UTC)),
        # In Beirut there is no midnight between these days: one o'clock comes instead.
        (date(2026, 3, 28), "Asia/Beirut", datetime(2026, 3, 28, 22, 0, tzinfo=UTC)),
    ],
)
def test_its_last_day_is_as_long_as_clocks_make_it(
    world: World, insurer: Organisation, last_day: date, zone: str, midnight: datetime
) -> None:
    Organisation.objects.filter(pk=insurer.pk).update(time_zone=zone)
    made = agreed(world, insurer, replace(YEAR, ends_on=last_day + timedelta(days=1), grace_days=0))
    moment = midnight - timedelta(seconds=1)
    actions.take(actor=world.reader("stan"), agreement=made.pk, now=moment)
    assert actions.mind_due(now=moment) == 0
    with pytest.raises(ConflictError) as refused:
        actions.take(actor=world.reader("anna"), agreement=made.pk, now=midnight)
    assert refused.value.code == "ended"
    assert actions.mind_due(now=midnight) == 1
    assert not is_in(world, "stan")


def test_what_renews_itself_goes_on_with_its_seats_until_someone_gives_notice(
    world: World, insurer: Organisation
) -> None:
    made = agreed(world, insurer, replace(YEAR, renewal_months=12, grace_days=0))
    take(world, "stan", made)
    again = END.replace(year=END.year + 1)
    assert actions.mind_due(now=local(END)) == 0
    assert is_in(world, "stan")
    actions.take(actor=world.reader("anna"), agreement=made.pk, now=local(END))
    assert queries.agreement(world.reader("hanna"), made.pk, local(END)).state is State.RUNNING
    actions.give_notice(
        actor=world.reader("noor"), agreement=made.pk, side=Side.ORGANISATION, ends_on=again, now=local(END)
    )
    assert actions.mind_due(now=local(again - timedelta(days=1))) == 0
    assert actions.mind_due(now=local(again)) == 2
    assert not is_in(world, "stan")


def test_notice_ends_it_earlier(world: World, insurer: Organisation) -> None:
    made = agreed(world, insurer, replace(YEAR, grace_days=0))
    take(world, "stan", made)
    hanna = world.reader("hanna")
    for day in (TODAY + timedelta(days=29), END):
        with pytest.raises(InvalidError):
            actions.give_notice(actor=hanna, agreement=made.pk, side=Side.COMMUNITY, ends_on=day, now=START)
    early = TODAY + timedelta(days=30)
    actions.give_notice(actor=hanna, agreement=made.pk, side=Side.COMMUNITY, ends_on=early, now=START)
    with pytest.raises(ConflictError):
        actions.give_notice(actor=hanna, agreement=made.pk, side=Side.COMMUNITY, ends_on=early, now=START)
    assert actions.mind_due(now=local(early)) == 1
    with pytest.raises(ConflictError):
        actions.give_notice(actor=hanna, agreement=made.pk, side=Side.COMMUNITY, ends_on=END, now=local(early))


def test_ending_goes_on_where_it_broke_off(
    world: World, insurer: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert PART == 200
    monkeypatch.setattr("kring.communities.agreements.actions.minding.PART", 1)
    made = agreed(world, insurer, replace(YEAR, grace_days=0))
    take(world, "stan", made)
    take(world, "anna", made)
    assert actions.mind_due(now=local(END)) == 2
    assert Agreement.objects.get().ended_at is not None
    assert set(Seat.objects.values_list("ending", flat=True)) == {Ending.OVER}


def test_who_leaves_the_company_loses_the_seat_and_keeps_what_she_joined(world: World, insurer: Organisation) -> None:
    made = agreed(world, insurer)
    take(world, "stan", made)
    take(world, "anna", made)
    communities.join(actor=world.reader("anna"), community=world.key("vakgroep"), now=START)
    communities.join(actor=world.reader("stan"), community=world.key("voorbeeld"), now=START)
    for name in ("stan", "anna"):
        hers = Employment.objects.get(account=world.accounts[name])
        organisations.end_employment(
            actor=world.reader(name), employment=hers.pk, ends_on=TODAY + timedelta(days=1), now=START
        )
    organisations.begin_and_end_due(now=START + timedelta(days=1))
    dispatch_due(clock=lambda: START + timedelta(days=1))
    assert Agreement.objects.get().taken == 0
    assert not is_in(world, "stan")
    assert is_in(world, "stan", "voorbeeld")
    assert is_in(world, "anna")


def test_leaving_the_circle_gives_the_seat_back_and_being_removed_is_remembered(
    world: World, insurer: Organisation
) -> None:
    made = agreed(world, insurer)
    take(world, "stan", made)
    communities.leave(actor=world.reader("stan"), community=world.key("vakgroep"), now=START)
    dispatch_due(clock=lambda: START + timedelta(days=1))
    assert Agreement.objects.get().taken == 0
    take(world, "stan", made)
    communities.remove_member(
        actor=world.reader("hanna"), community=world.key("vakgroep"), member=world.accounts["stan"].pk, now=START
    )
    dispatch_due(clock=lambda: START + timedelta(days=1))
    with pytest.raises(ConflictError) as refused:
        take(world, "stan", made)
    assert refused.value.code == "removed"
    actions.give(actor=world.reader("noor"), agreement=made.pk, handle="stan", now=START)
    take(world, "stan", made)
    assert is_in(world, "stan")


def test_a_seat_lets_into_the_circles_above_and_takes_them_along(world: World, insurer: Organisation) -> None:
    Community.objects.filter(slug="besloten").update(joining=Joining.INVITATION)
    made = agreed(world, insurer, circle="besloten")
    take(world, "stan", made)
    assert is_in(world, "stan")
    assert is_in(world, "stan", "besloten")
    with pytest.raises(RefusedError):
        communities.join(actor=world.reader("stan"), community=world.key("besloten"), now=START)
    world.found("Zolder", by="hanna", parent="vakgroep")
    communities.join(actor=world.reader("stan"), community=world.key("zolder"), now=START)
    actions.give_back(actor=world.reader("stan"), agreement=made.pk, now=START)
    assert not is_in(world, "stan", "besloten")
    assert is_in(world, "stan")
    take(world, "anna", made)
    actions.give_back(actor=world.reader("anna"), agreement=made.pk, now=START)
    assert not is_in(world, "anna")


def test_who_hosts_does_not_lose_the_circle_by_a_seat(world: World, insurer: Organisation) -> None:
    made = agreed(world, insurer)
    take(world, "stan", made)
    stan = world.accounts["stan"].pk
    communities.appoint_host(actor=world.reader("hanna"), community=world.key("vakgroep"), member=stan, now=START)
    actions.give_back(actor=world.reader("stan"), agreement=made.pk, now=START)
    assert is_in(world, "stan")
    assert not Standing.objects.filter(reason=Reason.AGREEMENT).exists()


def test_what_ones_memberships_rest_on(world: World, insurer: Organisation) -> None:
    made = agreed(world, insurer)
    take(world, "stan", made)
    communities.join(actor=world.reader("stan"), community=world.key("voorbeeld"), now=START)
    found = {one.slug: (one.by_herself, len(one.seats)) for one in queries.mine(world.reader("stan"), START)}
    assert found == {"vakgroep": (False, 1), "voorbeeld": (True, 0)}
    communities.join(actor=world.reader("stan"), community=world.key("vakgroep"), now=START)
    assert {one.slug: one.by_herself for one in queries.mine(world.reader("stan"), START)}["vakgroep"]
    assert queries.mine(world.reader(""), START) == []


def test_no_agreement_with_a_circle_of_colleagues_or_one_that_is_not_there(world: World, insurer: Organisation) -> None:
    own = communities.found_among_colleagues(
        actor=world.reader("noor"), organisation=insurer.pk, language="en", now=START
    )
    world.circles["own"] = own
    with pytest.raises(ConflictError):
        drafted(world, insurer, circle="own")
    with pytest.raises(NotThereError):
        drafted(world, insurer, circle="verborgen")
    with pytest.raises(NotThereError):
        drafted(world, insurer, by="stan")
    with pytest.raises(InvalidError):
        drafted(world, insurer, department=1)
