"""The dates that are said of works: each runs as a promise of its own, until it is kept or nobody is owed it."""

from __future__ import annotations

from datetime import datetime, timedelta

from putright.accounts.models import Account
from putright.deadlines import actions as deadlines
from putright.deadlines.models import Deadline
from putright.repairs.models import Report, WorksOrder
from putright.repairs.orders import chain_of

JUST_AFTER = timedelta(microseconds=1)


def hold(order: WorksOrder) -> WorksOrder:
    """An order that nobody else changes until we are done, as it is now; its report is held before it."""
    Report.objects.select_for_update(of=("self",)).get(pk=order.report_id)
    held = WorksOrder.objects.select_for_update(of=("self",))
    return held.select_related("report__home", "report__person", "contractor", "promised", "follows").get(pk=order.pk)


def promise_by(
    name: str, report: Report, before: datetime, *, owner: Account | None, by: str, at: datetime
) -> Deadline:
    """A date said of a report, as a promise of its own: two of one name never begin at the very same moment.

    Whoever asks holds the report's row.
    """
    begins, taken = (
        at,
        set(
            Deadline.objects.about(*report.about)
            .filter(name=name, started_at__gte=at)
            .values_list("started_at", flat=True)
        ),
    )
    while begins in taken:
        begins += JUST_AFTER
    return deadlines.promise(
        name=name, about=report.about, started_at=begins, owner=owner, due_before=before, by=by, at=at
    )


def keep_one(promised: Deadline, *, kept_at: datetime, by: str, at: datetime) -> None:
    """One promise is kept; one that is over stays as it is."""
    name, began = promised.name, promised.started_at
    deadlines.keep(name=name, about=promised.about, started_at=began, kept_at=kept_at, by=by, at=at)


def keep_dates(order: WorksOrder, *, kept_at: datetime, by: str, at: datetime) -> None:
    """The date of an order is kept, and with it that of each order that it goes on from."""
    for one in chain_of(order):
        keep_one(one.promised, kept_at=kept_at, by=by, at=at)


def let_go_of(promised: Deadline, *, by: str, at: datetime) -> None:
    """Nobody is owed one promise any more, as the work is not needed; one that was late stays late."""
    name, began = promised.name, promised.started_at
    deadlines.let_go(about=promised.about, why="not_needed", name=name, started_at=began, by=by, at=at)
