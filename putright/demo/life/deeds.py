"""What each step of a course does: the actions of the house, at a moment of the past."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from putright.accounts.models import Account
from putright.demo.life import works
from putright.demo.life.going import RESIDENT, Going
from putright.demo.life.told import Step, courses
from putright.hazards import actions as hazards
from putright.hazards.models import Class, Fact, Triage
from putright.people.models import Person
from putright.repairs.models import Addition
from putright.repairs.refused import CannotBeDone

FIRST_CONTACT = "promises.first_contact"


def take_on(going: Going, step: Step, at: datetime) -> None:
    """Somebody owns it, and gets in touch."""
    by = going.owner.code
    hazards.take_on(report=going.report, owner=going.owner, by=by, at=at)
    hazards.keep(report=going.report, name=FIRST_CONTACT, kept_at=at, by=by, at=at)


def decide(going: Going, step: Step, at: datetime) -> None:
    """A person confirms what was suggested, or decides otherwise and says why."""
    suggested = Triage.objects.filter(report=going.report).order_by("id").first()
    assert suggested is not None
    is_class = step.decides or suggested.is_class
    hazard = suggested.hazard or ("falls_on_stairs" if is_class != Class.NEITHER else "")
    hazards.decide(
        report=going.report,
        hazard=hazard,
        is_class=is_class,
        why=step.why,
        decided_by=going.owner,
        by=going.owner.code,
        at=at,
    )


def state(going: Going, step: Step, at: datetime) -> None:
    """Facts that go together are stated together."""
    going.state({name: going.known(name, value, at) for name, value in step.facts.items()}, at)


def correct(going: Going, step: Step, at: datetime) -> None:
    """A moment that was written down wrong is put right, and the resident can read both."""
    for name, hours in step.facts.items():
        fact = Fact.objects.filter(case__report=going.report, name=name).latest("id")
        assert isinstance(hours, int)
        value = going.done[name] + timedelta(hours=hours)
        hazards.correct(fact=fact, value=value, why=step.why, by=going.owner.code, at=at)


def say(going: Going, step: Step, at: datetime) -> None:
    """The resident says something more."""
    going.done["say"] = at
    words = going.random.choice(courses().says[step.kind])
    _hear(going, step.kind, words, at, by=RESIDENT, person=going.person)


def answer(going: Going, step: Step, at: datetime) -> None:
    """We answer what they said."""
    words = going.random.choice(courses().answers)
    _hear(going, Addition.Kind.REPLY, words, at, by=going.owner.code, taken_by=going.owner)


def change(going: Going, step: Step, at: datetime) -> None:
    """It has got worse, and is taken as a material change."""
    words = "It has come back, and is worse than when we looked."
    hazards.change(case=going.case, told_at=going.done.get("say", at), words=words, by=going.owner.code, at=at)


def finish(going: Going, step: Step, at: datetime) -> None:
    """Nothing is left to do; what is still owed keeps it open, as it does in earnest."""
    try:
        hazards.finish(report=going.report, by=going.owner.code, at=at, why="put_right")
    except CannotBeDone:
        going.done["still_owed"] = at


DEEDS: Mapping[str, Callable[[Going, Step, datetime], None]] = {
    "take_on": take_on, "decide": decide, "state": state, "correct": correct, "say": say, "answer": answer,
    "change": change, "finish": finish, "look": works.look, "sum_up": works.sum_up, "make_safe": works.make_safe,
    "begin": works.begin, "put_right": works.put_right, "fixed": works.fixed,
}  # fmt: skip


def _hear(
    going: Going,
    kind: str,
    words: str,
    at: datetime,
    *,
    by: str,
    person: Person | None = None,
    taken_by: Account | None = None,
) -> None:
    hazards.hear(
        report=going.report,
        kind=kind,
        words=words,
        sent_with=going.key(),
        by=by,
        at=at,
        person=person,
        taken_by=taken_by,
    )
