"""Among colleagues no host is handed down any more: what was handed down ends."""

from typing import Any, Final

from django.db import migrations

_HOST_ABOVE: Final = 3


def take_back(apps: Any, _editor: Any) -> None:
    """What `_hand_down` does from now on, for what there is already."""
    place, standing = apps.get_model("access", "Place"), apps.get_model("access", "Standing")
    tops = place.objects.filter(kind="organisation", parent=None).values("pk")
    standing.objects.filter(reason=_HOST_ABOVE, place__path__0__in=tops).delete()


class Migration(migrations.Migration):
    dependencies = [("access", "0004_alter_standing_reason")]
    operations = [migrations.RunPython(take_back, migrations.RunPython.noop, elidable=True)]
