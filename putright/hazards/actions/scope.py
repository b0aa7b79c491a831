"""That the law on hazards does not cover a case is for two people to find, on evidence; one alone changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from putright.accounts.models import Account
from putright.deadlines.actions import keep, let_go, set_task
from putright.hazards.cases import Standing
from putright.hazards.facts import kept
from putright.hazards.models import Case, ScopeFinding
from putright.hazards.settling import settle
from putright.record.actions import Said
from putright.repairs.refused import CannotBeDone

SECOND_PERSON = "tasks.second_person"
Reason = ScopeFinding.Reason
# What the law is asked with, by reason: as soon as one of us finds it, and once a second person agrees. Only a breach
# is a fact before that, and alone it changes nothing.
FOUND: Mapping[str, Mapping[str, bool]] = {Reason.BREACH: {"tenant_breach_found": True}}
AGREED: Mapping[str, Mapping[str, bool]] = {
    Reason.NOT_OURS: {"landlord_responsible": False},
    Reason.NO_DEFICIENCY: {"caused_by_deficiency": False},
    Reason.NOT_IN_CONTROL: {"within_landlord_control": False},
    Reason.BREACH: {"tenant_breach_agreed_by_second_person": True},
}
NOT_SO = "It was looked at again, and the law does cover it."


@transaction.atomic
def find_out_of_scope(
    *, case: Case, reason: str, evidence: str, found_by: Account, by: str, at: datetime
) -> ScopeFinding:
    """Keep that one of us finds that the law does not cover a case, why, and the evidence.

    A second person is asked to read it, and no clock stops by it. Sent twice by one person, it is one finding.
    """
    standing = Standing.of(case)
    there = standing.case.scope_findings.filter(ended_at__isnull=True).first()
    if there is not None:
        if (there.found_by_id, there.reason, there.evidence) == (found_by.pk, reason, evidence.strip()):
            return there
        raise CannotBeDone("Somebody has written this down already. Read what they found, and agree or say why not.")
    if reason not in Reason.values:
        raise CannotBeDone("Choose why the law would not cover it.")
    if not evidence.strip():
        raise CannotBeDone("Write down the evidence: what was seen, by whom and when. Without it the law covers it.")
    finding = ScopeFinding.objects.create(
        case=standing.case, reason=reason, evidence=evidence.strip(), found_by=found_by, found_at=at
    )
    _state(standing, FOUND.get(reason, {}), by=by, at=at, why="It was found again, on other evidence.")
    set_task(name=SECOND_PERSON, about=case.about, by=by, at=at)
    settle(standing, [_said("found", finding)], by=by, at=at)
    return finding


@transaction.atomic
def agree_out_of_scope(*, finding: ScopeFinding, words: str, agreed_by: Account, by: str, at: datetime) -> ScopeFinding:
    """Keep that a second person has read the evidence and agrees, and why; then the law does not bind the case.

    Refused, in a sentence, to whoever found it. What was late by then stays late.
    """
    standing, held = _held(finding)
    if held.ended_at is not None:
        raise CannotBeDone("This was ended meanwhile: the law does cover it. Look at why.")
    if agreed_by.pk == held.found_by_id:
        raise CannotBeDone("You found it yourself. Somebody else must read the evidence and decide.")
    if held.agreed_at is not None:
        return held
    if not words.strip():
        raise CannotBeDone("Say what you read, and why you agree. Somebody will ask.")
    held.agreed_by, held.agreed_at, held.agreed_words = agreed_by, at, words.strip()
    held.save(update_fields=["agreed_by", "agreed_at", "agreed_words"])
    _state(standing, AGREED[held.reason], by=by, at=at, why="A second person agrees, on evidence.")
    keep(name=SECOND_PERSON, about=held.case.about, kept_at=at, by=by, at=at)
    settle(standing, [_said("agreed", held)], by=by, at=at)
    return held


@transaction.atomic
def end_out_of_scope(*, finding: ScopeFinding, words: str, ended_by: Account, by: str, at: datetime) -> ScopeFinding:
    """Keep that the law does cover it after all, and why; what the law asks runs as if it had never stopped.

    Anybody who decides may: the second person who does not agree, or one person alone, later.
    """
    standing, held = _held(finding)
    if held.ended_at is not None:
        return held
    if not words.strip():
        raise CannotBeDone("Say why the law does cover it.")
    held.ended_by, held.ended_at, held.ended_words = ended_by, at, words.strip()
    held.save(update_fields=["ended_by", "ended_at", "ended_words"])
    for day_zero in range(1, standing.day_zero + 1):
        for name, said in {**FOUND.get(held.reason, {}), **AGREED[held.reason]}.items():
            now = standing.current(name, day_zero)
            if now is not None and now.value == kept(name, said):
                standing.say(name, None, by=by, at=at, why=NOT_SO, day_zero=day_zero)
    let_go(about=held.case.about, why="in_scope", name=SECOND_PERSON, by=by, at=at)
    settle(standing, [_said("ended", held)], by=by, at=at)
    return held


def _state(standing: Standing, facts: Mapping[str, bool], *, by: str, at: datetime, why: str) -> None:
    for name, value in facts.items():
        standing.say(name, value, by=by, at=at, why=why)


def _said(what: str, finding: ScopeFinding) -> Said:
    return Said(f"hazards.out_of_scope_{what}", finding.case.about, {"finding": finding.pk, "reason": finding.reason})


def _held(finding: ScopeFinding) -> tuple[Standing, ScopeFinding]:
    """The case, which nobody else changes until we are done, and what was found, as it stands."""
    standing = Standing.of(finding.case)
    return standing, ScopeFinding.objects.select_related("case").get(pk=finding.pk)
