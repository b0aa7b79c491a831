"""The database: the one a person gives in DATABASE_URL, or one of our own that needs no installing.

Our own is started for whoever needs it, shared by all who use it at once, and stopped by the last to leave.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from putright.project import CannotStart
from putright.project.postgres import given, server
from putright.project.postgres.keeper import Keeper
from putright.project.postgres.place import Place, check_room, place_of
from putright.project.postgres.roles import ensure_roles, url
from putright.project.postgres.server import Say
from putright.project.postgres.sharing import locked, sharing


@dataclass(frozen=True)
class Database:
    """Where the database is: for the application, which may use the tables, and for their owner, who changes them."""

    # Not shown where the whole is: they hold passwords.
    application_url: str = field(repr=False)
    owner_url: str = field(repr=False)

    def surroundings(self) -> dict[str, str]:
        """The same as environment variables, for a process that may do both."""
        return {"DATABASE_URL": self.application_url, "DATABASE_OWNER_URL": self.owner_url}


def tell(sentence: str) -> None:
    """Tell the person at the terminal, at once."""
    print(sentence, flush=True)


@contextmanager
def database(home: Path, say: Say = tell) -> Iterator[Database]:
    """The database to use: the given one if there is one, and then nothing is started, else our own."""
    if (application := os.environ.get("DATABASE_URL")) is None:
        with running(home, say) as ours:
            yield ours
        return
    owner = os.environ.get("DATABASE_OWNER_URL", application)
    given.check(application)
    if owner != application:
        given.check(owner, "DATABASE_OWNER_URL")
    yield Database(application, owner)


@contextmanager
def running(home: Path, say: Say = tell) -> Iterator[Database]:
    """Our own database, made and started if need be, and stopped if nobody else is using it when we leave."""
    where = place_of(home)
    starting = _lock(where, "starting")
    process: subprocess.Popen[bytes] | None = None
    keeper: Keeper | None = None

    def leave() -> None:
        if keeper is not None:
            keeper.let_go()

    def stop() -> None:
        server.stop(where, keeper.process if keeper else process)

    try:
        with sharing(_lock(where, "in-use"), when_last=stop, first=leave) as alone:
            with locked(starting), _said_plainly(where):
                check_room(where)
                server.ensure_made(where, say)
                process = server.ensure_started(where, alone, say)
                ensure_roles(where)
            keeper = Keeper(where, process, starting, say)
            ours = Database(url(where, "putright"), url(where, "putright_owner"))
            # Our own command line keeps its word, but inside the database one role's settings could have been changed.
            given.check(ours.application_url, "The database")
            yield ours
    finally:
        ours_still = keeper.process if keeper else process
        if ours_still is not None and ours_still.returncode is None:
            # Still in use by others, who will stop it: not ours to wait for any more.
            ours_still.returncode = 0


@contextmanager
def _said_plainly(where: Place) -> Iterator[None]:
    """Turn what nobody foresaw into a sentence that says where to look."""
    try:
        yield
    except (OSError, psycopg.Error) as why:
        raise CannotStart(
            f"The database in {where.store} could not be started: {why} ({where.log} may say more)."
        ) from why


def _lock(where: Place, name: str) -> Path:
    """A lock file, which belongs to the one who runs PostgreSQL, so that root does not lock them out."""
    path = where.store / f"{name}.lock"
    if not path.exists():
        path.touch(0o600)
        where.own(path)
    return path
