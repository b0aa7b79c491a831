"""Whether a complaint may be refused, how long an answer may lawfully take, and which Ombudsman it goes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from putright.clocks.calendar import Calendar
from putright.clocks.london import london_day
from putright.clocks.period import Period
from putright.clocks.strict_yaml import read
from putright.law.letters import Item, letters
from putright.law.loading import HERE, citation, register
from putright.law.register import Citation, Instrument

OVER_12_MONTHS, COURT_CLAIM, ALREADY_DECIDED = "over 12 months ago", "court claim filed", "already decided"
TWELVE_MONTHS = Period(12, "months")
PROVIDERS = ("council", "registered provider")
FUNCTIONS = ("landlord", "another council function")


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A reason for which the Code lets a landlord refuse a complaint."""

    key: str
    says: str
    discretion: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class NotAReason:
    """Something that may feel like a reason to refuse a complaint, and is not one."""

    key: str
    says: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class MayRefuse:
    """The reasons that may be used, what is not one, and what the resident must be told if one is used."""

    reasons: tuple[Exclusion, ...]
    not_reasons: tuple[NotAReason, ...]
    must_tell: tuple[Item, ...]

    @property
    def must_accept(self) -> bool:
        """Whether there is no reason here that the Code allows."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Ombudsman:
    """Who looks at a complaint when the landlord has finished with it."""

    key: str
    name: str
    code: Instrument
    site: str
    note: str
    citation: Citation
    ways: tuple[tuple[str, date, date | None], ...]
    ways_citation: Citation | None

    def ways_to_ask(self, on: date) -> tuple[str, ...]:
        """How a resident could bring a complaint on a day."""
        return tuple(way for way, first, last in self.ways if first <= on and (last is None or on <= last))


@cache
def exclusions() -> Mapping[str, Exclusion]:
    """The reasons the Code allows, by name."""
    instruments = register().instruments
    return {
        key: Exclusion(key, entry["says"], entry["discretion"], citation(entry, instruments))
        for key, entry in _table("exclusions")["reasons"].items()
    }


@cache
def never_reasons() -> Mapping[str, NotAReason]:
    """What is never a reason, by name."""
    instruments = register().instruments
    return {
        key: NotAReason(key, entry["says"], citation(entry, instruments))
        for key, entry in _table("exclusions")["never"].items()
    }


def may_refuse(
    *,
    complained_on: date,
    happened_on: date | None,
    became_aware_on: date | None,
    calendar: Calendar,
    claim_filed_on: date | None = None,
    court_spoken_of: bool = False,
    already_decided: bool = False,
) -> MayRefuse:
    """Which reasons the Code allows for refusing this complaint.

    Twelve months are counted from the later of what happened and when the resident became aware of
    it. Where either is not known, the age of a complaint is no reason to refuse it.
    """
    usable, not_usable = [], ["blanket"]
    if happened_on is None or became_aware_on is None:
        not_usable.append("when_not_known")
    elif complained_on > TWELVE_MONTHS.last_day(max(happened_on, became_aware_on), calendar):
        usable.append(OVER_12_MONTHS)
    if claim_filed_on is not None and claim_filed_on <= complained_on:
        usable.append(COURT_CLAIM)
    elif court_spoken_of:
        not_usable.append("letter_before_claim")
    if already_decided:
        usable.append(ALREADY_DECIDED)
    return MayRefuse(
        tuple(exclusions()[key] for key in usable),
        tuple(never_reasons()[key] for key in not_usable),
        tuple(item for item in letters()["refusal"].items if item.is_required) if usable else (),
    )


def longest_extension(stage: int) -> Period:
    """How much more time the Code allows at a stage before a longer one needs a good reason."""
    extension = register()[_response(stage)].extension
    assert extension is not None
    return extension.within


def latest_response(stage: int, acknowledged_at: datetime, calendar: Calendar) -> datetime:
    """The first moment too late for a response that was extended as far as the Code allows."""
    duty = register()[_response(stage)]
    period = duty.on(london_day(acknowledged_at)).within.plus(longest_extension(stage))
    due_before = period.due_before(acknowledged_at, calendar)
    assert due_before is not None
    return due_before


@cache
def ombudsmen() -> Mapping[str, Ombudsman]:
    """The two Ombudsmen a landlord's residents may need."""
    return {key: _ombudsman(key, entry) for key, entry in _table("ombudsmen").items()}


def ombudsman_for(provider: str, function: str) -> Ombudsman:
    """Who a complaint goes to: a landlord's work to the Housing Ombudsman, the rest of a council's to the other."""
    if provider not in PROVIDERS or function not in FUNCTIONS:
        raise ValueError(
            f"A provider is one of {', '.join(PROVIDERS)} and a function one of {', '.join(FUNCTIONS)}; "
            f"this says {provider} and {function}."
        )
    if provider != "council" and function != "landlord":
        raise ValueError("Only a council has another council function.")
    return ombudsmen()["housing" if function == "landlord" else "local_government"]


def _response(stage: int) -> str:
    if stage not in (1, 2):
        raise ValueError(f"There are two stages and never more; stage {stage} is not one of them.")
    return f"complaints.stage_{stage}_respond"


def _ombudsman(key: str, entry: Mapping[str, Any]) -> Ombudsman:
    instruments = register().instruments
    ways = tuple((way["way"], way["from"], way.get("until")) for way in entry["ways"])
    ways_citation = (
        citation({"law": entry["ways_law"], "checked": entry["ways_checked"]}, instruments) if ways else None
    )
    return Ombudsman(
        key=key,
        name=entry["name"],
        code=instruments[entry["code"]],
        site=entry["site"],
        note=entry["note"],
        citation=citation(entry, instruments),
        ways=ways,
        ways_citation=ways_citation,
    )


def _table(name: str) -> Any:
    return read(HERE / "tables" / f"{name}.yaml")
