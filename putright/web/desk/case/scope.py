"""Does the law cover this? One of us writes down why not, with evidence, and a second person reads it and decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.hazards.actions import agree_out_of_scope, end_out_of_scope, find_out_of_scope
from putright.hazards.models import Case, ScopeFinding
from putright.repairs.models import Report
from putright.web.allow import actor, allow, asks, may
from putright.web.desk.acting import form_page
from putright.web.desk.case.shown import around
from putright.web.desk.finding import me, the_report
from putright.web.forms import Form
from putright.web.forms.words import WordsField

LONGEST_WORDS = 5_000


class EvidenceForm(Form):
    """Why would the law not cover it, and what was seen, by whom and when?"""

    reason = forms.ChoiceField(
        choices=ScopeFinding.Reason.choices,
        error_messages={
            "required": "Choose why the law would not cover it.",
            "invalid_choice": "Choose one of these reasons.",
        },
    )
    words = WordsField(most=LONGEST_WORDS, missing="Write down the evidence. Without it the law covers it.")


class SecondForm(Form):
    """What did you read, and why do you agree?"""

    words = WordsField(most=LONGEST_WORDS, missing="Say what you read, and why you agree. Somebody will ask.")


class NotSoForm(Form):
    """Why does the law cover it?"""

    words = WordsField(most=LONGEST_WORDS, missing="Say why the law does cover it.")


@never_cache
@asks("scope_finding.read", "scope_finding.make", "scope_finding.decide")
@require_http_methods(["GET", "HEAD", "POST"])
def scope(request: HttpRequest, ref: str) -> HttpResponse:
    """Find that the law does not cover it, or read what somebody else found and agree."""
    report = the_report(request, ref, "scope_finding.read")
    case, at = _case(report), datetime.now(UTC)
    found = _standing(case)
    form = _form(found, request.POST if request.method == "POST" else None)

    def act() -> None:
        words = form.cleaned_data["words"]
        if found is None:
            allow(request, "make", "scope_finding", report)
            find_out_of_scope(
                case=case,
                reason=form.cleaned_data["reason"],
                evidence=words,
                found_by=me(request),
                by=actor(request).code,
                at=at,
            )
        else:
            allow(request, "decide", "scope_finding", report)
            agree_out_of_scope(finding=found, words=words, agreed_by=me(request), by=actor(request).code, at=at)

    return form_page(
        request,
        form,
        act,
        template="desk/scope.html",
        context={**around(request, report), "found": found, "me": me(request), **_may(request)},
        then=reverse("desk:scope", args=[report.reference]),
        blame="words",
    )


@never_cache
@asks("scope_finding.end")
@require_http_methods(["GET", "HEAD", "POST"])
def in_scope(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that the law does cover it: one person may, at any time."""
    report = the_report(request, ref, "scope_finding.end")
    found = _standing(_case(report))
    if found is None:
        raise Http404
    form = NotSoForm(request.POST if request.method == "POST" else None)
    return form_page(
        request,
        form,
        lambda: end_out_of_scope(
            finding=found,
            words=form.cleaned_data["words"],
            ended_by=me(request),
            by=actor(request).code,
            at=datetime.now(UTC),
        ),
        template="desk/in_scope.html",
        context={**around(request, report), "found": found},
        then=reverse("desk:case", args=[report.reference]),
        blame="words",
    )


def _may(request: HttpRequest) -> dict[str, bool]:
    return {
        "may_find": may(request, "make", "scope_finding"),
        "may_agree": may(request, "decide", "scope_finding"),
        "may_end": may(request, "end", "scope_finding"),
    }


def _form(found: ScopeFinding | None, data: Mapping[str, Any] | None) -> Form:
    return EvidenceForm(data) if found is None else SecondForm(data)


def _case(report: Report) -> Case:
    case = Case.objects.filter(report=report).first()
    if case is None:
        raise Http404
    return case


def _standing(case: Case) -> ScopeFinding | None:
    """What was found and is not ended."""
    found = ScopeFinding.objects.select_related("case", "found_by", "agreed_by").filter(
        case=case, ended_at__isnull=True
    )
    return found.first()
