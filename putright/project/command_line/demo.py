"""`putright demo`: makes Larkfield Homes, an invented landlord, in a database where no real one is."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

import psycopg

from putright.project.command_line import Refused
from putright.project.command_line.database_here import database_here
from putright.project.ending import ToldToStop
from putright.project.postgres import Database, given

WHAT = {"homes": "Homes and the people in them", "year": "A year of their life"}


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Makes Larkfield Homes: invented homes and people, and a year of reports with everything that was done about "
        "them. It is made whole or not at all, and only where no real landlord is. Where Larkfield is already, homes "
        "are added up to the number that is asked for."
    )
    command.add_argument("--homes", type=int, help="how many homes, by the hundred (1200); 125000 for a whole city")
    command.add_argument("--reports", type=int, default=100, help="how many reports in the year (100)")
    command.add_argument("--seed", type=int, default=1, help="another number, another Larkfield (1)")


def run(options: argparse.Namespace) -> int:
    if options.reports < 0:
        raise Refused("There cannot be fewer reports than none.")
    try:
        with database_here(with_tables=True) as where:
            status = _make(options)
            _look_at_what_is_there(where)
            return status
    except ToldToStop as told:
        print("Stopped. Nothing was changed.", file=sys.stderr)
        return told.exit_status


def _make(options: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from putright.demo.making import make
    from putright.record.actions import seal

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    now = datetime.now(UTC).replace(microsecond=0)
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bars = {what: progress.add_task(says, total=None, visible=False) for what, says in WHAT.items()}

        def tell(what: str, done: int, of: int) -> None:
            progress.update(bars[what], completed=done, total=of, visible=True)

        made = make(at=now, homes=options.homes, reports=options.reports, seed=options.seed, progress=tell)
    if made.is_new:
        seal(by="demo", at=datetime.now(UTC))
        print(f"Made Larkfield Homes, which does not exist: {made.homes:,} homes, and a year of their life.")
    elif made.homes:
        print(f"Larkfield Homes has {made.homes:,} homes more: {made.of:,}.")
    else:
        print(f"Larkfield Homes is here already, with {made.of:,} homes. Nothing was changed.")
    return 0


def _look_at_what_is_there(where: Database) -> None:
    """Let PostgreSQL see how much there is now: until it has, it plans for tables with next to nothing in them."""
    with psycopg.connect(**given.parsed(where.owner_url), autocommit=True) as connection:
        connection.execute("ANALYZE")
