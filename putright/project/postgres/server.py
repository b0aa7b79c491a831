"""One PostgreSQL server: made, started, waited for, stopped."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import DEVNULL, STDOUT
from typing import BinaryIO

from psycopg.pq import PGconn, Ping

from putright.project import CannotStart
from putright.project.postgres import programs
from putright.project.postgres.place import PORT, Place

ROLES = ("postgres", "putright_owner", "putright")
PATIENCE = 60.0
# How PostgreSQL says that an earlier server still has its folder.
HELD = ("lock file", "shared memory block")

Say = Callable[[str], None]

# Given on the command line, so that no file in the data folder can undo them.
SETTINGS = {
    # Only a socket in a folder that is closed to others: nothing listens on the network.
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # What was acknowledged is on the disk: a resident's report is never lost to a power cut.
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
}


def ensure_made(place: Place, say: Say) -> None:
    """Make the data folder if there is none; refuse one that is not whole, or that is another version's."""
    data = place.data
    ours = programs.major_version(place.programs)
    if data.exists() and any(data.iterdir()):
        if not (data / "PG_VERSION").exists() or not (data / "global" / "pg_control").exists():
            raise CannotStart(
                f"{data} is not a whole PostgreSQL data folder, so it was left alone. If a copy or a restore was cut "
                "short, do it again; if you do not need what is in it, move it aside. Then start again."
            )
        theirs = (data / "PG_VERSION").read_text().strip()
        if theirs != ours:
            raise CannotStart(
                f"The data in {data} was written by PostgreSQL {theirs}, and this is PostgreSQL {ours}, which cannot "
                f"read it. Nothing was changed. Keep that folder: either dump it with PostgreSQL {theirs}'s own "
                f"pg_dumpall and restore that here, or set PUTRIGHT_HOME to another folder to start afresh."
            )
        return
    say(f"Making a new PostgreSQL {ours} database in {place.store}.")
    _make(place)


def _make(place: Place) -> None:
    """Make it beside, under another name, so that a half-made one is never mistaken for a real one."""
    passwords = place.password("postgres").parent
    passwords.mkdir(mode=0o700, exist_ok=True)
    for role in ROLES:
        _write_for(None, place.password(role), secrets.token_hex(24))
    unfinished, told = place.store / "data.unfinished", place.store / "password.unfinished"
    if unfinished.exists():
        shutil.rmtree(unfinished)
    _write_for(place, told, place.password("postgres").read_text())
    with _log(place) as log:
        made = place.start(
            *("initdb", "-D", unfinished, "--username=postgres", "--auth=scram-sha-256", f"--pwfile={told}"),
            *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *("--data-checksums", "--no-instructions"),
            stdout=log,
            stderr=STDOUT,
        ).wait()
    told.unlink()
    if made != 0:
        raise CannotStart(f"PostgreSQL could not make its data folder: {_last_words(place)} ({place.log} has it all).")
    unfinished.rename(place.data)


def _write_for(place: Place | None, path: Path, text: str) -> None:
    """Write a file that one user alone can read, never for a moment open to others."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    if place:
        place.own(path)


def answer(place: Place) -> Ping:
    """What the server says when asked how it is, without signing in."""
    return Ping(PGconn.ping(f"host='{_quoted(place.sockets)}' port={PORT}".encode()))


def ensure_started(place: Place, alone: bool, say: Say) -> subprocess.Popen[bytes] | None:
    """Start the server unless it runs, and wait until it takes connections, however long it has to recover."""
    note = place.data / "postmaster.pid"
    began = told = time.monotonic()
    if alone and answer(place) != Ping.NO_RESPONSE:
        say("The last run was cut short and left its database running; carrying on with that.")
    elif alone and note.exists():
        say("The last run was cut short; PostgreSQL is recovering what it had written down.")
    process: subprocess.Popen[bytes] | None = None
    while (said := answer(place)) != Ping.OK:
        waited = time.monotonic() - began
        if said == Ping.NO_RESPONSE and process is None:
            if alone and note.exists() and _is_nobodys(place.data):
                # The socket has a note of its own that says the same.
                for stale in (note, place.sockets / f".s.PGSQL.{PORT}.lock"):
                    stale.unlink(missing_ok=True)
            process = _start(place)
        elif said == Ping.NO_RESPONSE and process is not None and process.poll() is not None:
            # Those that were just killed can hold the folder a moment longer.
            if not any(words in _last_words(place) for words in HELD) or waited > PATIENCE:
                raise CannotStart(f"PostgreSQL would not start: {_last_words(place)} ({place.log} has it all).")
            process = None
            time.sleep(0.2)
        if time.monotonic() - told > 5:
            told = time.monotonic()
            say(f"Waiting for PostgreSQL ({waited:.0f} s).")
        time.sleep(0.02)
    return process


def _is_nobodys(data: Path) -> bool:
    """Whether surely no process works in the data folder, whatever its note says.

    After a kill, the number in the note can be that of a dead process nobody has buried, or, in a container that was
    started again, of another program altogether. PostgreSQL would refuse both for ever. Its processes all work in
    the data folder, so Linux can tell; elsewhere we do not know, and leave the note to PostgreSQL.
    """
    processes = list(Path("/proc").glob("[0-9]*"))
    for process in processes:
        try:
            if (process / "cwd").resolve(strict=True) == data.resolve():
                return False
        except OSError:
            # Gone, dead, or someone else's, whom the data folder would not let in.
            continue
    return bool(processes)


def _start(place: Place) -> subprocess.Popen[bytes]:
    """Start the server itself, with its words going to the log: a pipe would stay open as long as it runs."""
    settings = {
        **SETTINGS,
        "unix_socket_directories": f'"{str(place.sockets).replace(chr(34), chr(34) * 2)}"',
    }
    with _log(place) as log:
        return place.start(
            *("postgres", "-D", place.data),
            *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
            stdout=log,
            stderr=STDOUT,
        )


def stop(place: Place, process: subprocess.Popen[bytes] | None) -> None:
    """Stop the server as soon as what it is doing can be undone, whoever started it."""
    if process is not None:
        # Ours: it may not have written its note yet, or have been killed, and is asked by its number how it ended.
        process.send_signal(signal.SIGINT)
        process.wait(timeout=PATIENCE)
    elif (place.data / "postmaster.pid").exists() and not (
        answer(place) == Ping.NO_RESPONSE and _is_nobodys(place.data)
    ):
        patience = f"--timeout={PATIENCE:.0f}"
        place.start("pg_ctl", "stop", "-D", place.data, "-m", "fast", patience, stdout=DEVNULL, stderr=DEVNULL).wait()


def _log(place: Place) -> BinaryIO:
    """The log, for PostgreSQL to go on writing in."""
    log = place.log.open("ab")
    place.own(place.log)
    return log


def _last_words(place: Place) -> str:
    """The last complaint in the log, else its last line."""
    lines = place.log.read_text(errors="replace").splitlines()[-20:] or [""]
    complaints = [line for line in lines if "FATAL:" in line or "error:" in line]
    return (complaints or lines)[-1].split("FATAL:")[-1].split("error:")[-1].strip()


def _quoted(path: Path) -> str:
    """A path as libpq's key=value strings want it."""
    return str(path).replace("\\", "\\\\").replace("'", "\\'")
