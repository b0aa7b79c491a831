"""Taking a report down: find the home, ask the questions, keep it once, however often it is sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from putright.clocks.london import london_day
from putright.hazards.actions import receive
from putright.homes.models import Home
from putright.homes.queries import landlord
from putright.people.models import Person
from putright.people.queries import circumstances_of, people_in
from putright.people.relationships import homes_linked_to
from putright.repairs.actions import begin, keep_answer
from putright.repairs.models import Report
from putright.repairs.queries import report_sent_with
from putright.repairs.tree import emergencies
from putright.repairs.tree.reading import tree
from putright.web.allow import actor, allow, asks
from putright.web.desk.acting import REFUSALS
from putright.web.desk.finding import me, the_home
from putright.web.desk.report.form import Both, TakenForm, options_of, read, times_of, unanswered
from putright.web.desk.searching import homes_named
from putright.web.forms.when import NOW
from putright.web.keys import sent_with

KEPT_OTHERWISE = "This was kept otherwise, with the report. Put it back as it was, and correct it on the case’s page."


@never_cache
@asks("home.list")
@require_safe
def choose_home(request: HttpRequest) -> HttpResponse:
    """Find the home that a report is about."""
    allow(request, "list", "home")
    words, at = request.GET.get("words", ""), datetime.now(UTC)
    found = homes_named(words, without=homes_linked_to(me(request), at)) if words.strip() else []
    return render(request, "desk/report.html", {"words": words, "found": found})


@never_cache
@asks("home_history.read", "search.list", "report.make")
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Write down what somebody tells us, with every question of the guided report on one page."""
    allow(request, "list", "search")
    said, at = request.POST if request.method == "POST" else request.GET, datetime.now(UTC)
    home = the_home(request, said["home"]) if said.get("home") else None
    people = list(people_in(home, london_day(at))) if home else []
    taking = _Taking(request, home, people, at)
    return taking.sent() if request.method == "POST" else taking.show()


class _Taking:
    """One page of it: what was typed, and what comes of it."""

    def __init__(self, request: HttpRequest, home: Home | None, people: list[Person], at: datetime) -> None:
        self.request, self.home, self.people, self.at = request, home, people, at
        is_post = request.method == "POST"
        self.form = TakenForm(people, request.POST if is_post else None, at=at)
        raw = dict(request.POST.lists())
        known, today = home is not None, london_day(at)
        self.answered = read(raw, today=today, home_is_known=known) if is_post else unanswered(home_is_known=known)
        self.key = sent_with(request)

    def sent(self) -> HttpResponse:
        """Keep it. A danger is kept even where something else needs another look: that is added afterwards."""
        wrong = bool(self.answered.summary())
        before = kept = report_sent_with(self.key)
        if self.form.is_valid() and not self.answered.needs and (self.answered.signs or not wrong):
            try:
                kept = self._kept()
            except REFUSALS as why:
                self.form.add_error("told", str(why))
        if before is not None and self.form.is_valid():
            self._refuse_what_is_kept_otherwise(before)
        if kept is not None and not wrong and not self.form.errors:
            return redirect("desk:case", kept.reference)
        return self.show(kept, status=422)

    def _refuse_what_is_kept_otherwise(self, kept: Report) -> None:
        """Who said it, and when, is kept with a report from the first: the case page corrects it, with its reason."""
        said = self.form.cleaned_data
        was = {
            "channel": kept.channel,
            "person": kept.person.reference if kept.person else "",
            "said_by": kept.said_by,
            "said_to": kept.said_to,
        }
        otherwise = [name for name, value in was.items() if said[name] != value]
        if self._is_told_otherwise(kept):
            otherwise.append("told")
        for name in otherwise:
            self.form.add_error(name, KEPT_OTHERWISE)

    def _is_told_otherwise(self, kept: Report) -> bool:
        """Whether another first moment is given than was kept: “now” is when it was first sent."""
        is_now = self.form.cleaned_data["told"] == NOW
        return (kept.received_at if is_now else self.form.moment) != kept.first_told_at

    def _kept(self) -> Report:
        by, said = actor(self.request).code, self.form.cleaned_data
        person = next((one for one in self.people if one.reference == said["person"]), None)
        with transaction.atomic():
            draft = begin(
                channel=said["channel"],
                by=by,
                at=self.at,
                home=self.home,
                person=person,
                taken_by=me(self.request),
                key=self.key,
            )
            for question, value in self.answered.answers.items():
                draft = keep_answer(key=draft.key, question=question, value=value, by=by, at=self.at)
            return receive(
                draft=draft,
                by=by,
                at=self.at,
                first_told_at=self.form.moment,
                said_by=said["said_by"],
                said_to=said["said_to"],
            )

    def show(self, kept: Report | None = None, status: int = 200) -> HttpResponse:
        """The page, with all that was typed in it."""
        ours = landlord()
        numbers = emergencies.all_calls(tree(), landlord=ours.emergency_phone if ours else "")
        context: dict[str, Any] = {
            "home": self.home,
            "people": self.people,
            "circumstances": circumstances_of(self.home, london_day(self.at)) if self.home else [],
            "form": self.form,
            "wrongs": {self.form[name].html_name: " ".join(map(str, said)) for name, said in self.form.errors.items()},
            "asked": self.answered.asked(),
            "signs": self.answered.signs,
            "errors": Both((self.form, self.answered)) if status == 422 else Both(()),
            "options_of": options_of,
            "times_of": times_of,
            "calls": [call for call in numbers if call.number],
            "kept": kept,
            "key": self.key,
            "at": self.at,
        }
        return render(self.request, "desk/take.html", context, status=status)
