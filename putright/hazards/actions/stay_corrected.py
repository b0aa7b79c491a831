"""A moment of a stay that was written down wrong is put right, with a reason; the facts for the law follow."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from putright.accounts.models import Account
from putright.clocks.london import written
from putright.hazards.actions.offering import NOT_YET
from putright.hazards.cases import Standing
from putright.hazards.models import Stay, StayCorrection
from putright.hazards.staying import settle_stays
from putright.record.actions import Said
from putright.repairs.refused import CannotBeDone

What = StayCorrection.What
# Each comes after those before it.
IN_ORDER = (What.SECURED, What.MOVED, What.EVERYONE, What.RETURNED)
# The offer itself was made, whatever else; and why a stay was over belongs to when it was.
STANDS = (What.OFFERED, What.RETURNED)


@transaction.atomic
def correct_stay(
    *, stay: Stay, what: str, moment: datetime | None, why: str, corrected_by: Account, by: str, at: datetime
) -> Stay:
    """Put right when something of a stay happened, or take it back; what it said before stays readable."""
    if what not in What.values:
        raise CannotBeDone("Choose what is to be put right.")
    standing = Standing.of(stay.case)
    held = Stay.objects.select_related("case").get(pk=stay.pk)
    was: datetime | None = getattr(held, what)
    if was is None:
        raise CannotBeDone("That was not written down, so there is nothing to put right.")
    if moment == was:
        return held
    if not why.strip():
        raise CannotBeDone("Say why it is put right. Somebody will ask.")
    setattr(held, what, moment)
    _refuse(held, what, moment, standing.known().get("aware_at"), at)
    held.save(update_fields=[what])
    StayCorrection.objects.create(
        stay=held, what=what, was=was, now=moment, why=why.strip(), corrected_at=at, corrected_by=corrected_by
    )
    said = Said("hazards.stay_corrected", standing.case.about, {"stay": held.reference, "what": what})
    settle_stays(standing, [said], by=by, at=at, why=why.strip())
    return held


def _refuse(stay: Stay, what: str, moment: datetime | None, aware_at: object, at: datetime) -> None:
    """Refuse what cannot be, with the moments of the stay as they would then be."""
    if moment is None:
        if what in STANDS:
            raise CannotBeDone("That happened, and is not taken back. Put right when it was.")
        order = [one.value for one in IN_ORDER]
        later = order[order.index(what) + 1 :] if what in order else []
        if any(getattr(stay, one) is not None for one in later):
            raise CannotBeDone("What came after it is written down as well. Take that back first.")
        return
    if moment > at:
        raise CannotBeDone(NOT_YET)
    if isinstance(aware_at, datetime) and moment < aware_at:
        raise CannotBeDone(f"We first knew of this on {written(aware_at)}. This comes after that.")
    if what == What.OFFERED:
        first = stay.answers.order_by("said_at").first()
        if moment > stay.written_at or (first is not None and moment > first.said_at):
            raise CannotBeDone("It was offered before it was written down, and before they answered.")
    if what == What.GONE and moment < stay.offered_at:
        raise CannotBeDone(f"It was offered at {written(stay.offered_at)}, so it was still there then.")
    known = [found for one in IN_ORDER if (found := getattr(stay, one)) is not None]
    if known != sorted(known):
        raise CannotBeDone("First it is secured, then they move in, and then it is over. Check the day and the time.")
