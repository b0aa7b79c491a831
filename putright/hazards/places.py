"""The place of each report in the queue, made from what is kept: its dates, what triage found, promises broken.

All of it can be made again from other rows, for any number of reports in a number of statements that does not grow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from putright.deadlines.models import Deadline, Kind, Level, Told
from putright.hazards.models import Case, Class, Place, Triage
from putright.hazards.order import act_before
from putright.hazards.rules import rules
from putright.record.models import About, about_any
from putright.repairs.models import Report

# What is made again; who has taken it on is not, for it stands nowhere else.
MADE = (
    *("act_before", "due_before", "risk_hours", "promises_broken", "is_class", "hazard", "needs_triage", "needs_home"),
    "lsoa",
)

AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Standing:
    """What a report's place is made from."""

    report: Report
    triage: Triage
    deadlines: Sequence[Deadline]
    promises_broken: int = 0


def made(standing: Standing) -> Place:
    """The place of a report, as it should be."""
    report, triage = standing.report, standing.triage
    due_before = earliest(standing.deadlines)
    risk_hours = rules().hours(triage.because)
    return Place(
        report=report,
        act_before=act_before(
            due_before=due_before,
            first_told_at=report.first_told_at,
            risk_hours=risk_hours,
            promises_broken=standing.promises_broken,
        ),
        due_before=due_before,
        risk_hours=risk_hours,
        promises_broken=standing.promises_broken,
        is_class=triage.is_class,
        hazard=triage.hazard,
        needs_triage=triage.decided_by_id is None,
        needs_home=report.home_id is None,
        lsoa=(report.home.lsoa or "") if report.home else "",
    )


def earliest(deadlines: Iterable[Deadline]) -> datetime | None:
    """The earliest date of what still runs: the law's before our own."""
    running = [(row.kind != Kind.DUTY, row.due_before) for row in deadlines if row.is_open and row.due_before]
    return min(running)[1] if running else None


def made_again(reports: Iterable[int]) -> dict[int, Place]:
    """The places of reports by their ids, made again from what is kept."""
    found = {report.pk: report for report in Report.objects.select_related("home").filter(pk__in=list(reports))}
    cases = {case.report_id: case for case in Case.objects.filter(report__in=found)}
    latest = Triage.objects.filter(report__in=found).order_by("report", "-id").distinct("report")
    of: dict[About, int] = {report.about: pk for pk, report in found.items()}
    of |= {case.about: pk for pk, case in cases.items()}
    running: dict[int, list[Deadline]] = {pk: [] for pk in found}
    for row in Deadline.objects.open().filter(about_any(of)):
        running[of[row.about]].append(row)
    broken = dict.fromkeys(found, 0)
    for kind, which in Deadline.objects.filter(about_any(of), _broken()).values_list("about_type", "about_id"):
        broken[of[About(kind, which)]] += 1
    return {
        triage.report_id: made(
            Standing(found[triage.report_id], triage, running[triage.report_id], broken[triage.report_id])
        )
        for triage in latest
    }


def put(reports: Iterable[int]) -> int:
    """Bring the places of reports that are in the queue to what they should be, and say how many were not."""
    ids = sorted(set(reports))
    return sum(_put(ids[first : first + AT_ONCE]) for first in range(0, len(ids), AT_ONCE))


def _put(reports: list[int]) -> int:
    # Held in one order, so that two who do this at once never wait for each other.
    held = Place.objects.filter(report__in=reports).order_by("report").select_for_update()
    there = {place.report_id: place for place in held}
    moved = []
    for pk, wanted in made_again(there).items():
        place = there[pk]
        if any(getattr(place, name) != getattr(wanted, name) for name in MADE):
            for name in MADE:
                setattr(place, name, getattr(wanted, name))
            moved.append(place)
    Place.objects.bulk_update(moved, MADE, batch_size=500)
    return len(moved)


def put_one(report: Report) -> None:
    """The same of one report, which comes back into the queue if it was finished."""
    wanted = made_again([report.pk])[report.pk]
    case = Case.objects.filter(report=report).only("owner").first()
    wanted.owner_id = case.owner_id if case else None
    Place.objects.bulk_create([wanted], update_conflicts=True, update_fields=MADE, unique_fields=["report"])


def is_hazard(triage: Triage) -> bool:
    """Whether it was taken for a potential hazard of the law."""
    return triage.is_class != Class.NEITHER


def _broken() -> Q:
    """A promise that was kept late, or of which somebody was told that it is overdue."""
    told = Exists(Told.objects.filter(deadline=OuterRef("pk"), level=Level.OVERDUE))
    return Q(kind=Kind.PROMISE) & (Q(met_at__gte=F("due_before")) | Q(fell_away_at__gte=F("due_before")) | Q(told))
