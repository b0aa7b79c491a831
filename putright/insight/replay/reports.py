"""A replay written out: a table for the terminal, HTML, CSV, Parquet and JSON."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from putright.clocks.london import written, written_day
from putright.insight.replay.decisions import DecisionsReport, by_verdict
from putright.insight.replay.history import STATES, HistoryReport
from putright.law.explanation import in_words

FORMATS = ("table", "html", "csv", "parquet", "json")
TEMPLATES = Path(__file__).parents[3] / "templates"
# A cell that begins with one of these is a formula to a spreadsheet.
FORMULA = ("=", "+", "-", "@", "|")

Report = DecisionsReport | HistoryReport


def rows_of(report: Report) -> list[dict[str, Any]]:
    """One row an interval, or one row a duty: what CSV and Parquet hold."""
    if isinstance(report, DecisionsReport):
        return [asdict(interval) for interval in report.intervals]
    return [
        {
            "duty": totals.duty,
            "title": totals.title,
            "due": totals.due,
            **{state.replace(" ", "_"): totals.states[state] for state in STATES},
            "late": totals.late,
            "median_hours_late": totals.median_hours_late,
            "ninth_decile_hours_late": totals.ninth_decile_hours_late,
            "most_hours_late": totals.most_hours_late,
        }
        for totals in report.duties
    ]


def as_json(report: Report) -> str:
    """For decisions a list of intervals; for a history its totals, accounting and worst ten."""
    if isinstance(report, DecisionsReport):
        return json.dumps(rows_of(report), default=_plain, indent=2, ensure_ascii=False)
    whole = {
        "path": report.path,
        "area": report.area,
        "asked_at": report.asked_at,
        "as_if": report.as_if,
        "rows": report.rows,
        "taken": report.taken,
        "turned_back": report.turned_back,
        "adds_up": report.adds_up,
        "columns_not_read": report.columns_not_read,
        "duties": rows_of(report),
        "worst": [asdict(overrun) for overrun in report.worst],
    }
    return json.dumps(whole, default=_plain, indent=2, ensure_ascii=False)


def as_csv(report: Report) -> str:
    """Comma-separated, with cells that a spreadsheet would run as formulas made harmless."""
    out, rows = io.StringIO(), rows_of(report)
    writer = csv.writer(out)
    if rows:
        writer.writerow(rows[0])
        writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return out.getvalue()


def write_parquet(report: Report, path: Path) -> None:
    """The same rows as CSV, with days as days and numbers as numbers."""
    parquet.write_table(pa.Table.from_pylist(rows_of(report)), path)


def write_rejects(rejects: Iterable[pa.RecordBatch], path: Path) -> None:
    """What was turned back: row, column, value and reason."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("row", "column", "value", "reason"))
        for batch in rejects:
            writer.writerows([_cell(value) for value in row.values()] for row in batch.to_pylist())


def as_html(report: Report) -> str:
    """One page that stands alone: it can be sent, kept and printed."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    templates.filters |= {"written": written, "written_day": written_day, "in_words": _hours}
    verdicts = list(by_verdict(report.intervals)) if isinstance(report, DecisionsReport) else []
    return templates.get_template("board/replay.html").render(
        report=report, is_decisions=isinstance(report, DecisionsReport), states=STATES, verdicts=verdicts
    )


def _hours(hours: float) -> str:
    return in_words(timedelta(hours=hours))


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    # As a spreadsheet may read it: full-width and other forms of a sign, and after spaces and line ends.
    if isinstance(value, str) and unicodedata.normalize("NFKC", value).lstrip().startswith(FORMULA):
        return "'" + value
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")
