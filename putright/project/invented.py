"""Whether an invented landlord is served here: made at the first start, unless the database is somebody's own."""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg

from putright.project import CannotStart
from putright.project.environment import CHECKOUT, yes_or_no
from putright.project.postgres import Database, given, tell

WANTED = "PUTRIGHT_DEMO"


def settle(where: Database) -> None:
    """Make Larkfield where nobody is yet and it is wanted, and say to the pages whether the landlord is invented.

    On our own database it is wanted unless PUTRIGHT_DEMO is no; on one that was given, only if PUTRIGHT_DEMO is yes.
    """
    is_ours = "DATABASE_URL" not in os.environ
    wanted = yes_or_no(WANTED, unless_set=is_ours)
    if wanted and _landlord(where) is None:
        _make(where)
    # Wanted or not, nobody walks in where the landlord is a real one.
    os.environ[WANTED] = "yes" if wanted and _landlord(where) else "no"


def door() -> str:
    """Where to begin: with an invented landlord, where one walks in."""
    return "/walk-in" if yes_or_no(WANTED) else ""


def _landlord(where: Database) -> bool | None:
    """Whether the landlord is invented; nothing where there is none."""
    with psycopg.connect(**given.parsed(where.application_url)) as connection:
        found = connection.execute("SELECT is_demo FROM homes_landlord").fetchone()
    return bool(found[0]) if found else None


def _make(where: Database) -> None:
    """Make Larkfield, in a process of its own which shows how far it is."""
    tell("No landlord is here yet, so Larkfield Homes is made, which does not exist (PUTRIGHT_DEMO=no leaves it out).")
    command = "import sys; from putright.project.command_line import main; sys.exit(main(['demo']))"
    surroundings = {**os.environ, "DATABASE_URL": where.application_url, "DATABASE_OWNER_URL": where.owner_url}
    status = subprocess.run(
        [sys.executable, "-c", command], env=surroundings, cwd=CHECKOUT, stdin=subprocess.DEVNULL, check=False
    ).returncode
    if status != 0:
        raise CannotStart(
            "Larkfield Homes could not be made: the reason is just above. PUTRIGHT_DEMO=no starts without."
        )
