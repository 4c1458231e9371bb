from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]

    operations = [
        migrations.AddField(model_name="delivery", name="claimed_by", field=models.IntegerField(null=True)),
    ]
