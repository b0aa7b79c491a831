"""Photos with a report: several at once; one that cannot be taken is named kindly, and the others are kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from putright.repairs.actions import add_photo, remove_photo
from putright.repairs.models import MOST_PHOTOS, Photo
from putright.repairs.queries import photo_of, photos_of
from putright.repairs.refused import CannotBeDone
from putright.repairs.tree.reading import tree
from putright.web.allow import actor, allow, asks
from putright.web.resident.report.around import around
from putright.web.resident.report.keeping import address_of
from putright.web.resident.report.telling import Telling, gone, telling_of
from putright.web.uploads import NONE_REFUSED, Refused, take


@never_cache
@asks("draft.change")
@require_http_methods(["GET", "HEAD", "POST"])
def photos(request: HttpRequest) -> HttpResponse:
    """Choose photos, see which we have, take one away again, or go on."""
    allow(request, "change", "draft")
    telling = telling_of(request)
    if telling is None:
        return gone()
    refused = NONE_REFUSED
    if request.method == "POST":
        refused = _taken_away(request, telling) if "take_away" in request.POST else _added(request, telling)
        if not refused.errors:
            return redirect(_leads_to(request, telling))
    return _show(request, telling, refused)


def _added(request: HttpRequest, telling: Telling) -> Refused:
    at, by = datetime.now(UTC), actor(request).code
    return take(request.FILES.getlist("files"), lambda data: add_photo(data=data, by=by, at=at, key=telling.draft.key))


def _taken_away(request: HttpRequest, telling: Telling) -> Refused:
    photo = photo_of(request.POST["take_away"])
    if photo is not None and photo.draft_id == telling.draft.pk:
        try:
            at, by = datetime.now(UTC), actor(request).code
            remove_photo(key=telling.draft.key, number=photo.number, by=by, at=at)
        except CannotBeDone as why:
            return Refused({"files": str(why)})
    return NONE_REFUSED


def _leads_to(request: HttpRequest, telling: Telling) -> str:
    if request.POST.get("then") != "go":
        return reverse("resident:photos")
    return address_of(tree().next("photos", telling.answers))


def _show(request: HttpRequest, telling: Telling, refused: Refused) -> HttpResponse:
    question = tree().question("photos")
    before = telling.before(question)
    context: dict[str, Any] = {
        **around(telling),
        "question": question,
        "photos": list(photos_with(telling)),
        "refused": refused,
        "most": MOST_PHOTOS,
        "back": address_of(before) if before else reverse("resident:report"),
    }
    return render(request, "resident/report_photos.html", context, status=422 if refused.errors else 200)


def photos_with(telling: Telling) -> list[Photo]:
    """The photos of what is being told, wherever they are by now."""
    return list(photos_of(telling.report or telling.draft))
