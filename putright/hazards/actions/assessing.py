"""The risk to a household is assessed, and asked for again when something that it rests on has changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from putright.accounts.models import Account
from putright.clocks.london import ONE_DAY, london_day, midnight, written, written_day
from putright.deadlines.actions import keep, set_task
from putright.deadlines.models import Deadline
from putright.hazards.models import Case, RiskAssessment
from putright.hazards.risk import ASSESS, REVIEW
from putright.people.models import Circumstance
from putright.record.actions import write
from putright.repairs.refused import CannotBeDone

LONGEST_WITHOUT_REVIEW = timedelta(days=91)


@transaction.atomic
def assess_risk(
    *,
    case: Case,
    at_risk: Iterable[str],
    who: str,
    severity: str,
    likelihood: str,
    in_place: str,
    review_on: date,
    assessed_at: datetime,
    assessed_by: Account,
    sent_with: str,
    by: str,
    at: datetime,
) -> RiskAssessment:
    """Assess the risk to a household: who, how badly, how likely, what keeps them safe, and when to look again.

    Sent twice from one page it is one assessment. It is owned by whoever made it, who is reminded of the day.
    """
    held = Case.objects.select_for_update(of=("self",)).select_related("report", "owner").get(pk=case.pk)
    there = RiskAssessment.objects.filter(sent_with=sent_with).first()
    if there is not None:
        if there.case_id != case.pk:
            raise CannotBeDone("This was sent for another report. Open this one again and send it from there.")
        return there
    _refuse(held, who, in_place, review_on, assessed_at, at)
    made = RiskAssessment.objects.create(
        case=held,
        assessed_at=assessed_at,
        assessed_by=assessed_by,
        at_risk=[Circumstance.Kind(kind).value for kind in at_risk],
        who=who.strip(),
        severity=RiskAssessment.Severity(severity),
        likelihood=RiskAssessment.Likelihood(likelihood),
        in_place=in_place.strip(),
        review_on=review_on,
        sent_with=sent_with,
    )
    for name in (ASSESS, REVIEW):
        keep(name=name, about=held.about, kept_at=at, by=by, at=at)
    due_before = midnight(review_on + ONE_DAY)
    set_task(name=REVIEW, about=held.about, owner=assessed_by, due_before=due_before, by=by, at=at)
    write(
        "hazards.risk_assessed",
        by=by,
        at=at,
        about=held.about,
        assessment=made.pk,
        severity=made.severity,
        likelihood=made.likelihood,
        due_before=due_before.isoformat(),
    )
    return made


@transaction.atomic
def ask_again(*, case: Case, because: str, by: str, at: datetime) -> bool:
    """Ask for the risk to be assessed again, as a task, and say why; whether it was not asked for already."""
    held = Case.objects.select_for_update(of=("self",)).select_related("owner").get(pk=case.pk)
    if Deadline.objects.open().about(*held.about).filter(name=ASSESS).exists():
        return False
    set_task(name=ASSESS, about=held.about, owner=held.owner, by=by, at=at)
    write("hazards.risk_asked_again", by=by, at=at, about=held.about, because=because)
    return True


def _refuse(case: Case, who: str, in_place: str, review_on: date, assessed_at: datetime, at: datetime) -> None:
    if not who.strip():
        raise CannotBeDone("Say who is at risk, and why.")
    if not in_place.strip():
        raise CannotBeDone(
            "Say what keeps them safe until the work is done. If nothing does, that is what to put right."
        )
    if assessed_at > at:
        raise CannotBeDone("That moment has not come yet. Check the day and the time.")
    if assessed_at < case.report.first_told_at:
        raise CannotBeDone(
            f"We first knew of this on {written(case.report.first_told_at)}. The risk is assessed after."
        )
    today = london_day(at)
    if not today < review_on <= today + LONGEST_WITHOUT_REVIEW:
        latest = written_day(today + LONGEST_WITHOUT_REVIEW)
        raise CannotBeDone(f"Choose a day to look at it again, from tomorrow until {latest}.")
