"""What is promised to residents and set as a task, by name, and how soon; a landlord's own standard may be tighter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from django.db import connection

from putright.accounts.models import Role
from putright.clocks.calendar import Calendar
from putright.clocks.london import ONE_DAY, midnight
from putright.clocks.period import Period
from putright.clocks.strict_yaml import BadFile, read
from putright.deadlines.models import Kind

KINDS = {"promises": Kind.PROMISE, "tasks": Kind.TASK}
KEYS = {"title", "says", "within", "role"}
# How far ahead a standard is compared with what it replaces: a year has every sequence of weekends and bank holidays
# that matters to periods of this length.
COMPARED = timedelta(days=366)
LAST_MOMENT = timedelta(microseconds=1)


class UnknownPromise(LookupError):
    """Nothing is promised or set under that name."""


class TooLoose(ValueError):
    """A standard would allow more time than what it replaces; the message says on which day."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing promised to residents, or set as a task."""

    name: str
    kind: Kind
    title: str
    says: str
    within: Period
    role: Role.Name


@cache
def promises() -> Mapping[str, Promise]:
    """Everything promised and set, by its whole name: promises.first_contact."""
    table = read(Path(__file__).with_name("promises.yaml"))
    if set(table) != set(KINDS):
        raise BadFile(f"promises.yaml: it has {' and '.join(KINDS)}, and nothing else.")
    return {f"{area}.{key}": _read(f"{area}.{key}", entry) for area in KINDS for key, entry in table[area].items()}


def promised(name: str) -> Promise:
    """One of them. Raises UnknownPromise."""
    try:
        return promises()[name]
    except KeyError:
        raise UnknownPromise(f"Nothing is promised under “{name}”. There are: {', '.join(promises())}.") from None


class Periods:
    """How soon each thing is promised, the landlord's own standards included: read once, by one small query."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            # Asked with every report, and in these words in a third of the time.
            cursor.execute("SELECT name, since, within FROM deadlines_standard ORDER BY since DESC")
            self.standards = cursor.fetchall()

    def of(self, name: str, day: date) -> Period:
        """How soon from a day on: the standard of that day, else what promises.yaml says."""
        ours = promised(name).within
        found = (within for standard, since, within in self.standards if standard == name and since <= day)
        return next((Period.parse(within) for within in found), ours)


def check_no_looser(within: Period, than: Period, since: date, calendar: Calendar) -> None:
    """Refuse a period that ends later than another for any start in a year from a day on. Raises TooLoose."""
    if within.is_open:
        raise TooLoose(f"“{within}” gives no number. Write one, such as “{than}”.")
    days = (since + timedelta(days=one) for one in range(min(COMPARED, calendar.known_until - since).days - 60))
    for day in days:
        for start in (midnight(day), midnight(day + ONE_DAY) - LAST_MOMENT):
            ours, theirs = _end(within, start, calendar), _end(than, start, calendar)
            if ours > theirs:
                raise TooLoose(
                    f"{within} from {day} would end later than {than}, which it may not: a standard is tighter than "
                    f"what it replaces. Write {than}, or less."
                )


def _end(period: Period, start: datetime, calendar: Calendar) -> datetime:
    end = period.due_before(start, calendar)
    assert end is not None
    return end


def _read(name: str, entry: Mapping[str, str]) -> Promise:
    if set(entry) != KEYS or entry["role"] not in Role.Name.values:
        raise BadFile(f"promises.yaml: {name}: say its {', '.join(sorted(KEYS))}; the role is one of accounts.")
    period = Period.parse(entry["within"])
    if period.is_open:
        raise BadFile(f"promises.yaml: {name}: “{period}” is no promise. Say a number.")
    kind = KINDS[name.partition(".")[0]]
    return Promise(name, kind, entry["title"], entry["says"], period, Role.Name(entry["role"]))
