"""What is wrong in a home, as somebody told it: drafts, reports, notes that become reports, photos, additions."""

from putright.repairs.models.addition import Addition
from putright.repairs.models.note import Note
from putright.repairs.models.photo import MOST_PHOTOS, Original, Photo
from putright.repairs.models.report import Channel, Draft, Report, ReportQuerySet

__all__ = ["MOST_PHOTOS", "Addition", "Channel", "Draft", "Note", "Original", "Photo", "Report", "ReportQuerySet"]
