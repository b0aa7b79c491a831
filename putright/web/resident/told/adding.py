"""Adding to a report: more to tell, that it is worse, photos; or that something we wrote is not right."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.clocks.london import london_day
from putright.hazards.actions import hear
from putright.record.models import Audience
from putright.repairs.actions import add_photo
from putright.repairs.models import MOST_PHOTOS, Addition, Report
from putright.repairs.queries import photos_of
from putright.repairs.tree.checking import check
from putright.repairs.tree.questions import Option, Question, Value
from putright.web.allow import account_of, actor
from putright.web.keys import new_key, sent_with
from putright.web.questions import Asked, asked_again
from putright.web.resident.told.answers import abouts_of
from putright.web.resident.told.finding import asks_of_a_report, found
from putright.web.timeline.entries import Entry, timeline
from putright.web.uploads import NONE_REFUSED, Refused, take

ADD = Question(
    key="add",
    kind="one of",
    words="What would you like to add?",
    next=(),
    options=(
        Option(Addition.Kind.MORE, "I have more to tell you"),
        Option(Addition.Kind.WORSE, "It is worse now, or something has changed"),
    ),
    own_words="Tell us in your own words",
)
NOT_RIGHT = Question(
    key="wrong",
    kind="words",
    words="What is not right?",
    next=(),
    hint="Tell us what is wrong, and what it should say. Somebody will look at it and answer you.",
)
NO_WORDS = "Tell us in your own words."


@never_cache
@asks_of_a_report("addition.make", "photo.make")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Add words or photos to a report."""
    report = found(request, ref, "make", "addition")
    asked, refused, is_kept = Asked(ADD, {"add": (Addition.Kind.MORE,)}), NONE_REFUSED, False
    if request.method == "POST":
        checked = check(ADD, dict(request.POST.lists()), today=london_day(datetime.now(UTC)))
        refused = _photos(request, report)
        asked = _without_words(asked_again(ADD, checked), "add-words", is_needed=not request.FILES)
        if not asked.errors:
            value: Value = checked.value or {}
            is_kept = _hear(request, report, next(iter(value.get("chosen", ())), Addition.Kind.MORE), value)
            if not refused.errors:
                return _thanks(report)
            # The words are kept by now: the page comes back for the photos alone.
            asked = Asked(ADD, {"add": (Addition.Kind.MORE,)})
    room = MOST_PHOTOS - photos_of(report).count()
    return _show(request, "resident/told_add.html", report, asked, refused, is_kept=is_kept, room=room)


@never_cache
@asks_of_a_report("addition.make")
@require_http_methods(["GET", "HEAD", "POST"])
def not_right(request: HttpRequest, ref: str) -> HttpResponse:
    """Say that something in a report, or one thing that was done, is not right."""
    report = found(request, ref, "make", "addition")
    entry = _entry(request, report)
    asked = Asked(NOT_RIGHT)
    if request.method == "POST":
        checked = check(NOT_RIGHT, dict(request.POST.lists()), today=london_day(datetime.now(UTC)))
        asked = _without_words(asked_again(NOT_RIGHT, checked), "wrong", is_needed=True)
        if not asked.errors:
            line = entry.line if entry else None
            _hear(request, report, Addition.Kind.NOT_RIGHT, checked.value or {}, about_line=line)
            return _thanks(report)
    return _show(request, "resident/told_not_right.html", report, asked, NONE_REFUSED, entry=entry)


def _photos(request: HttpRequest, report: Report) -> Refused:
    at, by = datetime.now(UTC), actor(request).code
    return take(request.FILES.getlist("files"), lambda data: add_photo(data=data, by=by, at=at, report=report))


def _without_words(asked: Asked, name: str, *, is_needed: bool) -> Asked:
    """The same, with an error where there are no words and there must be."""
    if not is_needed or asked.errors or asked.typed.get(name):
        return asked
    return Asked(asked.question, asked.typed, {name: NO_WORDS})


def _hear(request: HttpRequest, report: Report, kind: str, value: Value, about_line: int | None = None) -> bool:
    """Keep the words, if there are any; sent twice from one page they are one addition."""
    if not value.get("words"):
        return False
    account = account_of(request)
    hear(
        report=report,
        kind=kind,
        words=value["words"],
        sent_with=f"{report.reference}.{sent_with(request)}",
        by=actor(request).code,
        at=datetime.now(UTC),
        person=getattr(account, "person", None) if account else report.person,
        about_line=about_line,
    )
    return True


def _entry(request: HttpRequest, report: Report) -> Entry | None:
    """The line that is not right, where they said which, and it is one that they may read."""
    line = request.POST.get("line") or request.GET.get("line") or ""
    if not line.isascii() or not line.isdigit() or len(line) > 18:
        return None
    entries = timeline(abouts_of(report), reader=Audience.RESIDENT, at=datetime.now(UTC))
    return next((entry for entry in entries if entry.line == int(line)), None)


def _thanks(report: Report) -> HttpResponse:
    return redirect(f"{reverse('resident:told', args=[report.reference])}?added")


def _show(
    request: HttpRequest, template: str, report: Report, asked: Asked, refused: Refused, **more: Any
) -> HttpResponse:
    is_wrong = bool(asked.errors or refused.errors)
    context: dict[str, Any] = {
        "report": report,
        "asked": asked,
        "refused": refused,
        "summary": Summary(asked, refused),
        # What comes back with an error keeps its key; what was kept gets a new one.
        "key": request.POST.get("key", "") if asked.errors else new_key(),
        **more,
    }
    return render(request, template, context, status=422 if is_wrong else 200)


class Summary:
    """The errors of the words and of the photos, in one list."""

    def __init__(self, asked: Asked, refused: Refused) -> None:
        self.errors = {**asked.errors, **refused.errors}
        self._parts = asked.summary() + refused.summary()

    def summary(self) -> list[dict[str, str]]:
        """What the error summary lists."""
        return self._parts
