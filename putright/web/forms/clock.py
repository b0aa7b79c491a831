"""A time of day in one box, as people write it."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?(am|pm)?")


class ClockField(forms.Field):
    """A time on a clock: 22:15, 22.15, 2215, 10:15pm or 10pm. What could mean two times is turned back."""

    def clean(self, value: Any) -> time | None:
        """The time; nothing where none was typed and none is needed."""
        typed = "".join(str(value or "").lower().split())
        if not typed:
            if self.required:
                raise ValidationError("Enter the time, such as 22:15.", "missing")
            return None
        match = _TIME.fullmatch(typed) if len(typed) <= 7 else None
        if not match:
            raise ValidationError("The time must be hours and minutes, such as 22:15 or 10:15pm.", "unreadable")
        hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
        if not half and match[2] is None:
            raise ValidationError("The time must have minutes too, such as 22:00.", "no minutes")
        return _time(hour, minute, half)


def _time(hour: int, minute: int, half: str | None) -> time:
    """The time of day, where there is one such time and only one."""
    if minute > 59:
        raise ValidationError("The minutes must be from 00 to 59.", "minute")
    if half is None:
        if hour > 23:
            raise ValidationError("The hour must be from 00 to 23. Midnight is 00:00 of the new day.", "hour")
        return time(hour, minute)
    if not 1 <= hour <= 12:
        raise ValidationError("With am or pm, the hour must be from 1 to 12.", "hour")
    if hour == 12 and minute == 0:
        raise ValidationError("Enter 12:00 for midday, or 00:00 for midnight.", "noon or midnight")
    return time(hour % 12 + (12 if half == "pm" else 0), minute)
