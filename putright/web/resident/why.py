"""Why this date? Choose a duty, say when it started, and see each day counted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from putright.law.explanation import never_stops
from putright.law.facts import facts_of_area
from putright.law.loading import register
from putright.web.allow import asks
from putright.web.explained import days_shown
from putright.web.resident.areas import by_area
from putright.web.resident.why_form import DutyForm, WhyForm


@asks("law.read")
@require_safe
def why(request: HttpRequest) -> HttpResponse:
    """Ask which duty, then when; then show the date and how it was counted."""
    choice = DutyForm(request.GET if "duty" in request.GET else None)
    if not choice.is_valid():
        context = {"form": choice, "areas": by_area(register().duties.values())}
        return render(request, "resident/why_choose.html", context, status=422 if choice.is_bound else 200)
    duty = register()[choice.cleaned_data["duty"]]
    asked = any(key.startswith(("start-", "time")) for key in request.GET)
    form = WhyForm(duty, request.GET if asked else None)
    context = {"form": form, "duty": duty, "facts": facts_of_area(duty.area)}
    if not form.is_valid():
        return render(request, "resident/why_ask.html", context, status=422 if asked else 200)
    answer = form.explanation
    context |= {"answer": answer, "never_stops": never_stops(duty.area), "days": days_shown(answer)}
    return render(request, "resident/why_answer.html", context)
