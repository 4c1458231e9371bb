import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_alter_place_kind_alter_standing_role"),
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("notifications", "0003_alter_notification_topic"),
    ]

    operations = [
        migrations.CreateModel(
            name="Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=254)),
                ("failures", models.SmallIntegerField(default=0)),
                ("said", models.CharField(blank=True, max_length=400)),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("bounced", "e-mails to it came back"),
                            ("refused", "its mail server refuses it"),
                            ("complained", "an e-mail was marked as unwanted"),
                        ],
                        max_length=10,
                    ),
                ),
                ("paused_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "mail_address",
                "indexes": [
                    models.Index(
                        condition=models.Q(("paused_at", None), _negated=True),
                        fields=["paused_at"],
                        name="mail_address_paused",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AddressReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("letter", models.BigIntegerField()),
            ],
            options={
                "db_table": "mail_report",
            },
        ),
        migrations.CreateModel(
            name="CircleRhythm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rhythm",
                    models.SmallIntegerField(choices=[(1, "At once"), (2, "Daily"), (3, "Weekly"), (0, "Nothing")]),
                ),
            ],
            options={
                "db_table": "circle_rhythm",
            },
        ),
        migrations.CreateModel(
            name="LetterChoices",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="letter_choices",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "own",
                    models.SmallIntegerField(
                        choices=[(1, "At once"), (2, "Daily"), (3, "Weekly"), (0, "Nothing")], null=True
                    ),
                ),
                (
                    "circles",
                    models.SmallIntegerField(
                        choices=[(1, "At once"), (2, "Daily"), (3, "Weekly"), (0, "Nothing")], null=True
                    ),
                ),
                ("hour", models.SmallIntegerField(default=8)),
                ("weekday", models.SmallIntegerField(default=0)),
                ("quiet_from", models.TimeField(null=True)),
                ("quiet_to", models.TimeField(null=True)),
                ("quiet_weekend", models.BooleanField(default=False)),
                ("digests", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "letter_choices",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hour__gte", 0), ("hour__lte", 23)), name="letter_choices_hour"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__gte", 0), ("weekday__lte", 6)), name="letter_choices_weekday"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quiet_from", None), ("quiet_to", None)),
                            models.Q(("quiet_from__isnull", False), ("quiet_to__isnull", False)),
                            _connector="OR",
                        ),
                        name="letter_choices_quiet_whole",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="mail",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="notification",
            name="due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="notification",
            name="facts",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="notification",
            name="letter",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="notification",
            name="place",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="notification",
            name="rhythm",
            field=models.SmallIntegerField(
                choices=[(1, "At once"), (2, "Daily"), (3, "Weekly"), (0, "Nothing")], db_default=0, default=0
            ),
        ),
        migrations.AlterField(
            model_name="mail",
            name="state",
            field=models.SmallIntegerField(
                choices=[(1, "waiting"), (2, "sent"), (3, "failed"), (4, "not sent: the address is paused")], default=1
            ),
        ),
        migrations.AlterField(
            model_name="notification",
            name="topic",
            field=models.CharField(max_length=20),
        ),
        migrations.AddField(
            model_name="address",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="mail_addresses", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="addressreport",
            name="address",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reports",
                to="notifications.address",
            ),
        ),
        migrations.AddField(
            model_name="circlerhythm",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="circle_rhythms",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="circlerhythm",
            name="place",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.place"),
        ),
        migrations.AddConstraint(
            model_name="address",
            constraint=models.UniqueConstraint(fields=("account", "address"), name="mail_address_once"),
        ),
        migrations.AddConstraint(
            model_name="addressreport",
            constraint=models.UniqueConstraint(fields=("address", "letter"), name="mail_report_once"),
        ),
        migrations.AddConstraint(
            model_name="circlerhythm",
            constraint=models.UniqueConstraint(fields=("account", "place"), name="circle_rhythm_once"),
        ),
    ]
