"""What the law required of a case: each duty, when it began, by when, and what became of it.

Functions here take plain facts and a calendar and ask nobody what time it is: the same facts give
the same answer for ever. `putright.law.bulk` says the same of many millions of cases at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from putright.clocks.calendar import Calendar
from putright.clocks.london import london_day
from putright.clocks.strict_yaml import read
from putright.law.conditions import Condition, Facts
from putright.law.facts import check
from putright.law.hazard_types import hazard_types
from putright.law.loading import HERE, citation, register
from putright.law.register import Citation, Duty, End, NotYetLaw, Version

# Whether a duty binds.
BINDS = "binds"
NOT_STARTED = "not started"  # nothing has happened yet that starts it, or it does not apply to this case
NOT_IN_FORCE = "not in force"  # it was not law on that day, for that kind of hazard
OUT_OF_SCOPE = "out of scope"  # the law does not cover this home or this cause
BINDINGS = (BINDS, NOT_STARTED, NOT_IN_FORCE, OUT_OF_SCOPE)

# What became of a duty that binds, by some moment.
MET, MET_LATE, FELL_AWAY, MISSED, RUNNING = "met", "met late", "fell away", "missed", "running"
OUTCOMES = (MET, MET_LATE, FELL_AWAY, MISSED, RUNNING)


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """A reason why an area of law does not bind a case."""

    condition: Condition
    says: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Requirement:
    """One duty, asked of one case. Moments are in UTC; `due_before` is the first moment too late."""

    duty: Duty
    binding: str
    because: str | None = None
    version: Version | None = None
    start: datetime | None = None
    started_by: str | None = None
    due_before: datetime | None = None
    extended: bool = False
    met_at: datetime | None = None
    ended_at: datetime | None = None
    fell_away_at: datetime | None = None
    fell_away: End | None = None
    # It was missed, and this then left nothing of it to do: it is not open any more, and was missed for ever.
    over_at: datetime | None = None
    over_by: End | None = None

    def outcome(self, at: datetime) -> str | None:
        """What had become of it by a moment; nothing for a duty that does not bind."""
        if self.binding != BINDS or self.start is None:
            return None
        met_at = self.met_at or self.ended_at
        if met_at is not None and met_at <= at:
            return MET if self.due_before is None or met_at < self.due_before else MET_LATE
        if self.fell_away_at is not None and self.fell_away_at <= at:
            return FELL_AWAY
        if self.due_before is not None and self.due_before <= at:
            return MISSED
        return RUNNING


def required(area: str, facts: Facts, calendar: Calendar, *, as_if: date | None = None) -> tuple[Requirement, ...]:
    """Every duty of an area of law, asked of one case.

    `as_if` asks what the law of one day would have required, whenever it happened. Raises
    FactsDisagree for facts that cannot be true together, and OutsideCalendar where the bank
    holidays needed are not known. Nothing is guessed.
    """
    check(area, facts)
    outside = out_of_scope(area, facts)
    duties = register().areas.get(area, ())
    return tuple(_require(duty, facts, calendar, outside, as_if) for duty in duties)


def require(duty: Duty, facts: Facts, calendar: Calendar, *, as_if: date | None = None) -> Requirement:
    """One duty, asked of one case."""
    check(duty.area, facts)
    return _require(duty, facts, calendar, out_of_scope(duty.area, facts), as_if)


def _require(
    duty: Duty, facts: Facts, calendar: Calendar, outside: OutOfScope | None, as_if: date | None
) -> Requirement:
    duty = duty.as_if(as_if) if as_if else duty
    start, started_by, day_zero = _started(duty, facts, as_if)
    if start is None or not duty.condition.holds(facts):
        return Requirement(duty, NOT_STARTED)
    if outside:
        return Requirement(duty, OUT_OF_SCOPE, outside.says, start=start, started_by=started_by)
    if why_not := not_covered(duty, facts, _regime_day(day_zero, as_if)):
        return Requirement(duty, NOT_IN_FORCE, why_not, start=start, started_by=started_by)
    try:
        version = duty.on(london_day(start))
    except NotYetLaw as not_yet:
        return Requirement(duty, NOT_IN_FORCE, str(not_yet), start=start, started_by=started_by)
    due_before, extended = due(duty, version, start, facts, calendar)
    met_at = _met(duty, facts, start, day_zero)
    ended_at = _earliest(_moment(facts, name) for name in duty.lasts_until)
    end, fell_away_at = _fell_away(duty, facts, start, due_before, met_at)
    if fell_away_at is not None:
        met_at = None
    over_by, over_at = _over(duty, facts, due_before, met_at)
    return Requirement(
        duty,
        BINDS,
        version=version,
        start=start,
        started_by=started_by,
        due_before=due_before,
        extended=extended,
        met_at=met_at,
        ended_at=ended_at,
        fell_away=end,
        fell_away_at=fell_away_at,
        over_at=over_at,
        over_by=over_by,
    )


def due(
    duty: Duty, version: Version, start: datetime, facts: Facts, calendar: Calendar
) -> tuple[datetime | None, bool]:
    """The first moment too late, and whether it was put off by an extension the resident was told of."""
    if duty.counts_back:
        return version.within.notice_by(start, calendar), False
    due_before = version.within.due_before(start, calendar)
    told_at = _moment(facts, duty.extension.fact) if duty.extension else None
    if duty.extension is None or told_at is None or due_before is None or told_at >= due_before:
        return due_before, False
    return version.within.plus(duty.extension.within).due_before(start, calendar), True


def not_covered(duty: Duty, facts: Facts, on: date | None) -> str | None:
    """Why the duty was not law for this kind of hazard on a day; nothing if it was, or if no day is known."""
    if not duty.phase or on is None:
        return None
    heading = next(phase.heading for phase in duty.phase if phase.condition.holds(facts))
    hazard = hazard_types()[str(facts["hazard"])]
    return None if hazard.in_force(heading, on) else hazard.why_not_yet(heading)


def _regime_day(day_zero: datetime | None, as_if: date | None) -> date | None:
    return as_if or (london_day(day_zero) if day_zero else None)


def day_zero_of(facts: Facts, start: datetime) -> datetime | None:
    """The awareness that something goes back to: the latest material change not after it, or the first awareness.

    Its London day decides which phase of the law binds, and nothing done before it counts.
    """
    changed_at = _moment(facts, "material_change_at")
    return changed_at if changed_at and changed_at <= start else _moment(facts, "aware_at")


@cache
def scope(area: str) -> tuple[OutOfScope, ...]:
    """The reasons why an area of law may not bind, in the order they are asked."""
    entries = read(HERE / "tables" / "scope.yaml").get(area, [])
    instruments = register().instruments
    return tuple(OutOfScope(Condition.read(entry), entry["says"], citation(entry, instruments)) for entry in entries)


def out_of_scope(area: str, facts: Facts) -> OutOfScope | None:
    """The first reason why the law does not bind this case; nothing if it binds, or if we cannot say."""
    return next((reason for reason in scope(area) if reason.condition.holds(facts)), None)


def _started(duty: Duty, facts: Facts, as_if: date | None) -> tuple[datetime | None, str | None, datetime | None]:
    """What starts it, by which fact, and day zero: the first alternative that the law covers, or else the first."""
    moments = ((start.moment(facts), start.fact) for start in duty.starts)
    found = [(moment, fact, day_zero_of(facts, moment)) for moment, fact in moments if moment is not None]
    covered = (each for each in found if not_covered(duty, facts, _regime_day(each[2], as_if)) is None)
    return next(covered, found[0] if found else (None, None, None))


def _met(duty: Duty, facts: Facts, start: datetime, day_zero: datetime | None) -> datetime | None:
    """The first fact that meets it. One from before the start counts only where being early is as good."""
    moments = [moment for name in duty.met_by if (moment := _moment(facts, name)) is not None]
    if duty.counts_back:
        return _earliest(moments)
    earliest = day_zero if duty.early_counts else start
    return _earliest(moment for moment in moments if earliest is None or moment >= earliest)


def _fell_away(
    duty: Duty, facts: Facts, start: datetime, due_before: datetime | None, met_at: datetime | None
) -> tuple[End | None, datetime | None]:
    """The first lawful end that came before the duty was met and before it was due."""
    ends = []
    for order, end in enumerate(duty.falls_away):
        moment = _moment(facts, end.fact)
        if moment is None or not end.condition.holds(facts):
            continue
        if (due_before is None or moment < due_before) and (met_at is None or moment < met_at):
            ends.append((moment, order, end))
    if not ends:
        return None, None
    moment, _, end = min(ends)
    return end, max(moment, start)


def _over(
    duty: Duty, facts: Facts, due_before: datetime | None, met_at: datetime | None
) -> tuple[End | None, datetime | None]:
    """The first end that came too late to excuse it, and left nothing of it to do."""
    if due_before is None:
        return None, None
    ends = [
        (moment, order, end)
        for order, end in enumerate(duty.falls_away)
        if end.too_late and (moment := _moment(facts, end.fact)) and end.condition.holds(facts) and moment >= due_before
    ]
    if not ends:
        return None, None
    moment, _, end = min(ends)
    return (None, None) if met_at is not None and met_at <= moment else (end, moment)


def _moment(facts: Facts, name: str) -> datetime | None:
    value = facts.get(name)
    return value if isinstance(value, datetime) else None


def _earliest(moments: Iterable[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)
