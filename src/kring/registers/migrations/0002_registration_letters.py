"""Whether someone is written to when a deadline of a registration comes near."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("registers", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="registration", name="letters", field=models.BooleanField(db_default=True, default=True)
        ),
    ]
