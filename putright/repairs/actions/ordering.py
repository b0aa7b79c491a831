"""Works are ordered, more is added on the way, and one of us says yes or no to what comes to more than the limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from putright.accounts.models import Account
from putright.clocks.london import london_day
from putright.contractors.models import Contractor, Rate, Trade, cost_pence
from putright.contractors.queries import spend_limit_of, works_for
from putright.deadlines import actions as deadlines
from putright.record.actions import write
from putright.repairs.at_the_door import refuse_reasons
from putright.repairs.models import Report, WorksLine, WorksOrder
from putright.repairs.promising import hold, keep_one, promise_by
from putright.repairs.refused import CannotBeDone

PROMISE, NOT_FIXED = "promises.works", "promises.not_fixed"
APPROVE, AGAIN = "tasks.approve_works", "tasks.works_again"
LONGEST_INSTRUCTION, LONGEST_WHY, MOST_LINES = 5_000, 300, 40
MOST_OF_ONE = Decimal("9999.99")


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many units of one of our rates."""

    rate: Rate
    quantity: Decimal


@transaction.atomic
def order_works(
    *,
    report: Report,
    purpose: str,
    trade: str,
    contractor: Contractor,
    instruction: str,
    wanted_before: datetime,
    sent_with: str,
    by: str,
    at: datetime,
    at_the_door: str = "",
    is_temporary: bool = False,
    follows: WorksOrder | None = None,
    lines: Sequence[Wanted] = (),
    owner: Account | None = None,
) -> WorksOrder:
    """Order works for a report, by a date that is a promise from now on; the same order sent twice is one.

    An order that follows another goes on from it, and the first date of the chain stays the first. `owner` is told of
    what is owed. Raises CannotBeDone, in a sentence.
    """
    held = Report.objects.select_for_update(of=("self",)).select_related("home").get(pk=report.pk)
    there = WorksOrder.objects.select_related("report__home", "contractor").filter(sent_with=sent_with).first()
    if there is not None:
        if there.report_id != held.pk:
            raise CannotBeDone("This was sent for another report. Open this one again and order it from there.")
        return there
    instruction, at_the_door = instruction.strip(), at_the_door.strip()
    _refuse_words(held, instruction, at_the_door)
    _refuse_who(purpose, trade, contractor, at)
    if wanted_before <= at:
        raise CannotBeDone("That date has passed. Choose one that is still to come: it is what the resident is told.")
    if follows is not None and follows.report_id != held.pk:
        raise CannotBeDone("It cannot go on from an order for another report. Order it by itself.")
    made = WorksOrder.objects.create(
        report=held,
        purpose=purpose,
        trade=trade,
        contractor=contractor,
        instruction=instruction,
        at_the_door=at_the_door,
        ordered_at=at,
        by=by,
        wanted_before=wanted_before,
        promised=promise_by(PROMISE, held, wanted_before, owner=owner, by=by, at=at),
        is_temporary=is_temporary,
        follows=follows,
        sent_with=sent_with,
    )
    write(
        "repairs.works_ordered",
        by=by,
        at=at,
        about=held.about,
        order=made.reference,
        purpose=purpose,
        trade=trade,
        contractor=contractor.reference,
        wanted_before=wanted_before.isoformat(),
        follows=follows.reference if follows else None,
    )
    _add(made, lines, sent_with=sent_with, owner=owner, by=by, at=at)
    if follows is not None:
        _settle_what_asked_for_it(follows, by=by, at=at)
    return made


@transaction.atomic
def vary_works(
    *,
    order: WorksOrder,
    lines: Sequence[Wanted],
    why: str,
    sent_with: str,
    by: str,
    at: datetime,
    owner: Account | None = None,
) -> list[WorksLine]:
    """Add to an order what was found to be needed on the way; the same sent twice is one.

    What brings it over its contractor's limit waits for one of us to say yes. What makes a home safe never waits: it
    goes on, and we look at the cost afterwards.
    """
    held = hold(order)
    there = list(held.lines.filter(sent_with__startswith=f"{sent_with}."))
    if there:
        return there
    if not lines:
        raise CannotBeDone("Choose at least one kind of work, and how much of it.")
    if not why.strip() or len(why.strip()) > LONGEST_WHY:
        raise CannotBeDone(f"Say why more is needed, in up to {LONGEST_WHY} letters.")
    refuse_reasons(why)
    if held.followed_by.exists():
        raise CannotBeDone("Another order goes on from this one. Add it to that one.")
    return _add(held, lines, why=why.strip(), sent_with=sent_with, owner=owner, by=by, at=at)


@transaction.atomic
def approve_works(
    *, line: WorksLine, is_approved: bool, why: str, approved_by: Account, by: str, at: datetime
) -> WorksLine:
    """Say yes or no to what brought an order over its limit; somebody of us who did not ask for it.

    The same answer twice is one. Where the work made a home safe it was done already, and only its cost is looked at.
    """
    order = hold(WorksOrder.objects.get(pk=line.order_id))
    now = WorksLine.objects.select_for_update().get(pk=line.pk)
    if now.decided_at is not None:
        if (now.decided_by_id, now.is_approved) != (approved_by.pk, is_approved):
            raise CannotBeDone("Somebody has answered this already. Look at what they said.")
        return now
    if not now.is_over_limit:
        raise CannotBeDone("This is within the limit, so there is nothing to say yes to.")
    if now.by == approved_by.code or works_for(approved_by, order.contractor, london_day(at)):
        raise CannotBeDone("You asked for this, or work for whoever did. Somebody else of us says yes or no to it.")
    if not is_approved and not why.strip():
        raise CannotBeDone("Say why not, so that whoever does the work knows what to do instead.")
    if len(why.strip()) > LONGEST_WHY:
        raise CannotBeDone(f"Say why in up to {LONGEST_WHY} letters.")
    refuse_reasons(why)
    now.decided_at, now.decided_by, now.is_approved, now.decided_why = at, approved_by, is_approved, why.strip()
    now.save(update_fields=["decided_at", "decided_by", "is_approved", "decided_why"])
    about = order.report.about
    write(
        "repairs.works_approved",
        by=by,
        at=at,
        about=about,
        order=order.reference,
        line=now.pk,
        is_approved=is_approved,
    )
    waiting = WorksLine.objects.filter(order__report=order.report_id, is_over_limit=True, decided_at__isnull=True)
    if not waiting.exists():
        deadlines.keep(name=APPROVE, about=about, kept_at=at, by=by, at=at)
    return now


def _add(
    order: WorksOrder,
    wanted: Sequence[Wanted],
    *,
    sent_with: str,
    owner: Account | None,
    by: str,
    at: datetime,
    why: str = "",
) -> list[WorksLine]:
    """The lines as they are kept, at today's prices; a task for one of us where they come to more than the limit."""
    if len(wanted) > MOST_LINES:
        raise CannotBeDone(f"That is more than {MOST_LINES} lines. Order the rest by itself.")
    day = london_day(at)
    for one in wanted:
        if not 0 < one.quantity <= MOST_OF_ONE:
            raise CannotBeDone(f"Say how much of {one.rate.code}: a number above 0, up to {MOST_OF_ONE}.")
        if one.rate.since > day or (one.rate.until is not None and one.rate.until <= day):
            raise CannotBeDone(f"{one.rate.code} is not on the schedule of rates today. Choose another.")
    before = sum(line.cost_pence for line in order.lines.all() if line.is_approved is not False)
    comes_to = before + sum(cost_pence(one.rate.price_pence, one.quantity) for one in wanted)
    limit = spend_limit_of(order.contractor, day)
    is_over = bool(wanted) and limit is not None and comes_to > limit
    made = WorksLine.objects.bulk_create(
        WorksLine(
            order=order,
            rate=one.rate,
            quantity=one.quantity,
            price_pence=one.rate.price_pence,
            added_at=at,
            by=by,
            is_variation=bool(why),
            why=why,
            is_over_limit=is_over,
            sent_with=f"{sent_with}.{number}",
        )
        for number, one in enumerate(wanted)
    )
    about = order.report.about
    if why:
        write(
            "repairs.works_varied",
            by=by,
            at=at,
            about=about,
            order=order.reference,
            lines=len(made),
            comes_to_pence=comes_to,
            is_over_limit=is_over,
        )
    if is_over:
        deadlines.set_task(name=APPROVE, about=about, owner=owner, by=by, at=at)
    return made


def _refuse_words(report: Report, instruction: str, at_the_door: str) -> None:
    if not instruction:
        raise CannotBeDone("Say what is to be done, in words that whoever does it can work from.")
    if max(len(instruction), len(at_the_door)) > LONGEST_INSTRUCTION:
        raise CannotBeDone(f"Say it in up to {LONGEST_INSTRUCTION:,} letters.")
    refuse_reasons(instruction, at_the_door)
    if report.home is None and not report.address_words.strip():
        raise CannotBeDone("Nobody could find it: we do not know which home it is. Find the home first.")


def _refuse_who(purpose: str, trade: str, contractor: Contractor, at: datetime) -> None:
    if purpose not in WorksOrder.Purpose.values:
        raise CannotBeDone("Choose what it is for: to make it safe, to stop it coming back, or to put it right.")
    if trade not in Trade.values:
        raise CannotBeDone("Choose the trade from the list.")
    if not Contractor.objects.on(london_day(at)).filter(pk=contractor.pk).exists():
        raise CannotBeDone(f"{contractor} does not work for us today. Choose somebody else.")
    # Whoever can come first may make a home safe.
    if trade not in contractor.trades and purpose != WorksOrder.Purpose.MAKE_SAFE:
        raise CannotBeDone(
            f"{contractor} does not do {Trade(trade).label.lower()}. Choose another trade or contractor."
        )


def _settle_what_asked_for_it(before: WorksOrder, *, by: str, at: datetime) -> None:
    """An order that goes on from another is what somebody was to see to, and what was to be said of it by a day."""
    for name in (AGAIN, NOT_FIXED):
        deadlines.keep(name=name, about=before.report.about, kept_at=at, by=by, at=at)
    for outcome in before.outcomes.exclude(promised=None).select_related("promised"):
        assert outcome.promised is not None
        keep_one(outcome.promised, kept_at=at, by=by, at=at)
