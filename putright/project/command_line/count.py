"""`putright count 10 working days --from 2025-12-24`: the last day that is in time, alone on the first line."""

from __future__ import annotations

import argparse
from datetime import date, timedelta

from putright.clocks.calendar import Calendar, england
from putright.clocks.london import (
    LONDON,
    ONE_DAY,
    NotAMoment,
    is_day,
    london_day,
    midnight,
    read_moment,
    written,
    written_day,
)
from putright.clocks.period import NotAPeriod, Period, crosses_clock_change


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("period", nargs="+", help="10 working days, 24 hours, 12 weeks, 6 months")
    command.add_argument("--from", dest="start", required=True, help="day zero: 2025-12-24, or 2025-12-24 22:15")
    command.add_argument("--back", action="store_true", help="count back, as for notice that has to be given")


def run(options: argparse.Namespace) -> int:
    period = Period.parse(" ".join(options.period))
    if period.is_open:
        raise NotAPeriod(f"“{period}” has no number to count. Give one, such as 10 working days.")
    if period.unit == "hours":
        _hours(period, options.start, back=options.back)
    else:
        _days(period, options.start, england(), back=options.back)
    return 0


def _hours(period: Period, start: str, *, back: bool) -> None:
    length = timedelta(hours=period.count) * (-1 if back else 1)
    begins = read_moment(start)
    ends = begins + length
    if is_day(start):
        _hours_from_a_day(period, london_day(begins), length)
        return
    print(ends.astimezone(LONDON).isoformat(timespec="minutes"))
    print(f"{period} {'before' if back else 'after'} {written(begins)} is {written(ends)}, in London.")
    if changed := crosses_clock_change(*sorted((begins, ends))):
        print(changed)


def _hours_from_a_day(period: Period, day: date, length: timedelta) -> None:
    """With no time given, the day it ends is known only if it is the same from every moment of the day."""
    ends = {london_day(midnight(day) + length), london_day(midnight(day + ONE_DAY) - timedelta(seconds=1) + length)}
    if len(ends) > 1:
        raise NotAMoment(f"{period} are counted from a time. Give one: --from '{day} 09:00'.")
    last = ends.pop()
    print(last.isoformat())
    print(f"At the same time of day on {written_day(last)}. Give the time to be exact: --from '{day} 09:00'.")


def _days(period: Period, start: str, calendar: Calendar, *, back: bool) -> None:
    day_zero = london_day(read_moment(start))
    last = period.last_day_before(day_zero, calendar) if back else period.last_day(day_zero, calendar)
    print(last.isoformat())
    print(f"{written_day(last)}, to the end of the day. Day zero is {written_day(day_zero)}, and is not counted.")
    if period.unit == "working days":
        for day in calendar.counted(day_zero, period.count, back=back):
            print(f"  {day.day}  {day.day:%a}  {day.number or f'not counted: {day.skipped_because}'}")
