"""The same law over many millions of cases at once, as expressions that DuckDB and Spark both run.

`putright.law.requirements` asks one duty of one case; this asks one duty of a table of cases. Both
read the same register, and a property test holds them to the same answer, to the second.

A table of cases has a column `row` and one for each fact that a duty turns on: a moment in whole
seconds since 1970 in UTC, a choice as its word, yes or no as true or false, and nothing where it is
not known. What comes back are the columns of RESULT.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import ibis

from putright.clocks.calendar import Calendar
from putright.clocks.london import midnight
from putright.clocks.period import Period
from putright.law.bulk_starts import NEVER, NOTHING, holds, with_start
from putright.law.calendar_table import CalendarTable, seconds, utc_day
from putright.law.facts import MOMENT, YES_OR_NO, facts_of_area
from putright.law.loading import facts_of
from putright.law.register import Duty, Version
from putright.law.requirements import (
    BINDS,
    FELL_AWAY,
    MET,
    MET_LATE,
    MISSED,
    NOT_IN_FORCE,
    NOT_STARTED,
    OUT_OF_SCOPE,
    RUNNING,
    scope,
)

# Where one case would raise OutsideCalendar, a table says so of the row and goes on with the others.
OUTSIDE_CALENDAR = "outside calendar"
RESULT = ("row", "binding", "start", "due_before", "extended", "met_at", "ended_at", "fell_away", "fell_away_at")
AS_WRITTEN, STRICTEST, KINDEST = "as written", "strictest", "kindest"
TYPES = {MOMENT: "int64", YES_OR_NO: "boolean"}


def columns(area: str) -> dict[str, str]:
    """The facts of an area as columns, and the type of each."""
    return {name: TYPES.get(fact.kind, "string") for name, fact in facts_of_area(area).items()}


def requirements(
    duty: Duty,
    cases: Any,
    calendar: CalendarTable | Calendar,
    *,
    reading: str = AS_WRITTEN,
    as_if: date | None = None,
) -> Any:
    """One duty, asked of every case in a table. Lazy: nothing runs until an engine is asked.

    Where a fact is known only to the day or the month, a second column, `<fact>__latest`, holds the
    last second it can mean. STRICTEST takes causes at their earliest and effects at their latest;
    KINDEST the other way about. Where the two agree, nothing turns on what was not written down.

    `as_if` asks what the law of one day would have required, whenever it happened.
    """
    calendar = calendar if isinstance(calendar, CalendarTable) else CalendarTable.of(calendar)
    if as_if is not None:
        duty = duty.as_if(as_if)
    table = with_start(_known(duty, cases, reading), duty, as_if).mutate(extended=ibis.literal(False))
    table = table.mutate(binding=_binding(table, duty))
    table = _with_due(table, duty, calendar)
    is_outside = (table.binding == BINDS) & table.is_outside
    table = table.mutate(binding=ibis.ifelse(is_outside, OUTSIDE_CALENDAR, table.binding))
    binds = table.binding == BINDS
    ended_at = _earliest(table[effect(name)] for name in duty.lasts_until)
    table = table.mutate(
        due_before=ibis.ifelse(binds, table.due_before, NOTHING),
        extended=binds & table.extended,
        met_at=ibis.ifelse(binds, _met(table, duty), NOTHING),
        ended_at=ibis.ifelse(binds, ended_at, NOTHING),
    )
    table = _with_fell_away(table, duty)
    table = table.mutate(met_at=ibis.ifelse(table.fell_away.isnull(), table.met_at, NOTHING))
    return table.select(*RESULT)


def _known(duty: Duty, cases: Any, reading: str) -> Any:
    """The facts a duty turns on: each under its name as a cause, and once more as an effect."""
    kinds = columns(duty.area)
    needed = facts_of(duty) | set(kinds) & (_scope_facts(duty) | _regime_facts(duty))
    chosen: dict[str, Any] = {}
    for name in sorted(needed):
        if name not in cases.columns:
            earliest = latest = ibis.null().cast(kinds[name])
        else:
            earliest = latest = cases[name]
            if f"{name}__latest" in cases.columns:
                latest = cases[f"{name}__latest"]
        chosen[name] = latest if reading == KINDEST else earliest
        if kinds[name] == "int64":
            chosen[effect(name)] = latest if reading == STRICTEST else earliest
    return cases.select("row", **chosen)


def effect(name: str) -> str:
    """The column in which a moment is an effect, not a cause."""
    return f"{name}__effect"


def outcome(results: Any, at: Any) -> Any:
    """What had become of each by a moment in seconds; nothing where the duty does not bind."""
    met_at = ibis.coalesce(results.met_at, results.ended_at)
    in_time = results.due_before.isnull() | (met_at < results.due_before)
    return ibis.cases(
        (results.binding != BINDS, ibis.null().cast("string")),
        ((met_at <= at) & in_time, MET),
        (met_at <= at, MET_LATE),
        (results.fell_away_at <= at, FELL_AWAY),
        (results.due_before <= at, MISSED),
        else_=RUNNING,
    )


def _binding(table: Any, duty: Duty) -> Any:
    outside = [holds(table, reason.condition) for reason in scope(duty.area)]
    return ibis.cases(
        (table.start.isnull() | ~holds(table, duty.condition), NOT_STARTED),
        *((reason, OUT_OF_SCOPE) for reason in outside),
        (~table.covered, NOT_IN_FORCE),
        (_before_its_law(table, duty), NOT_IN_FORCE),
        else_=BINDS,
    )


def _before_its_law(table: Any, duty: Duty) -> Any:
    if not duty.versions:
        return ibis.literal(True)
    return table.start < seconds(midnight(duty.versions[0].since))


def _with_due(table: Any, duty: Duty, calendar: CalendarTable) -> Any:
    """Adds `due_before`, `extended`, and `is_outside`: whether bank holidays we do not know are needed."""
    periods = [(version, version.within) for version in duty.versions]
    if duty.extension:
        periods += [(version, version.within.plus(duty.extension.within)) for version in duty.versions]
    counted = list(dict.fromkeys(period for _, period in periods if _is_counted(period)))
    if counted:
        pairs = [(period, duty.counts_back) for period in counted]
        days = calendar.by_utc_day(pairs, with_season=duty.has_seasons)
        table = table.mutate(start_day=utc_day(table.start))
        table = table.left_join(days, [table.start_day == days.day])
        after = table.start >= table.turns_at
        names = [f"late_{number}" for number in range(len(counted))] + (["season"] if duty.has_seasons else [])
        table = table.mutate(
            **{name: ibis.ifelse(after, table[f"{name}_tomorrow"], table[f"{name}_today"]) for name in names}
        )

    def too_late(period: Period) -> Any:
        if period in counted:
            return table[f"late_{counted.index(period)}"]
        hours = period.count * 3600 * (-1 if duty.counts_back else 1)
        return NOTHING if period.is_open else table.start + hours

    if not duty.versions:
        return table.mutate(due_before=NOTHING, is_outside=ibis.literal(False))
    first = _by_version(table, [(version, too_late(version.within)) for version in duty.versions])
    is_open = _by_version(table, [(version, ibis.literal(version.within.is_open)) for version in duty.versions])
    is_outside = first.isnull() & ~is_open
    if duty.extension:
        told_in_time = (table[effect(duty.extension.fact)] < first).fill_null(False)
        more = duty.extension.within
        longer = _by_version(table, [(version, too_late(version.within.plus(more))) for version in duty.versions])
        is_outside |= told_in_time & longer.isnull()
        table = table.mutate(extended=told_in_time)
        first = ibis.ifelse(told_in_time, longer, first)
    return table.mutate(due_before=first, is_outside=is_outside.fill_null(False))


def _is_counted(period: Period) -> bool:
    return not period.is_open and period.unit != "hours"


def _by_version(table: Any, values: list[tuple[Version, Any]]) -> Any:
    """The value that goes with the version in force when the duty started."""
    if len(values) == 1:
        return values[0][1]
    branches = []
    for version, value in sorted(values, key=lambda pair: pair[0].since, reverse=True):
        condition = table.start >= seconds(midnight(version.since))
        if version.season:
            first, last = (month * 100 + day for month, day in version.season)
            after, until = table.season >= first, table.season <= last
            condition &= (after & until) if first <= last else (after | until)
        branches.append((condition, value))
    return ibis.cases(*branches, else_=ibis.null().cast(values[0][1].type()))


def _met(table: Any, duty: Duty) -> Any:
    facts = [table[effect(name)] for name in duty.met_by]
    if duty.counts_back:
        return _earliest(facts)
    if duty.early_counts:
        return _earliest(
            ibis.ifelse(table.day_zero.isnull() | (fact >= table.day_zero), fact, NOTHING) for fact in facts
        )
    return _earliest(ibis.ifelse(fact >= table.start, fact, NOTHING) for fact in facts)


def _with_fell_away(table: Any, duty: Duty) -> Any:
    """Adds the first lawful end that came before the duty was met and before it was due."""
    ends = {}
    for number, end in enumerate(duty.falls_away):
        moment = table[effect(end.fact)]
        counts = holds(table, end.condition) & (table.binding == BINDS)
        counts &= (table.due_before.isnull() | (moment < table.due_before)).fill_null(False)
        counts &= (table.met_at.isnull() | (moment < table.met_at)).fill_null(False)
        ends[f"end_{number}"] = ibis.ifelse(counts, moment, NOTHING)
    table = table.mutate(**ends)
    first = _earliest(table[name] for name in ends)
    which = (
        ibis.cases(
            *((table[name] == first, end.key) for name, end in zip(ends, duty.falls_away)),
            else_=ibis.null().cast("string"),
        )
        if ends
        else ibis.null().cast("string")
    )
    # `greatest` would ignore a moment that is not known and answer with the other.
    at = ibis.ifelse(first.isnull(), NOTHING, ibis.greatest(first, table.start))
    return table.mutate(fell_away=which, fell_away_at=at)


def _earliest(moments: Iterable[Any]) -> Any:
    """The earliest of several moments, where some may not be known."""
    known = [moment.fill_null(NEVER) for moment in moments]
    if not known:
        return NOTHING
    first = known[0] if len(known) == 1 else ibis.least(*known)
    return first.nullif(NEVER)


def _scope_facts(duty: Duty) -> frozenset[str]:
    return frozenset[str]().union(*(reason.condition.facts for reason in scope(duty.area)))


def _regime_facts(duty: Duty) -> frozenset[str]:
    return frozenset({"hazard", "aware_at", "material_change_at"}) if duty.phase else frozenset()


def as_row(facts: dict[str, datetime | str | bool | None], row: int) -> dict[str, object]:
    """The facts of one case as a row of a table of cases."""
    return {"row": row} | {
        name: seconds(value) if isinstance(value, datetime) else value for name, value in facts.items()
    }
