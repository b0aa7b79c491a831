"""What the desk writes down of works: begun, what came of a visit, what a check found, whether they say it is fixed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from putright.hazards.actions import begin_works, check_works, hear_fixed, tell_outcome
from putright.repairs.orders import works_of
from putright.web.acting import form_page
from putright.web.allow import actor, asks, may
from putright.web.desk.case.shown import around
from putright.web.desk.finding import me, the_report
from putright.web.desk.works.order import of_an_order, the_order
from putright.web.forms import Form
from putright.web.forms.when import NowOrEarlierForm
from putright.web.forms.words import WordsField
from putright.web.keys import sent_with
from putright.web.works.forms import WHOSE_WORD, OutcomeForm
from putright.web.works.in_words import TELLINGS

LONGEST_WORDS = 5_000
YES, NO = "yes", "no"
RIGHT = ((YES, "Yes, it is right"), (NO, "No, something is not right"))
FIXED = ((YES, "Yes, it is fixed"), (NO, "No, something is still wrong"))


class CheckForm(NowOrEarlierForm):
    """Is the work right? What is not, if it is not?"""

    right = forms.ChoiceField(choices=RIGHT)
    words = WordsField(most=LONGEST_WORDS)

    def __init__(self, data: Mapping[str, Any] | None = None, *, at: datetime) -> None:
        super().__init__(data, at=at)
        self.order_fields(["right", "words", "told"])
        self.fields["right"].error_messages = dict.fromkeys(("required", "invalid_choice"), "Choose yes or no.")

    def clean(self) -> dict[str, Any]:
        """What is not right is said."""
        super().clean()
        _needs_words(self, "right", "Say what is not right, for whoever puts it right.")
        return self.cleaned_data


class FixedForm(Form):
    """Do they say that it is fixed? In their words."""

    fixed = forms.ChoiceField(choices=FIXED)
    words = WordsField(most=LONGEST_WORDS)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["fixed"].error_messages = dict.fromkeys(("required", "invalid_choice"), "Choose yes or no.")

    def clean(self) -> dict[str, Any]:
        """What is still wrong is said."""
        _needs_words(self, "fixed", "Write down what they say is still wrong.")
        return self.cleaned_data


@never_cache
@asks("works_order.read")
@require_safe
def works(request: HttpRequest, ref: str) -> HttpResponse:
    """Every order of a report, with what came of each and what is to be done about it."""
    report = the_report(request, ref, "works_order.read")
    context = {**around(request, report), "works": works_of(report), "may_order": may(request, "make", "works_order")}
    return render(request, "desk/works.html", context)


@never_cache
@asks("works_order.change")
@require_http_methods(["GET", "HEAD", "POST"])
def begun(request: HttpRequest, ref: str) -> HttpResponse:
    """Write down when work was physically started."""
    found, at = the_order(request, ref, "change"), datetime.now(UTC)
    form = NowOrEarlierForm(request.POST if request.method == "POST" else None, at=at)

    def begin() -> None:
        assert form.moment is not None
        begin_works(order=found, begun_at=form.moment, by=actor(request).code, at=at)

    return form_page(
        request,
        form,
        begin,
        template="desk/works_begun.html",
        context=of_an_order(request, found),
        then=reverse("desk:works_order", args=[found.reference]),
        blame="told",
    )


@never_cache
@asks("works_order.change", "works_order.decide")
@require_http_methods(["GET", "HEAD", "POST"])
def tell_works(request: HttpRequest, ref: str, what: str) -> HttpResponse:
    """Write down what came of a visit, as it was told to us; that it is not needed is for one of us to say."""
    found, at = the_order(request, ref, "change"), datetime.now(UTC)
    if what not in TELLINGS:
        raise Http404
    may_be_ours = may(request, "decide", "works_order", found)
    data = request.POST if request.method == "POST" else None
    form = OutcomeForm(found, what, data, at=at, may_be_ours=may_be_ours)
    return form_page(
        request,
        form,
        lambda: tell_outcome(
            order=found,
            what=what,
            told_by=me(request),
            sent_with=sent_with(request),
            by=actor(request).code,
            at=at,
            **form.answers,
        ),
        template="desk/works_tell.html",
        context={
            **of_an_order(request, found),
            "what": what,
            "telling": TELLINGS[what],
            "whose": WHOSE_WORD,
            "key": sent_with(request),
        },
        then=reverse("desk:works_order", args=[found.reference]),
        blame="words",
    )


@never_cache
@asks("works_check.make")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, ref: str) -> HttpResponse:
    """Write down what was found by somebody who looked at finished work and did not do it."""
    found, at = the_order(request, ref, "make", "works_check"), datetime.now(UTC)
    form = CheckForm(request.POST if request.method == "POST" else None, at=at)

    def checked() -> None:
        assert form.moment is not None
        check_works(
            order=found,
            is_satisfactory=form.cleaned_data["right"] == YES,
            words=form.cleaned_data["words"],
            checked_at=form.moment,
            checked_by=me(request),
            sent_with=sent_with(request),
            by=actor(request).code,
            at=at,
        )

    return form_page(
        request,
        form,
        checked,
        template="desk/works_check.html",
        context={**of_an_order(request, found), "rights": RIGHT, "key": sent_with(request)},
        then=reverse("desk:works_order", args=[found.reference]),
        blame="right",
    )


@never_cache
@asks("fixed_word.make")
@require_http_methods(["GET", "HEAD", "POST"])
def fixed(request: HttpRequest, ref: str) -> HttpResponse:
    """Write down whether the resident says that it is fixed, as they said it on the phone."""
    report = the_report(request, ref, "fixed_word.make")
    form = FixedForm(request.POST if request.method == "POST" else None)

    def heard() -> None:
        hear_fixed(
            report=report,
            is_fixed=form.cleaned_data["fixed"] == YES,
            words=form.cleaned_data["words"],
            sent_with=sent_with(request),
            person=report.person,
            taken_by=me(request),
            by=actor(request).code,
            at=datetime.now(UTC),
        )

    return form_page(
        request,
        form,
        heard,
        template="desk/works_fixed.html",
        context={**around(request, report), "choices": FIXED, "key": sent_with(request)},
        then=f"{reverse('desk:case', args=[report.reference])}#works",
        blame="fixed",
    )


def _needs_words(form: Form, name: str, missing: str) -> None:
    if form.cleaned_data.get(name) == NO and not form.cleaned_data.get("words") and "words" not in form.errors:
        form.add_error("words", ValidationError(missing))
