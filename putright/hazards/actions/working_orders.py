"""What works mean for the law: ordered, begun, made safe, checked and finished; and when a word takes that back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from putright.accounts.models import Account
from putright.deadlines import actions as deadlines
from putright.hazards import places
from putright.hazards.cases import Standing
from putright.hazards.settling import settle
from putright.hazards.works_answering import say_it_is_ordered, say_what_came_of_it
from putright.repairs import actions as repairs
from putright.repairs.models import Check, FixedWord, Outcome, Report, WorksLine, WorksOrder
from putright.repairs.orders import works_of

What, NEXT = Outcome.What, "promises.works_next"
# What is written down and stops nothing. The first of each is the fact; every attempt is kept with its order.
EVIDENCE = {
    What.NO_ACCESS: "no_access_at",
    What.TURNED_AWAY: "access_refused_at",
    What.PART_MISSING: "parts_awaited_at",
}
MORE_ORDERED = "More work was ordered, so not all of it is finished."
NOT_FIXED = "The resident says that it is not fixed."
NOT_RIGHT = "Somebody looked at it, and it is not right."


@transaction.atomic
def order_works(*, report: Report, by: str, at: datetime, **told: Any) -> WorksOrder:
    """Order works for a report, as `repairs.actions.order_works` does; an order to prevent is a step to begin that."""
    held = _held(report)
    standing = Standing.of_report(held)
    is_new = not WorksOrder.objects.filter(sent_with=told["sent_with"]).exists()
    made = repairs.order_works(report=held, by=by, at=at, owner=_owner(standing), **told)
    if is_new:
        if standing:
            _say_steps(standing, made, by=by, at=at)
            _take_back_finished(standing, MORE_ORDERED, by=by, at=at)
            settle(standing, by=by, at=at)
        say_it_is_ordered(made, owner=_owner(standing), by=by, at=at)
        # What was finished comes back: there is something to do again.
        places.put_one(held)
    return made


@transaction.atomic
def vary_works(*, order: WorksOrder, by: str, at: datetime, **told: Any) -> list[WorksLine]:
    """Add to an order what was found to be needed, as `repairs.actions.vary_works` does."""
    held = _held(order.report)
    owner = _owner(Standing.of_report(held))
    made = repairs.vary_works(order=order, owner=owner, by=by, at=at, **told)
    places.put([held.pk])
    return made


@transaction.atomic
def approve_works(*, line: WorksLine, by: str, at: datetime, **told: Any) -> WorksLine:
    """Say yes or no to what brought an order over its limit, as `repairs.actions.approve_works` does."""
    held = _held(line.order.report)
    made = repairs.approve_works(line=line, by=by, at=at, **told)
    places.put([held.pk])
    return made


@transaction.atomic
def begin_works(*, order: WorksOrder, begun_at: datetime, by: str, at: datetime) -> WorksOrder:
    """Keep when work was physically started; of work that stops it coming back, the law asks when."""
    held = _held(order.report)
    standing = Standing.of_report(held)
    begun = repairs.begin_works(order=order, begun_at=begun_at, by=by, at=at)
    if standing:
        _say_begun(standing, begun, by=by, at=at)
    _settle(standing, held, by=by, at=at)
    return begun


@transaction.atomic
def tell_outcome(*, order: WorksOrder, sent_with: str, by: str, at: datetime, **told: Any) -> Outcome:
    """Keep what came of an attempt, as `repairs.actions.tell_outcome` does, and what that is to the law.

    Only work makes something safe. That nobody could get in, that a part is missing, or that a contractor says it is
    not needed, is evidence or a next step; no clock stops for it.
    """
    held = _held(order.report)
    standing = Standing.of_report(held)
    is_new = not Outcome.objects.filter(sent_with=sent_with).exists()
    made = repairs.tell_outcome(order=order, sent_with=sent_with, owner=_owner(standing), by=by, at=at, **told)
    if is_new:
        if standing:
            _say_outcome(standing, made, by=by, at=at)
            _say_finished(standing, held, by=by, at=at)
        _settle(standing, held, by=by, at=at)
        say_what_came_of_it(made, owner=_owner(standing), by=by, at=at)
    return made


@transaction.atomic
def check_works(*, order: WorksOrder, by: str, at: datetime, **told: Any) -> Check:
    """Keep what somebody found who looked at finished work; with the last of it found right, the works are finished."""
    held = _held(order.report)
    standing = Standing.of_report(held)
    made = repairs.check_works(order=order, owner=_owner(standing), by=by, at=at, **told)
    if standing:
        if made.is_satisfactory:
            _say_finished(standing, held, by=by, at=at)
        else:
            _take_back_finished(standing, NOT_RIGHT, by=by, at=at)
    _settle(standing, held, by=by, at=at)
    return made


@transaction.atomic
def keep_next(*, report: Report, kept_at: datetime, by: str, at: datetime) -> int:
    """Somebody came again as was said, or it is not needed: with nothing of it left, the works are finished."""
    held = _held(report)
    standing = Standing.of_report(held)
    kept = deadlines.keep(name=NEXT, about=held.about, kept_at=kept_at, by=by, at=at)
    if kept and standing:
        _say_finished(standing, held, by=by, at=at)
    _settle(standing, held, by=by, at=at)
    return kept


@transaction.atomic
def hear_fixed(*, report: Report, is_fixed: bool, by: str, at: datetime, **told: Any) -> FixedWord:
    """Keep whether the resident says it is fixed; where it is not, nothing of it is finished until we have looked."""
    held = _held(report)
    standing = Standing.of_report(held)
    made = repairs.hear_fixed(report=held, is_fixed=is_fixed, owner=_owner(standing), by=by, at=at, **told)
    if standing and not is_fixed:
        _take_back_finished(standing, NOT_FIXED, by=by, at=at)
        settle(standing, by=by, at=at)
    if is_fixed:
        places.put([held.pk])
    else:
        places.put_one(held)
    return made


def _held(report: Report) -> Report:
    """The report, which nobody else changes until we are done; always before its case and its orders."""
    return Report.objects.select_for_update(of=("self",)).select_related("home", "person").get(pk=report.pk)


def _settle(standing: Standing | None, held: Report, *, by: str, at: datetime) -> None:
    """Let the law follow, where there is a case, and the place in the queue in any event."""
    if standing:
        settle(standing, by=by, at=at)
    else:
        places.put([held.pk])


def _owner(standing: Standing | None) -> Account | None:
    return standing.case.owner if standing else None


def _day_zero_at(standing: Standing, moment: datetime) -> int:
    """Which day zero a moment belongs to: the last that had begun by then."""
    for day_zero in range(standing.day_zero, 1, -1):
        began = standing.known(day_zero).get("material_change_at")
        if isinstance(began, datetime) and began <= moment:
            return day_zero
    return 1


def _say_once(standing: Standing, name: str, moment: datetime, *, by: str, at: datetime) -> None:
    """State when something first happened, from its own day zero on; what was written before stays as it is."""
    day_zero = _day_zero_at(standing, moment)
    if name not in standing.known(day_zero):
        why = "It was taken back, and has happened since."
        standing.say(name, moment, by=by, at=at, why=why, day_zero=day_zero)


def _say_steps(standing: Standing, order: WorksOrder, *, by: str, at: datetime) -> None:
    if order.purpose == WorksOrder.Purpose.PREVENT:
        _say_once(standing, "preventative_steps_at", order.ordered_at, by=by, at=at)


def _say_begun(standing: Standing, order: WorksOrder, *, by: str, at: datetime) -> None:
    if order.purpose == WorksOrder.Purpose.PREVENT and order.begun_at is not None:
        _say_once(standing, "preventative_started_at", order.begun_at, by=by, at=at)


def _say_outcome(standing: Standing, outcome: Outcome, *, by: str, at: datetime) -> None:
    order = WorksOrder.objects.get(pk=outcome.order_id)
    _say_begun(standing, order, by=by, at=at)
    if evidence := EVIDENCE.get(What(outcome.what)):
        _say_once(standing, evidence, outcome.happened_at, by=by, at=at)
    made_safe_at = works_of(order.report).made_safe_at if outcome.is_made_safe else None
    if made_safe_at is not None:
        _say_once(standing, "made_safe_at", made_safe_at, by=by, at=at)


def _say_finished(standing: Standing, report: Report, *, by: str, at: datetime) -> None:
    """State that the works are finished, once each of them is done, checked and right, and none is left."""
    finished_at = works_of(report).finished_at
    if finished_at is not None:
        _say_once(standing, "work_finished_at", finished_at, by=by, at=at)


def _take_back_finished(standing: Standing, why: str, *, by: str, at: datetime) -> None:
    """Not all of it is finished after all: the fact is put right, and says why."""
    if "work_finished_at" in standing.known():
        standing.say("work_finished_at", None, by=by, at=at, why=why)
