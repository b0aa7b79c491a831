"""Why this date? Day zero, each day counted, each day skipped and why, and what could not stop it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from putright.clocks.calendar import Calendar, CountedDay
from putright.clocks.london import ONE_DAY, london_day, written, written_day
from putright.clocks.period import crosses_clock_change
from putright.clocks.strict_yaml import read
from putright.law.conditions import Facts
from putright.law.facts import facts_of_area
from putright.law.loading import HERE, citation, register
from putright.law.register import Citation, Version
from putright.law.requirements import BINDS, Requirement


@dataclass(frozen=True, slots=True)
class NeverStops:
    """Something that happened and stopped nothing, however good a reason it was."""

    fact: str
    says: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything a person needs to check a due date with a calendar and a pencil."""

    requirement: Requirement
    day_zero: date | None
    days: tuple[CountedDay, ...]
    last_day: date | None
    notes: tuple[str, ...]
    could_not_stop: tuple[tuple[NeverStops, datetime], ...]
    worst_case: datetime | None
    calendar_version: str

    @property
    def version(self) -> Version | None:
        return self.requirement.version

    def lines(self) -> Iterator[str]:
        """The explanation in plain words, a line each."""
        requirement, version = self.requirement, self.requirement.version
        duty = requirement.duty
        yield f"{duty.title} ({duty.name})"
        yield duty.asks
        if requirement.start is None:
            yield "Nothing has happened yet that starts it."
            return
        yield f"It starts: {written(requirement.start)} in London.{_said_of(requirement)}"
        if requirement.binding != BINDS or version is None:
            yield f"It is {requirement.binding}. {requirement.because}"
            return
        yield f"The law: {version.within}, in force from {written_day(version.since)}. {version.citation}."
        yield version.citation.how_known
        if requirement.extended and duty.extension:
            yield f"Extended by {duty.extension.within}: the resident was told in time. {duty.extension.citation}."
        yield from self._counting()
        yield from self.notes
        yield from self._ending()
        for reason, at in self.could_not_stop:
            yield f"{written(at)}: {reason.says} ({reason.citation})"

    def _counting(self) -> Iterator[str]:
        if self.day_zero is not None and (self.days or self.last_day):
            yield f"Day zero is {written_day(self.day_zero)}. It is not counted."
        for day in self.days:
            shown = f"day {day.number}" if day.number else f"not counted: {day.skipped_because}"
            yield f"  {day.day.isoformat()}  {day.day:%a}  {shown}"
        requirement = self.requirement
        if requirement.due_before is None:
            yield "The law gives no number here, so it counts up, and there is no date to be late by."
        elif self.last_day is not None:
            yield f"The last day in time is {written_day(self.last_day)}, to the end of the day."
        else:
            yield f"It must be done before {written(requirement.due_before)} in London."
        if self.worst_case and self.worst_case != requirement.due_before:
            yield (
                f"Counted from the first awareness it would be before {written(self.worst_case)}. "
                "Work to that if you can."
            )

    def _ending(self) -> Iterator[str]:
        requirement = self.requirement
        if requirement.fell_away and requirement.fell_away_at:
            end = requirement.fell_away
            yield f"It fell away {written(requirement.fell_away_at)}. {end.says} ({end.citation})"
        elif met_at := requirement.met_at or requirement.ended_at:
            yield f"It was {requirement.outcome(met_at)}: {written(met_at)}."
            if requirement.due_before and met_at >= requirement.due_before:
                yield f"That is {in_words(met_at - requirement.due_before)} late."
        elif requirement.over_by and requirement.over_at:
            yield f"It was missed. It was over {written(requirement.over_at)}. {requirement.over_by.too_late}"


def explain(requirement: Requirement, facts: Facts, calendar: Calendar) -> Explanation:
    """How a requirement came to its date."""
    start, version = requirement.start, requirement.version
    days: tuple[CountedDay, ...] = ()
    notes: tuple[str, ...] = (requirement.duty.we_read_it,) if requirement.duty.we_read_it else ()
    last_day = worst = None
    if start is not None and version is not None and requirement.due_before is not None:
        days, last_day = _days(requirement, start, version, calendar)
        if version.within.unit == "hours" and (changed := crosses_clock_change(start, requirement.due_before)):
            notes += (changed,)
        worst = _worst_case(requirement, version, facts, calendar)
    stopped_nothing = tuple(
        (reason, moment)
        for reason in never_stops(requirement.duty.area)
        if isinstance(moment := facts.get(reason.fact), datetime)
    )
    return Explanation(
        requirement,
        london_day(start) if start else None,
        days,
        last_day,
        notes,
        stopped_nothing,
        worst,
        calendar.version,
    )


def why(name: str, start: datetime, calendar: Calendar) -> Explanation:
    """How the date of one duty is counted from the moment that starts it, whatever else the facts may be."""
    duty = register()[name]
    version = duty.on(london_day(start))
    due_before = (
        version.within.notice_by(start, calendar) if duty.counts_back else version.within.due_before(start, calendar)
    )
    requirement = Requirement(duty, BINDS, version=version, start=start, due_before=due_before)
    return explain(requirement, {}, calendar)


def _days(
    requirement: Requirement, start: datetime, version: Version, calendar: Calendar
) -> tuple[tuple[CountedDay, ...], date | None]:
    """Each day on the way to the last, where working days are counted; and the last day itself."""
    period = version.within
    if requirement.extended and requirement.duty.extension:
        period = period.plus(requirement.duty.extension.within)
    if period.unit == "hours":
        return (), None
    assert requirement.due_before is not None
    last_day = london_day(requirement.due_before) - ONE_DAY
    if period.unit != "working days":
        return (), last_day
    back = requirement.duty.counts_back
    return calendar.counted(london_day(start), period.count, back=back), last_day


def _worst_case(requirement: Requirement, version: Version, facts: Facts, calendar: Calendar) -> datetime | None:
    name = requirement.duty.worst_case_from
    first = facts.get(name) if name and name != requirement.started_by else None
    return version.within.due_before(first, calendar) if isinstance(first, datetime) else None


@cache
def never_stops(area: str) -> tuple[NeverStops, ...]:
    """What never stops a clock in an area of law."""
    entries = read(HERE / "tables" / "never_stops.yaml").get(area, [])
    instruments = register().instruments
    return tuple(NeverStops(entry["fact"], entry["says"], citation(entry, instruments)) for entry in entries)


def _said_of(requirement: Requirement) -> str:
    """The fact that started it, in words, where one is named."""
    if requirement.started_by is None:
        return ""
    return f" {facts_of_area(requirement.duty.area)[requirement.started_by].says}"


def in_words(length: timedelta) -> str:
    """A length of time in days, hours and minutes: 2 days and 3 hours."""
    minutes = int(length.total_seconds() // 60)
    parts = [(minutes // 1440, "day"), (minutes // 60 % 24, "hour"), (minutes % 60, "minute")]
    said = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count]
    return " and ".join(said[:2]) or "less than a minute"
