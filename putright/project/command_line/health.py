"""`putright health`: whether the calendar reaches far enough ahead for every due date to be counted."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from putright.clocks.calendar import england
from putright.clocks.london import london_day, written_day


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.description = "Fails when the bank holidays of England are not known far enough ahead."


def run(options: argparse.Namespace) -> int:
    calendar, today = england(), london_day(datetime.now(UTC))
    if problem := calendar.too_short(today):
        print(problem)
        return 1
    until, months = written_day(calendar.known_until), calendar.months_left(today)
    print(f"Bank holidays in England are known until {until}: {months} whole months ahead.")
    return 0
