"""Mould, from the written summary to the day when she says that it is fixed; each date of the law met by a fact."""

from datetime import UTC, datetime, timedelta

from putright.deadlines.models import Deadline
from putright.hazards.models import Summary
from putright.repairs.models import WorksOrder
from tests.journeys.test_made_safe import begins, looks, mould, sends
from tests.journeys.visiting import at_work, follow, heading, signed_in, visit
from tests.repairs import works
from tests.web.desk import office

# Made as they are in the other journey: named here so that they are found.
__all__ = ["mould"]


def also_recommends_a_fan(page):
    """What stops it coming back, beside what makes it safe: there is a new empty one each time it is kept."""
    page.get_by_label("What should be done?").first.fill("Wash the mould off and treat the wall.")
    follow(page.get_by_role("button", name="Keep it, and go on later"))
    page.get_by_label("What is it for?").nth(1).select_option("prevent")
    page.get_by_label("What should be done?").nth(1).fill("Fit a fan in the bathroom.")
    for legend, days in (("On which day will it begin?", 1), ("On which day will it be finished?", 9)):
        group = page.get_by_role("group", name=legend).nth(1)
        for label, value in zip(("Day", "Month", "Year"), office_day(days)):
            group.get_by_label(label).fill(str(value))


def office_day(days):
    day = office.when(datetime.now(UTC) + timedelta(days=days))
    return [day[f"day-{part}"] for part in ("day", "month", "year")]


def orders_both(page):
    """Each recommendation becomes an order, with what it is for and what to do already filled in."""
    for words in ("Wash the mould off and treat the wall.", "Fit a fan in the bathroom."):
        follow(page.get_by_role("link", name="Order it").first)
        assert heading(page) == "Order works"
        assert page.get_by_label("What is to be done?").input_value() == words
        page.get_by_label("Which trade?").select_option("damp")
        page.get_by_label("Who does it?").select_option(label="Larkfield’s own team")
        follow(page.get_by_role("button", name="Order it"))
    assert "neither ordered nor said why not" not in page.locator("main").inner_text()


def does_it(page):
    """Starts a job, and tells that it is done."""
    follow(page.get_by_role("button", name="I have started"))
    follow(page.get_by_role("link", name="It is done", exact=True))
    page.get_by_label("What did you do?").fill("It is dry, and the fan runs.")
    if (safe := page.get_by_label("It is safe now")).count():
        safe.check()
    page.get_by_label("Just now").check()
    follow(page.get_by_role("button", name="Tell us"))
    assert "This job is over" in page.locator("main").inner_text()


def checks(page):
    follow(page.get_by_role("link", name="Write down a check of the work"))
    page.get_by_label("Yes, it is right").check()
    page.get_by_label("What did you see?").fill("The wall is dry, and the fan runs.")
    page.get_by_label("Just now").check()
    follow(page.get_by_role("button", name="Write it down"))
    assert "Checked, and right" in page.locator("main").inner_text()


def says_it_is_fixed(page):
    follow(page.get_by_role("button", name="Is it fixed? Tell us"))
    page.get_by_label("Yes, it is fixed").check()
    follow(page.get_by_role("button", name="Send"))
    assert "You told us that it is fixed." in page.locator("main").inner_text()


def finishes(page):
    follow(page.get_by_role("link", name="Finish this report"))
    page.get_by_role("radio").first.check()
    follow(page.get_by_role("button", name="Finish it"))


def test_from_the_summary_to_the_day_when_she_says_that_it_is_fixed(mould, larkfield, address):
    report, path, joan = mould
    amina = larkfield[2]
    team = works.team(since=datetime.now(UTC).date() - timedelta(days=30))
    dwayne = works.worker(team, since=datetime.now(UTC).date() - timedelta(days=30))
    as_joan = {"cookies": at_work(joan, address), "width": 820}

    def looks_at_all(page):
        begins(page)
        also_recommends_a_fan(page)
        looks(page)
        sends(page)

    visit(address, path, looks_at_all, **as_joan)
    assert Summary.objects.get().pdf
    planner = office.member("planner", "Ola Nowak, planner")
    visit(address, path, orders_both, cookies=at_work(planner, address), width=1280)
    safe, fan = WorksOrder.objects.order_by("id")
    for order in (safe, fan):
        visit(address, f"/jobs/{order.reference}", does_it, cookies=at_work(dwayne, address))
    for order in (safe, fan):
        visit(address, f"/desk/works/{order.reference}", checks, **as_joan)
    visit(address, f"/reports/{report.reference}", says_it_is_fixed, cookies=signed_in(amina.account, address))
    visit(address, path, finishes, cookies=at_work(larkfield[0], address), width=1280)
    rows = Deadline.objects.about(*report.case.about).filter(kind="duty")
    names = set(rows.values_list("name", flat=True))
    assert names >= {
        *("hazards.significant_investigate", "hazards.significant_written_summary", "hazards.significant_make_safe"),
        *("hazards.preventative_work_begin", "hazards.works_finish"),
    }
    ended = rows.exclude(met_at=None)
    assert [row.name for row in ended if row.due_before and row.met_at >= row.due_before] == []
    assert not Deadline.objects.open().about(*report.case.about).filter(kind="duty", due_before__isnull=False).exists()
