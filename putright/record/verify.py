"""Whether the record is as it was written: everything is worked out again, and shares no code with what sealed it.

It reads the tables with plain SQL and no Django, so that a mistake in how lines are sealed cannot hide itself here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg.rows import DictRow, dict_row

from putright.record.copied_heads import CopiedHeads

LONGEST_TAIL = timedelta(seconds=60)
# A server's clock is put right now and then, and a line is stamped a moment before it is written.
CLOCK_SLACK = timedelta(seconds=5)
HAPPENED_SLACK = timedelta(minutes=5)
TRIGGERS = {("record_line", "record_stamp"), ("record_line", "record_refuse"), ("record_seal", "record_refuse")}
Row = dict[str, Any]


@dataclass
class Verified:
    """What was found: each fault in a sentence, and how much is not sealed yet."""

    faults: list[str] = field(default_factory=list)
    seals: int = 0
    lines: int = 0
    unsealed: int = 0
    tail: timedelta = timedelta(0)


def verify(connection: psycopg.Connection[DictRow], heads: Path) -> Verified:
    """Work the whole record out again, as it stands at one moment, and compare it with its seals and their copy."""
    connection.read_only = True
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    with connection.transaction():
        return _Verifying(connection, heads).all()


class _Verifying:
    """One reading of the record, from its first line to its last, holding only the seal and the line it is at."""

    def __init__(self, connection: psycopg.Connection[DictRow], heads: Path) -> None:
        self.connection = connection
        self.found = Verified()
        self.copy = CopiedHeads(heads, self.fault)
        self.lines = self._rows("lines", "SELECT * FROM record_line ORDER BY written_in, id")
        self.line = next(self.lines, None)
        # Seals whose transactions had not all begun: what was written under a later number was written after them.
        self.later: list[tuple[int, datetime]] = []
        self.written_after: datetime | None = None

    def fault(self, sentence: str) -> None:
        """One more thing that is wrong."""
        self.found.faults.append(sentence)

    def _rows(self, name: str, query: LiteralString) -> Iterator[Row]:
        """Rows as the server has them ready, and never all at once."""
        with self.connection.cursor(name, row_factory=dict_row) as cursor:
            cursor.itersize = 2000
            cursor.execute(query)
            yield from cursor

    def _one(self, query: LiteralString) -> Row:
        with self.connection.cursor(row_factory=dict_row) as cursor:
            row = cursor.execute(query).fetchone()
        assert row is not None
        return row

    def all(self) -> Verified:
        """Every seal and what it covers, then what is not sealed yet, then what holds it all."""
        self._check_triggers()
        now = self._one(
            "SELECT clock_timestamp() AS clock, pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS transaction"
        )
        before: Row | None = None
        for seal in self._rows("seals", "SELECT * FROM record_seal ORDER BY number"):
            self._check_seal(seal, before)
            self._check_batch(seal, seal["number"] != (before["number"] + 1 if before else 1))
            self.copy.compare(seal["number"], seal["head"], seal["sealed_at"], now["clock"])
            self.found.seals += 1
            before = seal
        self.copy.end(self.found.seals)
        self._check_tail(before, now)
        return self.found

    def _check_triggers(self) -> None:
        """Whether the database still refuses changes."""
        on = self._rows(
            "triggers",
            "SELECT tgrelid::regclass::text AS held, tgname FROM pg_trigger"
            " WHERE tgrelid IN ('record_line'::regclass, 'record_seal'::regclass) AND tgenabled = 'A'",
        )
        for table, trigger in sorted(TRIGGERS - {(row["held"], row["tgname"]) for row in on}):
            self.fault(f"The trigger {trigger} on {table} is off or gone, so the database lets the record be changed.")

    def _check_seal(self, seal: Row, before: Row | None) -> None:
        """Whether a seal is as it was made, and follows on from the one before."""
        number = seal["number"]
        expected = before["number"] + 1 if before else 1
        if number != expected:
            gone = f"Seal {expected} is" if number == expected + 1 else f"Seals {expected} to {number - 1} are"
            self.fault(f"{gone} missing.")
        elif seal["previous_head"] != (before["head"] if before else ""):
            self.fault(f"Seal {number} does not follow on from the one before it: one of the two is not the one made.")
        content = {name: value for name, value in seal.items() if name not in ("id", "head")}
        if hashlib.sha256(_written(content)).hexdigest() != seal["head"]:
            self.fault(f"Seal {number} was changed after it was made.")
        if before and (seal["sealed_at"] < before["sealed_at"] - CLOCK_SLACK):
            self.fault(f"Seal {number} says that it was made before the seal that it follows on from.")

    def _check_batch(self, seal: Row, after_missing: bool) -> None:
        """Whether the lines under a seal are those that were sealed."""
        count, tree, where = 0, _Tree(), f"Seal {seal['number']}, of {_moment(seal['sealed_at'])}"
        first = last = None
        while (line := self.line) and line["written_in"] < seal["settled_before"]:
            count, last = count + 1, line["id"]
            first = first or last
            tree.add(_written(line))
            self._check_line(line, seal["sealed_at"])
            self.line = next(self.lines, None)
        self.found.lines += count
        covers = seal["lines"]
        if after_missing:
            self.fault(f"{where}: its {_lines(covers)} cannot be told from those under the seals missing before it.")
        elif count < covers:
            self.fault(f"{where}: it covers {_lines(covers)}, and {covers - count} of them cannot be found.")
        elif count > covers:
            self.fault(f"{where}: it covers {_lines(covers)}, and {count - covers} more were put in since.")
        elif tree.root() != seal["root"]:
            self.fault(
                f"{where}: of the {count} lines it covers ({first} to {last}), one or more were changed, exchanged or "
                "put in another order."
            )
        self.later.append((seal["next_transaction"], seal["sealed_at"]))

    def _check_line(self, line: Row, sealed_at: datetime | None) -> None:
        """Whether a line's moments are possible, whatever its seal says."""
        while self.later and self.later[0][0] <= line["written_in"]:
            self.written_after = self.later.pop(0)[1]
        said = f"Line {line['id']} ({line['name']})"
        at = line["written_at"]
        if self.written_after and at < self.written_after - CLOCK_SLACK:
            self.fault(
                f"{said} is back-dated: it says that it was written at {_moment(at)}, but its transaction began after "
                f"the seal of {_moment(self.written_after)}."
            )
        if sealed_at and at > sealed_at + CLOCK_SLACK:
            self.fault(f"{said} says that it was written after it was sealed.")
        if line["happened_at"] > at + HAPPENED_SLACK:
            self.fault(f"{said} says that it happened after it was written.")
        if line["corrects_id"] is not None and line["corrects_id"] >= line["id"]:
            self.fault(f"{said} corrects line {line['corrects_id']}, which is not an earlier one.")

    def _check_tail(self, last: Row | None, now: Row) -> None:
        """How much is not sealed yet, and whether that is too long ago."""
        if last and now["transaction"] < last["settled_before"]:
            self.fault(
                "The server counts transactions from an earlier number than the record's last seal: the database was "
                "put back, or copied to a new server without raising its epoch."
            )
        oldest = now["clock"]
        while line := self.line:
            self.found.unsealed += 1
            self._check_line(line, None)
            if line["written_in"] >= now["transaction"]:
                self.fault(f"Line {line['id']} ({line['name']}) names a transaction that has not begun.")
            oldest = min(oldest, line["written_at"])
            self.line = next(self.lines, None)
        self.found.tail = now["clock"] - oldest
        if self.found.tail > LONGEST_TAIL:
            self.fault(
                f"Not sealed yet: {_lines(self.found.unsealed)}, the oldest for {self.found.tail.total_seconds():.0f} "
                f"seconds; {LONGEST_TAIL.total_seconds():.0f} is the most. Is the sealing running?"
            )


class _Tree:
    """A Merkle tree in the shape of RFC 6962, kept as the roots of its full subtrees, the largest first."""

    def __init__(self) -> None:
        self.subtrees: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """One more leaf on the right."""
        self.subtrees.append((1, hashlib.sha256(b"\x00" + leaf).digest()))
        while len(self.subtrees) > 1 and self.subtrees[-2][0] == self.subtrees[-1][0]:
            self._join()

    def root(self) -> str:
        """The hash of the whole."""
        while len(self.subtrees) > 1:
            self._join()
        return (self.subtrees[0][1] if self.subtrees else hashlib.sha256().digest()).hex()

    def _join(self) -> None:
        (left_size, left), (right_size, right) = self.subtrees[-2:]
        self.subtrees[-2:] = [(left_size + right_size, hashlib.sha256(b"\x01" + left + right).digest())]


def _in_utc(value: object) -> str:
    """A moment as it was sealed: in UTC, to the microsecond."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"
    raise TypeError(f"A {type(value).__name__} was never sealed.")


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_in_utc)


def _written(row: Row) -> bytes:
    """A row as it was sealed: every column, in the order of their names."""
    return _ENCODER.encode(row).encode()


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _lines(number: int) -> str:
    return "1 line" if number == 1 else f"{number} lines"
