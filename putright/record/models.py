"""A line says what was done; a seal makes sure that nobody can unsay it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple, Self

from django.db import models
from django.db.models import Q

# In the order of the words: an area, a full stop, what happened. Whether it is past tense, only a reader can tell.
NAME = r"^[a-z][a-z_]*\.[a-z][a-z_]*$"
# An id or the name of a process, and never a person's own name or address.
CODE = r"^[A-Za-z0-9._:-]+$"
# Of two machines, a little; more is a mistake.
CLOCKS_DIFFER = timedelta(minutes=5)
HASH = r"^[0-9a-f]{64}$"


class About(NamedTuple):
    """What a line is about: a kind of thing and which one, by name and id."""

    type: str
    id: str


def about_any(abouts: Iterable[About]) -> Q:
    """Rows about any of some things; about nothing, none."""
    ids: dict[str, list[str]] = {}
    for about in abouts:
        ids.setdefault(about.type, []).append(about.id)
    wanted = Q(pk__in=())
    for kind, some in ids.items():
        wanted |= Q(about_type=kind, about_id__in=some)
    return wanted


class Audience(models.TextChoices):
    """Who may read a line."""

    RESIDENT = "resident"
    STAFF = "staff"


class ClockTimestamp(models.Func):
    """What the database's clock says at this very moment, and not when its transaction began."""

    function = "clock_timestamp"
    output_field = models.DateTimeField()


class TransactionNumber(models.Func):
    """The number that PostgreSQL gives to the transaction that we are in, which it never gives again."""

    template = "pg_current_xact_id()::text::bigint"
    output_field = models.BigIntegerField()


class LineQuerySet(models.QuerySet["Line"]):
    """Lines, by what they are about and who may read them."""

    def about(self, thing: About) -> Self:
        """Those about one thing, in the order they were written."""
        return self.filter(about_type=thing.type, about_id=thing.id).order_by("id")

    def for_residents(self) -> Self:
        """Those that the resident may read."""
        return self.filter(audience=Audience.RESIDENT)


class Line(models.Model):
    """One thing that was done: by whom, when, about what. It holds ids and choices, and no free words about people.

    The database stamps `written_at` and `written_in` itself, whatever it is given, and refuses every change.
    """

    name = models.CharField(max_length=100)
    by = models.CharField(max_length=64)
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    # Lines become visible in the order of their commits, which is not the order of their ids. Every transaction has
    # a number, and PostgreSQL says below which number all have ended: lines are sealed in the order of that number.
    written_in = models.BigIntegerField(db_default=TransactionNumber(), editable=False)
    about_type = models.CharField(max_length=64)
    about_id = models.CharField(max_length=64)
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.RESIDENT)
    why_staff_only = models.CharField(max_length=200, null=True, blank=True)
    corrects = models.ForeignKey(
        "self", models.DO_NOTHING, null=True, blank=True, related_name="corrected_by", db_index=False
    )
    detail = models.JSONField(default=dict)

    objects = LineQuerySet.as_manager()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(name="record_line_name", condition=Q(name__regex=NAME)),
            models.CheckConstraint(name="record_line_by", condition=Q(by__regex=CODE)),
            models.CheckConstraint(
                name="record_line_about", condition=Q(about_type__regex=CODE) & Q(about_id__regex=CODE)
            ),
            models.CheckConstraint(
                name="record_line_staff_only_has_a_reason",
                condition=Q(audience=Audience.RESIDENT, why_staff_only__isnull=True)
                | Q(audience=Audience.STAFF, why_staff_only__regex=r"\S", why_staff_only__isnull=False),
            ),
            models.CheckConstraint(
                name="record_line_has_happened",
                condition=Q(happened_at__lte=models.F("written_at") + models.Value(CLOCKS_DIFFER)),
            ),
        )
        indexes = (
            models.Index(name="record_line_about_in_order", fields=["about_type", "about_id", "id"]),
            models.Index(name="record_line_sealing", fields=["written_in", "id"]),
            # Few lines correct another.
            models.Index(name="record_line_corrects", fields=["corrects"], condition=Q(corrects__isnull=False)),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this line", "as long as the record", "whoever may read the line")
        name = ("ordinary", "what was done", "as long as the record", "whoever may read the line")
        by = ("ordinary", "who answers for it", "as long as the record", "whoever may read the line")
        happened_at = ("ordinary", "when it was done", "as long as the record", "whoever may read the line")
        written_at = ("ordinary", "when we wrote it down", "as long as the record", "whoever may read the line")
        written_in = ("ordinary", "the order of sealing", "as long as the record", "whoever verifies the record")
        about_type = ("ordinary", "what it is about", "as long as the record", "whoever may read the line")
        about_id = ("ordinary", "which one it is about", "as long as the record", "whoever may read the line")
        audience = ("ordinary", "who may read it", "as long as the record", "staff")
        why_staff_only = ("personal", "why a resident may not read it", "as long as the record", "staff")
        corrects = ("ordinary", "which line it puts right", "as long as the record", "whoever may read the line")
        detail = ("ordinary", "ids and choices made", "as long as the record", "whoever may read the line")

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"


class Seal(models.Model):
    """A Merkle root over the lines that were settled since the seal before, chained to that seal's head.

    It covers each line whose transaction's number is at least `settled_before` of the seal before and below its own.
    """

    number = models.BigIntegerField(unique=True)
    lines = models.BigIntegerField()
    first_line = models.BigIntegerField()
    last_line = models.BigIntegerField()
    settled_before = models.BigIntegerField()
    # The first transaction number not yet given out: what is written under it or later, is written after this seal.
    next_transaction = models.BigIntegerField()
    root = models.CharField(max_length=64)
    # Unique, so that two seals never follow on from the same one, whatever goes wrong with locks.
    previous_head = models.CharField(max_length=64, unique=True, blank=True)
    head = models.CharField(max_length=64, unique=True)
    by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    sealed_at = models.DateTimeField()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(
                name="record_seal_follows_one",
                condition=Q(number=1, previous_head="") | Q(number__gt=1, previous_head__regex=HASH),
            ),
            models.CheckConstraint(name="record_seal_hashes", condition=Q(root__regex=HASH, head__regex=HASH)),
            models.CheckConstraint(name="record_seal_holds_something", condition=Q(lines__gt=0)),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("public", "names this row", "as long as the record", "anyone")
        number = ("public", "which seal it is", "as long as the record", "anyone")
        lines = ("public", "how many lines it covers", "as long as the record", "anyone")
        first_line = ("public", "which line comes first", "as long as the record", "anyone")
        last_line = ("public", "which line comes last", "as long as the record", "anyone")
        settled_before = ("public", "up to where it reaches", "as long as the record", "anyone")
        next_transaction = ("public", "shows a line put in afterwards", "as long as the record", "anyone")
        root = ("public", "shows a change", "as long as the record", "anyone")
        previous_head = ("public", "which seal it follows on from", "as long as the record", "anyone")
        head = ("public", "what the next seal follows on from", "as long as the record", "anyone")
        by = ("ordinary", "who sealed", "as long as the record", "staff")
        asked_at = ("public", "when the sealing was asked for", "as long as the record", "anyone")
        sealed_at = ("public", "when it was done, by the database's clock", "as long as the record", "anyone")

    def __str__(self) -> str:
        return f"{self.number} {self.head}"
