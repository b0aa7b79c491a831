"""`putright law 24 hours`: where is that rule?"""

from __future__ import annotations

import argparse

from putright.law.loading import register


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("words", nargs="*", help="words of the duty, its period or its name; all of it if none")


def run(options: argparse.Namespace) -> int:
    words = " ".join(options.words)
    found = register().find(words) if words else list(register().duties.values())
    for duty in found:
        print(duty.name)
        print(f"  {duty.asks}")
        for version in duty.versions:
            season = ""
            if version.season:
                (month, day), (last_month, last_day) = version.season
                season = f" (from {day}/{month} to {last_day}/{last_month} each year)"
            citation = version.citation
            print(f"  {version.within}{season}, from {version.since}. {citation} ({citation.checked}).")
        print(f"  {duty.file}\n")
    if not found:
        print(f"No duty has the words “{words}”. Try fewer, such as: putright law mould")
        return 1
    return 0
