"""Who wants meetings for her calendar; and one event may be about several meetings, of each of which a person is told.
The new key is built before the old one goes, without a long lock."""

from django.db import migrations, models

_BUILD = """
    CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS notification_once_each
        ON notification (account_id, event, about, about_id)
"""
_TAKE = "ALTER TABLE notification ADD CONSTRAINT notification_once_each UNIQUE USING INDEX notification_once_each"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("notifications", "0006_mail_parts")]

    operations = [
        migrations.AddField(
            model_name="letterchoices",
            name="invitations",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(_BUILD, "DROP INDEX notification_once_each"),
                migrations.RunSQL(_TAKE, migrations.RunSQL.noop),
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name="notification",
                    constraint=models.UniqueConstraint(
                        fields=["account", "event", "about", "about_id"], name="notification_once_each"
                    ),
                ),
            ],
        ),
        migrations.RemoveConstraint(model_name="notification", name="notification_once"),
    ]
