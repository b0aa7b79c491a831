"""Ordering works for a report, by themselves or going on from others: what to do, by whom, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.clocks.london import london_day
from putright.contractors.models import Contractor, Trade
from putright.contractors.queries import contractors_on, rates_on
from putright.hazards.actions import order_recommended, order_works
from putright.hazards.models import Case, Recommendation
from putright.hazards.queries.investigations import left_of
from putright.repairs.models import Report, WorksOrder
from putright.repairs.orders import Works, works_of
from putright.web.acting import form_page
from putright.web.allow import actor, asks
from putright.web.desk.case.shown import around
from putright.web.desk.finding import the_report
from putright.web.forms import ClockField, DayField, Form
from putright.web.forms.words import WordsField
from putright.web.keys import sent_with
from putright.web.works.forms import LinesField, by_when, today_on
from putright.web.works.in_words import PURPOSES

LONGEST_WORDS = 5_000


class OrderForm(Form):
    """What is to be done there, by whom, and by when?"""

    purpose = forms.ChoiceField(choices=tuple(PURPOSES.items()))
    trade = forms.ChoiceField(choices=[("", "Choose"), *Trade.choices])
    contractor = forms.ChoiceField()
    instruction = WordsField(most=LONGEST_WORDS, missing="Say what is to be done.")
    at_the_door = WordsField(most=LONGEST_WORDS)
    wanted = DayField()
    time = ClockField(required=False)
    is_temporary = forms.BooleanField(required=False)
    lines = LinesField()

    def __init__(
        self,
        contractors: list[Contractor],
        data: Mapping[str, Any] | None = None,
        *,
        at: datetime,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.at, self.contractors = at, {one.reference: one for one in contractors}
        today_on(self.fields["lines"], at)
        choices = [("", "Choose"), *((one.reference, one.name) for one in contractors)]
        self.fields["contractor"].choices = choices  # type: ignore[attr-defined]
        for name, missing in (
            ("purpose", "Choose what it is for."),
            ("trade", "Choose the trade."),
            ("contractor", "Choose who does it."),
        ):
            self.fields[name].error_messages = dict.fromkeys(("required", "invalid_choice"), missing)

    def clean(self) -> dict[str, Any]:
        """By when, as one moment that is still to come."""
        day, clock = self.cleaned_data.get("wanted"), self.cleaned_data.get("time")
        if day is not None and "time" not in self.errors:
            try:
                self.cleaned_data["wanted_before"] = by_when(day, clock, self.at)
            except ValidationError as why:
                self.add_error("wanted", why)
        return self.cleaned_data

    @property
    def answers(self) -> dict[str, Any]:
        """What the action is told."""
        same = ("purpose", "trade", "instruction", "at_the_door", "wanted_before", "is_temporary", "lines")
        told = {name: self.cleaned_data[name] for name in same}
        return {**told, "contractor": self.contractors[self.cleaned_data["contractor"]]}


@never_cache
@asks("works_order.make")
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, ref: str) -> HttpResponse:
    """Order works for a report; going on from another order, where the address names it."""
    report = the_report(request, ref, "works_order.make")
    at, works = datetime.now(UTC), works_of(report)
    follows, recommended = _follows(request, works), _recommended(request, report)
    contractors = list(contractors_on(london_day(at)))
    data = request.POST if request.method == "POST" else None
    form = OrderForm(contractors, data, at=at, initial=_begins_with(follows, recommended))

    @transaction.atomic
    def order_it() -> None:
        by = actor(request).code
        made = order_works(report=report, follows=follows, sent_with=sent_with(request), by=by, at=at, **form.answers)
        if recommended is not None:
            order_recommended(recommendation=recommended, order=made, by=by, at=at)

    return form_page(
        request,
        form,
        order_it,
        template="desk/works_new.html",
        context={
            **around(request, report),
            "contractors": contractors,
            "follows": works.of(follows) if follows else None,
            "purposes": PURPOSES.items(),
            "rates": list(rates_on(london_day(at))),
            "key": sent_with(request),
        },
        then=f"{reverse('desk:case', args=[report.reference])}#works",
        blame="instruction",
    )


def _follows(request: HttpRequest, works: Works) -> WorksOrder | None:
    """The order of this report that the new one goes on from, where the address names one."""
    typed = request.GET.get("follows", "")
    if not typed:
        return None
    found = next((one.order for one in works.orders if one.order.reference == typed), None)
    if found is None:
        raise Http404
    return found


def _recommended(request: HttpRequest, report: Report) -> Recommendation | None:
    """What was recommended and is to be ordered, where the address names it."""
    typed = request.GET.get("recommended", "")
    if not typed:
        return None
    case = Case.objects.filter(report=report).first()
    found = next((one for one in left_of(case) if str(one.pk) == typed), None) if case else None
    if found is None and request.method != "POST":
        raise Http404
    # Sent twice it is ordered already, and the same page is the same order.
    return found


def _begins_with(follows: WorksOrder | None, recommended: Recommendation | None) -> dict[str, Any]:
    """What the boxes hold at first: who was there before, what for, and what to mind at the door."""
    if recommended is not None:
        finish = recommended.finish_on
        days = {"wanted": (str(finish.day), str(finish.month), str(finish.year))} if finish else {}
        return {"purpose": recommended.purpose, "instruction": recommended.words, **days}
    if follows is None:
        return {}
    return {
        "purpose": follows.purpose,
        "trade": follows.trade,
        "contractor": follows.contractor.reference,
        "at_the_door": follows.at_the_door,
    }
