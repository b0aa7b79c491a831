"""Somebody works out a date, with no JavaScript and no mouse."""

import pytest

from tests.journeys.keyboard import FOCUSED, headline, tab_to
from tests.journeys.visiting import follow
from tests.web.pages import EMERGENCY, asked


def test_a_slip_is_put_right_by_keyboard_alone(open_page):
    page = open_page(asked(EMERGENCY, 31, 2, 2026, time="22:15"))
    assert "govuk-error-summary" in page.evaluate("document.activeElement.className")
    tab_to(page, "February 2026 had only 28 days, so it has no day 31.")
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "start-day"
    page.keyboard.press("Control+A")
    page.keyboard.type("28")
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer")
    assert headline(page) == "It must be done before 22:15 (10:15pm) on Sunday 1 March 2026"


def test_the_first_tab_leads_past_the_menu(open_page):
    page = open_page("/law")
    assert page.locator(".govuk-skip-link").bounding_box()["width"] <= 1, "it is in nobody's way"
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Skip to main content"
    box = page.locator(".govuk-skip-link").bounding_box()
    assert box["width"] > 100 and box["height"] >= 24
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "main"


@pytest.mark.parametrize("box", ["first", "second"])
def test_an_hour_that_came_twice_is_chosen(open_page, box):
    page = open_page(asked(EMERGENCY, 25, 10, 2026, time="01:30"))
    page.get_by_label(f"The {box}, ").check()
    follow(page.get_by_role("button", name="Show the date"))
    assert headline(page).endswith("on Monday 26 October 2026")
    assert f"which={box}" in page.url


def test_an_answer_can_be_kept_by_its_address(open_page):
    page = open_page("/why")
    page.get_by_label("What should be done?").select_option("Standard investigation")
    follow(page.get_by_role("button", name="Continue"))
    for label, typed in (("Day", "18"), ("Month", "December"), ("Year", "2025")):
        page.locator("#start").get_by_label(label).fill(typed)
    follow(page.get_by_role("button", name="Show the date"))
    said = headline(page)
    assert said == "It must be done by the end of Tuesday 6 January 2026"
    kept = page.url.partition("/why")[2]
    assert headline(open_page("/why" + kept)) == said


def test_an_area_of_law_opens_and_a_duty_is_found(open_page):
    page = open_page("/law")
    link = page.get_by_role("link", name="Emergency safety work")
    assert not link.is_visible()
    page.locator("summary").first.click()
    follow(link)
    follow(page.get_by_role("link", name="See an example"))
    assert headline(page) == "It must be done before 22:15 (10:15pm) on Friday 25 December 2026"


def test_a_word_is_looked_for(open_page):
    page = open_page("/law")
    page.get_by_label("Look for a word").fill("mould")
    page.keyboard.press("Enter")
    page.wait_for_url("**words=mould")
    assert page.locator("h1").inner_text() == "The law in plain words"


def test_days_stand_under_their_weekdays_on_a_wide_screen_and_in_a_list_on_a_phone(open_page):
    path = asked("duty=hazards.significant_investigate", 18, 12, 2026)
    wide = open_page(path)
    boxes = {" ".join(day.inner_text().split()[:3]): day.bounding_box() for day in wide.locator(".days__day").all()}
    mondays = [box["x"] for name, box in boxes.items() if name.startswith("Monday")]
    assert len(mondays) == 3 and len(set(mondays)) == 1
    assert boxes["Friday 18 December"]["x"] == boxes["Friday 25 December"]["x"] > mondays[0]
    phone = open_page(path, width=390)
    assert len({day.bounding_box()["x"] for day in phone.locator(".days__day").all()}) == 1
