"""The working days of England with the bank holidays that were added here."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from putright.clocks.calendar import Calendar, england
from putright.deadlines.models import AddedHoliday


def working_calendar() -> Calendar:
    """The calendar to count with now. One small query; the calendar itself is made once for each set of days."""
    return _with(tuple(AddedHoliday.objects.order_by("day").values_list("day", "name")))


@lru_cache(maxsize=32)
def _with(added: tuple[tuple[date, str], ...]) -> Calendar:
    ours = england()
    if not added:
        return ours
    return Calendar({**ours.bank_holidays, **dict(added)}, ours.known_from, ours.known_until)
