"""When somebody is told about a deadline: as it approaches, on its last day, and once it is too late.

Each is a pure function of when it began and its `due_before`, so that it can be made again and compared. A deadline
of days ends at a midnight in London. It approaches at 08:00 two working days before its last day, or half way there
when that is nearer, and is due at 08:00 on its last day. Any other approaches half way, and is due four hours before
the end, or when a quarter is left. Where a notice is counted back from what it is for, it is taken to run for as long
again as the notice.

`telling.py` of `watch` says the same in SQL, of what comes after the first; a test holds the two together.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from putright.clocks.calendar import Calendar, OutsideCalendar
from putright.clocks.london import LONDON, ONE_DAY, from_london_clock

# What a person is told, in this order. An apology is for the resident, and only for a promise.
APPROACHING, DUE, OVERDUE, APOLOGY = "approaching", "due", "overdue", "apology"
IN_THE_MORNING = time(8)
WORKING_DAYS_BEFORE = 2
HOURS_BEFORE = timedelta(hours=4)


def counts_days(started_at: datetime, due_before: datetime) -> bool:
    """Whether it ends with a London day, more than a day after it began."""
    return due_before.astimezone(LONDON).time() == time() and abs(due_before - started_at) > ONE_DAY


def approaching_at(started_at: datetime, due_before: datetime, calendar: Calendar) -> datetime:
    """When it approaches: after it began, and before it is due."""
    began = _began(started_at, due_before)
    if not counts_days(started_at, due_before):
        return began + (due_before - began) / 2
    due = due_at(started_at, due_before)
    early = _morning_of(_working_days_before(_last_day(due_before), calendar))
    return early if early > began else began + (due - began) / 2


def due_at(started_at: datetime, due_before: datetime) -> datetime:
    """When it is due: late enough to act on that day, and before it is too late."""
    if counts_days(started_at, due_before):
        return _morning_of(_last_day(due_before))
    return due_before - min(HOURS_BEFORE, abs(due_before - started_at) / 4)


def next_to_tell(
    *, kind: str, started_at: datetime, due_before: datetime | None, told: str | None, calendar: Calendar
) -> tuple[datetime | None, str]:
    """The next moment at which a person is told something, and what, after what they were told last."""
    if due_before is None:
        return None, ""
    if told is None:
        return approaching_at(started_at, due_before, calendar), APPROACHING
    if told == APPROACHING:
        return due_at(started_at, due_before), DUE
    if told == DUE:
        return due_before, OVERDUE
    if told == OVERDUE and kind == "promise":
        return due_before, APOLOGY
    return None, ""


def _began(started_at: datetime, due_before: datetime) -> datetime:
    """When it began to run: a notice ends before what it is for, and began as long before that again."""
    return due_before - abs(due_before - started_at)


def _last_day(due_before: datetime) -> date:
    """The last London day that is in time, of a deadline of days."""
    return due_before.astimezone(LONDON).date() - ONE_DAY


def _morning_of(day: date) -> datetime:
    return from_london_clock(datetime.combine(day, IN_THE_MORNING))


def _working_days_before(last_day: date, calendar: Calendar) -> date:
    """Two working days earlier; where bank holidays are not known yet, only weekends are left out: it is a reminder."""
    try:
        return calendar.working_day_before(last_day, WORKING_DAYS_BEFORE)
    except OutsideCalendar:
        day, left = last_day, WORKING_DAYS_BEFORE
        while left:
            day -= ONE_DAY
            left -= day.weekday() < 5
        return day
