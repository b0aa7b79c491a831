"""A leak or damp that was seen in one home, and is looked for in the homes above, below and beside it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from putright.accounts.models import Account
from putright.hazards.models.case import Case
from putright.homes.models import Home
from putright.record import reference
from putright.repairs.models import Report


class Incident(models.Model):
    """One leak, or one damp, in one home or in many: begun where it was first seen."""

    class Kind(models.TextChoices):
        """What goes from home to home."""

        LEAK = "leak", "A leak"
        DAMP = "damp", "Damp or mould"
        OTHER = "other", "Something else that others may have too"

    reference = models.CharField(max_length=10, unique=True, default=reference.new, editable=False)
    # Where it was first seen.
    case = models.OneToOneField(Case, models.PROTECT, related_name="incident")
    kind = models.CharField(max_length=8, choices=Kind)
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(Account, models.PROTECT, related_name="incidents")
    # Where nobody lives above, below or beside.
    nobody_near = models.TextField(blank=True)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        reference = ("ordinary", "names it in the record", "six years after it is put right", "staff")
        case = ("personal", "where it was first seen", "six years after it is put right", "staff")
        kind = ("ordinary", "what is looked for", "six years after it is put right", "staff")
        began_at = ("ordinary", "when", "six years after it is put right", "staff")
        began_by = ("ordinary", "who decided where to look", "six years after it is put right", "staff")
        nobody_near = ("ordinary", "why nobody else is asked", "six years after it is put right", "staff")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.case}"


class Look(models.Model):
    """One home near an incident: its household was told, somebody looked or need not, and what was found there."""

    class Place(models.TextChoices):
        """Where it is from the home where it was first seen, as somebody who knows has said."""

        ABOVE = "above", "Above"
        BELOW = "below", "Below"
        BESIDE = "beside", "Beside"

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="looks")
    home = models.ForeignKey(Home, models.PROTECT, related_name="looks")
    place = models.CharField(max_length=8, choices=Place)
    chosen_at = models.DateTimeField()
    # How many of its tenants were written to; nobody where we know of none.
    told = models.PositiveSmallIntegerField(default=0)
    looked_at = models.DateTimeField(null=True, blank=True)
    is_affected = models.BooleanField(null=True, blank=True)
    # Its own report, with its own first moment.
    report = models.OneToOneField(Report, models.PROTECT, null=True, blank=True, related_name="look")
    not_needed_at = models.DateTimeField(null=True, blank=True)
    not_needed_because = models.TextField(blank=True)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.UniqueConstraint(name="hazards_look_once", fields=["incident", "home"]),
            models.CheckConstraint(
                name="hazards_look_found_something_or_not",
                condition=Q(looked_at__isnull=True, is_affected__isnull=True, report__isnull=True)
                | Q(looked_at__isnull=False, is_affected=False, report__isnull=True)
                | Q(looked_at__isnull=False, is_affected=True, report__isnull=False),
            ),
            models.CheckConstraint(
                name="hazards_look_not_needed_for_a_reason",
                condition=Q(not_needed_at__isnull=True, not_needed_because="")
                | (Q(not_needed_at__isnull=False, looked_at__isnull=True) & ~Q(not_needed_because="")),
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        incident = ("ordinary", "of which incident", "six years after it is put right", "staff")
        home = ("ordinary", "which home", "six years after it is put right", "staff")
        place = ("ordinary", "why it is looked at", "six years after it is put right", "staff")
        chosen_at = ("ordinary", "when", "six years after it is put right", "staff")
        told = ("ordinary", "whether they were told", "six years after it is put right", "staff")
        looked_at = ("ordinary", "when somebody looked", "six years after it is put right", "its household and staff")
        is_affected = ("ordinary", "what was found", "six years after it is put right", "its household and staff")
        report = ("ordinary", "what became of it", "six years after it is put right", "its household and staff")
        not_needed_at = ("ordinary", "when", "six years after it is put right", "staff")
        not_needed_because = ("ordinary", "why nobody looked", "six years after it is put right", "staff")

    @property
    def is_settled(self) -> bool:
        """Whether somebody looked, or need not."""
        return self.looked_at is not None or self.not_needed_at is not None

    def __str__(self) -> str:
        return f"{self.home}, {self.get_place_display().lower()}"
