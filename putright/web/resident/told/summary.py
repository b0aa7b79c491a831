"""What we found, in writing, for each tenant to keep; and asking for somebody to come where nobody did."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from putright.hazards.actions import ask_in_person
from putright.hazards.facts import Known
from putright.hazards.models import Summary
from putright.hazards.queries import facts_of
from putright.hazards.queries.summaries import summary_of
from putright.people.models import Person
from putright.repairs.refused import CannotBeDone
from putright.web.allow import account_of, actor, allow, asks, may


@never_cache
@asks("summary.read")
@require_safe
def summary(request: HttpRequest, ref: str) -> HttpResponse:
    """What we found, in writing."""
    found = _found(request, ref, "read", "summary")
    context: dict[str, Any] = {
        "summary": found,
        "report": found.investigation.case.report,
        "may_ask": _may_ask(request, found),
        "was_asked": "asked" in request.GET,
    }
    return render(request, "resident/summary.html", context)


@never_cache
@asks("visit_request.make")
@require_http_methods(["GET", "HEAD", "POST"])
def come(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask for somebody to come: one button, and no reason is asked for."""
    found = _found(request, ref, "make", "visit_request")
    trouble = ""
    if request.method == "POST":
        at, account = datetime.now(UTC), account_of(request)
        person = Person.objects.filter(account=account).first() if account else None
        try:
            case = found.investigation.case
            ask_in_person(case=case, asked_at=at, person=person, by=actor(request).code, at=at)
            return redirect(f"{reverse('resident:summary', args=[found.reference])}?asked")
        except CannotBeDone as why:
            trouble = str(why)
    context = {"summary": found, "report": found.investigation.case.report, "trouble": trouble}
    return render(request, "resident/come.html", context, status=422 if trouble else 200)


def _found(request: HttpRequest, ref: str, action: str, thing: str) -> Summary:
    found = summary_of(ref)
    if found is None:
        raise Http404
    allow(request, action, thing, found)
    return found


def _may_ask(request: HttpRequest, found: Summary) -> bool:
    """Whether they can ask for somebody to come: nobody did, and nobody has asked yet."""
    known: Known = facts_of(found.investigation.case, found.investigation.day_zero) or {}
    could = known.get("investigated_remotely") is True and "in_person_requested_at" not in known
    return could and may(request, "make", "visit_request", found)
