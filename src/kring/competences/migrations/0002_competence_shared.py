from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("competences", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="competence",
            name="shared",
            field=models.BooleanField(db_default=True, default=False),
        ),
    ]
