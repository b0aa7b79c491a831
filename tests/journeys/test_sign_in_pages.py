"""Every page of signing in, in a real browser: for everyone, on anything."""

import re
from dataclasses import replace

import pytest

from tests.journeys import checks
from tests.journeys.showing import shown
from tests.web.gathering import gathered
from tests.web.sign_in_pages import NAMES, gather

every_page = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def sign_in_pages(django_db_setup, django_db_blocker):
    """As they were answered. Passkeys' scripts, which are files of allauth's, are tried in test_passkeys.py."""
    found = gathered(django_db_blocker, gather)
    return {
        name: replace(answer, html=re.sub(r"<script.*?</script>", "", answer.html, flags=re.DOTALL))
        for name, answer in found.items()
    }


@every_page
def test_axe_finds_nothing(sign_in_pages, chromium, name):
    with shown(chromium, sign_in_pages[name], scripts=True) as (page, _):
        page.evaluate("document.querySelectorAll('[data-passkey]').forEach(e => e.hidden = false)")
        checks.axe_finds_nothing(page)


@every_page
def test_nothing_is_cut_off_however_it_is_read(sign_in_pages, chromium, name):
    with shown(chromium, sign_in_pages[name]) as (page, _):
        checks.nothing_is_cut_off_however_it_is_read(page)


@every_page
def test_is_easy_on_the_hands_and_on_an_old_phone(sign_in_pages, chromium, name):
    with shown(chromium, sign_in_pages[name], weighed=True) as (page, weights):
        checks.is_light_enough_for_an_old_phone(weights)
        checks.what_a_finger_aims_at_is_big_enough(page)
        checks.everything_is_reached_by_keyboard_and_seen(page)
