"""Deciding how urgent a report is: as suggested, or otherwise with a reason, with all of it in view."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.clocks.london import london_day
from putright.hazards.actions import decide
from putright.hazards.models import Class, Triage
from putright.hazards.queries import criteria, triage_of
from putright.hazards.rules import rules
from putright.law.hazard_types import hazard_types
from putright.law.hazards import class_tests
from putright.people.queries import tenancy_of
from putright.repairs.models import Report
from putright.web.allow import actor, asks, may
from putright.web.desk.acting import form_page
from putright.web.desk.case.law_says import covered, law_says
from putright.web.desk.case.shown import Facts, around, facts_known, heard_of, household_of, told_on
from putright.web.desk.finding import me, the_report
from putright.web.forms import Form
from putright.web.forms.words import WordsField

LONGEST_WHY = 2_000
NOT_SAID = ("", "Not one of these, or not known")
CHOICES = (
    (Class.EMERGENCY.value, "Potential emergency hazard"),
    (Class.SIGNIFICANT.value, "Potential significant hazard"),
    (Class.NEITHER.value, "Neither"),
)


class TriageForm(Form):
    """What is it taken for, and why, if that is not what was suggested?"""

    is_class = forms.ChoiceField(choices=CHOICES)
    hazard = forms.ChoiceField(required=False)
    why = WordsField(most=LONGEST_WHY)

    def __init__(self, latest: Triage, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"is_class": latest.is_class, "hazard": latest.hazard})
        kinds = [(kind.slug, kind.name) for kind in hazard_types().values()]
        self.fields["hazard"].choices = [NOT_SAID, *kinds]  # type: ignore[attr-defined]
        for name in ("is_class", "hazard"):
            self.fields[name].error_messages["invalid_choice"] = "Choose one of those listed."
        self.fields["is_class"].error_messages["required"] = "Choose what it is taken for."

    def clean(self) -> dict[str, Any]:
        """A hazard has a kind."""
        is_class = self.cleaned_data.get("is_class")
        if is_class not in (None, Class.NEITHER) and self.cleaned_data.get("hazard") == "":
            self.add_error("hazard", ValidationError("Choose which kind of hazard it may be."))
        return self.cleaned_data


@never_cache
@asks("triage.decide")
@require_http_methods(["GET", "HEAD", "POST"])
def triage(request: HttpRequest, ref: str) -> HttpResponse:
    """Decide what a report is taken for."""
    report = the_report(request, ref, "triage.decide")
    at, shown = datetime.now(UTC), triage_of(report)
    form = TriageForm(shown.latest, request.POST if request.method == "POST" else None)

    def decided() -> None:
        seen = request.POST.get("seen")
        decide(report=report, seen=seen, decided_by=me(request), by=actor(request).code, at=at, **form.cleaned_data)

    return form_page(
        request,
        form,
        decided,
        template="desk/triage.html",
        context={
            **around(request, report),
            "triage": shown,
            "at": at,
            "household": household_of(report, at, sees_unsafe=may(request, "read", "contact_safety")),
            "heard": heard_of(report),
            **beside(report, shown.latest, facts_known(getattr(report, "case", None)), at),
        },
        then=reverse("desk:case", args=[report.reference]),
        blame="why",
    )


def beside(report: Report, latest: Triage, known: Facts, at: datetime) -> dict[str, Any]:
    """What is in view beside the decision, the household and what was told: the written criteria, and the law."""
    day = told_on(report)
    tenancy = tenancy_of(report.home, day) if report.home else None
    return {
        "criteria": criteria(london_day(at)),
        "tests": class_tests(),
        "ours": rules().criteria,
        "law": law_says(report, known.known, latest.hazard, tenancy),
        "not_known": known.not_known if known.known else (),
        "tenancy_known": tenancy is not None,
        "covered": covered(day),
        "told_on": day,
    }
