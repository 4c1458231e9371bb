"""Frameworks themselves: made, brought in, and what is said of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kring.competences.frameworks.actions.loading import Written, load
from kring.competences.frameworks.events import FrameworkBrought
from kring.competences.frameworks.models import Framework
from kring.competences.frameworks.rules.records import Problems, Record
from kring.foundation.events.actions import record


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A framework as its publisher gives it out, and the command that brings it in."""

    identifier: str
    importer: str
    slug: str
    title: str
    language: str
    source: str
    licence: str
    acknowledgement: str


@transaction.atomic
def bring_in(
    published: Published,
    brought: Iterable[Record],
    *,
    version: str,
    problems: Problems,
    only_labels: bool,
    now: datetime,
) -> Written:
    """Bring a framework of everyone in, or to this version: all of it or nothing. For the command line, whose operator
    needs no standing. Raises as `loading.load`."""
    kept, _made = Framework.objects.get_or_create(
        identifier=published.identifier,
        place=None,
        defaults={
            "slug": published.slug, "title": published.title, "language": published.language, "version": version,
            "source": published.source, "licence": published.licence, "acknowledgement": published.acknowledgement,
            "importer": published.importer, "changed_at": now,
        },
    )  # fmt: skip
    written = load(kept, brought, problems=problems, now=now, is_whole=False, only_labels=only_labels)
    if not only_labels:
        kept.version = version
    kept.changed_at, kept.importer = now, published.importer
    kept.save(update_fields=["version", "changed_at", "importer"])
    record(FrameworkBrought(framework=kept.pk, version=kept.version), actor=None, now=now)
    return written
