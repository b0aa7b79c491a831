"""Works ordered because of a report: what to do, by whom, by when; and what it comes to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from putright.accounts.models import Account
from putright.contractors.models import Contractor, Rate, Trade, cost_pence
from putright.deadlines.models import Deadline
from putright.record import reference
from putright.record.models import About
from putright.repairs.models.report import Report

KEPT = "six years after it is put right"


class WorksOrder(models.Model):
    """One job for one contractor. What became of it is told by its outcomes, its checks and the orders after it."""

    class Purpose(models.TextChoices):
        """What it is for, in the words of the law."""

        MAKE_SAFE = "make_safe", "Make it safe"
        PREVENT = "prevent", "Stop it coming back"
        PUT_RIGHT = "put_right", "Put it right"

    reference = models.CharField(max_length=10, unique=True, default=reference.new, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="orders")
    purpose = models.CharField(max_length=12, choices=Purpose)
    trade = models.CharField(max_length=20, choices=Trade)
    contractor = models.ForeignKey(Contractor, models.PROTECT, related_name="orders")
    # What to do; and how to reach them, and what to mind at the door: the instruction, and never the reason for it.
    instruction = models.TextField()
    at_the_door = models.TextField(blank=True)
    ordered_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    # The date that was said to the resident, which runs as a promise of its own.
    wanted_before = models.DateTimeField()
    promised = models.OneToOneField(Deadline, models.PROTECT, related_name="+")
    # Something for now, until it is put right for good.
    is_temporary = models.BooleanField(default=False)
    # The order that this one goes on from. The first date of such a chain is the date that was said first.
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    # Physically, in the home.
    begun_at = models.DateTimeField(null=True, blank=True)
    # The same order sent twice from one page is one.
    sent_with = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(name="repairs_works_order_says_what_to_do", condition=~Q(instruction="")),
            models.CheckConstraint(
                name="repairs_works_order_wanted_later", condition=Q(wanted_before__gt=F("ordered_at"))
            ),
            models.CheckConstraint(
                name="repairs_works_order_follows_another", condition=Q(follows__isnull=True) | ~Q(follows=F("id"))
            ),
        )
        indexes = (models.Index(name="repairs_works_order_of", fields=["contractor", "-ordered_at"]),)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", KEPT, "nobody outside")
        reference = ("ordinary", "names it to people", KEPT, "they, whoever does it and staff")
        report = ("ordinary", "what it is for", KEPT, "they and staff")
        purpose = ("ordinary", "what it is for", KEPT, "they, whoever does it and staff")
        trade = ("ordinary", "what kind of work it is", KEPT, "they, whoever does it and staff")
        contractor = ("ordinary", "who does it", KEPT, "they, whoever does it and staff")
        instruction = ("ordinary", "what to do", KEPT, "they, whoever does it and staff")
        at_the_door = ("personal", "what to do at the door", "until it is done", "whoever does it and staff")
        ordered_at = ("ordinary", "when it was ordered", KEPT, "they, whoever does it and staff")
        by = ("ordinary", "who ordered it", KEPT, "staff")
        wanted_before = ("ordinary", "the date said to them", KEPT, "they, whoever does it and staff")
        promised = ("ordinary", "the date said to them, as it runs", KEPT, "they and staff")
        is_temporary = ("ordinary", "whether more is to come", KEPT, "they, whoever does it and staff")
        follows = ("ordinary", "what it goes on from", KEPT, "they, whoever does it and staff")
        begun_at = ("ordinary", "when it was started", KEPT, "they, whoever does it and staff")
        sent_with = ("ordinary", "keeps it to one", KEPT, "nobody outside")

    @property
    def about(self) -> About:
        """What the record calls it."""
        return About("repairs.works_order", self.reference)

    @property
    def where(self) -> str:
        """The address to go to; in the words of whoever told us, where nobody has found the home yet."""
        return self.report.home.address if self.report.home else ", ".join(self.report.address_words.splitlines())

    def __str__(self) -> str:
        return reference.shown(self.reference)


class WorksLine(models.Model):
    """So many units of one of our rates, at the price it had then: as ordered, or added on the way as a variation."""

    order = models.ForeignKey(WorksOrder, models.PROTECT, related_name="lines")
    rate = models.ForeignKey(Rate, models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=6, decimal_places=2)
    price_pence = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    is_variation = models.BooleanField(default=False)
    why = models.CharField(max_length=300, blank=True)
    # With it the order came to more than its contractor may spend: one of us says yes or no.
    is_over_limit = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    is_approved = models.BooleanField(null=True, blank=True)
    decided_why = models.CharField(max_length=300, blank=True)
    sent_with = models.CharField(max_length=80, unique=True, editable=False)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(name="repairs_works_line_quantity", condition=Q(quantity__gt=0)),
            models.CheckConstraint(
                name="repairs_works_line_variation_says_why", condition=Q(is_variation=False) | ~Q(why="")
            ),
            models.CheckConstraint(
                name="repairs_works_line_decided_by_somebody",
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, is_approved__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False, is_approved__isnull=False),
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", KEPT, "nobody outside")
        order = ("ordinary", "of which order", KEPT, "whoever does it and staff")
        rate = ("ordinary", "what work", KEPT, "whoever does it and staff")
        quantity = ("ordinary", "how much of it", KEPT, "whoever does it and staff")
        price_pence = ("ordinary", "what it cost then", KEPT, "whoever does it and staff")
        added_at = ("ordinary", "when", KEPT, "whoever does it and staff")
        by = ("ordinary", "who added it", KEPT, "staff")
        is_variation = ("ordinary", "whether it was added on the way", KEPT, "whoever does it and staff")
        why = ("ordinary", "why it was added", KEPT, "whoever does it and staff")
        is_over_limit = ("ordinary", "whether one of us must say yes", KEPT, "whoever does it and staff")
        decided_at = ("ordinary", "when we said yes or no", KEPT, "whoever does it and staff")
        decided_by = ("ordinary", "who said yes or no", KEPT, "staff")
        is_approved = ("ordinary", "what we said", KEPT, "whoever does it and staff")
        decided_why = ("ordinary", "why we said it", KEPT, "whoever does it and staff")
        sent_with = ("ordinary", "keeps it to one", KEPT, "nobody outside")

    @property
    def cost_pence(self) -> int:
        """What it comes to."""
        return cost_pence(self.price_pence, self.quantity)

    @property
    def amount(self) -> str:
        """How much of it, without noughts that say nothing: 2.5."""
        return f"{self.quantity.normalize():f}"

    @property
    def waits(self) -> bool:
        """Whether one of us has yet to say yes or no."""
        return self.is_over_limit and self.is_approved is None

    def __str__(self) -> str:
        return f"{self.quantity} × {self.rate}"
