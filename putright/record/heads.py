"""A copy of every seal's head outside the database, which shows when the database was put back to an earlier day."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable
from datetime import UTC
from pathlib import Path
from typing import Any

from putright.record.models import Seal


def keep(path: Path, seal: Seal) -> None:
    """Add a seal's head to the copy, and any before it that a crash kept from getting there. On the disk when done."""
    path.parent.mkdir(parents=True, exist_ok=True)
    copy = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        # Two sealers may have committed at nearly the same moment.
        fcntl.flock(copy, fcntl.LOCK_EX)
        last = _last_number(copy)
        missing: Iterable[Seal] = ()
        if last < seal.number:
            missing = Seal.objects.filter(number__gt=last, number__lte=seal.number).order_by("number").iterator()
        elif _written(seal) not in path.read_bytes():
            # Not one that another sealer was quicker to copy: the database was put back and went on from there. It is
            # added all the same. From then on the copy contradicts itself, and verifying says so.
            missing = (seal,)
        for one in missing:
            os.write(copy, _written(one))
        os.fsync(copy)
    finally:
        os.close(copy)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        # A new file is only kept once its folder is.
        os.fsync(folder)
    finally:
        os.close(folder)


def _written(seal: Seal) -> bytes:
    """One line of the copy."""
    content = {"number": seal.number, "head": seal.head, "sealed_at": seal.sealed_at.astimezone(UTC).isoformat()}
    return json.dumps(content).encode() + b"\n"


def _last_number(copy: int) -> int:
    """The number of the last seal in the copy, or 0; a line cut short by a crash was never finished, and goes."""
    size = os.fstat(copy).st_size
    # Far longer than a line.
    start = max(0, size - 4096)
    end = os.pread(copy, size - start, start)
    whole = end.rfind(b"\n") + 1
    if whole < len(end):
        os.ftruncate(copy, start + whole)
    lines = end[:whole].splitlines()
    try:
        last: dict[str, Any] = json.loads(lines[-1])
        return int(last["number"])
    except (IndexError, ValueError, KeyError, TypeError):
        # Empty, or somebody wrote in it: then every head is added again, and verifying says that it is damaged.
        return 0
