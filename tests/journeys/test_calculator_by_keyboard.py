"""Somebody works out a date from the front page, with no JavaScript and no mouse."""

from tests.journeys.keyboard import headline, tab_to
from tests.journeys.visiting import visit


def test_by_keyboard_alone_from_the_front_page_to_the_date(served):
    said, _ = visit(served, "/", works_out_a_date, width=1280)
    assert said == "It must be done before 22:15 (10:15pm) on Friday 25 December 2026"


def works_out_a_date(page):
    tab_to(page, "Work out a date")
    page.keyboard.press("Enter")
    page.wait_for_selector("#duty")
    tab_to(page, "duty")
    page.keyboard.type("Emergency safety work")
    tab_to(page, "Continue")
    page.keyboard.press("Enter")
    page.wait_for_selector("#start-day")
    for box, typed in (("start-day", "24"), ("start-month", "12"), ("start-year", "2026"), ("time", "10:15pm")):
        tab_to(page, box)
        page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer")
    return headline(page)
