"""Reading reports: one by its reference, or by the key it was told under, with what was said and its photos."""

from __future__ import annotations

from django.db.models import QuerySet

from putright.homes.models import Home
from putright.record import reference
from putright.repairs.models import Addition, Draft, Note, Photo, Report


def draft_of(key: str) -> Draft | None:
    """What is being told under a key, if we still have it."""
    return Draft.objects.select_related("home").filter(key=key).first()


def report_sent_with(key: str) -> Report | None:
    """The report that a draft became, if it was sent."""
    return Report.objects.select_related("home", "person").filter(sent_with=key).first()


def report_of(typed: str) -> Report | None:
    """The report of a reference as somebody typed it; nothing if there is none, or it is no reference."""
    try:
        known = reference.read(typed)
    except reference.NotAReference:
        return None
    return Report.objects.select_related("home", "person", "taken_by", "from_note").filter(reference=known).first()


def photos_of(thing: Report | Draft) -> QuerySet[Photo]:
    """Its photos in their order, without what is in them."""
    photos = Photo.objects.filter(report=thing) if isinstance(thing, Report) else Photo.objects.filter(draft=thing)
    return photos.defer("shown").order_by("number")


def photo_of(typed: str) -> Photo | None:
    """The photo of a reference, with its report or draft; nothing if there is none."""
    try:
        known = reference.read(typed)
    except reference.NotAReference:
        return None
    return Photo.objects.select_related("report", "draft").filter(reference=known).first()


def additions_of(report: Report) -> QuerySet[Addition]:
    """What was said about it afterwards, in the order it was said."""
    return report.additions.select_related("person", "taken_by").order_by("said_at", "id")


def reports_at(home: Home) -> QuerySet[Report]:
    """Every report about a home, the newest first."""
    return home.reports.select_related("person").order_by("-received_at", "-id")


def notes_at(home: Home) -> QuerySet[Note]:
    """Every note about a home, the newest first, with the report it became if it became one."""
    return home.notes.select_related("noted_by", "report").order_by("-heard_at", "-id")
