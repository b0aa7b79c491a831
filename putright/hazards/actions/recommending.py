"""What was recommended becomes an order, or is not done for a reason that whoever lives there can read."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from putright.hazards.cases import hold_investigation
from putright.hazards.models import Recommendation
from putright.record.actions import write
from putright.repairs.models import WorksOrder
from putright.repairs.refused import CannotBeDone


@transaction.atomic
def order_recommended(*, recommendation: Recommendation, order: WorksOrder, by: str, at: datetime) -> Recommendation:
    """Say that a recommendation has become an order; said twice it is once."""
    held = _held(recommendation)
    if held.order_id == order.pk:
        return held
    if order.report_id != held.investigation.case.report_id:
        raise CannotBeDone("That order is for another report. Choose one of this report, or order it anew.")
    if not held.is_left:
        raise CannotBeDone("This was ordered already, or one of us said why it is not done. Open the report again.")
    held.order = order
    held.save(update_fields=["order"])
    write(
        "hazards.recommendation_ordered",
        by=by,
        at=at,
        about=held.investigation.case,
        investigation=held.investigation.reference,
        number=held.number,
        order=order.reference,
    )
    return held


@transaction.atomic
def leave_recommended(*, recommendation: Recommendation, why_not: str, by: str, at: datetime) -> Recommendation:
    """Say why something that was recommended is not going to be done."""
    held = _held(recommendation)
    if not why_not.strip():
        raise CannotBeDone("Say why it is not going to be done: whoever lives there can read it.")
    if held.why_not == why_not.strip():
        return held
    if not held.is_left:
        raise CannotBeDone("This was ordered already, or one of us said why it is not done. Open the report again.")
    held.begin_on = held.finish_on = None
    held.why_not = why_not.strip()
    held.save(update_fields=["begin_on", "finish_on", "why_not"])
    write(
        "hazards.recommendation_left",
        by=by,
        at=at,
        about=held.investigation.case,
        investigation=held.investigation.reference,
        number=held.number,
    )
    return held


def _held(recommendation: Recommendation) -> Recommendation:
    """The recommendation, which nobody else orders or leaves until we are done."""
    hold_investigation(recommendation.investigation_id)
    return Recommendation.objects.select_related("investigation__case", "order").get(pk=recommendation.pk)
