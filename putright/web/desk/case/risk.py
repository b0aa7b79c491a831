"""The risk to a household, assessed by one of us; and waiting for major works, with all that this takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.hazards.actions import assess_risk, begin_waiting, end_waiting, tell_progress
from putright.hazards.models import Case, Deferral, RiskAssessment
from putright.hazards.queries import latest_assessment, running_deferral
from putright.people.models import Circumstance
from putright.repairs.models import Report
from putright.web.allow import actor, allow, asks, may
from putright.web.desk.acting import form_page
from putright.web.desk.case.shown import around, household_of
from putright.web.desk.finding import me, the_report
from putright.web.forms import DayField, Form
from putright.web.forms.when import NowOrEarlierForm
from putright.web.forms.words import WordsField
from putright.web.keys import sent_with

LONGEST_WORDS = 5_000


class RiskForm(NowOrEarlierForm):
    """Who is at risk, how badly, how likely, what keeps them safe, and when is it looked at again?"""

    at_risk = forms.MultipleChoiceField(required=False, choices=Circumstance.Kind.choices)
    who = WordsField(most=LONGEST_WORDS, missing="Say who is at risk, and why.")
    severity = forms.ChoiceField(choices=RiskAssessment.Severity.choices)
    likelihood = forms.ChoiceField(choices=RiskAssessment.Likelihood.choices)
    in_place = WordsField(most=LONGEST_WORDS, missing="Say what keeps them safe until the work is done.")
    review_on = DayField(called="When it is looked at again")

    def __init__(self, data: Mapping[str, Any] | None = None, *, at: datetime) -> None:
        super().__init__(data, at=at)
        self.fields["at_risk"].error_messages["invalid_choice"] = "Tick only what is listed."
        for name, says in (("severity", "Choose how badly."), ("likelihood", "Choose how likely.")):
            for code in ("required", "invalid_choice"):
                self.fields[name].error_messages[code] = says
        self.order_fields(["at_risk", "who", "severity", "likelihood", "in_place", "review_on", "told"])

    @property
    def given(self) -> dict[str, Any]:
        """What hazards.actions.assess_risk is told."""
        names = ("at_risk", "who", "severity", "likelihood", "in_place", "review_on")
        return {**{name: self.cleaned_data[name] for name in names}, "assessed_at": self.moment}


class WaitingForm(Form):
    """What does waiting rest on: whose advice, what is in place, how often they hear, and when the works begin?"""

    expert = WordsField(most=200, one_line=True, missing="Say which expert advised it, and what makes them one.")
    advised_on = DayField(called="When the expert advised it")
    advice = WordsField(most=LONGEST_WORDS, missing="Say what the expert advised.")
    mitigation = WordsField(most=LONGEST_WORDS, missing="Say what is in place that keeps them safe while they wait.")
    mitigated_on = DayField(called="Since when it is in place")
    update_every_days = WordsField(most=3, one_line=True, missing="Say every how many days they hear from us.")
    programme_on = DayField(called="When the works begin")

    def clean_update_every_days(self) -> int:
        """A whole number of days."""
        typed: str = self.cleaned_data["update_every_days"]
        if not typed.isdecimal():
            raise ValidationError("Enter a number of days, such as 14.")
        return int(typed)


class ProgressForm(Form):
    """How do the works stand?"""

    words = WordsField(most=LONGEST_WORDS, missing="Write to them how the works stand, in plain words.")


class EndForm(Form):
    """Why do they wait no longer?"""

    because = forms.ChoiceField(
        choices=[(one.value, one.label) for one in Deferral.Ended if one not in (Deferral.Ended.PASSED,)]
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        for code in ("required", "invalid_choice"):
            self.fields["because"].error_messages[code] = "Choose why they wait no longer."


@never_cache
@asks("risk_assessment.read", "risk_assessment.make")
@require_http_methods(["GET", "HEAD", "POST"])
def risk(request: HttpRequest, ref: str) -> HttpResponse:
    """Read the last assessment of the risk to a household, and assess it again."""
    report = the_report(request, ref, "risk_assessment.read")
    case, at = _case(report), datetime.now(UTC)
    if request.method == "POST":
        allow(request, "make", "risk_assessment", report)
    form = RiskForm(request.POST if request.method == "POST" else None, at=at)
    return form_page(
        request,
        form,
        lambda: assess_risk(
            case=case,
            assessed_by=me(request),
            sent_with=sent_with(request),
            by=actor(request).code,
            at=at,
            **form.given,
        ),
        template="desk/risk.html",
        context={
            **around(request, report),
            "latest": latest_assessment(case),
            "household": household_of(report, at, sees_unsafe=False),
            "kinds": Circumstance.Kind,
            "may_assess": may(request, "make", "risk_assessment"),
            "key": sent_with(request),
        },
        then=reverse("desk:risk", args=[report.reference]),
        blame="review_on",
    )


@never_cache
@asks("deferral.read", "deferral.make")
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: HttpRequest, ref: str) -> HttpResponse:
    """Read what waiting for major works rests on, or decide that they wait."""
    report = the_report(request, ref, "deferral.read")
    case = _case(report)
    if request.method == "POST":
        allow(request, "make", "deferral", report)
    form = WaitingForm(request.POST if request.method == "POST" else None)
    return form_page(
        request,
        form,
        lambda: begin_waiting(
            case=case,
            began_by=me(request),
            sent_with=sent_with(request),
            by=actor(request).code,
            at=datetime.now(UTC),
            **form.cleaned_data,
        ),
        template="desk/waiting.html",
        context={
            **around(request, report),
            "running": running_deferral(case),
            "latest": latest_assessment(case),
            "may_begin": may(request, "make", "deferral"),
            "may_tell": may(request, "change", "deferral"),
            "may_end": may(request, "end", "deferral"),
            "key": sent_with(request),
        },
        then=reverse("desk:waiting", args=[report.reference]),
        blame="expert",
    )


@never_cache
@asks("deferral.change")
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, ref: str) -> HttpResponse:
    """Tell them how the works that they wait for stand."""
    report = the_report(request, ref, "deferral.change")
    running = _running(report)
    form = ProgressForm(request.POST if request.method == "POST" else None)
    return form_page(
        request,
        form,
        lambda: tell_progress(
            deferral=running,
            words=form.cleaned_data["words"],
            told_by=me(request),
            sent_with=sent_with(request),
            by=actor(request).code,
            at=datetime.now(UTC),
        ),
        template="desk/waiting_progress.html",
        context={**around(request, report), "running": running, "key": sent_with(request)},
        then=reverse("desk:waiting", args=[report.reference]),
        blame="words",
    )


@never_cache
@asks("deferral.end")
@require_http_methods(["GET", "HEAD", "POST"])
def stop_waiting(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that they wait no longer, or that the programme slipped."""
    report = the_report(request, ref, "deferral.end")
    running = _running(report)
    form = EndForm(request.POST if request.method == "POST" else None)
    return form_page(
        request,
        form,
        lambda: end_waiting(
            deferral=running, because=form.cleaned_data["because"], by=actor(request).code, at=datetime.now(UTC)
        ),
        template="desk/waiting_end.html",
        context={**around(request, report), "running": running},
        then=reverse("desk:waiting", args=[report.reference]),
        blame="because",
    )


def _case(report: Report) -> Case:
    case = Case.objects.select_related("report", "owner").filter(report=report).first()
    if case is None:
        raise Http404
    return case


def _running(report: Report) -> Deferral:
    """What they wait for now; where they do not, there is nothing to tell of it."""
    running = running_deferral(_case(report))
    if running is None:
        raise Http404
    return running
