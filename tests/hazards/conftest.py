"""What the tests of hazards share: a home with a family, an officer whose patch it is in, and their landlord."""

import pytest

from putright.homes.models import Landlord
from tests.hazards import a_street


@pytest.fixture
def larkfield(db):
    """The landlord, invented."""
    return Landlord.objects.create(
        name="Larkfield Homes",
        phone="01632 960001",
        emergency_phone="01632 960999",
        phone_hours="8am to 6pm",
        email="hello@larkfield.example",
        address="1 Larkfield Way, Wexcombe",
        is_demo=True,
    )


@pytest.fixture
def priya(larkfield):
    """The housing officer whose patch it is."""
    return a_street.officer()


@pytest.fixture
def home(larkfield, priya):
    """A terraced house in that patch."""
    return a_street.home()


@pytest.fixture
def amina(home):
    """Its tenant."""
    return a_street.family(home)


@pytest.fixture
def mould(home, amina):
    """A draft of a report of mould by her."""
    return a_street.draft(a_street.MOULD, home=home, person=amina)
