"""The account: who may sign in, and the little about a person that every page needs. The profile lives in `people`."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kring.foundation.text import sorting


class Language(models.TextChoices):
    DUTCH = "nl", "Nederlands"
    ENGLISH = "en", "English"


class Theme(models.TextChoices):
    AUTO = "auto", _("As my device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class AccountManager(BaseUserManager["Account"]):
    """What Django's own commands expect; people come in by `actions.open_account`."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """One person. Imported people have no e-mail address and can't sign in until they claim their account."""

    handle = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    sort_name = models.CharField(max_length=80, editable=False)
    # Null, not empty, where there is none: an address is one person's, and many have none.
    email = models.EmailField(max_length=254, null=True, blank=True)  # noqa: DJ001
    photo = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.DUTCH)
    theme = models.CharField(max_length=5, choices=Theme.choices, default=Theme.AUTO)
    time_zone = models.CharField(max_length=40, default="Europe/Amsterdam")
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    # Where an imported person comes from; the pair is how a second run of an import knows her.
    source = models.CharField(max_length=80, blank=True)
    source_id = models.CharField(max_length=40, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        db_table = "account"
        indexes = [models.Index(fields=["sort_name", "id"], name="account_by_name")]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="account_email_once"),
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source=""), name="account_source_once"
            ),
            models.CheckConstraint(condition=Q(handle__regex=r"^[a-z0-9][a-z0-9-]*$"), name="account_handle_form"),
            models.CheckConstraint(condition=~Q(name=""), name="account_has_name"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_name = sorting.sort_key(self.name)
        super().save(*args, **kwargs)

    # allauth and Django's password rules ask for these.
    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split()[0]
