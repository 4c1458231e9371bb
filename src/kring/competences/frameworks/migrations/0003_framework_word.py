from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0002_framework_importer")]

    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[("word", models.CharField(max_length=300, primary_key=True, serialize=False))],
            options={"db_table": "framework_word"},
        ),
        migrations.RunSQL(
            """
            INSERT INTO framework_word (word)
            SELECT DISTINCT word FROM framework_label, unnest(string_to_array(folded, ' ')) AS word WHERE word <> ''
            """,
            migrations.RunSQL.noop,
        ),
    ]
