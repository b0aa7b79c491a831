"""A written summary as a letter, for whoever may keep it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from putright.hazards.queries.summaries import summary_of
from putright.web.allow import allow, asks


@never_cache
@asks("summary.download")
@require_safe
def letter(request: HttpRequest, ref: str) -> HttpResponse:
    """The letter, as it was sealed."""
    found = summary_of(ref)
    if found is None:
        raise Http404
    allow(request, "download", "summary", found)
    response = HttpResponse(bytes(found.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="summary-{found.reference}.pdf"'
    # Browsers show a PDF by their own means, which need no more than that.
    response["Content-Security-Policy"] = "default-src 'none'; object-src 'self'; plugin-types application/pdf"
    return response
