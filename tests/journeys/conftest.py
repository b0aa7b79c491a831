"""What journeys share: pages as they were answered, gathered before they are looked at."""

import pytest

from tests.journeys.visiting import leave
from tests.web.desk.pages import gather as gather_desk
from tests.web.gathering import answered
from tests.web.pages import PAGES
from tests.web.resident import street
from tests.web.resident.pages import gather as gather_residents


@pytest.fixture(scope="session", autouse=True)
def _browser_of_visits():
    yield
    leave()


@pytest.fixture
def served(own_database, address, monkeypatch):
    """Where Putright is, served with a database of the test's own, which is empty."""
    from django.core.cache import cache
    from django.db import connection

    # The server has a new thread for each request, which would leave its connection open behind it.
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    cache.clear()
    return address


@pytest.fixture
def larkfield(served):
    """A landlord, an officer and a family."""
    street.landlord()
    priya, home = street.officer(), street.home()
    return priya, home, street.tenant(home)


@pytest.fixture(scope="session")
def plain_pages(gathering):
    """Every page that needs nobody and nothing, as it was answered."""

    def gather():
        from django.test import Client

        return {name: answered(Client(), Client().get(path)) for name, (path, _) in PAGES.items()}

    return gathering(gather)


@pytest.fixture(scope="session")
def resident_pages(gathering):
    """Every resident's page in every state, as it was answered."""
    return gathering(gather_residents)


@pytest.fixture(scope="session")
def desk_pages(gathering):
    """Every page of the desk and the board in every state, as it was answered."""
    return gathering(gather_desk)
