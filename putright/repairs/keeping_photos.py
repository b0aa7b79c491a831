"""A photo that was drawn again is kept under its number, with the file that it came in sealed."""

from __future__ import annotations

from django.db.models import QuerySet

from putright.repairs.models import MOST_PHOTOS, Original, Photo
from putright.repairs.photos import NotAPhoto, Rebuilt


def keep_photo(photo: Photo, beside: QuerySet[Photo], data: bytes, rebuilt: Rebuilt, *, enough: str) -> Photo:
    """Keep a photo under the first number that none of those beside it has, with its file sealed.

    Whoever calls holds what it is of, so that no two take one number. Raises NotAPhoto, which says `enough`.
    """
    taken = set(beside.values_list("number", flat=True))
    number = next((number for number in range(1, MOST_PHOTOS + 1) if number not in taken), None)
    if number is None:
        raise NotAPhoto(enough)
    photo.number, photo.shown, photo.width, photo.height = number, rebuilt.data, rebuilt.width, rebuilt.height
    photo.save(force_insert=True)
    Original.objects.create(photo=photo, data=data, sha256=rebuilt.original_sha256, type=rebuilt.original_type)
    return photo
