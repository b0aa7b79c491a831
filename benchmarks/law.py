"""How fast is the law? Our due dates beside the same work done by others, in one run.

    python benchmarks/law.py            20 million rows and four duties
    python benchmarks/law.py --quick    2 million, for a minute's answer

Ratios are what to read: both sides ran on this machine within the same minutes. The last line is
JSON. Each engine runs in a process of its own, so that its peak memory is its own. Peers that are
too slow for all the rows do a part of them, and are compared by rows a second.

The same work: a start day for each row, and the last day in time for 3, 5, 10 and 20 working days.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
import timeit
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

COUNTS = (3, 5, 10, 20)
FIRST, LAST = date(2018, 1, 1), date(2028, 11, 1)  # the last of them still ends inside the known calendar
ROUNDS = 3


def _starts(rows: int) -> Any:
    import numpy as np

    first, last = (np.datetime64(day, "D").astype("int64") for day in (FIRST, LAST))
    return np.random.default_rng(20).integers(first, last, rows).astype("int32")


def _holidays() -> Any:
    import numpy as np

    from putright.clocks.calendar import england

    return np.array(list(england().bank_holidays), dtype="datetime64[D]")


def numpy_busday(folder: Path, rows: int) -> dict[str, Any]:
    import numpy as np

    starts, holidays = _starts(rows).astype("datetime64[D]"), _holidays()

    def work() -> None:
        for count in COUNTS:
            np.busday_offset(starts, count, roll="backward", holidays=holidays)

    return _timed(work, rows)


def pandas_custom(folder: Path, rows: int) -> dict[str, Any]:
    import pandas as pd

    rows = min(rows // 400, 50_000)
    starts = pd.Series(_starts(rows).astype("datetime64[D]"))
    offsets = [pd.offsets.CustomBusinessDay(count, holidays=list(_holidays())) for count in COUNTS]

    def work() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pandas warns that this is slow, which is what we measure
            for offset in offsets:
                _ = starts + offset

    return _timed(work, rows)


def holidays_package(folder: Path, rows: int) -> dict[str, Any]:
    from holidays import country_holidays

    rows = min(rows // 2000, 5_000)
    england, starts = country_holidays("GB", subdiv="ENG"), [date.fromordinal(719163 + int(n)) for n in _starts(rows)]

    def work() -> None:
        for start in starts:
            for count in COUNTS:
                england.get_nth_working_day(start, count)

    return _timed(work, rows)


def workalendar_package(folder: Path, rows: int) -> dict[str, Any]:
    from workalendar.europe import UnitedKingdom

    rows = min(rows // 2000, 5_000)
    calendar, starts = UnitedKingdom(), [date.fromordinal(719163 + int(n)) for n in _starts(rows)]

    def work() -> None:
        for start in starts:
            for count in COUNTS:
                calendar.add_working_days(start, count)

    return _timed(work, rows)


def _ours(folder: Path) -> tuple[Any, Any]:
    """Our engine, and the calendar table joined with itself once for the four periods."""
    from putright.clocks.calendar import england
    from putright.clocks.period import Period
    from putright.insight import engines
    from putright.law.calendar_table import CalendarTable, calendar_rows

    connection = engines.duckdb(folder)
    days = _put(connection, "calendar_days", calendar_rows(england()))
    periods = [(Period(count, "working days"), False) for count in COUNTS]
    return connection, CalendarTable(days).by_london_day(periods)


def putright_every(folder: Path, rows: int) -> dict[str, Any]:
    """Every due date produced, into a table."""
    connection, due = _ours(folder)
    cases = _held(connection, rows)
    query = connection.compile(_joined(cases, due).select(*_names()))
    return _timed(lambda: _run(connection, f"CREATE OR REPLACE TEMP TABLE produced AS {query}"), rows)


def putright_totals(folder: Path, rows: int) -> dict[str, Any]:
    """Only totals asked: each due date is known, and summed."""
    connection, due = _ours(folder)
    joined = _joined(_held(connection, rows), due)
    query = connection.compile(joined.agg(**{name: joined[name].sum() for name in _names()}))
    return _timed(lambda: _run(connection, query), rows)


def putright_parquet(folder: Path, rows: int) -> dict[str, Any]:
    """Parquet read, every due date produced, Parquet written."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    connection, due = _ours(folder)
    parquet.write_table(pa.table({"start": pa.array(_starts(rows) + 719163)}), folder / "starts.parquet")
    cases = connection.read_parquet(str(folder / "starts.parquet"), table_name="starts")
    query = connection.compile(_joined(cases, due).select("start", *_names()))
    target = folder / "due.parquet"
    return _timed(lambda: _run(connection, f"COPY ({query}) TO '{target}' (FORMAT parquet)"), rows)


def putright_law(folder: Path, rows: int) -> dict[str, Any]:
    """The whole law, not only its dates: four duties of Awaab's Law with scope, phases, ends and outcomes."""
    import ibis
    import pyarrow as pa

    from putright.clocks.calendar import england
    from putright.insight import engines
    from putright.law.bulk import outcome, requirements
    from putright.law.calendar_table import CalendarTable, calendar_rows
    from putright.law.loading import register

    connection = engines.duckdb(folder)
    calendar = CalendarTable(_put(connection, "calendar_days", calendar_rows(england())))
    aware_at = pa.array(_starts(rows).astype("int64") * 86400 + 40_000)
    _put(connection, "aware", pa.table({"aware_at": aware_at}))
    _run(
        connection,
        "CREATE TABLE cases AS SELECT row_number() OVER () AS row, aware_at, aware_at + 500000 AS investigated_at, "
        "aware_at + 900000 AS summary_sent_at, aware_at + 1000000 AS made_safe_at, 'damp_and_mould' AS hazard, "
        "'significant' AS reported_as, 'significant' AS found, 'tenancy' AS agreement FROM aware",
    )
    cases = connection.table("cases")
    duties = [register()[f"hazards.significant_{name}"] for name in ("investigate", "written_summary", "make_safe")] + [
        register()["hazards.preventative_work_start"]
    ]

    def work() -> None:
        for duty in duties:
            results = requirements(duty, cases, calendar)
            results = results.mutate(outcome=ibis.coalesce(outcome(results, 2_000_000_000), results.binding))
            _run(connection, connection.compile(results.group_by("outcome").agg(cases=results.count())))

    return _timed(work, rows)


def _held(connection: Any, rows: int) -> Any:
    import pyarrow as pa

    return _put(connection, "held", pa.table({"start": pa.array(_starts(rows) + 719163)}))


def _put(connection: Any, name: str, table: Any) -> Any:
    connection.con.register(f"{name}_arrow", table)
    _run(connection, f"CREATE TABLE {name} AS SELECT * FROM {name}_arrow")
    connection.con.unregister(f"{name}_arrow")
    return connection.table(name)


def _joined(cases: Any, due: Any) -> Any:
    return cases.left_join(due, [cases.start == due.day])


def _names() -> list[str]:
    return [f"last_day_{number}" for number in range(len(COUNTS))]


def _run(connection: Any, query: str) -> None:
    connection.con.execute(query).fetchall()


def _timed(work: Callable[[], object], rows: int) -> dict[str, Any]:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    seconds = statistics.median(times)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
    return {"rows": rows, "seconds": seconds, "due_dates_a_second": rows * len(COUNTS) / seconds, "peak_mb": peak}


def request_code() -> dict[str, float]:
    """One due date, and one whole explanation, in microseconds."""
    from putright.clocks.calendar import england
    from putright.clocks.london import read_moment
    from putright.law.explanation import why
    from putright.law.loading import register

    calendar, start = england(), read_moment("2025-12-18 16:40")
    duty = register()["hazards.significant_investigate"]
    version = duty.on(date(2025, 12, 18))
    one = min(timeit.repeat(lambda: version.within.due_before(start, calendar), number=20_000, repeat=7)) / 20_000
    whole = min(timeit.repeat(lambda: why(duty.name, start, calendar), number=1_000, repeat=7)) / 1_000
    return {"one_due_date_us": one * 1e6, "whole_explanation_us": whole * 1e6}


PEERS = (numpy_busday, pandas_custom, holidays_package, workalendar_package)
OURS = (putright_every, putright_totals, putright_parquet, putright_law)


def _apart(work: Callable[[Path, int], dict[str, Any]], rows: int) -> dict[str, Any]:
    """Run in a process of its own, so that its peak memory is its own."""
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="putright-benchmark-") as folder, context.Pool(1) as pool:
        return pool.apply(work, (Path(folder), rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of the rows")
    rows = 2_000_000 if parser.parse_args().quick else 20_000_000
    measured = {work.__name__: _apart(work, rows) for work in (*OURS, *PEERS)}
    print(f"{'':22}{'rows':>12}{'seconds':>10}{'due dates/s':>15}{'peak MB':>10}")
    for name, got in measured.items():
        rate = f"{got['due_dates_a_second']:,.0f}"
        print(f"{name:22}{got['rows']:>12,}{got['seconds']:>10.3f}{rate:>15}{got['peak_mb']:>10,.0f}")
    rate = {name: got["due_dates_a_second"] for name, got in measured.items()}
    ratios = {
        "every_due_date_to_numpy": rate["putright_every"] / rate["numpy_busday"],
        "totals_to_numpy": rate["putright_totals"] / rate["numpy_busday"],
        "parquet_in_and_out_to_numpy": rate["putright_parquet"] / rate["numpy_busday"],
        "whole_law_to_numpy": rate["putright_law"] / rate["numpy_busday"],
        "every_due_date_to_pandas": rate["putright_every"] / rate["pandas_custom"],
        "every_due_date_to_holidays": rate["putright_every"] / rate["holidays_package"],
        "every_due_date_to_workalendar": rate["putright_every"] / rate["workalendar_package"],
    }
    request = request_code()
    for name, value in {**ratios, **request}.items():
        print(f"{name:34}{value:>12,.2f}")
    print(json.dumps({"rows": rows, "ratios": ratios, "request": request, "measured": measured}))


if __name__ == "__main__":
    main()
