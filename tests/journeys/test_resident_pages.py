"""Every resident's page in every state, in a real browser: for everyone, on anything."""

import pytest

from tests.journeys import checks
from tests.journeys.showing import shown
from tests.web.resident.pages import NAMES

every_page = pytest.mark.parametrize("name", NAMES)


@every_page
def test_axe_finds_nothing(resident_pages, chromium, name):
    with shown(chromium, resident_pages[name], scripts=True) as (page, _):
        checks.axe_finds_nothing(page)


@every_page
def test_nothing_is_cut_off_however_it_is_read(resident_pages, chromium, name):
    with shown(chromium, resident_pages[name]) as (page, _):
        checks.nothing_is_cut_off_however_it_is_read(page)


@every_page
def test_is_easy_on_the_hands_and_on_an_old_phone(resident_pages, chromium, name):
    with shown(chromium, resident_pages[name], weighed=True) as (page, weights):
        checks.is_light_enough_for_an_old_phone(weights)
        checks.what_a_finger_aims_at_is_big_enough(page)
        checks.everything_is_reached_by_keyboard_and_seen(page)
        checks.prints_on_paper_in_the_font_we_chose(page)
