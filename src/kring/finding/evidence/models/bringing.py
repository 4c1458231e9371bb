"""How far the evidence of what was there before has been brought."""

from django.db import models


class Stock(models.TextChoices):
    """What holds facts that are evidence."""

    POSTS = "posts"
    MEETINGS = "meetings"
    LEDGERS = "ledgers"


class Bringing(models.Model):
    """Up to which key a stock has been gone through; what comes later is heard of. `done_at` is empty while there is
    more."""

    stock = models.CharField(max_length=8, choices=Stock.choices, primary_key=True)
    after = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "competence_evidence_bringing"
