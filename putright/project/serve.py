"""Serves Putright on this machine until it is told to stop: the database, the tables, the watch, then the pages."""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from putright.project import CannotStart, invented
from putright.project.ending import ToldToStop, end_in_order
from putright.project.environment import CHECKOUT, home
from putright.project.postgres import Database, database, tell
from putright.project.watching import watching

WORKERS = 2
SETTINGS = {"DJANGO_SETTINGS_MODULE": "putright.project.settings"}


def main(arguments: list[str] | None = None) -> int:
    """Serve, and end in order; whatever cannot be is said in a sentence."""
    asked = _read(arguments)
    end_in_order()
    try:
        check_free(asked.host, asked.port)
        with database(home()) as where:
            bring_tables_up_to_date(where)
            invented.settle(where)
            with watching(where):
                status = serve(where, asked.host, asked.port)
                tell("Stopping.")
        tell("Stopped. Everything is kept.")
        return status
    except ToldToStop as told:
        tell("Stopped.")
        return told.exit_status
    except CannotStart as why:
        print(why, file=sys.stderr)
        return 1


def _read(arguments: list[str] | None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="script/server", description="Serve Putright on this machine.")
    parser.add_argument("--port", type=int, default=8000, help="8000 unless given")
    parser.add_argument("--host", default="127.0.0.1", help="this machine alone (127.0.0.1) unless given")
    asked = parser.parse_args(arguments)
    if not 1 <= asked.port <= 65535:
        parser.error(f"{asked.port} is not a port: choose one from 1 to 65535")
    return asked


def check_free(host: str, port: int) -> None:
    """Refuse a port that is taken before anything is started."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except socket.gaierror as why:
        raise CannotStart(f"--host {host} is not an address of this machine.") from why
    except OSError as why:
        raise CannotStart(
            f"Putright cannot listen on {host}, port {port}: {os.strerror(why.errno or 0).lower()}. "
            f"Stop what is using it, or choose another: script/server --port {port + 1 if port < 65535 else 8000}"
        ) from why


def bring_tables_up_to_date(where: Database) -> None:
    """Change the tables as the code asks, as their owner, in a process of its own that keeps no power over them."""
    log = home() / "migrate.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    surroundings = {**os.environ, **SETTINGS, "DATABASE_URL": where.owner_url}
    command = [sys.executable, "-m", "django", "migrate", "--no-input", "--no-color"]
    with log.open("w+", encoding="utf-8") as said:
        status = subprocess.run(
            command,
            env=surroundings,
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            check=False,
        ).returncode
        said.seek(0)
        lines = [line.strip() for line in said if line.strip()]
    if status != 0:
        raise CannotStart(
            f"The tables could not be brought up to date: {lines[-1] if lines else 'no reason given'} "
            f"({log} has it all). Nothing else was started."
        )
    if applied := sum(line.startswith("Applying ") for line in lines):
        tell(f"Brought the tables up to date ({applied} changes).")


def serve(where: Database, host: str, port: int) -> int:
    """Serve until told to stop. The exit status."""
    os.environ.update(SETTINGS, DATABASE_URL=where.application_url, PUTRIGHT_SERVED_BY=str(os.getpid()))
    # The pages have no business changing tables, so they are not told how.
    os.environ.pop("DATABASE_OWNER_URL", None)
    # The same on Linux and macOS, and a worker shares no lock with us.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "putright.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=1,
        # Django's errors are logged by Django; this would add lines that say nothing to a person.
        log_level=LogLevels.critical,
        respawn_failed_workers=True,
        # A request that never ends does not keep us from ending.
        workers_kill_timeout=10,
        working_dir=Path(CHECKOUT),
    )
    stopping = threading.Event()

    def listen_for_the_terminal_closing() -> None:
        # Granian would take it for a wish to reload.
        signal.signal(signal.SIGHUP, server.signal_handler_interrupt)

    server.on_startup(listen_for_the_terminal_closing)
    threading.Thread(target=_announce, args=(host, port, stopping), daemon=True).start()
    try:
        server.serve()
    except SystemExit:
        if not server.interrupt_signal:
            raise CannotStart("The pages stopped by themselves: their reason is just above.") from None
    except OSError as why:
        raise CannotStart(f"Putright cannot listen on {host}, port {port}: {why.strerror}.") from why
    finally:
        stopping.set()
    return 0


def _announce(host: str, port: int, stopping: threading.Event) -> None:
    """Say where Putright is, once it really answers there."""
    reach = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - only read, to ask this machine
    began = time.monotonic()
    patience = 0.5
    while not stopping.wait(0.05):
        # At first a worker's port can be open before it answers: ask again soon rather than wait for long.
        patience = min(patience * 1.2, 10)
        connection = http.client.HTTPConnection(reach, port, timeout=patience)
        try:
            connection.request("GET", "/health", headers={"Host": "localhost"})
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException):
            if time.monotonic() - began > 60:
                tell("Putright has not answered for a minute; the lines above may say why.")
                return
            continue
        finally:
            connection.close()
        shown = f"[{host}]" if ":" in host else host
        well = "" if status < 500 else " It answers, but says that it is not well: the lines above may say why."
        tell(f"Putright is at http://{shown}:{port}{invented.door()}  (Ctrl-C stops it){well}")
        return


if __name__ == "__main__":
    sys.exit(main())
