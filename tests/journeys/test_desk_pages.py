"""Every page of the desk and the board in every state, in a real browser: for everyone, on anything."""

import pytest

from tests.journeys import checks
from tests.web.desk.pages import NAMES
from tests.web.desk.pages import gather as gather_desk


@pytest.fixture(scope="session")
def desk_pages(gathering):
    """Every page of the desk and the board in every state, as it was answered."""
    return gathering(gather_desk)


@pytest.mark.parametrize("name", NAMES)
def test_everyone_can_use_it(name, desk_pages, chromium):
    checks.everyone_can_use_it(chromium, desk_pages[name])
