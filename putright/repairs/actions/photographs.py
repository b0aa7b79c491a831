"""Photos of a report, or of works: drawn again before they are kept, the file sealed, ten at most, and each once."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from putright.record.actions import write
from putright.repairs.keeping_photos import keep_photo
from putright.repairs.models import MOST_PHOTOS, Draft, Original, Photo, Report, WorksOrder
from putright.repairs.photos import Rebuilt, rebuild
from putright.repairs.promising import hold
from putright.repairs.refused import CannotBeDone, NoSuchDraft

ENOUGH = f"You have added {MOST_PHOTOS} photos, which is all we can take. Take one away first, or send us more later."
ENOUGH_OF_WORKS = f"There are {MOST_PHOTOS} photos of that already, which is all we can take."


@transaction.atomic
def add_photo(*, data: bytes, by: str, at: datetime, key: str | None = None, report: Report | None = None) -> Photo:
    """Keep a photo with a report, or with one that is being told; the same file twice is one photo.

    Give the draft's `key` or the `report`. Raises NotAPhoto with a sentence for whoever sent it, or NoSuchDraft.
    """
    there = _there(key, report, hashlib.sha256(data).hexdigest())
    if there:
        return there
    # The costly part comes before anything is locked, so that nobody waits for it.
    rebuilt = rebuild(data)
    draft, report = _locked(key, report)
    again = _there(key, report, rebuilt.original_sha256)
    return again or _kept(draft, report, data, rebuilt, by, at)


@transaction.atomic
def add_photo_of_works(*, order: WorksOrder, shows: str, data: bytes, by: str, at: datetime) -> Photo:
    """Keep a photo of works before or after, ten of each at most; the same file twice is one. Raises NotAPhoto."""
    if shows not in Photo.Shows.values:
        raise CannotBeDone("Choose whether the photos show it before the work or after.")
    same = Photo.objects.filter(order=order, original__sha256=hashlib.sha256(data).hexdigest())
    if there := same.first():
        return there
    rebuilt = rebuild(data)
    held = hold(order)
    if again := same.first():
        return again
    of = Photo(order=held, shows=shows, added_at=at, by=by)
    photo = keep_photo(of, Photo.objects.filter(order=held, shows=shows), data, rebuilt, enough=ENOUGH_OF_WORKS)
    write(
        "repairs.works_photo_added",
        by=by,
        at=at,
        about=held.report.about,
        order=held.reference,
        photo=photo.reference,
        number=photo.number,
        shows=shows,
    )
    return photo


@transaction.atomic
def remove_photo(*, key: str, number: int, by: str, at: datetime) -> bool:
    """Take away a photo of a report that is being told, and say whether it was there; what was sent stays."""
    draft, report = _locked(key, None)
    if report is not None:
        raise CannotBeDone("Your report has been sent, and the photo is part of it. Tell us if it should not be there.")
    photo = Photo.objects.filter(draft=draft, number=number).first()
    if photo is None:
        return False
    Original.objects.filter(photo=photo).delete()
    photo.delete()
    return True


def _locked(key: str | None, report: Report | None) -> tuple[Draft | None, Report | None]:
    """The draft, or the report once it is one, which nobody else adds to until we are done."""
    if report is None:
        draft = Draft.objects.select_for_update().filter(key=key).first()
        report = Report.objects.filter(sent_with=key).first()
        if report is None:
            if draft is None:
                raise NoSuchDraft
            return draft, None
    return None, Report.objects.select_for_update().get(pk=report.pk)


def _there(key: str | None, report: Report | None, sha256: str) -> Photo | None:
    """The photo that was made from the same file, if there is one."""
    same = Photo.objects.filter(original__sha256=sha256)
    if report is not None:
        return same.filter(report=report).first()
    return same.filter(draft__key=key).first() or same.filter(report__sent_with=key).first()


def _kept(draft: Draft | None, report: Report | None, data: bytes, rebuilt: Rebuilt, by: str, at: datetime) -> Photo:
    photos = Photo.objects.filter(draft=draft) if draft else Photo.objects.filter(report=report)
    photo = keep_photo(Photo(draft=draft, report=report, added_at=at, by=by), photos, data, rebuilt, enough=ENOUGH)
    if report is not None:
        write("repairs.photo_added", by=by, at=at, about=report.about, photo=photo.reference, number=photo.number)
    return photo
