"""Writing a line in the record, and sealing what has been written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection, models, transaction

from putright.record import heads, merkle
from putright.record.models import CODE, NAME, About, Audience, Line, Seal

LONGEST_WORDS = 200
LONGEST_DETAIL = 4000
HALF_OR_NONE = re.compile("[\x00\ud800-\udfff]")
# Any number, as long as nothing else in this database locks the same one.
ONE_SEALER = 0x5EA1
# What a line says of itself under its seal, in a row from the database.
SEALED_OF_A_LINE = (
    *("id", "name", "by", "happened_at", "written_at", "written_in", "about_type", "about_id"),
    *("audience", "why_staff_only", "corrects_id", "detail"),
)
SEALED_OF_A_SEAL = (
    *("number", "lines", "first_line", "last_line", "settled_before", "next_transaction", "root"),
    *("previous_head", "by", "asked_at", "sealed_at"),
)


class OutsideTransaction(RuntimeError):
    """A line was to be written on its own, and not together with what it says was done."""


class NotForTheRecord(ValueError):
    """A line says something that the record cannot hold; the message says what, and what to do."""


class DatabaseMoved(RuntimeError):
    """The server counts transactions from an earlier number than the record's last seal."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one of many lines says; what they have in common is said once."""

    name: str
    about: About
    detail: Mapping[str, object] = field(default_factory=dict)


def write(
    name: str,
    *,
    by: str,
    at: datetime,
    about: models.Model | About,
    audience: str = Audience.RESIDENT,
    why_staff_only: str | None = None,
    corrects: Line | int | None = None,
    **detail: object,
) -> Line:
    """Write one line in the record, in the same transaction as what it says was done."""
    if not connection.in_atomic_block:
        raise OutsideTransaction(
            f"{name} was to be written outside a transaction. Write it inside the one that does what it says was done."
        )
    thing = _named(about)
    _check(name, by, at, thing)
    _check_audience(name, audience, why_staff_only)
    _check_detail(name, detail)
    return Line.objects.create(
        name=name,
        by=by,
        happened_at=at,
        about_type=thing.type,
        about_id=thing.id,
        audience=audience,
        why_staff_only=why_staff_only,
        corrects_id=None if corrects is None else _corrected(name, corrects, thing),
        detail=detail,
    )


def write_many(said: Iterable[Said], *, by: str, at: datetime) -> list[Line]:
    """Write many lines that the resident may read, in one statement, in the transaction of what they say was done."""
    lines = list(said)
    if not connection.in_atomic_block:
        raise OutsideTransaction(
            f"{len(lines)} lines were to be written outside a transaction. Write them inside the one that does what "
            "they say was done."
        )
    for line in lines:
        _check(line.name, by, at, line.about)
        _check_detail(line.name, line.detail)
    return Line.objects.bulk_create(
        Line(
            name=line.name,
            by=by,
            happened_at=at,
            about_type=line.about.type,
            about_id=line.about.id,
            detail=dict(line.detail),
        )
        for line in lines
    )


@transaction.atomic
def seal(*, by: str, at: datetime) -> Seal | None:
    """Seal every line whose transaction, and each that began before it, has ended; nothing when there is none."""
    with connection.cursor() as cursor:
        # Held until we commit: the next sealer reads our head before it makes its own.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_SEALER])
        # Every transaction with a number below the first of these has ended, so no line can still appear there.
        cursor.execute(
            "SELECT pg_snapshot_xmin(now)::text::bigint, pg_snapshot_xmax(now)::text::bigint, clock_timestamp()"
            " FROM pg_current_snapshot() AS now"
        )
        settled_before, next_transaction, now = cursor.fetchone()
    before = Seal.objects.order_by("-number").first()
    since = before.settled_before if before else 0
    if settled_before < since:
        raise DatabaseMoved(
            f"This server numbers its transactions from {next_transaction}, but the record is sealed up to {since}: it "
            "was copied to a new server as words. Raise the new server's epoch with pg_resetwal, then seal again."
        )
    batch = _Batch(since, settled_before)
    root = merkle.root(batch.leaves())
    if not batch.lines:
        return None
    made = Seal(
        number=before.number + 1 if before else 1,
        lines=batch.lines,
        first_line=batch.first,
        last_line=batch.last,
        settled_before=settled_before,
        next_transaction=next_transaction,
        root=root.hex(),
        previous_head=before.head if before else "",
        by=by,
        asked_at=at,
        sealed_at=now,
    )
    made.head = sha256(merkle.canonical({field: getattr(made, field) for field in SEALED_OF_A_SEAL})).hexdigest()
    made.save(force_insert=True)
    # Only then: a head in the copy that the database then did not keep would look like a database put back.
    keep: Callable[[], None] = partial(heads.keep, Path(settings.RECORD_HEADS), made)
    transaction.on_commit(keep)
    return made


class _Batch:
    """The lines that one seal covers, read once and counted on the way."""

    def __init__(self, since: int, settled_before: int) -> None:
        self.rows = Line.objects.filter(written_in__gte=since, written_in__lt=settled_before)
        self.lines = self.first = self.last = 0

    def leaves(self) -> Iterator[bytes]:
        """Each line's hash, in the order of their transactions."""
        rows = self.rows.order_by("written_in", "id").values(*SEALED_OF_A_LINE).iterator(chunk_size=2000)
        for row in rows:
            self.first, self.last = self.first or row["id"], row["id"]
            self.lines += 1
            yield merkle.leaf(merkle.canonical(row))


def _named(about: models.Model | About) -> About:
    """What it is about, by name and id."""
    if isinstance(about, models.Model):
        if about.pk is None:
            raise NotForTheRecord(f"A {about._meta.verbose_name} that is not kept yet has no id. Save it first.")
        return About(about._meta.label_lower, str(about.pk))
    return About(*about)


def _check(name: str, by: str, at: datetime, about: About) -> None:
    """Refuse a line that does not say what, who, when and about what."""
    if not re.fullmatch(NAME, name) or len(name) > 100:
        raise NotForTheRecord(f"“{name}” is no name for a line, which looks like repairs.report_made.")
    for what, code in (("who did it", by), ("the kind of thing", about.type), ("which thing", about.id)):
        if not re.fullmatch(CODE, code) or len(code) > 64:
            raise NotForTheRecord(f"{name}: “{code}” does not say {what} by a short code. Give an id, never a name.")
    if at.tzinfo is None:
        raise NotForTheRecord(f"{name}: {at} has no time zone, so it is not a moment. Say which zone it is in.")


def _check_audience(name: str, audience: str, why_staff_only: str | None) -> None:
    """Refuse to keep a line from the resident without a reason, or to give a reason and not keep it from them."""
    if audience not in Audience.values:
        raise NotForTheRecord(f"{name}: there is no audience “{audience}”. Choose {' or '.join(Audience.values)}.")
    has_reason = bool(why_staff_only and why_staff_only.strip())
    if audience == Audience.STAFF and not has_reason:
        raise NotForTheRecord(f"{name} is for staff only and does not say why. Say why, or let the resident read it.")
    if audience == Audience.RESIDENT and why_staff_only is not None:
        raise NotForTheRecord(f"{name} says why it is for staff only, and is for the resident. Choose one.")
    if why_staff_only and len(why_staff_only) > LONGEST_WORDS:
        raise NotForTheRecord(f"{name}: the reason is longer than {LONGEST_WORDS} characters. Say it shorter.")


def _check_detail(name: str, detail: Mapping[str, object]) -> None:
    """Refuse whatever is not an id or a choice: the record is kept for ever and must not become the leak."""
    for key, value in detail.items():
        _check_value(f"{name}: {key}", value)
    if len(merkle.canonical(detail)) > LONGEST_DETAIL:
        raise NotForTheRecord(
            f"{name}: its detail is longer than {LONGEST_DETAIL} bytes. Keep ids, and the rest there."
        )


def _check_value(where: str, value: object) -> None:
    """The same, of one value and whatever is in it."""
    if isinstance(value, str):
        if len(value) > LONGEST_WORDS:
            raise NotForTheRecord(f"{where} has {len(value)} characters. Words belong elsewhere; keep their id here.")
        # PostgreSQL keeps neither in JSON.
        if HALF_OR_NONE.search(value):
            raise NotForTheRecord(f"{where} has a character that is half a letter or none.")
    elif isinstance(value, list | tuple):
        for one in value:
            _check_value(where, one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if not isinstance(key, str):
                raise NotForTheRecord(f"{where} has the key {key!r}, which is not a word.")
            _check_value(where, key)
            _check_value(f"{where}.{key}", one)
    elif value is not None and not isinstance(value, bool | int):
        # No fractions either: they are written in more than one way, and a seal needs one.
        raise NotForTheRecord(
            f"{where} is a {type(value).__name__}. Keep an id, a choice, a whole number or yes or no."
        )


def _corrected(name: str, corrects: Line | int, about: About) -> int:
    """The id of the line that is corrected, which must be there already and about the same thing."""
    number = corrects if isinstance(corrects, int) else corrects.pk
    line = Line.objects.filter(pk=number).first()
    if line is None:
        raise NotForTheRecord(f"{name} corrects line {number}, and there is no such line.")
    if (line.about_type, line.about_id) != about:
        raise NotForTheRecord(
            f"{name} is about {about.type} {about.id}, and corrects a line about {line.about_type} {line.about_id}. "
            "A correction is about the same thing."
        )
    return number
