"""What an investigation came to, as it is told when it concludes; and what must be said before it can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from putright.clocks.london import london_day
from putright.hazards.facts import Known
from putright.hazards.models.investigation import Investigation, Recommendation
from putright.law.hazard_types import hazard_types

Kind, Found, Purpose = Investigation.Kind, Investigation.Found, Recommendation.Purpose
# The fact that says when each kind concluded, and the one that says what it found, where the law asks for it.
CONCLUDED: Mapping[str, str] = {
    Kind.STANDARD: "investigated_at",
    Kind.EMERGENCY: "emergency_investigated_at",
    Kind.RENEWED: "renewed_investigated_at",
    Kind.FURTHER: "further_investigated_at",
}
FOUND: Mapping[str, str] = {Kind.STANDARD: "found", Kind.EMERGENCY: "found", Kind.RENEWED: "renewed_found"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen in one room, and measured there."""

    name: str
    words: str = ""
    measured: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recommended:
    """One thing that should be done, from when until when; or why it is not going to be."""

    purpose: str
    words: str
    begin_on: date | None = None
    finish_on: date | None = None
    why_not: str = ""

    @property
    def is_to_be_done(self) -> bool:
        """Whether it is going to be done."""
        return not self.why_not


@dataclass(frozen=True, slots=True)
class Findings:
    """All that an investigation found."""

    concluded_at: datetime
    is_in_person: bool
    competence: str
    found: str
    hazard: str = ""
    present: str = ""
    causes: str = ""
    why: str = ""
    needs_further: bool = False
    rooms: tuple[Seen, ...] = ()
    recommended: tuple[Recommended, ...] = ()

    @property
    def is_hazard(self) -> bool:
        """Whether it is one."""
        return self.found in (Found.SIGNIFICANT, Found.EMERGENCY)

    @property
    def needs_prevention(self) -> bool:
        """Whether work is needed to stop it coming back; said to be while nobody can say yet."""
        return self.needs_further or any(
            one.purpose == Purpose.PREVENT and one.is_to_be_done for one in self.recommended
        )


def missing(findings: Findings, kind: str, began_at: datetime) -> Iterator[tuple[str, str]]:
    """What is missing or cannot be, each by the box it belongs to, in a sentence that says what to do."""
    if not findings.competence.strip():
        yield "competence", "Say what makes you able to judge this hazard: training, or years of doing it."
    if kind == Kind.RENEWED and not findings.is_in_person:
        yield "is_in_person", "They asked for somebody to come. A renewed investigation is in person."
    if findings.concluded_at < began_at:
        yield "told", "It concluded before it began. Check the day and the time."
    if findings.is_hazard:
        yield from _of_a_hazard(findings)
    elif not findings.why.strip():
        yield "why", "Say why nothing needs doing. Whoever lives there reads it in the written summary."
    if not any(room.words.strip() or room.measured for room in findings.rooms):
        yield "room-1-words", "Write down what you saw or were told, in one room at least."
    for number, one in enumerate(findings.recommended, 1):
        yield from _of_a_recommendation(one, number, findings)


def _of_a_hazard(findings: Findings) -> Iterator[tuple[str, str]]:
    if findings.hazard not in hazard_types():
        yield "hazard", "Choose which kind of hazard it is."
    if not findings.recommended and not findings.needs_further:
        yield "recommend-1-words", "Say what should be done, or that somebody must look further."
    if not findings.causes.strip() and not findings.needs_further:
        yield "causes", "Say what causes it, or that somebody must look further."


def _of_a_recommendation(one: Recommended, number: int, findings: Findings) -> Iterator[tuple[str, str]]:
    box = f"recommend-{number}"
    if not one.words.strip():
        yield f"{box}-words", "Say what should be done."
    if one.why_not.strip():
        if one.begin_on or one.finish_on:
            yield f"{box}-why_not", "It has days to be done by, and a reason why it is not. Take one of them out."
        return
    if one.begin_on is None:
        yield f"{box}-begin-day", "Say on which day it is to begin: the written summary must."
    if one.finish_on is None:
        yield f"{box}-finish-day", "Say on which day it is to be finished: the written summary must."
    if one.begin_on and one.finish_on and one.finish_on < one.begin_on:
        yield f"{box}-finish-day", "It would be finished before it begins. Check both days."
    if one.begin_on and one.begin_on < london_day(findings.concluded_at):
        yield f"{box}-begin-day", "It would begin before this was found out. Give the day of the visit, or a later one."


def kinds(known: Known) -> tuple[str, ...]:
    """Which kinds of investigation the law asks for, or allows, as a case stands; the one to begin with first."""
    found: list[str] = []
    if "in_person_requested_at" in known and "renewed_investigated_at" not in known:
        found.append(Kind.RENEWED)
    is_emergency = known.get("reported_as") == "emergency" or "emergency_identified_at" in known
    if is_emergency and not {"emergency_investigated_at", "investigated_at"} & set(known):
        found.append(Kind.EMERGENCY)
    if known.get("further_investigation_needed") is True and "further_investigated_at" not in known:
        found.append(Kind.FURTHER)
    if not is_emergency or "emergency_investigated_at" in known or "investigated_at" in known:
        # A second opinion is a standard investigation too.
        found.append(Kind.STANDARD)
    return tuple(dict.fromkeys(str(kind) for kind in found))
