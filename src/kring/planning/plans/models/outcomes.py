"""What a plan becomes: an opening, an assignment, a step that a person is offered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.communities.models import Community
from kring.competences.models import Competence
from kring.people.models import Department, Organisation
from kring.planning.needs.models import Need
from kring.planning.plans.models.scenarios import Scenario


class Outcome(models.Model):
    """What all three share: for which gap, at which level, for how many people and from which quarter on."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    scenario = models.ForeignKey(Scenario, models.SET_NULL, null=True, related_name="+")
    need = models.ForeignKey(Need, models.SET_NULL, null=True, related_name="+", db_index=False)
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+", db_index=False)
    level = models.PositiveSmallIntegerField()
    department = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    first = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    class Meta:
        abstract = True


class Opening(Outcome):
    """The draft of a vacancy. Nobody but owners and HR reads it."""

    title = models.CharField(max_length=120)
    text = models.TextField(max_length=4_000, blank=True)
    people = models.PositiveSmallIntegerField(default=1)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "plan_opening"
        indexes = [models.Index(fields=["organisation", "-id"], name="plan_opening_latest")]
        constraints = [models.CheckConstraint(condition=Q(level__lte=5, people__gte=1), name="plan_opening_bounds")]


class AssignmentDraft(Outcome):
    """The draft of an assignment: people hired in from `first` to before `until` (first days of quarters), at most
    `cents` each for a quarter, out of a `pool`. `handed_over_at`: it became an assignment."""

    title = models.CharField(max_length=120)
    text = models.TextField(max_length=4_000, blank=True)
    people = models.PositiveSmallIntegerField(default=1)
    until = models.DateField()
    cents = models.PositiveBigIntegerField()
    pool = models.ForeignKey(Community, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "plan_assignment_draft"
        indexes = [models.Index(fields=["organisation", "-id"], name="plan_assignment_draft_latest")]
        constraints = [
            models.CheckConstraint(condition=Q(level__lte=5, people__gte=1), name="plan_assignment_draft_bounds"),
            models.CheckConstraint(condition=Q(until__gt=F("first")), name="plan_assignment_draft_order"),
        ]


class Answer(models.TextChoices):
    """What became of an offer."""

    OPEN = "open", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Offer(Outcome):
    """A development that is offered to the person who would do it; `path` says by which steps, as
    `rules.problem.Path` holds them. Hers to answer, and to take back. Why she declined is hers too, and read by those
    who offered it only where she says so."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="offers", db_index=False)
    path = models.JSONField()
    days = models.PositiveSmallIntegerField()
    cents = models.PositiveBigIntegerField()
    answer = models.CharField(max_length=9, choices=Answer.choices, default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    is_reason_shown = models.BooleanField(default=False)

    class Meta:
        db_table = "plan_offer"
        indexes = [
            models.Index(fields=["person", "-id"], name="plan_offer_latest"),
            models.Index(fields=["organisation", "-id"], name="plan_offer_made"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "need"],
                condition=Q(answer__in=["open", "accepted"]),
                name="plan_offer_once",
            ),
            models.CheckConstraint(
                condition=Q(answer="open", answered_at=None) | ~Q(answer="open") & Q(answered_at__isnull=False),
                name="plan_offer_answered",
            ),
            models.CheckConstraint(
                condition=Q(answer="declined") | Q(reason="", is_reason_shown=False), name="plan_offer_reason"
            ),
        ]
