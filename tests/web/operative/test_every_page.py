"""What is true of every page of whoever does the works, in every state."""

import pytest

from putright.repairs.at_the_door import REASONS
from tests.web import checks
from tests.web.operative.pages import NAMES
from tests.web.pages import read

every_page = pytest.mark.parametrize("name", NAMES)
# The same page more than once: with an error, by somebody else, or with more on it.
ONCE = [name for name in NAMES if "," not in name]
# Who lives there, how they are reached, and what they told: none of it is for the door.
NEVER_SHOWN = ("Amina", "Yusuf", "07700", "mould in my", "cough", "asthma", "under 5", "Okafor")


@pytest.fixture
def page(job_pages, name):
    return read(job_pages[name].html)


@every_page
def test_says_what_it_is_once_and_in_which_language(page):
    checks.says_what_it_is_once_and_in_which_language(page)


def test_no_two_pages_have_the_same_title(job_pages):
    checks.no_two_have_the_same_title({name: read(job_pages[name].html) for name in ONCE})


@every_page
def test_uses_an_id_once_and_every_link_within_it_leads_somewhere(page):
    checks.uses_an_id_once_and_every_link_within_it_leads_somewhere(page)


@every_page
def test_every_input_has_a_label(page):
    checks.every_input_has_a_label(page)


@every_page
def test_an_error_summary_comes_with_an_error_in_the_title_and_a_place_for_each(job_pages, page, name):
    checks.an_error_summary_comes_with_an_error_in_the_title_and_a_place_for_each(page, job_pages[name].status)


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
def test_forbids_what_a_page_of_ours_never_does(job_pages, name):
    checks.forbids_what_a_page_of_ours_never_does(job_pages[name].headers)


@every_page
def test_is_kept_by_no_browser(job_pages, name):
    assert "no-store" in job_pages[name].headers["Cache-Control"]


@every_page
def test_says_nothing_of_who_lives_there_or_why(page):
    shown = page.one("main")["text"]
    assert [word for word in NEVER_SHOWN if word.lower() in shown.lower()] == []
    assert not REASONS.search(shown)


def test_no_page_can_be_left_out_of_these_tests():
    from putright.web.operative.urls import urlpatterns

    tried = {name.split(",")[0].split(":")[0] for name in NAMES}
    for name in (pattern.name for pattern in urlpatterns):
        assert {"begin": "job"}.get(name, name) in tried, name
