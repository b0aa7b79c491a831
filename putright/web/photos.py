"""A photo, as it was drawn again: never the file that was sent, never kept by a browser, and nothing in it can run."""

from __future__ import annotations

from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from PIL import Image

from putright.repairs.models import Photo
from putright.repairs.photos import shown_name
from putright.repairs.queries import photo_of
from putright.web.allow import allow, asks
from putright.web.resident.report.telling import sent_from, telling_of

# What a list of photos shows: small enough that ten of them are no burden to an old phone.
SMALL, QUALITY = 112, 50
HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@asks("draft.read", "photo.read")
@require_safe
def photo(request: HttpRequest, ref: str) -> HttpResponse:
    """One photo, for whoever may read its report, or tells it at this moment. `?small` gives it small."""
    found = photo_of(ref)
    if found is None:
        raise Http404
    if not is_theirs(request, found):
        allow(request, "read", "photo", found)
    data = bytes(found.shown)
    response = HttpResponse(small(data) if "small" in request.GET else data, content_type="image/jpeg", headers=HEADERS)
    response.headers["Content-Disposition"] = f'inline; filename="{shown_name(found.number)}"'
    return response


def is_theirs(request: HttpRequest, photo: Photo) -> bool:
    """Whether this browser sent it, and is telling us its report or sent that not long ago."""
    if photo.report is not None:
        return sent_from(request, photo.report)
    if photo.draft_id is None:
        # Of works: nobody sent it from where they tell us a report.
        return False
    telling = telling_of(request)
    return telling is not None and photo.draft_id == telling.draft.pk


def small(data: bytes) -> bytes:
    """The same photo, no larger than a list shows it: the middle of it, as wide as it is high."""
    with Image.open(BytesIO(data), formats=("JPEG",)) as image:
        image.draft("RGB", (2 * SMALL, 2 * SMALL))
        side = min(image.size)
        left, top = (image.width - side) // 2, (image.height - side) // 2
        square = image.crop((left, top, left + side, top + side)).resize((SMALL, SMALL))
    out = BytesIO()
    square.save(out, format="JPEG", quality=QUALITY)
    return out.getvalue()
