"""A day in three boxes, as GOV.UK's date input asks for it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

PARTS = ("day", "month", "year")
MONTHS = [f"{date(2000, month, 1):%B}" for month in range(1, 13)]


class DayWidget(forms.Widget):
    """Reads the three boxes as they were typed."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> tuple[str, ...]:
        return tuple(str(data.get(f"{name}-{part}", "")) for part in PARTS)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in PARTS)


class DayField(forms.Field):
    """A day that was really on the calendar, or a sentence about the box that says otherwise."""

    widget = DayWidget

    def __init__(self, *, called: str = "", **kwargs: Any) -> None:
        """`called` says which day it is, where a form asks for more than one: each sentence begins with it."""
        super().__init__(**kwargs)
        self.called = called

    def clean(self, value: Any) -> date | None:
        """The day; a ValidationError for each thing that stops it being one, its code the box it is about."""
        try:
            return self._day(value)
        except ValidationError as wrong:
            if not self.called:
                raise
            raise ValidationError(
                [ValidationError(f"{self.called}. {one.message}", one.code) for one in wrong.error_list]
            ) from None

    def _day(self, value: Any) -> date | None:
        typed = dict(zip(PARTS, (part.strip() for part in value or ("", "", ""))))
        missing = [part for part, text in typed.items() if not text]
        if len(missing) == len(PARTS) and not self.required:
            return None
        if len(missing) == len(PARTS):
            raise ValidationError("Enter the date: a day, a month and a year.", "day")
        if missing:
            raise ValidationError(f"The date must have a {' and a '.join(missing)}.", missing[0])
        numbers = _numbers(typed)
        last = monthrange(numbers["year"], numbers["month"])[1]
        if numbers["day"] > last:
            month = f"{MONTHS[numbers['month'] - 1]} {numbers['year']}"
            raise ValidationError(f"{month} had only {last} days, so it has no day {numbers['day']}.", "day")
        return date(numbers["year"], numbers["month"], numbers["day"])

    def place_of_error(self, name: str, error: ValidationError) -> str:
        """The id of the box that an error is about."""
        return f"{name}-{error.code if error.code in PARTS else 'day'}"


def _numbers(typed: Mapping[str, str]) -> dict[str, int]:
    """The three boxes as numbers; every box that is none has its own sentence."""
    numbers, errors = {}, []
    for part, read in (("day", _day), ("month", _month), ("year", _year)):
        try:
            numbers[part] = read(typed[part])
        except ValidationError as error:
            errors.append(error)
    if errors:
        raise ValidationError(errors)
    return numbers


def _day(text: str) -> int:
    if _is_number(text, 2) and 1 <= int(text) <= 31:
        return int(text)
    raise ValidationError("The day must be a number from 1 to 31.", "day")


def _month(text: str) -> int:
    if _is_number(text, 2) and 1 <= int(text) <= 12:
        return int(text)
    for number, name in enumerate(MONTHS, 1):
        # Three letters are enough to tell any two months apart.
        if len(text) >= 3 and name.lower().startswith(text.lower()):
            return number
    raise ValidationError("The month must be a number from 1 to 12, or its name, such as March.", "month")


def _year(text: str) -> int:
    if _is_number(text, 4) and len(text) == 4 and 1000 <= int(text) <= 9998:
        return int(text)
    raise ValidationError("The year must have 4 numbers, such as 2026.", "year")


def _is_number(text: str, longest: int) -> bool:
    """Whether it is digits only, in any script that people write numbers in: 7 and ٧, but not ² or Ⅶ."""
    return len(text) <= longest and text.isdecimal()
