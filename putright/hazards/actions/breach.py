"""That a hazard is the tenant's breach is for two people to find, on evidence; one alone changes nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from putright.accounts.models import Account
from putright.deadlines.actions import keep, let_go, set_task
from putright.hazards.cases import Standing
from putright.hazards.models import Breach, Case
from putright.hazards.settling import settle
from putright.record.actions import Said
from putright.repairs.refused import CannotBeDone

FOUND, AGREED = "tenant_breach_found", "tenant_breach_agreed_by_second_person"
SECOND_PERSON = "tasks.second_person"
NOT_SO = "It was looked at again, and it is not the tenant’s breach."


@transaction.atomic
def find_breach(*, case: Case, evidence: str, found_by: Account, by: str, at: datetime) -> Breach:
    """Keep that one of us finds it is the tenant's breach, and the evidence; a second person is asked to read it.

    No clock stops by it. The same evidence sent twice by one person is one finding.
    """
    standing = Standing.of(case)
    there = standing.case.breaches.filter(ended_at__isnull=True).first()
    if there is not None:
        if (there.found_by_id, there.evidence) == (found_by.pk, evidence.strip()):
            return there
        raise CannotBeDone("Somebody has written this down already. Read what they found, and agree or say why not.")
    if not evidence.strip():
        raise CannotBeDone("Write down the evidence: what was seen, by whom and when. Without it there is no breach.")
    breach = Breach.objects.create(case=standing.case, evidence=evidence.strip(), found_by=found_by, found_at=at)
    standing.say(FOUND, True, by=by, at=at, why="It was found again, on other evidence.")
    set_task(name=SECOND_PERSON, about=case.about, by=by, at=at)
    settle(standing, [Said("hazards.breach_found", case.about, {"breach": breach.pk})], by=by, at=at)
    return breach


@transaction.atomic
def agree_breach(*, breach: Breach, words: str, agreed_by: Account, by: str, at: datetime) -> Breach:
    """Keep that a second person has read the evidence and agrees, and why; then the law does not bind the case.

    Refused, in a sentence, to whoever found it. What was late by then stays late.
    """
    standing, held = _held(breach)
    if held.ended_at is not None:
        raise CannotBeDone("This was ended meanwhile: it is not the tenant’s breach. Look at why.")
    if agreed_by.pk == held.found_by_id:
        raise CannotBeDone("You found it yourself. Somebody else must read the evidence and decide.")
    if held.agreed_at is not None:
        return held
    if not words.strip():
        raise CannotBeDone("Say what you read, and why you agree. Somebody will ask.")
    held.agreed_by, held.agreed_at, held.agreed_words = agreed_by, at, words.strip()
    held.save(update_fields=["agreed_by", "agreed_at", "agreed_words"])
    standing.say(AGREED, True, by=by, at=at, why="A second person agrees, on other evidence.")
    keep(name=SECOND_PERSON, about=held.case.about, kept_at=at, by=by, at=at)
    settle(standing, [Said("hazards.breach_agreed", held.case.about, {"breach": held.pk})], by=by, at=at)
    return held


@transaction.atomic
def end_breach(*, breach: Breach, words: str, ended_by: Account, by: str, at: datetime) -> Breach:
    """Keep that it is not the tenant's breach after all, and why; what the law asks runs as if it had never stopped.

    Anybody who decides may: the second person who does not agree, or one person alone, later.
    """
    standing, held = _held(breach)
    if held.ended_at is not None:
        return held
    if not words.strip():
        raise CannotBeDone("Say why it is not the tenant’s breach.")
    held.ended_by, held.ended_at, held.ended_words = ended_by, at, words.strip()
    held.save(update_fields=["ended_by", "ended_at", "ended_words"])
    for day_zero in range(1, standing.day_zero + 1):
        for name in (FOUND, AGREED):
            now = standing.current(name, day_zero)
            if now is not None and now.value:
                standing.say(name, None, by=by, at=at, why=NOT_SO, day_zero=day_zero)
    let_go(about=held.case.about, why="not_a_breach", name=SECOND_PERSON, by=by, at=at)
    settle(standing, [Said("hazards.breach_ended", held.case.about, {"breach": held.pk})], by=by, at=at)
    return held


def _held(breach: Breach) -> tuple[Standing, Breach]:
    """The case, which nobody else changes until we are done, and what was found, as it stands."""
    standing = Standing.of(breach.case)
    return standing, Breach.objects.select_related("case").get(pk=breach.pk)
