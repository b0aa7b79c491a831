"""The working days of England with the bank holidays that were added here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from putright.clocks.calendar import Calendar, england
from putright.deadlines.models import AddedHoliday


def working_calendar() -> Calendar:
    """The calendar to count with now. One small query; the calendar itself is made once for each set of days."""
    return _with(tuple(AddedHoliday.objects.order_by("day").values_list("day", "name")))


def calendar_with(added: Iterable[AddedHoliday]) -> Calendar:
    """The calendar as it was, or would be, with these days added."""
    return _with(tuple(sorted((holiday.day, holiday.name) for holiday in added)))


def calendar_of(version: str) -> Calendar | None:
    """The calendar that a date was counted with, by its version; nothing when an older Putright had another list."""
    added = list(AddedHoliday.objects.order_by("added_at", "id"))
    calendars = (calendar_with(added[:known]) for known in range(len(added), -1, -1))
    return next((calendar for calendar in calendars if calendar.version == version), None)


@lru_cache(maxsize=32)
def _with(added: tuple[tuple[date, str], ...]) -> Calendar:
    ours = england()
    if not added:
        return ours
    return Calendar({**ours.bank_holidays, **dict(added)}, ours.known_from, ours.known_until)
