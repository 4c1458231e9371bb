"""Organisations become their colleagues' alone, and who works there gets the standing of it."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import migrations
from django.db.models import F, Q

_MEMBER, _EMPLOYED, _NETWORK = 1, 4, -1


def settle(apps: Any, _editor: Any) -> None:
    """What `employing` does from now on, for what there is already."""
    place, standing = apps.get_model("access", "Place"), apps.get_model("access", "Standing")
    organisation, employment = apps.get_model("people", "Organisation"), apps.get_model("people", "Employment")
    hidden = organisation.objects.filter(place__listing_scope__gt=0)
    hidden.update(listing_scope=F("place_id"))
    place.objects.filter(kind="organisation").update(
        listing="members", sight="members", listing_scope=F("id"), scope=F("id")
    )
    now = datetime.now(UTC)
    today = now.astimezone(ZoneInfo("Europe/Amsterdam")).date()
    begun = employment.objects.filter(starts_on__lte=today)
    begun.update(begun_at=now)
    begun.filter(ends_on__lte=today).update(over_at=now)
    running = begun.filter(Q(ends_on=None) | Q(ends_on__gt=today), account__is_active=True)
    pairs = sorted(set(running.values_list("account_id", "organisation_id")))
    standing.objects.bulk_create(
        [
            standing(account_id=account, place_id=at, role=_MEMBER, reason=_EMPLOYED, source_id=at, since=now)
            for account, at in pairs
        ],
        batch_size=1_000,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0003_organisations"), ("access", "0003_organisations")]
    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
