"""What the tests of residents' pages share."""

import pytest

from tests.web.resident import street


@pytest.fixture
def larkfield(db):
    """The landlord, its officer and a home with its tenant: (home, officer, amina)."""
    street.landlord()
    priya = street.officer()
    where = street.home()
    return where, priya, street.tenant(where)


@pytest.fixture(scope="session")
def resident_pages(django_db_setup, django_db_blocker):
    """Every resident's page in every state, as it was answered."""
    from tests.web.gathering import gathered
    from tests.web.resident.pages import gather

    return gathered(django_db_blocker, gather)
