"""The database: made once, shared, kept through a kill, stopped by the last to leave, and never mistaken for another."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest
from psycopg.pq import Ping

from putright.project import CannotStart
from putright.project.postgres import running, server
from putright.project.postgres.place import Place, place_of

CHECKOUT = Path(__file__).resolve().parents[2]
WHEN_STARTED = "select pg_postmaster_start_time()"
# Another user of the database: says when its server was started, then stays until its input ends.
STAYS = f"""
import os, psycopg, sys
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    print("server", connection.execute("{WHEN_STARTED}").fetchone()[0], flush=True)
sys.stdin.read()
"""


def quiet(_sentence: str) -> None:
    """Say nothing."""


def another(home: Path) -> subprocess.Popen[str]:
    """Someone else who uses the database, in a process of their own."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    return subprocess.Popen(
        [sys.executable, "-m", "putright.project.postgres", sys.executable, "-c", STAYS],
        env={**surroundings, "PUTRIGHT_HOME": str(home)},
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def started_at(process: subprocess.Popen[str]) -> str:
    """When the server that they use was started."""
    assert process.stdout is not None
    return next(line for line in process.stdout if line.startswith("server"))


def leave(process: subprocess.Popen[str]) -> None:
    """Let someone else leave."""
    process.communicate(timeout=30)


def postmaster(where: Place) -> int:
    """The number of the server's first process."""
    return int((where.data / "postmaster.pid").read_text().split()[0])


def test_the_first_start_makes_a_database_that_is_there_at_the_second(empty_home: Path) -> None:
    said: list[str] = []
    with running(empty_home, said.append) as where, psycopg.connect(where.owner_url) as owner:
        owner.execute("create table kept (words text)")
        owner.execute("insert into kept values ('damp')")
    assert said == [f"Making a new PostgreSQL 18 database in {empty_home / 'postgres'}."]
    with running(empty_home, said.append) as where, psycopg.connect(where.owner_url) as owner:
        assert owner.execute("select words from kept").fetchall() == [("damp",)]
    assert len(said) == 1


def test_two_at_once_make_and_start_one_server_between_them(empty_home: Path) -> None:
    others = [another(empty_home) for _ in range(3)]
    assert len({started_at(other) for other in others}) == 1
    for other in others:
        leave(other)
    assert server.answer(place_of(empty_home)) == Ping.NO_RESPONSE


def test_the_last_to_leave_stops_it_and_nobody_sooner(home: Path) -> None:
    where = place_of(home)
    first, second = another(home), another(home)
    started_at(first), started_at(second)
    leave(first)
    assert server.answer(where) == Ping.OK
    leave(second)
    assert server.answer(where) == Ping.NO_RESPONSE


def test_what_was_written_survives_a_kill_of_the_server_and_the_next_run_says_so(home: Path) -> None:
    with running(home, quiet) as where:
        with psycopg.connect(where.owner_url) as owner:
            owner.execute("create table kept as select 'no heating' as words")
        os.kill(postmaster(place_of(home)), signal.SIGKILL)
    said: list[str] = []
    with running(home, said.append) as where, psycopg.connect(where.owner_url) as owner:
        assert owner.execute("select words from kept").fetchall() == [("no heating",)]
    assert said == ["The last run was cut short; PostgreSQL is recovering what it had written down."]


def test_a_server_that_is_killed_while_in_use_is_started_again_with_all_that_it_had_acknowledged(home: Path) -> None:
    said: list[str] = []
    with running(home, said.append) as where:
        with psycopg.connect(where.owner_url) as owner:
            owner.execute("create table acknowledged as select 'a leak' as words")
        os.kill(postmaster(place_of(home)), signal.SIGKILL)
        until = time.monotonic() + 30
        while "The database is back; what it had acknowledged is there." not in said:
            assert time.monotonic() < until, said
            time.sleep(0.1)
        with psycopg.connect(where.owner_url) as owner:
            assert owner.execute("select words from acknowledged").fetchall() == [("a leak",)]
            owner.execute("drop table acknowledged")
    assert server.answer(place_of(home)) == Ping.NO_RESPONSE


def test_a_run_that_was_killed_leaves_a_server_that_the_next_takes_over_and_stops(home: Path) -> None:
    killed = another(home)
    before = started_at(killed)
    killed.kill()
    leave(killed)
    said: list[str] = []
    with running(home, said.append) as where, psycopg.connect(where.application_url) as connection:
        row = connection.execute(WHEN_STARTED).fetchone()
        assert row and f"server {row[0]}" == before.strip()
    assert said == ["The last run was cut short and left its database running; carrying on with that."]
    assert server.answer(place_of(home)) == Ping.NO_RESPONSE


def test_a_note_that_names_some_other_program_does_not_stop_it_for_ever(home: Path) -> None:
    where = place_of(home)
    user = where.runs_as.pw_uid if where.runs_as else None
    with subprocess.Popen(["sleep", "60"], user=user) as other:
        note = where.data / "postmaster.pid"
        note.write_text(f"{other.pid}\n{where.data}\n1\n5432\n{where.sockets}\n\n\nready\n")
        where.own(note)
        with running(home, quiet) as database, psycopg.connect(database.application_url):
            pass
        other.kill()


@pytest.mark.parametrize("missing", ["PG_VERSION", "global/pg_control"])
def test_a_data_folder_that_is_not_whole_is_refused_and_left_alone(home: Path, missing: str) -> None:
    data = place_of(home).data
    (data / missing).unlink()
    before = sorted(data.rglob("*"))
    with pytest.raises(CannotStart, match="not a whole PostgreSQL data folder"), running(home, quiet):
        pass
    assert sorted(data.rglob("*")) == before


def test_a_data_folder_of_another_version_is_refused_and_left_alone(home: Path) -> None:
    data = place_of(home).data
    (data / "PG_VERSION").write_text("17\n")
    with (
        pytest.raises(CannotStart, match=r"written by PostgreSQL 17, and this is PostgreSQL 18.*pg_dumpall"),
        running(home, quiet),
    ):
        pass
    assert (data / "PG_VERSION").read_text() == "17\n"


def test_what_an_interrupted_first_start_left_is_made_afresh(home: Path) -> None:
    data = place_of(home).data
    data.rename(data.with_name("data.unfinished"))
    (data.with_name("data.unfinished") / "global/pg_control").unlink()
    with running(home, quiet) as where, psycopg.connect(where.application_url):
        pass
    assert not data.with_name("data.unfinished").exists()


def test_a_nearly_full_disk_is_said_before_anything_is_made(empty_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil.disk_usage("/")._replace(free=40_000_000)
    monkeypatch.setattr("putright.project.postgres.place.shutil.disk_usage", lambda _path: full)
    with pytest.raises(CannotStart, match="nearly full: 40 MB are free"), running(empty_home, quiet):
        pass
    assert not place_of(empty_home).data.exists()


def test_a_home_that_cannot_be_written_is_said(empty_home: Path) -> None:
    empty_home.write_text("a file, not a folder")
    with pytest.raises(CannotStart, match="Set PUTRIGHT_HOME to a folder that you can write to"), running(empty_home):
        pass


def test_passwords_that_are_not_the_databases_are_said(home: Path) -> None:
    place_of(home).password("postgres").write_text("something else\n")
    with pytest.raises(CannotStart, match="are not those of the database beside them"), running(home, quiet):
        pass
    assert server.answer(place_of(home)) == Ping.NO_RESPONSE


def test_a_long_path_gets_a_short_folder_of_its_own_for_the_socket(empty_home: Path) -> None:
    long = empty_home / ("a-landlord-with-a-long-name-" * 4)
    with running(long, quiet) as where, psycopg.connect(where.application_url):
        sockets = place_of(long).sockets
        assert sockets.parent == Path(tempfile.gettempdir()) and sockets.stat().st_mode & 0o077 == 0
    sockets.rmdir()


def test_passwords_are_for_us_alone_and_all_different(home: Path) -> None:
    files = [place_of(home).password(role) for role in server.ROLES]
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600] * 3
    assert len({file.read_text() for file in files}) == 3
