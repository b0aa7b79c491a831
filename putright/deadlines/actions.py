"""Deadlines begin, are met, fall away and move; each time one line in the record says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from django.db import transaction
from django.db.models import Q

from putright.accounts.models import Account
from putright.clocks.calendar import Calendar
from putright.clocks.london import london_day, midnight, written_day
from putright.clocks.period import Period
from putright.deadlines.approach import next_to_tell
from putright.deadlines.calendar import working_calendar
from putright.deadlines.models import AddedHoliday, Deadline, Kind, Recounted, Reminder, Standard
from putright.deadlines.promises import Periods, check_no_looser, promised
from putright.deadlines.queries import told_last
from putright.deadlines.reckoning import CHANGING, Asked, Before, Changes, Owed, reckoned, rows_by_about
from putright.deadlines.recounting import recount
from putright.record import actions as record
from putright.record.actions import Said
from putright.record.models import About

WHY = re.compile(r"[a-z][a-z_]{0,63}")
RECOUNTED_AT_ONCE = 2000


class CannotBe(ValueError):
    """What was asked of a deadline cannot be; the message says why and what to do."""


@transaction.atomic
def reckon_many(
    *,
    asked: Sequence[Asked],
    by: str,
    at: datetime,
    owed: Sequence[Owed] = (),
    because: Sequence[Said] = (),
    are_new: bool = False,
) -> list[Deadline]:
    """Ask the law of cases, bring their deadlines to what it says, and begin what else is owed.

    Those that are new begin; the others are met, fall away, run again or move, as the facts now say. Asked twice it
    changes nothing. Whoever asks holds the cases' rows, so that two do not ask at once. The number of statements does
    not grow with the number of cases. Raises FactsDisagree and OutsideCalendar, as the law does. Gives every deadline
    about those cases and about what is owed something, in no order. The lines in `because` are written before ours, in
    the same statement; about what is new, `are_new`, nothing can be owed yet, and nothing is looked for.
    """
    return _reckon(asked, owed, by=by, at=at, because=because, are_new=are_new)


@transaction.atomic
def promise(
    *,
    name: str,
    about: About,
    started_at: datetime,
    by: str,
    at: datetime,
    role: str = "",
    owner: Account | None = None,
    due_before: datetime | None = None,
) -> Deadline:
    """Promise a resident something: by a date said to them, or else as soon as is promised under that name."""
    return _begin(Owed(name, about, started_at, role, owner, due_before), by=by, at=at)


@transaction.atomic
def set_task(
    *,
    name: str,
    about: About,
    by: str,
    at: datetime,
    role: str = "",
    owner: Account | None = None,
    due_before: datetime | None = None,
) -> Deadline:
    """Set a task for a member of staff or a role; one that is open already is not set twice."""
    return _begin(Owed(name, about, at, role, owner, due_before), by=by, at=at)


@transaction.atomic
def keep(
    *, name: str, about: About, kept_at: datetime, by: str, at: datetime, started_at: datetime | None = None
) -> int:
    """Keep a promise, or do a task: every open one of that name about that, or the one that began at a moment.

    Gives how many there were.
    """
    promised(name)
    if kept_at > at:
        raise CannotBe(f"{name} cannot have been done after now. Say when it was done.")
    changes = Changes()
    for row in _rows({about}, open_only=True):
        if row.name == name and started_at in (None, row.started_at):
            before = Before.of(row)
            row.met_at = kept_at
            changes.change(row, before)
    _keep(changes, None, by=by, at=at)
    return len(changes.changed)


@transaction.atomic
def let_go(
    *,
    about: About,
    why: str,
    by: str,
    at: datetime,
    name: str | None = None,
    started_at: datetime | None = None,
) -> int:
    """Let open promises and tasks go, as nobody is owed them any more; one that was late stays late.

    `why` is a name such as "kept_another_way". What the law asks falls away by law alone. Gives how many there were.
    """
    if not WHY.fullmatch(why):
        raise CannotBe(f"“{why}” does not say why by a name such as kept_another_way. Words belong with the decision.")
    changes = Changes()
    for row in _rows({about}, open_only=True):
        if row.kind != Kind.DUTY and name in (None, row.name) and started_at in (None, row.started_at):
            before = Before.of(row)
            row.fell_away_at, row.fell_away_by = at, why
            changes.change(row, before)
    _keep(changes, None, by=by, at=at)
    return len(changes.changed)


@transaction.atomic
def hand_over(*, abouts: Iterable[About], owner: Account | None, by: str, at: datetime) -> int:
    """Hand every open deadline about some things to another owner, who is told from now on. Gives how many."""
    rows = [row for row in _rows(set(abouts), open_only=True) if row.owner_id != (owner.pk if owner else None)]
    Deadline.objects.filter(pk__in=[row.pk for row in rows]).update(owner=owner)
    handed = sorted({row.about for row in rows})
    to = owner.code if owner else None
    record.write_many([record.Said("deadlines.handed_over", about, {"to": to}) for about in handed], by=by, at=at)
    return len(rows)


@transaction.atomic
def set_standard(*, name: str, within: str, since: date, by: str, at: datetime) -> Standard:
    """Set the landlord's own standard for a promise or a task from a day on: tighter than ours, never looser."""
    ours, calendar = promised(name), working_calendar()
    if since < london_day(at):
        raise CannotBe(f"{written_day(since)} has passed. A standard holds from today or a later day.")
    period = Period.parse(within)
    check_no_looser(period, ours.within, since, calendar)
    if Standard.objects.filter(name=name, since=since).exists():
        raise CannotBe(f"{name} has a standard from {written_day(since)} already. Choose another day.")
    made = Standard.objects.create(name=name, within=str(period), since=since)
    record.write("deadlines.standard_set", by=by, at=at, about=made, owed=name, within=str(period), since=str(since))
    return made


@transaction.atomic
def add_bank_holiday(*, day: date, name: str, by: str, at: datetime) -> int:
    """Add a bank holiday, and count every open deadline anew that runs over it: how many of them moved.

    Each older date is kept, and `watch` tells the people it concerns. A day that has passed is refused: what was
    late without it stays late. Raises OutsideCalendar for a day beyond what we know.
    """
    calendar, name = working_calendar(), " ".join(name.split())
    if not name or len(name) > 100:
        raise CannotBe("Say what the bank holiday is called, in at most 100 characters.")
    if day <= london_day(at):
        raise CannotBe(f"{written_day(day)} is not ahead of us. A bank holiday is added before it comes.")
    if skipped := calendar.why_skipped(day):
        raise CannotBe(f"{written_day(day)} is not a working day already: {skipped}. There is nothing to add.")
    made = AddedHoliday.objects.create(day=day, name=name, added_at=at, by=by)
    anew = working_calendar()
    record.write("deadlines.bank_holiday_added", by=by, at=at, about=made, day=str(day), name_given=name)
    runs_over = (
        Deadline.objects.open().filter(due_before__gt=midnight(day), started_at__lt=midnight(day)).order_by("id")
    )
    moved, last, periods = 0, 0, Periods()
    while rows := list(runs_over.filter(id__gt=last).select_for_update(no_key=True)[:RECOUNTED_AT_ONCE]):
        last, changes = rows[-1].id, Changes()
        recount(rows, old=calendar, anew=anew, periods=periods, at=at, into=changes)
        moved += len(changes.recounted)
        _keep(changes, anew, by=by, at=at)
    return moved


def _reckon(
    asked: Sequence[Asked],
    owed: Sequence[Owed],
    *,
    by: str,
    at: datetime,
    because: Sequence[Said] = (),
    are_new: bool = False,
) -> list[Deadline]:
    calendar, changes = working_calendar(), Changes(lines=list(because))
    rows = [] if are_new else _rows({one.about for one in asked} | {one.about for one in owed})
    by_about = rows_by_about(rows)
    for case in asked:
        reckoned(case, by_about.get(case.about, []), at=at, calendar=calendar, into=changes)
    periods = Periods() if owed else None
    for one in owed:
        assert periods is not None
        if _running_already(one, by_about.get(one.about, [])) is None:
            changes.begin(_begun(one, periods, calendar))
    _keep(changes, calendar, by=by, at=at)
    return rows + changes.made


def _begin(owed: Owed, *, by: str, at: datetime) -> Deadline:
    begun = _running_already(owed, _reckon([], [owed], by=by, at=at))
    assert begun is not None
    return begun


def _running_already(owed: Owed, rows: Iterable[Deadline]) -> Deadline | None:
    """The same promise, from the same moment; or a task of that name that is still open."""
    is_task = promised(owed.name).kind == Kind.TASK
    for row in rows:
        same = (row.name, row.about) == (owed.name, owed.about)
        if same and (row.started_at == owed.started_at or (is_task and row.is_open)):
            return row
    return None


def _begun(owed: Owed, periods: Periods, calendar: Calendar) -> Deadline:
    """A row for a promise or a task. Without a calendar's version, its date was said to somebody, and not counted."""
    ours, start = promised(owed.name), owed.started_at.astimezone(UTC)
    due_before = owed.due_before or periods.of(owed.name, london_day(start)).due_before(start, calendar)
    if due_before is None or due_before <= start:
        raise CannotBe(f"{owed.name} would be due before it begins. Give a later moment.")
    return Deadline(
        kind=ours.kind,
        name=owed.name,
        about_type=owed.about.type,
        about_id=owed.about.id,
        started_at=start,
        due_before=due_before.astimezone(UTC),
        calendar_version="" if owed.due_before else calendar.version,
        owner=owed.owner,
        role=owed.role or ours.role,
    )


def _rows(abouts: set[About], *, open_only: bool = False) -> list[Deadline]:
    """The rows about some things, held until the transaction ends, always in the same order."""
    ids: dict[str, list[str]] = {}
    for about in abouts:
        ids.setdefault(about.type, []).append(about.id)
    wanted = Q()
    for kind, some in ids.items():
        wanted |= Q(about_type=kind, about_id__in=some)
    if not ids:
        return []
    rows = Deadline.objects.open() if open_only else Deadline.objects.all()
    return list(rows.filter(wanted).order_by("id").select_for_update(no_key=True))


def _keep(changes: Changes, calendar: Calendar | None, *, by: str, at: datetime) -> None:
    """Write down what changed: rows, when to tell of them next, older dates, and the lines that say so."""
    if changes.made:
        Deadline.objects.bulk_create(changes.made)
    if changes.changed:
        Deadline.objects.bulk_update(changes.changed, CHANGING, batch_size=500)
    _remind(changes, calendar)
    if changes.recounted:
        Recounted.objects.bulk_create(changes.recounted)
    if changes.lines:
        record.write_many(changes.lines, by=by, at=at)


def _remind(changes: Changes, calendar: Calendar | None) -> None:
    """Say when somebody is told of each row next, and what; of one that is over, nothing."""
    told = told_last([row for row in changes.changed if row.is_open])
    reminders = []
    for row in (*changes.made, *changes.changed):
        if row.due_before is None:
            continue
        next_at, next_level = None, ""
        if row.is_open:
            assert calendar is not None
            next_at, next_level = next_to_tell(
                kind=row.kind,
                started_at=row.started_at,
                due_before=row.due_before,
                told=told.get(row.pk),
                calendar=calendar,
            )
        reminders.append(Reminder(deadline=row, next_at=next_at, next_level=next_level))
    if reminders:
        Reminder.objects.bulk_create(
            reminders,
            update_conflicts=True,
            unique_fields=["deadline"],
            update_fields=["next_at", "next_level"],
            batch_size=2000,
        )
