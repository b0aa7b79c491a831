"""Runs a command with the database there: `python -m putright.project.postgres COMMAND …`."""

from __future__ import annotations

import os
import subprocess
import sys

from putright.project import CannotStart
from putright.project.ending import ToldToStop, end_in_order
from putright.project.environment import home
from putright.project.postgres import database


def main(command: list[str]) -> int:
    """Run the command, pass on being told to stop, and end as it ended."""
    if not command:
        print(
            "Say what to run, as in: python -m putright.project.postgres python manage.py shell",
            file=sys.stderr,
        )
        return 2
    end_in_order()
    try:
        with database(home()) as where:
            process = subprocess.Popen(command, env={**os.environ, **where.surroundings()})
            try:
                return process.wait()
            except ToldToStop as told:
                # Ctrl-C at a terminal told the command as well; a kill told only us.
                process.terminate()
                process.wait()
                return told.exit_status
    except ToldToStop as told:
        return told.exit_status
    except CannotStart as why:
        print(why, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
