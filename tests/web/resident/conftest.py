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
def resident_pages(gathering):
    """Every resident's page in every state, as it was answered."""
    from tests.web.resident.pages import gather

    return gathering(gather)
