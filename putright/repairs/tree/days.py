"""A day in three boxes, read kindly."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

PARTS = ("day", "month", "year")
MONTHS = [f"{date(2000, month, 1):%B}" for month in range(1, 13)]
# Nobody who could tell us was there before.
FIRST_YEAR = 1900
_SAYS = {
    "day": "The day must be a number from 1 to 31.",
    "month": "The month must be a number from 1 to 12, or its name, such as March.",
    "year": "The year must have 4 numbers, such as 2026.",
}


def read_day(typed: Mapping[str, str], today: date) -> tuple[date | None, dict[str, str]]:
    """The day, or a sentence about each box that stops it being one."""
    missing = [part for part in PARTS if not typed[part]]
    if missing:
        return None, {missing[0]: f"The date must have a {' and a '.join(missing)}. Or just pick a rough answer."}
    numbers = {"day": _number(typed["day"], 1, 31), "month": _month(typed["month"]), "year": _year(typed["year"])}
    wrong = {part: _SAYS[part] for part in PARTS if numbers[part] is None}
    if wrong:
        return None, wrong
    day, month, year = (numbers[part] or 0 for part in PARTS)
    last = monthrange(year, month)[1]
    if day > last:
        return None, {"day": f"{MONTHS[month - 1]} {year} had just {last} days. Check the day."}
    if date(year, month, day) > today:
        return None, {"day": "That day has not come yet. Check the day, the month and the year."}
    return date(year, month, day), {}


def _number(text: str, least: int, most: int) -> int | None:
    if len(text) <= len(str(most)) and text.isdecimal() and least <= int(text) <= most:
        return int(text)
    return None


def _month(text: str) -> int | None:
    for number, name in enumerate(MONTHS, 1):
        # Three letters are enough to tell any two months apart.
        if len(text) >= 3 and name.lower().startswith(text.lower()):
            return number
    return _number(text, 1, 12)


def _year(text: str) -> int | None:
    return _number(text, FIRST_YEAR, 9998) if len(text) == 4 else None
