"""Somebody looks into a potential hazard: what they saw in each room, measured, found and recommend."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from putright.accounts.models import Account
from putright.hazards.models.case import Case
from putright.record import reference
from putright.record.models import About
from putright.repairs.models import WorksOrder


class InvestigationQuerySet(models.QuerySet["Investigation"]):
    """Investigations, by whether they have concluded."""

    def concluded(self) -> InvestigationQuerySet:
        """Those that have, in the order in which they did."""
        return self.filter(concluded_at__isnull=False).order_by("concluded_at", "pk")

    def under_way(self) -> InvestigationQuerySet:
        """Those that have not, the first begun first."""
        return self.filter(concluded_at__isnull=True).order_by("began_at", "pk")


class Investigation(models.Model):
    """One investigation of a case, in person or from afar, by somebody who is able to say what it is."""

    class Kind(models.TextChoices):
        """The law's own kinds."""

        STANDARD = "standard", "Standard investigation"
        EMERGENCY = "emergency", "Emergency investigation"
        RENEWED = "renewed", "Renewed investigation, in person"
        FURTHER = "further", "Further investigation"

    class Found(models.TextChoices):
        """What it came to."""

        NONE = "none", "No hazard"
        SIGNIFICANT = "significant", "A significant hazard"
        EMERGENCY = "emergency", "An emergency hazard"

    reference = models.CharField(max_length=10, unique=True, default=reference.new, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="investigations")
    day_zero = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    investigator = models.ForeignKey(Account, models.PROTECT, related_name="investigations")
    began_at = models.DateTimeField()
    # Why it is looked into again, where somebody looked before.
    why_again = models.TextField(blank=True)
    # What was typed so far, box by box and word for word, until it concludes.
    written = models.JSONField(default=dict, blank=True)
    # How often it was kept: a page that has an older number does not write over what is newer.
    kept_times = models.PositiveIntegerField(default=0)
    kept_at = models.DateTimeField(null=True, blank=True)

    concluded_at = models.DateTimeField(null=True, blank=True)
    is_in_person = models.BooleanField(null=True, blank=True)
    # What makes them able to say whether such a hazard is there: the law asks for it.
    competence = models.CharField(max_length=500, blank=True)
    present = models.CharField(max_length=300, blank=True)
    hazard = models.CharField(max_length=64, blank=True)
    found = models.CharField(max_length=12, choices=Found, blank=True)
    causes = models.TextField(blank=True)
    # Why nothing needs doing, where nothing does.
    why = models.TextField(blank=True)
    needs_further = models.BooleanField(default=False)

    objects = InvestigationQuerySet.as_manager()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(
                name="hazards_investigation_concluded_whole",
                condition=Q(concluded_at__isnull=True)
                | (Q(is_in_person__isnull=False) & ~Q(found="") & ~Q(competence="") & Q(written={})),
            ),
            models.CheckConstraint(
                name="hazards_investigation_renewed_in_person",
                condition=~Q(kind="renewed") | Q(is_in_person__isnull=True) | Q(is_in_person=True),
            ),
            # Two may look into one case, and may differ; one person has one of each kind under way.
            models.UniqueConstraint(
                name="hazards_investigation_under_way_once",
                fields=["case", "day_zero", "kind", "investigator"],
                condition=Q(concluded_at__isnull=True),
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        reference = ("ordinary", "names it in an address", "six years after it is put right", "they and staff")
        case = ("ordinary", "which case", "six years after it is put right", "they and staff")
        day_zero = ("ordinary", "where it counts from", "six years after it is put right", "they and staff")
        kind = ("ordinary", "what the law calls it", "six years after it is put right", "they and staff")
        investigator = ("ordinary", "who looked", "six years after it is put right", "they and staff")
        began_at = ("ordinary", "when it began", "six years after it is put right", "they and staff")
        why_again = ("personal", "why they were visited again", "six years after it is put right", "staff")
        written = ("personal", "what was seen, not yet whole", "until it concludes", "staff who decide")
        kept_times = ("ordinary", "to lose no words", "until it concludes", "nobody outside")
        kept_at = ("ordinary", "to lose no words", "until it concludes", "staff")
        concluded_at = ("ordinary", "the law counts from it", "six years after it is put right", "they and staff")
        is_in_person = ("ordinary", "the law turns on it", "six years after it is put right", "they and staff")
        competence = ("ordinary", "the law asks for it", "six years after it is put right", "they and staff")
        present = ("personal", "who was there", "six years after it is put right", "staff")
        hazard = ("ordinary", "what it is", "six years after it is put right", "they and staff")
        found = ("ordinary", "what it came to", "six years after it is put right", "they and staff")
        causes = ("personal", "what causes it", "six years after it is put right", "they and staff")
        why = ("personal", "why nothing needs doing", "six years after it is put right", "they and staff")
        needs_further = ("ordinary", "what is still to settle", "six years after it is put right", "they and staff")

    @property
    def about(self) -> About:
        """What the record calls it."""
        return About("hazards.investigation", self.reference)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.case}"


class Room(models.Model):
    """What was seen in one room, or one place outside."""

    investigation = models.ForeignKey(Investigation, models.PROTECT, related_name="rooms")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    words = models.TextField(blank=True)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (models.UniqueConstraint(name="hazards_room_once", fields=["investigation", "number"]),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        investigation = ("ordinary", "which", "six years after it is put right", "they and staff")
        number = ("ordinary", "their order", "six years after it is put right", "they and staff")
        name = ("personal", "where in the home", "six years after it is put right", "they and staff")
        words = ("personal", "what was seen", "six years after it is put right", "they and staff")

    def __str__(self) -> str:
        return self.name


class Measurement(models.Model):
    """One thing that was measured in a room, with its unit in its name."""

    class Of(models.TextChoices):
        """What was measured, and in what."""

        HUMIDITY = "humidity_percent", "Relative humidity, %"
        AIR = "air_celsius", "Air temperature, °C"
        SURFACE = "surface_celsius", "Temperature of the coldest surface, °C"
        DAMP = "damp_percent", "Damp meter, % wood moisture equivalent"
        MOULD = "mould_square_metres", "Mould, m²"

    room = models.ForeignKey(Room, models.PROTECT, related_name="measurements")
    of = models.CharField(max_length=24, choices=Of)
    value = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (models.UniqueConstraint(name="hazards_measurement_once", fields=["room", "of"]),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        room = ("ordinary", "where", "six years after it is put right", "they and staff")
        of = ("ordinary", "what was measured", "six years after it is put right", "they and staff")
        value = ("ordinary", "how much", "six years after it is put right", "they and staff")

    def __str__(self) -> str:
        # As a meter shows it: 78.5, and not 78.50.
        return f"{self.get_of_display()}: {self.value.normalize():f}"


class Recommendation(models.Model):
    """What an investigation says should be done, by when; or why it is not going to be."""

    class Purpose(models.TextChoices):
        """What the work is for: the law has a date for the first two."""

        MAKE_SAFE = "make_safe", "To make it safe"
        PREVENT = "prevent", "To stop it coming back"
        PUT_RIGHT = "put_right", "To put right something else"

    investigation = models.ForeignKey(Investigation, models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=12, choices=Purpose)
    words = models.TextField()
    # The days that the written summary gives: not binding by themselves, and explained when they pass.
    begin_on = models.DateField(null=True, blank=True)
    finish_on = models.DateField(null=True, blank=True)
    why_not = models.TextField(blank=True)
    # The works that it became; several can become one.
    order = models.ForeignKey(WorksOrder, models.PROTECT, null=True, blank=True, related_name="recommended")

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.UniqueConstraint(name="hazards_recommendation_once", fields=["investigation", "number"]),
            models.CheckConstraint(
                name="hazards_recommendation_dated_or_not_done",
                condition=Q(begin_on__isnull=False, finish_on__isnull=False, why_not="", finish_on__gte=F("begin_on"))
                | (Q(begin_on__isnull=True, finish_on__isnull=True, order__isnull=True) & ~Q(why_not="")),
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        investigation = ("ordinary", "which", "six years after it is put right", "they and staff")
        number = ("ordinary", "their order", "six years after it is put right", "they and staff")
        purpose = ("ordinary", "what it is for", "six years after it is put right", "they and staff")
        words = ("personal", "what should be done", "six years after it is put right", "they and staff")
        begin_on = ("ordinary", "when it is to begin", "six years after it is put right", "they and staff")
        finish_on = ("ordinary", "when it is to be done", "six years after it is put right", "they and staff")
        why_not = ("personal", "why it is not done", "six years after it is put right", "they and staff")
        order = ("ordinary", "what it became", "six years after it is put right", "they and staff")

    @property
    def is_left(self) -> bool:
        """Whether it is neither ordered nor said why not."""
        return self.order_id is None and not self.why_not

    def __str__(self) -> str:
        return self.words


class Reconciliation(models.Model):
    """Two investigations say different things, and a person says which stands, and why."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="reconciliations")
    stands = models.ForeignKey(Investigation, models.PROTECT, related_name="+")
    against = models.ForeignKey(Investigation, models.PROTECT, related_name="+")
    why = models.TextField()
    decided_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.UniqueConstraint(name="hazards_reconciliation_once", fields=["stands", "against"]),
            models.CheckConstraint(name="hazards_reconciliation_of_two", condition=~Q(stands=F("against"))),
            models.CheckConstraint(name="hazards_reconciliation_for_a_reason", condition=~Q(why="")),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        case = ("ordinary", "which case", "six years after it is put right", "they and staff")
        stands = ("ordinary", "which is right", "six years after it is put right", "they and staff")
        against = ("ordinary", "which is not", "six years after it is put right", "they and staff")
        why = ("personal", "why", "six years after it is put right", "they and staff")
        decided_by = ("ordinary", "who says so", "six years after it is put right", "they and staff")
        decided_at = ("ordinary", "when", "six years after it is put right", "they and staff")

    def __str__(self) -> str:
        return f"{self.stands} stands"
