"""A message is kept with what it says was done, in one transaction, and sent afterwards; each try is written down."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from putright.accounts.models import Account
from putright.people.models import ContactPoint, Person
from putright.record.models import CODE


class Channel(models.TextChoices):
    """How a message travels."""

    TEXT = "text", "Text message"
    EMAIL = "email", "Email"
    LETTER = "letter", "Letter"
    # Somebody rings and says it.
    PHONE = "phone", "Phone call"
    # Shown to whoever it is for, when they sign in.
    SCREEN = "screen", "On screen"


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages, by what has become of them."""

    def about(self, type: str, id: str) -> Self:
        """Those about one thing, in the order they were written."""
        return self.filter(about_type=type, about_id=id).order_by("id")

    def waiting(self) -> Self:
        """Those that somebody should send or try again."""
        return self.filter(next_try_at__isnull=False)


class Message(models.Model):
    """One message to one person or one member of staff, in words from a template, by one channel."""

    # Most messages are for one of these three: the indexes below hold the rows that name one.
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="messages", db_index=False)
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="messages", db_index=False)
    # For staff who hold a role, when it is for none of them by name.
    role = models.CharField(max_length=20, blank=True)
    contact_point = models.ForeignKey(
        ContactPoint, models.PROTECT, null=True, blank=True, related_name="messages", db_index=False
    )
    channel = models.CharField(max_length=8, choices=Channel)
    template = models.CharField(max_length=64)
    # What the template is filled in with: names, dates and references, and nothing protected.
    params = models.JSONField(default=dict)
    about_type = models.CharField(max_length=64)
    about_id = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    # This one goes another way because that one did not arrive.
    instead_of = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="tried_instead")
    # The index that watch walks. Null: there is nothing left to do.
    next_try_at = models.DateTimeField(null=True, blank=True)
    # For what is shown on screen: when whoever it is for had read it.
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(
                name="messages_message_is_for_someone",
                condition=Q(person__isnull=False, account__isnull=True, role="")
                | Q(person__isnull=True, account__isnull=False, role="")
                | (Q(person__isnull=True, account__isnull=True) & ~Q(role="")),
            ),
            models.CheckConstraint(
                name="messages_message_about", condition=Q(about_type__regex=CODE) & Q(about_id__regex=CODE)
            ),
        )
        indexes = (
            models.Index(
                name="messages_message_waiting", fields=["next_try_at", "id"], condition=Q(next_try_at__isnull=False)
            ),
            models.Index(name="messages_message_person", fields=["person", "id"], condition=Q(person__isnull=False)),
            models.Index(name="messages_message_account", fields=["account", "id"], condition=Q(account__isnull=False)),
            models.Index(
                name="messages_message_point", fields=["contact_point"], condition=Q(contact_point__isnull=False)
            ),
            models.Index(name="messages_message_about", fields=["about_type", "about_id", "id"]),
            models.Index(
                name="messages_message_unread",
                fields=["role", "id"],
                condition=Q(channel="screen", read_at__isnull=True),
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years", "nobody outside")
        person = ("ordinary", "who it is for", "six years", "they and staff")
        account = ("ordinary", "who it is for", "six years", "staff")
        role = ("ordinary", "who it is for", "six years", "staff")
        contact_point = ("ordinary", "where it went", "six years", "they and staff")
        channel = ("ordinary", "how it went", "six years", "they and staff")
        template = ("ordinary", "what it said", "six years", "they and staff")
        params = ("personal", "what it said", "six years", "they and staff who write")
        about_type = ("ordinary", "what it is about", "six years", "they and staff")
        about_id = ("ordinary", "what it is about", "six years", "they and staff")
        written_at = ("ordinary", "when it was written", "six years", "they and staff")
        by = ("ordinary", "who wrote it", "six years", "staff")
        instead_of = ("ordinary", "which did not arrive", "six years", "staff")
        next_try_at = ("ordinary", "when to try next", "until it has gone", "staff")
        read_at = ("ordinary", "when it was read", "six years", "staff")

    def __str__(self) -> str:
        return f"{self.template} by {self.channel}"


class Try(models.Model):
    """One try at sending one message, claimed before it is made, so that two senders never make the same."""

    class Outcome(models.TextChoices):
        """What came of it."""

        ACCEPTED = "accepted", "Sent"  # taken by the service that carries it
        DELIVERED = "delivered", "Arrived"
        LATER = "later", "Not yet sent"  # worth trying again
        FAILED = "failed", "Did not arrive"
        UNKNOWN = "unknown", "Not known"  # we were cut off in the middle of it

    message = models.ForeignKey(Message, models.PROTECT, related_name="tries")
    number = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    # What was said, word for word, as it left.
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    carrier = models.CharField(max_length=20)
    carrier_reference = models.CharField(max_length=100, blank=True)
    why = models.CharField(max_length=300, blank=True)
    # When to ask the carrier whether it arrived. Null: no need.
    ask_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (models.UniqueConstraint(name="messages_try_once", fields=["message", "number"]),)
        indexes = (
            models.Index(name="messages_try_asking", fields=["ask_at", "id"], condition=Q(ask_at__isnull=False)),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years", "nobody outside")
        message = ("ordinary", "which message", "six years", "they and staff")
        number = ("ordinary", "which try", "six years", "staff")
        began_at = ("ordinary", "when", "six years", "they and staff")
        ended_at = ("ordinary", "when", "six years", "they and staff")
        outcome = ("ordinary", "what came of it", "six years", "they and staff")
        subject = ("personal", "what it said", "six years", "they and staff who write")
        body = ("personal", "what it said", "six years", "they and staff who write")
        carrier = ("ordinary", "who carried it", "six years", "staff")
        carrier_reference = ("ordinary", "to ask after it", "six years", "staff")
        why = ("ordinary", "why it did not arrive", "six years", "staff")
        ask_at = ("ordinary", "when to ask after it", "until it is known", "staff")

    def __str__(self) -> str:
        return f"try {self.number} of {self.message}"
