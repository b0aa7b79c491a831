"""What comes first in the queue: the legal deadline, brought forward by who lives there and by promises broken.

Pure. More risk, an earlier date or another broken promise never puts anything later.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from putright.hazards.rules import rules
from putright.messages.fields import said_due

# What has no date comes after what has, and still comes.
WITHOUT_A_DATE = timedelta(days=28)
FOR_A_BROKEN_PROMISE = timedelta(hours=24)


def act_before(
    *, due_before: datetime | None, first_told_at: datetime, risk_hours: int, promises_broken: int
) -> datetime:
    """The moment that decides a place: the date it is due by, less a day for each promise broken and for the risk."""
    due = due_before or first_told_at + WITHOUT_A_DATE
    return due - timedelta(hours=risk_hours) - promises_broken * FOR_A_BROKEN_PROMISE


def reasons(
    *, due_before: datetime | None, because: Iterable[str], promises_broken: int, at: datetime
) -> tuple[str, ...]:
    """Why it has the place it has, in words for the desk: the date first, then promises, then what was told."""
    said = []
    if due_before is not None:
        said.append(f"{'Was due' if due_before <= at else 'Due'} by {said_due(due_before)}.")
    if promises_broken:
        times = "a promise" if promises_broken == 1 else f"{promises_broken} promises"
        said.append(f"We broke {times}.")
    known = rules()
    return (*said, *(known.says(name) for name in because))
