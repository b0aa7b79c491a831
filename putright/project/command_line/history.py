"""`putright history FILE`: every case as a history that `putright replay` reads, and whether the replay agrees."""

from __future__ import annotations

import argparse
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from putright.project.command_line import Refused
from putright.project.command_line.database_here import database_here
from putright.project.ending import ToldToStop

if TYPE_CHECKING:
    from putright.insight.replay.live import Row

MOST_SHOWN = 20


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Writes what is known of every case as CSV, which `putright replay` reads. No person, no address and no words "
        "are in it. With --compare, the law is asked of it again and the answer compared with every deadline, row "
        "for row; it fails when one differs."
    )
    command.add_argument("path", type=Path, help="the file to write")
    command.add_argument("--compare", action="store_true", help="replay it, and compare it with the deadlines")


def run(options: argparse.Namespace) -> int:
    if options.path.is_dir() or not options.path.absolute().parent.is_dir():
        raise Refused(f"{options.path} is not a file that can be written. Name a file in a folder that is there.")
    try:
        with database_here():
            from putright.insight.replay.live import write_history

            count = write_history(options.path)
            print(f"{count:,} rows in {options.path}. Ask the law of them: putright replay {options.path}")
            return _compare(options.path) if options.compare else 0
    except ToldToStop as told:
        return told.exit_status


def _compare(path: Path) -> int:
    from putright.deadlines.calendar import working_calendar
    from putright.insight.replay.history import replay_history
    from putright.insight.replay.live import compare

    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="putright-history-") as folder:
        details = Path(folder) / "details.parquet"
        replay_history(path, Path(folder), working_calendar(), asked_at=now, details=details)
        compared = compare(details, now)
    print(f"{compared.agree:,} deadlines agree with the replay, row for row.")
    _show("Only a deadline", compared.only_live)
    _show("Only the replay", compared.only_replayed)
    return 0 if compared.is_same else 1


def _show(which: str, rows: list[Row]) -> None:
    for row in rows[:MOST_SHOWN]:
        print(f"{which}: {row.case}  {row.duty}  from {row.started_at}  by {row.due_before}  {row.state} {row.met_at}")
    if len(rows) > MOST_SHOWN:
        print(f"{which}: and {len(rows) - MOST_SHOWN:,} more.")
