"""A report that was told: the four answers, then all that was told and done; and why each date is what it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from putright.deadlines.models import Deadline, Kind
from putright.deadlines.queries import explained
from putright.hazards.models import Case
from putright.hazards.queries import facts_of, running_deferral
from putright.hazards.queries.summaries import summaries_of
from putright.hazards.staying import stays_of
from putright.homes.queries import landlord
from putright.law.explanation import Explanation, never_stops
from putright.law.facts import facts_of_area
from putright.record.models import Audience, about_any
from putright.repairs.models import Report
from putright.repairs.orders import works_of
from putright.repairs.queries import photos_of
from putright.repairs.tree.reading import tree
from putright.repairs.tree.saying import all_said
from putright.web.allow import account_of, may
from putright.web.explained import days_shown
from putright.web.resident.told.answers import Owing, abouts_of, answers_of
from putright.web.resident.told.finding import asks_of_a_report, found, is_whole, may_add
from putright.web.timeline.entries import Entry, timeline


@never_cache
@asks_of_a_report("report.read", "outline.read")
@require_safe
def told(request: HttpRequest, ref: str) -> HttpResponse:
    """What we heard, what happens next, when, who to ask for; then everything else."""
    report = found(request, ref, "read", "report", "outline")
    at, whole, nobody = datetime.now(UTC), is_whole(request, report), account_of(request) is None
    answers = answers_of(report, at=at)
    context: dict[str, Any] = {
        "report": report,
        "landlord": landlord(),
        "answers": answers if whole else answers.in_outline(),
        "is_whole": whole,
        "here_for_an_hour": whole and nobody,
        "photos": list(photos_of(report)) if whole else [],
        "said": _said(report) if whole else [],
        "stays": stays_of(report.case) if whole and not nobody and hasattr(report, "case") else [],
        "waits_for": running_deferral(report.case) if whole and not nobody and hasattr(report, "case") else None,
        "entries": _happened(report, at, nobody) if whole else [],
        "works": works_of(report),
        "may_add": may_add(request, report),
        "may_say_fixed": may(request, "make", "fixed_word", report),
        "was_added": "added" in request.GET,
        "summaries": [one for one in summaries_of(report) if may(request, "read", "summary", one)],
    }
    return render(request, "resident/told.html", context)


def _happened(report: Report, at: datetime, nobody: bool) -> list[Entry]:
    return timeline(abouts_of(report), reader=Audience.RESIDENT, at=at, without_messages=nobody)


def _said(report: Report) -> list[tuple[str, str]]:
    """All that was answered, in the order it was asked."""
    said = all_said(tree(), report.answers)
    return [(question.words, words) for question, words in said if report.answers.get(question.key)]


@never_cache
@asks_of_a_report("deadline.read")
@require_safe
def why_told(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    """Why this date? Day zero, each day counted or not, and the law, for a date that runs or ran."""
    report = found(request, ref, "read", "deadline")
    row = _row(report, name)
    context: dict[str, Any] = {"report": report, "owing": Owing(row, row.is_late(datetime.now(UTC))), **_why(row)}
    return render(request, "resident/told_why.html", context)


def _row(report: Report, name: str) -> Deadline:
    """The latest date of that name; what is not there for residents is not there at all."""
    rows = Deadline.objects.filter(about_any(abouts_of(report)), name=name[:100]).exclude(kind=Kind.TASK)
    row = rows.order_by("-started_at", "-id").first() if "\x00" not in name else None
    if row is None:
        raise Http404
    return row


def _why(row: Deadline) -> Mapping[str, Any]:
    """What explains a date: the law, day by day; or what we promised."""
    if row.kind != Kind.DUTY:
        return {"promise": explained(row, {}), "answer": None}
    case = Case.objects.get(reference=row.about_id)
    try:
        answer = explained(row, facts_of(case, row.day_zero) or {})
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
