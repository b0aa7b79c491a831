"""Every page of whoever does the works in every state, in a real browser: for everyone, on anything."""

import pytest

from tests.journeys import checks
from tests.journeys.showing import shown
from tests.web.gathering import gathered
from tests.web.operative.pages import NAMES
from tests.web.operative.pages import gather as gather_jobs

every_page = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="session")
def job_pages(django_db_setup, django_db_blocker):
    """Every page of whoever does the works in every state, as it was answered."""
    return gathered(django_db_blocker, gather_jobs)


@every_page
def test_axe_finds_nothing(job_pages, chromium, name):
    with shown(chromium, job_pages[name], scripts=True) as (page, _):
        checks.axe_finds_nothing(page)


@every_page
def test_nothing_is_cut_off_however_it_is_read(job_pages, chromium, name):
    with shown(chromium, job_pages[name]) as (page, _):
        checks.nothing_is_cut_off_however_it_is_read(page)


@every_page
def test_is_easy_on_the_hands_and_light(job_pages, chromium, name):
    with shown(chromium, job_pages[name], weighed=True) as (page, weights):
        checks.is_light_enough_for_an_old_phone(weights)
        checks.what_a_finger_aims_at_is_big_enough(page)
        checks.everything_is_reached_by_keyboard_and_seen(page)
        checks.prints_on_paper_in_the_font_we_chose(page)
