"""The written summary: read before it goes, made, and sent to each named tenant by a way that is theirs."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.hazards.actions import make_summary, send_by_email, sent_by_hand
from putright.hazards.models import Dispatch, Investigation, Summary
from putright.hazards.queries.summaries import as_it_will_be, named_tenants, short_form
from putright.homes.queries import landlord
from putright.people.models import Person
from putright.repairs.refused import CannotBeDone
from putright.web.allow import actor, asks
from putright.web.desk.acting import form_page
from putright.web.desk.case.shown import around
from putright.web.desk.investigation.finding import the_investigation
from putright.web.forms.when import NowOrEarlierForm
from putright.web.forms.words import WordsField

EMAIL = Dispatch.Route.EMAIL


class SendForm(NowOrEarlierForm):
    """To whom does it go, how, and what shows that it went?"""

    person = forms.ChoiceField()
    route = forms.ChoiceField(choices=Dispatch.Route.choices)
    proof = WordsField(most=500)

    def __init__(self, named: list[Person], data: Mapping[str, Any] | None = None, *, at: datetime) -> None:
        # By email it goes now, whatever is said of when.
        if data is not None and data.get("route") == EMAIL:
            data = {**{name: data[name] for name in data}, "told": "now", "day-day": "", "day-month": ""}
            data |= {"day-year": "", "time": ""}
        super().__init__(data, at=at, initial={"person": named[0].reference if len(named) == 1 else ""})
        self.fields["person"].choices = [(one.reference, one.called) for one in named]  # type: ignore[attr-defined]
        for name, missing in (("person", "Choose who it is for."), ("route", "Choose how it goes.")):
            self.fields[name].error_messages |= {"required": missing, "invalid_choice": missing}
        self.order_fields(["person", "route", "proof", "told"])


@dataclass(frozen=True, slots=True)
class Theirs:
    """One named tenant, and how the summary went to them so far."""

    person: Person
    went: tuple[Dispatch, ...]


@never_cache
@asks("summary.read", "summary.make", "summary.change")
@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: HttpRequest, ref: str) -> HttpResponse:
    """Read what it says, and send it, one named tenant after the other."""
    held = the_investigation(request, ref, "summary.read")
    report, at = held.case.report, datetime.now(UTC)
    made = Summary.objects.filter(investigation=held).defer("pdf").first()
    named = named_tenants(report, at)
    if request.method == "POST" and request.POST.get("do") == "make":
        with suppress(CannotBeDone):  # what is missing is on the page that they come back to
            make_summary(investigation=held, by=actor(request).code, at=at)
        return redirect("desk:summary", held.reference)
    form = SendForm(named, request.POST if request.method == "POST" else None, at=at)
    says = None if made else as_it_will_be(held, report, landlord(), is_short=short_form(held), at=at)
    return form_page(
        request,
        form,
        lambda: _send(request, held, named, form, at),
        template="desk/summary.html",
        context={
            **around(request, report),
            "held": held,
            "made": made,
            "says": made.says if made else says.kept() if says else {},
            "missing": says.missing if says else (),
            "theirs": _theirs(made, named),
            "named": named,
            "routes": Dispatch.Route.choices,
        },
        then=f"{reverse('desk:summary', args=[held.reference])}#sent",
        blame="route",
    )


@transaction.atomic
def _send(request: HttpRequest, held: Investigation, named: list[Person], form: SendForm, at: datetime) -> None:
    said, by = form.cleaned_data, actor(request).code
    person = next(one for one in named if one.reference == said["person"])
    made = make_summary(investigation=held, by=by, at=at)
    if said["route"] == EMAIL:
        send_by_email(summary=made, person=person, by=by, at=at)
        return
    assert form.moment is not None, "a valid form has its moment"
    sent_by_hand(
        summary=made, person=person, route=said["route"], sent_at=form.moment, proof=said["proof"], by=by, at=at
    )


def _theirs(made: Summary | None, named: list[Person]) -> list[Theirs]:
    went = list(made.dispatches.select_related("person").order_by("pk")) if made else []
    people = [*named, *dict.fromkeys(one.person for one in went if one.person not in named)]
    return [Theirs(person, tuple(one for one in went if one.person_id == person.pk)) for person in people]
