"""She says no to a hotel, a part is missing, the day passes: it is late, with its reasons, and everyone reads that."""

from datetime import UTC, datetime, timedelta

from putright.deadlines.models import Deadline, Told
from putright.hazards.actions import order_works
from putright.watch.telling import tell_due
from tests.journeys.visiting import at_work, follow, signed_in, visit
from tests.repairs import works
from tests.web.desk import office
from tests.web.desk.office import hours_ago
from tests.web.desk.staying_pages import looked_into

WAITS, TOLD = "The work began to wait for parts", "The resident was told of a delay"


def text(page):
    return " ".join(page.locator("main").inner_text().split())


def fill_day(page, legend, moment):
    group, day = page.get_by_role("group", name=legend), office.when(moment)
    for part in ("day", "month", "year"):
        group.get_by_label(part.title()).fill(str(day[f"day-{part}"]))


def ahead(days):
    return datetime.now(UTC) + timedelta(days=days)


def offers_a_hotel(page):
    follow(page.get_by_role("link", name="Offer them somewhere to stay").first)
    page.get_by_label("Why do they need it?").fill("The wall is not safe yet.")
    page.get_by_label("A hotel or guest house").check()
    page.get_by_label("Where is it?").fill("Seaview, 3 Hidden Lane")
    page.get_by_label("What do we pay for and arrange?").fill("Breakfast and evening meals.")
    fill_day(page, "From which day?", ahead(1))
    page.get_by_label("We pay for all of it").check()
    page.get_by_label("Just now").check()
    follow(page.get_by_role("button", name="Offer it"))


def says_no(page):
    follow(page.get_by_role("link", name="A hotel or guest house"))
    page.get_by_label("No, we would not").check()
    page.get_by_label("Is there anything you would like to tell us?").fill("It is two buses from his school.")
    follow(page.get_by_role("button", name="Send my answer"))


def lacks_a_part(page):
    follow(page.get_by_role("link", name="A part is missing"))
    page.get_by_label("Which part, and where from?").fill("The fan, from the maker.")
    page.get_by_label("Just now").check()
    page.get_by_label("What comes next?").fill("Come back with the fan.")
    fill_day(page, "By the end of which day?", ahead(6))
    follow(page.get_by_role("button", name="Tell us"))


def writes_down_that_she_knows(page):
    day = office.when(hours_ago(200))
    for part in ("Day", "Month", "Year"):
        page.get_by_label(part).fill(str(day[f"day-{part.lower()}"]))
    page.get_by_label("What time?").fill(day["time"])
    follow(page.get_by_role("button", name="Write it down"))
    return text(page)


def test_the_day_passes_and_everyone_reads_that_it_is_late_and_why(larkfield, address):
    priya, _, amina = larkfield
    report, path = looked_into(amina, hours=480)
    team = works.team(since=hours_ago(900).date())
    dwayne = works.worker(team, since=hours_ago(900).date())
    told = works.wanted(purpose="make_safe", wanted_before=hours_ago(350), at=hours_ago(450))
    order = order_works(report=report, contractor=team, **told)
    tell_due()
    overdue = Told.objects.filter(level="overdue", deadline__name="hazards.significant_make_safe")
    assert overdue.exists()
    at_the_desk = {"cookies": at_work(priya, address), "width": 1280}
    visit(address, path, offers_a_hotel, **at_the_desk)
    hers = {"cookies": signed_in(amina.account, address)}
    visit(address, f"/reports/{report.reference}", says_no, **hers)
    visit(address, f"/jobs/{order.reference}", lacks_a_part, cookies=at_work(dwayne, address))
    # That it waits for a part is known from what the operative told; that she was told of it, one of us writes down.
    written, _ = visit(address, f"{path}/facts/delay_told_at", writes_down_that_she_knows, **at_the_desk)
    # Nothing of it stops the clock.
    late = Deadline.objects.open().about(*report.case.about).get(name="hazards.significant_make_safe")
    assert late.due_before < datetime.now(UTC)
    assert "late" in written and WAITS in written and TOLD in written
    read, _ = visit(address, f"/reports/{report.reference}", text, **hers)
    assert "late" in read and "A part is missing" in read
    board, _ = visit(address, "/board", text, cookies=at_work(office.member("board", "Ines Roy, board"), address))
    assert WAITS in board and TOLD in board
