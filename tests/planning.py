"""An organisation with enough people for reports, for tests."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from kring.learning.actions import write_down
from kring.learning.rules.entries import Told
from kring.learning.rules.kinds import usual_way
from kring.people.models import Department, Employment, Organisation
from kring.people.organisations import actions
from kring.planning.reports.actions import make_report
from kring.planning.reports.models import Report
from tests.people import START, World, person

SPRING, SUMMER = date(2026, 4, 1), date(2026, 7, 1)
MAY = date(2026, 5, 4)
AFTER_SPRING = datetime(2026, 7, 20, 9, tzinfo=UTC)
FIRST_NAMES = ("Anna", "Bart", "Cleo", "Dirk", "Evi", "Fons", "Gijs", "Hilde", "Iris", "Joost", "Klaas", "Lotte")


def staffed(world: World, at: Organisation, sizes: Mapping[str, int], *, by: str = "hanna") -> dict[str, list[str]]:
    """Departments of so many people each; their handles by department. A department's name may begin with the one that
    it lies under: "Claims/Motor"."""
    made: dict[str, list[str]] = {}
    keys: dict[str, int] = {}
    for number, (name, size) in enumerate(sizes.items()):
        above, _slash, own = name.rpartition("/")
        row = actions.make_department(
            actor=world.reader(by), organisation=at.pk, name=own, parent=keys.get(above), now=START
        )
        keys[name] = row.pk
        made[name] = [hired(world, at, f"{FIRST_NAMES[one]}{at.pk}x{number} {own}", row) for one in range(size)]
    return made


def hired(world: World, at: Organisation, name: str, department: Department | None = None) -> str:
    """Someone new who works there; her handle."""
    account = person(name)
    world.accounts[account.handle] = account
    actions.employ(account=account.pk, organisation=at.pk, starts_on=START.date(), department=department, now=START)
    return account.handle


def spent(
    world: World, handle: str, *, days: float, kind: str = "course", time: str = "employer", day: date = MAY
) -> None:  # fmt: skip
    """So many days of eight hours learned, written down on the day itself."""
    begun = day - timedelta(days=int(days))
    told = Told(
        title=f"Zilverreiger {kind}", kind=kind, way=usual_way(kind), first_day=begun, day=day, minutes=int(days * 480),
        time=time,
    )  # fmt: skip
    at = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
    write_down(actor=world.reader(handle), told=told, now=at)


def reported(at: Organisation, *, first: date = SPRING, until: date = SUMMER, draw: float = 0.5) -> Report:
    """The report of a quarter, every chance being the same."""
    made = make_report(organisation=at.pk, first=first, until=until, now=AFTER_SPRING, draws=lambda: draw)
    assert made is not None
    return made


def department_of(world: World, handle: str) -> int:
    """The department in which someone is."""
    return int(str(Employment.objects.get(account=world.accounts[handle]).department_id))
