"""The desk's page of a report: what is owed next first; and why each date is what it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from putright.deadlines.models import Deadline, Kind
from putright.deadlines.queries import explained, title
from putright.hazards.models import Case
from putright.hazards.queries import facts_of
from putright.law.explanation import Explanation, never_stops
from putright.law.facts import facts_of_area
from putright.repairs.models import Report
from putright.web.allow import asks, may
from putright.web.desk.case.matching import looked_into_before
from putright.web.desk.case.shown import abouts_of, around, whole
from putright.web.desk.case.triage import TriageForm, beside
from putright.web.desk.finding import the_report
from putright.web.explained import days_shown


@never_cache
@asks("case.read", "triage.decide")
@require_safe
def case(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything about a report on one page, and the decision that it waits for."""
    report = the_report(request, ref)
    at = datetime.now(UTC)
    context = whole(request, report, at)
    context["before"] = looked_into_before(report)
    if context["triage"].needs_decision and may(request, "decide", "triage"):
        context |= {
            "form": TriageForm(context["triage"].latest),
            **beside(report, context["triage"].latest, context["facts"], at),
        }
    return render(request, "desk/case.html", context)


@never_cache
@asks("deadline.read")
@require_safe
def why(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Why this date? Day zero, each day counted or not, and the law, of something that runs or ran."""
    report = the_report(request, ref, "deadline.read")
    row = _row(report, number)
    context = {**around(request, report), "row": row, "title": title(row.name), "at": datetime.now(UTC), **_why(row)}
    return render(request, "desk/why.html", context)


def _row(report: Report, number: int) -> Deadline:
    """A date about a report or its case, by its number; one of another report is as one that is not there."""
    held = Case.objects.filter(report=report).first()
    row = Deadline.objects.prefetch_related("recounted").filter(pk=number).first()
    if row is None or row.about not in abouts_of(report, held):
        raise Http404
    return row


def _why(row: Deadline) -> Mapping[str, Any]:
    if row.kind != Kind.DUTY:
        return {"promise": explained(row, {}), "answer": None}
    try:
        answer = explained(row, facts_of(Case.objects.get(reference=row.about_id), row.day_zero) or {})
    except LookupError:
        return {"promise": None, "answer": None}
    assert isinstance(answer, Explanation)
    return {
        "promise": None,
        "answer": answer,
        "duty": answer.requirement.duty,
        "days": days_shown(answer),
        "facts": facts_of_area("hazards"),
        "never_stops": never_stops("hazards"),
    }
