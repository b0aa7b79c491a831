"""The agreement a home is lived in under, who is named on it, and whose patch it is in."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from putright.accounts.models import Account
from putright.homes.models import Home
from putright.people.models.dated import DatedQuerySet, ends_after_it_began
from putright.people.models.person import Person


class Tenancy(models.Model):
    """The agreement a home is lived in under, which decides which law binds its landlord."""

    class Agreement(models.TextChoices):
        """The law's own distinctions, and not the names of schemes."""

        TENANCY = "tenancy", "Tenancy"
        LICENCE = "licence", "Licence"
        LONG_LEASE = "long_lease", "Long lease"
        SHARED_OWNERSHIP = "shared_ownership", "Shared ownership lease"
        OWNER_OCCUPIED = "owner_occupied", "Owned outright"

    home = models.ForeignKey(Home, models.PROTECT, related_name="tenancies")
    agreement = models.CharField(max_length=20, choices=Agreement)
    # What the scheme calls it, for people: "secure", "assured", "fixed term".
    called = models.CharField(max_length=60, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (ends_after_it_began("people_tenancy_ends"),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it ends", "nobody outside")
        home = ("ordinary", "which home", "six years after it ends", "its tenants and staff")
        agreement = ("ordinary", "which law binds", "six years after it ends", "its tenants and staff")
        called = ("ordinary", "what the scheme calls it", "six years after it ends", "its tenants and staff")
        since = ("ordinary", "from when", "six years after it ends", "its tenants and staff")
        until = ("ordinary", "until when", "six years after it ends", "its tenants and staff")

    def __str__(self) -> str:
        return f"{self.get_agreement_display()} of {self.home}"


class Tenant(models.Model):
    """One person named on a tenancy, from when until when."""

    tenancy = models.ForeignKey(Tenancy, models.PROTECT, related_name="tenants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="tenancies")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            ends_after_it_began("people_tenant_ends"),
            models.UniqueConstraint(
                name="people_tenant_once", fields=["tenancy", "person"], condition=Q(until__isnull=True)
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it ends", "nobody outside")
        tenancy = ("ordinary", "which tenancy", "six years after it ends", "its tenants and staff")
        person = ("ordinary", "who", "six years after it ends", "its tenants and staff")
        since = ("ordinary", "from when", "six years after it ends", "its tenants and staff")
        until = ("ordinary", "until when", "six years after it ends", "its tenants and staff")

    def __str__(self) -> str:
        return f"{self.person}, tenant"


class Patch(models.Model):
    """The homes one member of staff looks after, by area, from when until when."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="patches")
    name = models.CharField(max_length=60)
    lsoas = ArrayField(models.CharField(max_length=9))
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (ends_after_it_began("people_patch_ends"),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "as long as the record", "nobody outside")
        account = ("ordinary", "whose patch", "as long as the record", "residents and staff")
        name = ("ordinary", "what it is called", "as long as the record", "residents and staff")
        lsoas = ("ordinary", "which areas", "as long as the record", "staff")
        since = ("ordinary", "from when", "as long as the record", "staff")
        until = ("ordinary", "until when", "as long as the record", "staff")

    def __str__(self) -> str:
        return self.name
