"""Who is using the database. Whoever leaves last stops it, and one who was killed need not say goodbye."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Be the only one at something; the operating system lets go for us if we are killed."""
    lock = _open(path)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


@contextmanager
def sharing(path: Path, when_last: Callable[[], None], first: Callable[[], None] = lambda: None) -> Iterator[bool]:
    """Be one of its users, and stop it when the last. Yields whether nobody else was using it when we came.

    `first` is done whenever we leave, before we look whether we are the last.
    """
    lock = _open(path)
    try:
        alone = _only_us(lock)
        fcntl.flock(lock, fcntl.LOCK_SH)
        try:
            yield alone
        finally:
            first()
            if _only_us(lock):
                when_last()
    finally:
        # A worker process made by forking would hold the lock as well: let go of it for all of them.
        fcntl.flock(lock, fcntl.LOCK_UN)
        os.close(lock)


def _open(path: Path) -> int:
    """Open a lock file, which is never removed: removing one lets two hold "it" at once."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _only_us(lock: int) -> bool:
    """Whether the whole lock could be had without waiting."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
