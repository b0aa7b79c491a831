"""After the work: somebody who did not do it looks at it, and the resident says whether it is fixed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from putright.accounts.models import Account
from putright.clocks.london import london_day, written
from putright.contractors.queries import works_for
from putright.deadlines import actions as deadlines
from putright.people.models import Person
from putright.record.actions import write
from putright.repairs.actions.attending import CHECK
from putright.repairs.actions.ordering import AGAIN, NOT_FIXED
from putright.repairs.models import Check, FixedWord, Report, WorksOrder
from putright.repairs.orders import OrderNow, works_of
from putright.repairs.promising import hold
from putright.repairs.refused import CannotBeDone

LONGEST_WORDS = 5_000


@transaction.atomic
def check_works(
    *,
    order: WorksOrder,
    is_satisfactory: bool,
    words: str,
    checked_at: datetime,
    checked_by: Account,
    sent_with: str,
    by: str,
    at: datetime,
    owner: Account | None = None,
) -> Check:
    """Keep what somebody found who looked at finished work and did not do it; sent twice it is one.

    What is not right asks for an order that goes on from it, as a task for whoever has the report.
    """
    held = hold(order)
    there = Check.objects.filter(sent_with=sent_with).first()
    if there is not None:
        if there.order_id != held.pk:
            raise CannotBeDone("This was sent for another job. Open this one again and send it from there.")
        return there
    now = works_of(held.report).of(held)
    _refuse_check(now, is_satisfactory, words, checked_at, checked_by, at)
    made = Check.objects.create(
        order=held,
        checked_at=checked_at,
        checked_by=checked_by,
        is_satisfactory=is_satisfactory,
        words=words.strip(),
        told_at=at,
        sent_with=sent_with,
    )
    about = held.report.about
    write(
        "repairs.works_checked",
        by=by,
        at=at,
        about=about,
        order=held.reference,
        check=made.pk,
        is_satisfactory=is_satisfactory,
    )
    if not any(one.done_at and not one.followers and not one.is_looked_at for one in works_of(held.report).orders):
        deadlines.keep(name=CHECK, about=about, kept_at=at, by=by, at=at)
    if not is_satisfactory:
        deadlines.set_task(name=AGAIN, about=about, owner=owner, by=by, at=at)
    return made


@transaction.atomic
def hear_fixed(
    *,
    report: Report,
    is_fixed: bool,
    words: str,
    sent_with: str,
    by: str,
    at: datetime,
    person: Person | None = None,
    taken_by: Account | None = None,
    owner: Account | None = None,
) -> FixedWord:
    """Keep whether it is fixed, in the resident's own words; sent twice it is one.

    Where it is not, somebody of us orders what goes on from it, and they are promised to be told what we do.
    """
    held = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    there = FixedWord.objects.filter(sent_with=sent_with).first()
    if there is not None:
        if there.report_id != held.pk:
            raise CannotBeDone("This was sent for another report. Open this one again and send it from there.")
        return there
    words = words.strip()
    if not works_of(held).can_be_asked:
        raise CannotBeDone("Nothing was done yet. If it is worse, or something has changed, add it to the report.")
    if not is_fixed and not words:
        raise CannotBeDone("Tell us what is still wrong, so that we know what to put right.")
    if len(words) > LONGEST_WORDS:
        raise CannotBeDone(f"Tell us in up to {LONGEST_WORDS:,} letters.")
    told = {"person": person, "taken_by": taken_by, "sent_with": sent_with}
    made = FixedWord.objects.create(report=held, is_fixed=is_fixed, words=words, said_at=at, **told)
    write("repairs.fixed_told", by=by, at=at, about=held.about, is_fixed=is_fixed, fixed_word=made.pk)
    if not is_fixed:
        deadlines.set_task(name=AGAIN, about=held.about, owner=owner, by=by, at=at)
        deadlines.promise(name=NOT_FIXED, about=held.about, started_at=at, owner=owner, by=by, at=at)
    return made


def _refuse_check(
    now: OrderNow, is_satisfactory: bool, words: str, checked_at: datetime, checked_by: Account, at: datetime
) -> None:
    if now.done_at is None:
        raise CannotBeDone("Nobody has said yet that this is done, so there is nothing to check.")
    if any(works_for(checked_by, now.order.contractor, london_day(day)) for day in (now.done_at, at)):
        raise CannotBeDone("You did this work, or work for whoever did. Somebody else looks at it.")
    if checked_at > at:
        raise CannotBeDone("That has not come yet. Check the day and the time.")
    if checked_at < now.done_at:
        raise CannotBeDone(f"It was done on {written(now.done_at)}. It can be looked at only after that.")
    if not is_satisfactory and not words.strip():
        raise CannotBeDone("Say what is not right, for whoever puts it right.")
    if len(words) > LONGEST_WORDS:
        raise CannotBeDone(f"Say it in up to {LONGEST_WORDS:,} letters.")
