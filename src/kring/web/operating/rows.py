"""What the operator's desk makes of what it saw."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kring.finding.queries import condition as finding
from kring.foundation.events import queries as events
from kring.foundation.jobs import queries as jobs
from kring.foundation.machine import Backup, Disk
from kring.notifications.models import MailState
from kring.notifications.queries import MailCondition

MAIL_STATES: Final[dict[int, Any]] = {
    MailState.WAITING: gettext_lazy("waiting"),
    MailState.SENT: gettext_lazy("sent"),
    MailState.FAILED: gettext_lazy("failed"),
    MailState.DROPPED: gettext_lazy("not sent: the address is paused"),
}
_SILENT: Final = timedelta(seconds=90)
_BACKUP_AGE: Final = timedelta(days=7)
_MOST_BEHIND: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Everything that the desk looks at."""

    jobs: jobs.Condition
    deliveries: events.Condition
    mail: MailCondition
    index: finding.Condition
    backups: Sequence[Backup]
    disk: Disk


def size(count: int) -> str:
    """Bytes as people say them."""
    return filesizeformat(count)


def arguments(given: Mapping[str, Any]) -> str:
    """What a job is about, on one line."""
    return ", ".join(f"{name} {value}" for name, value in given.items() if name != "timestamp")


def attention(seen: Seen, *, now: datetime) -> list[tuple[str, str]]:
    """What the operator must do something about: (sentence, where)."""
    return [*_work(seen, now), *_machine(seen, now)]


def _work(seen: Seen, now: datetime) -> Iterator[tuple[str, str]]:
    if seen.jobs.heartbeat is None or now - seen.jobs.heartbeat > _SILENT:
        yield (
            _("The background process is silent: nothing is delivered, sent or indexed until it runs again."),
            "/operator/jobs",
        )
    if count := seen.deliveries.failed:
        words = ngettext("%(count)s delivery failed.", "%(count)s deliveries failed.", count)
        yield words % {"count": count}, "/operator/deliveries"
    if count := seen.mail.failed:
        words = ngettext("%(count)s e-mail could not be sent.", "%(count)s e-mails could not be sent.", count)
        yield words % {"count": count}, "/operator/mail"
    if count := seen.jobs.failed:
        yield ngettext("%(count)s job failed.", "%(count)s jobs failed.", count) % {"count": count}, "/operator/jobs"
    if (count := seen.index.behind) > _MOST_BEHIND:
        yield _("The search index is %(count)s changes behind.") % {"count": count}, "/operator/index"


def _machine(seen: Seen, now: datetime) -> Iterator[tuple[str, str]]:
    if not seen.backups:
        yield _("There is no backup in the data folder yet."), "/operator/backups"
    elif now - seen.backups[0].made_at > _BACKUP_AGE:
        yield _("The newest backup is more than a week old."), "/operator/backups"
    if seen.disk.is_nearly_full:
        yield _("The disk is nearly full, which would stop the database."), "/operator#machine"
