"""What journeys share: pages as they were answered, gathered before they are looked at."""

import pytest

from tests.web.gathering import answered, gathered
from tests.web.pages import PAGES
from tests.web.resident.pages import gather as gather_residents


@pytest.fixture(scope="session")
def plain_pages(django_db_setup, django_db_blocker):
    """Every page that needs nobody and nothing, as it was answered."""

    def gather():
        from django.test import Client

        return {name: answered(Client(), Client().get(path)) for name, (path, _) in PAGES.items()}

    return gathered(django_db_blocker, gather)


@pytest.fixture(scope="session")
def resident_pages(django_db_setup, django_db_blocker):
    """Every resident's page in every state, as it was answered."""
    return gathered(django_db_blocker, gather_residents)
