"""The nightly proof: every date, every reminder and every place in the queue, made again from facts, and compared.

What differs is told: a line in the record for each, and a task to look into it. A reminder or a place that differs is
put right at once, since somebody depends on it tonight; a date is not, since a person must find out which is true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from putright.clocks.calendar import Calendar, OutsideCalendar
from putright.clocks.london import london_day
from putright.deadlines.actions import set_task
from putright.deadlines.approach import next_to_tell
from putright.deadlines.calendar import working_calendar
from putright.deadlines.models import Deadline, Reminder
from putright.deadlines.queries import told_last
from putright.deadlines.reckoning import Changes, reckoned, rows_by_about
from putright.hazards import places
from putright.hazards.models import Case, Place
from putright.hazards.queries import asked_of, places_of
from putright.law.facts import FactsDisagree
from putright.record import actions as record
from putright.record.models import About

AT_ONCE = 500
# Enough to find out what is wrong; the number of them all is kept as well.
MOST_LINES = 200
# Any number, as long as nothing else in this database locks the same one.
ONE_PROVER = 0x9A0F
PROOF = "watch.proof"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not what its facts say."""

    about: About
    what: str


@dataclass(frozen=True, slots=True)
class Proved:
    """What the proof looked at, and what it found."""

    cases: int
    deadlines: int
    places: int
    differences: tuple[Difference, ...]


def prove(*, at: datetime) -> Proved | None:
    """Make everything again from facts, and tell what differs; nothing when another watcher is at it."""
    with connection.cursor() as cursor:
        # Of this connection: whoever is killed in the middle lets go of it.
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_PROVER])
        if not cursor.fetchone()[0]:
            return None
        try:
            return _prove(at)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_PROVER])


def _prove(at: datetime) -> Proved:
    calendar = working_calendar()
    found: list[Difference] = []
    cases, deadlines = prove_cases(calendar, at, found)
    prove_reminders(calendar, found)
    proved = Proved(cases, deadlines, prove_places(found), tuple(found))
    about = About(PROOF, str(london_day(at)))
    with transaction.atomic():
        for one in found[:MOST_LINES]:
            record.write("watch.difference_found", by="watch", at=at, about=one.about, what=one.what)
        record.write(
            "watch.proved",
            by="watch",
            at=at,
            about=about,
            cases=proved.cases,
            deadlines=proved.deadlines,
            places=proved.places,
            differences=len(found),
        )
        if found:
            set_task(name="tasks.look_into_the_proof", about=about, by="watch", at=at)
    return proved


def prove_cases(calendar: Calendar, at: datetime, found: list[Difference]) -> tuple[int, int]:
    """Ask the law again of every case, beside its rows; how many cases and deadlines were compared."""
    cases = deadlines = 0
    for some in in_batches(Case.objects.select_related("owner").prefetch_related("facts")):
        abouts = [case.reference for case in some]
        rows = rows_by_about(list(Deadline.objects.filter(about_type="hazards.case", about_id__in=abouts)))
        cases, deadlines = cases + len(some), deadlines + sum(map(len, rows.values()))
        suspects = [case for case in some if differences(case, rows.get(case.about, []), calendar, at)]
        found.extend(one for case in suspects for one in _looked_at_again(case, calendar, at))
    return cases, deadlines


def _looked_at_again(case: Case, calendar: Calendar, at: datetime) -> list[Difference]:
    """The same of one case while nobody else may change it: it may have been changed as we read."""
    with transaction.atomic():
        held = Case.objects.select_for_update(of=("self",)).select_related("owner").get(pk=case.pk)
        rows = Deadline.objects.filter(about_type=case.about.type, about_id=case.about.id)
        return [Difference(case.about, what) for what in differences(held, list(rows), calendar, at)]


def differences(case: Case, rows: list[Deadline], calendar: Calendar, at: datetime) -> list[str]:
    """What would change if the case were reckoned now: what the line would say, and of which duty."""
    found = []
    for asked in asked_of(case):
        changes = Changes()
        try:
            reckoned(asked, rows, at=at, calendar=calendar, into=changes)
        except (FactsDisagree, OutsideCalendar) as why:
            found.append(f"not_reckoned: {why}"[: record.LONGEST_WORDS])
            continue
        found += [f"{line.name.partition('.')[2]}: {line.detail['owed']}" for line in changes.lines]
        said = {line.detail["owed"] for line in changes.lines}
        found += [f"changed: {row.name}" for row in changes.changed if row.name not in said]
    return found


def prove_reminders(calendar: Calendar, found: list[Difference]) -> None:
    """Work out again what is told next of each deadline, and put right what is not so."""
    for some in in_batches(Deadline.objects.filter(due_before__isnull=False).select_related("reminder")):
        told = told_last([row for row in some if row.is_open])
        suspects = [row for row in some if not _as_kept(row, reminder_of(row, told.get(row.pk), calendar))]
        found.extend(
            Difference(row.about, f"reminder: {row.name}") for row in suspects if _reminder_put_right(row, calendar)
        )


def reminder_of(row: Deadline, told: str | None, calendar: Calendar) -> Reminder:
    """What should be told next of a deadline, and when, after what was told last."""
    # By its id: made from the row itself, it would take the place of the reminder that the row was read with.
    if not row.is_open:
        return Reminder(deadline_id=row.pk)
    next_at, next_level = next_to_tell(
        kind=row.kind, started_at=row.started_at, due_before=row.due_before, told=told, calendar=calendar
    )
    return Reminder(deadline_id=row.pk, next_at=next_at, next_level=next_level)


def _as_kept(row: Deadline, wanted: Reminder) -> bool:
    kept = getattr(row, "reminder", None)
    return kept is not None and (kept.next_at, kept.next_level) == (wanted.next_at, wanted.next_level)


def _reminder_put_right(suspect: Deadline, calendar: Calendar) -> bool:
    """Whether it was wrong when nobody else could change it; then it is right now."""
    with transaction.atomic():
        Deadline.objects.select_for_update(no_key=True).get(pk=suspect.pk)
        Reminder.objects.select_for_update().filter(deadline=suspect.pk).first()
        row = Deadline.objects.select_related("reminder").get(pk=suspect.pk)
        wanted = reminder_of(row, told_last([row]).get(row.pk), calendar)
        if _as_kept(row, wanted):
            return False
        wanted.save()
        return True


def prove_places(found: list[Difference]) -> int:
    """Work out again every place in the queue, and put right what is not so; how many were compared."""
    compared = 0
    for some in in_batches(Place.objects.select_related("report")):
        compared += len(some)
        wanted = places_of([place.report_id for place in some])
        for place in some:
            should_be = wanted.get(place.report_id)
            as_kept = should_be is not None and all(
                getattr(place, name) == getattr(should_be, name) for name in places.MADE
            )
            # Putting it says whether it is wrong still.
            if not as_kept and (should_be is None or places.put([place.report_id])):
                found.append(Difference(place.report.about, "place"))
    return compared


def in_batches(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """All of them in the order of their ids, some at a time, without holding any open."""
    last = 0
    while some := list(rows.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield some
        last = some[-1].pk
