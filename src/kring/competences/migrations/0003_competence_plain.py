from django.db import migrations, models

from kring.foundation.text.matching import Plain


class Migration(migrations.Migration):
    dependencies = [("competences", "0002_competence_shared")]

    operations = [
        migrations.AddIndex("competence", models.Index(Plain("en"), name="competence_plain_en")),
        migrations.AddIndex("competence", models.Index(Plain("nl"), name="competence_plain_nl")),
    ]
