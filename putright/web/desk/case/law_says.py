"""What the law asks of a report, were it taken for each class: by when, or in a sentence why it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from putright.clocks.calendar import Calendar, OutsideCalendar
from putright.deadlines.calendar import working_calendar
from putright.hazards import facts
from putright.hazards.facts import Known
from putright.hazards.models import Class
from putright.hazards.opening import AGREEMENTS
from putright.law.conditions import Facts
from putright.law.facts import FactsDisagree
from putright.law.hazard_types import HazardType, hazard_types
from putright.law.requirements import BINDS, NOT_STARTED, Requirement, required
from putright.people.models import Tenancy
from putright.repairs.models import Report

HEADINGS: Mapping[str, str] = {
    Class.EMERGENCY.value: "If it is a potential emergency",
    Class.SIGNIFICANT.value: "If it is a potential significant hazard",
}


@dataclass(frozen=True, slots=True)
class Asks:
    """One thing that the law would ask, and by when; nothing where it gives no number."""

    title: str
    name: str
    due_before: datetime | None


@dataclass(frozen=True, slots=True)
class Says:
    """What the law says of one class."""

    is_class: str
    heading: str
    asks: tuple[Asks, ...]
    # Why it does not bind, or not all of it: the home, the cause, or the kind of hazard.
    because: tuple[str, ...]


def law_says(report: Report, known: Known, hazard: str, tenancy: Tenancy | None) -> tuple[Says, ...]:
    """What the law says of a report for each class, with this kind of hazard; nothing is stated by asking."""
    calendar = working_calendar()
    return tuple(_says(heading, is_class, _asked(report, known, hazard, tenancy, is_class), calendar)
                 for is_class, heading in HEADINGS.items())  # fmt: skip


def covered(day: date) -> list[tuple[HazardType, bool, bool]]:
    """Each kind of hazard, and whether the law covers it for whoever knew that day: as significant, as an emergency."""
    kinds = hazard_types().values()
    return [(kind, kind.in_force("significant", day), kind.in_force("emergency", day)) for kind in kinds]


def _asked(report: Report, known: Known, hazard: str, tenancy: Tenancy | None, is_class: str) -> Facts | None:
    begun: Known = {"aware_at": report.first_told_at}
    if tenancy is not None:
        begun["agreement"] = AGREEMENTS[Tenancy.Agreement(tenancy.agreement)]
    decided: Known = {"reported_as": is_class, **({"hazard": hazard} if hazard else {})}
    return facts.asked({**begun, **known, **decided})


def _says(heading: str, is_class: str, asked: Facts | None, calendar: Calendar) -> Says:
    try:
        found = required(facts.AREA, asked or {}, calendar)
    except (FactsDisagree, OutsideCalendar) as why:
        return Says(is_class, heading, (), (str(why),))
    begun = [one for one in found if one.binding != NOT_STARTED]
    asks = sorted((one for one in begun if one.binding == BINDS), key=_first)
    because = dict.fromkeys(one.because for one in begun if one.because)
    return Says(
        is_class,
        heading,
        tuple(Asks(one.duty.title, one.duty.name, one.due_before) for one in asks),
        tuple(because),
    )


def _first(requirement: Requirement) -> tuple[bool, datetime | None]:
    return requirement.due_before is None, requirement.due_before or requirement.start
