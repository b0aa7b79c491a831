"""What the law's answer changes in the rows we keep of one case: which begin, which are met, end, or move.

Nothing here asks the database or the time. The nightly proof asks the same question and expects that nothing changes.

What was late stays late: a row that its facts no longer ask for is closed as "facts_corrected", and one that was late
by then ends after its `due_before`, by which it is known as late for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from putright.accounts.models import Account
from putright.clocks.calendar import Calendar
from putright.deadlines.models import Deadline, Kind, Recounted
from putright.law.conditions import Facts
from putright.law.requirements import BINDS, Requirement, required
from putright.record.actions import Said
from putright.record.models import About

FACTS_CORRECTED = "facts_corrected"
# What may change in a row after it was made.
CHANGING = (
    *("due_before", "calendar_version", "met_at", "fell_away_at", "fell_away_by", "version_from", "started_by"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One case, of which the law is asked: its facts from one day zero on, and who is told of what it owes.

    Without facts the law is not asked at all, as when a person decides that a report is of no hazard.
    """

    area: str
    facts: Facts | None
    about: About
    role: str
    owner: Account | None = None
    day_zero: int = 1


@dataclass(frozen=True, slots=True)
class Owed:
    """A promise or a task to begin; without a `due_before` it has what is promised under its name."""

    name: str
    about: About
    started_at: datetime
    role: str = ""
    owner: Account | None = None
    due_before: datetime | None = None


@dataclass(slots=True)
class Changes:
    """What is to be done: rows to make, rows that changed, the older dates to keep, and the lines that say so."""

    made: list[Deadline] = field(default_factory=list)
    changed: list[Deadline] = field(default_factory=list)
    recounted: list[Recounted] = field(default_factory=list)
    lines: list[Said] = field(default_factory=list)

    def begin(self, row: Deadline) -> None:
        """A row begins, and may already be over when we learn of it."""
        self.made.append(row)
        self.lines.append(said("deadlines.started", row, due_before=written(row.due_before), day_zero=row.day_zero))
        if not row.is_open:
            self._over(row)

    def change(self, row: Deadline, before: Before) -> None:
        """A row changed: say what, in the order a reader wants it."""
        self.changed.append(row)
        if row.due_before != before.due_before:
            self.lines.append(
                said("deadlines.recounted", row, old=written(before.due_before), due_before=written(row.due_before))
            )
        if (row.met_at, row.fell_away_at, row.fell_away_by) == (before.met_at, before.fell_away_at, before.by):
            return
        if row.is_open:
            self.lines.append(said("deadlines.reopened", row))
        else:
            self._over(row)

    def _over(self, row: Deadline) -> None:
        if row.met_at:
            self.lines.append(said("deadlines.met", row, met_at=written(row.met_at), late=row.is_late(row.met_at)))
        elif row.fell_away_at:
            self.lines.append(
                said(
                    "deadlines.fell_away",
                    row,
                    fell_away_at=written(row.fell_away_at),
                    why=row.fell_away_by,
                    late=row.is_late(row.fell_away_at),
                )
            )


@dataclass(frozen=True, slots=True)
class Before:
    """What a row said before it changed."""

    due_before: datetime | None
    met_at: datetime | None
    fell_away_at: datetime | None
    by: str
    version_from: date | None
    started_by: str

    @classmethod
    def of(cls, row: Deadline) -> Before:
        """As it stands now."""
        return cls(row.due_before, row.met_at, row.fell_away_at, row.fell_away_by, row.version_from, row.started_by)


def reckoned(asked: Asked, rows: Iterable[Deadline], *, at: datetime, calendar: Calendar, into: Changes) -> None:
    """Ask the law of one case, beside the rows there are about it, whichever day zero they belong to."""
    ours = {(row.name, row.started_at): row for row in rows if row.kind == Kind.DUTY}
    wanted = set()
    requirements = () if asked.facts is None else required(asked.area, asked.facts, calendar)
    for requirement in requirements:
        if requirement.binding != BINDS or requirement.start is None:
            continue
        key = (requirement.duty.name, requirement.start.astimezone(UTC))
        wanted.add(key)
        row = ours.get(key)
        if row is None:
            into.begin(_new(asked, requirement, calendar))
        elif row.day_zero == asked.day_zero:
            _follow(row, requirement, at, calendar, into)
    for key, row in ours.items():
        if key not in wanted and row.day_zero == asked.day_zero and key[0].startswith(f"{asked.area}."):
            _no_longer_asked_for(row, at, into)


def _new(asked: Asked, requirement: Requirement, calendar: Calendar) -> Deadline:
    """A row for a duty that binds."""
    assert requirement.start is not None and requirement.version is not None
    row = Deadline(
        kind=Kind.DUTY,
        name=requirement.duty.name,
        about_type=asked.about.type,
        about_id=asked.about.id,
        day_zero=asked.day_zero,
        version_from=requirement.version.since,
        started_at=requirement.start.astimezone(UTC),
        started_by=requirement.started_by or "",
        due_before=requirement.due_before,
        calendar_version=calendar.version,
        owner=asked.owner,
        role=asked.role,
    )
    _ended(row, requirement)
    return row


def _ended(row: Deadline, requirement: Requirement) -> None:
    """How the law says that it ended, if it did."""
    row.met_at = requirement.met_at or requirement.ended_at
    row.fell_away_at, row.fell_away_by = None, ""
    if row.met_at is None and requirement.fell_away and requirement.fell_away_at:
        row.fell_away_at, row.fell_away_by = requirement.fell_away_at, requirement.fell_away.key
    elif row.met_at is None and requirement.over_at and requirement.over_by:
        # It ends after it was due, by which it is known as late for ever.
        row.fell_away_at, row.fell_away_by = requirement.over_at, requirement.over_by.key


def _follow(row: Deadline, requirement: Requirement, at: datetime, calendar: Calendar, into: Changes) -> None:
    """Bring one row to what the law says of it now."""
    assert requirement.version is not None
    before = Before.of(row)
    was_late = row.is_late(at)
    row.version_from, row.started_by = requirement.version.since, requirement.started_by or ""
    _ended(row, requirement)
    # The date of what is over, or was late, moves only as the law moves it: the resident was told of an extension.
    if row.due_before != requirement.due_before and (requirement.extended or (row.is_open and not was_late)):
        row.due_before = requirement.due_before
        why = _why_moved(row, requirement, calendar)
        row.calendar_version = calendar.version
        into.recounted.append(_recounted(row, before.due_before, why, at))
    if Before.of(row) != before:
        into.change(row, before)


def _why_moved(row: Deadline, requirement: Requirement, calendar: Calendar) -> Recounted.Why:
    """What moved a date: the law's extension, a calendar that knows more, or a fact that was put right."""
    if requirement.extended:
        return Recounted.Why.EXTENDED
    if row.calendar_version != calendar.version:
        return Recounted.Why.BANK_HOLIDAY
    return Recounted.Why.FACTS_CORRECTED


def _recounted(row: Deadline, old: datetime | None, why: Recounted.Why, at: datetime) -> Recounted:
    return Recounted(deadline=row, old_due_before=old, new_due_before=row.due_before, why=why, recounted_at=at)


def _no_longer_asked_for(row: Deadline, at: datetime, into: Changes) -> None:
    """Close a row that its facts, as they are now known, never asked for; a late one stays late."""
    if row.fell_away_at is not None or (row.met_at is not None and row.is_late(at)):
        return
    before = Before.of(row)
    # One that was met in time ends when it was met, so that it does not come to look late.
    row.fell_away_at, row.fell_away_by = row.met_at or at, FACTS_CORRECTED
    row.met_at = None
    into.change(row, before)


def said(name: str, row: Deadline, **detail: object) -> Said:
    """A line about what a deadline is about."""
    return Said(name, row.about, {"owed": row.name, "started_at": written(row.started_at), **detail})


def written(moment: datetime | None) -> str | None:
    """A moment as the record holds it: ISO 8601 in UTC."""
    return None if moment is None else moment.astimezone(UTC).isoformat()


def rows_by_about(rows: Sequence[Deadline]) -> dict[About, list[Deadline]]:
    """Rows by what they are about."""
    found: dict[About, list[Deadline]] = {}
    for row in rows:
        found.setdefault(row.about, []).append(row)
    return found
