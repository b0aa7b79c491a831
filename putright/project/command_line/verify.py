"""`putright verify`: whether the record is as it was written, worked out again from its first line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import psycopg
from psycopg.rows import dict_row

from putright.project import CannotStart
from putright.project.command_line import Refused
from putright.project.ending import ToldToStop, end_in_order
from putright.project.environment import home
from putright.project.postgres import database, given
from putright.record.verify import Verified, verify

MOST_SHOWN = 50


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.description = (
        "Works out the whole record again and compares it with its seals. Fails when a line or a seal was changed, "
        "taken away or put in, when the database was put back to an earlier day, and when lines wait too long for a "
        "seal."
    )
    command.add_argument(
        "--heads", type=Path, metavar="FILE", help="the copy of the seals' heads; record-heads.log in the home"
    )


def run(options: argparse.Namespace) -> int:
    heads = options.heads or home() / "record-heads.log"
    if options.heads and not options.heads.exists():
        raise Refused(f"There is no file {options.heads}. Name the copy of the seals' heads, or leave --heads out.")
    end_in_order()
    try:
        with database(home(), lambda sentence: print(sentence, file=sys.stderr, flush=True)) as where:
            parts = given.parsed(where.application_url)
            with psycopg.connect(**parts, row_factory=dict_row) as connection:
                return _told(verify(connection, heads))
    except ToldToStop as told:
        return told.exit_status
    except CannotStart as why:
        raise Refused(str(why)) from why
    except psycopg.errors.UndefinedTable as why:
        raise Refused("There is no record in this database yet. Start Putright once with script/server.") from why
    except psycopg.Error as why:
        raise Refused(f"The record cannot be read: {str(why).strip().splitlines()[0]}.") from why


def _told(found: Verified) -> int:
    """Say what was found. The exit status."""
    for fault in found.faults[:MOST_SHOWN]:
        print(fault)
    if len(found.faults) > MOST_SHOWN:
        print(f"And {len(found.faults) - MOST_SHOWN} more like these.")
    tail = found.tail.total_seconds()
    waits = f"Not sealed yet: {found.unsealed:,}, the oldest for {tail:.0f} s." if found.unsealed else "All is sealed."
    print(f"Lines: {found.lines + found.unsealed:,}. Seals: {found.seals:,}. {waits}")
    if not found.faults:
        print("The record is as it was written.")
    return 1 if found.faults else 0
