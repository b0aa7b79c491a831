"""A report that may be a hazard is a case, and its facts are what the law is asked with."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from putright.accounts.models import Account
from putright.record import reference
from putright.record.models import About
from putright.repairs.models import Report


class Case(models.Model):
    """One potential hazard in one home, from the first moment anybody knew of it."""

    reference = models.CharField(max_length=10, unique=True, default=reference.new, editable=False)
    report = models.OneToOneField(Report, models.PROTECT, related_name="case")
    opened_at = models.DateTimeField()
    owner = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="cases")

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        reference = ("ordinary", "names it in an address", "six years after it is put right", "they and staff")
        report = ("ordinary", "what was told", "six years after it is put right", "they and staff")
        opened_at = ("ordinary", "when it was opened", "six years after it is put right", "they and staff")
        owner = ("ordinary", "who to ask for", "six years after it is put right", "they and staff")

    @property
    def about(self) -> About:
        """What the record calls it."""
        return About("hazards.case", self.reference)

    def __str__(self) -> str:
        return reference.shown(self.reference)


class Fact(models.Model):
    """A fact of a case, by its name in law/tables/facts.yaml: never changed; put right by a later one that says so."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="facts")
    # Which day zero it belongs to: 1, and one more at each material change after an investigation.
    day_zero = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=64)
    # A moment as ISO 8601 in UTC, yes or no, or one of the choices; empty when it was withdrawn.
    value = models.CharField(max_length=64, blank=True)
    stated_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.UniqueConstraint(
                name="hazards_fact_stated_once",
                fields=["case", "day_zero", "name"],
                condition=Q(corrects__isnull=True),
            ),
            models.CheckConstraint(
                name="hazards_fact_corrected_for_a_reason", condition=Q(corrects__isnull=True) | ~Q(why="")
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        case = ("ordinary", "which case", "six years after it is put right", "they and staff")
        day_zero = ("ordinary", "where it counts from", "six years after it is put right", "they and staff")
        name = ("ordinary", "what is known", "six years after it is put right", "they and staff")
        value = ("ordinary", "what is known", "six years after it is put right", "they and staff")
        stated_at = ("ordinary", "when it was written down", "six years after it is put right", "they and staff")
        by = ("ordinary", "who wrote it down", "six years after it is put right", "staff")
        corrects = ("ordinary", "which fact it puts right", "six years after it is put right", "they and staff")
        why = ("personal", "why it was put right", "six years after it is put right", "they and staff")

    def __str__(self) -> str:
        return f"{self.name} of {self.case}"
