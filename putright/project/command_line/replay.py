"""`putright replay PATH`: the law asked again, of real decisions or of a landlord's own history."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from putright.clocks.calendar import england
from putright.clocks.london import london_day, read_moment, written, written_day
from putright.project.command_line import Refused, printable

if TYPE_CHECKING:
    from rich.table import Table

    from putright.insight.replay.decisions import DecisionsReport
    from putright.insight.replay.history import HistoryReport

FORMATS = ("table", "html", "csv", "parquet", "json")


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("path", nargs="?", type=Path, help="a folder of decisions, or a history as CSV or Parquet")
    command.add_argument("--format", choices=FORMATS, default="table", help="how to write it (table)")
    command.add_argument("--output", type=Path, help="a file to write it to, instead of the screen")
    command.add_argument("--as-if", metavar="DATE", help="ask what the law of this day would have required")
    command.add_argument("--asked-at", metavar="MOMENT", help="what had become of it by then (a history; now)")
    command.add_argument("--area", default="hazards", help="the area of law a history is about (hazards)")
    command.add_argument("--duty", action="append", default=[], help="only this duty (may be given again)")
    command.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="what to count on (duckdb)")
    command.add_argument("--rejects", type=Path, help="where to write rows turned back (PATH.rejects.csv)")
    command.add_argument("--details", type=Path, help="write one row a case and duty, as Parquet, here")
    command.add_argument("--template", action="store_true", help="print the heading a history wants, and what it means")


def run(options: argparse.Namespace) -> int:
    if options.template:
        return _template(options.area)
    if options.path is None:
        raise Refused("Say what to replay: a folder of decisions, or a history as CSV or Parquet.")
    if options.format == "parquet" and options.output is None:
        raise Refused("Parquet is not for the screen. Say where to write it: --output report.parquet")
    if not options.path.exists():
        raise Refused(f"There is nothing at {options.path}.")
    for target in (options.output, options.details, options.rejects):
        _check_place(target, options)
    as_if = _day(options.as_if) if options.as_if else None
    if options.path.is_dir():
        return _decisions(options, as_if)
    return _history(options, as_if)


def _check_place(target: Path | None, options: argparse.Namespace) -> None:
    """Said before a long piece of work, and not after it."""
    if target is None:
        return
    given = options.path.resolve()
    if target.resolve() == given or (options.path.is_dir() and target.resolve().parent == given):
        raise Refused(f"{target} is what is being read, and would be written over. Name another file.")
    if target.is_dir():
        raise Refused(f"{target} is a folder. Name a file to write to.")
    if not target.absolute().parent.is_dir():
        raise Refused(f"There is no folder {target.absolute().parent} to write {target.name} in.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(f"“{text}” is not a day. Write it like 2026-12-01.") from None


def _template(area: str) -> int:
    from putright.law.facts import facts_of_area

    facts = facts_of_area(area)
    print(",".join(["reference", *facts]))
    print("reference: The landlord's own reference of the case. Wanted, and not twice.", file=sys.stderr)
    for fact in facts.values():
        kind = f"one of {', '.join(fact.choices)}" if fact.choices else fact.kind
        print(f"{fact.name}: {fact.says} ({kind}{'; wanted' if fact.required else ''})", file=sys.stderr)
    return 0


def _decisions(options: argparse.Namespace, as_if: date | None) -> int:
    from putright.insight.replay.decisions import replay_decisions

    report = replay_decisions(options.path, england(), as_if=as_if)
    _write(options, report)
    for refusal in report.refused:
        print(printable(f"{refusal.where}: {refusal.reason}"), file=sys.stderr)
    differing = [interval for interval in report.intervals if not interval.agrees_with_file]
    for interval in differing:
        said = f"{interval.case}, {interval.label}: the file's own count differs from ours, "
        said += f"{interval.working_days} working days and {interval.calendar_days} calendar days."
        print(printable(said), file=sys.stderr)
    return 0 if report.adds_up and not report.refused else 1


def _history(options: argparse.Namespace, as_if: date | None) -> int:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from putright.insight.replay.history import rejects_of, replay_history
    from putright.insight.replay.reports import write_rejects
    from putright.law.loading import register

    if options.area not in register().areas:
        raise Refused(f"No area of law is called “{options.area}”. There are: {', '.join(register().areas)}.")
    for name in options.duty:
        if register()[name].area != options.area:
            raise Refused(f"{name} is not in the area {options.area}. Say --area {register()[name].area}.")
    asked_at = read_moment(options.asked_at) if options.asked_at else datetime.now(UTC)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with tempfile.TemporaryDirectory(prefix="putright-replay-") as folder:
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            duties = len(options.duty) or len(register().areas[options.area])
            bar = progress.add_task("Reading rows", total=None)

            def tell(step: str, done: int) -> None:
                if step == "reading":
                    progress.update(bar, completed=done)
                else:
                    progress.update(bar, description=step, total=duties, completed=done)

            report = replay_history(
                options.path,
                Path(folder),
                england(),
                asked_at=asked_at,
                area=options.area,
                as_if=as_if,
                engine=options.engine,
                duties=options.duty,
                details=options.details,
                progress=tell,
            )
        # The report first: it is not lost because the rejects cannot be written.
        _write(options, report)
        if report.turned_back:
            rejects = options.rejects or _free_name(f"{options.path.name}.rejects")
            write_rejects(rejects_of(Path(folder)), rejects)
            print(f"{_rows(report.turned_back)} turned back; why is in {printable(str(rejects))}.", file=sys.stderr)
    if not report.adds_up:
        print("The counts do not add up. Do not rely on this report; tell us how it was made.", file=sys.stderr)
    return 0 if report.adds_up and not report.turned_back else 1


def _free_name(stem: str) -> Path:
    """A name that nothing has yet: what a person kept from the last time is not written over."""
    names = (Path(f"{stem}{f'-{number}' if number else ''}.csv") for number in count())
    return next(name for name in names if not os.path.lexists(name))


def _rows(number: int) -> str:
    return "1 row was" if number == 1 else f"{number:,} rows were"


def _write(options: argparse.Namespace, report: DecisionsReport | HistoryReport) -> None:
    from putright.insight.replay import reports

    if options.format == "parquet":
        reports.write_parquet(report, options.output)
        return
    if options.output is None:
        _print(options.format, report, sys.stdout)
        return
    with options.output.open("w", encoding="utf-8", newline="") as file:
        _print(options.format, report, file)


def _print(form: str, report: DecisionsReport | HistoryReport, file: TextIO) -> None:
    from putright.insight.replay import reports

    if form == "table":
        _tables(report, file)
        return
    text = {"html": reports.as_html, "csv": reports.as_csv, "json": reports.as_json}[form](report)
    file.write(text if text.endswith("\n") else text + "\n")


def _tables(report: DecisionsReport | HistoryReport, file: TextIO) -> None:
    from rich.console import Console

    from putright.insight.replay.decisions import DecisionsReport

    # Wide enough for every column: a figure cut short in a file is a figure lost.
    console = Console(file=file, width=None if file.isatty() else 220)
    if isinstance(report, DecisionsReport):
        console.print(_intervals(report))
        law = f"of {written_day(report.as_if)}" if report.as_if else "of the day each interval began"
        console.print(f"{report.decisions} decisions, {report.found} intervals. The law is that {law}.")
        return
    console.print(_duties(report))
    console.print(
        f"{report.rows:,} rows: {report.taken:,} asked about, {report.turned_back:,} turned back. "
        f"By {written(report.asked_at)}."
    )
    if report.columns_not_read:
        console.print(printable(f"Columns not read: {', '.join(report.columns_not_read)}."), markup=False)
    for number, overrun in enumerate(report.worst, start=1):
        done = f"done {written_day(london_day(overrun.met_at))}" if overrun.met_at else "not done"
        late = f"{overrun.hours_late / 24:,.1f} days late"
        console.print(f"{number:>2}. {printable(overrun.reference)}  {overrun.duty}  {late}, {done}", markup=False)


def _intervals(report: DecisionsReport) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table("Case", "Interval", "From", "To", title="Decisions replayed")
    for name in ("Working days", "Calendar days", "Stated"):
        table.add_column(name, justify="right")
    for name in ("Allowed", "Last day", "Met?"):
        table.add_column(name)
    for each in report.intervals:
        stated = "" if each.stated is None else str(each.stated)
        cells = [each.case, each.label, str(each.start), str(each.end), str(each.working_days)]
        cells += [str(each.calendar_days), stated, each.allowed or "", str(each.due_on or ""), each.verdict]
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table


def _duties(report: HistoryReport) -> Table:
    from rich.table import Table

    from putright.insight.replay.history import STATES

    table = Table("Duty", title="History replayed")
    for state in STATES:
        table.add_column(state.capitalize(), justify="right")
    table.add_column("Median days late", justify="right")
    for totals in report.duties:
        late = "" if totals.median_hours_late is None else f"{totals.median_hours_late / 24:,.1f}"
        table.add_row(totals.duty, *(f"{totals.states[state]:,}" for state in STATES), late)
    return table
