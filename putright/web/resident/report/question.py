"""One question of a report on a page of its own; it is kept when it is answered, and shown again as it was typed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.repairs.tree.questions import NoSuchQuestion, Question
from putright.repairs.tree.reading import tree
from putright.web.allow import allow, asks
from putright.web.questions import Asked, answered
from putright.web.resident.report.around import around
from putright.web.resident.report.keeping import address_of, keep, leads_to
from putright.web.resident.report.telling import Telling, added, draft_told, gone, telling_of


@never_cache
@asks("draft.change")
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, key: str) -> HttpResponse:
    """Ask one question, and keep the answer."""
    allow(request, "change", "draft")
    question, telling = _question(key), telling_of(request)
    if request.method != "POST":
        return gone() if telling is None else ask(request, telling, answered(question, telling.answers.get(key)))
    draft = draft_told(request)
    if draft is None:
        return gone()
    old_way = frozenset(one.key for one in telling.way) if telling else frozenset()
    kept = keep(request, draft, question)
    if telling is None:
        # Sent too long ago to be shown on this device, which anybody may hold by now: what they typed is kept.
        return added()
    if kept.asked.errors:
        return ask(request, Telling(kept.draft, kept.report), kept.asked, status=422)
    return leads_to(kept, request.POST.get("then", ""), old_way)


def _question(key: str) -> Question:
    try:
        found = tree().question(key)
    except NoSuchQuestion as error:
        raise Http404 from error
    if found.kind == "photos":
        # It has a page of its own, at the same address.
        raise Http404
    return found


def ask(request: HttpRequest, telling: Telling, asked: Asked, status: int = 200) -> HttpResponse:
    """The page of a question, with what was typed."""
    then = "check" if "check" in (request.GET.get("then"), request.POST.get("then")) else ""
    before = telling.before(asked.question)
    back = address_of(before) if before else reverse("resident:report")
    context: dict[str, Any] = {
        **around(telling),
        "asked": asked,
        "then": then,
        "back": reverse("resident:check") if then else back,
        "home": telling.draft.home,
    }
    return render(request, "resident/report_question.html", context, status=status)
