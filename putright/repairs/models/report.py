"""What is wrong in a home, as somebody told it: drafts, and the reports that they become."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import Q

from putright.accounts.models import Account
from putright.homes.models import Home
from putright.people.models import Person
from putright.record import reference
from putright.record.models import About


class Channel(models.TextChoices):
    """How it reached us."""

    ONLINE = "online", "Online"
    PHONE = "phone", "By phone"
    IN_PERSON = "in_person", "In person"
    PAPER = "paper", "On paper"
    VISIT = "visit", "Seen or heard on a visit"
    SOMEBODY_ELSE = "somebody_else", "Through somebody else"


class Draft(models.Model):
    """A report that is being told, kept at each step, so that a dead phone loses nothing.

    Whoever holds its key may go on with it. It becomes one report, however often it is sent.
    """

    key = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField()
    kept_at = models.DateTimeField()
    tree_version = models.CharField(max_length=20)
    answers = models.JSONField(default=dict)
    channel = models.CharField(max_length=16, choices=Channel, default=Channel.ONLINE)
    # Known from signing in, or chosen by whoever takes it down.
    home = models.ForeignKey(Home, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    taken_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "seven days", "nobody outside")
        key = ("protected", "to go on with it", "seven days", "whoever is telling it")
        began_at = ("ordinary", "when they began", "seven days", "whoever is telling it")
        kept_at = ("ordinary", "when it was last kept", "seven days", "whoever is telling it")
        tree_version = ("ordinary", "which questions were asked", "seven days", "whoever is telling it")
        answers = ("personal", "what they have told so far", "seven days", "whoever is telling it")
        channel = ("ordinary", "how it reached us", "seven days", "whoever is telling it")
        home = ("ordinary", "which home", "seven days", "whoever is telling it")
        person = ("ordinary", "who tells it", "seven days", "whoever is telling it")
        taken_by = ("ordinary", "who takes it down", "seven days", "staff")

    def __str__(self) -> str:
        return f"a draft of {self.began_at:%d %B %Y}"


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports, by what they say."""

    def saying(self, words: str) -> Self:
        """Those whose own words hold all of these."""
        return self.annotate(_said=SearchVector("words", config="english")).filter(
            _said=SearchQuery(words, config="english", search_type="websearch")
        )


class Report(models.Model):
    """Something is wrong: where, what, since when, who lives there, told by whom to whom, and when we first knew."""

    reference = models.CharField(max_length=10, unique=True, default=reference.new, editable=False)
    # One report from one draft, however often it was sent: the key it was sent with.
    sent_with = models.CharField(max_length=64, unique=True)
    home = models.ForeignKey(Home, models.PROTECT, null=True, blank=True, related_name="reports")
    # Where the home is, in the words of whoever told it, for somebody to find when we could not.
    address_words = models.CharField(max_length=500, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="reports")
    channel = models.CharField(max_length=16, choices=Channel)
    # The first moment that anybody who works for us knew: day zero, whenever it was written down.
    first_told_at = models.DateTimeField()
    received_at = models.DateTimeField()
    # Who said it, when it was not the person it is about: "her sister", "the gas engineer".
    said_by = models.CharField(max_length=200, blank=True)
    # Who heard it first, and who wrote it down.
    said_to = models.CharField(max_length=200, blank=True)
    taken_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="reports_taken")
    from_note = models.OneToOneField("Note", models.PROTECT, null=True, blank=True, related_name="report")
    tree_version = models.CharField(max_length=20)
    answers = models.JSONField(default=dict)
    # What is wrong, in their own words.
    words = models.TextField(blank=True)
    # A phone number or an email to reach somebody we could not match to a person.
    contact_words = models.CharField(max_length=320, blank=True)
    is_emergency = models.BooleanField(default=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(
                name="repairs_report_told_before_received", condition=Q(first_told_at__lte=models.F("received_at"))
            ),
        )
        indexes = (
            GinIndex(SearchVector("words", config="english"), name="repairs_report_words"),
            models.Index(name="repairs_report_home", fields=["home", "-received_at"]),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        reference = ("ordinary", "names it to people", "six years after it is put right", "they and staff")
        sent_with = ("ordinary", "keeps it to one report", "six years after it is put right", "nobody outside")
        home = ("ordinary", "which home", "six years after it is put right", "they and staff")
        address_words = ("ordinary", "to find the home", "six years after it is put right", "they and staff")
        person = ("ordinary", "who told it", "six years after it is put right", "they and staff")
        channel = ("ordinary", "how it reached us", "six years after it is put right", "they and staff")
        first_told_at = ("ordinary", "when the law's clocks begin", "six years after it is put right", "they and staff")
        received_at = ("ordinary", "when it was written down", "six years after it is put right", "they and staff")
        said_by = ("personal", "who said it", "six years after it is put right", "they and staff")
        said_to = ("ordinary", "who heard it", "six years after it is put right", "they and staff")
        taken_by = ("ordinary", "who wrote it down", "six years after it is put right", "they and staff")
        from_note = ("ordinary", "what it came from", "six years after it is put right", "staff")
        tree_version = ("ordinary", "which questions were asked", "six years after it is put right", "staff")
        answers = ("personal", "what was told", "six years after it is put right", "they and staff who decide")
        words = ("personal", "what was told", "six years after it is put right", "they and staff who decide")
        contact_words = ("personal", "to reach them", "a year", "they and staff who write or ring")
        is_emergency = ("ordinary", "to come first", "six years after it is put right", "they and staff")

    @property
    def about(self) -> About:
        """What the record calls it."""
        return About("repairs.report", self.reference)

    def __str__(self) -> str:
        return reference.shown(self.reference)
