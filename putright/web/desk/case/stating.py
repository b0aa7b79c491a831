"""Writing down what happened, and putting right what was written, with a reason; the dates follow by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from putright.hazards.actions import correct, state
from putright.hazards.facts import AREA, MAY_BE_AHEAD, Value, read
from putright.hazards.models import Case, Fact
from putright.law.facts import CHOICE, MOMENT, YES_OR_NO, FactsDisagree, facts_of_area
from putright.law.facts import Fact as Known
from putright.law.hazard_types import hazard_types
from putright.repairs.models import Report
from putright.repairs.refused import CannotBeDone
from putright.web.allow import actor, asks
from putright.web.desk.acting import form_page
from putright.web.desk.case.facts_in_words import (
    NOT_BY_HAND,
    PUT_RIGHT_BY_HAND,
    can_be_stated,
    choices,
    in_words,
    refusal,
    says,
)
from putright.web.desk.case.shown import around, facts_known
from putright.web.desk.finding import the_report
from putright.web.forms.when import WhenForm, filled_in
from putright.web.forms.words import WordsField

YES, NO = "yes", "no"
LONGEST_WHY = 500


class FactForm(WhenForm):
    """When was it, or is it so, or which is it? Only what this fact asks; why, if it is put right."""

    choice = forms.ChoiceField()
    withdraw = forms.BooleanField(required=False)
    why = WordsField(most=LONGEST_WHY, missing="Say why it is put right. Somebody will ask.")

    def __init__(
        self, known: Known, data: Mapping[str, Any] | None = None, *, at: datetime, now: Fact | None = None
    ) -> None:
        super().__init__(data, at=at, initial=_begins_with(known, now))
        self.known, self.is_correction = known, now is not None
        self.may_be_ahead = known.name in MAY_BE_AHEAD
        asked = {"day", "time", "which"} if known.kind == MOMENT else {"choice"}
        asked |= {"withdraw", "why"} if self.is_correction else set()
        self.fields = {name: field for name, field in self.fields.items() if name in asked}
        if "choice" in self.fields:
            self.fields["choice"].choices = answers(known)  # type: ignore[attr-defined]
            self.fields["choice"].error_messages = {"required": "Choose one.", "invalid_choice": "Choose one of these."}

    def full_clean(self) -> None:
        """What is taken back needs no other answer."""
        if self.is_bound and self.is_correction and self.data.get("withdraw"):
            for name in {"day", "time", "choice"} & set(self.fields):
                self.fields[name].required = False
        super().full_clean()

    @property
    def value(self) -> Value | None:
        """What the fact says; nothing when it is taken back."""
        if self.cleaned_data.get("withdraw"):
            return None
        if self.known.kind == MOMENT:
            return self.moment
        chosen: str = self.cleaned_data["choice"]
        return chosen == YES if self.known.kind == YES_OR_NO else chosen


def answers(known: Known) -> list[tuple[str, str]]:
    """What can be chosen, where it is not a moment."""
    if known.kind == YES_OR_NO:
        return [(YES, "Yes"), (NO, "No")]
    return [(choice, hazard_types()[choice].name if choice in hazard_types() else choice.capitalize())
            for choice in known.choices] if known.kind == CHOICE else []  # fmt: skip


@never_cache
@asks("fact.make")
@require_safe
def what_happened(request: HttpRequest, ref: str) -> HttpResponse:
    """Choose what happened, to write it down."""
    report = the_report(request, ref, "fact.make")
    case = _case(report)
    stated = {one.fact.name for one in facts_known(case).written if not one.is_withdrawn}
    return render(
        request, "desk/what_happened.html", {**around(request, report), "groups": choices(), "stated": stated}
    )


@never_cache
@asks("fact.make")
@require_http_methods(["GET", "HEAD", "POST"])
def state_fact(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    """Write down one thing that happened, or was found out."""
    report = the_report(request, ref, "fact.make")
    case, at = _case(report), datetime.now(UTC)
    if not can_be_stated(name):
        raise Http404
    form = FactForm(facts_of_area(AREA)[name], request.POST if request.method == "POST" else None, at=at)
    return form_page(
        request,
        form,
        _kindly(lambda: state(case=case, name=name, value=form.value, by=actor(request).code, at=at)),  # type: ignore[arg-type]
        template="desk/fact.html",
        context={**around(request, report), "says": says(name), "answers": answers(form.known), "now": None},
        then=f"{reverse('desk:case', args=[report.reference])}#facts",
    )


@never_cache
@asks("fact.correct")
@require_http_methods(["GET", "HEAD", "POST"])
def correct_fact(request: HttpRequest, ref: str, name: str, day_zero: int) -> HttpResponse:
    """Put right a fact, with a reason; what it said before stays readable."""
    report = the_report(request, ref, "fact.correct")
    now, at = _current(_case(report), name, day_zero), datetime.now(UTC)
    seen = request.POST.get("seen", "")
    form = FactForm(facts_of_area(AREA)[name], request.POST if request.method == "POST" else None, at=at, now=now)

    def put_right() -> None:
        if seen != str(now.pk):
            raise CannotBeDone(
                f"Somebody has put this right meanwhile. It now says: {in_words(read(name, now.value))}. "
                "If that is not right either, send this again."
            )
        correct(fact=now, value=form.value, why=form.cleaned_data["why"], by=actor(request).code, at=at)

    return form_page(
        request,
        form,
        _kindly(put_right),
        template="desk/fact.html",
        context={
            **around(request, report),
            "says": says(name),
            "answers": answers(form.known),
            "now": now,
            "now_says": in_words(read(name, now.value)),
        },
        then=f"{reverse('desk:case', args=[report.reference])}#facts",
    )


def _kindly(act: Any) -> Any:
    """The same, with a refusal of the law's in words for one of us."""

    def acting() -> None:
        try:
            act()
        except FactsDisagree as why:
            raise CannotBeDone(refusal(str(why))) from why

    return acting


def _case(report: Report) -> Case:
    case = Case.objects.filter(report=report).first()
    if case is None:
        raise Http404
    return case


def _current(case: Case, name: str, day_zero: int) -> Fact:
    """What a fact says now; there is nothing to put right where nothing was written."""
    if name not in facts_of_area(AREA) or name in NOT_BY_HAND - PUT_RIGHT_BY_HAND:
        raise Http404
    now = Fact.objects.filter(case=case, name=name, day_zero=day_zero).order_by("-pk").first()
    if now is None:
        raise Http404
    return now


def _begins_with(known: Known, now: Fact | None) -> dict[str, Any]:
    """What the boxes hold at first: what it says now, to be put right; and nothing is guessed."""
    value = read(known.name, now.value) if now else None
    if isinstance(value, datetime):
        return filled_in(value)
    if value is None:
        return {}
    return {"choice": (YES if value else NO) if isinstance(value, bool) else value}
