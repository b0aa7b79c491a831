"""Whether Putright says that it is not well, when it is not."""

import os
from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from putright.clocks.calendar import Calendar, england
from putright.web.board.health import bank_holidays_wrong, database_wrong

# The package holds the page of the same name, so its module is asked for by name.
module = import_module("putright.web.board.health")


class Database:
    """A connection whose settings that are off are these, or which cannot be reached."""

    def __init__(self, off=(), fails=None):
        self.off, self.fails = off, fails

    def cursor(self):
        if self.fails:
            raise self.fails
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def execute(self, query, asked):
        self.answer = [(name,) for name in self.off if name in asked[0]]

    def fetchall(self):
        return self.answer


@pytest.fixture
def database(monkeypatch):
    return lambda **how: monkeypatch.setattr(module, "connection", Database(**how))


def test_well_is_200_and_says_so(client, database):
    database()
    response = client.get("/health")
    assert response.status_code == 200
    assert response.json() == {"well": True, "checks": {"bank_holidays": "well", "database": "well"}}
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("off", ["fsync", "full_page_writes", "synchronous_commit"])
def test_a_database_that_may_forget_is_not_well(client, database, off):
    database(off=[off])
    response = client.get("/health")
    assert response.status_code == 503
    assert response.json()["checks"]["database"] == f"A crash could lose what was written: {off} is off."


@pytest.mark.parametrize("why", [OperationalError("host 10.1.2.3 refused"), ImproperlyConfigured("no database")])
def test_a_database_that_cannot_be_reached_is_not_well_and_where_it_is_stays_unsaid(client, database, why):
    database(fails=why)
    response = client.get("/health")
    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "The database cannot be reached."
    assert b"10.1.2.3" not in response.content


@pytest.mark.parametrize("today, is_well", [((2027, 6, 30), True), ((2027, 7, 1), False), ((2029, 1, 1), False)])
def test_bank_holidays_must_be_known_for_18_months(today, is_well):
    calendar = Calendar({}, date(2026, 1, 1), date(2028, 12, 31))
    noon = datetime(*today, 12, tzinfo=UTC)
    assert (bank_holidays_wrong(calendar, noon) is None) is is_well


def test_the_day_is_londons():
    calendar = Calendar({}, date(2026, 1, 1), date(2028, 12, 31))
    # Half past eleven at night in UTC is the next day in London in summer.
    assert bank_holidays_wrong(calendar, datetime(2027, 6, 30, 23, 30, tzinfo=UTC)) is not None


def test_our_own_bank_holidays_are_known_far_enough():
    assert bank_holidays_wrong(england(), datetime.now(UTC)) is None


def test_it_only_shows(client):
    assert client.post("/health").status_code == 405


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="script/test brings a database")
def test_the_real_database_is_well(django_db_blocker):
    with django_db_blocker.unblock():
        assert database_wrong() is None
