"""A person, and how we reach them."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from putright.accounts.models import Account
from putright.people.models.dated import ends_after_it_began
from putright.record import reference


class Person(models.Model):
    """Somebody who lives in a home, or speaks for someone who does."""

    reference = models.CharField(max_length=10, unique=True, default=reference.new, editable=False)
    name = models.CharField(max_length=200)
    # What they want to be called, when it is not that.
    known_as = models.CharField(max_length=200, blank=True)
    born_on = models.DateField(null=True, blank=True)
    account = models.OneToOneField(Account, models.PROTECT, null=True, blank=True, related_name="person")

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after they leave", "nobody outside")
        reference = ("ordinary", "names them in an address", "six years after they leave", "staff")
        name = ("ordinary", "who they are", "six years after they leave", "staff")
        known_as = ("ordinary", "what to call them", "six years after they leave", "staff")
        born_on = ("personal", "whose health a hazard harms sooner", "six years after they leave", "staff who decide")
        account = ("ordinary", "how they sign in", "six years after they leave", "administrators")

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """What to call them."""
        return self.known_as or self.name


class ContactPointQuerySet(models.QuerySet["ContactPoint"]):
    """Contact points, by when they may be used."""

    def usable(self, at: datetime) -> Self:
        """Those that hold at a moment, the preferred first."""
        held = Q(until__isnull=True) | Q(until__gt=at)
        return self.filter(held, since__lte=at).order_by("-is_preferred", "id")


class ContactPoint(models.Model):
    """One way to reach one person: whose it is, from when until when, and whether it is safe."""

    class Kind(models.TextChoices):
        """How it reaches them."""

        TEXT = "text", "Text message"
        PHONE = "phone", "Phone call"
        EMAIL = "email", "Email"
        LETTER = "letter", "Letter"

    person = models.ForeignKey(Person, models.PROTECT, related_name="contact_points")
    kind = models.CharField(max_length=8, choices=Kind)
    # A number as +44…, an address as it is written, or the lines of a postal address.
    value = models.CharField(max_length=320)
    is_preferred = models.BooleanField(default=False)
    is_safe = models.BooleanField(default=True)
    # It has answered with a code that we sent there, so it may be used to sign in.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (ends_after_it_began("people_contact_point_ends"),)
        indexes = (models.Index(name="people_contact_point_value", fields=["kind", "value"]),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after they leave", "nobody outside")
        person = ("ordinary", "whose it is", "six years after they leave", "staff")
        kind = ("ordinary", "how it reaches them", "six years after they leave", "staff")
        value = ("personal", "to reach them", "a year after it ends", "staff who write or ring")
        is_preferred = ("ordinary", "which to use first", "six years after they leave", "staff")
        is_safe = ("protected", "whether it may be used at all", "a year after it ends", "staff who write or ring")
        confirmed_at = ("ordinary", "whether it may be signed in with", "a year after it ends", "staff")
        since = ("ordinary", "from when", "six years after they leave", "staff")
        until = ("ordinary", "until when", "six years after they leave", "staff")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.person}"
