"""What is true of every page of the desk and the board, in every state."""

import pytest

from tests.web import checks
from tests.web.desk.pages import NAMES
from tests.web.pages import read

every_page = pytest.mark.parametrize("name", NAMES)
# The same page more than once: with an error, by somebody else, or with more on it.
ONCE = [name for name in NAMES if "," not in name] + ["case, late", "search, found"]


@pytest.fixture
def page(desk_pages, name):
    return read(desk_pages[name].html)


@every_page
def test_says_what_it_is_once_and_in_which_language(page):
    checks.says_what_it_is_once_and_in_which_language(page)


def test_no_two_pages_have_the_same_title(desk_pages):
    checks.no_two_have_the_same_title({name: read(desk_pages[name].html) for name in ONCE})


@every_page
def test_uses_an_id_once_and_every_link_within_it_leads_somewhere(page):
    checks.uses_an_id_once_and_every_link_within_it_leads_somewhere(page)


@every_page
def test_every_input_has_a_label(page):
    checks.every_input_has_a_label(page)


@every_page
def test_an_error_summary_comes_with_an_error_in_the_title_and_a_place_for_each(desk_pages, page, name):
    checks.an_error_summary_comes_with_an_error_in_the_title_and_a_place_for_each(page, desk_pages[name].status)


@every_page
def test_needs_no_script_and_hides_no_style_in_itself(page, name):
    keeps = name.startswith(("investigation, ", "summary, "))
    checks.needs_no_script_and_hides_no_style_in_itself(page, besides=("/static/keep.js",) if keeps else ())


@every_page
def test_loads_nothing_from_elsewhere(page):
    checks.loads_nothing_from_elsewhere(page, besides=("/photos/",))


@every_page
def test_links_that_say_the_same_lead_to_the_same_place(page):
    checks.links_that_say_the_same_lead_to_the_same_place(page)


@every_page
def test_forbids_what_a_page_of_ours_never_does(desk_pages, name):
    checks.forbids_what_a_page_of_ours_never_does(desk_pages[name].headers)


@every_page
def test_a_page_about_somebody_is_kept_by_no_browser(desk_pages, name):
    assert name == "phone script" or "no-store" in desk_pages[name].headers["Cache-Control"]


def test_no_page_can_be_left_out_of_these_tests():
    from putright.web.board.urls import urlpatterns as board
    from putright.web.desk.urls import urlpatterns as desk

    tried = {name.split(",")[0].split(":")[0] for name in NAMES}
    called = {
        "keep_view": "queue",
        "forget_view": "queue",
        "triage": "decide",
        "emergency_found": "danger on the way",
        "state_fact": "fact",
        "safe": "board",
        "correct_fact": "put right",
        "why": "why this date",
        "note_shown": "note",
        "note_reported": "note",
        "report": "take",
        "told": "for you",
        "read": "for you",
    }
    for name in (pattern.name for pattern in (*board, *desk)):
        assert called.get(name, name.replace("_", " ")) in tried, name
