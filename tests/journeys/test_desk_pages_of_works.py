"""What the desk has for looking into it, for the works and for a stay: every page in every state, for everyone."""

import pytest

from tests.journeys import checks
from tests.web.desk import investigating, staying_pages, works_pages

# A file of their own, so that half of the desk is looked at beside the other half.
OF_WORKS = (*investigating.NAMES, *works_pages.NAMES, *staying_pages.NAMES)


@pytest.mark.parametrize("name", OF_WORKS)
def test_everyone_can_use_it(name, desk_pages, chromium):
    checks.everyone_can_use_it(chromium, desk_pages[name])
