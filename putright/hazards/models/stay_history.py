"""What was said of a stay while it lasted, and what was put right of when things happened."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from putright.accounts.models import Account
from putright.hazards.models.staying import Stay


class StayReview(models.Model):
    """How a household is where it stays, as they told us on a day, and when we ask again."""

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="reviews")
    reviewed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(Account, models.PROTECT, related_name="stay_reviews")
    words = models.TextField()
    review_on = models.DateField()
    sent_with = models.CharField(max_length=64, unique=True, editable=False)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after they are home", "nobody outside")
        stay = ("ordinary", "of which stay", "six years after they are home", "they and staff")
        reviewed_at = ("ordinary", "when they were asked", "six years after they are home", "they and staff")
        reviewed_by = ("ordinary", "who asked them", "six years after they are home", "they and staff")
        words = ("protected", "how they are there", "a year after they are home", "staff who arrange it")
        review_on = ("ordinary", "when we ask again", "six years after they are home", "they and staff")
        sent_with = ("ordinary", "keeps it to one", "six years after they are home", "nobody outside")

    def __str__(self) -> str:
        return f"{self.stay}, looked at {self.reviewed_at:%d %B %Y}"


class StayCorrection(models.Model):
    """A moment of a stay that was written down wrong: what it said, what it says now, and why."""

    class What(models.TextChoices):
        """The moments that can be put right."""

        OFFERED = "offered_at", "When it was offered"
        GONE = "gone_at", "When it was not to be had any more"
        SECURED = "secured_at", "When it was secured"
        MOVED = "moved_in_at", "When the first of them moved in"
        EVERYONE = "everyone_moved_at", "When the last of them moved in"
        RETURNED = "returned_at", "When the stay was over"

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="corrections")
    what = models.CharField(max_length=20, choices=What)
    was = models.DateTimeField()
    # Nothing, where it should not have been written down at all.
    now = models.DateTimeField(null=True, blank=True)
    why = models.TextField()
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(Account, models.PROTECT, related_name="stay_corrections")

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (models.CheckConstraint(name="hazards_stay_corrected_for_a_reason", condition=~Q(why="")),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after they are home", "nobody outside")
        stay = ("ordinary", "of which stay", "six years after they are home", "they and staff")
        what = ("ordinary", "what was wrong", "six years after they are home", "they and staff")
        was = ("ordinary", "what it said", "six years after they are home", "they and staff")
        now = ("ordinary", "what it says", "six years after they are home", "they and staff")
        why = ("personal", "why it was put right", "six years after they are home", "they and staff who decide")
        corrected_at = ("ordinary", "when", "six years after they are home", "they and staff")
        corrected_by = ("ordinary", "who put it right", "six years after they are home", "they and staff")

    def __str__(self) -> str:
        return f"{self.get_what_display()}, put right: {self.stay}"
