"""One case: what is known of it, what runs, what it was taken for and why, and its place in the queue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from putright.deadlines import queries as deadlines
from putright.deadlines.models import Deadline, Kind
from putright.deadlines.reckoning import Asked
from putright.hazards import facts, places
from putright.hazards.cases import WHO_INVESTIGATES
from putright.hazards.facts import Known, Stated
from putright.hazards.models import Case, Class, Criterion, Fact, Place, Triage
from putright.hazards.rules import rules
from putright.record import reference
from putright.repairs.models import Report


@dataclass(frozen=True, slots=True)
class Clock:
    """One thing that runs or ran, by its title; whether it was late by the moment asked about."""

    deadline: Deadline
    title: str
    is_late: bool

    @property
    def is_open(self) -> bool:
        """Whether it still runs."""
        return self.deadline.is_open


@dataclass(frozen=True, slots=True)
class Clocks:
    """Everything that runs or ran about a report and its case: the law's, our promises, and tasks among ourselves."""

    duties: tuple[Clock, ...]
    promises: tuple[Clock, ...]
    tasks: tuple[Clock, ...]

    @property
    def next_due(self) -> Clock | None:
        """What is due first of all that still runs and has a date, for the resident: the law's or a promise."""
        running = [clock for clock in (*self.duties, *self.promises) if clock.is_open and clock.deadline.due_before]
        return min(running, key=lambda clock: clock.deadline.due_before or clock.deadline.started_at, default=None)


@dataclass(frozen=True, slots=True)
class CriteriaShown:
    """What the landlord wrote about one class, in force on a day; nothing written is said to be nothing."""

    is_class: str
    words: str
    since: date | None


@dataclass(frozen=True, slots=True)
class TriageShown:
    """What a report was taken for, with the reasons in words: the latest, and everything before it."""

    latest: Triage
    suggested: Triage | None
    reasons: tuple[str, ...]
    history: tuple[Triage, ...]

    @property
    def needs_decision(self) -> bool:
        """Whether a person has yet to decide."""
        return self.latest.decided_by_id is None


def case_of(typed: str) -> Case | None:
    """The case of a reference as somebody typed it; nothing if there is none, or it is no reference."""
    try:
        known = reference.read(typed)
    except reference.NotAReference:
        return None
    return Case.objects.select_related("report__home", "report__person", "owner").filter(reference=known).first()


def facts_of(case: Case, day_zero: int) -> Known | None:
    """What the law is asked with of a case from one day zero on; nothing when it was decided to be no hazard."""
    return facts.asked(facts.known(case.facts.all(), day_zero))


def asked_of(case: Case) -> list[Asked]:
    """What deadlines.actions.reckon_many is asked of a case, one for each day zero: the nightly proof asks it again."""
    rows = list(case.facts.all())
    return [
        Asked(
            area=facts.AREA,
            facts=facts.asked(facts.known(rows, day_zero)),
            about=case.about,
            role=WHO_INVESTIGATES,
            owner=case.owner,
            day_zero=day_zero,
        )
        for day_zero in range(1, facts.last_day_zero(rows) + 1)
    ]


def day_zeros_of(case: Case) -> range:
    """The day zeros of a case: 1, and one more for each material change after an investigation."""
    return range(1, facts.last_day_zero(case.facts.all()) + 1)


def what_is_stated(case: Case) -> list[Stated]:
    """Each fact as it now is, in the order they were first stated; what it said before is behind `corrects`."""
    return facts.stated(Fact.objects.select_related("corrects").filter(case=case))


def not_known_of(case: Case) -> tuple[str, ...]:
    """The facts that the law is asked with although nobody has found them out, to be said beside the dates."""
    rows = list(case.facts.all())
    return facts.not_known(facts.known(rows, facts.last_day_zero(rows)))


def clocks_of(report: Report, at: datetime) -> Clocks:
    """Everything that runs or ran about a report and its case, those that run first and the first due first."""
    case = getattr(report, "case", None)
    rows = sorted(
        deadlines.history(report.about, *([case.about] if case else [])),
        key=lambda row: (not row.is_open, row.due_before is None, row.due_before or row.started_at, row.pk),
    )
    shown = [Clock(row, deadlines.title(row.name), row.is_late(at)) for row in rows]
    return Clocks(*(tuple(clock for clock in shown if clock.deadline.kind == kind) for kind in Kind))


def triage_of(report: Report) -> TriageShown:
    """What a report was taken for, and why, in words for the desk."""
    rows = list(report.triages.select_related("decided_by").order_by("-id"))
    latest = rows[0]
    suggested = next((row for row in rows if row.decided_by_id is None), None)
    reasons = tuple(rules().says(name) for name in latest.because)
    return TriageShown(latest, suggested, reasons, tuple(rows))


def criteria(on: date) -> tuple[CriteriaShown, ...]:
    """What the landlord has written about when a hazard is an emergency, and when significant, as it holds on a day."""
    written = Criterion.objects.filter(since__lte=on).order_by("is_class", "-since", "-id").distinct("is_class")
    held = {criterion.is_class: criterion for criterion in written}
    return tuple(
        CriteriaShown(is_class, held[is_class].words if is_class in held else "", since)
        for is_class in (Class.EMERGENCY, Class.SIGNIFICANT)
        for since in [held[is_class].since if is_class in held else None]
    )


def place_of(report: Report) -> Place | None:
    """The place a report should have, made again from what is kept; nothing if it is not in the queue."""
    return places_of([report.pk]).get(report.pk)


def places_of(reports: Iterable[int]) -> dict[int, Place]:
    """The places that reports in the queue should have, by their ids, for the nightly proof: compare places.MADE."""
    there = Place.objects.filter(report__in=list(reports)).values_list("report", flat=True)
    return places.made_again(there)
