"""Are we safe today? The figures, with what they are counted from; and nobody on them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from putright.web.board import figures
from putright.web.board.figures import Share, shown
from tests.web.desk.office import DOOR, GAS, hours_ago, member, page_of, send, signed_in, told, when
from tests.web.resident import street

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db):
    street.landlord()
    street.officer()
    return street.home()


@pytest.fixture
def grace(home):
    return signed_in(member("board", "Grace Obi"))


def text(client):
    return " ".join(page_of(client.get("/board")).text.split())


def test_with_nothing_told_it_says_so_and_what_it_cannot_know(grace):
    said = text(grace)
    assert "No date of the law’s has passed unmet, and none is due within a day." in said
    assert "A hazard that nobody told us of is not here." in said


def test_what_is_late_and_what_is_due_are_counted_by_the_duty(grace, home):
    amina = street.tenant(home)
    told(amina, GAS, at=hours_ago(1))
    assert "are due within a day" in text(grace)
    told(amina, GAS, at=hours_ago(60))
    rows = {one.name: one for one in figures.open_duties(datetime.now(UTC))}
    safe = rows["hazards.emergency_make_safe"]
    assert (safe.late, safe.soon, safe.later) == (1, 1, 0)
    assert sum(one.late for one in rows.values()) == sum(count for _, count in figures.late_for(datetime.now(UTC)))
    assert "of the law’s dates have passed and are still owed" in text(grace)


def test_the_age_of_what_is_late_falls_in_one_age_and_one_only(home):
    amina, at = street.tenant(home), datetime.now(UTC)
    for days in (1.5, 3, 20, 60):
        told(amina, GAS, at=at - timedelta(days=days))
    ages = dict(figures.late_for(at))
    late = sum(one.late for one in figures.open_duties(at))
    assert sum(ages.values()) == late and all(ages.values())


def test_why_they_are_late_is_what_is_written_down_and_nothing_is_said_too(home):
    priya = signed_in(member("surveyor"))
    amina = street.tenant(home)
    first, _ = told(amina, GAS, at=hours_ago(60)), told(amina, GAS, at=hours_ago(50))
    send(priya, f"/desk/reports/{first.reference}/facts/no_access_at", when(hours_ago(3)))
    why, unexplained = figures.why_late(datetime.now(UTC))
    assert why == [("Somebody came and could not get in.", 1)]
    assert unexplained == Share(1, 2)
    send(priya, f"/desk/reports/{first.reference}/facts/no_access_at/1", {"withdraw": "yes", "why": "Next door."})
    assert figures.why_late(datetime.now(UTC)) == ([], Share(2, 2))


def test_undecided_reports_are_counted_and_the_oldest_told(grace, home):
    told(None, GAS, at=hours_ago(5))
    told(None, {**DOOR, "address": {"lines": "1 Elsewhere"}}, at=hours_ago(9))
    found = figures.undecided()
    assert (found.all, found.emergencies) == (2, 1)
    assert abs(found.oldest - hours_ago(9)) < timedelta(minutes=1)


def test_a_small_count_of_homes_is_a_star_and_never_nought(grace, home):
    assert [shown(count) for count in (0, 1, 7, 8, 12, 13, 100)] == ["0", "*", "*", "10", "10", "15", "100"]
    told(street.tenant(home))
    page = page_of(grace.get("/board"))
    row = next(one for one in page.all("tr") if "A child under 5" in one["text"])
    assert row["text"].endswith("under 5*")


def test_a_share_has_its_interval_and_none_has_none():
    assert Share(0, 0).per_cent is None
    assert Share(8, 10).per_cent == (80, 49, 95)
    assert Share(0, 5).per_cent[:2] == (0, 0) and Share(5, 5).per_cent[2] == 100


def test_what_is_not_sealed_is_told(grace, home):
    from putright.record.actions import seal

    told(street.tenant(home))
    found = figures.sealed()
    assert found.last is None and found.unsealed > 0 and found.oldest is not None
    assert "It has never been sealed." in text(grace)
    seal(by="watch", at=datetime.now(UTC))


def test_nobody_is_on_the_page(grace, home):
    report = told(street.tenant(home), at=hours_ago(60))
    said = text(grace)
    for name in ("Amina", "Priya", "Rose Street", report.reference, "son's room"):
        assert name not in said


def test_it_costs_the_same_however_much_there_is(grace, home):
    grace.get("/board")
    with CaptureQueriesContext(connection) as first:
        grace.get("/board")
    amina = street.tenant(home)
    for hours in (1, 30, 60, 90):
        told(amina, GAS, at=hours_ago(hours))
    with CaptureQueriesContext(connection) as then:
        grace.get("/board")
    assert len(then) == len(first) < 20


def test_it_is_for_the_board_and_for_administrators(client, home):
    assert client.get("/board")["Location"].startswith("/staff/sign-in")
    for role, status in (("administrator", 200), ("housing_officer", 404), ("contact_centre", 404), ("operative", 404)):
        assert signed_in(member(role)).get("/board").status_code == status, role
