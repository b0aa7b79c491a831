"""What starts a duty in each of many cases, and whether the law covers it from there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

import ibis

from putright.clocks.london import midnight
from putright.law.calendar_table import seconds
from putright.law.conditions import Condition
from putright.law.hazard_types import hazard_types
from putright.law.register import Duty

NOTHING = ibis.null().cast("int64")
NEVER = 2**62  # later than any moment, so that the earliest of several can be found where some are not known


def holds(table: Any, condition: Condition) -> Any:
    """A condition on each case. What is not known satisfies nothing and denies nothing."""
    terms = [_is_one_of(table[name], values) for name, values in condition.when]
    terms += [~_is_one_of(table[name], values) for name, values in condition.unless]
    return reduce(and_, terms, ibis.literal(True))


def _is_one_of(column: Any, values: Iterable[Any]) -> Any:
    return column.isin(sorted(values, key=str)).fill_null(False)


def with_start(table: Any, duty: Duty, as_if: date | None) -> Any:
    """Adds `start`, `day_zero` and `covered`: by the first alternative that the law covers, or else the first."""
    moments = [ibis.ifelse(holds(table, start.condition), table[start.fact], NOTHING) for start in duty.starts]
    if not duty.phase:
        return table.mutate(start=ibis.coalesce(*moments), day_zero=NOTHING, covered=ibis.literal(True))
    # In columns of their own, so that each is worked out once.
    table = table.mutate(since=_in_force_since(table, duty), **{f"start_{n}": m for n, m in enumerate(moments)})
    changed_at, starts, zeros, covered = table.material_change_at, [], [], []
    for number in range(len(moments)):
        start = table[f"start_{number}"]
        zero = ibis.ifelse((changed_at <= start).fill_null(False), changed_at, table.aware_at)
        asked_on = zero if as_if is None else ibis.literal(seconds(midnight(as_if)))
        is_covered = start.notnull() & (zero.isnull() | (asked_on >= table.since))
        starts.append(start)
        zeros.append(zero)
        covered.append(is_covered.fill_null(False))
    which = [*zip(covered, starts, zeros), *((start.notnull(), start, zero) for start, zero in zip(starts, zeros))]
    return table.mutate(
        start=ibis.cases(*((is_it, start) for is_it, start, _ in which), else_=NOTHING),
        day_zero=ibis.cases(*((is_it, zero) for is_it, _, zero in which), else_=NOTHING),
        covered=reduce(or_, covered),
    )


def _in_force_since(table: Any, duty: Duty) -> Any:
    """The first moment at which the law covers this kind of hazard, under its heading; NEVER where no day is set."""
    headings = {phase.heading: _since(table.hazard, phase.heading) for phase in duty.phase}
    return ibis.cases(
        *((holds(table, phase.condition), headings[phase.heading]) for phase in duty.phase), else_=ibis.literal(NEVER)
    )


def _since(hazard: Any, heading: str) -> Any:
    by_day: dict[date, list[str]] = {}
    for kind in hazard_types().values():
        if since := kind.regime(heading).since:
            by_day.setdefault(since, []).append(kind.slug)
    # Written out as one comparison after another: as a list DuckDB makes a join of it, at twice the cost.
    named = [(reduce(or_, (hazard == slug for slug in slugs)), since) for since, slugs in by_day.items()]
    return ibis.cases(*((is_it, seconds(midnight(since))) for is_it, since in named), else_=ibis.literal(NEVER))
