"""Whether Putright says that it is not well, when it is not."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from putright.clocks.calendar import Calendar
from putright.clocks.london import london_day
from putright.watch import health as watch
from putright.web.board import health


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
    return lambda **how: monkeypatch.setattr(health, "connection", Database(**how))


@pytest.mark.django_db
def test_well_is_200_and_says_so(client):
    response = client.get("/health")
    assert response.status_code == 200
    checks = ("bank_holidays", "database", "telling", "sealing", "proof")
    assert response.json() == {"well": True, "checks": dict.fromkeys(checks, "well")}
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_watch_that_stands_still_is_told_and_nobody_is_sent_away(client, monkeypatch):
    monkeypatch.setattr(watch, "sealing_wrong", lambda at: "It is not being sealed.")
    response = client.get("/health")
    assert response.status_code == 200
    assert response.json()["well"] is False and response.json()["checks"]["sealing"] == "It is not being sealed."


@pytest.mark.django_db
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


@pytest.mark.django_db
def test_a_calendar_that_ends_too_soon_is_not_well(client, monkeypatch):
    monkeypatch.setattr(Calendar, "too_short", lambda calendar, today: f"Asked on {today}: too short.")
    response = client.get("/health")
    assert response.status_code == 503
    assert response.json()["checks"]["bank_holidays"] == f"Asked on {london_day(datetime.now(UTC))}: too short."


def test_it_only_shows(client):
    assert client.post("/health").status_code == 405


@pytest.mark.django_db
def test_the_real_database_is_well():
    assert health.database_wrong() is None
