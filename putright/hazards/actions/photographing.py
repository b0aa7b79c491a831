"""Photos of what is seen while somebody looks into a potential hazard."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from putright.hazards.cases import hold_investigation
from putright.hazards.models import Investigation, SeenPhoto
from putright.record.actions import write
from putright.repairs.keeping_photos import keep_photo
from putright.repairs.models import MOST_PHOTOS, Photo
from putright.repairs.photos import rebuild

ENOUGH = f"There are {MOST_PHOTOS} photos of this investigation already, which is all we can take."


@transaction.atomic
def add_photo_seen(*, investigation: Investigation, data: bytes, by: str, at: datetime) -> Photo:
    """Keep a photo of what was seen, ten at most; the same file twice is one. Raises NotAPhoto with a sentence.

    One that comes once the investigation has concluded is kept too, and the record says when it came.
    """
    of_it = Photo.objects.filter(seen__investigation=investigation)
    same = of_it.filter(original__sha256=hashlib.sha256(data).hexdigest())
    if there := same.first():
        return there
    # The costly part comes before anything is locked, so that nobody waits for it.
    rebuilt = rebuild(data)
    held = hold_investigation(investigation.pk)
    if again := same.first():
        return again
    photo = keep_photo(Photo(added_at=at, by=by), of_it, data, rebuilt, enough=ENOUGH)
    SeenPhoto.objects.create(investigation=held, photo=photo)
    write(
        "hazards.photo_taken",
        by=by,
        at=at,
        about=held.case.about,
        investigation=held.reference,
        photo=photo.reference,
        number=photo.number,
    )
    return photo
