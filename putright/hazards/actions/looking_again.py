"""When it is looked into again: somebody asked for a visit, or two who looked found different things."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from putright.accounts.models import Account
from putright.clocks.london import written
from putright.deadlines.actions import keep
from putright.hazards.actions.investigating import RECONCILE
from putright.hazards.cases import Standing
from putright.hazards.findings import FOUND, Found
from putright.hazards.models import Case, Investigation, Reconciliation
from putright.hazards.queries.investigations import differing, investigations_of
from putright.hazards.settling import settle
from putright.people.models import Person
from putright.record.actions import Said
from putright.repairs.refused import CannotBeDone


@transaction.atomic
def reconcile(
    *, stands: Investigation, against: Investigation, why: str, decided_by: Account, by: str, at: datetime
) -> Reconciliation:
    """Say which of two investigations that differ stands, and why; the law is then asked with what it found."""
    if stands.case_id != against.case_id or stands.pk == against.pk:
        raise CannotBeDone("Choose two investigations of this case.")
    if stands.concluded_at is None or against.concluded_at is None:
        raise CannotBeDone("One of them has not concluded yet. Wait for it, and then say which stands.")
    if not why.strip():
        raise CannotBeDone("Say why this one stands: whoever lives there may ask.")
    standing = Standing.of(stands.case)
    decided, is_new = Reconciliation.objects.get_or_create(
        stands=stands,
        against=against,
        defaults={"case": stands.case, "why": why.strip(), "decided_by": decided_by, "decided_at": at},
    )
    if not is_new:
        return decided
    fact = FOUND.get(stands.kind)
    if fact and standing.current(fact, stands.day_zero):
        standing.say(fact, stands.found, by=by, at=at, why=why, day_zero=stands.day_zero)
        needed = stands.needs_further or stands.recommendations.filter(purpose="prevent", why_not="").exists()
        if stands.found != Found.NONE and standing.current("preventative_work_needed", stands.day_zero):
            standing.say("preventative_work_needed", needed, by=by, at=at, why=why, day_zero=stands.day_zero)
    if not differing(investigations_of(stands.case)):
        keep(name=RECONCILE, about=stands.case.about, kept_at=at, by=by, at=at)
    said = {"stands": stands.reference, "against": against.reference}
    settle(standing, [Said("hazards.reconciled", stands.case.about, said)], by=by, at=at)
    return decided


@transaction.atomic
def ask_in_person(*, case: Case, asked_at: datetime, person: Person | None, by: str, at: datetime) -> Case:
    """Ask for somebody to come, after an investigation from afar: a renewed one is then owed, once."""
    standing = Standing.of(case)
    known = standing.known()
    if "in_person_requested_at" in known:
        return standing.case
    if known.get("investigated_remotely") is not True:
        raise CannotBeDone("Somebody came, or nobody has looked into it yet, so there is no other visit to ask for.")
    if asked_at > at:
        raise CannotBeDone("That has not come yet. Check the day and the time.")
    concluded = known.get("investigated_at")
    if isinstance(concluded, datetime) and asked_at < concluded:
        raise CannotBeDone(f"It was looked into on {written(concluded)}. They can ask for somebody to come after that.")
    standing.say("in_person_requested_at", asked_at, by=by, at=at)
    said = {"person": person.reference if person else None}
    settle(standing, [Said("hazards.in_person_asked", case.about, said)], by=by, at=at)
    return standing.case
