"""Keeps our own server running: one that was killed is started again, and recovers what it had acknowledged."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

from psycopg.pq import Ping

from putright.project import CannotStart
from putright.project.postgres import server
from putright.project.postgres.place import Place
from putright.project.postgres.server import Say
from putright.project.postgres.sharing import locked

LOOKS_EVERY = 0.5


class Keeper:
    """Looks twice a second whether the server is there, for as long as we use it.

    Every process that uses the server keeps it; whoever holds the lock starts it, and the others find it running.
    """

    def __init__(self, place: Place, process: subprocess.Popen[bytes] | None, starting: Path, say: Say) -> None:
        self.place, self.process, self.starting, self.say = place, process, starting, say
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._thread.start()

    def let_go(self) -> None:
        """Stop looking, so that the server may be stopped."""
        self._over.set()
        self._thread.join()

    def _keep(self) -> None:
        while not self._over.wait(LOOKS_EVERY):
            if server.answer(self.place) != Ping.NO_RESPONSE:
                continue
            try:
                with locked(self.starting):
                    if self._over.is_set() or server.answer(self.place) != Ping.NO_RESPONSE:
                        continue
                    if self.process is not None:
                        # Bury it, so that nothing takes the dead one for a running one.
                        self.process.poll()
                    self.say("The database stopped by itself. Starting it again.")
                    self.process = server.ensure_started(self.place, True, self.say) or self.process
                    self.say("The database is back; what it had acknowledged is there.")
            except (CannotStart, OSError) as why:
                self.say(f"The database could not be started again yet: {why}")
