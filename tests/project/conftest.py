"""What the tests of the doors share: homes of their own, with and without a database in them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from putright.project.postgres import Database, running


def quiet(_sentence: str) -> None:
    """Say nothing."""


@pytest.fixture
def empty_home() -> Iterator[Path]:
    """A home of our own that PostgreSQL can reach even when we are root, with a short path."""
    with tempfile.TemporaryDirectory(prefix="putright-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder) / "home"


@pytest.fixture(scope="session")
def made_home() -> Iterator[Path]:
    """A home with a database in it, made once, for others to copy."""
    with tempfile.TemporaryDirectory(prefix="putright-") as folder:
        Path(folder).chmod(0o711)
        with running(Path(folder) / "home", quiet):
            pass
        yield Path(folder) / "home"


@pytest.fixture
def home(empty_home: Path, made_home: Path) -> Path:
    """A home with a database of its own in it."""
    subprocess.run(["cp", "-a", made_home, empty_home], check=True, timeout=30)
    return empty_home


@pytest.fixture(scope="session")
def shared() -> Iterator[Database]:
    """One running database for the tests that only look, or that clear up after themselves."""
    with tempfile.TemporaryDirectory(prefix="putright-") as folder:
        Path(folder).chmod(0o711)
        with running(Path(folder) / "home", quiet) as where:
            with psycopg.connect(where.owner_url) as owner:
                owner.execute("create table report (number serial primary key, words text)")
            yield where


RUN = "import sys; from putright.project.command_line import main; sys.exit(main())"


@pytest.fixture
def putright(own_database):
    """Run a command as it is run on the server's own machine, on a database of the test's own."""

    def address(role):
        parts = {name: quote(str(value), safe="") for name, value in role.items()}
        return "postgresql://{user}:{password}@{host}:{port}/{dbname}".format_map({"password": "", "port": "", **parts})

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-c", RUN, *arguments],
            capture_output=True,
            text=True,
            timeout=120,
            env={
                **os.environ,
                "DATABASE_URL": address(own_database.application),
                "DATABASE_OWNER_URL": address(own_database.owner),
            },
        )
        assert "Traceback" not in done.stderr + done.stdout, done.stderr
        return done

    return run
