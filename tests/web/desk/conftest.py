"""What the tests of the desk share."""

from types import SimpleNamespace

import pytest

from tests.web.desk import office
from tests.web.resident import street


@pytest.fixture
def larkfield(db):
    """The landlord, a home with its tenant, and somebody in each role."""
    street.landlord()
    priya, home = street.officer(), street.home()
    return SimpleNamespace(
        home=home,
        amina=street.tenant(home),
        priya=priya,
        sam=office.member("contact_centre", "Sam Lee, contact centre"),
        board=office.member("board", "Grace Obi"),
    )


@pytest.fixture
def priya(larkfield):
    """The housing officer, signed in."""
    return office.signed_in(larkfield.priya)


@pytest.fixture
def sam(larkfield):
    """Somebody of the contact centre, signed in."""
    return office.signed_in(larkfield.sam)


@pytest.fixture
def mould(larkfield):
    """A report of mould, told two hours ago."""
    return office.told(larkfield.amina, at=office.hours_ago(2))


@pytest.fixture(scope="session")
def desk_pages(gathering):
    """Every page of the desk and the board in every state, as it was answered."""
    from tests.web.desk.pages import gather

    return gathering(gather)
