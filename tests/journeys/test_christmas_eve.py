"""A smell of gas at a quarter past ten on Christmas Eve, told on the phone to whoever is on call: one 24 hours for it all."""

from datetime import timedelta

from putright.deadlines.models import Deadline
from putright.hazards.actions import make_summary, sent_by_hand
from putright.repairs.models import Report
from tests.hazards.test_christmas_eve import CHRISTMAS_EVE, ONE_DAY_ON, later, looked_into, made_safe
from tests.journeys.visiting import at_work, follow, signed_in, visit
from tests.web.desk import office

BY_THEN = "22:15 (10:15pm) on Thursday 25 December 2025"
DUTIES = ("Emergency investigation", "Emergency safety work")


def text(page):
    return " ".join(page.locator("main").inner_text().split())


def takes_it_down(page):
    """Who told whom, and when: the law counts from the call, and not from when it was written down."""
    page.get_by_label("How did it reach us?").select_option("phone")
    page.get_by_label("Who heard it first, if it was not you?").fill("Noor Haddad, on call")
    page.get_by_label("Earlier: say when").check()
    day = page.get_by_role("group", name="If it was earlier: which day?")
    for label, value in (("Day", "24"), ("Month", "12"), ("Year", "2025")):
        day.get_by_label(label).fill(value)
    page.get_by_label("And what time?").fill("10:15pm")
    page.get_by_role("checkbox", name="gas").first.check()
    page.get_by_label("In their own words").fill("It smells of gas by the cooker.")
    follow(page.get_by_role("button", name="Keep this report"))
    owed = {duty: " ".join(page.locator(".owed__one", has_text=duty).first.inner_text().split()) for duty in DUTIES}
    at = page.url
    follow(page.locator(".owed__one", has_text=DUTIES[1]).first.get_by_role("link", name="Why this date?"))
    return at, owed, text(page)


def test_one_24_hours_through_the_night_and_christmas_day(larkfield, address):
    priya, home, amina = larkfield
    night = office.member("contact_centre", "Noor Haddad, on call")
    (at, owed, why), _ = visit(
        address, f"/desk/report/new?home={home.reference}", takes_it_down, cookies=at_work(night, address), width=1280
    )
    report = Report.objects.get()
    assert report.first_told_at == CHRISTMAS_EVE and report.taken_by == night
    for duty, said in owed.items():
        assert BY_THEN in said, duty
    # The whole of one day, whatever day it is: no weekend and no bank holiday is left out.
    assert BY_THEN in why and "24 hours" in why

    # She comes that night, and the pipe is capped before midnight is long past.
    looked_into(report.case, priya, 1)
    done = made_safe(report.case, later(hours=2))
    for name in ("emergency_investigate", "emergency_make_safe", "emergency_alternative_accommodation"):
        row = Deadline.objects.about(*report.case.about).get(name=f"hazards.{name}")
        assert row.due_before == ONE_DAY_ON and not row.is_late(done + timedelta(days=3650)), name
    made = make_summary(investigation=report.case.investigations.get(), by="x", at=later(days=5))
    handed = {"route": "in_person", "proof": "At the door.", "sent_at": later(days=5)}
    sent_by_hand(summary=made, person=amina, by="x", at=later(days=5), **handed)
    case, _ = visit(address, at.removeprefix(address), text, cookies=at_work(priya, address), width=1280)
    hers, _ = visit(address, f"/reports/{report.reference}", text, cookies=signed_in(amina.account, address))
    for said in ("23:15 (11:15pm) on Wednesday 24 December 2025", "01:00 (1:00am) on Thursday 25 December 2025"):
        assert said in case, said
    assert "Done, but late" not in case and "We were late" not in hers
    assert "What we found, in writing" in hers and "It is safe now." in hers
