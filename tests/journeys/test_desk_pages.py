"""Every page of the desk and the board in every state, in a real browser: for everyone, on anything."""

import pytest

from tests.journeys import checks
from tests.journeys.test_desk_pages_of_works import OF_WORKS
from tests.web.desk.pages import NAMES


@pytest.mark.parametrize("name", [name for name in NAMES if name not in OF_WORKS])
def test_everyone_can_use_it(name, desk_pages, chromium):
    checks.everyone_can_use_it(chromium, desk_pages[name])
