"""Two investigations that found different things, side by side; a person says which stands, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.hazards.actions import reconcile
from putright.hazards.models import Case, Investigation
from putright.hazards.queries.investigations import differing, investigations_of
from putright.web.allow import actor, asks
from putright.web.desk.acting import form_page
from putright.web.desk.case.shown import around
from putright.web.desk.finding import me, the_report
from putright.web.forms import Form
from putright.web.forms.words import WordsField


class StandsForm(Form):
    """Which of the two stands, and why?"""

    stands = forms.ChoiceField()
    why = WordsField(most=5_000, missing="Say why this one stands: whoever lives there may ask.")

    def __init__(self, two: Sequence[Investigation], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        names = [(one.reference, f"{one.investigator.name}: {one.get_found_display().lower()}") for one in two]
        self.fields["stands"].choices = names  # type: ignore[attr-defined]
        for code in ("required", "invalid_choice"):
            self.fields["stands"].error_messages[code] = "Choose which of the two stands."


@never_cache
@asks("investigation.decide")
@require_http_methods(["GET", "HEAD", "POST"])
def which_stands(request: HttpRequest, ref: str) -> HttpResponse:
    """Say which of two that differ stands."""
    report = the_report(request, ref, "investigation.decide")
    case, at = Case.objects.filter(report=report).first(), datetime.now(UTC)
    two = next(iter(differing(investigations_of(case))), None) if case else None
    if case is None or two is None:
        raise Http404
    prefetch_related_objects(two, "rooms__measurements", "recommendations")
    form = StandsForm(two, request.POST if request.method == "POST" else None)

    def decided() -> None:
        one, other = sorted(two, key=lambda each: each.reference != form.cleaned_data["stands"])
        why = form.cleaned_data["why"]
        reconcile(stands=one, against=other, why=why, decided_by=me(request), by=actor(request).code, at=at)

    return form_page(
        request,
        form,
        decided,
        template="desk/which_stands.html",
        context={**around(request, report), "two": two, "choices": form.fields["stands"].choices},  # type: ignore[attr-defined]
        then=reverse("desk:case", args=[report.reference]),
        blame="why",
    )
