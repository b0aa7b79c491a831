"""Deadlines that wait to be told of, for the tests of the watch."""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from putright.deadlines.actions import reckon_many
from putright.deadlines.reckoning import Owed
from putright.record.models import About

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
END = datetime(2026, 3, 12, 9, tzinfo=UTC)
FIRST = "promises.first_contact"


def promised(number=1, *, name=FIRST, due_before=END, about="repairs.home_visit", **changes):
    """So many promises or tasks, about as many things, kept."""
    owed = [
        Owed(name=name, about=About(about, f"N{one}"), started_at=START, due_before=due_before, **changes)
        for one in range(number)
    ]
    with transaction.atomic():
        return reckon_many(asked=[], owed=owed, by="resident", at=START)


def later(**length):
    """So long after it began."""
    return START + timedelta(**length)
