"""Where each notification happened, told once for those that there are; then the indexes, without a long lock."""

from typing import Any

from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q

_AT_ONCE = 20_000

_FILL = """
    UPDATE notification SET place = found.place
      FROM (SELECT told.id, coalesce(circle.place_id, held.place_id) AS place
              FROM notification AS told
              LEFT JOIN conversation ON told.about = 'conversation' AND conversation.id = told.about_id
              LEFT JOIN community AS held ON held.place_id = conversation.place_id
              LEFT JOIN community AS circle ON told.about = 'community' AND circle.place_id = told.about_id
             WHERE told.id >= %s AND told.id < %s) AS found
     WHERE notification.id = found.id AND found.place IS NOT NULL
"""


def fill(apps: Any, schema_editor: Any) -> None:
    """Some rows at a time, each time committed: nobody waits for them long."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM notification")
        (last,) = cursor.fetchone()
        for first in range(0, last + 1, _AT_ONCE):
            cursor.execute(_FILL, [first, first + _AT_ONCE])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("notifications", "0004_who_hears_what"),
        ("conversations", "0001_initial"),
        ("communities", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        AddConstraintNotValid(
            model_name="notification",
            constraint=models.CheckConstraint(
                condition=Q(due_at=None) | Q(letter=None), name="notification_in_one_letter"
            ),
        ),
        ValidateConstraint(model_name="notification", name="notification_in_one_letter"),
        AddIndexConcurrently(
            model_name="notification",
            index=models.Index(fields=["due_at", "account"], condition=~Q(due_at=None), name="notification_due"),
        ),
        AddIndexConcurrently(
            model_name="notification",
            index=models.Index(fields=["account", "due_at"], condition=~Q(due_at=None), name="notification_awaits"),
        ),
    ]
