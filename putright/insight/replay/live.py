"""Putright's own cases as a history to replay, and the replay compared with the deadlines that run, row for row.

The two come to their dates by different ways: a deadline was kept each time a fact was stated, one case at a time; the
replay asks the law of all cases at once, as expressions, of the facts as they now stand. Where they differ, one of them
is wrong.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import pyarrow.parquet as parquet

from putright.deadlines.models import Deadline, Kind
from putright.deadlines.reckoning import FACTS_CORRECTED
from putright.hazards import facts
from putright.hazards.models import Case, Fact
from putright.law.facts import facts_of_area
from putright.law.loading import register
from putright.law.requirements import FELL_AWAY, MET, MET_LATE, MISSED, RUNNING

AREA, CASE = facts.AREA, "hazards.case"
AT_ONCE = 2000
# What a replay can say of a duty that binds; the rest never became a deadline.
BINDING = (MET, MET_LATE, MISSED, FELL_AWAY, RUNNING)


@dataclass(frozen=True, slots=True)
class Row:
    """One duty of one case: from when, by when, and what had become of it. Moments are in UTC, to the second."""

    case: str
    duty: str
    started_at: datetime
    due_before: datetime | None
    state: str
    met_at: datetime | None


@dataclass(frozen=True, slots=True)
class Compared:
    """How many rows agree, and those that only the deadlines have, or only the replay."""

    agree: int
    only_live: list[Row]
    only_replayed: list[Row]

    @property
    def is_same(self) -> bool:
        """Whether they agree row for row."""
        return not self.only_live and not self.only_replayed


def write_history(path: Path) -> int:
    """Write every case as a row of a history, one for each of its day zeros, as CSV; how many there are.

    A case that was decided to be no hazard is left out: the law is not asked of it.
    """
    columns = ["reference", *facts_of_area(AREA)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        written = 0
        for row in _cases():
            writer.writerow(row)
            written += 1
    return written


def live_rows(at: datetime) -> Iterator[Row]:
    """What runs or ran of the law about every case, by a moment.

    A deadline that ended because a fact was put right is not what the law asks of the facts as they now stand. It is
    kept, since somebody was told of it, and the replay rightly knows nothing of it.
    """
    rows = Deadline.objects.filter(kind=Kind.DUTY, about_type=CASE).exclude(fell_away_by=FACTS_CORRECTED)
    for row in rows.iterator(AT_ONCE):
        yield Row(
            case=row.about_id,
            duty=row.name,
            started_at=_second(row.started_at),
            due_before=row.due_before and _second(row.due_before),
            state=_state(row, at),
            met_at=_met_at(row, at),
        )


def compare(details: Path, at: datetime) -> Compared:
    """Compare the deadlines with what a replay made of the history by the same moment (its `--details`)."""
    live, replayed = set(live_rows(at)), set(_replayed(details))
    order = attrgetter("case", "duty", "started_at")
    return Compared(len(live & replayed), sorted(live - replayed, key=order), sorted(replayed - live, key=order))


def _cases() -> Iterator[dict[str, str]]:
    stated = Fact.objects.select_related("case").order_by("case_id", "id").iterator(AT_ONCE)
    for case, rows in groupby(stated, key=attrgetter("case")):
        yield from _day_zeros(case, list(rows))


def _day_zeros(case: Case, rows: list[Fact]) -> Iterator[dict[str, str]]:
    for day_zero in range(1, facts.last_day_zero(rows) + 1):
        known = facts.asked(facts.known(rows, day_zero))
        if known is not None:
            values = {name: facts.kept(name, value) for name, value in known.items()}
            yield {"reference": _reference(case.reference, day_zero), **values}


def _reference(case: str, day_zero: int) -> str:
    """A history has each reference once, so that a later day zero of a case has one of its own."""
    return case if day_zero == 1 else f"{case}/{day_zero}"


def _state(row: Deadline, at: datetime) -> str:
    if _is_met(row, at):
        return MET_LATE if row.is_late(at) else MET
    if row.fell_away_at is not None and row.fell_away_at <= at:
        return MISSED if row.is_late(at) else FELL_AWAY
    return MISSED if row.due_before is not None and row.due_before <= at else RUNNING


def _is_met(row: Deadline, at: datetime) -> bool:
    return row.met_at is not None and row.met_at <= at


def _met_at(row: Deadline, at: datetime) -> datetime | None:
    """When it was met; a duty that lasts is not met, it ends."""
    if row.met_at is None or row.met_at > at or register()[row.name].lasts_until:
        return None
    return _second(row.met_at)


def _replayed(details: Path) -> Iterable[Row]:
    """Each duty that a replay found to bind; of one that two day zeros of a case share, what the first says."""
    found: dict[tuple[str, str, datetime], tuple[int, Row]] = {}
    columns = ["reference", "duty", "state", "start", "due_before", "met_at"]
    for batch in parquet.ParquetFile(details).iter_batches(columns=columns):
        for row in batch.to_pylist():
            if row["state"] not in BINDING:
                continue
            case, _, day_zero = row["reference"].partition("/")
            due_before, met_at = (moment and _second(moment) for moment in (row["due_before"], row["met_at"]))
            one = Row(case, row["duty"], _second(row["start"]), due_before, row["state"], met_at)
            key, order = (one.case, one.duty, one.started_at), int(day_zero or 1)
            if key not in found or order < found[key][0]:
                found[key] = order, one
    return (one for _, one in found.values())


def _second(moment: datetime) -> datetime:
    """A moment to the second, which is as finely as a history is read."""
    return moment.astimezone(UTC).replace(microsecond=0)
