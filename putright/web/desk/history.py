"""Everything that happened, from the first: of a report, and of a home, whoever lived there; forty at a time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from putright.hazards.models import Case
from putright.hazards.queries import clocks_of
from putright.homes.models import Home
from putright.people.relationships import people_linked_to
from putright.record.models import About, Audience
from putright.record.reference import shown
from putright.repairs.models import Note, Report
from putright.web.allow import asks
from putright.web.desk.case.shown import abouts_of, over
from putright.web.desk.finding import me, the_home, the_report
from putright.web.timeline.entries import Entry, timeline

PART = 40


@never_cache
@asks("case.read")
@require_safe
def history(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything that happened to a report, and what became of everything that was owed."""
    report, at = the_report(request, ref), datetime.now(UTC)
    case = Case.objects.filter(report=report).first()
    entries = timeline(abouts_of(report, case), reader=Audience.STAFF, at=at)
    context = {
        "report": report,
        "what": shown(report.reference),
        "address": reverse("desk:history", args=[report.reference]),
        "back": reverse("desk:case", args=[report.reference]),
        **_part(request, entries),
    }
    context["over"] = over(clocks_of(report, at)) if context["page"] == 1 else []
    return render(request, "desk/history.html", context)


@never_cache
@asks("home_history.read")
@require_safe
def home_history(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything that ever happened at a home."""
    home, at = the_home(request, ref), datetime.now(UTC)
    abouts = abouts_at(home, without=people_linked_to(me(request)))
    context = {
        "what": home.address,
        "address": reverse("desk:home_history", args=[home.reference]),
        "back": reverse("desk:home", args=[home.reference]),
        "over": [],
        **_part(request, timeline(abouts, reader=Audience.STAFF, at=at)),
    }
    return render(request, "desk/history.html", context)


def abouts_at(home: Home, *, without: frozenset[int]) -> list[About]:
    """What the record calls a home, and everything that was ever told of it, save by some people."""
    told = Report.objects.filter(home=home).exclude(person__in=without)
    reports = told.only("reference")
    cases = Case.objects.filter(report__in=told).only("reference")
    notes = Note.objects.filter(home=home).only("reference")
    return [
        home.about,
        *(one.about for one in reports),
        *(one.about for one in cases),
        *(one.about for one in notes),
    ]


def _part(request: HttpRequest, entries: list[Entry]) -> dict[str, Any]:
    """One part of it; a number that is none is the first."""
    typed, pages = request.GET.get("part", ""), max(1, -(-len(entries) // PART))
    page = int(typed) if typed.isdecimal() and len(typed) < 9 and 1 <= int(typed) <= pages else 1
    return {"entries": entries[(page - 1) * PART : page * PART], "page": page, "pages": pages}
