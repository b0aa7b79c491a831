"""A deadline runs: a duty of the law, a promise to a resident, or a task; it is met, missed, or lawfully falls away."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from putright.accounts.models import Account, Role
from putright.record.models import CODE, NAME, About


class Kind(models.TextChoices):
    """What sort of thing runs."""

    DUTY = "duty", "Duty"  # the law's
    PROMISE = "promise", "Promise"  # ours, to a resident
    TASK = "task", "Task"  # ours, to each other


class Level(models.TextChoices):
    """What a person is told about a deadline, in this order, each once."""

    APPROACHING = "approaching", "Approaching"
    DUE = "due", "Due"
    OVERDUE = "overdue", "Overdue"
    # Of a promise only, and not to staff: the resident is told that we broke it, and that we are sorry.
    APOLOGY = "apology", "Apology to the resident"


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    """Deadlines, by what became of them."""

    def open(self) -> Self:
        """Those neither met nor fallen away."""
        return self.filter(met_at__isnull=True, fell_away_at__isnull=True)

    def late(self, at: datetime) -> Self:
        """Those that were not met in time: still open past it, or met after it. Late once is late for ever."""
        return self.filter(
            Q(met_at__gte=F("due_before")) | Q(met_at__isnull=True, due_before__lte=at),
            Q(fell_away_at__isnull=True) | Q(fell_away_at__gte=F("due_before")),
        )

    def about(self, type: str, id: str) -> Self:
        """Those about one thing, in the order they began."""
        return self.filter(about_type=type, about_id=id).order_by("started_at", "id")


class Deadline(models.Model):
    """One running duty, promise or task. `due_before` is the first moment too late; without one it counts up.

    All of it can be made again from facts and law; every night that is done, and a difference is told.
    """

    kind = models.CharField(max_length=8, choices=Kind)
    # hazards.emergency_make_safe, as in the law; or promises.first_contact, tasks.triage, as in promises.yaml.
    name = models.CharField(max_length=100)
    about_type = models.CharField(max_length=64)
    about_id = models.CharField(max_length=64)
    # Which day zero of the case it counts from: 1, and one more at each material change after an investigation.
    day_zero = models.PositiveSmallIntegerField(default=1)
    # The first day of the version of the law in force, of which there is one name and one version.
    version_from = models.DateField(null=True, blank=True)
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=64)
    due_before = models.DateTimeField(null=True, blank=True)
    calendar_version = models.CharField(max_length=40, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    fell_away_at = models.DateTimeField(null=True, blank=True)
    # The lawful end by its name in law/tables/ends.yaml, or "facts_corrected", or "kept_another_way".
    fell_away_by = models.CharField(max_length=64, blank=True)
    # Who is told: this account, or else whoever holds the role.
    owner = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="deadlines")
    role = models.CharField(max_length=20, choices=Role.Name)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.UniqueConstraint(
                name="deadlines_deadline_once", fields=["about_type", "about_id", "name", "started_at"]
            ),
            models.CheckConstraint(name="deadlines_deadline_name", condition=Q(name__regex=NAME)),
            models.CheckConstraint(
                name="deadlines_deadline_about", condition=Q(about_type__regex=CODE) & Q(about_id__regex=CODE)
            ),
            models.CheckConstraint(
                name="deadlines_deadline_ends_one_way",
                condition=Q(met_at__isnull=True) | Q(fell_away_at__isnull=True),
            ),
            models.CheckConstraint(
                name="deadlines_deadline_says_why_it_fell_away",
                condition=Q(fell_away_at__isnull=True, fell_away_by="")
                | (Q(fell_away_at__isnull=False) & ~Q(fell_away_by="")),
            ),
        )
        indexes = (
            models.Index(
                name="deadlines_deadline_open_due",
                fields=["due_before"],
                condition=Q(met_at__isnull=True, fell_away_at__isnull=True),
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "as long as the record", "nobody outside")
        kind = ("ordinary", "duty, promise or task", "as long as the record", "whoever may see what it is about")
        name = ("ordinary", "what is owed", "as long as the record", "whoever may see what it is about")
        about_type = ("ordinary", "what it is about", "as long as the record", "whoever may see what it is about")
        about_id = ("ordinary", "what it is about", "as long as the record", "whoever may see what it is about")
        day_zero = ("ordinary", "where it counts from", "as long as the record", "whoever may see what it is about")
        version_from = ("ordinary", "which law", "as long as the record", "whoever may see what it is about")
        started_at = ("ordinary", "when it began", "as long as the record", "whoever may see what it is about")
        started_by = ("ordinary", "what began it", "as long as the record", "whoever may see what it is about")
        due_before = ("ordinary", "by when", "as long as the record", "whoever may see what it is about")
        calendar_version = ("ordinary", "how it was counted", "as long as the record", "staff")
        met_at = ("ordinary", "when it was done", "as long as the record", "whoever may see what it is about")
        fell_away_at = ("ordinary", "when it ended", "as long as the record", "whoever may see what it is about")
        fell_away_by = ("ordinary", "why it ended", "as long as the record", "whoever may see what it is about")
        owner = ("ordinary", "who is told", "as long as the record", "staff")
        role = ("ordinary", "who is told", "as long as the record", "staff")

    @property
    def about(self) -> About:
        """What it is about, as the record calls that."""
        return About(self.about_type, self.about_id)

    @property
    def is_open(self) -> bool:
        """Whether it still runs: neither met nor fallen away."""
        return self.met_at is None and self.fell_away_at is None

    def is_late(self, at: datetime) -> bool:
        """Whether it was not met in time. The same as the query `late`, of one."""
        return self.due_before is not None and self.due_before <= (self.fell_away_at or self.met_at or at)

    def __str__(self) -> str:
        return f"{self.name} about {self.about_type} {self.about_id}"


class Reminder(models.Model):
    """What somebody is told next of a deadline, and when: the index that `watch` walks. Empty when nobody is.

    It stands apart from its deadline, and is narrow, so that telling a hundred thousand people costs little.
    """

    deadline = models.OneToOneField(Deadline, models.PROTECT, primary_key=True, related_name="reminder")
    next_at = models.DateTimeField(null=True, blank=True)
    next_level = models.CharField(max_length=12, choices=Level, blank=True)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(
                name="deadlines_reminder_next",
                condition=Q(next_at__isnull=True, next_level="") | (Q(next_at__isnull=False) & ~Q(next_level="")),
            ),
        )
        indexes = (
            models.Index(
                name="deadlines_reminder_next", fields=["next_at", "deadline"], condition=Q(next_at__isnull=False)
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        deadline = ("ordinary", "of which deadline", "as long as the record", "nobody outside")
        next_at = ("ordinary", "when to tell them next", "while it runs", "nobody outside")
        next_level = ("ordinary", "what to tell them next", "while it runs", "nobody outside")

    def __str__(self) -> str:
        return f"{self.next_level or 'nothing'} next: {self.deadline}"


class Told(models.Model):
    """Proof that somebody was told something about a deadline, once."""

    # Its index is that of the constraint. It is written by one statement from the deadline itself, which the database
    # never lets be erased: to look it up again for each would be a sixth of the time that telling takes.
    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="told", db_index=False, db_constraint=False)
    level = models.CharField(max_length=12, choices=Level)
    # As it stood then: told again when the date is counted anew, and only then.
    due_before = models.DateTimeField()
    told_at = models.DateTimeField()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (models.UniqueConstraint(name="deadlines_told_once", fields=["deadline", "level", "due_before"]),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "as long as the record", "nobody outside")
        deadline = ("ordinary", "which deadline", "as long as the record", "staff")
        level = ("ordinary", "what was told", "as long as the record", "staff")
        due_before = ("ordinary", "the date as it stood", "as long as the record", "staff")
        told_at = ("ordinary", "when", "as long as the record", "staff")

    def __str__(self) -> str:
        return f"{self.level}: {self.deadline}"


class Recounted(models.Model):
    """An older date of a deadline, kept when it was counted anew, and why that was."""

    class Why(models.TextChoices):
        """What may move a date."""

        BANK_HOLIDAY = "bank_holiday", "A bank holiday was added"
        EXTENDED = "extended", "It was extended as the law allows, and the resident told"
        FACTS_CORRECTED = "facts_corrected", "A fact it was counted from was corrected"

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="recounted")
    old_due_before = models.DateTimeField(null=True, blank=True)
    new_due_before = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=20, choices=Why)
    recounted_at = models.DateTimeField()
    # When the people it concerns were told. Null: they are still to be told.
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """How those who are still to be told are found."""

        indexes = (models.Index(name="deadlines_recounted_to_tell", fields=["id"], condition=Q(told_at__isnull=True)),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "as long as the record", "nobody outside")
        deadline = ("ordinary", "which deadline", "as long as the record", "whoever may see the deadline")
        old_due_before = ("ordinary", "as it was", "as long as the record", "whoever may see the deadline")
        new_due_before = ("ordinary", "as it became", "as long as the record", "whoever may see the deadline")
        why = ("ordinary", "what moved it", "as long as the record", "whoever may see the deadline")
        recounted_at = ("ordinary", "when", "as long as the record", "whoever may see the deadline")
        told_at = ("ordinary", "when people were told", "as long as the record", "staff")

    def __str__(self) -> str:
        return f"{self.deadline}: {self.get_why_display()}"


class Standard(models.Model):
    """A landlord's own standard: how soon it promises to do something, from a day on; never looser than the law."""

    name = models.CharField(max_length=100)
    # As a period is written: "2 working days", "24 hours".
    within = models.CharField(max_length=40)
    since = models.DateField()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (models.UniqueConstraint(name="deadlines_standard_once", fields=["name", "since"]),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("public", "names this row", "as long as the record", "anyone")
        name = ("public", "what is promised", "as long as the record", "anyone")
        within = ("public", "how soon", "as long as the record", "anyone")
        since = ("public", "from when", "as long as the record", "anyone")

    def __str__(self) -> str:
        return f"{self.name}: {self.within} from {self.since}"


class AddedHoliday(models.Model):
    """A bank holiday that was announced after Putright's own list was made, and who added it."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=100)
    added_at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("public", "names this row", "as long as the record", "anyone")
        day = ("public", "which day", "as long as the record", "anyone")
        name = ("public", "what for", "as long as the record", "anyone")
        added_at = ("public", "when we knew", "as long as the record", "anyone")
        by = ("ordinary", "who added it", "as long as the record", "staff")

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
