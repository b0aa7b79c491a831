"""What is wrong in a home, as somebody told it; and the works that put it right, with what came of them."""

from putright.repairs.models.addition import Addition
from putright.repairs.models.note import Note
from putright.repairs.models.outcome import Check, FixedWord, Outcome
from putright.repairs.models.photo import MOST_PHOTOS, Original, Photo
from putright.repairs.models.report import Channel, Draft, Report, ReportQuerySet
from putright.repairs.models.works import WorksLine, WorksOrder

__all__ = [
    "MOST_PHOTOS",
    "Addition",
    "Channel",
    "Check",
    "Draft",
    "FixedWord",
    "Note",
    "Original",
    "Outcome",
    "Photo",
    "Report",
    "ReportQuerySet",
    "WorksLine",
    "WorksOrder",
]
