"""What came of works: each attempt with its next step, the check by somebody else, and the resident's own word."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from putright.accounts.models import Account
from putright.deadlines.models import Deadline
from putright.people.models import Person
from putright.repairs.models.report import Report
from putright.repairs.models.works import KEPT, WorksOrder


class Outcome(models.Model):
    """What came of one attempt at an order. Unless it is done or not needed, it says what comes next, and by when."""

    class What(models.TextChoices):
        """What came of it."""

        DONE = "done", "Done"
        MADE_SAFE = "made_safe", "Made safe"
        PART_DONE = "part_done", "Part done"
        TEMPORARY_FIX = "temporary_fix", "Fixed for now"
        PART_MISSING = "part_missing", "A part is missing"
        MORE_FOUND = "more_found", "More work found"
        WRONG_TRADE = "wrong_trade", "It needs another trade"
        NOT_SAFE = "not_safe", "Not safe to work"
        NO_ACCESS = "no_access", "Nobody could let us in"
        TURNED_AWAY = "turned_away", "Not a good time for them"
        NOT_NEEDED = "not_needed", "Not needed"

    class Tried(models.TextChoices):
        """What was tried at a door that nobody opened."""

        KNOCKED = "knocked", "Knocked or rang the bell"
        RANG = "rang", "Rang their phone"
        TEXTED = "texted", "Sent a text"
        WAITED = "waited", "Waited 15 minutes"
        CARD = "card", "Left a card"
        RANG_US = "rang_us", "Rang the office"

    order = models.ForeignKey(WorksOrder, models.PROTECT, related_name="outcomes")
    what = models.CharField(max_length=16, choices=What)
    happened_at = models.DateTimeField()
    words = models.TextField(blank=True)
    tried = ArrayField(models.CharField(max_length=10, choices=Tried), default=list, blank=True)
    # Said in so many words, and never concluded: what was dangerous is safe now.
    is_made_safe = models.BooleanField(default=False)
    next_words = models.CharField(max_length=300, blank=True)
    next_before = models.DateTimeField(null=True, blank=True)
    promised = models.OneToOneField(Deadline, models.PROTECT, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    # The word of whoever does the work, and not of one of us who went and saw.
    is_by_worker = models.BooleanField()
    sent_with = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(
                name="repairs_outcome_says_what_comes_next",
                condition=Q(what__in=("done", "not_needed")) | (~Q(next_words="") & Q(next_before__gt=F("told_at"))),
            ),
            models.CheckConstraint(
                name="repairs_outcome_made_safe_by_work",
                condition=Q(is_made_safe=False) | Q(what__in=("done", "made_safe", "part_done", "temporary_fix")),
            ),
            models.CheckConstraint(
                name="repairs_outcome_made_safe_is_safe", condition=~Q(what="made_safe") | Q(is_made_safe=True)
            ),
            models.CheckConstraint(
                name="repairs_outcome_no_access_says_what_was_tried",
                condition=~Q(what="no_access") | Q(tried__len__gte=1),
            ),
            models.CheckConstraint(name="repairs_outcome_happened", condition=Q(happened_at__lte=F("told_at"))),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", KEPT, "nobody outside")
        order = ("ordinary", "of which order", KEPT, "they, whoever did it and staff")
        what = ("ordinary", "what came of it", KEPT, "they, whoever did it and staff")
        happened_at = ("ordinary", "when", KEPT, "they, whoever did it and staff")
        words = ("personal", "what came of it", KEPT, "whoever did it and staff")
        tried = ("ordinary", "what was tried", KEPT, "they, whoever did it and staff")
        is_made_safe = ("ordinary", "whether it is safe", KEPT, "they, whoever did it and staff")
        next_words = ("ordinary", "what comes next", KEPT, "whoever did it and staff")
        next_before = ("ordinary", "by when", KEPT, "they, whoever did it and staff")
        promised = ("ordinary", "that date as it runs", KEPT, "they and staff")
        told_at = ("ordinary", "when it was written down", KEPT, "they, whoever did it and staff")
        told_by = ("ordinary", "who told us", KEPT, "staff")
        is_by_worker = ("ordinary", "whether they or we said it", KEPT, "staff")
        sent_with = ("ordinary", "keeps it to one", KEPT, "nobody outside")

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.order}"


class Check(models.Model):
    """A look at finished work by somebody who did not do it."""

    order = models.ForeignKey(WorksOrder, models.PROTECT, related_name="checks")
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    is_satisfactory = models.BooleanField()
    words = models.TextField(blank=True)
    told_at = models.DateTimeField()
    sent_with = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(
                name="repairs_check_says_what_is_wrong", condition=Q(is_satisfactory=True) | ~Q(words="")
            ),
            models.CheckConstraint(name="repairs_check_happened", condition=Q(checked_at__lte=F("told_at"))),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", KEPT, "nobody outside")
        order = ("ordinary", "of which order", KEPT, "they and staff")
        checked_at = ("ordinary", "when", KEPT, "they and staff")
        checked_by = ("ordinary", "who looked", KEPT, "they and staff")
        is_satisfactory = ("ordinary", "whether it is right", KEPT, "they and staff")
        words = ("ordinary", "what was found", KEPT, "staff")
        told_at = ("ordinary", "when it was written down", KEPT, "staff")
        sent_with = ("ordinary", "keeps it to one", KEPT, "nobody outside")

    def __str__(self) -> str:
        return f"{'right' if self.is_satisfactory else 'not right'}: {self.order}"


class FixedWord(models.Model):
    """What the resident says once works are done: is it fixed? Theirs, and nobody else’s to put right."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="fixed_words")
    is_fixed = models.BooleanField()
    words = models.TextField(blank=True)
    said_at = models.DateTimeField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    taken_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    sent_with = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(
                name="repairs_fixed_word_says_what_is_not", condition=Q(is_fixed=True) | ~Q(words="")
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", KEPT, "nobody outside")
        report = ("ordinary", "of which report", KEPT, "they and staff")
        is_fixed = ("ordinary", "whether it is fixed", KEPT, "they and staff")
        words = ("personal", "what they say of it", KEPT, "they and staff")
        said_at = ("ordinary", "when", KEPT, "they and staff")
        person = ("ordinary", "who said it", KEPT, "they and staff")
        taken_by = ("ordinary", "who wrote it down", KEPT, "staff")
        sent_with = ("ordinary", "keeps it to one", KEPT, "nobody outside")

    def __str__(self) -> str:
        return f"{'fixed' if self.is_fixed else 'not fixed'}: {self.report}"
