"""What is wrong in a home, as somebody told it: drafts, reports, notes that become reports, photos, additions."""

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

MOST_PHOTOS = 10


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


class Note(models.Model):
    """What one of us was told or saw at a home, in passing: a housing officer, a gas engineer, a neighbour's word."""

    reference = models.CharField(max_length=10, unique=True, default=reference.new, editable=False)
    home = models.ForeignKey(Home, models.PROTECT, related_name="notes")
    words = models.TextField()
    said_by = models.CharField(max_length=200, blank=True)
    noted_by = models.ForeignKey(Account, models.PROTECT, related_name="notes")
    # When it was said or seen, and when it was written down.
    heard_at = models.DateTimeField()
    noted_at = models.DateTimeField()
    # What keeps it to one when it is sent twice; none for notes from before there was one.
    sent_with = models.CharField(max_length=64, unique=True, null=True, editable=False)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.CheckConstraint(
                name="repairs_note_heard_before_noted", condition=Q(heard_at__lte=models.F("noted_at"))
            ),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years", "nobody outside")
        reference = ("ordinary", "names it in an address", "six years", "staff")
        home = ("ordinary", "which home", "six years", "staff")
        words = ("personal", "what was said or seen", "six years", "the household and staff who decide")
        said_by = ("personal", "who said it", "six years", "staff")
        noted_by = ("ordinary", "who wrote it down", "six years", "staff")
        heard_at = ("ordinary", "when we first knew", "six years", "staff")
        noted_at = ("ordinary", "when it was written down", "six years", "staff")
        sent_with = ("ordinary", "keeps it to one", "six years", "nobody outside")

    @property
    def about(self) -> About:
        """What the record calls it."""
        return About("repairs.note", self.reference)

    def __str__(self) -> str:
        return f"a note of {self.noted_at:%d %B %Y}"


class Photo(models.Model):
    """A photo of a report, built anew from its pixels: nothing else that was in the file is in it."""

    reference = models.CharField(max_length=10, unique=True, default=reference.new, editable=False)
    draft = models.ForeignKey(Draft, models.SET_NULL, null=True, blank=True, related_name="photos")
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="photos")
    number = models.PositiveSmallIntegerField()
    shown = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        """What the database refuses, whoever asks."""

        constraints = (
            models.UniqueConstraint(name="repairs_photo_of_draft", fields=["draft", "number"]),
            models.CheckConstraint(name="repairs_photo_number", condition=Q(number__gte=1, number__lte=MOST_PHOTOS)),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        reference = ("ordinary", "names it in an address", "six years after it is put right", "they and staff")
        draft = ("ordinary", "where it was added", "seven days", "whoever is telling it")
        report = ("ordinary", "which report", "six years after it is put right", "they and staff")
        number = ("ordinary", "which photo", "six years after it is put right", "they and staff")
        shown = ("personal", "what is wrong, to see", "six years after it is put right", "they and staff who decide")
        width = ("ordinary", "how large it is", "six years after it is put right", "they and staff")
        height = ("ordinary", "how large it is", "six years after it is put right", "they and staff")
        added_at = ("ordinary", "when", "six years after it is put right", "they and staff")
        by = ("ordinary", "who added it", "six years after it is put right", "they and staff")

    def __str__(self) -> str:
        return f"photo {self.number}"


class Original(models.Model):
    """The file a photo was built from, exactly as it came: evidence, kept sealed, and shown to nobody on a page."""

    photo = models.OneToOneField(Photo, models.PROTECT, related_name="original")
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    type = models.CharField(max_length=40)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        photo = ("ordinary", "which photo", "six years after it is put right", "nobody outside")
        data = ("protected", "evidence, unchanged", "six years after it is put right", "a court, the Ombudsman")
        sha256 = ("ordinary", "shows that it is unchanged", "six years after it is put right", "they and staff")
        type = ("ordinary", "what kind of file it was", "six years after it is put right", "staff")

    def __str__(self) -> str:
        return f"the original of {self.photo}"


class Addition(models.Model):
    """Something said about a report afterwards: more to tell, or that what we wrote is not right."""

    class Kind(models.TextChoices):
        """What is said."""

        MORE = "more", "Something to add"
        WORSE = "worse", "It has got worse, or something has changed"
        NOT_RIGHT = "not_right", "Something here is not right"
        REPLY = "reply", "Our answer"

    report = models.ForeignKey(Report, models.PROTECT, related_name="additions")
    kind = models.CharField(max_length=12, choices=Kind)
    words = models.TextField()
    # Which line of the record is not right, where they said which.
    about_line = models.BigIntegerField(null=True, blank=True)
    said_at = models.DateTimeField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="additions")
    taken_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="additions")
    # The same words sent twice from one page are one addition.
    sent_with = models.CharField(max_length=64, unique=True)

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        report = ("ordinary", "which report", "six years after it is put right", "they and staff")
        kind = ("ordinary", "what is said", "six years after it is put right", "they and staff")
        words = ("personal", "what is said", "six years after it is put right", "they and staff who decide")
        about_line = ("ordinary", "what is not right", "six years after it is put right", "they and staff")
        said_at = ("ordinary", "when", "six years after it is put right", "they and staff")
        person = ("ordinary", "who said it", "six years after it is put right", "they and staff")
        taken_by = ("ordinary", "who wrote it down", "six years after it is put right", "staff")
        sent_with = ("ordinary", "keeps it to one", "six years after it is put right", "nobody outside")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.report}"
