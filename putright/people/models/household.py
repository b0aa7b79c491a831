"""The people who live together in a home, over time, and what makes a hazard worse for them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from putright.homes.models import Home
from putright.people.models.dated import DatedQuerySet, ends_after_it_began
from putright.people.models.person import Person


class Household(models.Model):
    """The people who live together in a home, from when until when."""

    home = models.ForeignKey(Home, models.PROTECT, related_name="households")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (ends_after_it_began("people_household_ends"),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it ends", "nobody outside")
        home = ("ordinary", "where they live", "six years after it ends", "staff")
        since = ("ordinary", "from when", "six years after it ends", "staff")
        until = ("ordinary", "until when", "six years after it ends", "staff")

    def __str__(self) -> str:
        return f"the household of {self.home}"


class Member(models.Model):
    """One person in one household, from when until when."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            ends_after_it_began("people_member_ends"),
            models.UniqueConstraint(
                name="people_member_once", fields=["household", "person"], condition=Q(until__isnull=True)
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it ends", "nobody outside")
        household = ("ordinary", "which household", "six years after it ends", "staff")
        person = ("ordinary", "who", "six years after it ends", "staff")
        since = ("ordinary", "from when", "six years after it ends", "staff")
        until = ("ordinary", "until when", "six years after it ends", "staff")

    def __str__(self) -> str:
        return f"{self.person} in {self.household}"


class Circumstance(models.Model):
    """What somebody told us of a household that makes a hazard worse for it: who is small, old, expecting or unwell."""

    class Kind(models.TextChoices):
        """Told in a person's own words, and put under one of these."""

        BABY = "baby", "A baby"
        UNDER_5 = "under_5", "A child under 5"
        CHILD = "child", "A child under 18"
        OVER_65 = "over_65", "Someone over 65"
        PREGNANT = "pregnant", "Someone who is pregnant"
        BREATHING = "breathing", "Someone with asthma or trouble breathing"
        WEAK_IMMUNITY = "weak_immunity", "Someone who catches infections easily"
        HEART = "heart", "Someone with a heart condition"
        DISABLED = "disabled", "Someone who is disabled"
        ILL = "ill", "Someone who is ill"
        MENTAL_HEALTH = "mental_health", "Someone whose mental health it affects"
        POWERED_EQUIPMENT = "powered_equipment", "Someone who relies on powered equipment"

    household = models.ForeignKey(Household, models.PROTECT, related_name="circumstances")
    # Where they said who; many will not, and need not.
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="circumstances")
    kind = models.CharField(max_length=20, choices=Kind)
    told_at = models.DateTimeField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (ends_after_it_began("people_circumstance_ends"),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "until it ends", "nobody outside")
        household = ("personal", "which household", "until it ends, and a year", "staff who decide")
        person = ("personal", "who, where they said", "until it ends, and a year", "staff who decide")
        kind = ("personal", "whom a hazard harms sooner", "until it ends, and a year", "staff who decide")
        told_at = ("personal", "when we were told", "until it ends, and a year", "staff who decide")
        since = ("personal", "from when", "until it ends, and a year", "staff who decide")
        until = ("personal", "until when", "until it ends, and a year", "staff who decide")

    def __str__(self) -> str:
        return self.get_kind_display()
