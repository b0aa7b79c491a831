"""Photos with a report or of works, and their originals, sealed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from putright.record import reference
from putright.repairs.models.report import Draft, Report
from putright.repairs.models.works import WorksOrder

MOST_PHOTOS = 10


class Photo(models.Model):
    """A photo of a report, or of works, built anew from its pixels: nothing else that was in the file is in it."""

    class Shows(models.TextChoices):
        """What a photo of works shows."""

        BEFORE = "before", "Before the work"
        AFTER = "after", "After the work"

    reference = models.CharField(max_length=10, unique=True, default=reference.new, editable=False)
    draft = models.ForeignKey(Draft, models.SET_NULL, null=True, blank=True, related_name="photos")
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="photos")
    # Of works: of which order, and whether it shows the work before or after.
    order = models.ForeignKey(WorksOrder, models.PROTECT, null=True, blank=True, related_name="photos")
    shows = models.CharField(max_length=6, choices=Shows, blank=True)
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
            models.UniqueConstraint(name="repairs_photo_of_order", fields=["order", "shows", "number"]),
            models.CheckConstraint(
                name="repairs_photo_of_works_shows_when",
                condition=Q(order__isnull=True, shows="")
                | Q(order__isnull=False, report__isnull=True, draft__isnull=True, shows__in=("before", "after")),
            ),
            models.CheckConstraint(name="repairs_photo_number", condition=Q(number__gte=1, number__lte=MOST_PHOTOS)),
        )

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        reference = ("ordinary", "names it in an address", "six years after it is put right", "they and staff")
        draft = ("ordinary", "where it was added", "seven days", "whoever is telling it")
        report = ("ordinary", "which report", "six years after it is put right", "they and staff")
        order = ("ordinary", "of which works", "six years after it is put right", "they, whoever does it and staff")
        shows = ("ordinary", "before or after", "six years after it is put right", "they, whoever does it and staff")
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
