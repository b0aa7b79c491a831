"""`putright health`: whether the calendar reaches far enough ahead for every due date to be counted."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from putright.clocks.calendar import england
from putright.clocks.london import london_day, written_day

LEAST_MONTHS = 18


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.description = "Fails when the bank holidays of England are known for less than 18 months ahead."


def run(options: argparse.Namespace) -> int:
    calendar = england()
    months = calendar.months_left(london_day(datetime.now(UTC)))
    print(f"Bank holidays in England are known to {written_day(calendar.known_until)}: {months} whole months ahead.")
    if months < LEAST_MONTHS:
        print(f"That is under {LEAST_MONTHS} months. Add the next year in putright/clocks/bank_holidays.yaml.")
        return 1
    return 0
