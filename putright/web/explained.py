"""Why this date? What the page shows of how a date was counted."""

from __future__ import annotations

from putright.clocks.calendar import CountedDay
from putright.law.explanation import Explanation


def days_shown(answer: Explanation | None) -> list[CountedDay]:
    """Day zero, as day number 0, with the days counted and skipped, as they stand on a calendar."""
    if answer is None or answer.day_zero is None or not answer.days:
        return []
    return sorted([CountedDay(answer.day_zero, 0, None), *answer.days])
