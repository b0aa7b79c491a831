"""A home: who lives there, and everything that ever happened there; and a person, and how to reach them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from putright.accounts.models import Account
from putright.clocks.london import london_day
from putright.hazards.models import Case, Class, Triage
from putright.homes.models import Home
from putright.people import queries as people
from putright.people.models import Circumstance
from putright.people.relationships import people_linked_to
from putright.repairs.models import Report
from putright.repairs.queries import notes_at, reports_at
from putright.web.allow import asks, may
from putright.web.desk.case.shown import MOST_ENTRIES, points_of
from putright.web.desk.finding import me, the_home, the_person
from putright.web.desk.history import abouts_at
from putright.web.timeline.entries import latest

# Of each, the newest.
MOST = 15


@never_cache
@asks("home_history.read")
@require_safe
def home(request: HttpRequest, ref: str) -> HttpResponse:
    """Who lives at a home, what was told of it, and what happened last."""
    here, at = the_home(request, ref), datetime.now(UTC)
    # What was told by somebody whom they know, who lived here once, is not theirs to read.
    unseen = people_linked_to(me(request))
    reports = list(_before(reports_at(here).exclude(person__in=unseen), request.GET.get("before", ""))[: MOST + 1])
    cases = {case.report_id: case for case in Case.objects.filter(report__in=reports).select_related("owner")}
    last = reports[MOST - 1].pk if len(reports) > MOST else None
    context: dict[str, Any] = {
        "home": here,
        "reports": [(report, cases.get(report.pk), taken) for report, taken in _taken_for(reports[:MOST])],
        "older": f"{reverse('desk:home', args=[here.reference])}?before={last}" if last else None,
        "notes": list(notes_at(here)[:MOST]),
        "entries": latest(abouts_at(here, without=unseen), at=at, most=MOST_ENTRIES),
        "at": at,
        "parts": dict(Home.Part.choices),
        "may_note": may(request, "make", "note"),
        **_living(here, at),
    }
    return render(request, "desk/home.html", context)


def _before(reports: QuerySet[Report], typed: str) -> QuerySet[Report]:
    """The reports that are older than one by its number."""
    return reports.filter(pk__lt=int(typed)) if typed.isdecimal() and len(typed) < 19 else reports


def _taken_for(reports: list[Report]) -> list[tuple[Report, str]]:
    """Each report, and what it was last taken for."""
    latest = Triage.objects.filter(report__in=reports).order_by("report", "-id").distinct("report")
    taken: dict[int, str] = dict(latest.values_list("report_id", "is_class"))
    return [(report, Class(taken[report.pk]).value if report.pk in taken else "") for report in reports]


def _living(here: Home, at: datetime) -> dict[str, Any]:
    day = london_day(at)
    officer: Account | None = people.officer_of(here, day)
    return {
        "people": list(people.people_in(here, day)),
        "circumstances": [Circumstance.Kind(kind).label for kind in people.circumstances_of(here, day)],
        "tenancy": people.tenancy_of(here, day),
        "officer": officer,
        "before": list(here.households.filter(until__lte=day).order_by("-until")[:MOST]),
    }


@never_cache
@asks("person.list", "contact_safety.read")
@require_safe
def person(request: HttpRequest, ref: str) -> HttpResponse:
    """Somebody, where they live, how they are reached, and what they told us."""
    who, at = the_person(request, ref), datetime.now(UTC)
    context: dict[str, Any] = {
        "person": who,
        "home": people.home_of(who, london_day(at)),
        "points": points_of([who], at, may(request, "read", "contact_safety")).get(who.pk, ()),
        "reports": list(who.reports.select_related("home").order_by("-received_at", "-id")[:MOST]),
        "at": at,
    }
    return render(request, "desk/person.html", context)
