"""The page where one walks in: whole, and for everyone, on anything."""

from datetime import UTC, datetime

import pytest
from django.test import Client, override_settings

from putright.demo.larkfield import larkfield
from putright.demo.staff import open_landlord
from tests.journeys import checks as in_a_browser
from tests.web import checks
from tests.web.gathering import answered
from tests.web.pages import Page


def gather():
    """The page, as a visitor gets it."""
    with override_settings(DEMO=True):
        open_landlord(larkfield(), datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
        client = Client()
        return {"walk in": answered(client, client.get("/walk-in"))}


@pytest.fixture(scope="module")
def answer(gathering):
    """As it was answered."""
    return gathering(gather)["walk in"]


def test_is_whole(answer):
    page = Page(answer.html)
    checks.says_what_it_is_once_and_in_which_language(page)
    checks.uses_an_id_once_and_every_link_within_it_leads_somewhere(page)
    checks.every_input_has_a_label(page)
    checks.needs_no_script_and_hides_no_style_in_itself(page)
    checks.loads_nothing_from_elsewhere(page)
    checks.links_that_say_the_same_lead_to_the_same_place(page)
    checks.forbids_what_a_page_of_ours_never_does(answer.headers)
    assert "no-store" in answer.headers["Cache-Control"]


def test_everyone_can_use_it(answer, chromium):
    in_a_browser.everyone_can_use_it(chromium, answer, printed=False)
