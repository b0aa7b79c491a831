"""One works order at the desk: what came of it, what it costs; more that is needed, and whether we say yes to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from putright.clocks.london import london_day
from putright.contractors.queries import rates_on, spend_limit_of
from putright.hazards.actions import approve_works, vary_works
from putright.repairs.actions import add_photo_of_works
from putright.repairs.models import Photo, WorksLine, WorksOrder
from putright.repairs.orders import OrderNow, works_of
from putright.repairs.queries import order_of, photos_of_works
from putright.web.acting import form_page
from putright.web.allow import actor, allow, asks, may
from putright.web.desk.case.shown import around
from putright.web.desk.finding import me
from putright.web.forms import Form
from putright.web.forms.words import WordsField
from putright.web.keys import sent_with
from putright.web.uploads import NONE_REFUSED, take
from putright.web.works.forms import LinesField, today_on
from putright.web.works.in_words import FIRST, IN_THE_WAY, TELLINGS

LONGEST_WHY = 300
YES, NO = "yes", "no"
ANSWERS = ((YES, "Yes, go on"), (NO, "No"))
# What can be done with an order, and the cell of decisions.yaml that says who may.
DOINGS = {
    "change": ("change", "works_order"),
    "decide": ("decide", "works_order"),
    "follow": ("make", "works_order"),
    "check": ("make", "works_check"),
}


class VaryForm(Form):
    """What more is needed, and why?"""

    lines = LinesField(needed=True)
    why = WordsField(most=LONGEST_WHY, missing="Say why more is needed.", one_line=True)

    def __init__(self, data: Mapping[str, Any] | None = None, *, at: datetime) -> None:
        super().__init__(data)
        today_on(self.fields["lines"], at)


class ApproveForm(Form):
    """Do we say yes to it? Why not, if we do not?"""

    answer = forms.ChoiceField(choices=ANSWERS)
    why = WordsField(most=LONGEST_WHY, one_line=True)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["answer"].error_messages = dict.fromkeys(("required", "invalid_choice"), "Choose yes or no.")

    def clean(self) -> dict[str, Any]:
        """A no has a reason."""
        if self.cleaned_data.get("answer") == NO and not self.cleaned_data.get("why") and "why" not in self.errors:
            self.add_error("why", ValidationError("Say why not, so that they know what to do instead."))
        return self.cleaned_data


@never_cache
@asks("works_order.read")
@require_safe
def works_order(request: HttpRequest, ref: str) -> HttpResponse:
    """An order: what is to be done, what came of each visit, what it costs, and what is to be done about it."""
    found = the_order(request, ref, "read")
    context = {
        **of_an_order(request, found),
        "photos": photos_of_works(found),
        "limit": spend_limit_of(found.contractor, london_day(datetime.now(UTC))),
    }
    return render(request, "desk/works_order.html", context)


@never_cache
@asks("works_order.change")
@require_http_methods(["GET", "HEAD", "POST"])
def vary(request: HttpRequest, ref: str) -> HttpResponse:
    """Add to an order what was found to be needed; over the limit it waits for a yes, unless it makes a home safe."""
    found, at = the_order(request, ref, "change"), datetime.now(UTC)
    form = VaryForm(request.POST if request.method == "POST" else None, at=at)
    return form_page(
        request,
        form,
        lambda: vary_works(
            order=found, sent_with=sent_with(request), by=actor(request).code, at=at, **form.cleaned_data
        ),
        template="desk/works_vary.html",
        context={
            **of_an_order(request, found),
            "rates": list(rates_on(london_day(at))),
            "limit": spend_limit_of(found.contractor, london_day(at)),
            "key": sent_with(request),
        },
        then=reverse("desk:works_order", args=[found.reference]),
        blame="lines",
    )


@never_cache
@asks("works_order.decide")
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Say yes or no to what brought an order over its contractor's limit."""
    found = the_order(request, ref, "decide")
    line = (
        WorksLine.objects.select_related("rate", "order__report", "decided_by").filter(order=found, pk=number).first()
    )
    if line is None or not line.is_over_limit:
        raise Http404
    form = ApproveForm(request.POST if request.method == "POST" else None)

    def answered() -> None:
        answer, why = form.cleaned_data["answer"] == YES, form.cleaned_data["why"]
        by, at = actor(request).code, datetime.now(UTC)
        approve_works(line=line, is_approved=answer, why=why, approved_by=me(request), by=by, at=at)

    return form_page(
        request,
        form,
        answered,
        template="desk/works_approve.html",
        context={**of_an_order(request, found), "line": line, "answers": ANSWERS},
        then=reverse("desk:works_order", args=[found.reference]),
        blame="answer",
    )


@never_cache
@asks("works_order.change")
@require_http_methods(["GET", "HEAD", "POST"])
def photos(request: HttpRequest, ref: str) -> HttpResponse:
    """Add photos of works that were sent to us some other way, before or after."""
    found, refused = the_order(request, ref, "change"), NONE_REFUSED
    shows = request.POST.get("shows", "")
    if request.method == "POST":
        by, at = actor(request).code, datetime.now(UTC)
        shows = shows if shows in Photo.Shows.values else Photo.Shows.AFTER
        files = request.FILES.getlist("files")
        refused = take(files, lambda data: add_photo_of_works(order=found, shows=shows, data=data, by=by, at=at))
        if not refused.errors:
            return redirect("desk:works_order", found.reference)
    context = {
        **of_an_order(request, found),
        "photos": photos_of_works(found),
        "refused": refused,
        "shows": shows,
        "kinds": Photo.Shows.choices,
    }
    return render(request, "desk/works_photos.html", context, status=422 if refused.errors else 200)


def the_order(request: HttpRequest, typed: str, action: str, thing: str = "works_order") -> WorksOrder:
    """The order of a reference, if whoever asks may do this with it; missing and refused look alike."""
    found = order_of(typed)
    if found is None:
        raise Http404
    allow(request, action, thing, found)
    return found


def of_an_order(request: HttpRequest, found: WorksOrder) -> dict[str, Any]:
    """What every page about an order says at its top."""
    works = works_of(found.report)
    now: OrderNow = works.of(found)
    may_do = {name: may(request, *cell, found) for name, cell in DOINGS.items()}
    return {
        **around(request, found.report),
        "order": found,
        "now": now,
        "may_do": may_do,
        "tellings": [(what, TELLINGS[what]) for what in (*FIRST, *IN_THE_WAY)],
    }
