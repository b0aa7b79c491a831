"""An investigation on its page: written on the spot and kept as it is written, then as it concluded."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.hazards.actions import conclude, keep_written
from putright.hazards.actions.investigating import KeptElsewhere, NotYet
from putright.hazards.models import Investigation
from putright.hazards.queries.investigations import photos_of_investigation
from putright.law.facts import FactsDisagree
from putright.repairs.refused import CannotBeDone
from putright.web.allow import actor, allow, asks
from putright.web.desk.case.facts_in_words import refusal
from putright.web.desk.case.shown import around
from putright.web.desk.finding import me
from putright.web.desk.investigation.finding import the_investigation
from putright.web.desk.investigation.form import Writing, writing
from putright.web.forms.words import NOT_KEPT

# What a page sends beside the boxes.
NOT_BOXES = ("csrfmiddlewaretoken", "do", "kept_times", "quietly")


@never_cache
@asks("investigation.read", "investigation.change")
@require_http_methods(["GET", "HEAD", "POST"])
def investigation(request: HttpRequest, ref: str) -> HttpResponse:
    """Write down what is seen, and conclude; once concluded, read what was found."""
    held = the_investigation(request, ref, "investigation.read")
    is_mine = held.investigator_id == me(request).pk
    if held.concluded_at is not None or not is_mine:
        # Sent again after it concluded: it is as it was.
        return _read(request, held, status=200 if request.method != "POST" or is_mine else 403)
    allow(request, "change", "investigation", held)
    return _sent(request, held) if request.method == "POST" else _write(request, held, held.written)


def _sent(request: HttpRequest, held: Investigation) -> HttpResponse:
    """Keep what was typed; and then conclude, if that is what was asked."""
    boxes = {name: str(request.POST[name]).replace("\0", "") for name in request.POST if name not in NOT_BOXES}
    at, by, times = datetime.now(UTC), actor(request).code, request.POST.get("kept_times", "")
    trouble = NOT_KEPT if any("\0" in str(request.POST[name]) for name in request.POST) else ""
    try:
        held = keep_written(
            investigation=held, boxes=boxes, kept_times=int(times) if times.isdecimal() else -1, by=by, at=at
        )
    except KeptElsewhere as why:
        held.refresh_from_db()
        trouble = str(why)
    except CannotBeDone as why:
        trouble = str(why)
    if "quietly" in request.POST:
        said = {"kept_times": held.kept_times, "trouble": trouble}
        return JsonResponse(said, status=409 if trouble else 200)
    if trouble:
        return _write(request, held, boxes, trouble=trouble)
    if request.POST.get("do") == "photos":
        return redirect("desk:photos_seen", held.reference)
    if request.POST.get("do") != "conclude":
        return redirect(f"{reverse('desk:investigation', args=[held.reference])}?kept")
    page = writing(boxes, at=at, is_sent=True)
    if page.is_valid():
        try:
            conclude(investigation=held, findings=page.findings, by=by, at=at)
            return redirect("desk:summary", held.reference)
        except NotYet as why:
            page.put(why.missing)
        except FactsDisagree as why:
            page.put([("told", refusal(str(why)))])
    return _write(request, held, boxes, page=page)


def _write(
    request: HttpRequest, held: Investigation, boxes: dict[str, str], *, page: Writing | None = None, trouble: str = ""
) -> HttpResponse:
    page = page or writing(boxes, at=datetime.now(UTC), is_sent=False)
    context = {
        **_around(request, held),
        "photos": photos_of_investigation(held),
        "page": page,
        "trouble": trouble,
        "was_kept": "kept" in request.GET and not trouble,
    }
    is_wrong = bool(trouble or page.errors)
    return render(request, "desk/investigation_write.html", context, status=422 if is_wrong else 200)


def _read(request: HttpRequest, held: Investigation, status: int) -> HttpResponse:
    context = {
        **_around(request, held),
        "rooms": list(held.rooms.order_by("number").prefetch_related("measurements")),
        "photos": photos_of_investigation(held),
        "may_add": held.investigator_id == me(request).pk,
        "recommended": list(held.recommendations.select_related("order").order_by("number")),
        "summary": getattr(held, "summary", None),
    }
    return render(request, "desk/investigation.html", context, status=status)


def _around(request: HttpRequest, held: Investigation) -> dict[str, Any]:
    return {**around(request, held.case.report), "held": held}
