"""Every resident's page in every state, in a real browser: for everyone, on anything."""

import pytest

from tests.journeys import checks
from tests.web.resident.pages import NAMES


@pytest.mark.parametrize("name", NAMES)
def test_everyone_can_use_it(name, resident_pages, chromium):
    checks.everyone_can_use_it(chromium, resident_pages[name])
