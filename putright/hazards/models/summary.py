"""The written summary of an investigation, as it was sent: sealed, and for each named tenant the proof that it went."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from putright.hazards.models.investigation import Investigation
from putright.messages.models import Message
from putright.people.models import Person
from putright.record import reference
from putright.record.models import About


class Summary(models.Model):
    """What an investigation found, in writing: made once, from its findings, and never changed."""

    reference = models.CharField(max_length=10, unique=True, default=reference.new, editable=False)
    investigation = models.OneToOneField(Investigation, models.PROTECT, related_name="summary")
    # All work was finished within the three working days, so it says that, and what was done.
    is_short = models.BooleanField(default=False)
    # What it says, as the page and the letter show it.
    says = models.JSONField()
    pdf = models.BinaryField()
    # Of the letter: the record holds it too, so that nobody can swap one for another.
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        reference = ("ordinary", "names it in an address", "six years after it is put right", "they and staff")
        investigation = ("ordinary", "what it sums up", "six years after it is put right", "they and staff")
        is_short = ("ordinary", "which form it has", "six years after it is put right", "they and staff")
        says = ("personal", "what was found", "six years after it is put right", "they and staff")
        pdf = ("personal", "the letter", "six years after it is put right", "they and staff")
        sha256 = ("ordinary", "shows that it is the same", "six years after it is put right", "they and staff")
        made_at = ("ordinary", "when it was made", "six years after it is put right", "they and staff")
        by = ("ordinary", "who made it", "six years after it is put right", "staff")

    @property
    def about(self) -> About:
        """What the record calls it."""
        return About("hazards.summary", self.reference)

    def __str__(self) -> str:
        return f"Summary {reference.shown(self.reference)}"


class Dispatch(models.Model):
    """One way in which a summary went to one named tenant, and the proof that it did."""

    class Route(models.TextChoices):
        """How it went. A text message is too short to hold it, and is none of these."""

        EMAIL = "email", "By email, all of it in the message"
        POST = "post", "By first-class post"
        IN_PERSON = "in_person", "Handed to them"
        LEFT = "left", "Left at the home"

    summary = models.ForeignKey(Summary, models.PROTECT, related_name="dispatches")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    route = models.CharField(max_length=12, choices=Route)
    # The message that carries it, where it goes by email.
    message = models.OneToOneField(Message, models.PROTECT, null=True, blank=True, related_name="+")
    # When it went: the law counts that day. Empty while a message waits to be carried.
    sent_at = models.DateTimeField(null=True, blank=True)
    proof = models.CharField(max_length=500, blank=True)
    written_at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(
                name="hazards_dispatch_has_its_proof",
                condition=Q(route="email", message__isnull=False)
                | (~Q(route="email") & Q(message__isnull=True, sent_at__isnull=False) & ~Q(proof="")),
            ),
            models.UniqueConstraint(name="hazards_dispatch_once", fields=["summary", "person", "route"]),
        )
        indexes = (
            # What waits to be carried: watch walks it, and it is nearly always empty.
            models.Index(name="hazards_dispatch_waiting", fields=["id"], condition=Q(sent_at__isnull=True)),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        summary = ("ordinary", "which summary", "six years after it is put right", "they and staff")
        person = ("ordinary", "who it was for", "six years after it is put right", "they and staff")
        route = ("ordinary", "how it went", "six years after it is put right", "they and staff")
        message = ("ordinary", "what carried it", "six years after it is put right", "they and staff")
        sent_at = ("ordinary", "the law counts it", "six years after it is put right", "they and staff")
        proof = ("personal", "that it went", "six years after it is put right", "they and staff")
        written_at = ("ordinary", "when it was written down", "six years after it is put right", "staff")
        by = ("ordinary", "who wrote it down", "six years after it is put right", "staff")

    def __str__(self) -> str:
        return f"{self.summary}, {self.get_route_display()}"
