"""The organisations of the demo: departments, roles, the community of colleagues, and a circle that one leads."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib import resources

from kring.communities import actions as communities
from kring.communities.actions import Description
from kring.communities.models import Community, Founding, Joining
from kring.config.demo.worlds import WORLDS, Table
from kring.foundation.access.models import Role
from kring.foundation.access.readers import reader_of
from kring.foundation.accounts.models import Account
from kring.people.models import Employment, Organisation
from kring.people.organisations import actions


def people_organisations(accounts: Mapping[str, Account], *, now: datetime) -> dict[str, Community]:
    """Fill every organisation, as its people would; its circles by slug."""
    made: dict[str, Community] = {}
    for world in WORLDS:
        file = resources.files("kring.config.demo").joinpath("content", world, "organisations.toml")
        if file.is_file():
            for told in tomllib.loads(file.read_text(encoding="utf-8"))["organisation"]:
                made |= _fill(told, accounts, now=now)
    return made


def _fill(told: Table, accounts: Mapping[str, Account], *, now: datetime) -> dict[str, Community]:
    organisation = Organisation.objects.get(slug=told["handle"])
    operator = reader_of(next(one.pk for one in accounts.values() if one.is_operator), is_operator=True)
    actions.give_owner(actor=operator, organisation=organisation.pk, handle=told["owner"], now=now)
    owner = accounts[told["owner"]].pk
    keys: dict[str, int] = {}
    for department in told["department"]:
        parent = keys[department["under"]] if "under" in department else None
        made = actions.make_department(
            actor=reader_of(owner), organisation=organisation.pk, name=department["name"], parent=parent, now=now
        )
        keys[department["name"]] = made.pk
        for handle in department["people"]:
            hers = Employment.objects.get(organisation=organisation, account=accounts[handle])
            actions.change_department(actor=reader_of(owner), employment=hers.pk, department=made.pk, now=now)
    for role in told["role"]:
        actions.appoint(
            actor=reader_of(owner),
            organisation=organisation.pk,
            account=accounts[role["who"]].pk,
            role=Role[role["as"].upper()],
            department=keys.get(role.get("in", "")),
            now=now,
        )
    return _gather(told["community"], organisation, accounts, now=now) if "community" in told else {}


def _gather(
    told: Table, organisation: Organisation, accounts: Mapping[str, Account], *, now: datetime
) -> dict[str, Community]:
    """The community of colleagues, with the circles that they started in it."""
    host = accounts[told["host"]].pk
    own = communities.found_among_colleagues(
        actor=reader_of(host), organisation=organisation.pk, language="nl", now=now
    )
    own = communities.describe(
        actor=reader_of(host),
        community=own.pk,
        description=Description(
            name=told["name"], purpose=told["purpose"], language="nl", joining=Joining.OPEN, founding=Founding.MEMBERS
        ),
        slug=told["slug"],
        now=now,
    )
    made = {own.slug: own}
    for circle in told["circle"]:
        described = Description(name=circle["name"], purpose=circle["purpose"], language="nl", joining=Joining.OPEN)
        started = communities.found(
            actor=reader_of(accounts[circle["lead"]].pk), description=described, parent=own.pk, slug=circle["slug"],
            now=now + timedelta(days=1),
        )  # fmt: skip
        for handle in circle["members"]:
            communities.join(actor=reader_of(accounts[handle].pk), community=started.pk, now=now + timedelta(days=2))
        made[started.slug] = started
    return made
