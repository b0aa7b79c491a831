"""Larkfield, made once for all the tests of a module that read it."""

from datetime import UTC, datetime

import pytest

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def at():
    """The moment that Larkfield's year leads up to."""
    return AT


@pytest.fixture(scope="module")
def settled(request, at, django_db_setup, django_db_blocker):
    """Larkfield, with as many reports as the module says in REPORTS, taken back after its tests."""
    from django.db import transaction

    from putright.demo.making import make

    with django_db_blocker.unblock(), transaction.atomic():
        yield make(at=at, reports=request.module.REPORTS)
        transaction.set_rollback(True)
