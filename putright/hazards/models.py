"""A report that may be a hazard is a case: the facts for the law, who decided what, and its place in the queue."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from putright.accounts.models import Account
from putright.record import reference
from putright.record.models import About
from putright.repairs.models import Report


class Class(models.TextChoices):
    """What a report would be if it is right, in the law's own words; or none of those."""

    EMERGENCY = "emergency", "Potential emergency hazard"
    SIGNIFICANT = "significant", "Potential significant hazard"
    NEITHER = "neither", "Neither"


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


class Place(models.Model):
    """The place in the queue of a report that is not finished: legal deadline, household risk, promises broken.

    It is made from those three and stored for the index alone; every night it is made again and compared.
    """

    report = models.OneToOneField(Report, models.PROTECT, related_name="place")
    # The earliest open date, brought forward by what adds to the risk: first come is not first served.
    act_before = models.DateTimeField()
    due_before = models.DateTimeField(null=True, blank=True)
    risk_hours = models.PositiveIntegerField(default=0)
    promises_broken = models.PositiveSmallIntegerField(default=0)
    is_class = models.CharField(max_length=12, choices=Class, blank=True)
    hazard = models.CharField(max_length=64, blank=True)
    needs_triage = models.BooleanField(default=True)
    # Nobody has found which home it is about.
    needs_home = models.BooleanField(default=False)
    lsoa = models.CharField(max_length=9, blank=True)
    # Found by the index below, in order, and never by itself.
    owner = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="queue", db_index=False)

    class Meta:
        """What the database refuses, whoever asks."""

        indexes = (
            models.Index(name="hazards_place_order", fields=["act_before", "id"]),
            models.Index(name="hazards_place_triage", fields=["act_before", "id"], condition=Q(needs_triage=True)),
            models.Index(name="hazards_place_home", fields=["act_before", "id"], condition=Q(needs_home=True)),
            models.Index(name="hazards_place_class", fields=["is_class", "act_before", "id"]),
            models.Index(name="hazards_place_hazard", fields=["hazard", "act_before", "id"], condition=~Q(hazard="")),
            models.Index(name="hazards_place_lsoa", fields=["lsoa", "act_before", "id"], condition=~Q(lsoa="")),
            models.Index(
                name="hazards_place_owner", fields=["owner", "act_before", "id"], condition=Q(owner__isnull=False)
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "until it is finished", "nobody outside")
        report = ("ordinary", "which report", "until it is finished", "staff")
        act_before = ("ordinary", "what comes first", "until it is finished", "staff")
        due_before = ("ordinary", "what comes first", "until it is finished", "staff")
        risk_hours = ("personal", "what comes first", "until it is finished", "staff who decide")
        promises_broken = ("ordinary", "what comes first", "until it is finished", "staff")
        is_class = ("ordinary", "what comes first", "until it is finished", "staff")
        hazard = ("ordinary", "to find what is alike", "until it is finished", "staff")
        needs_triage = ("ordinary", "what to decide", "until it is finished", "staff")
        needs_home = ("ordinary", "what to find", "until it is finished", "staff")
        lsoa = ("ordinary", "whose patch it is in", "until it is finished", "staff")
        owner = ("ordinary", "whose it is", "until it is finished", "staff")

    def __str__(self) -> str:
        return f"the place of {self.report}"


class SavedFilter(models.Model):
    """A view of the queue that somebody keeps, to come back to."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=60)
    asks = models.JSONField(default=dict)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (models.UniqueConstraint(name="hazards_saved_filter_once", fields=["account", "name"]),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "until they take it away", "nobody outside")
        account = ("ordinary", "whose it is", "until they take it away", "they alone")
        name = ("ordinary", "what they call it", "until they take it away", "they alone")
        asks = ("ordinary", "what it shows", "until they take it away", "they alone")

    def __str__(self) -> str:
        return self.name
