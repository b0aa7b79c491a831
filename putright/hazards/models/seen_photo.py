"""Photos that somebody takes while they look into a potential hazard."""

from __future__ import annotations

from django.db import models

from putright.hazards.models.investigation import Investigation
from putright.repairs.models import Photo


class SeenPhoto(models.Model):
    """A photo of an investigation: ten of them, beside the ten that a report can have."""

    investigation = models.ForeignKey(Investigation, models.PROTECT, related_name="photos")
    photo = models.OneToOneField(Photo, models.PROTECT, related_name="seen")

    class Privacy:
        """Field by field: its class, why we hold it, how long, and who may see it."""

        id = ("ordinary", "names this row", "six years after it is put right", "nobody outside")
        investigation = ("ordinary", "of which investigation", "six years after it is put right", "they and staff")
        photo = ("ordinary", "which photo", "six years after it is put right", "they and staff")

    def __str__(self) -> str:
        return f"{self.photo} of {self.investigation}"
