"""Works as they stand: each order of a report with what came of it; what is done, safe, checked, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from putright.repairs.models import Check, FixedWord, Outcome, Report, WorksLine, WorksOrder

What = Outcome.What
# After these nobody need come again for this order.
ENDS = frozenset({What.DONE, What.NOT_NEEDED})
# What can make something safe, where it is said in so many words.
CAN_MAKE_SAFE = frozenset({What.DONE, What.MADE_SAFE, What.PART_DONE, What.TEMPORARY_FIX})
# With these somebody of us has something to arrange before the next attempt can be made.
NEEDS_US = frozenset({What.MORE_FOUND, What.WRONG_TRADE, What.NOT_SAFE, What.TURNED_AWAY})
_Row = TypeVar("_Row", WorksLine, Outcome, Check)


@dataclass(frozen=True, slots=True)
class OrderNow:
    """One order with all that came of it, and with the orders that go on from it."""

    order: WorksOrder
    first_wanted_before: datetime
    lines: Sequence[WorksLine] = ()
    outcomes: Sequence[Outcome] = ()
    checks: Sequence[Check] = ()
    followers: list[OrderNow] = field(default_factory=list)

    @property
    def last(self) -> Outcome | None:
        """What came of the last attempt."""
        return self.outcomes[-1] if self.outcomes else None

    @property
    def done_at(self) -> datetime | None:
        """When all that this order asks for was done, as it was told."""
        return self.last.happened_at if self.last and is_all_of_it(self.order, self.last) else None

    @property
    def is_not_needed(self) -> bool:
        """Whether one of us said that it is not needed. Whoever was to do it cannot settle that."""
        return self.last is not None and self.last.what == What.NOT_NEEDED and not self.last.is_by_worker

    @property
    def is_over(self) -> bool:
        """Whether nobody need come again for this very order."""
        return bool(self.followers) or self.done_at is not None or self.is_not_needed

    @property
    def is_checked(self) -> bool:
        """Whether somebody else has looked at it since it was done, and it was right."""
        return self.done_at is not None and self.is_looked_at and self.checks[-1].is_satisfactory

    @property
    def is_looked_at(self) -> bool:
        """Whether somebody else has looked at it since it was done, whatever they found."""
        return self.done_at is not None and bool(self.checks) and self.checks[-1].checked_at >= self.done_at

    @property
    def comes_again(self) -> bool:
        """Whether somebody said that more comes of it, and it has not come yet."""
        return self.last is not None and self.last.promised is not None and self.last.promised.is_open

    @property
    def is_left(self) -> bool:
        """Whether something of it is still to be done or checked; what goes on in another order is left there."""
        if self.followers or self.is_not_needed:
            return False
        return self.comes_again or not self.is_checked

    @property
    def safe_at(self) -> datetime | None:
        """When it was first said to be safe, by this order or by one that goes on from it."""
        here = [one.happened_at for one in self.outcomes if one.is_made_safe]
        later = [at for one in self.followers if (at := one.safe_at) is not None]
        return min([*here, *later], default=None)

    @property
    def wait_for_us(self) -> tuple[WorksLine, ...]:
        """The lines to which one of us has yet to say yes or no."""
        return tuple(line for line in self.lines if line.waits)

    @property
    def cost_pence(self) -> int:
        """What it comes to, without what we said no to."""
        return sum(line.cost_pence for line in self.lines if line.is_approved is not False)

    @property
    def next_before(self) -> datetime:
        """By when somebody is to come next."""
        return self.last.next_before if self.last and self.last.next_before else self.order.wanted_before


@dataclass(frozen=True, slots=True)
class Works:
    """Every order of a report, the first first, and what the resident said of them."""

    orders: tuple[OrderNow, ...] = ()
    fixed_words: tuple[FixedWord, ...] = ()

    def of(self, order: WorksOrder) -> OrderNow:
        """One of them."""
        return next(one for one in self.orders if one.order.pk == order.pk)

    @property
    def left(self) -> tuple[OrderNow, ...]:
        """Those of which something is still to be done or checked, what is to come first first."""
        return tuple(sorted((one for one in self.orders if one.is_left), key=lambda one: one.next_before))

    @property
    def fixed(self) -> FixedWord | None:
        """What the resident said last."""
        return self.fixed_words[-1] if self.fixed_words else None

    @property
    def can_be_asked(self) -> bool:
        """Whether anything was done yet of which a resident can say that it is fixed, or is not."""
        return any(one.what in CAN_MAKE_SAFE for now in self.orders for one in now.outcomes)

    @property
    def finished_at(self) -> datetime | None:
        """When all that was ordered was finished, once each of it is checked and right; nothing while any is left.

        A resident who says that it is not fixed is believed until somebody has looked again.
        """
        if not self.orders or self.left:
            return None
        looked = [one.checks[-1].checked_at for one in self.orders if one.is_checked]
        if self.fixed and not self.fixed.is_fixed and max(looked, default=self.fixed.said_at) <= self.fixed.said_at:
            return None
        return max((one.done_at for one in self.orders if one.is_checked and one.done_at), default=None)

    @property
    def made_safe_at(self) -> datetime | None:
        """When it was last said to be safe; nothing while an order to make it safe has not done so."""
        to_make_safe = [one for one in self.orders if one.order.purpose == WorksOrder.Purpose.MAKE_SAFE]
        if any(one.safe_at is None and not one.is_not_needed for one in to_make_safe):
            return None
        return max((at for one in self.orders if (at := one.safe_at) is not None), default=None)


def is_all_of_it(order: WorksOrder, outcome: Outcome) -> bool:
    """Whether an outcome is all that its order asks for: done, or for an order to make it safe, safe."""
    to_make_safe = order.purpose == WorksOrder.Purpose.MAKE_SAFE
    return outcome.what == What.DONE or (to_make_safe and outcome.is_made_safe)


def is_for_now(outcome: Outcome) -> bool:
    """Whether something lasting is to come after it."""
    return outcome.what == What.TEMPORARY_FIX or (outcome.what == What.DONE and outcome.order.is_temporary)


def needs_next(order: WorksOrder, what: str) -> bool:
    """Whether an outcome says what comes next, and by when: all but what is done for good, or not needed."""
    return what not in ENDS or (what == What.DONE and order.is_temporary)


def works_of(report: Report) -> Works:
    """Every order of a report with all that came of it, in a number of statements that does not grow."""
    rows = list(report.orders.select_related("contractor").order_by("ordered_at", "id"))
    if not rows:
        return Works()
    ids = [row.pk for row in rows]
    lines = _by_order(WorksLine.objects.select_related("rate", "decided_by").filter(order__in=ids).order_by("id"))
    outcomes = _by_order(
        Outcome.objects.select_related("told_by", "promised").filter(order__in=ids).order_by("told_at", "id")
    )
    checks = _by_order(Check.objects.select_related("checked_by").filter(order__in=ids).order_by("checked_at", "id"))
    found: dict[int, OrderNow] = {}
    for row in rows:
        before = found.get(row.follows_id) if row.follows_id else None
        found[row.pk] = now = OrderNow(
            order=row,
            first_wanted_before=before.first_wanted_before if before else row.wanted_before,
            lines=lines.get(row.pk, ()),
            outcomes=outcomes.get(row.pk, ()),
            checks=checks.get(row.pk, ()),
        )
        if before:
            before.followers.append(now)
    return Works(tuple(found.values()), tuple(report.fixed_words.order_by("said_at", "id")))


def chain_of(order: WorksOrder) -> Iterator[WorksOrder]:
    """An order and each that it goes on from, back to the first."""
    now: WorksOrder | None = order
    while now is not None:
        yield now
        now = now.follows


def _by_order(rows: Iterable[_Row]) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = {}
    for row in rows:
        found.setdefault(row.order_id, []).append(row)
    return found
