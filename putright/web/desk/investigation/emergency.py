"""An emergency found on the way: written down at once, and its 24 hours run from then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.hazards.actions import find_emergency
from putright.web.allow import actor, asks
from putright.web.desk.acting import form_page
from putright.web.desk.case.shown import around
from putright.web.desk.investigation.finding import the_investigation
from putright.web.forms.when import NowOrEarlierForm
from putright.web.forms.words import WordsField


class DangerForm(NowOrEarlierForm):
    """What is the danger, and when was it seen?"""

    words = WordsField(most=5_000, missing="Say what the danger is: whoever comes to make it safe reads it.")

    def __init__(self, data: Mapping[str, Any] | None = None, *, at: datetime) -> None:
        super().__init__(data, at=at)
        self.order_fields(["words", "told"])


@never_cache
@asks("investigation.change")
@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that it is an emergency; what was written so far stays as it is."""
    held = the_investigation(request, ref, "investigation.change")
    at, report = datetime.now(UTC), held.case.report
    form = DangerForm(request.POST if request.method == "POST" else None, at=at)

    def found() -> None:
        assert form.moment is not None, "a valid form has its moment"
        words = form.cleaned_data["words"]
        find_emergency(investigation=held, found_at=form.moment, words=words, by=actor(request).code, at=at)

    return form_page(
        request,
        form,
        found,
        template="desk/emergency_found.html",
        context={**around(request, report), "held": held},
        then=f"{reverse('desk:case', args=[report.reference])}#owed",
        blame="words",
    )
