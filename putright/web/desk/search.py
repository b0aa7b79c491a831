"""The page of the one box: whatever somebody says on the phone, typed in, leads to the thing."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from putright.people.relationships import homes_linked_to, people_linked_to
from putright.web.allow import allow, asks, may
from putright.web.desk.finding import me
from putright.web.desk.searching import search, straight_to


@never_cache
@asks("search.list")
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Find a person, a home, a reference or words."""
    allow(request, "list", "search")
    words = request.GET.get("words", "")
    if address := straight_to(words, partial(_may_see, request)):
        return redirect(address)
    account = me(request)
    homes = homes_linked_to(account, datetime.now(UTC))
    found = search(words, without=homes, without_people=people_linked_to(account))
    return render(request, "desk/search.html", {"words": words, "found": found, "asked": bool(words.strip())})


def _may_see(request: HttpRequest, cell: str, thing: Model) -> bool:
    """Whether the page of a thing would be shown to them."""
    about, _, action = cell.partition(".")
    return may(request, action, about, thing)
