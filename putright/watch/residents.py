"""Telling residents: that we broke a promise and are sorry, and that a date has moved; each exactly once.

Each is one transaction that claims a row, writes the message and says in the row that it was written. What cannot be
told now, for a reason that nobody foresaw, is told to the log and tried again, and keeps nothing else waiting.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from django.db import transaction

from putright.accounts.models import Account
from putright.deadlines.models import Deadline, Kind, Level, Recounted, Reminder, Told
from putright.hazards import places
from putright.hazards.models import Case
from putright.messages.actions import write_to, write_to_account, write_to_role
from putright.record import actions as record
from putright.repairs.models import Report

logger = logging.getLogger(__name__)


def apologise(*, at: datetime, most: int = 1000) -> int:
    """Tell residents of promises that we broke, and bring their reports forward in the queue; how many promises."""
    waiting = Reminder.objects.filter(next_at__lte=at, next_level=Level.APOLOGY).order_by("next_at", "deadline")
    return _each(waiting.values_list("deadline", flat=True)[:most], partial(_apologise, at=at))


def tell_of_moves(*, at: datetime, most: int = 1000) -> int:
    """Tell those who own a deadline, and the resident, that its date has moved; how many dates."""
    waiting = Recounted.objects.filter(told_at__isnull=True).order_by("id")
    return _each(waiting.values_list("id", flat=True)[:most], partial(_tell_of_move, at=at))


def _each(ids: Iterable[int], tell: Callable[[int], bool]) -> int:
    """Do one thing for each, in a transaction of its own; how many were ours to do."""
    done = 0
    for one in ids:
        try:
            with transaction.atomic():
                done += tell(one)
        except Exception:  # whatever it is, it is told, and must not keep the others waiting
            logger.exception("Somebody could not be told (%s %s). It will be tried again.", tell, one)
    return done


def _apologise(deadline: int, *, at: datetime) -> bool:
    """One broken promise."""
    reminder = (
        Reminder.objects.filter(deadline=deadline, next_level=Level.APOLOGY)
        .select_related("deadline")
        .select_for_update(skip_locked=True, of=("self",))
        .first()
    )
    if reminder is None:
        return False
    Reminder.objects.filter(deadline=deadline).update(next_at=None, next_level="")
    row = reminder.deadline
    assert row.due_before is not None
    _, is_first = Told.objects.get_or_create(
        deadline=row, level=Level.APOLOGY, due_before=row.due_before, defaults={"told_at": at}
    )
    report, owner = _report_and_owner(row)
    if is_first and report is not None:
        if report.person is None:
            record.write("deadlines.nobody_to_tell", by="watch", at=at, about=row.about, owed=row.name)
        else:
            write_to(
                person=report.person,
                template="promise_missed",
                params=_params(report, owner) | {"due_before": row.due_before},
                about=report.about,
                by="watch",
                at=at,
            )
    if report is not None:
        places.put([report.pk])
    return is_first


def _tell_of_move(recounted: int, *, at: datetime) -> bool:
    """One date that has moved, and with it the others about the same thing, so that a resident is told once."""
    first = Recounted.objects.select_related("deadline").get(pk=recounted)
    moved = list(
        Recounted.objects.filter(
            told_at__isnull=True,
            deadline__about_type=first.deadline.about_type,
            deadline__about_id=first.deadline.about_id,
        )
        .select_related("deadline__owner")
        .order_by("id")
        .select_for_update(skip_locked=True, of=("self",))
    )
    if first not in moved:
        return False
    Recounted.objects.filter(pk__in=[one.pk for one in moved]).update(told_at=at)
    still = [one for one in moved if one.deadline.is_open and one.old_due_before and one.new_due_before]
    for one in still:
        _tell_owner(one, at=at)
    report, owner = _report_and_owner(first.deadline)
    owed_to_them = [one for one in still if one.deadline.kind != Kind.TASK]
    if owed_to_them and report is not None and report.person is not None:
        soonest = min(owed_to_them, key=lambda one: one.new_due_before or at)
        write_to(
            person=report.person,
            template="date_changed",
            params=_params(report, owner) | _move(soonest),
            about=report.about,
            by="watch",
            at=at,
        )
    return True


def _tell_owner(moved: Recounted, *, at: datetime) -> None:
    row = moved.deadline
    params = {"name": row.name} | _move(moved)
    if row.owner is not None:
        write_to_account(
            account=row.owner, template="deadline_moved", params=params, about=row.about, by="watch", at=at
        )
    else:
        write_to_role(role=row.role, template="deadline_moved", params=params, about=row.about, by="watch", at=at)


def _move(moved: Recounted) -> dict[str, object]:
    return {"old_due_before": moved.old_due_before, "new_due_before": moved.new_due_before, "why": moved.why}


def _params(report: Report, owner: Account | None) -> dict[str, object]:
    return {"reference": report.reference, "ask_for": owner.name if owner else None}


def _report_and_owner(row: Deadline) -> tuple[Report | None, Account | None]:
    """The report that a deadline is about, itself or by its case, and who to ask for."""
    kind, which = row.about
    if kind == "hazards.case":
        case = Case.objects.select_related("report__person", "owner").get(reference=which)
        return case.report, case.owner
    if kind == "repairs.report":
        return Report.objects.select_related("person").get(reference=which), row.owner
    return None, row.owner
