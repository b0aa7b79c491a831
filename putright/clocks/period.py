"""A length of time as the law states it, and when it runs out.

Hours are hours that pass, through the night and through a change of clocks. Days of every other
kind are London days: day zero is the day of the start and is not counted, and the whole of the
last day is in time. A due date is kept as `due_before`: the first moment that is too late.
"""

from __future__ import annotations

import calendar as months_of
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from putright.clocks.calendar import Calendar
from putright.clocks.london import LONDON, ONE_DAY, london_day, midnight

UNITS = ("hours", "working days", "days", "weeks", "months", "years")

# Words the law uses where it gives no number. Such a duty has a start and an end, and no due date.
OPEN = (
    "as soon as reasonably practicable",
    "within a reasonable time",
    "for as long as it lasts",
    "every year",
)

_WORDS = re.compile(r"(\d{1,4}) +(hours?|working +days?|days?|weeks?|months?|years?)", re.IGNORECASE)


class NotAPeriod(ValueError):
    """The words are not a length of time that the law uses."""


@dataclass(frozen=True, slots=True)
class Period:
    """So many hours, working days, days, weeks, months or years; or words with no number."""

    count: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read “24 hours”, “10 working days”, “12 weeks” or “as soon as reasonably practicable”."""
        words = " ".join(str(text).lower().split())
        if words in OPEN:
            return cls(0, words)
        match = _WORDS.fullmatch(words)
        if not match or not int(match[1]):
            raise NotAPeriod(
                f"“{text}” is not a period the law uses. Write a number and "
                f"{', '.join(UNITS[:-1])} or {UNITS[-1]}, such as “10 working days”."
            )
        unit = " ".join(match[2].split())
        return cls(int(match[1]), unit if unit.endswith("s") else unit + "s")

    def __str__(self) -> str:
        if self.is_open:
            return self.unit
        return f"{self.count} {self.unit[:-1] if self.count == 1 else self.unit}"

    @property
    def is_open(self) -> bool:
        """Whether the law gives words here and no number."""
        return self.unit in OPEN

    def plus(self, more: Period) -> Period:
        """This period with more of the same unit, as when a time is extended."""
        if self.unit != more.unit or self.is_open:
            raise NotAPeriod(f"{self} cannot be extended by {more}.")
        return Period(self.count + more.count, self.unit)

    def due_before(self, start: datetime, calendar: Calendar) -> datetime | None:
        """The first moment too late, in UTC; nothing where the law gives no number."""
        if self.unit == "working days":
            return calendar.too_late_after(start, self.count)
        if self.unit == "hours":
            return start.astimezone(UTC) + timedelta(hours=self.count)
        if self.is_open:
            return None
        return midnight(self.last_day(london_day(start), calendar) + ONE_DAY)

    def last_day(self, day_zero: date, calendar: Calendar) -> date:
        """The last day that is in time, for a period counted in days of any kind."""
        if self.unit == "working days":
            return calendar.working_day_after(day_zero, self.count)
        return self._moved(day_zero, +1)

    def notice_by(self, event: datetime, calendar: Calendar) -> datetime:
        """The first moment too late to give so much notice of an event.

        Hours count back from the moment. Days count back from the day of the event, which is day
        zero: the whole of the last day counted is in time.
        """
        if self.unit == "hours":
            return event.astimezone(UTC) - timedelta(hours=self.count)
        return midnight(self.last_day_before(london_day(event), calendar) + ONE_DAY)

    def last_day_before(self, day_zero: date, calendar: Calendar) -> date:
        """The last day that gives so much notice of a day, for a period counted in days of any kind."""
        if self.unit == "working days":
            return calendar.working_day_before(day_zero, self.count)
        return self._moved(day_zero, -1)

    def _moved(self, day: date, way: int) -> date:
        try:
            if self.unit in ("days", "weeks"):
                return day + way * timedelta(days=self.count * (7 if self.unit == "weeks" else 1))
            if self.unit in ("months", "years"):
                return _same_day_of(day, way * self.count * (12 if self.unit == "years" else 1))
        except (OverflowError, ValueError):
            raise NotAPeriod(f"{self} from {day} is beyond any calendar.") from None
        raise NotAPeriod(f"“{self}” has no last day.")


def _same_day_of(day: date, months: int) -> date:
    """The same day so many months on; the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, months_of.monthrange(year, month + 1)[1]))


def crosses_clock_change(start: datetime, end: datetime) -> str | None:
    """What the clocks in London did between two moments, in a sentence; nothing if they did nothing."""
    before, after = (moment.astimezone(LONDON).utcoffset() for moment in (start, end))
    assert before is not None and after is not None
    if before == after:
        return None
    way = "forward" if after > before else "back"
    return f"The clocks went {way} an hour in between. Hours that pass are counted, not hours on the clock."
