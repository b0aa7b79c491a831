"""The copy of the heads, read beside the seals it was made from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

# A seal is committed a moment before its head is copied.
NOT_COPIED_YET = timedelta(seconds=60)


class CopiedHeads:
    """Reads the copy once, in step with the seals, and says each way in which the two differ."""

    def __init__(self, path: Path, fault: Callable[[str], None]) -> None:
        self.path, self.fault = path, fault
        self.heads = self._read() if path.exists() else iter(())
        self.next = next(self.heads, None)
        self.missing: list[int] = []
        self.unlike = 0

    def _read(self) -> Iterator[tuple[int, str]]:
        """Each seal's number and head, in order."""
        last = 0
        with self.path.open(encoding="utf-8", errors="replace") as copy:
            for place, line in enumerate(copy, 1):
                try:
                    said = json.loads(line)
                    number, head = int(said["number"]), str(said["head"])
                except (ValueError, KeyError, TypeError):
                    # A crash can cut the last line short; the next seal puts that right.
                    if line.endswith("\n"):
                        self.fault(f"Line {place} of {self.path} is damaged.")
                    continue
                if number <= last:
                    self.fault(
                        f"{self.path} has seal {number} after seal {last} (line {place}): the database was put back to "
                        "an earlier day and went on from there."
                    )
                    continue
                last = number
                yield number, head

    def compare(self, number: int, head: str, sealed_at: datetime, now: datetime) -> None:
        """One seal of the database beside its copy."""
        while self.next and self.next[0] < number:
            # Its absence from the database was told already, where it was seen.
            self.next = next(self.heads, None)
        if self.next and self.next[0] == number:
            if self.next[1] != head:
                self.unlike = self.unlike or number
            self.next = next(self.heads, None)
        elif now - sealed_at > NOT_COPIED_YET or self.next:
            self.missing.append(number)

    def end(self, seals: int) -> None:
        """What the copy has beyond the last seal of the database, and what it lacks."""
        if self.unlike:
            self.fault(
                f"From seal {self.unlike} on, the seals are not those in {self.path}: they were made again, or the "
                "copy belongs to another database."
            )
        if self.next:
            last = self.next[0]
            while self.next:
                last, self.next = self.next[0], next(self.heads, None)
            self.fault(
                f"{self.path} goes on to seal {last}, and the database has {seals}: it was put back to an earlier day, "
                "or its last seals were taken away."
            )
        if self.missing and not self.path.exists():
            self.fault(
                f"There is no copy of the heads in {self.path}, so a database put back to an earlier day would not be "
                "seen. Say where it is with --heads."
            )
        elif self.missing:
            self.fault(f"{self.path} lacks {len(self.missing)} of the seals, the first of them seal {self.missing[0]}.")
