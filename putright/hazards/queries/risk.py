"""What is to be looked at again: the risk, where a date was missed or the household changed; and who still waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from putright.clocks.london import london_day
from putright.deadlines.models import Deadline, Kind
from putright.hazards.models import Case, Deferral, Fact, RiskAssessment
from putright.hazards.risk import ASSESS, HOUSEHOLD_CHANGED, LATE
from putright.record.models import Line

# The lines that say that somebody came, left or fell ill, about the home.
HOUSEHOLD_LINES = (
    *("people.moved_in", "people.moved_out", "people.joined", "people.left"),
    *("people.circumstance_told", "people.circumstance_ended"),
)
# How far back we look for what was missed: longer than a watch was ever away.
LOOKED_BACK = timedelta(days=14)
CASE = "hazards.case"


def to_assess_again(at: datetime) -> Iterator[tuple[Case, str]]:
    """The cases whose risk is to be assessed again, each with why; those that are asked for already are left out."""
    for case in Case.objects.filter(reference__in=_late(at)).order_by("pk"):
        yield case, LATE
    for assessment in _changed().select_related("case").order_by("pk"):
        yield assessment.case, HOUSEHOLD_CHANGED


def to_decide_again(at: datetime) -> Iterator[tuple[Deferral, str]]:
    """The households that wait for works and should not by now, each with why."""
    began = Fact.objects.filter(
        case=OuterRef("case"),
        name="preventative_started_at",
        corrected_by__isnull=True,
        stated_at__gt=OuterRef("began_at"),
    ).exclude(value="")
    running = Deferral.objects.filter(ended_at__isnull=True).annotate(
        has_begun=Exists(began), household_changed=Exists(_lines_since("began_at"))
    )
    due = running.filter(Q(programme_on__lt=london_day(at)) | Q(has_begun=True) | Q(household_changed=True))
    for deferral in due.select_related("case").order_by("pk"):
        if deferral.has_begun:
            yield deferral, Deferral.Ended.WORKS_BEGAN
        elif deferral.programme_on < london_day(at):
            yield deferral, Deferral.Ended.PASSED
        else:
            yield deferral, Deferral.Ended.HOUSEHOLD_CHANGED


def latest_assessment(case: Case) -> RiskAssessment | None:
    """The last assessment of the risk to a household, if there is one."""
    return case.risk_assessments.select_related("assessed_by").order_by("-id").first()


def running_deferral(case: Case) -> Deferral | None:
    """The works that a household waits for now, if they do."""
    running = case.deferrals.select_related("assessment", "began_by").prefetch_related("progress__told_by")
    return running.filter(ended_at__isnull=True).first()


def _late(at: datetime) -> list[str]:
    """The references of cases that have a duty which passed its date since the risk was last assessed or asked for."""
    missed = Deadline.objects.open().filter(
        kind=Kind.DUTY, about_type=CASE, due_before__lte=at, due_before__gt=at - LOOKED_BACK
    )
    asked = Deadline.objects.filter(
        Q(met_at__isnull=True, fell_away_at__isnull=True) | Q(started_at__gte=OuterRef("due_before")),
        name=ASSESS,
        about_type=CASE,
        about_id=OuterRef("about_id"),
    )
    assessed = RiskAssessment.objects.filter(
        case__reference=OuterRef("about_id"), assessed_at__gte=OuterRef("due_before")
    )
    return list(missed.filter(~Exists(asked), ~Exists(assessed)).values_list("about_id", flat=True).distinct())


def _changed() -> QuerySet[RiskAssessment]:
    """The latest assessments, of what is not finished, since which the household changed and nobody has asked."""
    later = RiskAssessment.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
    asked = Deadline.objects.filter(
        name=ASSESS, about_type=CASE, about_id=OuterRef("case__reference"), started_at__gt=OuterRef("assessed_at")
    )
    still = RiskAssessment.objects.filter(case__report__place__isnull=False)
    return still.filter(~Exists(later), Exists(_lines_since("assessed_at")), ~Exists(asked))


def _lines_since(moment: str) -> QuerySet[Line]:
    return Line.objects.filter(
        about_type="homes.home",
        about_id=OuterRef("case__report__home__reference"),
        name__in=HOUSEHOLD_LINES,
        happened_at__gt=OuterRef(moment),
    )
