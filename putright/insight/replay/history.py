"""A landlord's own history, asked what the law required: due, met, late and by how much, and missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as parquet

from putright.clocks.calendar import Calendar
from putright.insight import engines
from putright.insight.replay.cases import Cases
from putright.insight.replay.reading import open_history
from putright.law.bulk import AS_WRITTEN, KINDEST, OUTSIDE_CALENDAR, STRICTEST, outcome, requirements
from putright.law.calendar_table import CalendarTable, calendar_rows, seconds
from putright.law.loading import register
from putright.law.register import Duty
from putright.law.requirements import FELL_AWAY, MET, MET_LATE, MISSED, NOT_IN_FORCE, NOT_STARTED, OUT_OF_SCOPE
from putright.law.requirements import RUNNING as STILL_RUNNING

# The answer turns on an hour or a day that was not written down.
CANNOT_TELL = "cannot tell"
STATES = (
    *(MET, MET_LATE, MISSED, FELL_AWAY, STILL_RUNNING, CANNOT_TELL),
    *(NOT_STARTED, NOT_IN_FORCE, OUT_OF_SCOPE, OUTSIDE_CALENDAR),
)
WORST = 10

# What is being done, and how much of it: rows read so far, or duties asked so far.
Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class DutyTotals:
    """What became of one duty over a whole history. Lateness is in hours, to the moment asked about."""

    duty: str
    title: str
    states: dict[str, int]
    late: int
    median_hours_late: float | None
    ninth_decile_hours_late: float | None
    most_hours_late: float | None

    @property
    def due(self) -> int:
        """Cases the duty bound and did not fall away from: met, met late, missed, running or cannot tell."""
        return sum(self.states[state] for state in (MET, MET_LATE, MISSED, STILL_RUNNING, CANNOT_TELL))


@dataclass(frozen=True)
class Overrun:
    """One case and one duty, among the worst."""

    reference: str
    duty: str
    due_before: datetime
    met_at: datetime | None
    hours_late: float


@dataclass(frozen=True)
class HistoryReport:
    """The whole of a replay of one history."""

    path: str
    area: str
    asked_at: datetime
    as_if: date | None
    rows: int
    taken: int
    turned_back: int
    columns_not_read: list[str]
    duties: list[DutyTotals]
    worst: list[Overrun]

    @property
    def adds_up(self) -> bool:
        """Every row is a case or is turned back, and every duty accounts for every case."""
        counted = all(sum(totals.states.values()) == self.taken for totals in self.duties)
        return counted and self.rows == self.taken + self.turned_back


def replay_history(
    path: Path,
    folder: Path,
    calendar: Calendar,
    *,
    asked_at: datetime,
    area: str = "hazards",
    as_if: date | None = None,
    engine: str = "duckdb",
    duties: Sequence[str] = (),
    details: Path | None = None,
    progress: Progress = lambda step, done: None,
) -> HistoryReport:
    """Ask every duty of an area, or those named, of every row of a history.

    Raises CannotRead with what to do about it. `folder` is somewhere to work in; the
    rejects are left there as rejects.parquet.
    """
    connection = engines.duckdb(folder)
    source = open_history(path)
    cases = Cases(connection, area, source, folder)
    cases.take_in(lambda rows: progress("reading", rows))
    days = folder / "days.parquet"
    parquet.write_table(calendar_rows(calendar), days)
    asked = engines.spark() if engine == "spark" else connection
    table = asked.read_parquet(str(cases.path), table_name="cases")
    calendar_table = CalendarTable(asked.read_parquet(str(days), table_name="calendar_days"))
    totals, worst = [], []
    in_area = tuple(duty for duty in register().areas[area] if not duties or duty.name in duties)
    for done, duty in enumerate(in_area):
        progress(duty.title, done)
        results = _results(duty, table, calendar_table, cases.is_exact, asked_at, as_if)
        held = _hold(asked, results, folder / f"{duty.name}.parquet")
        totals.append(_totals(duty, held))
        worst += _worst(duty, held, table)
    [(turned_back,)] = connection.con.execute(
        f"SELECT count(DISTINCT row) FROM {engines.quoted(str(cases.rejects))}"
    ).fetchall()
    report = HistoryReport(
        path=str(path),
        area=area,
        asked_at=asked_at,
        as_if=as_if,
        rows=cases.rows,
        taken=cases.taken,
        turned_back=turned_back,
        columns_not_read=cases.unread,
        duties=totals,
        worst=sorted(worst, key=lambda overrun: (-overrun.hours_late, overrun.reference, overrun.duty))[:WORST],
    )
    if details:
        _write_details(connection, cases.path, in_area, folder, details)
    return report


def _results(
    duty: Duty, table: Any, calendar: CalendarTable, is_exact: bool, asked_at: datetime, as_if: date | None
) -> Any:
    """Each case: the state of the duty, by when, when met, and how many seconds late."""
    at = seconds(asked_at)
    if not any(start.fact in table.columns for start in duty.starts):
        return _nothing_starts(table)
    strict = requirements(duty, table, calendar, reading=AS_WRITTEN if is_exact else STRICTEST, as_if=as_if)
    strict = strict.mutate(state=ibis.coalesce(outcome(strict, at), strict.binding))
    if not is_exact:
        kind = requirements(duty, table, calendar, reading=KINDEST, as_if=as_if)
        kind = kind.select(kind_row="row", kind_state=ibis.coalesce(outcome(kind, at), kind.binding))
        joined = strict.inner_join(kind, [strict.row == kind.kind_row])
        agreed = joined.state == joined.kind_state
        strict = joined.mutate(state=ibis.ifelse(agreed, joined.state, CANNOT_TELL)).drop("kind_row", "kind_state")
    done_at = ibis.coalesce(strict.met_at, strict.ended_at, ibis.literal(at))
    is_late = strict.state.isin([MET_LATE, MISSED])
    late = ibis.ifelse(is_late, ibis.least(done_at, ibis.literal(at)) - strict.due_before, ibis.null().cast("int64"))
    return strict.mutate(seconds_late=late).select(
        *("row", "state", "start", "due_before", "extended", "met_at", "fell_away", "fell_away_at", "seconds_late")
    )


def _nothing_starts(table: Any) -> Any:
    """The answer where the history has no column that could start the duty: no engine need work it out."""
    moments = ("start", "due_before", "met_at", "fell_away_at", "seconds_late")
    return table.select(
        "row",
        state=ibis.literal(NOT_STARTED),
        extended=ibis.literal(False),
        fell_away=ibis.null().cast("string"),
        **{name: ibis.null().cast("int64") for name in moments},
    )


def _hold(connection: Any, results: Any, path: Path) -> Any:
    """The results worked out once, in a file, since totals and the worst are both asked of them."""
    if connection.name == "duckdb":
        connection.to_parquet(results, path, compression="zstd")
    else:
        connection.to_parquet(results, str(path), mode="overwrite")
    return connection.read_parquet(str(path), table_name=path.stem.replace(".", "_"))


def _totals(duty: Duty, results: Any) -> DutyTotals:
    counted = results.group_by("state").agg(cases=results.count()).to_pyarrow().to_pylist()
    states = dict.fromkeys(STATES, 0) | {row["state"]: row["cases"] for row in counted}
    late = results.filter(results.seconds_late.notnull())
    hours = late.seconds_late / 3600
    measured = (
        late.agg(late=late.count(), median=hours.quantile(0.5), ninth=hours.quantile(0.9), most=hours.max())
        .to_pyarrow()
        .to_pylist()[0]
    )
    return DutyTotals(
        duty.name, duty.title, states, measured["late"], measured["median"], measured["ninth"], measured["most"]
    )


def _worst(duty: Duty, results: Any, cases: Any) -> list[Overrun]:
    late = results.filter(results.seconds_late.notnull())
    late = late.order_by([ibis.desc("seconds_late"), "row"]).limit(WORST)
    references = cases.select(case_row="row", reference="reference")
    named = late.inner_join(references, [late.row == references.case_row])
    return [
        Overrun(
            row["reference"],
            duty.name,
            datetime.fromtimestamp(row["due_before"], UTC),
            datetime.fromtimestamp(row["met_at"], UTC) if row["met_at"] is not None else None,
            row["seconds_late"] / 3600,
        )
        for row in named.to_pyarrow().to_pylist()
    ]


def _write_details(connection: Any, cases: Path, duties: tuple[Duty, ...], folder: Path, details: Path) -> None:
    """One row a case and duty, with moments in UTC: for whoever wants to check every one."""
    moments = ", ".join(f"to_timestamp({name}) AS {name}" for name in ("start", "due_before", "met_at", "fell_away_at"))
    parts = " UNION ALL ".join(
        f"SELECT row, '{duty.name}' AS duty, state, {moments}, fell_away, seconds_late "
        f"FROM read_parquet({engines.quoted(_parquet_glob(folder / f'{duty.name}.parquet'))})"
        for duty in duties
    )
    named = f"SELECT c.reference, r.* FROM ({parts}) r JOIN {engines.quoted(str(cases))} c USING (row)"
    connection.con.execute(
        f"COPY ({named} ORDER BY row, duty) TO {engines.quoted(str(details))} (FORMAT parquet, COMPRESSION zstd)"
    ).fetchall()


def _parquet_glob(path: Path) -> str:
    return f"{path}/*.parquet" if path.is_dir() else str(path)


def rejects_of(folder: Path) -> Iterator[pa.RecordBatch]:
    """Every reason for turning a row back, by row, however many there are."""
    found, in_order = folder / "rejects.parquet", folder / "rejects-in-order.parquet"
    connection = engines.duckdb(folder)
    connection.raw_sql("SET preserve_insertion_order = true")
    connection.con.execute(
        f"COPY (SELECT * FROM {engines.quoted(str(found))} ORDER BY row) "
        f"TO {engines.quoted(str(in_order))} (FORMAT parquet)"
    ).fetchall()
    yield from parquet.ParquetFile(in_order).iter_batches()
