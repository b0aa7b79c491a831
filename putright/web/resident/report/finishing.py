"""The end of a report: check it, send it, see that we have it; and the page of an emergency, which we have already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from putright.hazards.actions import receive
from putright.repairs.refused import NotEnough
from putright.repairs.tree.emergencies import signs
from putright.repairs.tree.questions import Need, Question
from putright.repairs.tree.reading import tree
from putright.repairs.tree.saying import said
from putright.web.allow import actor, allow, asks
from putright.web.questions import Asked, answered
from putright.web.resident.report.around import around
from putright.web.resident.report.keeping import address_of
from putright.web.resident.report.photos import photos_with
from putright.web.resident.report.telling import Telling, draft_told, gone, telling_of
from putright.web.resident.told.answers import answers_of
from putright.web.whose import TELLING


@dataclass(frozen=True, slots=True)
class Missing:
    """What a person could not act without, each with the link that leads to its question."""

    needs: tuple[Need, ...] = ()

    @property
    def errors(self) -> tuple[Need, ...]:
        """Whether anything is missing."""
        return self.needs

    def summary(self) -> list[dict[str, str]]:
        """What the error summary lists."""
        return [{"text": need.says, "href": f"#change-{need.one_of[0]}"} for need in self.needs]


@never_cache
@asks("draft.read", "report.make")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Show all that was told, to be changed or sent."""
    allow(request, "read", "draft")
    missing = Missing()
    if request.method == "POST":
        allow(request, "make", "report")
        draft = draft_told(request)
        if draft is None:
            return gone()
        try:
            # Sent before, it is the same report: the database sees to that, and we need not look.
            receive(draft=draft, by=actor(request).code, at=datetime.now(UTC))
            return redirect("resident:sent")
        except NotEnough as why:
            missing = Missing(why.needs)
    telling = telling_of(request)
    if telling is None:
        return gone()
    if telling.report is not None:
        return redirect("resident:sent")
    return _show(request, telling, missing)


def _show(request: HttpRequest, telling: Telling, missing: Missing) -> HttpResponse:
    way, photos = telling.way, photos_with(telling)
    context: dict[str, Any] = {
        **around(telling),
        "said": [(question, _said(question, telling, len(photos))) for question in way],
        "missing": missing,
        "back": address_of(way[-1]),
    }
    return render(request, "resident/report_check.html", context, status=422 if missing.needs else 200)


def _said(question: Question, telling: Telling, photos: int) -> str:
    if question.kind == "photos":
        return "None" if not photos else f"{photos} photo{'s' if photos > 1 else ''}"
    if question.kind == "address" and question.key not in telling.answers and telling.draft.home:
        return telling.draft.home.address
    return said(question, telling.answers.get(question.key))


@never_cache
@asks("draft.read")
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """We have it: its reference, what happens next, when, and who to ask for."""
    allow(request, "read", "draft")
    telling = telling_of(request)
    if telling is None or telling.report is None:
        return gone()
    context = {
        **around(telling),
        "report": telling.report,
        "answers": answers_of(telling.report, at=datetime.now(UTC)),
    }
    return render(request, "resident/report_sent.html", context)


@never_cache
@asks("draft.read")
@require_safe
def emergency(request: HttpRequest) -> HttpResponse:
    """Who to call, very large; that we have it; and what we still need to know."""
    allow(request, "read", "draft")
    telling = telling_of(request)
    if telling is None or telling.report is None or not signs(tree(), telling.answers):
        return gone()
    asked = _still_needed(telling)
    context: dict[str, Any] = {
        **around(telling),
        "signs": signs(tree(), telling.answers),
        "asked": asked,
        "next": address_of(telling.goes_on()),
        "answers": answers_of(telling.report, at=datetime.now(UTC)),
    }
    return render(request, "resident/report_emergency.html", context)


@never_cache
@asks("draft.end")
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Clear this device of what it was telling us: nobody who uses it after them comes upon it."""
    allow(request, "end", "draft")
    response = redirect("resident:front")
    response.delete_cookie(TELLING, samesite="Lax")
    return response


def _still_needed(telling: Telling) -> Asked | None:
    """The first that we still need to reach them: where they are, then a number."""
    answers = telling.answers
    home = telling.draft.home or (telling.report.home if telling.report else None)
    if "address" not in answers and home is None:
        return answered(tree().question("address"), None)
    return answered(tree().question("reach"), None) if "reach" not in answers else None
