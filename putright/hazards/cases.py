"""A case as it stands: its facts read once, changed together, and the law asked again of every day zero it has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from putright.accounts.models import Role
from putright.deadlines.actions import reckon_many
from putright.deadlines.models import Deadline
from putright.deadlines.reckoning import Asked, Owed
from putright.hazards import facts
from putright.hazards.facts import Known, Value
from putright.hazards.models import Case, Fact, Investigation
from putright.law.facts import FactsDisagree
from putright.record.actions import Said
from putright.repairs.models import Report

# Who is told of what the law asks, while nobody has taken the case on.
WHO_INVESTIGATES = Role.Name.SURVEYOR


class Standing:
    """The facts of one case, held until the transaction ends, and what is to be said of them in the record."""

    def __init__(self, case: Case, rows: Sequence[Fact] = ()) -> None:
        self.case = case
        self.rows = list(rows)
        self.lines: list[Said] = []

    @classmethod
    def of(cls, case: Case) -> Standing:
        """A case that nobody else changes until we are done."""
        held = Case.objects.select_for_update(of=("self",)).select_related("report", "owner").get(pk=case.pk)
        return cls(held, list(held.facts.order_by("pk")))

    @classmethod
    def of_report(cls, report: Report) -> Standing | None:
        """The case of a report, if it has one."""
        case = Case.objects.filter(report=report).first()
        return cls.of(case) if case else None

    @property
    def day_zero(self) -> int:
        """The day zero it stands at now."""
        return facts.last_day_zero(self.rows)

    def known(self, day_zero: int | None = None) -> Known:
        """What is known from one day zero on: the last, if none is named."""
        return facts.known(self.rows, day_zero or self.day_zero)

    def current(self, name: str, day_zero: int) -> Fact | None:
        """The row that says what a fact of one day zero is now."""
        mine = [fact for fact in self.rows if (fact.day_zero, fact.name) == (day_zero, name)]
        return max(mine, key=lambda fact: fact.pk, default=None)

    def say(
        self, name: str, value: Value | None, *, by: str, at: datetime, why: str = "", day_zero: int | None = None
    ) -> Fact:
        """State a fact, or put right what was stated: then `why` says why. Nothing is changed, a row is added."""
        day_zero = day_zero or self.day_zero
        words, before = facts.kept(name, value), self.current(name, day_zero)
        if before is not None and before.value == words:
            return before
        if before is not None and not why.strip():
            raise FactsDisagree(name, f"{name} was written down before. Say why it is put right.")
        fact = Fact.objects.create(
            case=self.case,
            day_zero=day_zero,
            name=name,
            value=words,
            stated_at=at,
            by=by,
            corrects=before,
            why=why.strip()[:500] if before else "",
        )
        self.rows.append(fact)
        said = {"fact": name, "value": words, "day_zero": day_zero}
        if before is None:
            self.lines.append(Said("hazards.fact_stated", self.case.about, said))
        else:
            self.lines.append(Said("hazards.fact_corrected", self.case.about, {**said, "was": before.value}))
        return fact

    def check(self, *, at: datetime) -> None:
        """Refuse what cannot be true together, from any day zero on. Raises FactsDisagree."""
        for day_zero in range(1, self.day_zero + 1):
            facts.check(self.known(day_zero), at=at)

    def reckon(
        self, *, by: str, at: datetime, owed: Sequence[Owed] = (), because: Sequence[Said] = (), is_new: bool = False
    ) -> list[Deadline]:
        """Ask the law again of every day zero, and begin what else is owed; every deadline there then is."""
        asked = [
            Asked(
                area=facts.AREA,
                facts=facts.asked(self.known(day_zero)),
                about=self.case.about,
                role=WHO_INVESTIGATES,
                owner=self.case.owner,
                day_zero=day_zero,
            )
            for day_zero in range(1, self.day_zero + 1)
        ]
        return reckon_many(asked=asked, owed=owed, by=by, at=at, because=because, are_new=is_new)


def hold_investigation(number: int) -> Investigation:
    """What was looked into, which nobody else changes until we are done: its case first and then itself, always so."""
    Case.objects.select_for_update(of=("self",)).get(investigations=number)
    return Investigation.objects.select_for_update().get(pk=number)


def class_of(known: Known) -> str:
    """What a case is treated as now, by its facts: an emergency found on the way is one."""
    if "reported_as" not in known:
        return "neither"
    return "emergency" if "emergency_identified_at" in known else str(known["reported_as"])
