"""Lines to write and seals to make, for the tests of the record."""

import time
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from putright.record.actions import seal, write
from putright.record.models import About

HOME = About("homes.home", "12")


def now():
    return datetime.now(UTC)


def write_lines(number):
    """So many lines, each in a transaction of its own."""
    for one in range(number):
        with transaction.atomic():
            write("repairs.report_made", by="person-7", at=now(), about=HOME, choice=one)


def wait_until_settled():
    """Until all that was written can be sealed: any transaction on this server may hold some of it back for a while."""
    for _ in range(6000):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
                " > (SELECT coalesce(max(written_in), 0) FROM record_line)"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("Something on this server has kept a transaction open for five minutes.")


def seal_everything():
    """Seal all there is, once it is settled."""
    wait_until_settled()
    seal(by="watch", at=now())
