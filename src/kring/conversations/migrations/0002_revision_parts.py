from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0001_initial")]

    operations = [
        migrations.AddField(model_name="revision", name="parts", field=models.JSONField(blank=True, default=dict)),
    ]
