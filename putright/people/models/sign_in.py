"""A code that somebody asked for, to sign in with."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from putright.people.models.person import ContactPoint

MOST_TRIES = 3


class SignInCode(models.Model):
    """A code that was asked for: kept whether or not there is anybody to send it to, so that nobody can tell which.

    Neither the code nor what was typed can be read from it.
    """

    # Whoever's browser holds this may answer, and no other.
    key = models.CharField(max_length=64, unique=True)
    # Where the code went. Null: nowhere, and no answer is right.
    contact_point = models.ForeignKey(ContactPoint, models.PROTECT, null=True, blank=True, related_name="codes")
    asked_of = models.CharField(max_length=64)
    code = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(name="people_sign_in_code_tries", condition=Q(tries__lte=MOST_TRIES)),
            models.CheckConstraint(
                name="people_sign_in_code_answered_where_it_went",
                condition=Q(answered_at__isnull=True) | Q(contact_point__isnull=False),
            ),
        )
        indexes = (models.Index(name="people_sign_in_code_asked_of", fields=["asked_of", "asked_at"]),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "two days", "nobody outside")
        key = ("protected", "who may answer", "two days", "nobody")
        contact_point = ("ordinary", "where it went", "two days", "nobody")
        asked_of = ("protected", "to send no more than a few", "two days", "nobody")
        code = ("protected", "to know the right answer", "two days", "nobody")
        asked_at = ("ordinary", "until when it holds", "two days", "nobody")
        tries = ("ordinary", "to allow no more than a few", "two days", "nobody")
        answered_at = ("ordinary", "to let it in once", "two days", "nobody")

    def __str__(self) -> str:
        return f"a code asked for at {self.asked_at:%H:%M on %d %B %Y}"
