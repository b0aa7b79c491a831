"""Somewhere else to stay, as it is offered to whoever told us: what it covers, and yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.hazards.actions import answer_offer
from putright.hazards.models import Stay, StayAnswer
from putright.hazards.staying import Whole, whole_of
from putright.homes.queries import landlord
from putright.record import reference
from putright.repairs.refused import CannotBeDone
from putright.web.allow import account_of, actor, allow, asks, may
from putright.web.forms import Form
from putright.web.forms.words import WordsField
from putright.web.keys import sent_with

YES_OR_NO = (
    (StayAnswer.Kind.ACCEPTED.value, "Yes, we would like to stay there"),
    (StayAnswer.Kind.DECLINED.value, "No, we would not"),
)
TAKE_BACK = (StayAnswer.Kind.TAKEN_BACK.value, "I take back my answer. Talk to me first")


class OfferForm(Form):
    """Yes or no, and anything they would like to say?"""

    kind = forms.ChoiceField(choices=YES_OR_NO)
    words = WordsField(most=2_000)

    def __init__(self, data: Mapping[str, Any] | None = None, *, has_answered: bool) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [*YES_OR_NO, TAKE_BACK] if has_answered else YES_OR_NO  # type: ignore[attr-defined]
        for code in ("required", "invalid_choice"):
            self.fields["kind"].error_messages[code] = "Choose yes or no."


@never_cache
@asks("stay.read", "stay_answer.make")
@require_http_methods(["GET", "HEAD", "POST"])
def stay(request: HttpRequest, ref: str, stay: str) -> HttpResponse:
    """Read an offer of somewhere else to stay, and answer it."""
    whole = _found(request, ref, stay)
    is_post = request.method == "POST"
    if is_post:
        allow(request, "make", "stay_answer", whole.stay)
    form = OfferForm(request.POST if is_post else None, has_answered=whole.answer is not None)
    if is_post and form.is_valid():
        try:
            _answer(request, whole.stay, form)
            return redirect(f"{reverse('resident:stay', args=[ref, stay])}?answered")
        except CannotBeDone as why:
            form.add_error("kind", str(why))
    context = {
        "report": whole.stay.case.report,
        "whole": whole,
        "form": form,
        "key": sent_with(request),
        "landlord": landlord(),
        "sees_place": may(request, "read", "stay_place", whole.stay),
        "may_answer": may(request, "make", "stay_answer", whole.stay),
        "was_answered": "answered" in request.GET,
    }
    return render(request, "resident/stay.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, ref: str, typed: str) -> Whole:
    """The offer of that reference, where it is theirs to read; one that is not is as one that is not there."""
    try:
        report, offered = reference.read(ref), reference.read(typed)
    except reference.NotAReference:
        raise Http404 from None
    found = Stay.objects.select_related("case__report__person").filter(
        reference=offered, case__report__reference=report
    )
    stay = found.first()
    if stay is None:
        raise Http404
    allow(request, "read", "stay", stay)
    return whole_of(stay)


def _answer(request: HttpRequest, offered: Stay, form: OfferForm) -> None:
    at = datetime.now(UTC)
    answer_offer(
        stay=offered,
        kind=form.cleaned_data["kind"],
        words=form.cleaned_data["words"],
        said_at=at,
        sent_with=f"{offered.reference}.{sent_with(request)}",
        person=getattr(account_of(request), "person", None),
        by=actor(request).code,
        at=at,
    )
