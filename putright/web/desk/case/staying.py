"""Whether a household needs somewhere else to stay, and nobody has offered any: said on the page before it is late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from putright.hazards.models import Case
from putright.hazards.queries import Clock, Clocks
from putright.hazards.staying import DUTIES, Whole

# What says that the safety work will not be done in time, whatever the date.
IN_THE_WAY = frozenset(
    (
        *("parts_awaited_at", "no_contractor_at", "consent_not_obtained_at", "awaiting_regulator_at"),
        *("leaseholders_consulted_at", "no_accommodation_at"),
    )
)


def needs_somewhere(clocks: Clocks, stays: Iterable[Whole], case: Case, at: datetime) -> Clock | None:
    """The date by which somewhere else is owed, where it is needed and nothing that suits is on offer.

    It is needed once half of the time has gone, or as soon as something stands in the way of the work.
    """
    open_now = [clock for clock in clocks.duties if clock.is_open and clock.deadline.name in DUTIES]
    if not open_now or any(whole.counts and whole.is_open for whole in stays):
        return None
    if any(_is_half_gone(clock, at) for clock in open_now):
        return open_now[0]
    stated = case.facts.filter(name__in=IN_THE_WAY, corrected_by__isnull=True).exclude(value="")
    return open_now[0] if stated.exists() else None


def _is_half_gone(clock: Clock, at: datetime) -> bool:
    began, due_before = clock.deadline.started_at, clock.deadline.due_before
    return due_before is not None and at >= began + (due_before - began) / 2
