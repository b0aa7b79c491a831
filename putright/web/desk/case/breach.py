"""Is it the tenant's breach? One of us writes down the evidence, and a second person reads it and decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.hazards.actions import agree_breach, end_breach, find_breach
from putright.hazards.models import Breach, Case
from putright.repairs.models import Report
from putright.web.allow import actor, allow, asks, may
from putright.web.desk.acting import form_page
from putright.web.desk.case.shown import around
from putright.web.desk.finding import me, the_report
from putright.web.forms import Form
from putright.web.forms.words import WordsField

LONGEST_WORDS = 5_000


class EvidenceForm(Form):
    """What was seen, by whom and when?"""

    words = WordsField(most=LONGEST_WORDS, missing="Write down the evidence. Without it there is no breach.")


class SecondForm(Form):
    """What did you read, and why do you agree?"""

    words = WordsField(most=LONGEST_WORDS, missing="Say what you read, and why you agree. Somebody will ask.")


class NotSoForm(Form):
    """Why is it not the tenant's breach?"""

    words = WordsField(most=LONGEST_WORDS, missing="Say why it is not the tenant’s breach.")


@never_cache
@asks("tenant_breach.read", "tenant_breach.make", "tenant_breach.decide")
@require_http_methods(["GET", "HEAD", "POST"])
def breach(request: HttpRequest, ref: str) -> HttpResponse:
    """Find that it is the tenant's breach, or read what somebody else found and agree."""
    report = the_report(request, ref, "tenant_breach.read")
    case, at = _case(report), datetime.now(UTC)
    found = _standing(case)
    form = _form(found, request.POST if request.method == "POST" else None)

    def act() -> None:
        words = form.cleaned_data["words"]
        if found is None:
            allow(request, "make", "tenant_breach", report)
            find_breach(case=case, evidence=words, found_by=me(request), by=actor(request).code, at=at)
        else:
            allow(request, "decide", "tenant_breach", report)
            agree_breach(breach=found, words=words, agreed_by=me(request), by=actor(request).code, at=at)

    return form_page(
        request,
        form,
        act,
        template="desk/breach.html",
        context={**around(request, report), "found": found, "me": me(request), **_may(request)},
        then=reverse("desk:breach", args=[report.reference]),
        blame="words",
    )


@never_cache
@asks("tenant_breach.end")
@require_http_methods(["GET", "HEAD", "POST"])
def not_a_breach(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that it is not the tenant's breach: one person may, at any time."""
    report = the_report(request, ref, "tenant_breach.end")
    found = _standing(_case(report))
    if found is None:
        raise Http404
    form = NotSoForm(request.POST if request.method == "POST" else None)
    return form_page(
        request,
        form,
        lambda: end_breach(
            breach=found,
            words=form.cleaned_data["words"],
            ended_by=me(request),
            by=actor(request).code,
            at=datetime.now(UTC),
        ),
        template="desk/not_a_breach.html",
        context={**around(request, report), "found": found},
        then=reverse("desk:case", args=[report.reference]),
        blame="words",
    )


def _may(request: HttpRequest) -> dict[str, bool]:
    return {
        "may_find": may(request, "make", "tenant_breach"),
        "may_agree": may(request, "decide", "tenant_breach"),
        "may_end": may(request, "end", "tenant_breach"),
    }


def _form(found: Breach | None, data: Mapping[str, Any] | None) -> Form:
    return EvidenceForm(data) if found is None else SecondForm(data)


def _case(report: Report) -> Case:
    case = Case.objects.filter(report=report).first()
    if case is None:
        raise Http404
    return case


def _standing(case: Case) -> Breach | None:
    """What was found and is not ended."""
    found = Breach.objects.select_related("case", "found_by", "agreed_by").filter(case=case, ended_at__isnull=True)
    return found.first()
