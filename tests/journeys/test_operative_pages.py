"""Every page of whoever does the works in every state, in a real browser: for everyone, on anything."""

import pytest

from tests.journeys import checks
from tests.web.operative.pages import NAMES
from tests.web.operative.pages import gather as gather_jobs


@pytest.fixture(scope="session")
def job_pages(gathering):
    """Every page of whoever does the works in every state, as it was answered."""
    return gathering(gather_jobs)


@pytest.mark.parametrize("name", NAMES)
def test_everyone_can_use_it(name, job_pages, chromium):
    checks.everyone_can_use_it(chromium, job_pages[name])
