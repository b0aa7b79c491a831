"""Telling people of deadlines: that one approaches, is due today, or is overdue, each exactly once.

One statement claims what is due, moves each on to what is told next, and writes a told row, a message on screen and a
line in the record for each. It happens whole or not at all, whatever dies; what another watcher has claimed is left
alone; and the told row, which is unique, makes sure. When we come late only the highest level that has passed is told:
one message that says the worst, and not three.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection

# Few enough that a killed watcher loses little work, and enough that a statement costs little for each.
AT_ONCE = 5000

# The moments are those of deadlines/approach.py; a test holds the two together.
_NOW = "coalesce(%(at)s::timestamptz, now())"
_LENGTH = "greatest(due_before - started_at, started_at - due_before)"
_DUE_AT = f"""CASE
    WHEN {_LENGTH} > interval '24 hours' AND (due_before AT TIME ZONE 'Europe/London')::time = '00:00'
    THEN ((due_before AT TIME ZONE 'Europe/London')::date - 1 + time '08:00') AT TIME ZONE 'Europe/London'
    ELSE due_before - least(interval '4 hours', {_LENGTH} / 4)
END"""
TELL = f"""
WITH claimed AS MATERIALIZED (
    SELECT deadline_id FROM deadlines_reminder
    WHERE next_at <= {_NOW} AND next_level <> 'apology'
    ORDER BY next_at, deadline_id
    LIMIT %(most)s
    FOR UPDATE SKIP LOCKED
), moved AS (
    UPDATE deadlines_reminder SET
        next_at = CASE
            WHEN due_before <= {_NOW} THEN CASE kind WHEN 'promise' THEN due_before END
            WHEN {_DUE_AT} <= {_NOW} THEN due_before
            ELSE {_DUE_AT}
        END,
        next_level = CASE
            WHEN due_before <= {_NOW} THEN CASE kind WHEN 'promise' THEN 'apology' ELSE '' END
            WHEN {_DUE_AT} <= {_NOW} THEN 'overdue'
            ELSE 'due'
        END
    FROM deadlines_deadline AS deadline
    WHERE deadline_id = ANY(ARRAY(SELECT deadline_id FROM claimed)) AND deadline.id = deadline_id
    RETURNING id, name, about_type, about_id, due_before, owner_id, role,
        CASE next_level WHEN 'due' THEN 'approaching' WHEN 'overdue' THEN 'due' ELSE 'overdue' END AS level,
        to_char(due_before AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"') AS said
), told AS (
    INSERT INTO deadlines_told (deadline_id, level, due_before, told_at)
    SELECT id, level, due_before, {_NOW} FROM moved
    ON CONFLICT DO NOTHING
    RETURNING deadline_id
), fresh AS MATERIALIZED (
    SELECT moved.* FROM moved JOIN told ON told.deadline_id = moved.id
), messages AS (
    INSERT INTO messages_message (account_id, role, channel, template, params, about_type, about_id, written_at, by)
    SELECT owner_id, CASE WHEN owner_id IS NULL THEN role ELSE '' END, 'screen', 'deadline_' || level,
        jsonb_build_object('name', name, 'due_before', said), about_type, about_id, {_NOW}, 'watch'
    FROM fresh
), lines AS (
    INSERT INTO record_line (name, by, happened_at, about_type, about_id, audience, detail)
    SELECT 'deadlines.told', 'watch', {_NOW}, about_type, about_id, 'resident',
        jsonb_build_object('owed', name, 'level', level, 'due_before', said)
    FROM fresh
)
SELECT (SELECT count(*) FROM moved), (SELECT count(*) FROM told)
"""  # noqa: S608 - the moment is a parameter


# Cheaper by far than to plan the other, and most of the time nobody waits. In order, though one is enough: else, after
# many were told at once, the database would read them all until it has counted them anew.
WAITING = f"""
SELECT deadline_id FROM deadlines_reminder
WHERE next_at <= {_NOW} AND next_level <> 'apology'
ORDER BY next_at, deadline_id
LIMIT 1
"""  # noqa: S608 - the moment is a parameter


def tell_due(*, at: datetime | None = None, most: int = 100_000) -> int:
    """Tell the right people of every deadline that is due for it, the longest waiting first; how many were told.

    Of what is due the database's clock decides, unless a moment is given.
    """
    told = looked_at = 0
    with connection.cursor() as cursor:
        cursor.execute(WAITING, {"at": at})
        if cursor.fetchone() is None:
            return 0
    while looked_at < most:
        asked_for = min(AT_ONCE, most - looked_at)
        with connection.cursor() as cursor:
            cursor.execute(TELL, {"at": at, "most": asked_for})
            claimed, fresh = cursor.fetchone()
        told, looked_at = told + fresh, looked_at + claimed
        if claimed < asked_for:
            break
    return told
