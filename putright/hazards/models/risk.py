"""The risk to a household while a hazard is there, as somebody assessed it; and waiting for major works."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from putright.accounts.models import Account
from putright.hazards.models.case import Case
from putright.people.models import Circumstance
from putright.record import reference


class RiskAssessment(models.Model):
    """Who is at risk, how badly and how likely, and what keeps them safe meanwhile; the latest counts."""

    class Severity(models.TextChoices):
        """The worst that it could well do to them."""

        EXTREME = "extreme", "Extreme: it could kill, or harm for life"
        SEVERE = "severe", "Severe: a serious illness or injury"
        SERIOUS = "serious", "Serious: an illness or injury that needs treatment"
        MODERATE = "moderate", "Moderate: they would notice it, and get over it"

    class Likelihood(models.TextChoices):
        """How likely that is while it stays as it is."""

        HAPPENING = "happening", "It is happening already"
        LIKELY = "likely", "Likely"
        POSSIBLE = "possible", "Possible"
        UNLIKELY = "unlikely", "Unlikely"

    case = models.ForeignKey(Case, models.PROTECT, related_name="risk_assessments")
    assessed_at = models.DateTimeField()
    assessed_by = models.ForeignKey(Account, models.PROTECT, related_name="risk_assessments")
    # Whom a hazard harms sooner, of those who live there; and everything else that matters, in words.
    at_risk = ArrayField(models.CharField(max_length=20, choices=Circumstance.Kind), default=list)
    who = models.TextField()
    severity = models.CharField(max_length=10, choices=Severity)
    likelihood = models.CharField(max_length=10, choices=Likelihood)
    # What keeps them safe until the work is done.
    in_place = models.TextField()
    review_on = models.DateField()
    sent_with = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(name="hazards_risk_says_who_and_what", condition=~Q(who="") & ~Q(in_place="")),
        )
        indexes = (models.Index(name="hazards_risk_latest", fields=["case", "-id"]),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        case = ("ordinary", "which case", "six years after it is put right", "they and staff")
        assessed_at = ("ordinary", "when", "six years after it is put right", "they and staff")
        assessed_by = ("ordinary", "who answers for it", "six years after it is put right", "they and staff")
        at_risk = ("personal", "whom it harms sooner", "six years after it is put right", "staff who decide")
        who = ("personal", "whom it harms sooner", "six years after it is put right", "staff who decide")
        severity = ("ordinary", "how bad it could be", "six years after it is put right", "they and staff")
        likelihood = ("ordinary", "how likely it is", "six years after it is put right", "they and staff")
        in_place = ("personal", "what keeps them safe", "six years after it is put right", "they and staff")
        review_on = ("ordinary", "when it is looked at again", "six years after it is put right", "they and staff")
        sent_with = ("ordinary", "keeps it to one", "six years after it is put right", "nobody outside")

    def __str__(self) -> str:
        return f"{self.get_severity_display()}, {self.get_likelihood_display()}"


class Deferral(models.Model):
    """A household waits for major works: on an assessment, on an expert's advice, with something in place meanwhile.

    It stops no clock of the law. It ends by itself when the programme slips or passes, or the household changes.
    """

    class Ended(models.TextChoices):
        """Why they wait no longer, or why it is decided anew."""

        WORKS_BEGAN = "works_began", "The works began"
        NOT_WAITING = "not_waiting", "It is put right without waiting"
        SLIPPED = "slipped", "The programme slipped"
        PASSED = "passed", "The programme's day has passed, and the works have not begun"
        HOUSEHOLD_CHANGED = "household_changed", "The household changed"

    case = models.ForeignKey(Case, models.PROTECT, related_name="deferrals")
    reference = models.CharField(max_length=10, unique=True, default=reference.new, editable=False)
    assessment = models.ForeignKey(RiskAssessment, models.PROTECT, related_name="deferrals")
    expert = models.CharField(max_length=200)
    advised_on = models.DateField()
    advice = models.TextField()
    mitigation = models.TextField()
    mitigated_on = models.DateField()
    update_every_days = models.PositiveSmallIntegerField()
    programme_on = models.DateField()
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(Account, models.PROTECT, related_name="deferrals")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=20, choices=Ended, blank=True)
    sent_with = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.UniqueConstraint(
                name="hazards_deferral_one_at_a_time", fields=["case"], condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="hazards_deferral_has_everything",
                condition=~Q(expert="") & ~Q(advice="") & ~Q(mitigation="") & Q(update_every_days__range=(1, 28)),
            ),
            models.CheckConstraint(
                name="hazards_deferral_ended_for_a_reason",
                condition=Q(ended_at__isnull=True, ended_because="")
                | (Q(ended_at__gte=F("began_at")) & ~Q(ended_because="")),
            ),
        )
        indexes = (
            models.Index(name="hazards_deferral_running", fields=["programme_on"], condition=Q(ended_at__isnull=True)),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        case = ("ordinary", "which case", "six years after it is put right", "they and staff")
        reference = ("ordinary", "names it in the record", "six years after it is put right", "they and staff")
        assessment = ("ordinary", "what it rests on", "six years after it is put right", "they and staff")
        expert = ("ordinary", "who advised it", "six years after it is put right", "they and staff")
        advised_on = ("ordinary", "when", "six years after it is put right", "they and staff")
        advice = ("ordinary", "what they advised", "six years after it is put right", "they and staff")
        mitigation = ("personal", "what keeps them safe", "six years after it is put right", "they and staff")
        mitigated_on = ("ordinary", "since when", "six years after it is put right", "they and staff")
        update_every_days = ("ordinary", "how often they hear", "six years after it is put right", "they and staff")
        programme_on = ("ordinary", "when the works begin", "six years after it is put right", "they and staff")
        began_at = ("ordinary", "since when", "six years after it is put right", "they and staff")
        began_by = ("ordinary", "who decided it", "six years after it is put right", "they and staff")
        ended_at = ("ordinary", "until when", "six years after it is put right", "they and staff")
        ended_because = ("ordinary", "why it ended", "six years after it is put right", "they and staff")
        sent_with = ("ordinary", "keeps it to one", "six years after it is put right", "nobody outside")

    @property
    def update_every(self) -> timedelta:
        """How often the household is told how it stands."""
        return timedelta(days=self.update_every_days)

    def __str__(self) -> str:
        return f"{self.case} waits for works planned for {self.programme_on:%d %B %Y}"


class Progress(models.Model):
    """How the works that a household waits for stand, as we told them."""

    deferral = models.ForeignKey(Deferral, models.PROTECT, related_name="progress")
    words = models.TextField()
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(Account, models.PROTECT, related_name="progress_told")
    sent_with = models.CharField(max_length=64, unique=True, editable=False)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        deferral = ("ordinary", "of which works", "six years after it is put right", "they and staff")
        words = ("personal", "how they stand", "six years after it is put right", "they and staff")
        told_at = ("ordinary", "when they were told", "six years after it is put right", "they and staff")
        told_by = ("ordinary", "who told them", "six years after it is put right", "they and staff")
        sent_with = ("ordinary", "keeps it to one", "six years after it is put right", "nobody outside")

    def __str__(self) -> str:
        return f"told {self.told_at:%d %B %Y}: {self.deferral}"
