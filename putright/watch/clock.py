"""What time it is, by the database: two machines with clocks that differ agree on what is due."""

from __future__ import annotations

from datetime import datetime

from django.db import connection


def now() -> datetime:
    """The moment at which the database's transaction began, or the statement, where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        moment: datetime = cursor.fetchone()[0]
    return moment
