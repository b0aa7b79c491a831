"""The same mould, and nobody acts: everyone is told before each date has passed; and what was late is late for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.visiting import at_work, signed_in, visit
from tests.web.desk import office
from tests.web.resident import street

STEP = timedelta(hours=1)


@pytest.fixture
def larkfield(served):
    """A landlord, an officer and a family."""
    street.landlord()
    priya, home = street.officer(), street.home()
    return priya, home, street.tenant(home)


def watched(since, until):
    """What the watch does by itself, hour by hour, from one moment to another."""
    from putright.watch import residents, telling

    moment = since
    while moment <= until:
        telling.tell_due(at=moment)
        residents.apologise(at=moment)
        moment += STEP


def text(page):
    return page.locator("main").inner_text()


def test_nobody_acts_and_each_deadline_is_told_before_it_is_late_and_is_late_for_ever(larkfield, address):
    from putright.deadlines.models import Deadline
    from putright.hazards import actions as hazards
    from putright.record.models import Line

    priya, _, amina = larkfield
    told_at, now = office.hours_ago(24 * 40), datetime.now(UTC)
    report = office.told(amina, at=told_at)
    watched(told_at, now)

    rows = list(Deadline.objects.filter(about_id=report.reference, due_before__isnull=False))
    names = {row.name for row in rows}
    assert {"hazards.significant_investigate", "promises.first_contact"} <= names
    for row in rows:
        told = {one.level: one.told_at for one in row.told.all()}
        assert told["approaching"] < row.due_before, row.name
        assert told["due"] < row.due_before <= told["overdue"] < row.due_before + STEP, row.name
        assert len(told) == row.told.count() == 3, row.name
        assert row.is_late(now) and row.is_open

    theirs = at_work(priya, address)
    queue, _ = visit(address, "/desk", text, cookies=theirs, width=1280)
    assert "Was due by" in queue and "We broke a promise." in queue
    at_desk = f"/desk/reports/{report.reference}"
    case, _ = visit(address, at_desk, text, cookies=theirs, width=1280)
    assert "Standard investigation" in case and "late" in case.lower()
    hers = signed_in(amina.account, address)
    page, _ = visit(address, f"/reports/{report.reference}", text, cookies=hers)
    assert "We were late" in page and "We have not done it yet. We are sorry." in page

    # Somebody acts at last. It is met, and it is late for ever: on the desk, on her page, and in the record.
    for fact, value in (("investigated_at", now), ("found", "none")):
        hazards.state(case=report.case, name=fact, value=value, by=priya.code, at=now)
    assert Deadline.objects.get(name="hazards.significant_investigate").is_late(now + timedelta(days=3650))
    assert Line.objects.get(name="deadlines.met", detail__owed="hazards.significant_investigate").detail["late"] is True
    page, _ = visit(address, f"/reports/{report.reference}", text, cookies=hers)
    assert "We did it at" in page and "It was late, and we are sorry." in page
    shown, _ = visit(address, at_desk, text, cookies=theirs, width=1280)
    assert "Done, but late: Standard investigation." in shown
