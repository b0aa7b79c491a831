"""Larkfield, made once for all the tests that read it."""

from datetime import UTC, datetime

import pytest

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
REPORTS = 40


@pytest.fixture(scope="module")
def at():
    """The moment that Larkfield's year leads up to."""
    return AT


@pytest.fixture(scope="module")
def larkfield_made(django_db_setup, django_db_blocker):
    """Larkfield with a year of fewer reports, in a transaction that is taken back after the module's tests."""
    from django.db import transaction

    from putright.demo.making import make

    with django_db_blocker.unblock(), transaction.atomic():
        yield make(at=AT, reports=REPORTS)
        transaction.set_rollback(True)
