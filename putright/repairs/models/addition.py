"""What is added to a report after it was kept."""

from __future__ import annotations

from django.db import models

from putright.accounts.models import Account
from putright.people.models import Person
from putright.repairs.models.report import Report


class Addition(models.Model):
    """Something said about a report afterwards: more to tell, or that what we wrote is not right."""

    class Kind(models.TextChoices):
        """What is said."""

        MORE = "more", "Something to add"
        WORSE = "worse", "It has got worse, or something has changed"
        NOT_RIGHT = "not_right", "Something here is not right"
        REPLY = "reply", "Our answer"

    report = models.ForeignKey(Report, models.PROTECT, related_name="additions")
    kind = models.CharField(max_length=12, choices=Kind)
    words = models.TextField()
    # Which line of the record is not right, where they said which.
    about_line = models.BigIntegerField(null=True, blank=True)
    said_at = models.DateTimeField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="additions")
    taken_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="additions")
    # The same words sent twice from one page are one addition.
    sent_with = models.CharField(max_length=64, unique=True)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        report = ("ordinary", "which report", "six years after it is put right", "they and staff")
        kind = ("ordinary", "what is said", "six years after it is put right", "they and staff")
        words = ("personal", "what is said", "six years after it is put right", "they and staff who decide")
        about_line = ("ordinary", "what is not right", "six years after it is put right", "they and staff")
        said_at = ("ordinary", "when", "six years after it is put right", "they and staff")
        person = ("ordinary", "who said it", "six years after it is put right", "they and staff")
        taken_by = ("ordinary", "who wrote it down", "six years after it is put right", "staff")
        sent_with = ("ordinary", "keeps it to one", "six years after it is put right", "nobody outside")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.report}"
