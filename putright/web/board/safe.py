"""Are we safe today? What the law asks and whether we do it, in numbers, with nobody on them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from putright.web.allow import allow, asks
from putright.web.board import figures


@never_cache
@asks("board_page.read")
@require_safe
def safe(request: HttpRequest) -> HttpResponse:
    """The answer in a sentence, then what it rests on."""
    allow(request, "read", "board_page")
    at = datetime.now(UTC)
    duties, (why, unexplained) = figures.open_duties(at), figures.why_late(at)
    context: dict[str, Any] = {
        "at": at,
        "duties": duties,
        "late": sum(one.late for one in duties),
        "soon": sum(one.soon for one in duties),
        "ages": figures.late_for(at),
        "why": why,
        "unexplained": unexplained,
        "came_due": figures.came_due(at),
        "undecided": figures.undecided(),
        "arriving": figures.arriving(at),
        "sealed": figures.sealed(),
        "at_risk": figures.at_risk(at),
    }
    return render(request, "board/safe.html", context)
