"""Dates and times as people write them in the UK, read without guessing and no more exactly than written.

A day alone is the whole of that day, and a month alone the whole of that month: what is written is
kept as the first and the last second it can mean. Nothing is read the American way round.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from putright.clocks.london import ONE_DAY, midnight
from putright.law.calendar_table import EPOCH, FIRST, LAST, seconds

MONTHS = {date(2000, month, 1).strftime("%b").lower(): month for month in range(1, 13)} | {"sept": 9}
FULL_MONTHS = {date(2000, month, 1).strftime("%B").lower(): month for month in range(1, 13)}

ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
UK_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", re.ASCII)
UK_MONTH = re.compile(r"(\d{1,2})/(\d{4})", re.ASCII)
NAMED_DAY = re.compile(
    r"(?:[A-Za-z]{3,9},? +)?(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})[ ,-] *(\d{4}|\d{2})", re.ASCII
)
NAMED_MONTH = re.compile(r"([A-Za-z]{3,9})[ ,-] *(\d{4})", re.ASCII)
SERIAL = re.compile(r"\d{5}(\.\d+)?", re.ASCII)
TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?:[:.](\d{2})(?:\.\d+)?)? *([AaPp][Mm])?", re.ASCII)
ZONE = re.compile(r"(.*?) *(Z|UTC|GMT|BST|[+-]\d{2}:?\d{2})", re.ASCII)
ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "BST": 3600}


@dataclass(frozen=True, slots=True)
class Days:
    """The London days that a written date can mean: when they begin and end, in seconds; or what is wrong."""

    begins: int | None = None
    ends: int | None = None
    day: int | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A written time: seconds on the London clock, or from a named zone; or what is wrong."""

    seconds: int | None = None
    offset: int | None = None
    problem: str | None = None


def read_days(text: str) -> Days:
    """The day, or the month, that is written; `day` is set when it is one day only."""
    text = text.strip()
    try:
        found = _days(text)
    except ValueError:
        return Days(problem=f"“{text}” is not a day in the calendar. Dates are read as day, month, year.")
    if found is None:
        return Days(problem=_unreadable(text))
    first, last = found
    if first < FIRST or last >= LAST:
        return Days(problem=f"“{text}” is outside {FIRST.year} to {LAST.year - 1}. Check the year.")
    day = first.toordinal() - EPOCH if first == last else None
    return Days(seconds(midnight(first)), seconds(midnight(last + ONE_DAY)), day)


def _days(text: str) -> tuple[date, date] | None:
    if match := ISO_DAY.fullmatch(text):
        day = date(*map(int, match.groups()))
        return day, day
    if match := UK_DAY.fullmatch(text):
        day = date(_year(match[3]), int(match[2]), int(match[1]))
        return day, day
    if (match := NAMED_DAY.fullmatch(text)) and (month := _month(match[2])):
        day = date(_year(match[3]), month, int(match[1]))
        return day, day
    for pattern, year, month_at in ((ISO_MONTH, 1, 2), (UK_MONTH, 2, 1)):
        if match := pattern.fullmatch(text):
            return _whole_month(int(match[year]), int(match[month_at]))
    if (match := NAMED_MONTH.fullmatch(text)) and (month := _month(match[1])):
        return _whole_month(int(match[2]), month)
    return None


def _whole_month(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month(name: str) -> int | None:
    return MONTHS.get(name.lower()) or FULL_MONTHS.get(name.lower())


def _unreadable(text: str) -> str:
    if SERIAL.fullmatch(text):
        return (
            f"“{text}” is how Excel stores a date. In Excel, format the column as a date, "
            "yyyy-mm-dd, and save the file again."
        )
    if re.fullmatch(r"[0-9]{4}", text):
        return f"“{text}” is only a year. Give at least the month, like 2025-12."
    return f"“{text[:60]}” is not a date we can read. Write it like 2025-12-18, 18/12/2025 or 18 December 2025."


def read_time(text: str) -> Time:
    """The time that is written: 16:40, 4.40pm, 16:40:30Z, 16:40+01:00."""
    text, offset = text.strip(), None
    if match := ZONE.fullmatch(text):
        text, zone = match[1], match[2]
        offset = ZONES[zone] if zone in ZONES else _offset(zone)
    match = TIME.fullmatch(text)
    if match is None or (match[2] is None and match[4] is None):
        return Time(problem=f"“{text[:60]}” is not a time we can read. Write it like 16:40.")
    hour, minute, second = (int(part or 0) for part in match.groups()[:3])
    if match[4]:
        if not 1 <= hour <= 12:
            return Time(problem=f"“{text}” is not a time on a clock.")
        hour = hour % 12 + (12 if match[4].lower() == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return Time(problem=f"“{text}” is not a time on a clock.")
    return Time(hour * 3600 + minute * 60 + second, offset)


def _offset(zone: str) -> int:
    digits = zone[1:].replace(":", "")
    length = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return -length if zone[0] == "-" else length
