"""Domains, invitations and lists."""

from datetime import date, timedelta

import pytest

from kring.foundation.access.models import Role
from kring.foundation.errors import ConflictError, InvalidError, NotThereError, RefusedError
from kring.foundation.events.dispatch import dispatch_due
from kring.notifications.models import Mail
from kring.people.models import Came, Domain, Employment, Organisation, OrganisationInvitation, StaffList
from kring.people.organisations import actions, queries
from tests.domain.organisations.conftest import verified
from tests.organisations import employed
from tests.people import START, World
from tests.together import together

TODAY = START.date()
DAY = timedelta(days=1)
HEADS = ["Naam", "E-mail", "Afdeling", "In dienst", "Laatste dag", "Rol"]


def offered(world: World, at: Organisation, by: str, name: str = "insurer.example") -> Domain:
    return actions.offer_domain(actor=world.reader(by), organisation=at.pk, name=name, now=START)


def proved(world: World, at: Organisation, by: str, name: str = "insurer.example") -> Domain:
    domain = offered(world, at, by, name)
    sent = actions.send_code(actor=world.reader(by), domain=domain.pk, mailbox="postmaster", now=START)
    return actions.verify_domain(actor=world.reader(by), domain=domain.pk, code=queries.code_of(sent), now=START)


def test_a_domain_is_proved_by_a_letter_to_who_keeps_it(world: World, insurer: Organisation) -> None:
    domain = offered(world, insurer, "mees", "Info@Insurer.Example")
    assert domain.name == "insurer.example"
    with pytest.raises(InvalidError):
        actions.verify_domain(actor=world.reader("mees"), domain=domain.pk, code="1", now=START)
    with pytest.raises(InvalidError):
        actions.send_code(actor=world.reader("mees"), domain=domain.pk, mailbox="mees", now=START)
    sent = actions.send_code(actor=world.reader("mees"), domain=domain.pk, mailbox="info", now=START)
    with pytest.raises(ConflictError):
        actions.send_code(actor=world.reader("mees"), domain=domain.pk, mailbox="info", now=START)
    while dispatch_due(clock=lambda: START):
        pass
    letter = Mail.objects.get(to="info@insurer.example")
    assert queries.code_of(sent) in letter.text
    for _ in range(5):
        with pytest.raises(InvalidError):
            actions.verify_domain(actor=world.reader("mees"), domain=domain.pk, code="00000000", now=START)
    with pytest.raises(InvalidError):
        actions.verify_domain(actor=world.reader("mees"), domain=domain.pk, code=queries.code_of(sent), now=START)
    again = actions.send_code(actor=world.reader("mees"), domain=domain.pk, mailbox="info", now=START + DAY)
    assert queries.code_of(again) != queries.code_of(sent)
    done = actions.verify_domain(
        actor=world.reader("mees"), domain=domain.pk, code=queries.code_of(again), now=START + DAY
    )
    assert done.verified_at == START + DAY
    with pytest.raises(ConflictError):
        actions.send_code(actor=world.reader("mees"), domain=domain.pk, mailbox="info", now=START + 2 * DAY)
    actions.drop_domain(actor=world.reader("mees"), domain=domain.pk, now=START)
    assert queries.domains(world.reader("mees"), insurer) == []


def test_a_domain_is_of_one_organisation(world: World, insurer: Organisation, competitor: Organisation) -> None:
    early = offered(world, competitor, "stan")
    proved(world, insurer, "mees")
    with pytest.raises(InvalidError):
        offered(world, competitor, "stan")
    with pytest.raises(ConflictError):
        actions.verify_as_operator(actor=world.reader("olga"), domain=early.pk, now=START)
    with pytest.raises(RefusedError):
        actions.verify_as_operator(actor=world.reader("stan"), domain=early.pk, now=START)
    for name in ("gmail.com", "no domain", ""):
        with pytest.raises(InvalidError):
            offered(world, insurer, "mees", name)
    with pytest.raises(RefusedError):
        offered(world, insurer, "noor")


@pytest.mark.django_db(transaction=True)
def test_two_that_prove_it_at_once_leave_one(world: World, insurer: Organisation, competitor: Organisation) -> None:
    keys = [offered(world, insurer, "mees").pk, offered(world, competitor, "stan").pk]
    olga = world.reader("olga")
    refused = together(*(lambda key=key: actions.verify_as_operator(actor=olga, domain=key, now=START) for key in keys))
    assert refused == ["domain-taken"]
    assert Domain.objects.filter(verified_at__isnull=False).count() == 1


def test_a_verified_address_at_a_verified_domain_lets_in(
    world: World, insurer: Organisation, competitor: Organisation
) -> None:
    offered(world, insurer, "mees")
    verified(world, "stan", "stan@insurer.example")
    stan = world.reader("stan")
    assert queries.joinable(stan) == []
    for organisation in (insurer.pk, 999):
        with pytest.raises(NotThereError):
            actions.join_by_address(actor=stan, organisation=organisation, now=START)
    proved(world, insurer, "mees")
    assert [one.pk for one in queries.joinable(stan)] == [insurer.pk]
    assert queries.joinable(world.reader("olga")) == []
    made = actions.join_by_address(actor=stan, organisation=insurer.pk, now=START)
    assert (made.came, made.starts_on, queries.joinable(stan)) == (Came.DOMAIN, TODAY, [])
    assert actions.join_by_address(actor=stan, organisation=insurer.pk, now=START).pk == made.pk
    actions.end_employment(actor=world.reader("mees"), employment=made.pk, ends_on=TODAY + DAY, now=START + DAY)
    # Whoever left doesn't come back by the address alone.
    with pytest.raises(NotThereError):
        actions.join_by_address(actor=stan, organisation=insurer.pk, now=START + DAY)


def invited(world: World, at: Organisation, **more: object) -> OrganisationInvitation:
    given = {"actor": world.reader("mees"), "organisation": at.pk, "limit": 1, "ends_at": START + DAY, "now": START}
    return actions.invite_by_link(**(given | more))


def test_an_invitation_lets_in_as_often_as_it_may(world: World, insurer: Organisation) -> None:
    claims = actions.make_department(actor=world.reader("mees"), organisation=insurer.pk, name="Claims", now=START)
    link = invited(world, insurer, department=claims.pk, note="For the floor")
    made = actions.accept_invitation(actor=world.reader("stan"), invitation=link.pk, now=START)
    assert (made.department_id, made.came) == (claims.pk, Came.INVITATION)
    assert actions.accept_invitation(actor=world.reader("stan"), invitation=link.pk, now=START).pk == made.pk
    with pytest.raises(ConflictError) as full:
        actions.accept_invitation(actor=world.reader("olga"), invitation=link.pk, now=START)
    assert full.value.code == "invitation-full"
    with pytest.raises(NotThereError):
        actions.accept_invitation(actor=world.reader("olga"), invitation=999, now=START)
    other = invited(world, insurer)
    assert [one.id for one in queries.invitations(world.reader("mees"), insurer, now=START)] == [other.pk]
    assert queries.invitations(world.reader("noor"), insurer, now=START) == []
    for name in ("noor", "olga"):
        with pytest.raises(NotThereError):
            actions.withdraw_invitation(actor=world.reader(name), invitation=other.pk, now=START)
    actions.withdraw_invitation(actor=world.reader("mees"), invitation=other.pk, now=START)
    with pytest.raises(ConflictError):
        actions.accept_invitation(actor=world.reader("olga"), invitation=other.pk, now=START)
    assert queries.invitation_by_token(queries.invitation_token(other.pk)).pk == other.pk
    for token in ("made-up", queries.invitation_token(999)):
        with pytest.raises(NotThereError):
            queries.invitation_by_token(token)


def test_letters_go_once_to_each_and_roles_are_the_owner_s(world: World, insurer: Organisation) -> None:
    given = {"organisation": insurer.pk, "ends_at": START + DAY, "now": START}
    addresses = ["a@example.org", "A@example.org", "stan@example.org"]
    with pytest.raises(InvalidError):
        actions.invite_by_mail(actor=world.reader("mees"), addresses=addresses, role=Role.HR, **given)
    with pytest.raises(InvalidError):
        actions.invite_by_mail(actor=world.reader("hanna"), addresses=addresses, role=Role.HOST, **given)
    made = actions.invite_by_mail(actor=world.reader("hanna"), addresses=addresses, role=Role.HR, **given)
    assert len(made) == 2
    assert actions.invite_by_mail(actor=world.reader("mees"), addresses=addresses, **given) == []
    while dispatch_due(clock=lambda: START):
        pass
    assert set(Mail.objects.values_list("to", flat=True)) >= {"a@example.org", "stan@example.org"}
    actions.accept_invitation(actor=world.reader("stan"), invitation=made[1].pk, now=START)
    assert world.reader("stan").has(insurer.pk, Role.HR)


def brought(world: World, at: Organisation, *rows: list[str], by: str = "mees", heads: list[str] = HEADS) -> StaffList:
    return actions.open_list(
        actor=world.reader(by), organisation=at.pk, name="staff.csv", heads=heads, cells=rows, now=START
    )


def looked(world: World, made: StaffList, by: str = "mees") -> list[actions.Seen]:
    return actions.seen_rows(world.reader(by), StaffList.objects.get(pk=made.pk), now=START)


def test_a_list_is_mended_and_confirmed_as_a_whole(world: World, insurer: Organisation) -> None:
    actions.make_department(actor=world.reader("mees"), organisation=insurer.pk, name="Claims", now=START)
    proved(world, insurer, "mees")
    verified(world, "stan", "Stan@insurer.example")
    verified(world, "olga", "olga@elsewhere.example")
    verified(world, "noor", "noor@insurer.example")
    made = brought(
        world, insurer,
        ["Stan Stranger", "stan@insurer.example", "claims", "1-2-2026", "", ""],
        ["Olga Operator", "olga@elsewhere.example", "", "", "", ""],
        ["Noor Newcomer", "noor@insurer.example", "", "", "", ""],
        ["New Person", "new@insurer.example", "Claims", "1-4-2026", "31-12-2026", ""],
        ["Person, New", "n.person@insurer.example", "Motor", "", "", "HR"],
        ["Stan S.", "STAN+hr@insurer.example", "", "", "", ""],
    )  # fmt: skip
    rows = looked(world, made)
    assert [set(row.wrong) for row in rows] == [set(), set(), set(), set(), {"department", "name"}, {"email"}]
    assert [(row.account is not None, row.stays) for row in rows[:4]] == [
        (True, False), (False, False), (True, True), (False, False),
    ]  # fmt: skip
    with pytest.raises(ConflictError):
        actions.confirm_list(actor=world.reader("mees"), brought=made.pk, now=START)
    assert Employment.objects.filter(came=Came.LIST).count() == 0
    mees = world.reader("mees")
    actions.mend(
        actor=mees, brought=made.pk, changes={5: {"department": "Claims", "_apart": "1", "x": "y"}, 99: {"name": "A"}}
    )
    actions.leave_out(actor=mees, brought=made.pk, numbers=[6])
    assert [set(row.wrong) for row in looked(world, made)][4:] == [{"role"}, set()]
    actions.mend(actor=mees, brought=made.pk, changes={5: {"role": ""}})
    assert actions.confirm_list(actor=mees, brought=made.pk, now=START)[:3] == (1, 3, 1)
    stan = Employment.objects.get(account=world.accounts["stan"], organisation=insurer)
    assert (stan.starts_on, stan.came, stan.begun_at) == (date(2026, 2, 1), Came.LIST, START)
    late = OrganisationInvitation.objects.get(email="new@insurer.example")
    assert (late.name, late.starts_on, late.until) == ("New Person", date(2026, 4, 1), date(2027, 1, 1))
    with pytest.raises(ConflictError):
        actions.confirm_list(actor=mees, brought=made.pk, now=START)


def test_who_is_missing_stays_until_someone_ends_it(world: World, insurer: Organisation) -> None:
    verified(world, "noor", "noor@insurer.example")
    made = brought(world, insurer, ["Noor Newcomer", "noor@insurer.example", "", "", "", ""])
    *_counts, done = actions.confirm_list(actor=world.reader("mees"), brought=made.pk, now=START)
    missing = {one.account.handle: one.pk for one in Employment.objects.filter(pk__in=done.missing)}
    assert set(missing) == {"hanna", "mees"}
    with pytest.raises(ConflictError):
        actions.end_missing(actor=world.reader("mees"), brought=made.pk, employments=list(missing.values()), now=START)
    ended = {"actor": world.reader("mees"), "brought": made.pk, "employments": [missing["mees"], 999], "now": START}
    assert actions.end_missing(**ended) == 1
    assert actions.end_missing(**ended) == 0
    assert Employment.objects.get(pk=missing["mees"]).ends_on == TODAY + DAY
    with pytest.raises(NotThereError):
        actions.end_missing(**(ended | {"actor": world.reader("noor")}))


def test_a_list_that_can_not_be_read_is_refused(world: World, insurer: Organisation) -> None:
    for heads, rows in (
        (["Naam"], [["A"]]), (HEADS, []), (HEADS, [["", ""]]), (HEADS, [["A", "a@example.org"]] * 5_001),
    ):  # fmt: skip
        with pytest.raises(InvalidError):
            brought(world, insurer, *rows, heads=heads)
    kept = [brought(world, insurer, ["A", "a@example.org"]).pk for _ in range(7)]
    assert [key for key, *_ in queries.waiting_lists(world.reader("mees"), insurer)] == kept[:1:-1]
    assert queries.waiting_lists(world.reader("noor"), insurer) == []
    actions.drop_list(actor=world.reader("mees"), brought=kept[-1])
    with pytest.raises(NotThereError):
        queries.staff_list(world.reader("mees"), insurer, kept[-1])
    with pytest.raises(NotThereError):
        queries.staff_list(world.reader("noor"), insurer, kept[3])
    assert queries.staff_list(world.reader("mees"), insurer, kept[3]).name == "staff.csv"


def test_who_worked_there_before_is_taken_on_after_it(world: World, insurer: Organisation) -> None:
    proved(world, insurer, "mees")
    verified(world, "stan", "stan@insurer.example")
    before = employed(world, "stan", insurer)
    actions.end_employment(actor=world.reader("mees"), employment=before.pk, ends_on=TODAY + DAY, now=START + DAY)
    made = brought(world, insurer, ["Stan Stranger", "stan@insurer.example", "", "1-1-2026", "", ""])
    mees, gone = world.reader("mees"), (TODAY - DAY).strftime("%d-%m-%Y")
    over = brought(world, insurer, ["Stan Stranger", "stan@insurer.example", "", "1-1-2026", gone, ""])
    (row,) = actions.seen_rows(mees, over, now=START + DAY)
    assert row.wrong.keys() == {"last_day"}
    with pytest.raises(ConflictError):
        actions.confirm_list(actor=mees, brought=over.pk, now=START + DAY)
    actions.confirm_list(actor=world.reader("mees"), brought=made.pk, now=START + DAY)
    assert Employment.objects.get(account=world.accounts["stan"], over_at=None).starts_on == TODAY + DAY
