"""What a resident is told of works: that they are ordered and by when, and what came of each visit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from putright.accounts.models import Account
from putright.messages.actions import write_to
from putright.repairs.models import Outcome, WorksOrder
from putright.repairs.orders import is_all_of_it, is_for_now

What = Outcome.What


def say_it_is_ordered(order: WorksOrder, *, owner: Account | None, by: str, at: datetime) -> None:
    """Say that works are ordered, what for, and by when somebody comes."""
    if order.report.person is None:
        return
    _write(order, "works_ordered", {"purpose": order.purpose, "due_before": order.wanted_before}, owner, by=by, at=at)


def say_what_came_of_it(outcome: Outcome, *, owner: Account | None, by: str, at: datetime) -> None:
    """Say what came of it, and by when somebody comes next; that a contractor calls it not needed is not yet said."""
    order = outcome.order
    if order.report.person is None or outcome.what == What.NOT_NEEDED:
        return
    said = {"came": _came(outcome), "next_before": outcome.next_before}
    _write(order, "works_told", said, owner, by=by, at=at)


def _came(outcome: Outcome) -> str:
    """What came of it, in one of the few ways that a message says it; nobody is blamed for a door that stayed shut."""
    if outcome.what in (What.NO_ACCESS, What.TURNED_AWAY):
        return "no_access"
    if outcome.what == What.DONE and not is_for_now(outcome):
        return "done"
    return "made_safe" if is_all_of_it(outcome.order, outcome) and outcome.is_made_safe else "next"


def _write(
    order: WorksOrder, template: str, said: Mapping[str, object], owner: Account | None, *, by: str, at: datetime
) -> None:
    assert order.report.person is not None
    params = {"reference": order.report.reference, "ask_for": owner.name if owner else None, **said}
    about = order.report.about
    write_to(person=order.report.person, template=template, params=params, about=about, by=by, at=at)
