"""Every page in every state, in a real browser: for everyone, on anything."""

import pytest

from tests.journeys import checks
from tests.web.pages import PAGES


@pytest.mark.parametrize("name", PAGES)
def test_everyone_can_use_it(name, plain_pages, chromium):
    checks.everyone_can_use_it(chromium, plain_pages[name])
