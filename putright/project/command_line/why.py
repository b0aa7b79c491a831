"""`putright why hazards.significant_investigate --from "2025-12-18 16:40"`: every day counted and skipped."""

from __future__ import annotations

import argparse

from putright.clocks.calendar import england
from putright.clocks.london import read_moment
from putright.law.explanation import why


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("duty", help="the duty's name, such as hazards.significant_investigate")
    command.add_argument("--from", dest="start", required=True, help="when it starts, in London: 2025-12-18 16:40")


def run(options: argparse.Namespace) -> int:
    for line in why(options.duty, read_moment(options.start), england()).lines():
        print(line)
    return 0
