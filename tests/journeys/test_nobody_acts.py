"""The same mould, and nobody acts: everyone is told before each date has passed; and what was late is late for ever."""

from datetime import UTC, datetime, timedelta

from django.db.models import Min

from tests.journeys.visiting import at_work, signed_in, visit
from tests.web.desk import office

# The watch looks every ten seconds.
TICK = timedelta(seconds=10)


def watched(until):
    """What the watch does by itself, at the first tick after each moment at which somebody is to be told."""
    from putright.deadlines.models import Reminder
    from putright.watch import residents, telling

    for _ in range(1000):
        moment = Reminder.objects.aggregate(first=Min("next_at"))["first"]
        if moment is None or moment + TICK > until:
            return
        telling.tell_due(at=moment + TICK)
        residents.apologise(at=moment + TICK)
    raise AssertionError("Somebody is told again and again.")


def text(page):
    return page.locator("main").inner_text()


def test_nobody_acts_and_each_deadline_is_told_before_it_is_late_and_is_late_for_ever(larkfield, address):
    from putright.deadlines.models import Deadline
    from putright.hazards import actions as hazards
    from putright.record.models import Line

    priya, _, amina = larkfield
    told_at, now = office.hours_ago(24 * 40), datetime.now(UTC)
    report = office.told(amina, at=told_at)
    watched(now)

    rows = list(
        Deadline.objects.filter(about_id__in=(report.reference, report.case.reference), due_before__isnull=False)
    )
    names = {row.name for row in rows}
    assert {"hazards.emergency_investigate", "promises.first_contact"} <= names
    for row in rows:
        told = {one.level: one.told_at for one in row.told.all()}
        assert told["approaching"] < row.due_before, row.name
        assert told["due"] < row.due_before <= told["overdue"] < row.due_before + 2 * TICK, row.name
        # The resident, too, of what we promised; and each of them once.
        sorry = {"apology"} if row.kind == "promise" else set()
        assert set(told) == {"approaching", "due", "overdue"} | sorry and len(told) == row.told.count(), row.name
        assert row.is_late(now) and row.is_open

    theirs = at_work(priya, address)
    queue, _ = visit(address, "/desk", text, cookies=theirs, width=1280)
    assert "Was due by" in queue and "We broke a promise." in queue
    at_desk = f"/desk/reports/{report.reference}"
    case, _ = visit(address, at_desk, text, cookies=theirs, width=1280)
    assert "Emergency investigation" in case and "late" in case.lower()
    hers = signed_in(amina.account, address)
    page, _ = visit(address, f"/reports/{report.reference}", text, cookies=hers)
    assert "We were late" in page and "We have not done it yet. We are sorry." in page

    # Somebody acts at last. It is met, and it is late for ever: on the desk, on her page, and in the record.
    for fact, value in (("emergency_investigated_at", now), ("found", "none")):
        hazards.state(case=report.case, name=fact, value=value, by=priya.code, at=now)
    assert Deadline.objects.get(name="hazards.emergency_investigate").is_late(now + timedelta(days=3650))
    assert Line.objects.get(name="deadlines.met", detail__owed="hazards.emergency_investigate").detail["late"] is True
    page, _ = visit(address, f"/reports/{report.reference}", text, cookies=hers)
    assert "We did it at" in page and "It was late, and we are sorry." in page
    shown, _ = visit(address, at_desk, text, cookies=theirs, width=1280)
    assert "Done, but late: Emergency investigation." in shown
