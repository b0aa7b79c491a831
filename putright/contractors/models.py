"""A contractor, or our own team; who works for it; the landlord's own rates; and limits to what is spent."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from putright.accounts.models import Account
from putright.people.models.dated import DatedQuerySet, ends_after_it_began
from putright.record import reference
from putright.record.models import About


class Trade(models.TextChoices):
    """What kind of work it is."""

    GENERAL = "general", "General building"
    DAMP = "damp", "Damp and mould"
    PLUMBING = "plumbing", "Plumbing"
    DRAINAGE = "drainage", "Drains"
    HEATING = "heating", "Heating"
    GAS = "gas", "Gas"
    ELECTRICS = "electrics", "Electrics"
    CARPENTRY = "carpentry", "Carpentry"
    GLAZING = "glazing", "Windows and doors"
    PLASTERING = "plastering", "Plastering"
    DECORATING = "decorating", "Decorating"
    ROOFING = "roofing", "Roofing and gutters"
    FIRE_SAFETY = "fire_safety", "Fire safety"
    ASBESTOS = "asbestos", "Asbestos"
    PESTS = "pests", "Pests"
    CLEANING = "cleaning", "Cleaning and clearing"


class Contractor(models.Model):
    """A firm that does works for the landlord, or the landlord's own team, from when until when."""

    reference = models.CharField(max_length=10, unique=True, default=reference.new, editable=False)
    name = models.CharField(max_length=100)
    is_own_team = models.BooleanField(default=False)
    trades = ArrayField(models.CharField(max_length=20, choices=Trade))
    phone = models.CharField(max_length=30)
    email = models.EmailField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            ends_after_it_began("contractors_contractor_ends"),
            models.CheckConstraint(name="contractors_contractor_has_a_trade", condition=Q(trades__len__gte=1)),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it ends", "nobody outside")
        reference = ("ordinary", "names it in an address", "six years after it ends", "staff")
        name = ("ordinary", "who comes", "six years after it ends", "residents they work for and staff")
        is_own_team = ("ordinary", "whether they are ours", "six years after it ends", "staff")
        trades = ("ordinary", "what they can do", "six years after it ends", "staff")
        phone = ("ordinary", "to reach them", "six years after it ends", "staff")
        email = ("ordinary", "to reach them", "six years after it ends", "staff")
        since = ("ordinary", "from when", "six years after it ends", "staff")
        until = ("ordinary", "until when", "six years after it ends", "staff")

    @property
    def about(self) -> About:
        """What the record calls it."""
        return About("contractors.contractor", self.reference)

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """Somebody with an account who does the work for a contractor, from when until when."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="works_for")
    contractor = models.ForeignKey(Contractor, models.PROTECT, related_name="workers")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            ends_after_it_began("contractors_worker_ends"),
            models.UniqueConstraint(
                name="contractors_worker_once", fields=["account", "contractor"], condition=Q(until__isnull=True)
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it ends", "nobody outside")
        account = ("ordinary", "who comes", "six years after it ends", "staff")
        contractor = ("ordinary", "whom they work for", "six years after it ends", "staff")
        since = ("ordinary", "from when", "six years after it ends", "staff")
        until = ("ordinary", "until when", "six years after it ends", "staff")

    def __str__(self) -> str:
        return f"{self.account} for {self.contractor}"


class Rate(models.Model):
    """What one unit of a kind of work costs, under the landlord's own code, from when until when."""

    class Unit(models.TextChoices):
        """What is counted."""

        EACH = "each", "each"
        HOUR = "hour", "hour"
        DAY = "day", "day"
        METRE = "metre", "metre"
        SQUARE_METRE = "square_metre", "square metre"
        VISIT = "visit", "visit"

    code = models.CharField(max_length=20)
    words = models.CharField(max_length=200)
    trade = models.CharField(max_length=20, choices=Trade)
    unit = models.CharField(max_length=12, choices=Unit)
    price_pence = models.PositiveIntegerField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            ends_after_it_began("contractors_rate_ends"),
            models.UniqueConstraint(name="contractors_rate_once", fields=["code"], condition=Q(until__isnull=True)),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "as long as the record", "nobody outside")
        code = ("ordinary", "what it is called", "as long as the record", "staff and contractors")
        words = ("ordinary", "what work it is", "as long as the record", "staff and contractors")
        trade = ("ordinary", "what work it is", "as long as the record", "staff and contractors")
        unit = ("ordinary", "what is counted", "as long as the record", "staff and contractors")
        price_pence = ("ordinary", "what it costs", "as long as the record", "staff and contractors")
        since = ("ordinary", "from when", "as long as the record", "staff and contractors")
        until = ("ordinary", "until when", "as long as the record", "staff and contractors")

    def __str__(self) -> str:
        return f"{self.code} {self.words}"


class SpendLimit(models.Model):
    """The most that one order of a contractor may come to before one of us says yes to more, from a day on."""

    contractor = models.ForeignKey(Contractor, models.PROTECT, related_name="spend_limits")
    most_pence = models.PositiveIntegerField()
    since = models.DateField()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (models.UniqueConstraint(name="contractors_spend_limit_once", fields=["contractor", "since"]),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "as long as the record", "nobody outside")
        contractor = ("ordinary", "whose limit", "as long as the record", "staff")
        most_pence = ("ordinary", "how much they may spend", "as long as the record", "staff")
        since = ("ordinary", "from when", "as long as the record", "staff")

    def __str__(self) -> str:
        return f"{pounds(self.most_pence)} an order, {self.contractor}"


def cost_pence(price_pence: int, quantity: Decimal) -> int:
    """What so many units come to, to the nearest penny, a half of one upwards."""
    return int((price_pence * quantity).quantize(Decimal(1), ROUND_HALF_UP))


def pounds(pence: int) -> str:
    """An amount as people write it: £1,250.00."""
    return f"£{pence // 100:,}.{pence % 100:02}"
