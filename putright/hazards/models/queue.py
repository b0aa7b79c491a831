"""The order in which what is not finished is looked at."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from putright.accounts.models import Account
from putright.hazards.models.triage import Class
from putright.repairs.models import Report


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
