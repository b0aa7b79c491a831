"""Counting dates anew when the calendar knows one more bank holiday, from what each row says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from putright.clocks.calendar import Calendar
from putright.clocks.london import london_day
from putright.clocks.period import Period
from putright.deadlines.approach import approaching_at
from putright.deadlines.models import Deadline, Kind, Recounted
from putright.deadlines.promises import Periods
from putright.deadlines.reckoning import Before, Changes
from putright.law.loading import register


def recount(
    rows: Iterable[Deadline], *, old: Calendar, anew: Calendar, periods: Periods, at: datetime, into: Changes
) -> None:
    """Move each row whose date was counted over the new day, and the reminder of any that has one near it."""
    for row in rows:
        before = Before.of(row)
        row.due_before = _counted(row, old, anew, periods)
        if row.due_before != before.due_before:
            row.calendar_version = anew.version
            into.recounted.append(
                Recounted(
                    deadline=row,
                    old_due_before=before.due_before,
                    new_due_before=row.due_before,
                    why=Recounted.Why.BANK_HOLIDAY,
                    recounted_at=at,
                )
            )
            into.change(row, before)
        elif _approaching(row, old) != _approaching(row, anew):
            into.change(row, before)


def _approaching(row: Deadline, calendar: Calendar) -> datetime | None:
    """When its reminder comes."""
    return approaching_at(row.started_at, row.due_before, calendar) if row.due_before else None


def _counted(row: Deadline, old: Calendar, anew: Calendar, periods: Periods) -> datetime | None:
    """Its date by the new calendar, if it was counted by the old one; a date that was said to somebody stays."""
    if not row.calendar_version:
        return row.due_before
    for period, back in _periods(row, periods):
        if _end(period, back, row.started_at, old) == row.due_before:
            return _end(period, back, row.started_at, anew)
    return row.due_before


def _periods(row: Deadline, periods: Periods) -> Iterator[tuple[Period, bool]]:
    """What it may have been counted by, and whether back from what it is notice of."""
    day = london_day(row.started_at)
    if row.kind != Kind.DUTY:
        yield periods.of(row.name, day), False
        return
    duty = register()[row.name]
    within = duty.on(day).within
    yield within, duty.counts_back
    if duty.extension:
        yield within.plus(duty.extension.within), False


def _end(period: Period, back: bool, start: datetime, calendar: Calendar) -> datetime | None:
    return period.notice_by(start, calendar) if back else period.due_before(start, calendar)
