"""The first page of a report: is anyone in danger? A sign of danger is kept at once, as a report."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.homes.models import Landlord
from putright.homes.queries import landlord
from putright.repairs.tree.reading import tree
from putright.web.allow import allow, asks
from putright.web.keys import new_key, sent_with
from putright.web.questions import Asked
from putright.web.resident.report.around import every_call
from putright.web.resident.report.keeping import address_of, keep, leads_to
from putright.web.resident.report.question import ask
from putright.web.resident.report.telling import Telling, begun, remember, telling_of


@never_cache
@asks("draft.make")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Ask whether anyone is in danger; from the first answer on, all of it is kept."""
    allow(request, "make", "draft")
    ours = landlord()
    if ours is None:
        return render(request, "resident/report_nobody.html", {"calls": every_call(None)})
    if request.method != "POST":
        return _begin(request, ours)
    draft = begun(request, sent_with(request))
    kept = keep(request, draft, tree().first())
    if kept.asked.errors:
        return remember(ask(request, Telling(kept.draft, kept.report), kept.asked, status=422), draft.key)
    return remember(leads_to(kept), draft.key)


def _begin(request: HttpRequest, ours: Landlord) -> HttpResponse:
    """The page itself, with what this browser began before, if it did not send it."""
    context: dict[str, Any] = {
        "asked": Asked(tree().first()),
        "key": new_key(),
        "calls": every_call(ours),
        "landlord": ours,
        "going_on": _going_on(telling_of(request)),
        "is_gone": "gone" in request.GET,
        "is_added": "added" in request.GET,
    }
    return render(request, "resident/report.html", context)


def _going_on(telling: Telling | None) -> dict[str, Any] | None:
    if telling is None or telling.report is not None:
        return None
    return {"kept_at": telling.draft.kept_at, "address": address_of(telling.goes_on())}
