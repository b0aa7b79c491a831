"""A timeline: what was done about some things, in the order it happened, for one kind of reader."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from putright.accounts.decisions import NOBODY
from putright.accounts.models import Account
from putright.deadlines.models import Deadline, Kind
from putright.messages.queries import became_of
from putright.record.models import About, Audience, Line, about_any
from putright.repairs.models import Addition
from putright.web.timeline.words import filled, says, words

# What happens by itself.
OURSELVES = frozenset({"watch", "demo"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, as a reader is told of it."""

    at: datetime
    says: str
    # Who of us did it: “Priya Nair, housing officer”. Nobody for what followed by itself.
    who: str = ""
    # The number of its line of the record, to say that this one is not right.
    line: int | None = None
    # What somebody said, in their own words.
    words: str = ""
    # What became of a message.
    state: str = ""
    # A photo, by its reference.
    photo: str = ""
    is_late: bool = False


def timeline(abouts: Collection[About], *, reader: str, at: datetime, without_messages: bool = False) -> list[Entry]:
    """All that happened to some things, the first first. Whether the reader may see them is decided before.

    Without messages for somebody who has not shown who they are: that one arrived says who lives there.
    """
    found = Line.objects.for_residents() if reader == Audience.RESIDENT else Line.objects.all()
    if without_messages:
        found = found.exclude(name__startswith="messages.")
    lines = found.filter(about_any(abouts)).order_by("happened_at", "id")
    return _in_order(lines, _missed(abouts, reader, at), reader)


def latest(abouts: Collection[About], *, at: datetime, most: int) -> list[Entry]:
    """The last so many things that happened, for staff, whom every line tells something; the first of them first."""
    lines = Line.objects.filter(about_any(abouts)).order_by("-happened_at", "-id")[:most]
    missed = _missed(abouts, Audience.STAFF, at).reverse()[:most]
    return _in_order(lines, reversed(missed), Audience.STAFF)[-most:]


def _in_order(lines: Iterable[Line], missed: Iterable[Deadline], reader: str) -> list[Entry]:
    reading = _Reading(lines, reader)
    said = [entry for line in reading.lines if (entry := reading.entry(line))]
    return sorted([*said, *(_late(row, reader) for row in missed)], key=lambda entry: (entry.at, entry.line or 0))


class _Reading:
    """The lines, and what is read beside them: once for all of them, however many they are."""

    def __init__(self, lines: Iterable[Line], reader: str) -> None:
        self.reader = reader
        self.lines = list(lines)
        codes = {line.by for line in self.lines} - {NOBODY.code, *OURSELVES}
        self.accounts = {account.code: account for account in Account.objects.filter(code__in=codes)}
        self.additions = Addition.objects.in_bulk(self._ids("repairs.added", "addition"))
        self.became_of = became_of(self._ids("messages.written", "message"), to_staff_too=reader == Audience.STAFF)

    def _ids(self, name: str, key: str) -> list[Any]:
        return [line.detail[key] for line in self.lines if line.name == name]

    def entry(self, line: Line) -> Entry | None:
        """A line as this reader is told of it; nothing where it is not for them."""
        said = says(line.name, line.detail, self.reader)
        if said is None:
            return None
        addition = self.additions.get(line.detail.get("addition"))
        return Entry(
            at=line.happened_at,
            says=said,
            who=self._who(line),
            line=line.pk,
            words=addition.words if addition else "",
            state=self.became_of.get(line.detail["message"], "") if line.name == "messages.written" else "",
            photo=line.detail["photo"] if line.name == "repairs.photo_added" else "",
            is_late=line.name == "deadlines.met" and line.detail["late"],
        )

    def _who(self, line: Line) -> str:
        """Who of us did it; for staff, that it was said by the resident. What followed from that was done by nobody."""
        account = self.accounts.get(line.by)
        if account is not None and account.is_staff:
            return account.name or "One of us"
        is_said = self.reader == Audience.STAFF and line.by not in OURSELVES and line.name.startswith("repairs.")
        return "The resident" if is_said else ""


def _missed(abouts: Collection[About], reader: str, at: datetime) -> QuerySet[Deadline]:
    """Every date that passed before what was owed was done. It stays, whatever was done afterwards."""
    late = Deadline.objects.filter(about_any(abouts)).late(at).order_by("due_before", "id")
    return late.exclude(kind=Kind.TASK) if reader == Audience.RESIDENT else late


def _late(row: Deadline, reader: str) -> Entry:
    assert row.due_before is not None
    detail = {"owed": row.name, "due_before": row.due_before.isoformat()}
    return Entry(at=row.due_before, says=filled(words().missed[reader], detail), is_late=True)
