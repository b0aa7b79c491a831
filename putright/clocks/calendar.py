"""Working days in England: not a Saturday, not a Sunday, not a bank holiday in England."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from putright.clocks.london import LONDON, ONE_DAY, midnight, written_day
from putright.clocks.strict_yaml import read

HERE = Path(__file__).parent
# How far ahead bank holidays must be known to be relied on: the longest period that needs them, and a
# year's notice to add the next ones.
MONTHS_AHEAD = 18
WEEKEND = {5: "Saturday", 6: "Sunday"}


class OutsideCalendar(LookupError):
    """The bank holidays of that day are not known to us, so we will not say whether it is a working day."""


class CountedDay(NamedTuple):
    """One day on the way to a due date: the number it was given, or why it was skipped."""

    day: date
    number: int | None
    skipped_because: str | None


class Calendar:
    """The working days between two known days, kept as tables so that any answer is two look-ups."""

    def __init__(self, bank_holidays: Mapping[date, str], known_from: date, known_until: date) -> None:
        self.bank_holidays = {day: bank_holidays[day] for day in sorted(bank_holidays)}
        self.known_from, self.known_until = known_from, known_until
        self._first = known_from.toordinal()
        self._days = [date.fromordinal(n) for n in range(self._first, known_until.toordinal() + 1)]
        self._skipped_because = [self._why_skipped(day) for day in self._days]
        working = [reason is None for reason in self._skipped_because]
        # How many working days there have been up to and including each day.
        self._worked = list(accumulate(map(int, working)))
        # The place in self._days of each working day, in order.
        self._nth = [i for i, is_working in enumerate(working) if is_working]
        # The first moment after each working day: the first moment too late, when that day is the last.
        self._too_late = [midnight(self._days[i] + ONE_DAY) for i in self._nth]
        self.version = self._fingerprint()

    def _why_skipped(self, day: date) -> str | None:
        return WEEKEND.get(day.weekday()) or self.bank_holidays.get(day)

    def _fingerprint(self) -> str:
        content = ";".join(f"{day}={name}" for day, name in self.bank_holidays.items() if day.weekday() < 5)
        return f"england-{self.known_from}-{self.known_until}-{zlib.crc32(content.encode()):08x}"

    def _place(self, day: date) -> int:
        place = day.toordinal() - self._first
        if not 0 <= place < len(self._days):
            raise self._outside(day)
        return place

    def _outside(self, day: date | None = None) -> OutsideCalendar:
        asked = f"; this asks about {day}" if day else "; this asks for a day outside that"
        return OutsideCalendar(
            f"Bank holidays in England are known to us from {self.known_from} to {self.known_until}{asked}."
        )

    def is_working_day(self, day: date) -> bool:
        return self._skipped_because[self._place(day)] is None

    def why_skipped(self, day: date) -> str | None:
        """The name of the bank holiday, Saturday or Sunday; nothing for a working day."""
        return self._skipped_because[self._place(day)]

    def working_day_after(self, day: date, count: int) -> date:
        """The count-th working day after a day, which is itself day zero and not counted."""
        return self._days[self._nth[self._after(day, count)]]

    def working_day_before(self, day: date, count: int) -> date:
        """The count-th working day before a day, which is itself day zero and not counted."""
        place = self._place(day)
        at = self._worked[place] - (self._skipped_because[place] is None) - count
        if count < 1 or at < 0:
            raise ValueError("Count at least one working day.") if count < 1 else self._outside()
        return self._days[self._nth[at]]

    def too_late_after(self, moment: datetime, count: int) -> datetime:
        """The first moment too late, when so many working days are allowed from that moment on."""
        # The same as working_day_after and the midnight that ends it, but kept short: every page
        # that shows a queue asks it for every row.
        place = moment.astimezone(LONDON).toordinal() - self._first
        if 0 <= place < len(self._worked) and count > 0:
            at = self._worked[place] + count - 1
            if at < len(self._too_late):
                return self._too_late[at]
        return self._too_late[self._after(moment.astimezone(LONDON).date(), count)]

    def _after(self, day: date, count: int) -> int:
        if count < 1:
            raise ValueError("Count at least one working day.")
        at = self._worked[self._place(day)] + count - 1
        if at >= len(self._nth):
            raise self._outside()
        return at

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days there are after the start, up to and including the end."""
        if end < start:
            raise ValueError(f"The end, {end}, is before the start, {start}.")
        return self._worked[self._place(end)] - self._worked[self._place(start)]

    def counted(self, start: date, count: int, *, back: bool = False) -> tuple[CountedDay, ...]:
        """Every day from the one after day zero to the last: its number, or why it was skipped."""
        last = self.working_day_before(start, count) if back else self.working_day_after(start, count)
        first, end = self._place(start), self._place(last)
        places = range(first - 1, end - 1, -1) if back else range(first + 1, end + 1)
        steps, number = [], 0
        for place in places:
            reason = self._skipped_because[place]
            number += reason is None
            steps.append(CountedDay(self._days[place], None if reason else number, reason))
        return tuple(steps)

    def rows(self) -> list[tuple[date, int, bool]]:
        """The calendar as a table: each day, working days so far, and whether it is one itself."""
        reasons = self._skipped_because
        return [(day, self._worked[i], reasons[i] is None) for i, day in enumerate(self._days)]

    def months_left(self, today: date) -> int:
        """Whole months from a day to the last day we know."""
        months = (self.known_until.year - today.year) * 12 + self.known_until.month - today.month
        return months - (self.known_until.day < today.day)

    def too_short(self, today: date) -> str | None:
        """Why the calendar does not reach far enough ahead to be relied on; nothing if it does."""
        left = self.months_left(today)
        if left >= MONTHS_AHEAD:
            return None
        return (
            f"Bank holidays are known until {written_day(self.known_until)}: {left} months, not {MONTHS_AHEAD}. "
            "Add the next year in putright/clocks/bank_holidays.yaml."
        )


@cache
def england() -> Calendar:
    """The working days of England, from the `holidays` package and our own dated changes."""
    from holidays import country_holidays  # half a second; only those who count days pay it

    known = read(HERE / "bank_holidays.yaml")
    years = range(known["known_from"].year, known["known_until"].year + 1)
    listed = country_holidays("GB", subdiv="ENG", years=years)
    days = {day: name.replace(" (observed)", " (substitute day)") for day, name in listed.items()}
    return Calendar(changed(days, known["changes"] or []), known["known_from"], known["known_until"])


def changed(days: Mapping[date, str], changes: list[dict[str, object]]) -> dict[date, str]:
    """Bank holidays with our dated changes made: a day added, or one that was moved taken away."""
    result = dict(days)
    for change in changes:
        missing = {"day", "working", "name", "source", "noted_on"} - set(change)
        if missing:
            raise ValueError(f"A change to the bank holidays must say its {', '.join(sorted(missing))}.")
        day = change["day"]
        assert isinstance(day, date)
        if change["working"]:
            result.pop(day, None)
        else:
            result[day] = str(change["name"])
    return result
