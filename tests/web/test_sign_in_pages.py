"""What is true of every page of signing in, in every state."""

import pytest

from tests.web import checks
from tests.web.pages import Page
from tests.web.sign_in_pages import NAMES, gather


@pytest.fixture(scope="module")
def pages(gathering):
    return gathering(gather)


@pytest.mark.parametrize("name", NAMES)
def test_is_whole(pages, name):
    answer = pages[name]
    page = Page(answer.html)
    checks.says_what_it_is_once_and_in_which_language(page)
    checks.uses_an_id_once_and_every_link_within_it_leads_somewhere(page)
    checks.links_that_say_the_same_lead_to_the_same_place(page)
    checks.loads_nothing_from_elsewhere(page)
    checks.forbids_what_a_page_of_ours_never_does(answer.headers)
    if name != "code over":
        checks.an_error_summary_comes_with_an_error_in_the_title_and_a_place_for_each(page, answer.status)
    assert not [e for e in page.elements if any(name == "style" or name.startswith("on") for name in e)]
    assert "<b>" not in answer.html


@pytest.mark.parametrize("name", NAMES)
def test_every_input_has_a_label_but_what_passkeys_need_and_nobody_sees(pages, name):
    page = Page(pages[name].html)
    seen = Page(pages[name].html)
    seen.elements = [e for e in page.elements if e.get("name") != "passwordless"]
    checks.every_input_has_a_label(seen)


@pytest.mark.parametrize("name", NAMES)
def test_a_script_is_a_file_of_ours_or_no_script_but_data(pages, name):
    for script in Page(pages[name].html).all("script"):
        assert script.get("type") == "application/json" or script["src"].startswith("/static/")


def test_somebody_who_was_signed_out_meanwhile_still_has_what_they_wrote(pages):
    page = Page(pages["signed out"].html)
    assert [e["text"].strip() for e in page.all("textarea")] == ["It is worse.\nThe wall is wet.", "and one more"]


def test_no_two_have_the_same_title(pages):
    """Of different pages; one page in several states keeps its own."""
    states = {
        *("set up", "staff, no passkey", "codes seen", "last app", "too often", "signed out"),
        *(name for name in NAMES if name.endswith("wrong")),
    }
    checks.no_two_have_the_same_title({name: Page(pages[name].html) for name in NAMES if name not in states})
