"""Somewhere else to stay while a home is made safe: what was offered, whether it suits, the answer, and the stay."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from putright.accounts.models import Account
from putright.hazards.models.case import Case
from putright.people.models import Person
from putright.record import reference
from putright.record.models import About


class Stay(models.Model):
    """Somewhere else to stay that was offered to a household, from the offer until they are home again."""

    class Kind(models.TextChoices):
        """What sort of place it is."""

        HOTEL = "hotel", "A hotel or guest house"
        OUR_HOME = "our_home", "Another home of ours"
        RENTED = "rented", "A home that we rent for them"
        FAMILY = "family", "With family or friends, and we pay what it costs"
        OTHER = "other", "Somewhere else"

    class PaidBy(models.TextChoices):
        """Who bears the cost. The law asks for somewhere at the landlord's cost, and at no less."""

        LANDLORD = "landlord", "We pay for all of it"
        HOUSEHOLD = "household", "They pay some of it, or all"

    class Returned(models.TextChoices):
        """Why the stay came to an end."""

        MADE_SAFE = "made_safe", "Their home is made safe"
        MOVED_ON = "moved_on", "They moved on to another place that we found them"
        THEY_CHOSE = "they_chose", "They chose to come home before it is made safe"
        PLACE_ENDED = "place_ended", "The place came to an end, and their home is not made safe yet"

    case = models.ForeignKey(Case, models.PROTECT, related_name="stays")
    reference = models.CharField(max_length=10, unique=True, default=reference.new, editable=False)
    needed_because = models.TextField()
    kind = models.CharField(max_length=12, choices=Kind)
    # It may be where somebody hides from somebody.
    where = models.TextField()
    # What the household is told that it pays for and what is arranged: meals, travel, laundry, storage.
    covers = models.TextField()
    begins_on = models.DateField()
    paid_by = models.CharField(max_length=10, choices=PaidBy)
    # As far as it is known.
    cost_pence = models.PositiveIntegerField(null=True, blank=True)
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(Account, models.PROTECT, related_name="stays_offered")
    written_at = models.DateTimeField()
    # The place is not to be had any more, and was not taken.
    gone_at = models.DateTimeField(null=True, blank=True)
    secured_at = models.DateTimeField(null=True, blank=True)
    # The first of them, and the last.
    moved_in_at = models.DateTimeField(null=True, blank=True)
    everyone_moved_at = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.CharField(max_length=12, choices=Returned, blank=True)
    returned_words = models.TextField(blank=True)
    sent_with = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(
                name="hazards_stay_offered_before_written", condition=Q(offered_at__lte=F("written_at"))
            ),
            models.CheckConstraint(
                name="hazards_stay_gone_or_taken", condition=Q(gone_at__isnull=True) | Q(moved_in_at__isnull=True)
            ),
            models.CheckConstraint(
                name="hazards_stay_secured_then_moved_in",
                condition=Q(moved_in_at__isnull=True) | Q(moved_in_at__gte=F("secured_at")),
            ),
            models.CheckConstraint(
                name="hazards_stay_first_then_everyone",
                condition=Q(everyone_moved_at__isnull=True) | Q(everyone_moved_at__gte=F("moved_in_at")),
            ),
            models.CheckConstraint(
                name="hazards_stay_reviewed_while_it_lasts",
                condition=Q(moved_in_at__isnull=True) | Q(review_on__isnull=False),
            ),
            models.CheckConstraint(
                name="hazards_stay_returned_for_a_reason",
                condition=Q(returned_at__isnull=True, returned_because="")
                | (Q(returned_at__gte=F("moved_in_at")) & ~Q(returned_because="")),
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after they are home", "nobody outside")
        case = ("ordinary", "which case", "six years after they are home", "they and staff")
        reference = ("ordinary", "names it in an address", "six years after they are home", "they and staff")
        needed_because = ("personal", "why it is needed", "six years after they are home", "they and staff")
        kind = ("personal", "what was offered", "six years after they are home", "they and staff")
        where = ("protected", "where they can stay", "a year after they are home", "they, and staff who arrange it")
        covers = ("personal", "what was offered", "six years after they are home", "they and staff")
        begins_on = ("personal", "from when", "six years after they are home", "they and staff")
        paid_by = ("ordinary", "whether the law counts it", "six years after they are home", "they and staff")
        cost_pence = ("ordinary", "what it costs us", "six years after they are home", "staff")
        offered_at = ("ordinary", "when it was offered", "six years after they are home", "they and staff")
        offered_by = ("ordinary", "who offered it", "six years after they are home", "they and staff")
        written_at = ("ordinary", "when it was written down", "six years after they are home", "staff")
        gone_at = ("ordinary", "until when it could be had", "six years after they are home", "they and staff")
        secured_at = ("ordinary", "when it was secured", "six years after they are home", "they and staff")
        moved_in_at = ("personal", "when they moved", "six years after they are home", "they and staff")
        everyone_moved_at = ("personal", "whether all are out", "six years after they are home", "they and staff")
        review_on = ("ordinary", "when we look again", "six years after they are home", "they and staff")
        returned_at = ("personal", "when they came home", "six years after they are home", "they and staff")
        returned_because = ("personal", "why it ended", "six years after they are home", "they and staff")
        returned_words = ("personal", "why it ended", "six years after they are home", "they and staff who decide")
        sent_with = ("ordinary", "keeps it to one", "six years after they are home", "nobody outside")

    @property
    def about(self) -> About:
        """What the record calls it."""
        return About("hazards.stay", self.reference)

    @property
    def is_running(self) -> bool:
        """Whether somebody stays there now."""
        return self.moved_in_at is not None and self.returned_at is None

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, offered {self.offered_at:%d %B %Y}"


class Suitability(models.Model):
    """Whether a place suits a household in one way, as somebody found out; found out again, the later one counts."""

    class Of(models.TextChoices):
        """What a place is judged on."""

        PLACE = "place", "Where it is"
        SIZE = "size", "How big it is"
        ACCESS = "access", "Getting in and about"
        SCHOOL = "school", "School and nursery"
        WORK = "work", "Getting to work"
        CARE = "care", "Care, treatment and support"
        PETS = "pets", "Pets and assistance animals"
        RISK = "risk", "Keeping safe from other people"

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="suitability")
    of = models.CharField(max_length=8, choices=Of)
    is_suitable = models.BooleanField()
    words = models.TextField(blank=True)
    found_at = models.DateTimeField()

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after they are home", "nobody outside")
        stay = ("ordinary", "of which place", "six years after they are home", "they and staff")
        of = ("ordinary", "what was asked", "six years after they are home", "they and staff")
        is_suitable = ("personal", "whether it suits them", "six years after they are home", "they and staff")
        words = ("protected", "what they need", "a year after they are home", "staff who arrange it")
        found_at = ("ordinary", "when it was asked", "six years after they are home", "they and staff")

    def __str__(self) -> str:
        return f"{self.get_of_display()}: {'suits' if self.is_suitable else 'does not suit'}"


class StayAnswer(models.Model):
    """What a household said to an offer, in its own words if it wished; what it says later counts from then."""

    class Kind(models.TextChoices):
        """Yes, no, or no longer either."""

        ACCEPTED = "accepted", "They said yes"
        DECLINED = "declined", "They said no"
        TAKEN_BACK = "taken_back", "They took their answer back"

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=10, choices=Kind)
    said_at = models.DateTimeField()
    # Theirs to give or to keep.
    words = models.TextField(blank=True)
    # Who of us took it down, or who said it online.
    taken_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="stay_answers")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="stay_answers")
    sent_with = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(
                name="hazards_stay_answer_by_somebody", condition=Q(taken_by__isnull=False) | Q(person__isnull=False)
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after they are home", "nobody outside")
        stay = ("ordinary", "to which offer", "six years after they are home", "they and staff")
        kind = ("ordinary", "what they said", "six years after they are home", "they and staff")
        said_at = ("ordinary", "when they said it", "six years after they are home", "they and staff")
        words = ("personal", "why, if they wished to say", "six years after they are home", "they and staff who decide")
        taken_by = ("ordinary", "who wrote it down", "six years after they are home", "they and staff")
        person = ("ordinary", "who said it", "six years after they are home", "they and staff")
        sent_with = ("ordinary", "keeps it to one", "six years after they are home", "nobody outside")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.stay}"
