"""Photos of what is seen, on a page of their own; what was written is kept before it is left."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.hazards.actions import add_photo_seen
from putright.hazards.queries.investigations import photos_of_investigation
from putright.repairs.models import MOST_PHOTOS
from putright.web.allow import actor, asks
from putright.web.desk.case.shown import around
from putright.web.desk.finding import me
from putright.web.desk.investigation.finding import the_investigation
from putright.web.uploads import NONE_REFUSED, take


@never_cache
@asks("investigation.change")
@require_http_methods(["GET", "HEAD", "POST"])
def photos(request: HttpRequest, ref: str) -> HttpResponse:
    """Add photos of what is seen, by whoever looks; one that cannot be taken is named, and the others are kept."""
    held, refused = the_investigation(request, ref, "investigation.change"), NONE_REFUSED
    if held.investigator_id != me(request).pk:
        raise Http404
    if request.method == "POST":
        by, at = actor(request).code, datetime.now(UTC)
        files = request.FILES.getlist("files")
        refused = take(files, lambda data: add_photo_seen(investigation=held, data=data, by=by, at=at))
        if not refused.errors:
            return redirect("desk:investigation", held.reference)
    context = {
        **around(request, held.case.report),
        "held": held,
        "photos": photos_of_investigation(held),
        "refused": refused,
        "most": MOST_PHOTOS,
    }
    return render(request, "desk/investigation_photos.html", context, status=422 if refused.errors else 200)
