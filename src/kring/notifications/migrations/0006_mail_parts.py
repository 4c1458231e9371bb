"""What a letter brings beside text and HTML."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0005_places_of_notifications")]

    operations = [
        migrations.AddField(model_name="mail", name="parts", field=models.JSONField(db_default=[], default=list)),
    ]
