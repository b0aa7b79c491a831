"""Somebody comes to do works: they are begun, and what came of it is told, with what comes next and by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from putright.accounts.models import Account
from putright.clocks.london import london_day, written
from putright.contractors.queries import works_for
from putright.deadlines import actions as deadlines
from putright.record.actions import write
from putright.repairs.actions.ordering import AGAIN, order_works
from putright.repairs.at_the_door import refuse_reasons
from putright.repairs.models import Outcome, WorksOrder
from putright.repairs.orders import (
    CAN_MAKE_SAFE,
    NEEDS_US,
    OrderNow,
    chain_of,
    is_all_of_it,
    is_for_now,
    needs_next,
    works_of,
)
from putright.repairs.promising import hold, keep_dates, keep_one, let_go_of, promise_by
from putright.repairs.refused import CannotBeDone

What, Purpose = Outcome.What, WorksOrder.Purpose
NEXT, CHECK, NOT_NEEDED = "promises.works_next", "tasks.check_works", "tasks.works_not_needed"
LONGEST_WORDS, LONGEST_NEXT = 5_000, 300
# Of these what was tried, or that it is done, says enough.
NEED_NO_WORDS = frozenset({What.DONE, What.NO_ACCESS, What.TURNED_AWAY})
FOR_GOOD = "Put right for good what was fixed for now. Before, it was: "


@transaction.atomic
def begin_works(*, order: WorksOrder, begun_at: datetime, by: str, at: datetime) -> WorksOrder:
    """Keep when work was physically started in the home; said again, the first time stays."""
    held = hold(order)
    if held.begun_at is None:
        _refuse_moment(held, begun_at, at)
        _begin(held, begun_at, by=by, at=at)
    return held


@transaction.atomic
def tell_outcome(
    *,
    order: WorksOrder,
    what: str,
    happened_at: datetime,
    told_by: Account,
    sent_with: str,
    by: str,
    at: datetime,
    words: str = "",
    tried: Sequence[str] = (),
    is_made_safe: bool = False,
    next_words: str = "",
    next_before: datetime | None = None,
    is_our_own_word: bool = False,
    owner: Account | None = None,
) -> Outcome:
    """Keep what came of an attempt, with what comes next and by when; told twice from one page it is told once.

    What is only fixed for now gets its lasting job at the same time. That nobody could get in, or that whoever came
    says it is not needed, closes nothing: it is kept, and the next step begins. `is_our_own_word` says that one of us
    went and saw, and does not pass on what a contractor says.
    """
    held = hold(order)
    there = Outcome.objects.filter(sent_with=sent_with).first()
    if there is not None:
        if there.order_id != held.pk:
            raise CannotBeDone("This was sent for another job. Open this one again and tell it from there.")
        return there
    is_by_worker = not is_our_own_word or works_for(told_by, held.contractor, london_day(at))
    now, comes_next = works_of(held.report).of(held), needs_next(held, what)
    made = Outcome(
        order=held,
        what=what,
        happened_at=happened_at,
        words=words.strip(),
        tried=sorted(set(tried)),
        is_made_safe=is_made_safe
        or what == What.MADE_SAFE
        or (what == What.DONE and held.purpose == Purpose.MAKE_SAFE),
        next_words=next_words.strip() if comes_next else "",
        next_before=next_before if comes_next else None,
        told_at=at,
        told_by=told_by,
        is_by_worker=is_by_worker,
        sent_with=sent_with,
    )
    _refuse(made, now, at)
    if what in CAN_MAKE_SAFE and held.begun_at is None:
        _begin(held, happened_at, by=by, at=at)
    if made.next_before is not None and not is_for_now(made):
        made.promised = promise_by(NEXT, held.report, made.next_before, owner=owner, by=by, at=at)
    made.save(force_insert=True)
    write(
        "repairs.works_told",
        by=by,
        at=at,
        about=held.report.about,
        order=held.reference,
        outcome=made.pk,
        what=what,
        is_made_safe=made.is_made_safe,
        is_by_worker=is_by_worker,
        next_before=made.next_before.isoformat() if made.next_before else None,
    )
    _follow(made, now, owner=owner, by=by, at=at)
    return made


def _begin(order: WorksOrder, begun_at: datetime, *, by: str, at: datetime) -> None:
    order.begun_at = begun_at
    order.save(update_fields=["begun_at"])
    begun = begun_at.isoformat()
    write("repairs.works_begun", by=by, at=at, about=order.report.about, order=order.reference, begun_at=begun)


def _follow(made: Outcome, now: OrderNow, *, owner: Account | None, by: str, at: datetime) -> None:
    """What an outcome asks of us, and which of the dates that were said it keeps."""
    order, about = made.order, made.order.report.about
    # Whoever said that somebody comes again has kept their word by coming.
    for before in now.outcomes:
        if before.promised is not None:
            keep_one(before.promised, kept_at=made.happened_at, by=by, at=at)
    if is_for_now(made):
        if is_all_of_it(order, made):
            keep_one(order.promised, kept_at=made.happened_at, by=by, at=at)
        _order_for_good(made, owner=owner, by=by, at=at)
    elif is_all_of_it(order, made):
        keep_dates(order, kept_at=made.happened_at, by=by, at=at)
        deadlines.set_task(name=CHECK, about=about, owner=owner, by=by, at=at)
        if made.what != What.DONE:
            # It is safe, and what else there is to do has no order yet.
            deadlines.set_task(name=AGAIN, about=about, owner=owner, by=by, at=at)
    elif made.what in NEEDS_US:
        deadlines.set_task(name=AGAIN, about=about, owner=owner, by=by, at=at)
    elif made.what == What.NOT_NEEDED and made.is_by_worker:
        deadlines.set_task(name=NOT_NEEDED, about=about, owner=owner, by=by, at=at)
    elif made.what == What.NOT_NEEDED:
        deadlines.keep(name=NOT_NEEDED, about=about, kept_at=at, by=by, at=at)
        for one in chain_of(order):
            let_go_of(one.promised, by=by, at=at)


def _order_for_good(made: Outcome, *, owner: Account | None, by: str, at: datetime) -> None:
    """The lasting job after something that was fixed for now, in the same hands, by the date that was said."""
    before, assured = made.order, made.is_made_safe and made.order.purpose == Purpose.MAKE_SAFE
    assert made.next_before is not None
    order_works(
        report=before.report,
        purpose=Purpose.PUT_RIGHT if assured else before.purpose,
        trade=before.trade,
        contractor=before.contractor,
        instruction=f"{FOR_GOOD}{before.instruction}"[:LONGEST_WORDS],
        at_the_door=before.at_the_door,
        wanted_before=made.next_before,
        sent_with=f"for-good-{made.sent_with}"[:64],
        follows=before,
        owner=owner,
        by=by,
        at=at,
    )


def _refuse(made: Outcome, now: OrderNow, at: datetime) -> None:
    """Refuse what cannot be, or says too little for the next person to go on from."""
    if made.what not in What.values:
        raise CannotBeDone("Choose what came of it.")
    if now.is_over:
        raise CannotBeDone("This job is over already. If something is still to be done there, ring us and say so.")
    _refuse_moment(made.order, made.happened_at, at)
    begun = made.order.begun_at
    if made.what in CAN_MAKE_SAFE and begun is not None and made.happened_at < begun:
        raise CannotBeDone(
            f"It was begun on {written(begun)}, so this cannot have been before. Check the day and time."
        )
    if len(made.words) > LONGEST_WORDS or len(made.next_words) > LONGEST_NEXT:
        raise CannotBeDone(f"Say it in up to {LONGEST_WORDS:,} letters, and what comes next in up to {LONGEST_NEXT}.")
    if not made.words and made.what not in NEED_NO_WORDS:
        raise CannotBeDone("Say in a few words what you did, or why not, for whoever comes next.")
    if made.what == What.NO_ACCESS and not made.tried:
        raise CannotBeDone("Choose what you tried before you left. It shows that we did what we could.")
    if not set(made.tried) <= set(Outcome.Tried.values):
        raise CannotBeDone("Choose what you tried from the list.")
    if made.is_made_safe and made.what not in CAN_MAKE_SAFE:
        raise CannotBeDone("Only work makes something safe. Choose what was done, or take away that it is safe now.")
    if needs_next(made.order, made.what):
        _refuse_no_next(made, at)
        # Whoever comes next reads it at the door.
        refuse_reasons(made.next_words)


def _refuse_no_next(made: Outcome, at: datetime) -> None:
    if not made.next_words or made.next_before is None:
        raise CannotBeDone("Say what comes next, and by which day: the resident is told that day.")
    if made.next_before <= at:
        raise CannotBeDone("The day for what comes next has passed. Choose one that is still to come.")


def _refuse_moment(order: WorksOrder, moment: datetime, at: datetime) -> None:
    if moment > at:
        raise CannotBeDone("That has not come yet. Check the day and the time.")
    if moment < order.report.first_told_at:
        first = written(order.report.first_told_at)
        raise CannotBeDone(f"We were first told of this on {first}. Check the day and the time.")
