"""What the tests of the operatives' pages share."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.repairs import works
from tests.web.desk import office
from tests.web.resident import street


@pytest.fixture
def larkfield(db):
    """The landlord, a home with its tenant, a report of hers, our own team and another, and rates."""
    street.landlord()
    priya, home = street.officer(), street.home()
    amina, since = street.tenant(home), (street.NOW - timedelta(days=30)).date()
    ours, acme = works.team(since=since), works.team("Acme Drains", is_own_team=False, since=since)
    works.rate(since=since)
    return SimpleNamespace(
        home=home,
        amina=amina,
        priya=priya,
        ours=ours,
        acme=acme,
        report=office.told(amina, at=office.hours_ago(60)),
        since=since,
    )


@pytest.fixture
def who(larkfield):
    """An operative of our own team."""
    return works.worker(larkfield.ours, since=larkfield.since)


@pytest.fixture
def dwayne(who):
    """The same, signed in."""
    return office.signed_in(who)


@pytest.fixture(scope="session")
def job_pages(gathering):
    """Every page of whoever does the works in every state, as it was answered."""
    from tests.web.operative.pages import gather

    return gathering(gather)
