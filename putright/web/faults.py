"""What somebody is shown when the fault is ours: that it is, whether what they sent is kept, and what to do now."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.views.defaults import server_error

# In seconds. A database that was killed is back within a few.
TRY_AGAIN_AFTER = 10


def fault(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault; where our records could not be reached, that it is only for now."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return server_error(request)
    page = get_template("503.html").render()
    return HttpResponse(page, status=503, headers={"Retry-After": str(TRY_AGAIN_AFTER), "Cache-Control": "no-store"})
