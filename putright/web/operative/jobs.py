"""Today's jobs: what somebody has to do who works for a contractor, and nobody else's."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from putright.clocks.london import ONE_DAY, london_day, midnight
from putright.contractors.queries import contractors_of
from putright.people.relationships import homes_linked_to, people_linked_to
from putright.repairs.queries import jobs_of
from putright.web.allow import account_of, allow, asks

# More than one team has before it at once; what comes later comes up as these are done.
MOST = 100


@never_cache
@asks("job_list.list")
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """What is to be done today, and what is late; then what comes after."""
    allow(request, "list", "job_list")
    account, at = account_of(request), datetime.now(UTC)
    if account is None:
        raise Http404
    contractors = list(contractors_of(account, london_day(at)))
    found = list(
        jobs_of(contractors, without_homes=homes_linked_to(account, at), without_people=people_linked_to(account))[
            :MOST
        ]
    )
    tomorrow = midnight(london_day(at) + ONE_DAY)
    context = {
        "here": "operative:jobs",
        "contractors": contractors,
        "today": [one for one in found if one.next_before <= tomorrow],  # type: ignore[attr-defined]
        "later": [one for one in found if one.next_before > tomorrow],  # type: ignore[attr-defined]
        "at": at,
    }
    return render(request, "operative/jobs.html", context)
