"""Real decisions of the Housing Ombudsman, counted again: the days stated, the days there were, and the law.

A decision is a JSON file: case, landlord, decided, address, findings, a timeline, and calculations,
each an interval with label, start, end, and what the decision itself stated, which may be wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from putright.clocks.calendar import Calendar, OutsideCalendar
from putright.clocks.london import ONE_DAY, london_day, midnight
from putright.clocks.period import Period
from putright.clocks.strict_yaml import read
from putright.insight.replay import CannotRead
from putright.law.hazard_types import HazardType, hazard_types
from putright.law.loading import register
from putright.law.register import Duty, NotYetLaw

MET, NOT_MET, DEPENDS, NOT_IN_FORCE, NO_NUMBER, NO_RULE = (
    *("met", "not met", "depends", "not in force", "no number in the law", "no rule"),
)
LARGEST = 20_000_000  # bytes; the longest published decision is a hundredth of it
MOST_DAYS = 100_000
# What a decision calls a hazard, where it says one. What it does not say is not guessed at.
HAZARD_WORDS = {
    "damp_and_mould": r"\bdamp|\bmould",
    "electrical": r"\bloss of power|\belectric",
    "excess_cold": r"\bboiler|\bheating",
}


@dataclass(frozen=True)
class Interval:
    """One interval of one decision, counted, and asked of the rule it is about."""

    case: str
    label: str
    start: date
    end: date
    working_days: int
    calendar_days: int
    stated: int | None
    agrees_with_file: bool
    rule: str | None
    allowed: str | None
    due_on: date | None
    verdict: str
    because: str | None
    citation: str | None


@dataclass(frozen=True)
class Refusal:
    """Something in the folder that could not be counted, and why."""

    where: str
    reason: str
    is_interval: bool


@dataclass(frozen=True)
class DecisionsReport:
    """Every interval of every decision in a folder."""

    path: str
    as_if: date | None
    decisions: int
    found: int
    intervals: list[Interval]
    refused: list[Refusal]

    @property
    def adds_up(self) -> bool:
        """Every interval was counted or turned back, and none disagrees with what its file computed."""
        turned_back = sum(refusal.is_interval for refusal in self.refused)
        return self.found == len(self.intervals) + turned_back and all(i.agrees_with_file for i in self.intervals)


def replay_decisions(folder: Path, calendar: Calendar, *, as_if: date | None = None) -> DecisionsReport:
    """Count every interval of every decision, and ask whether the law of that day, or of another, was met."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise CannotRead(f"There is no decision (a .json file) in {folder}.")
    intervals: list[Interval] = []
    refused: list[Refusal] = []
    decisions = found = 0
    for path in paths:
        try:
            decision = _decision(path)
        except CannotRead as error:
            refused.append(Refusal(path.name, str(error), is_interval=False))
            continue
        decisions += 1
        for number, entry in enumerate(decision["calculations"], start=1):
            found += 1
            try:
                intervals.append(_interval(decision, entry, calendar, as_if))
            except (CannotRead, OutsideCalendar) as error:
                refused.append(Refusal(f"{path.name}, interval {number}", str(error), is_interval=True))
    return DecisionsReport(str(folder), as_if, decisions, found, intervals, refused)


def _decision(path: Path) -> dict[str, Any]:
    try:
        # A pipe or a device would be waited for, or read for ever.
        if not path.is_file() or path.stat().st_size > LARGEST:
            raise CannotRead("It is not a file of a decision's size.")
        text = path.read_text(encoding="utf-8")
        decision = json.loads(text)
        json.dumps(decision, ensure_ascii=False).encode("utf-8")
    except CannotRead:
        raise
    except OSError as error:
        raise CannotRead(f"It cannot be opened: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        raise CannotRead(f"It is not JSON that can be read: {str(error)[:200]}") from None
    if not isinstance(decision, dict) or not isinstance(decision.get("calculations"), list):
        raise CannotRead("It has no list of calculations, so it is not a decision in the shape we read.")
    if not isinstance(decision.get("case"), str) or not decision["case"].strip():
        raise CannotRead("It has no case reference.")
    return decision


def _interval(decision: dict[str, Any], entry: Any, calendar: Calendar, as_if: date | None) -> Interval:
    if not isinstance(entry, Mapping) or not {"label", "start", "end"} <= set(entry):
        raise CannotRead("An interval needs a label, a start and an end.")
    start, end = _day(entry["start"]), _day(entry["end"])
    if end < start:
        raise CannotRead(f"It ends on {end}, before it starts on {start}.")
    for name in ("stated", "working_days", "calendar_days"):
        number = entry.get(name)
        is_whole = isinstance(number, int) and not isinstance(number, bool)
        if number is not None and not (is_whole and 0 <= number <= MOST_DAYS):
            raise CannotRead(f"{name} is “{str(number)[:60]}”, which is not a whole number of days.")
    label = entry["label"]
    if not isinstance(label, str):
        raise CannotRead("An interval's label must be words.")
    working_days, calendar_days = calendar.working_days_between(start, end), (end - start).days
    counts = {"working_days": working_days, "calendar_days": calendar_days}
    agrees = all(entry.get(name) in (None, count) for name, count in counts.items())
    verdict: str = NO_RULE
    facts: dict[str, Any] = {}
    rule = next((rule for rule in rules() if re.search(rule["label"], label)), None)
    if rule:
        verdict, facts = _verdict(rule, label, decision, start, end, calendar, as_if)
    return Interval(
        case=str(decision["case"]),
        label=label,
        start=start,
        end=end,
        working_days=working_days,
        calendar_days=calendar_days,
        stated=entry.get("stated"),
        agrees_with_file=agrees,
        rule=" then ".join(rule["rule"]) if rule else None,
        allowed=facts.get("allowed"),
        due_on=facts.get("due_on"),
        verdict=verdict,
        because=facts.get("because"),
        citation=facts.get("citation"),
    )


def _day(value: object) -> date:
    try:
        if isinstance(value, str) and len(value) == len("2024-01-31"):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise CannotRead(f"“{str(value)[:60]}” is not a day written like 2024-01-31.")


@cache
def rules() -> tuple[dict[str, Any], ...]:
    """Which rule each label is about."""
    return tuple(read(Path(__file__).parent / "intervals.yaml"))


def _verdict(
    rule: Mapping[str, Any],
    label: str,
    decision: Mapping[str, Any],
    start: date,
    end: date,
    calendar: Calendar,
    as_if: date | None,
) -> tuple[str, dict[str, Any]]:
    """Whether the rule was met. Where several duties follow one another, each may take all its time."""
    duties = [register()[name] for name in rule["rule"]]
    law_day = as_if or start
    if why_not := _not_in_force(duties, label, decision, law_day):
        return NOT_IN_FORCE, {"because": why_not}
    versions = [duty.on(law_day) for duty in duties]
    facts: dict[str, Any] = {
        "allowed": " then ".join(str(version.within) for version in versions),
        "citation": "; ".join(str(version.citation) for version in versions),
    }
    if any(version.within.is_open for version in versions):
        return NO_NUMBER, facts
    latest = start
    for version in versions:
        latest = _last_day(version.within, latest, calendar)
    facts["due_on"] = latest
    if end > latest:
        if rule.get("extension") and duties[-1].extension:
            facts["because"] = "Unless the resident was told of an extension in time, which the interval does not say."
        return NOT_MET, facts
    surely = _last_day(versions[-1].within, start, calendar)
    if end > surely or (versions[-1].within.unit == "hours" and end > start):
        facts["because"] = _what_it_turns_on(versions[-1].within, surely)
        return DEPENDS, facts
    return MET, facts


def _what_it_turns_on(period: Period, surely: date) -> str:
    if period.unit == "hours":
        return "The hours are not stated, so it turns on the time of day."
    return f"It turns on the day of the acknowledgement, since the answer came after {surely}."


def _last_day(period: Period, start: date, calendar: Calendar) -> date:
    if period.unit == "hours":
        # With only the day known, the hours may begin at its last moment.
        last = midnight(start + ONE_DAY) - timedelta(seconds=1) + timedelta(hours=period.count)
        return london_day(last)
    return period.last_day(start, calendar)


def _not_in_force(duties: list[Duty], label: str, decision: Mapping[str, Any], day: date) -> str | None:
    for duty in duties:
        try:
            duty.on(day)
        except NotYetLaw as error:
            return str(error)
        if duty.phase:
            hazard = hazard_named(label, decision)
            if hazard is None:
                return "The decision does not say which hazard it was, so no rule of Awaab's Law is applied."
            heading = "emergency" if ".emergency" in duty.name else "significant"
            if not hazard.in_force(heading, day):
                return hazard.why_not_yet(heading)
    return None


def hazard_named(label: str, decision: Mapping[str, Any]) -> HazardType | None:
    """The hazard that an interval's label names, or else the one that the decision's findings name."""
    for text in (label, str(decision.get("findings", "")), json.dumps(decision.get("timeline", ""))):
        for slug, words in HAZARD_WORDS.items():
            if re.search(words, text, re.IGNORECASE):
                return hazard_types()[slug]
    return None


def by_verdict(intervals: list[Interval]) -> Iterator[tuple[str, int]]:
    """How many intervals came to each verdict."""
    for verdict in (MET, NOT_MET, DEPENDS, NO_NUMBER, NOT_IN_FORCE, NO_RULE):
        if count := sum(interval.verdict == verdict for interval in intervals):
            yield verdict, count
