"""An account signs in; a role says what someone does for the landlord, from when until when."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q, functions

from putright.record import reference


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts as Django and allauth ask for them."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> Account:
        """An account that may sign in and has no role yet."""
        account = self.model(email=self.normalize_email(email).lower() or None, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account that signs in under this name."""
        return self.get(code=username)


class Account(AbstractBaseUser):
    """Somebody who can sign in: a resident by a code, staff by password and a second factor or a passkey.

    What we call them, and how we reach them, is with the person they are (`people.Person`) or, for staff, here.
    """

    # Who did it, in the record: random, so that a line names nobody to a reader who has no access.
    code = models.CharField(max_length=16, unique=True, default=reference.new, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    # What staff are called on screen and in messages: "Priya Nair, housing officer". Residents' names are with people.
    name = models.CharField(max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    opened_at = models.DateTimeField(db_default=functions.Now(), editable=False)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "code"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "as long as the record", "nobody outside")
        code = ("ordinary", "who did it, in the record", "as long as the record", "staff")
        email = ("personal", "to sign in with", "until a year after the account ends", "administrators")
        name = ("ordinary", "who a resident asks for", "until a year after the account ends", "anyone they write to")
        password = ("protected", "to sign in with", "until the account ends", "nobody")
        last_login = ("personal", "to notice misuse", "a year", "administrators")
        is_active = ("ordinary", "whether it may sign in", "as long as the account", "administrators")
        is_staff = ("ordinary", "which way they sign in", "as long as the account", "staff")
        opened_at = ("ordinary", "when it began", "as long as the account", "administrators")

    def __str__(self) -> str:
        return self.name or self.code


class RoleQuerySet(models.QuerySet["Role"]):
    """Roles, by when they hold."""

    def held(self, at: datetime) -> Self:
        """Those that hold at a moment."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at)


class Role(models.Model):
    """What an account does for the landlord, from when, until when."""

    class Name(models.TextChoices):
        """The jobs there are."""

        CONTACT_CENTRE = "contact_centre", "Contact centre"
        HOUSING_OFFICER = "housing_officer", "Housing officer"
        SURVEYOR = "surveyor", "Surveyor"
        PLANNER = "planner", "Planner"
        COMPLAINTS_OFFICER = "complaints_officer", "Complaints officer"
        OPERATIVE = "operative", "Operative"
        CONTRACTOR = "contractor", "Contractor's manager"
        BOARD = "board", "Board member"
        SAFEGUARDING = "safeguarding", "Safeguarding lead"
        ADMINISTRATOR = "administrator", "Administrator"

    account = models.ForeignKey(Account, models.PROTECT, related_name="roles")
    name = models.CharField(max_length=20, choices=Name)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(
                name="accounts_role_ends_after_it_began",
                condition=Q(until__isnull=True) | Q(until__gt=models.F("since")),
            ),
            models.UniqueConstraint(
                name="accounts_role_held_once", fields=["account", "name"], condition=Q(until__isnull=True)
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "as long as the record", "nobody outside")
        account = ("ordinary", "whose role", "as long as the record", "staff")
        name = ("ordinary", "what they may do", "as long as the record", "staff")
        since = ("ordinary", "from when", "as long as the record", "staff")
        until = ("ordinary", "until when", "as long as the record", "staff")

    def __str__(self) -> str:
        return f"{self.account} {self.get_name_display()}"
