"""The organisations of the demo: who works there, in which departments, and who does what."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from kring.communities import actions as communities
from kring.communities.actions import Description
from kring.communities.models import Community, Founding
from kring.config.demo.worlds import Table
from kring.foundation.access.models import Role
from kring.foundation.access.readers import reader_of
from kring.foundation.accounts.models import Account
from kring.people.models import Employment, Organisation
from kring.people.organisations import actions


def people_organisations(organisations: Sequence[Table], accounts: Mapping[str, Account], *, now: datetime) -> None:
    """Fill every organisation, as its people would; who isn't in the worlds that were loaded is passed over."""
    for told in organisations:
        _fill(told, accounts, now=now)


def gather(organisation: str, described: Description, *, host: int, slug: str, now: datetime) -> Community:
    """The community of all colleagues of an organisation."""
    key = Organisation.objects.values_list("pk", flat=True).get(slug=organisation)
    made = communities.found_among_colleagues(
        actor=reader_of(host), organisation=key, language=described.language, now=now
    )
    told = replace(described, founding=Founding.MEMBERS)
    return communities.describe(actor=reader_of(host), community=made.pk, description=told, slug=slug, now=now)


def _fill(told: Table, accounts: Mapping[str, Account], *, now: datetime) -> None:
    organisation = Organisation.objects.get(slug=told["handle"])
    operator = reader_of(Account.objects.values_list("pk", flat=True).get(is_operator=True), is_operator=True)
    actions.give_owner(actor=operator, organisation=organisation.pk, handle=told["owner"], now=now)
    owner = accounts[told["owner"]].pk
    for handle in filter(accounts.__contains__, told["colleagues"]):
        actions.employ(account=accounts[handle].pk, organisation=organisation.pk, starts_on=now.date(), now=now)
    keys: dict[str, int] = {}
    for department in told["department"]:
        parent = keys[department["under"]] if "under" in department else None
        made = actions.make_department(
            actor=reader_of(owner), organisation=organisation.pk, name=department["name"], parent=parent, now=now
        )
        keys[department["name"]] = made.pk
        for handle in filter(accounts.__contains__, department["people"]):
            hers = Employment.objects.get(organisation=organisation, account=accounts[handle])
            actions.change_department(actor=reader_of(owner), employment=hers.pk, department=made.pk, now=now)
    for role in (one for one in told["role"] if one["who"] in accounts):
        actions.appoint(
            actor=reader_of(owner),
            organisation=organisation.pk,
            account=accounts[role["who"]].pk,
            role=Role[role["as"].upper()],
            department=keys.get(role.get("in", "")),
            now=now,
        )
