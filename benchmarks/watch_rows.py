"""Millions of deadlines in a moment, to measure the watch with: made in the database, as the actions would."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

FILL = """
WITH made AS (
INSERT INTO deadlines_deadline (
    kind, name, about_type, about_id, day_zero, version_from, started_at, started_by, due_before, calendar_version,
    fell_away_by, role
)
SELECT 'duty', 'hazards.significant_investigate', 'hazards.case', 'B' || lpad(one::text, 9, '0'), 1, '2025-10-27',
    start, 'aware_at', start + interval '14 days', 'benchmark', '', 'surveyor'
FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS one
CROSS JOIN LATERAL (SELECT %(from)s::timestamptz + one %% 86400 * interval '1 second' AS start) AS began
RETURNING id, started_at
)
INSERT INTO deadlines_reminder (deadline_id, next_at, next_level)
SELECT id, started_at + interval '11 days', 'approaching' FROM made
"""


def fill(number: int, *, begun_at: datetime, first: int = 1) -> None:
    """So many open deadlines of fourteen days that began on the day after a moment, about cases `first` and on.

    They approach eleven days after they began; so, with `begun_at` in the future, none is due to be told.
    """
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"first": first, "last": first + number - 1, "from": begun_at})
        cursor.execute("ANALYZE deadlines_deadline, deadlines_reminder")
