"""A report from the desk's side: seen in the queue with its reason, decided, its clocks read, answered; and a note."""

from datetime import timedelta

import pytest

from tests.journeys.visiting import at_work, follow, heading, visit
from tests.web.desk import office
from tests.web.resident import street


@pytest.fixture
def larkfield(own_database, monkeypatch):
    """A landlord, an officer and a home where a small child with asthma lives, in a database that the server uses too."""
    from django.core.cache import cache
    from django.db import connection

    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    cache.clear()
    street.landlord()
    priya, home = street.officer(), street.home()
    return priya, home, street.tenant(home)


def decides(page):
    """From the queue to the decision, and why the first date of the law is what it is."""
    row = page.locator(".queue__row", has_text="12 Rose Street")
    why = row.inner_text()
    follow(row.get_by_role("link"))
    first, beside = page.locator("h2").first.inner_text(), page.get_by_role("complementary").inner_text()
    page.get_by_label("Potential significant hazard").check()
    page.get_by_label("Which kind of hazard?").select_option("Damp and mould growth")
    follow(page.get_by_role("button", name="Decide"))
    refused = page.locator(".govuk-error-summary").inner_text()
    page.get_by_label("Why?", exact=True).fill("He has his inhaler, and is well today.")
    follow(page.get_by_role("button", name="Decide"))
    follow(page.locator(".owed__one", has_text="Standard investigation").get_by_role("link", name="Why this date?"))
    return why, first, beside, refused, page.locator("main").inner_text()


def answers(page):
    """What they said is not right, answered; then looked into, written down, and put right."""
    follow(page.get_by_role("link", name="Answer them now"))
    page.get_by_label("What was said", exact=True).fill("We are sorry. We missed it in May.")
    follow(page.get_by_role("button", name="Keep it"))
    assert page.get_by_text("we have not answered").count() == 0
    follow(page.get_by_role("link", name="Take it on"))
    follow(page.get_by_role("button", name="Take it on"))
    assert "With Priya Nair" in page.locator(".case-head").inner_text()
    follow(page.get_by_role("link", name="Write down what happened"))
    follow(page.get_by_role("link", name="What the investigation found"))
    page.get_by_label("Significant").check()
    follow(page.get_by_role("button", name="Write it down"))
    follow(page.locator(".facts__one", has_text="What the investigation found").get_by_role("link"))
    page.get_by_label("None", exact=True).check()
    page.get_by_label("Why is it put right?").fill("It was the wrong box.")
    follow(page.get_by_role("button", name="Put it right"))
    return page.locator(".facts").inner_text()


def notes(heard_at):
    """Writes down what somebody said in passing, and makes it a report."""
    boxes = office.when(heard_at)

    def go(page):
        follow(page.get_by_role("link", name="Note something about this home"))
        page.get_by_label("What was said or seen").fill("The child next door coughs too. There is mould by the boiler.")
        page.get_by_label("Who said it?").fill("Ms Okafor, next door")
        page.get_by_label("Earlier: say when").check()
        for name in ("Day", "Month", "Year"):
            page.get_by_label(name, exact=True).fill(str(boxes[f"day-{name.lower()}"]))
        page.get_by_label("And what time?").fill(boxes["time"])
        follow(page.get_by_role("button", name="Keep this note"))
        follow(page.get_by_role("button", name="Make it a report"))
        told = page.locator("section[aria-labelledby=told]").inner_text()
        follow(page.get_by_role("link", name="Everything that happened at this home"))
        return told, page.locator("main").inner_text()

    return go


def test_mould_from_the_queue_to_a_decision_and_a_note_that_becomes_a_second_report(larkfield, address):
    from putright.hazards.actions import hear
    from putright.repairs.models import Report

    priya, _, amina = larkfield
    report = office.told(amina, at=office.hours_ago(2))
    cookies = at_work(priya, address)
    (why, first, beside, refused, counted), _ = visit(address, "/desk", decides, cookies=cookies, width=1280)
    assert "Due by" in why and "There's mould in my son's room" in why and "harms sooner" in why
    assert first == "What is owed next"
    assert "A child under 5" in beside and "When it is imminent: an emergency" in beside
    assert "This is not what was suggested. Say why, in your own words." in refused
    assert "Day 10: the last day" in counted and "Where the law says so" in counted

    by = {"by": amina.account.code, "at": office.hours_ago(0), "person": amina}
    hear(report=report, kind="not_right", words="I told the caretaker in May.", sent_with="a" * 43, **by)
    at = f"/desk/reports/{report.reference}"
    facts, _ = visit(address, at, answers, cookies=cookies, width=1280)
    assert "Was: Significant. Put right because: It was the wrong box." in facts

    heard_at = office.hours_ago(50)
    (told, home), _ = visit(address, at, notes(heard_at), cookies=cookies, width=1280)
    second = Report.objects.exclude(pk=report.pk).get()
    assert abs(second.first_told_at - heard_at) < timedelta(minutes=1)
    assert "by Ms Okafor, next door, to Priya Nair" in told and "Made from a note" in told
    for reference in (report, second):
        assert str(reference) in home


def by_keyboard(page):
    """From the queue to a report taken down, with the keys alone."""

    def tab_to(wanted):
        for _ in range(400):
            page.keyboard.press("Tab")
            if page.evaluate("[document.activeElement.id, document.activeElement.textContent.trim()]").count(wanted):
                return
        raise AssertionError(f"Tab never came to {wanted}")

    tab_to("Take a report")
    page.keyboard.press("Enter")
    page.wait_for_selector("#words")
    tab_to("words")
    page.keyboard.type("rose 12")
    page.keyboard.press("Enter")
    page.wait_for_selector(".found")
    tab_to("12 Rose Street, Wexcombe, ZZ1 2AB")
    page.keyboard.press("Enter")
    page.wait_for_selector("#taken-channel")
    tab_to("what")
    page.keyboard.press("Space")
    tab_to("own_words")
    page.keyboard.type("She says there is mould.")
    tab_to("Keep this report")
    page.keyboard.press("Enter")
    page.wait_for_selector(".case-head")
    return heading(page), page.locator("section[aria-labelledby=told]").inner_text()


def test_a_report_is_taken_down_by_keyboard_alone(larkfield, address):
    from putright.repairs.models import Report

    (where, told), _ = visit(address, "/desk", by_keyboard, cookies=at_work(larkfield[0], address), width=1280)
    report = Report.objects.get()
    assert (report.home, report.taken_by, report.channel) == (larkfield[1], larkfield[0], "phone")
    assert where == "12 Rose Street, Wexcombe, ZZ1 2AB" and "She says there is mould." in told
