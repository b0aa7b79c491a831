"""Facts of a case are stated once and put right with a reason; each time the law is asked again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from putright.hazards.cases import Standing
from putright.hazards.facts import Value, read, refuse_alone
from putright.hazards.models import Case, Fact
from putright.hazards.settling import settle
from putright.law.facts import FactsDisagree
from putright.repairs.refused import CannotBeDone


@transaction.atomic
def state(*, case: Case, name: str, value: Value, by: str, at: datetime, day_zero: int | None = None) -> Fact:
    """State a fact of a case, such as that it was investigated, and bring its dates to what the law then says.

    Raises FactsDisagree, in a sentence, for what cannot be or has not happened yet; nothing is kept then.
    """
    refuse_alone(name, value)
    standing = Standing.of(case)
    before = standing.current(name, day_zero or standing.day_zero)
    if before is not None and before.value:
        raise FactsDisagree(name, f"{name} was written down before. If it is not right, put it right and say why.")
    fact = standing.say(name, value, by=by, at=at, why="It was withdrawn, and is known again.", day_zero=day_zero)
    settle(standing, by=by, at=at)
    return fact


@transaction.atomic
def correct(*, fact: Fact, value: Value | None, why: str, by: str, at: datetime) -> Fact:
    """Put right a fact that was stated, with a reason; no value withdraws it. What was said before stays readable.

    Raises FactsDisagree when the rest cannot be true with it, and CannotBeDone when somebody put it right meanwhile.
    """
    if not why.strip():
        raise CannotBeDone("Say why it is put right: somebody will ask.")
    refuse_alone(fact.name, value, read(fact.name, fact.value))
    standing = Standing.of(fact.case)
    now = standing.current(fact.name, fact.day_zero)
    if now is None or now.pk != fact.pk:
        raise CannotBeDone("Somebody has put this right already. Look at what it says now, and begin from there.")
    corrected = standing.say(fact.name, value, by=by, at=at, why=why, day_zero=fact.day_zero)
    settle(standing, by=by, at=at)
    return corrected
