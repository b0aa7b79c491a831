"""The front page, and what we say of our own accessibility."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from putright.homes.queries import landlord
from putright.web.allow import asks


@asks("front.read")
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What Putright is, and whom it serves."""
    return render(request, "resident/front.html", {"landlord": landlord()})


@asks("front.read")
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, what does not yet, and how we looked."""
    return render(request, "resident/accessibility.html")
