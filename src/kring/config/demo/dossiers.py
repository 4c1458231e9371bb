"""Registrations of the demo: a claims expert at NIVRE and at PMI, and a colleague who reviews."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO

from kring.foundation.access.readers import Reader
from kring.foundation.accounts.models import Account
from kring.learning.actions import add_file, claim
from kring.learning.dossiers.actions.reviewing import approve, submit
from kring.learning.dossiers.models import Submission
from kring.learning.models import Entry
from kring.registers import actions
from kring.registers.actions import Details

_EXPERT, _REVIEWER, _OPERATOR = "farida", "joost", "anneke"
_CERTIFICATE = "Bewijs van deelname\n\n{title}\n{name}\n"
_APPROVED, _WAITING = "seminar", "intervisie"
_CATEGORIES = ("technical", "power", "business")


def write_registrations(accounts: Mapping[str, Account], *, now: datetime) -> None:
    """Those of the expert, where she is in the demo that is loaded; with proof of what she attended, one activity that
    was approved and one that waits for the reviewer."""
    if _EXPERT not in accounts:
        return
    expert = Reader(accounts[_EXPERT].pk)
    entries = list(Entry.objects.filter(person=expert.account).order_by("-day"))
    for place, entry in enumerate(entries):
        _prove(expert, entry, accounts[_EXPERT].name, now=now)
        claims = {"claimed": [_CATEGORIES[place % 3]]}
        claim(actor=expert, entry=entry.pk, scheme="pmi", claims=claims, because="PMI", now=now)
    began = (now - timedelta(days=520)).date().replace(day=1)
    nivre = Details(number="10482", starts_on=began, facts={"period_start": began.isoformat()},
                    birthday=began.replace(year=began.year - 43))  # fmt: skip
    exam = (now - timedelta(days=860)).date()
    pmi = Details(number="2841907", level="PMP", starts_on=exam, facts={"exam": exam.isoformat()})
    held = actions.register(actor=expert, scheme="nivre", details=nivre, now=now)
    actions.register(actor=expert, scheme="pmi", details=pmi, now=now)
    operator = Reader(accounts[_OPERATOR].pk, is_operator=True)
    actions.appoint_reviewer(actor=operator, scheme="nivre", handle=_REVIEWER, now=now)
    lines = {entry.kind: entry.pk for entry in entries if entry.kind in (_APPROVED, _WAITING)}
    submit(actor=expert, registration=held.pk, lines=list(lines.values()), text="", now=now)
    approved = Submission.objects.get(registration=held, line=lines[_APPROVED])
    approve(actor=Reader(accounts[_REVIEWER].pk), submission=approved.pk, now=now)


def _prove(expert: Reader, entry: Entry, name: str, *, now: datetime) -> None:
    text = _CERTIFICATE.format(title=entry.title, name=name).encode()
    if entry.kind in ("webinar", "seminar", "course", "module", "intervisie", "giving_workshop"):
        add_file(actor=expert, line=entry.pk, upload=BytesIO(text), name="bewijs-van-deelname.txt", now=now)
