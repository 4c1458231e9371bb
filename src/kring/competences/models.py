"""What people can do and love to do, as a shared vocabulary with labels in both languages."""

from django.db import models
from django.db.models import Q

from kring.foundation.text.matching import Plain


class Competence(models.Model):
    """A word for something that a person can do (a specialism) or loves (a passion), and that evidence can be about."""

    slug = models.CharField(max_length=60, unique=True)
    en = models.CharField(max_length=80)
    nl = models.CharField(max_length=80)
    # Whether it is listed for everyone. A word that was only used within closed circles says what they talk about.
    shared = models.BooleanField(default=False, db_default=True)

    class Meta:
        db_table = "competence"
        # People look for a word in either language, and leave accents out.
        indexes = [
            models.Index(Plain("en"), name="competence_plain_en"),
            models.Index(Plain("nl"), name="competence_plain_nl"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(slug__regex=r"^[a-z0-9][a-z0-9-]*$"), name="competence_slug_form")
        ]

    def label(self, language: str) -> str:
        """Its name in a language ("nl" or "en")."""
        return self.nl if language == "nl" else self.en
