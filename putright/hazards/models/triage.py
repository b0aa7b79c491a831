"""What a report was taken for, and what the landlord has written down about when."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from putright.accounts.models import Account
from putright.repairs.models import Report


class Class(models.TextChoices):
    """What a report would be if it is right, in the law's own words; or none of those."""

    EMERGENCY = "emergency", "Potential emergency hazard"
    SIGNIFICANT = "significant", "Potential significant hazard"
    NEITHER = "neither", "Neither"


class Triage(models.Model):
    """What a report was taken for, and why: first as suggested, then as each person decided."""

    # Of a report and not of a case: that it is neither is decided as well, and then there may be no case.
    report = models.ForeignKey(Report, models.PROTECT, related_name="triages")
    decided_at = models.DateTimeField()
    # Nobody: it is what the rules suggested when the report came.
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="triages")
    # Empty while nobody has said which kind it is: “something else is a danger now”.
    hazard = models.CharField(max_length=64, blank=True)
    is_class = models.CharField(max_length=12, choices=Class)
    # The rules that raised it, by their names in hazards/triage.yaml, and the version of that file.
    because = ArrayField(models.CharField(max_length=64), default=list)
    rules_version = models.CharField(max_length=20)
    why = models.TextField(blank=True)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        report = ("ordinary", "which report", "six years after it is put right", "they and staff")
        decided_at = ("ordinary", "when", "six years after it is put right", "they and staff")
        decided_by = ("ordinary", "who decided", "six years after it is put right", "they and staff")
        hazard = ("ordinary", "what it was taken for", "six years after it is put right", "they and staff")
        is_class = ("ordinary", "what it was taken for", "six years after it is put right", "they and staff")
        because = ("personal", "it names who lives there", "six years after it is put right", "staff who decide")
        rules_version = ("ordinary", "which rules", "six years after it is put right", "staff")
        why = ("personal", "why, in words", "six years after it is put right", "staff who decide")

    def __str__(self) -> str:
        return f"{self.get_is_class_display()}: {self.report}"


class Criterion(models.Model):
    """What the landlord has written about when a hazard is significant, and when it is imminent: an emergency."""

    is_class = models.CharField(max_length=12, choices=Class)
    words = models.TextField()
    since = models.DateField()

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("public", "names this row", "as long as the record", "anyone")
        is_class = ("public", "which class it tells of", "as long as the record", "anyone")
        words = ("public", "how we decide", "as long as the record", "anyone")
        since = ("public", "from when", "as long as the record", "anyone")

    def __str__(self) -> str:
        return f"{self.get_is_class_display()}, from {self.since}"
