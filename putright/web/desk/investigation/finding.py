"""Finding an investigation for a page of the desk; one that may not be seen is as one that is not there."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from putright.hazards.models import Investigation
from putright.hazards.queries.investigations import investigation_of
from putright.web.allow import allow


def the_investigation(request: HttpRequest, typed: str, *asked: str) -> Investigation:
    """The investigation of a reference, if whoever asks may do with it what the page does."""
    found = investigation_of(typed)
    if found is None:
        raise Http404
    for cell in asked:
        thing, _, action = cell.partition(".")
        allow(request, action, thing, found)
    return found
