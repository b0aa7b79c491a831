"""What somebody told one of us on a visit, which can become a report."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from putright.accounts.models import Account
from putright.homes.models import Home
from putright.record import reference
from putright.record.models import About


class Note(models.Model):
    """What one of us was told or saw at a home, in passing: a housing officer, a gas engineer, a neighbour's word."""

    reference = models.CharField(max_length=10, unique=True, default=reference.new, editable=False)
    home = models.ForeignKey(Home, models.PROTECT, related_name="notes")
    words = models.TextField()
    said_by = models.CharField(max_length=200, blank=True)
    noted_by = models.ForeignKey(Account, models.PROTECT, related_name="notes")
    # When it was said or seen, and when it was written down.
    heard_at = models.DateTimeField()
    noted_at = models.DateTimeField()
    # What keeps it to one when it is sent twice; none for notes from before there was one.
    sent_with = models.CharField(max_length=64, unique=True, null=True, editable=False)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(
                name="repairs_note_heard_before_noted", condition=Q(heard_at__lte=models.F("noted_at"))
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years", "nobody outside")
        reference = ("ordinary", "names it in an address", "six years", "staff")
        home = ("ordinary", "which home", "six years", "staff")
        words = ("personal", "what was said or seen", "six years", "the household and staff who decide")
        said_by = ("personal", "who said it", "six years", "staff")
        noted_by = ("ordinary", "who wrote it down", "six years", "staff")
        heard_at = ("ordinary", "when we first knew", "six years", "staff")
        noted_at = ("ordinary", "when it was written down", "six years", "staff")
        sent_with = ("ordinary", "keeps it to one", "six years", "nobody outside")

    @property
    def about(self) -> About:
        """What the record calls it."""
        return About("repairs.note", self.reference)

    def __str__(self) -> str:
        return f"a note of {self.noted_at:%d %B %Y}"
