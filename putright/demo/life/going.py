"""A report on its course: who sees to it, who does the works, and when each thing was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from putright.accounts.models import Account
from putright.hazards.cases import Standing
from putright.hazards.facts import Value
from putright.hazards.models import Case
from putright.people.models import Person
from putright.record.actions import write_many
from putright.repairs.models import Report

RESIDENT = "resident"


@dataclass(slots=True)
class Going:
    """A report that is on its course."""

    report: Report
    owner: Account
    person: Person | None
    operatives: Sequence[Account]
    random: Random
    # Of what was told so long ago, Larkfield has the facts from the system that it had before, and no more.
    is_brought_over: bool = False
    done: dict[str, datetime] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        """Its case; only what is taken for a hazard has a course that asks."""
        return Case.objects.get(report=self.report)

    def known(self, name: str, value: str | bool | int, at: datetime) -> Value:
        """A fact as a step gives it: a number is a moment, so many hours from the step's own."""
        if isinstance(value, str | bool):
            return value
        self.done[name] = at + timedelta(hours=value)
        return self.done[name]

    def state(self, facts: Mapping[str, Value], at: datetime) -> None:
        """State facts that go together, and ask the law once; places are put right at the year's end."""
        standing, by = Standing.of(self.case), self.owner.code
        for name, value in facts.items():
            standing.say(name, value, by=by, at=at)
        standing.check(at=at)
        standing.reckon(by=by, at=at)
        write_many(standing.lines, by=by, at=at)

    def key(self) -> str:
        """A key that no page was sent with before."""
        return f"demo-{self.random.getrandbits(64):x}"
