"""Being told to stop: Ctrl-C, a closed terminal and a polite kill all end in the same orderly way."""

from __future__ import annotations

import os
import signal
import threading
import time
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class ToldToStop(BaseException):
    """We were told to stop. Not an error, and not to be caught as one."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.exit_status = 128 + number


def end_in_order() -> None:
    """From here on, being told to stop lets every `with` and `finally` do its work first."""
    for number in SIGNALS:
        signal.signal(number, _stop)


def ignore_more() -> None:
    """Do not be told twice: an impatient second Ctrl-C must not leave the database running."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def end_with(parent: int) -> None:
    """End with the process that started us: killed outright it cannot tell us, and we would go on alone."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _stop(number: int, _frame: FrameType | None) -> None:
    """Stop once."""
    ignore_more()
    raise ToldToStop(number)
