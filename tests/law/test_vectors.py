"""The two tables of worked dates, each row a chain in which every step is done on its last permitted day."""

from datetime import date, datetime, time, timedelta

import pytest

from putright.clocks.calendar import england
from putright.clocks.london import LONDON, ONE_DAY, london_day
from putright.clocks.period import Period
from putright.law.complaints import latest_response
from putright.law.explanation import why
from putright.law.requirements import required

# Aware; investigate by; summary by; safety work, and steps to begin preventative work, by; physical start by.
HAZARDS = [
    ("2025-10-27", "2025-11-10", "2025-11-13", "2025-11-17", "2026-02-02"),
    ("2025-12-18", "2026-01-06", "2026-01-09", "2026-01-13", "2026-03-31"),
    ("2025-12-24", "2026-01-12", "2026-01-15", "2026-01-19", "2026-04-06"),
    ("2026-03-27", "2026-04-14", "2026-04-17", "2026-04-21", "2026-07-07"),
    ("2026-11-21", "2026-12-04", "2026-12-09", "2026-12-11", "2027-02-26"),
    ("2026-11-30", "2026-12-14", "2026-12-17", "2026-12-21", "2027-03-08"),
    ("2026-12-11", "2026-12-29", "2027-01-04", "2027-01-06", "2027-03-23"),
    ("2026-12-24", "2027-01-12", "2027-01-15", "2027-01-19", "2027-04-06"),
    ("2027-03-24", "2027-04-09", "2027-04-14", "2027-04-16", "2027-07-02"),
    ("2027-12-17", "2028-01-05", "2028-01-10", "2028-01-12", "2028-03-29"),
    ("2028-04-07", "2028-04-25", "2028-04-28", "2028-05-03", "2028-07-18"),
]
# Received, or escalated; acknowledge by; stage one by, and at the longest; stage two by, and at the longest.
COMPLAINTS = [
    ("2026-11-21", "2026-11-27", "2026-12-11", "2026-12-29", "2026-12-29", "2027-01-27"),
    ("2026-12-11", "2026-12-18", "2027-01-06", "2027-01-20", "2027-01-20", "2027-02-17"),
    ("2026-12-24", "2027-01-05", "2027-01-19", "2027-02-02", "2027-02-02", "2027-03-02"),
    ("2027-03-19", "2027-03-30", "2027-04-13", "2027-04-27", "2027-04-27", "2027-05-26"),
]
HOURS = [time(0, 0), time(12, 0), time(23, 59)]


def at(day, hour=time(12, 0)):
    return datetime.combine(date.fromisoformat(str(day)), hour, LONDON)


def last_day(duty, start):
    return (london_day(why(duty, start, england()).requirement.due_before) - ONE_DAY).isoformat()


@pytest.mark.parametrize("hour", HOURS, ids=str)
@pytest.mark.parametrize("aware, investigate, summary, safe, start", HAZARDS, ids=lambda value: str(value))
def test_a_hazard_known_that_day_is_due_on_these_days_at_whatever_hour(aware, investigate, summary, safe, start, hour):
    assert last_day("hazards.significant_investigate", at(aware, hour)) == investigate
    concluded = at(investigate, hour)
    assert last_day("hazards.significant_written_summary", concluded) == summary
    assert last_day("hazards.significant_make_safe", concluded) == safe
    assert last_day("hazards.significant_alternative_accommodation", concluded) == safe
    assert last_day("hazards.preventative_work_begin", concluded) == safe
    assert last_day("hazards.preventative_work_start", concluded) == start


@pytest.mark.parametrize("aware, investigate, summary, safe, start", HAZARDS, ids=lambda value: str(value))
def test_the_same_days_come_of_the_facts_of_a_case(aware, investigate, summary, safe, start):
    facts = {"hazard": "damp_and_mould", "reported_as": "significant", "agreement": "tenancy", "found": "significant"}
    facts |= {"aware_at": at(aware), "investigated_at": at(investigate)}
    due = {r.duty.key: r.due_before for r in required("hazards", facts, england()) if r.due_before}
    days = {key: (london_day(moment) - ONE_DAY).isoformat() for key, moment in due.items()}
    assert days["significant_investigate"] == investigate
    assert days["significant_written_summary"] == summary
    assert days["significant_make_safe"] == days["preventative_work_begin"] == safe
    assert days["preventative_work_start"] == start


@pytest.mark.parametrize("aware, investigate, summary, safe, start", HAZARDS, ids=lambda value: str(value))
def test_twelve_weeks_are_84_days_and_are_not_moved_on(aware, investigate, summary, safe, start):
    assert date.fromisoformat(investigate) + timedelta(days=84) == date.fromisoformat(start)
    assert Period.parse("12 weeks").last_day(date.fromisoformat(investigate), england()).isoformat() == start


@pytest.mark.parametrize("day, hours", [("2026-03-28", 23), ("2026-10-24", 25), ("2026-12-24", 24)])
def test_24_hours_that_pass_are_not_always_the_same_hour_the_next_day(day, hours):
    start = at(day, time(9, 0))
    due = why("hazards.emergency_make_safe", start, england()).requirement.due_before
    assert due.timestamp() - start.timestamp() == 24 * 3600
    assert due.astimezone(LONDON).hour == (9 + 24 - hours) % 24


@pytest.mark.parametrize("hour", HOURS, ids=str)
@pytest.mark.parametrize("received, acknowledge, one, one_longest, two, two_longest", COMPLAINTS, ids=str)
def test_a_complaint_received_that_day_is_due_on_these_days(
    received, acknowledge, one, one_longest, two, two_longest, hour
):
    assert last_day("complaints.stage_1_acknowledge", at(received, hour)) == acknowledge
    assert last_day("complaints.stage_2_acknowledge", at(received, hour)) == acknowledge
    acknowledged = at(acknowledge, hour)
    assert last_day("complaints.stage_1_respond", acknowledged) == one
    assert last_day("complaints.stage_2_respond", acknowledged) == two
    assert (london_day(latest_response(1, acknowledged, england())) - ONE_DAY).isoformat() == one_longest
    assert (london_day(latest_response(2, acknowledged, england())) - ONE_DAY).isoformat() == two_longest


@pytest.mark.parametrize("received, acknowledge, one, one_longest, two, two_longest", COMPLAINTS, ids=str)
def test_the_same_days_come_of_the_facts_of_a_complaint(received, acknowledge, one, one_longest, two, two_longest):
    first = {"complained_at": at(received), "stage_1_acknowledged_at": at(acknowledge)}
    first |= {"stage_1_extension_told_at": at(one)}
    second = {"escalated_at": at(received), "stage_2_acknowledged_at": at(acknowledge)}
    second |= {"stage_2_extension_told_at": at(two)}
    for stage, facts, longest in ((1, first, one_longest), (2, second, two_longest)):
        response = next(r for r in required("complaints", facts, england()) if r.duty.key == f"stage_{stage}_respond")
        assert response.extended
        assert (london_day(response.due_before) - ONE_DAY).isoformat() == longest


@pytest.mark.parametrize("received, acknowledge, one, one_longest, two, two_longest", COMPLAINTS, ids=str)
def test_a_complaint_nobody_acknowledged_is_due_no_later(received, acknowledge, one, one_longest, two, two_longest):
    assert last_day("complaints.stage_1_respond_unacknowledged", at(received)) == one
    assert last_day("complaints.stage_2_respond_unacknowledged", at(received)) == two
