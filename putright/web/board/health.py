"""Whether Putright is well enough to be relied on: it can count days, keep what it is told, and reach its records.

And whether what should happen by itself does: people told, the record sealed, everything proved last night.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from putright.clocks.calendar import england
from putright.clocks.london import london_day
from putright.watch import health as watch
from putright.web.allow import asks

# PostgreSQL's settings that, when off, let a crash lose what somebody was told is kept.
LASTING = ("fsync", "full_page_writes", "synchronous_commit")


@asks("health.read")
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """What is well and what is not, each in a sentence. Status 503 when nothing that we are told could be kept.

    A watch that stands still is told here and is no reason to send people away: their reports are still kept.
    """
    at = datetime.now(UTC)
    serving = {"bank_holidays": england().too_short(london_day(at)), "database": database_wrong()}
    by_itself = {} if serving["database"] else watch.wrong(at)
    wrong = {**serving, **by_itself}
    checks = {name: why or "well" for name, why in wrong.items()}
    return JsonResponse(
        {"well": not any(wrong.values()), "checks": checks}, status=503 if any(serving.values()) else 200
    )


def database_wrong() -> str | None:
    """What is wrong with the database. Where it is and who we are there is for its own log, not for a public page."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select name from pg_settings where name = any(%s) and setting = 'off'", [[*LASTING]])
            off = [name for (name,) in cursor.fetchall()]
    except (DatabaseError, ImproperlyConfigured):
        return "The database cannot be reached."
    return f"A crash could lose what was written: {', '.join(sorted(off))} is off." if off else None
