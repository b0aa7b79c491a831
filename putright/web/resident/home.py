"""Somebody's own home, what they told us, and what else is being put right there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from putright.clocks.london import london_day
from putright.homes.models import Home
from putright.people.models import Person
from putright.people.queries import home_of
from putright.repairs.models import Report
from putright.web.allow import account_of, allow, asks, may
from putright.web.resident.told.answers import answers_of

# More than anybody has open at once; each is still found by its reference.
MOST = 50


@never_cache
@asks("account.read", "report.read", "outline.read")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My home, and my reports, the newest first."""
    account, at = account_of(request), datetime.now(UTC)
    allow(request, "read", "account", account)
    me = Person.objects.filter(account=account).first()
    where = home_of(me, london_day(at)) if me else None
    context: dict[str, Any] = {
        "home": where,
        "reports": [(report, answers_of(report, at=at)) for report in _mine(request, me)],
        "outlines": _others(request, me, where),
    }
    return render(request, "resident/home.html", context)


def _mine(request: HttpRequest, me: Person | None) -> list[Report]:
    """What they told us themselves, wherever they lived then."""
    told = Report.objects.filter(person=me).select_related("home", "person", "taken_by") if me else ()
    return [report for report in _newest(told) if may(request, "read", "report", report)]


def _others(request: HttpRequest, me: Person | None, where: Home | None) -> list[Report]:
    """What somebody else told us of their home."""
    told = Report.objects.filter(home=where).exclude(person=me).select_related("home", "person") if where else ()
    return [report for report in _newest(told) if may(request, "read", "outline", report)]


def _newest(told: QuerySet[Report] | tuple[()]) -> Iterable[Report]:
    return told.order_by("-received_at", "-id")[:MOST] if isinstance(told, QuerySet) else ()
