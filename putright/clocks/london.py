"""Days are days in London; moments are moments in UTC.

Two moments with the same London clock face can be an hour apart, and Python subtracts aware
datetimes of one zone by the clock face. So every moment here is kept in UTC, and London is asked
only which day it was and how to write it down.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)


class NotAMoment(ValueError):
    """The words given are not a day or a moment that we can read without guessing."""


def london_day(moment: datetime) -> date:
    """The date that a calendar on a London wall shows at that moment."""
    if moment.tzinfo is None:
        raise NotAMoment(f"{moment} has no time zone, so it is not a moment. Say which zone it is in.")
    return moment.astimezone(LONDON).date()


def midnight(day: date) -> datetime:
    """The first moment of a London day, in UTC."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def written(moment: datetime) -> str:
    """A moment as a person in London would write it: Thursday 18 December 2025, 16:40."""
    local = moment.astimezone(LONDON)
    return f"{written_day(local.date())}, {local:%H:%M}"


def written_day(day: date) -> str:
    """A day in words: Thursday 18 December 2025."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_day(text: str) -> bool:
    """Whether the words are a day alone, with no time."""
    return bool(_ISO_DAY.fullmatch(text.strip()))


def read_moment(text: str) -> datetime:
    """Read a day or a moment in ISO form; a time without a zone is the time in London.

    A day alone is its first moment. The hour that the clocks skip in spring, and an hour that
    happens twice in autumn, are refused: write the zone (+00:00 or +01:00) to say which is meant.
    """
    text = text.strip()
    try:
        if _ISO_DAY.fullmatch(text):
            return midnight(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise NotAMoment(f"“{text}” is not a date we can read. Write it like 2025-12-18 or 2025-12-18 16:40.") from None
    return moment.astimezone(UTC) if moment.tzinfo else from_london_clock(moment)


def from_london_clock(face: datetime) -> datetime:
    """The moment, in UTC, at which clocks in London showed this."""
    first, second = (face.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    shown = f"{face:%Y-%m-%d %H:%M}"
    if first.astimezone(LONDON).replace(tzinfo=None) != face:
        raise NotAMoment(f"{shown} never happened in London: the clocks went forward over it.")
    raise NotAMoment(
        f"{shown} happened twice in London, when the clocks went back. "
        f"Write {face:%Y-%m-%dT%H:%M}+01:00 for the first or {face:%Y-%m-%dT%H:%M}+00:00 for the second."
    )
