"""Mould, looked into in person, written down for her to keep: on a surveyor's tablet that loses its signal on the way."""

from datetime import UTC, datetime, timedelta

import pytest

from putright.deadlines.models import Deadline
from putright.hazards.models import Investigation
from tests.journeys.visiting import at_work, follow, heading, signed_in, visit
from tests.web.desk import office
from tests.web.desk.investigating import ARABIC, in_days


def fill_day(page, legend, days):
    boxes = page.get_by_role("group", name=legend).first
    for label, value in zip(("Day", "Month", "Year"), in_days(days)):
        boxes.get_by_label(label).fill(str(value))


def decides(page):
    page.get_by_label("Potential significant hazard").check()
    page.get_by_label("Why?").fill("He is well today, and has an inhaler.")
    follow(page.get_by_role("button", name="Decide"))
    assert "Nobody has looked into it yet." in page.locator("main").inner_text()


def begins(page):
    follow(page.get_by_role("link", name="Look into it", exact=True).first)
    follow(page.get_by_role("button", name="Begin"))
    assert heading(page) == "Standard investigation"
    return page.url


def looks(page):
    """With one thing forgotten, and all the rest still there."""
    page.get_by_label("Which?").first.fill("Small bedroom")
    page.get_by_label("What you saw").first.fill(f"Black mould by the window. {ARABIC}")
    follow(page.get_by_role("button", name="Keep it, and go on later"))
    assert "Kept" in page.locator("main").inner_text()
    assert page.get_by_label("What you saw").first.input_value() == f"Black mould by the window. {ARABIC}"
    page.get_by_label("A significant hazard").check()
    page.get_by_label("What causes it?").fill("There is no fan in the bathroom.")
    page.get_by_label("What should be done?").first.fill("Wash the mould off and treat the wall.")
    fill_day(page, "On which day will it begin?", 1)
    fill_day(page, "On which day will it be finished?", 2)
    page.get_by_label("In person, at the home").check()
    page.get_by_label("What makes you able to judge this hazard?").fill("Damp surveyor for nine years.")
    follow(page.get_by_role("button", name="It is finished: conclude it"))
    assert "Choose which kind of hazard it is." in page.locator(".govuk-error-summary").inner_text()
    page.get_by_label("Which kind of hazard?").select_option("damp_and_mould")
    follow(page.get_by_role("button", name="It is finished: conclude it"))


def sends(page):
    assert heading(page) == "The written summary"
    page.get_by_label("Amina Yusuf").check()
    page.get_by_label("Handed to them").check()
    page.get_by_label("What shows that it went?").fill("At the door, to Ms Yusuf.")
    follow(page.get_by_role("button", name="Send it, or write down that it went"))
    assert "At the door, to Ms Yusuf." in page.locator("main").inner_text()


def reads(page):
    text = page.locator("main").inner_text()
    assert "We sent you what we found in writing." in text
    follow(page.get_by_role("link", name="What we found at your home"))
    assert "Wash the mould off and treat the wall." in page.locator("main").inner_text()
    assert page.get_by_role("link", name="Keep or print it as a letter (PDF)").is_visible()


@pytest.fixture
def mould(larkfield, address):
    """A report of mould that the officer decided to be significant, and a surveyor."""
    priya, _, amina = larkfield
    report = office.told(amina, at=datetime.now(UTC) - timedelta(hours=50))
    path = f"/desk/reports/{report.reference}"
    visit(address, path, decides, cookies=at_work(priya, address), width=1280)
    return report, path, office.member("surveyor", "Joan Pike, surveyor")


def test_mould_is_looked_into_and_she_has_in_writing_what_we_found(mould, larkfield, address):
    report, path, joan = mould
    cookies = at_work(joan, address)
    visit(address, path, lambda page: (begins(page), looks(page), sends(page)), cookies=cookies, width=820)
    owed = Deadline.objects.open().about(*report.case.about).values_list("name", flat=True)
    assert "hazards.significant_make_safe" in owed and "hazards.significant_written_summary" not in owed
    _, _, amina = larkfield
    visit(address, f"/reports/{report.reference}", reads, cookies=signed_in(amina.account, address))


def test_a_tablet_that_loses_its_signal_and_its_page_loses_no_word(mould, address):
    _, path, joan = mould

    def loses_the_signal(page):
        where = begins(page)
        page.context.set_offline(True)
        page.get_by_label("What you saw").first.fill(f"The wall is wet behind the bed. {ARABIC}")
        page.get_by_label("A significant hazard").check()
        page.get_by_text("No signal. What you type is kept on this device").wait_for()
        page.close()
        return where

    def comes_back(page):
        # Another page of the same browser, as after a tablet that was put down: the signal is back.
        page.get_by_text("What you typed before the signal was lost is back in its boxes, and kept.").wait_for()
        said = page.get_by_label("What you saw").first.input_value()
        return said, page.evaluate("Object.keys(localStorage)")

    def both(page):
        context, where = page.context, loses_the_signal(page)
        context.set_offline(False)
        again = context.new_page()
        again.goto(where)
        return comes_back(again)

    (said, left), _ = visit(address, path, both, cookies=at_work(joan, address), width=820, scripts=True)
    assert said == f"The wall is wet behind the bed. {ARABIC}" and left == []
    held = Investigation.objects.get()
    assert held.written["room-1-words"] == said and held.written["found"] == "significant"
