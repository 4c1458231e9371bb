from django.db import migrations, models

_ESCO = "http://data.europa.eu/esco"


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="framework",
            name="importer",
            field=models.CharField(blank=True, db_default="", max_length=20),
        ),
        # What is there already came in by the one importer that there was.
        migrations.RunSQL(
            f"UPDATE framework SET importer = 'esco' WHERE identifier = '{_ESCO}' AND place_id IS NULL",  # noqa: S608
            migrations.RunSQL.noop,
        ),
    ]
