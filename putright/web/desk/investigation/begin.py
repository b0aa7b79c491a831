"""Beginning to look into a potential hazard, with what was found before in view."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.hazards.actions import begin_investigation
from putright.hazards.findings import kinds
from putright.hazards.models import Case, Investigation
from putright.hazards.queries.investigations import looked_before
from putright.web.allow import actor, asks
from putright.web.desk.acting import form_page
from putright.web.desk.case.shown import around, facts_known
from putright.web.desk.finding import me, the_report
from putright.web.forms import Form
from putright.web.forms.words import WordsField


class BeginForm(Form):
    """Which kind is it, and why is it looked into again, if it is?"""

    kind = forms.ChoiceField()
    why_again = WordsField(most=2_000)

    def __init__(self, allowed: tuple[str, ...], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"kind": allowed[0] if allowed else ""})
        self.fields["kind"].choices = [(kind, Investigation.Kind(kind).label) for kind in allowed]  # type: ignore[attr-defined]
        for code in ("required", "invalid_choice"):
            self.fields["kind"].error_messages[code] = "Choose one of these."


@never_cache
@asks("investigation.make")
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, ref: str) -> HttpResponse:
    """Begin to look into it; whoever has begun already goes on where they were."""
    report = the_report(request, ref, "investigation.make")
    case, at, who = Case.objects.filter(report=report).first(), datetime.now(UTC), me(request)
    if case is None:
        raise Http404
    if mine := case.investigations.under_way().filter(investigator=who).first():
        return redirect("desk:investigation", mine.reference)
    known = facts_known(case).known
    form = BeginForm(kinds(known), request.POST if request.method == "POST" else None)
    begun: list[Investigation] = []

    def begin_it() -> None:
        begun.append(
            begin_investigation(case=case, investigator=who, by=actor(request).code, at=at, **form.cleaned_data)
        )

    response = form_page(
        request,
        form,
        begin_it,
        template="desk/investigate.html",
        context={
            **around(request, report),
            "before": looked_before(report, known),
            "kinds": form.fields["kind"].choices,  # type: ignore[attr-defined]
        },
        then="/desk",
        blame="why_again",
    )
    return redirect("desk:investigation", begun[0].reference) if begun else response
