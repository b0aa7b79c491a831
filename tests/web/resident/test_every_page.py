"""What is true of every resident's page, in every state."""

import pytest

from tests.web import checks
from tests.web.pages import read
from tests.web.resident.pages import NAMES

every_page = pytest.mark.parametrize("name", NAMES)
# The same page more than once: with an error, by somebody else, or with more on it.
ONCE = [name for name in NAMES if "," not in name and ":" not in name]


@pytest.fixture
def page(resident_pages, name):
    return read(resident_pages[name].html)


@every_page
def test_says_what_it_is_once_and_in_which_language(page):
    checks.says_what_it_is_once_and_in_which_language(page)


def test_no_two_pages_have_the_same_title(resident_pages):
    questions = [name for name in NAMES if name.startswith("question: ") and resident_pages[name].status == 200]
    some = [name for name in [*ONCE, *questions, "told, running"] if name not in ("add", "question: address, at home")]
    checks.no_two_have_the_same_title({name: read(resident_pages[name].html) for name in some})


@every_page
def test_uses_an_id_once_and_every_link_within_it_leads_somewhere(page):
    checks.uses_an_id_once_and_every_link_within_it_leads_somewhere(page)


@every_page
def test_every_input_has_a_label(page):
    checks.every_input_has_a_label(page)


@every_page
def test_an_error_summary_comes_with_an_error_in_the_title_and_a_place_for_each(resident_pages, page, name):
    checks.an_error_summary_comes_with_an_error_in_the_title_and_a_place_for_each(page, resident_pages[name].status)


@every_page
def test_needs_no_script_and_hides_no_style_in_itself(page):
    checks.needs_no_script_and_hides_no_style_in_itself(page)


@every_page
def test_loads_nothing_from_elsewhere(page):
    checks.loads_nothing_from_elsewhere(page, besides=("/photos/",))


@every_page
def test_links_that_say_the_same_lead_to_the_same_place(page):
    checks.links_that_say_the_same_lead_to_the_same_place(page)


@every_page
def test_forbids_what_a_page_of_ours_never_does(resident_pages, name):
    checks.forbids_what_a_page_of_ours_never_does(resident_pages[name].headers)


@every_page
def test_a_page_about_somebody_is_kept_by_no_browser(resident_pages, name):
    if name not in ("front", "no landlord: front", "form to print"):
        assert "no-store" in resident_pages[name].headers["Cache-Control"]


def test_no_page_can_be_left_out_of_these_tests():
    from putright.web.resident.urls import urlpatterns

    tried = " ".join(NAMES)
    words = {"": "front", "report": "report", "report/form": "form to print", "report/photos": "photos", "home": "home",
             "report/check": "check", "report/sent": "sent", "report/emergency": "emergency", "report/<str:key>": "question",
             "reports/<str:ref>": "told", "reports/<str:ref>/add": "add", "reports/<str:ref>/not-right": "not right",
             "reports/<str:ref>/fixed": "is it fixed", "reports/<str:ref>/why/<str:name>": "why this date",
             "reports/<str:ref>/stays/<str:stay>": "stay", "summaries/<str:ref>": "summary",
             "summaries/<str:ref>/come": "ask for a visit"}  # fmt: skip
    elsewhere = {"report/forget", "law", "law/<str:name>", "why", "accessibility", "photos/<str:ref>"}
    for pattern in {str(one.pattern) for one in urlpatterns} - elsewhere:
        assert words[pattern] in tried, pattern
