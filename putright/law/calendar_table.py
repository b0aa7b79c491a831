"""The calendar as a table, for counting many millions of due dates at once.

A day is a whole number (1 is 1 January in the year 1), a moment is whole seconds since 1970 in UTC.
A moment falls on the London day that is its UTC day, or on the next one, because a London midnight
is a UTC midnight or an hour before it. So one look-up by UTC day, and one comparison, finds the
London day and everything that hangs on it, with no time zone arithmetic in any engine.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import ibis
import pyarrow as pa
from ibis import _

from putright.clocks.calendar import Calendar
from putright.clocks.london import midnight
from putright.clocks.period import Period

DAY = 86_400
EPOCH = date(1970, 1, 1).toordinal()
# Wider than the working days we know: weeks and years can be counted where no bank holiday matters.
FIRST, LAST = date(1990, 1, 1), date(2045, 1, 1)


def seconds(moment: datetime) -> int:
    """A moment as whole seconds since 1970 in UTC; a part of a second is dropped."""
    return int(moment.timestamp() // 1)


def calendar_rows(calendar: Calendar) -> pa.Table:
    """One row a London day: its bounds, its place in the month, and its number among working days."""
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days)]
    known = {day: (worked, is_working) for day, worked, is_working in calendar.rows()}
    bounds = [seconds(midnight(day)) for day in [*days, LAST]]
    return pa.table(
        {
            "day": pa.array([day.toordinal() for day in days], pa.int32()),
            "begins": pa.array(bounds[:-1], pa.int64()),
            "ends": pa.array(bounds[1:], pa.int64()),
            "worked": pa.array([known[day][0] if day in known else None for day in days], pa.int32()),
            "is_working": pa.array([known[day][1] if day in known else None for day in days], pa.bool_()),
            "month": pa.array([day.year * 12 + day.month - 1 for day in days], pa.int32()),
            "of_month": pa.array([day.day for day in days], pa.int32()),
            "of_year": pa.array([day.month * 100 + day.day for day in days], pa.int32()),
        }
    )


class CalendarTable:
    """The calendar in an engine, and how a period runs out from each of its days."""

    def __init__(self, days: Any) -> None:
        self.days = days

    @classmethod
    def of(cls, calendar: Calendar) -> CalendarTable:
        return cls(ibis.memtable(calendar_rows(calendar)))

    def too_late(self, period: Period, *, back: bool = False) -> Any:
        """Each day, and the first moment too late when a period is counted from it (or back from it)."""
        days, later = self.days, self.days.view()
        way = -1 if back else 1
        if period.unit == "working days":
            first = (days.worked - days.is_working.cast("int32")) if back else days.worked
            number = first - period.count + 1 if back else first + period.count
            numbered = later.filter(later.is_working)
            joined = days.select("day", number=number).inner_join(
                numbered.select("worked", due="ends"), [_.number == numbered.worked]
            )
            return joined.select("day", "due")
        if period.unit in ("days", "weeks"):
            length = way * period.count * (7 if period.unit == "weeks" else 1)
            other = later.select(other="day", due="ends")
            return days.select("day", last=days.day + length).inner_join(other, [_.last == other.other])[["day", "due"]]
        months = way * period.count * (12 if period.unit == "years" else 1)
        per_month = self.days.group_by("month").agg(first=_.day.min(), length=_.of_month.max())
        months_on = per_month.select(target="month", first="first", length="length")
        shifted = days.select("day", "of_month", wanted=days.month + months)
        placed = shifted.inner_join(months_on, [_.wanted == months_on.target]).mutate(
            last=lambda t: t["first"] + ibis.least(t.of_month, t.length) - 1
        )
        other = later.select(other="day", due="ends")
        return placed.select("day", "last").inner_join(other, [_.last == other.other])[["day", "due"]]

    def by_london_day(self, periods: list[tuple[Period, bool]]) -> Any:
        """For each London day, the last day in time of each period: `last_day_0`, `last_day_1` and so on."""
        table, ends = self.days.select("day"), self.days.view().select(last="day", ends="ends")
        for number, (period, back) in enumerate(periods):
            late = self.too_late(period, back=back)
            named = late.inner_join(ends, [late.due == ends.ends])
            named = named.select(**{"day_": "day", f"last_day_{number}": "last"})
            table = table.left_join(named, [table.day == named.day_]).drop("day_")
        return table

    def by_utc_day(self, periods: list[tuple[Period, bool]], *, with_season: bool = False) -> Any:
        """For each UTC day: when London turns to its next day, and what is too late before and after that.

        Columns `today_0`, `tomorrow_0` and so on, one pair a period; `season_today` and
        `season_tomorrow` (month and day as one number) where they are wanted.
        """
        days = self.days
        table = days.select("day", turns_at="ends", **({"season": "of_year"} if with_season else {}))
        for number, (period, back) in enumerate(periods):
            late = self.too_late(period, back=back).select(**{"day_": "day", f"late_{number}": "due"})
            table = table.left_join(late, [table.day == late.day_]).drop("day_")
        kept = [f"late_{number}" for number in range(len(periods))] + (["season"] if with_season else [])
        again = table.view()
        tomorrow = again.select(next_day=again.day - 1, **{f"{name}_tomorrow": name for name in kept})
        joined = table.left_join(tomorrow, [table.day == tomorrow.next_day]).drop("next_day")
        return joined.rename({f"{name}_today": name for name in kept})


def utc_day(moment: Any) -> Any:
    """The UTC day, as a whole number, of a moment in seconds."""
    return (moment // DAY + EPOCH).cast("int32")
