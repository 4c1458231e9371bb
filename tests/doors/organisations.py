"""Two organisations, competitors of each other, in the world that the table of access walks.

noorderlicht  known to its colleagues only: hanna owns it, mees manages `department`, both are in its community
              `onderling`; stan has a verified address at its domain and isn't in
zuiderkruis   shown to the network; noor owns it, alone
verweesd      nobody owns it

employer, rival, orphan            their slugs
mees_work, hanna_work, noor_work   employments
department, empty_department       of noorderlicht: mees is in the first
domain, rival_domain               not proved yet
work_invitation, work_invited      a link into noorderlicht, and its token; rival_work_invitation of zuiderkruis
list, list_right, list_done        lists that were brought: one with a wrong row, a right one, a confirmed one
"""

from datetime import timedelta

from allauth.account.models import EmailAddress

from kring.communities import actions as communities
from kring.communities.actions.keeping import Description
from kring.communities.models import Founding
from kring.foundation import clock
from kring.foundation.access.models import Role
from kring.people.models import Employment, Organisation
from kring.people.organisations import actions, queries
from tests.organisations import appointed, bare, employed, founded
from tests.people import START, World

HEADS = ["name", "e-mail", "department"]


def organisations(world: World) -> dict[str, object]:
    """Put them into the world."""
    employer, rival = founded(world, "Noorderlicht", by="hanna"), founded(world, "Zuiderkruis", by="noor", shown=True)
    employed(world, "mees", employer)
    made = _parts(world, employer) | _ways_in(world, employer, rival)
    own = communities.found_among_colleagues(
        actor=world.reader("hanna"), organisation=employer.pk, language="nl", now=START
    )
    told = Description(name="Onderling", purpose="For us.", language="nl", founding=Founding.MEMBERS)
    world.circles["onderling"] = communities.describe(
        actor=world.reader("hanna"), community=own.pk, description=told, slug="onderling", now=START
    )
    works = {f"{one.account.handle}_work": one.pk for one in Employment.objects.select_related("account")}
    return made | works | {"employer": employer.slug, "rival": rival.slug, "orphan": bare("Verweesd").slug}


def _parts(world: World, employer: Organisation) -> dict[str, object]:
    hanna = world.reader("hanna")
    keys = [
        actions.make_department(actor=hanna, organisation=employer.pk, name=name, now=START).pk
        for name in ("Claims", "Archive")
    ]
    mees = Employment.objects.get(account=world.accounts["mees"], organisation=employer)
    actions.change_department(actor=hanna, employment=mees.pk, department=keys[0], now=START)
    appointed(world, "mees", employer, Role.MANAGER, by="hanna", department=keys[0])
    return {"department": keys[0], "empty_department": keys[1]}


def _ways_in(world: World, employer: Organisation, rival: Organisation) -> dict[str, object]:
    hanna, noor, now = world.reader("hanna"), world.reader("noor"), clock.now()
    proved = actions.offer_domain(actor=hanna, organisation=employer.pk, name="noorderlicht.example", now=START)
    actions.verify_as_operator(actor=world.reader("olga"), domain=proved.pk, now=START)
    EmailAddress.objects.create(user=world.accounts["stan"], email="stan@noorderlicht.example", verified=True)
    offered, other = (
        actions.offer_domain(actor=actor, organisation=at.pk, name=name, now=START)
        for actor, at, name in ((hanna, employer, "north.example"), (noor, rival, "south.example"))
    )
    into, elsewhere = (
        actions.invite_by_link(actor=actor, organisation=at.pk, limit=9, ends_at=now + timedelta(days=9), now=now).pk
        for actor, at in ((hanna, employer), (noor, rival))
    )
    lists = [
        actions.open_list(actor=hanna, organisation=employer.pk, name="a.csv", heads=HEADS, cells=[row], now=START).pk
        for row in (["A", "a", ""], ["B", "b@example.org", ""], ["C", "c@example.org", ""])
    ]
    actions.confirm_list(actor=hanna, brought=lists[2], now=now)
    return {
        "domain": offered.pk,
        "rival_domain": other.pk,
        "work_invitation": into,
        "work_invited": queries.invitation_token(into),
        "rival_work_invitation": elsewhere,
        "list": lists[0],
        "list_right": lists[1],
        "list_done": lists[2],
    }
