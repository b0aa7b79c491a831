"""The homes near by: which are above, below and beside, and what was found in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.hazards.actions import look_at_home, look_next_door, need_no_look
from putright.hazards.models import Case, Incident, Look
from putright.hazards.neighbours import Near, homes_near
from putright.homes.models import Home
from putright.people.relationships import homes_linked_to
from putright.repairs.models import Report
from putright.web.allow import actor, allow, asks, may
from putright.web.desk.acting import form_page
from putright.web.desk.case.shown import around
from putright.web.desk.finding import me, the_report
from putright.web.desk.searching import homes_named
from putright.web.forms import Form
from putright.web.forms.when import NowOrEarlierForm
from putright.web.forms.words import WordsField

NOT_NEAR = ("", "Not looked at")
BOX = "home-"
FOUND, NOTHING, NOT_NEEDED = "found", "nothing", "not_needed"
OUTCOMES = (
    (FOUND, "There is something. It gets a report of its own"),
    (NOTHING, "There is nothing"),
    (NOT_NEEDED, "Nobody needs to look there after all"),
)


class NearForm(Form):
    """What is looked for, and which homes are above, below and beside?"""

    kind = forms.ChoiceField(choices=Incident.Kind.choices)
    nobody_near = WordsField(most=500)

    def __init__(self, near: Iterable[Near], data: Mapping[str, Any] | None = None) -> None:
        self.near = {f"{BOX}{one.home.reference}": one for one in near}
        super().__init__(data, initial={name: one.place for name, one in self.near.items()})
        for code in ("required", "invalid_choice"):
            self.fields["kind"].error_messages[code] = "Choose what is looked for."
        for name in self.near:
            box = forms.ChoiceField(required=False, choices=[NOT_NEAR, *Look.Place.choices])
            box.error_messages["invalid_choice"] = "Choose above, below or beside."
            self.fields[name] = box

    @property
    def homes(self) -> dict[Home, str]:
        """The homes that were chosen, each with where it is."""
        return {one.home: place for name, one in self.near.items() if (place := self.cleaned_data[name])}

    @property
    def boxes(self) -> list[tuple[Near, BoundField]]:
        """Each home near by, and its box."""
        return [(one, self[name]) for name, one in self.near.items()]


class LookForm(NowOrEarlierForm):
    """What was found there, and when did somebody look?"""

    outcome = forms.ChoiceField(choices=OUTCOMES)
    words = WordsField(most=5_000)

    def __init__(self, data: Mapping[str, Any] | None = None, *, at: datetime) -> None:
        super().__init__(data, at=at)
        for code in ("required", "invalid_choice"):
            self.fields["outcome"].error_messages[code] = "Choose what was found."
        self.order_fields(["outcome", "words", "told"])

    def clean(self) -> dict[str, Any]:
        """What was found, and why nobody needs to look, is said in words."""
        super().clean()
        if self.cleaned_data.get("outcome") in (FOUND, NOT_NEEDED) and self.cleaned_data.get("words") == "":
            self.add_error("words", ValidationError("Write down what was found; or why nobody needs to look."))
        return self.cleaned_data


@never_cache
@asks("incident.read", "incident.make")
@require_http_methods(["GET", "HEAD", "POST"])
def neighbours(request: HttpRequest, ref: str) -> HttpResponse:
    """The homes near by: what became of each, and which others are to be looked at."""
    report = the_report(request, ref, "incident.read")
    case, at = _case(report), datetime.now(UTC)
    hidden = homes_linked_to(me(request), at)
    incident = Incident.objects.filter(case=case).first()
    looks = [look for look in _looks(incident) if look.home_id not in hidden]
    if request.method == "POST":
        allow(request, "make", "incident", report)
    words = request.GET.get("words", "")
    near = _candidates(request, report, words, without={*hidden, *(look.home_id for look in looks)})
    form = NearForm(near, request.POST if request.method == "POST" else None)
    return form_page(
        request,
        form,
        lambda: look_next_door(
            case=case,
            kind=form.cleaned_data["kind"],
            homes=form.homes,
            nobody_near=form.cleaned_data["nobody_near"],
            began_by=me(request),
            by=actor(request).code,
            at=at,
        ),
        template="desk/neighbours.html",
        context={
            **around(request, report),
            "incident": incident,
            "looks": looks,
            "words": words,
            "may_choose": may(request, "make", "incident"),
            "may_look": may(request, "change", "incident"),
        },
        then=reverse("desk:neighbours", args=[report.reference]),
        blame="nobody_near",
    )


@never_cache
@asks("incident.change")
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Write down what was found in a home near by, or that nobody needs to look."""
    report = the_report(request, ref, "incident.change")
    found = _looks(Incident.objects.filter(case__report=report).first())
    this = next((one for one in found if one.pk == number), None)
    if this is None:
        raise Http404
    # Whoever lives with those people has left their work at the door there, too.
    allow(request, "change", "incident", this.home)
    at = datetime.now(UTC)
    form = LookForm(request.POST if request.method == "POST" else None, at=at)

    def act() -> None:
        outcome, words, by = form.cleaned_data["outcome"], form.cleaned_data["words"], actor(request).code
        if outcome == NOT_NEEDED:
            need_no_look(look=this, because=words, by=by, at=at)
            return
        assert form.moment is not None
        look_at_home(
            look=this,
            is_affected=outcome == FOUND,
            words=words,
            looked_at=form.moment,
            looked_by=me(request),
            by=by,
            at=at,
        )

    return form_page(
        request,
        form,
        act,
        template="desk/look.html",
        context={**around(request, report), "look": this, "outcomes": OUTCOMES},
        then=reverse("desk:neighbours", args=[report.reference]),
        blame="told",
    )


def _candidates(request: HttpRequest, report: Report, words: str, *, without: set[int]) -> list[Near]:
    """The homes to choose among: those near by, those that were searched for, and those that were chosen before."""
    if report.home is None:
        return []
    near = homes_near(report.home)
    listed = {one.home.pk for one in near}
    named = homes_named(words, without={*without, *listed, report.home.pk}) if words.strip() else []
    typed = {name.removeprefix(BOX) for name in request.POST if name.startswith(BOX)}
    chosen = Home.objects.filter(reference__in=[one for one in typed if one.isalnum()][:200]).exclude(pk__in=listed)
    more = {home.pk: Near(home, "You searched for it") for home in (*named, *chosen) if home != report.home}
    return [one for one in (*near, *more.values()) if one.home.pk not in without]


def _looks(incident: Incident | None) -> list[Look]:
    if incident is None:
        return []
    looks = incident.looks.select_related("home", "report", "incident__case")
    return list(looks.order_by("place", "home__line", "pk"))


def _case(report: Report) -> Case:
    case = Case.objects.select_related("report", "owner").filter(report=report).first()
    if case is None:
        raise Http404
    return case
