"""The watch beside the pages: a process of its own, started again if it dies, and ended with the server."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from putright.project.environment import CHECKOUT
from putright.project.postgres import Database, tell

COMMAND = (sys.executable, "-m", "putright.project.command_line.watch")
# One that dies at once every time must not take the machine.
BEFORE_ANOTHER = 2.0
# What it is doing may be finished first.
PATIENCE = 15.0


@contextmanager
def watching(where: Database) -> Iterator[None]:
    """Watch until we leave."""
    surroundings = {**os.environ, "DATABASE_URL": where.application_url, "PUTRIGHT_SERVED_BY": str(os.getpid())}
    # It has no business changing tables, so it is not told how.
    surroundings.pop("DATABASE_OWNER_URL", None)
    stopping = threading.Event()
    keeper = threading.Thread(target=_keep, args=(surroundings, stopping), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        keeper.join()


def _keep(surroundings: Mapping[str, str], stopping: threading.Event) -> None:
    """Keep one running."""
    while not stopping.is_set():
        # Away from our terminal: Ctrl-C is for us, and we tell it.
        process = subprocess.Popen(
            COMMAND, env=dict(surroundings), cwd=CHECKOUT, stdin=subprocess.DEVNULL, start_new_session=True
        )
        while process.poll() is None and not stopping.wait(0.2):
            pass
        if process.poll() is None:
            _end(process)
        elif not stopping.is_set():
            tell(f"The watch ended by itself ({process.returncode}): starting it again.")
            stopping.wait(BEFORE_ANOTHER)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it in order; what it had begun is done by the next if it takes too long."""
    process.terminate()
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
