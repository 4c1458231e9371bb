"""What an organisation or a department must be able to do, and lists of it that wait to be looked at."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kring.competences.models import Competence
from kring.people.models import Department, Organisation


class Weight(models.IntegerChoices):
    """How critical a need is."""

    USEFUL = 1, _("useful")
    IMPORTANT = 2, _("important")
    CRITICAL = 3, _("critical")


class RoleProfile(models.Model):
    """A named set of competences, each at a level: what someone in a role must be able to do. `source` is the address
    of the occupation that it was made out of. A retired one is in no list; needs that name it keep it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="role_profiles", db_index=False)
    name = models.CharField(max_length=80)
    sort_name = models.CharField(max_length=80)
    source = models.CharField(max_length=300, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "role_profile"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sort_name"], condition=Q(retired_at=None), name="role_profile_name_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="role_profile_has_name"),
        ]


class ProfileLine(models.Model):
    """One competence of a role profile, with the level that it takes."""

    profile = models.ForeignKey(RoleProfile, models.CASCADE, related_name="lines", db_index=False)
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "role_profile_line"
        constraints = [
            models.UniqueConstraint(fields=["profile", "competence"], name="role_profile_line_once"),
            models.CheckConstraint(condition=Q(level__lte=5), name="role_profile_line_level"),
        ]


class Need(models.Model):
    """So many people with a competence (or any, or all, of several) at a level, or for a role profile, in the quarters
    from `first` to before `until` (first days of quarters). `backup`: so many more must be able to step in.

    Of a department, or of the whole organisation; `leadership`: of its senior management. An ended one is in no list.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="needs", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+")
    profile = models.ForeignKey(RoleProfile, models.PROTECT, null=True, blank=True, related_name="needs")
    any_of = models.BooleanField(default=False)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    people = models.PositiveIntegerField()
    backup = models.PositiveIntegerField(default=0)
    first = models.DateField()
    until = models.DateField()
    weight = models.PositiveSmallIntegerField(choices=Weight.choices, default=Weight.IMPORTANT)
    leadership = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "need"
        indexes = [models.Index(fields=["organisation", "id"], condition=Q(ended_at=None), name="need_running")]
        constraints = [
            models.CheckConstraint(
                condition=Q(profile=None, level__isnull=False, level__lte=5)
                | Q(profile__isnull=False, level=None, any_of=False),
                name="need_is_of_competences_or_a_role",
            ),
            models.CheckConstraint(condition=Q(until__gt=F("first")), name="need_order"),
            models.CheckConstraint(condition=Q(people__gte=1), name="need_is_of_people"),
            models.CheckConstraint(condition=Q(weight__range=(1, 3)), name="need_weight"),
            models.CheckConstraint(
                condition=Q(leadership=False) | Q(department=None), name="need_of_leadership_is_of_the_whole"
            ),
        ]


class NeedCompetence(models.Model):
    """A competence that a need is about."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="competences", db_index=False)
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+")

    class Meta:
        db_table = "need_competence"
        constraints = [models.UniqueConstraint(fields=["need", "competence"], name="need_competence_once")]


class NeedChange(models.Model):
    """That someone made, changed or ended a need or a role profile; `told` holds what it said from then on, as values.
    It is only added to."""

    need = models.ForeignKey(Need, models.CASCADE, null=True, blank=True, related_name="changes", db_index=False)
    profile = models.ForeignKey(
        RoleProfile, models.CASCADE, null=True, blank=True, related_name="changes", db_index=False
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    told = models.JSONField()

    class Meta:
        db_table = "need_change"
        indexes = [
            models.Index(fields=["need", "-at", "-id"], condition=Q(need__isnull=False), name="need_change_latest"),
            models.Index(
                fields=["profile", "-at", "-id"], condition=Q(profile__isnull=False), name="role_profile_change_latest"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(need=None, profile__isnull=False) | Q(need__isnull=False, profile=None),
                name="need_change_is_of_one",
            )
        ]


class NeedList(models.Model):
    """A file of needs that someone brought: its rows as read, to be mended, until it is settled."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="need_lists")
    name = models.CharField(max_length=120)
    rows = models.JSONField(default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "need_list"
