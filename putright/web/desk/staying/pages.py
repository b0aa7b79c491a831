"""The pages of somewhere else to stay: all that was offered, a new offer, the answer, and each step of a stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from putright.hazards.actions import (
    answer_offer,
    begin_stay,
    correct_stay,
    end_stay,
    judge_stay,
    lose_stay,
    offer_stay,
    review_stay,
    secure_stay,
)
from putright.hazards.models import Case
from putright.hazards.queries import clocks_of
from putright.hazards.staying import stays_of, whole_of
from putright.repairs.models import Report
from putright.web.allow import actor, asks, may
from putright.web.desk.acting import form_page
from putright.web.desk.case.shown import around, household_of
from putright.web.desk.case.staying import needs_somewhere
from putright.web.desk.finding import me, the_report, the_stay
from putright.web.desk.staying.forms import (
    EVERYONE,
    AnswerForm,
    EndedForm,
    GoneForm,
    MovedForm,
    OfferForm,
    ReviewedForm,
    RightForm,
    SecuredForm,
    SuitsForm,
)
from putright.web.forms.when import NowOrEarlierForm
from putright.web.keys import sent_with


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a stay: what its page says, what it asks, and what is then done."""

    title: str
    lead: str
    when: str
    form: type[NowOrEarlierForm]
    act: Callable[..., object]

    def given(self, form: NowOrEarlierForm) -> dict[str, Any]:
        """What the action is told of the form."""
        given = form.cleaned_data
        told: dict[str, Any] = {name: given[name] for name in ("review_on", "because", "words") if name in given}
        told |= {"cost_pence": given["cost"]} if "cost" in given else {}
        told |= {"is_everyone": given["who"] == EVERYONE} if "who" in given else {}
        return told | {WHEN[self.form]: form.moment}


# What each action calls the moment it is told.
WHEN: Mapping[type[NowOrEarlierForm], str] = {
    SecuredForm: "secured_at",
    MovedForm: "moved_at",
    ReviewedForm: "reviewed_at",
    EndedForm: "returned_at",
    GoneForm: "gone_at",
}
STEPS: Mapping[str, Step] = {
    "secured": Step(
        "The place is secured",
        "It is booked or let, paid by us, and theirs to move into.",
        "When was it secured?",
        SecuredForm,
        secure_stay,
    ),
    "moved": Step(
        "They moved in",
        "Only when everyone who lives there is out does the date for the safety work fall away. The work is still "
        "needed.",
        "When did they move?",
        MovedForm,
        begin_stay,
    ),
    "reviewed": Step(
        "We asked how it is",
        "Does it still suit everyone? What is happening at home, and when can they come back?",
        "When did you speak with them?",
        ReviewedForm,
        review_stay,
    ),
    "ended": Step(
        "The stay is over",
        "They go home when it is made safe. If they go home before, what the law asks of us runs again.",
        "When was it over?",
        EndedForm,
        end_stay,
    ),
    "gone": Step(
        "The place is not to be had any more",
        "What they answered stays as it is. If they had not said no, we promise them another offer.",
        "When did we learn of it?",
        GoneForm,
        lose_stay,
    ),
}


@never_cache
@asks("stay.list", "stay_place.read")
@require_safe
def stays(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything that was offered to a household, and how each stands."""
    report = the_report(request, ref, "stay.list")
    case, at = the_case(report), datetime.now(UTC)
    found = stays_of(case)
    prefetch_related_objects([whole.stay for whole in found], "reviews__reviewed_by", "corrections__corrected_by")
    context = {
        **around(request, report),
        "stays": list(reversed(found)),
        "needs": needs_somewhere(clocks_of(report, at), found, case, at),
        "sees_place": may(request, "read", "stay_place", report),
        "may_offer": may(request, "make", "stay"),
        "may_change": may(request, "change", "stay"),
        "may_answer": may(request, "make", "stay_answer"),
        "at": at,
    }
    return render(request, "desk/stays.html", context)


@never_cache
@asks("stay.make")
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, ref: str) -> HttpResponse:
    """Offer a household somewhere else to stay."""
    report = the_report(request, ref, "stay.make")
    case, at = the_case(report), datetime.now(UTC)
    form = OfferForm(request.POST if request.method == "POST" else None, at=at)
    return form_page(
        request,
        form,
        lambda: offer_stay(
            case=case,
            offered_by=me(request),
            sent_with=sent_with(request),
            by=actor(request).code,
            at=at,
            **form.given,
        ),
        template="desk/stay_offer.html",
        context={
            **around(request, report),
            "household": household_of(report, at, sees_unsafe=may(request, "read", "contact_safety")),
            "key": sent_with(request),
        },
        then=_stays_of(report),
        blame="begins_on",
    )


@never_cache
@asks("stay.change", "stay_place.read")
@require_http_methods(["GET", "HEAD", "POST"])
def suits(request: HttpRequest, ref: str, stay: str) -> HttpResponse:
    """Write down in which ways a place suits the household, as they say."""
    held = the_stay(request, ref, stay, "stay.change", "stay_place.read")
    form = SuitsForm(request.POST if request.method == "POST" else None, found=whole_of(held).suitability)
    return form_page(
        request,
        form,
        lambda: judge_stay(stay=held, suits=form.suits, by=actor(request).code, at=datetime.now(UTC)),
        template="desk/stay_suits.html",
        context={**around(request, held.case.report), "stay": held},
        then=_stays_of(held.case.report),
    )


@never_cache
@asks("stay_answer.make")
@require_http_methods(["GET", "HEAD", "POST"])
def answered(request: HttpRequest, ref: str, stay: str) -> HttpResponse:
    """Write down what they said to an offer, on the phone or face to face."""
    held, at = the_stay(request, ref, stay, "stay_answer.make"), datetime.now(UTC)
    form = AnswerForm(request.POST if request.method == "POST" else None, at=at)

    def said() -> None:
        assert form.moment is not None
        answer_offer(
            stay=held,
            kind=form.cleaned_data["kind"],
            words=form.cleaned_data["words"],
            said_at=form.moment,
            sent_with=sent_with(request),
            taken_by=me(request),
            person=held.case.report.person,
            by=actor(request).code,
            at=at,
        )

    return form_page(
        request,
        form,
        said,
        template="desk/stay_answered.html",
        context={**around(request, held.case.report), "whole": whole_of(held), "key": sent_with(request)},
        then=_stays_of(held.case.report),
        blame="kind",
    )


@never_cache
@asks("stay.change")
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, ref: str, stay: str, name: str) -> HttpResponse:
    """Write down one step of a stay: secured, moved in, asked how it is, over; or that the place is gone."""
    held, at = the_stay(request, ref, stay, "stay.change"), datetime.now(UTC)
    if name not in STEPS:
        raise Http404
    this = STEPS[name]
    more = {"review_on": held.review_on} if this.form is MovedForm else {}
    form = this.form(request.POST if request.method == "POST" else None, at=at, **more)
    return form_page(
        request,
        form,
        lambda: this.act(stay=held, by=actor(request).code, at=at, **this.given(form), **_by(request, this)),
        template="desk/stay_step.html",
        context={**around(request, held.case.report), "stay": held, "step": this, "key": sent_with(request)},
        then=_stays_of(held.case.report),
        blame=next((one for one in ("review_on", "because") if one in form.fields), "told"),
    )


@never_cache
@asks("stay.change")
@require_http_methods(["GET", "HEAD", "POST"])
def right(request: HttpRequest, ref: str, stay: str) -> HttpResponse:
    """Put right when something of a stay happened, with a reason."""
    held, at = the_stay(request, ref, stay, "stay.change"), datetime.now(UTC)
    form = RightForm(held, request.POST if request.method == "POST" else None, at=at)
    return form_page(
        request,
        form,
        lambda: correct_stay(
            stay=held,
            what=form.cleaned_data["what"],
            moment=form.correct,
            why=form.cleaned_data["why"],
            corrected_by=me(request),
            by=actor(request).code,
            at=at,
        ),
        template="desk/stay_right.html",
        context={**around(request, held.case.report), "stay": held},
        then=_stays_of(held.case.report),
        blame="what",
    )


def _by(request: HttpRequest, step: Step) -> dict[str, Any]:
    """Who asked them how it is, and the key that keeps it to one."""
    return {"reviewed_by": me(request), "sent_with": sent_with(request)} if step.form is ReviewedForm else {}


def the_case(report: Report) -> Case:
    """The case of a report; without one there is nothing to stay away from."""
    case = Case.objects.select_related("report", "owner").filter(report=report).first()
    if case is None:
        raise Http404
    return case


def _stays_of(report: Report) -> str:
    return reverse("desk:stays", args=[report.reference])
