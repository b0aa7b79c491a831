"""Finding out which home a report is about and who told it, and that it tells again of what was looked into before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.clocks.london import london_day, written_day
from putright.hazards.actions import match, same_issue
from putright.hazards.facts import investigated_at
from putright.hazards.models import Case
from putright.hazards.queries import facts_of
from putright.homes.models import Home
from putright.people.models import Person
from putright.people.queries import people_in
from putright.people.relationships import homes_linked_to
from putright.record import reference
from putright.repairs.models import Report
from putright.web.allow import actor, asks
from putright.web.desk.acting import form_page
from putright.web.desk.case.shown import around
from putright.web.desk.finding import me, the_home, the_report
from putright.web.desk.searching import homes_named
from putright.web.forms import Form
from putright.web.forms.words import WordsField

NOBODY = ""


class PersonForm(Form):
    """Who told us?"""

    person = forms.ChoiceField(required=False)

    def __init__(self, people: list[Person], data: Mapping[str, Any] | None = None, *, now: str = NOBODY) -> None:
        super().__init__(data, initial={"person": now})
        choices = [*((one.reference, one.called) for one in people), (NOBODY, "Somebody else, or not known")]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]
        self.fields["person"].error_messages["invalid_choice"] = "Choose somebody who lives there, or “not known”."


class SameForm(Form):
    """Which case looked into it before, and why is it the same?"""

    case = forms.ChoiceField()
    why = WordsField(most=500, missing="Say why it is the same issue. Somebody will ask.")

    def __init__(self, cases: list[Case], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["case"].choices = [(one.reference, _called(one)) for one in cases]  # type: ignore[attr-defined]
        for code in ("required", "invalid_choice"):
            self.fields["case"].error_messages[code] = "Choose the case that looked into it before."


@never_cache
@asks("report.change", "home.list", "home_history.read")
@require_http_methods(["GET", "HEAD", "POST"])
def match_report(request: HttpRequest, ref: str) -> HttpResponse:
    """Find the home of a report, then who told it."""
    report = the_report(request, ref, "report.change")
    chosen = request.POST.get("home", "") if request.method == "POST" else request.GET.get("home", "")
    if chosen:
        return _who(request, report, the_home(request, chosen))
    words = request.GET.get("words", "")
    at = datetime.now(UTC)
    found = homes_named(words, without=homes_linked_to(me(request), at)) if words.strip() else []
    return render(request, "desk/match.html", {**around(request, report), "words": words, "found": found})


def _who(request: HttpRequest, report: Report, home: Home) -> HttpResponse:
    at = datetime.now(UTC)
    people = list(people_in(home, london_day(at)))
    if report.person is not None and report.person not in people:
        people.append(report.person)
    now = report.person.reference if report.person else NOBODY
    form = PersonForm(people, request.POST if request.method == "POST" else None, now=now)
    by_reference = {one.reference: one for one in people}
    return form_page(
        request,
        form,
        lambda: match(
            report=report,
            home=home,
            person=by_reference.get(form.cleaned_data["person"]),
            by=actor(request).code,
            at=at,
        ),
        template="desk/match_who.html",
        context={**around(request, report), "home": home, "people": people},
        then=reverse("desk:case", args=[report.reference]),
        blame="person",
    )


@never_cache
@asks("case.change")
@require_http_methods(["GET", "HEAD", "POST"])
def same(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that a report tells again of an issue that was investigated before, which starts no clock of its own."""
    report = the_report(request, ref, "case.change")
    cases = looked_into_before(report)
    if not cases and request.method != "POST":
        raise Http404
    form = SameForm(cases, request.POST if request.method == "POST" else None)
    by_reference = {one.reference: one for one in cases}
    return form_page(
        request,
        form,
        lambda: same_issue(
            report=report,
            case=by_reference[form.cleaned_data["case"]],
            why=form.cleaned_data["why"],
            by=actor(request).code,
            at=datetime.now(UTC),
        ),
        template="desk/same.html",
        context={**around(request, report), "cases": cases},
        then=reverse("desk:case", args=[report.reference]),
        blame="case",
    )


def _called(case: Case) -> str:
    """A case as it stands on the list: its reference, and when we were first told."""
    return f"{reference.shown(case.report.reference)}, first told {written_day(london_day(case.report.first_told_at))}"


def looked_into_before(report: Report) -> list[Case]:
    """The cases of the same home that were investigated before this was told, the latest first."""
    if report.home is None:
        return []
    others = Case.objects.filter(report__home=report.home).exclude(report=report)
    near = others.select_related("report").prefetch_related("facts").order_by("-opened_at")[:20]
    return [case for case in near if _is_before(case, report)]


def _is_before(case: Case, report: Report) -> bool:
    done_at = investigated_at(facts_of(case, 1) or {})
    return done_at is not None and done_at <= report.first_told_at
