"""How pages say moments, times and choices, so that nobody has to work them out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from putright.clocks.london import LONDON, ONE_DAY, written_day
from putright.clocks.period import Period
from putright.law.conditions import Choice
from putright.law.register import Duty, Version

_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Until when a short text is shown whole in a sentence about it.
_LONG = 60


def clock(moment: datetime) -> str:
    """The time on a clock in London, both ways people say it: 22:15 (10:15pm)."""
    local = moment.astimezone(LONDON)
    if (local.hour, local.minute) in ((0, 0), (12, 0)):
        return f"{local:%H:%M} ({'midday' if local.hour else 'midnight'})"
    hour = local.hour % 12 or 12
    return f"{local:%H:%M} ({hour}:{local:%M}{'am' if local.hour < 12 else 'pm'})"


def moment(at: datetime) -> str:
    """A moment in London: 22:15 (10:15pm) on Friday 25 December 2026."""
    return f"{clock(at)} on {written_day(at.astimezone(LONDON).date())}"


def by_when(due_before: datetime) -> str:
    """Until when something is in time: by the end of a day, or before a moment of it."""
    local = due_before.astimezone(LONDON)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return f"by the end of {written_day(local.date() - ONE_DAY)}"
    return f"before {moment(due_before)}"


def any_of(values: Iterable[Choice]) -> str:
    """Choices with “or” before the last, in a lasting order: emergency or significant."""
    words = sorted(value if isinstance(value, str) else ("yes" if value else "no") for value in values)
    return " or ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def began(day: date, today: date) -> str:
    """Since when something is law, or from when it will be."""
    return f"{'since' if day <= today else 'from'} {written_day(day)}"


def began_short(day: date, today: date) -> str:
    """The same for a column of days: Since 27 October 2025."""
    return f"{'Since' if day <= today else 'From'} {day.day} {day:%B} {day.year}"


def capitalize_first(text: str) -> str:
    """A phrase as the beginning of a sentence, and the rest of it as it was."""
    return text[:1].upper() + text[1:]


def season(bounds: tuple[tuple[int, int], tuple[int, int]]) -> str:
    """A part of every year: from 1 November to 30 April each year."""
    first, last = (f"{day} {date(2000, month, 1):%B}" for month, day in bounds)
    return f"From {first} to {last} each year."


def readable(text: str) -> str:
    """What somebody typed, made fit to be shown in a sentence: no invisible letters, and not for ever."""
    text = " ".join(_UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", text).split())
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def periods(duty: Duty, today: date) -> tuple[Period, ...]:
    """What a duty allows today, once each; what it will allow at first, when it is not law yet."""
    now: list[Version] = [version for version in duty.versions if version.since <= today]
    since = now[-1].since if now else duty.versions[0].since
    return tuple(dict.fromkeys(version.within for version in duty.versions if version.since == since))


def tel(number: str) -> str:
    """A phone number as a link has it."""
    return "".join(sign for sign in number if sign in "+0123456789")
