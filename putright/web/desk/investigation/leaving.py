"""Saying why something that was recommended is not going to be done."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.hazards.actions import leave_recommended
from putright.web.allow import actor, asks
from putright.web.desk.acting import form_page
from putright.web.desk.case.shown import around
from putright.web.desk.investigation.finding import the_investigation
from putright.web.forms import Form
from putright.web.forms.words import WordsField


class LeaveForm(Form):
    """Why is it not going to be done?"""

    why_not = WordsField(most=5_000, missing="Say why it is not going to be done: whoever lives there can read it.")


@never_cache
@asks("investigation.change")
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Say why not, of one recommendation."""
    held = the_investigation(request, ref, "investigation.change")
    one = held.recommendations.filter(number=number).first()
    if one is None:
        raise Http404
    at, form = datetime.now(UTC), LeaveForm(request.POST if request.method == "POST" else None)
    return form_page(
        request,
        form,
        lambda: leave_recommended(
            recommendation=one, why_not=form.cleaned_data["why_not"], by=actor(request).code, at=at
        ),
        template="desk/not_done.html",
        context={**around(request, held.case.report), "held": held, "one": one},
        then=reverse("desk:investigation", args=[held.reference]),
        blame="why_not",
    )
