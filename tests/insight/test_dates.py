"""Dates as people in the UK write them, read without guessing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.clocks.london import midnight
from putright.insight.replay.dates import read_days, read_time
from putright.law.calendar_table import seconds

DAY = date(2025, 12, 8)
FORMS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%A %d %B %Y"]


@given(st.dates(date(2000, 1, 1), date(2044, 12, 30)), st.sampled_from(FORMS))
def test_every_common_form_of_a_day_is_that_day(day, form):
    days = read_days(day.strftime(form))
    assert (days.begins, days.ends) == (seconds(midnight(day)), seconds(midnight(day + timedelta(days=1))))
    assert days.day == (day - date(1970, 1, 1)).days


@pytest.mark.parametrize("text", ["8/12/2025", "8th December 2025", "Mon 8 Dec 2025", "8 dec 2025", "8 December, 2025"])
def test_the_day_comes_first_and_never_the_month(text):
    assert read_days(text) == read_days(DAY.isoformat())


@pytest.mark.parametrize("text", ["2025-12", "12/2025", "December 2025", "Dec 2025", "dec-2025"])
def test_a_month_alone_is_the_whole_of_it(text):
    month = read_days(text)
    assert (month.begins, month.ends) == (seconds(midnight(date(2025, 12, 1))), seconds(midnight(date(2026, 1, 1))))
    assert month.day is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("46009", "how Excel stores a date"),
        ("46009.694", "how Excel stores a date"),
        ("31/02/2026", "not a day in the calendar"),
        ("12/25/2025", "read as day, month, year"),
        ("2025", "only a year"),
        ("soon", "not a date we can read"),
        ("01/01/1890", "outside 1990 to 2044"),
        ("1 Smarch 2025", "not a date we can read"),
        ("=1+1", "not a date we can read"),
        ("8/12/2025\u202e", "not a date we can read"),
        ("x" * 10_000, "not a date we can read"),
        ("٢٠٢٥-١٢-٠٨", "not a date we can read"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(text, says):
    problem = read_days(text).problem
    assert says in problem
    assert len(problem) < 250


@pytest.mark.parametrize(
    ("text", "clock", "offset"),
    [
        ("16:40", 60_000, None),
        ("16.40", 60_000, None),
        ("4:40pm", 60_000, None),
        ("4.40 PM", 60_000, None),
        ("4pm", 57_600, None),
        ("12am", 0, None),
        ("12:30 pm", 45_000, None),
        ("16:40:30.123", 60_030, None),
        ("16:40Z", 60_000, 0),
        ("16:40 BST", 60_000, 3600),
        ("16:40+01:00", 60_000, 3600),
        ("16:40-0330", 60_000, -12_600),
    ],
)
def test_a_time_is_read_with_its_zone_if_it_has_one(text, clock, offset):
    time = read_time(text)
    assert (time.seconds, time.offset, time.problem) == (clock, offset, None)


@pytest.mark.parametrize("text", ["25:00", "16:60", "13pm", "0am", "4", "noon", "16:40:99", "", "16:40 EST"])
def test_a_time_that_is_none_is_refused_in_a_sentence(text):
    assert "time" in read_time(text).problem


def test_days_are_londons():
    assert read_days("1 July 2026").begins == seconds(datetime(2026, 6, 30, 23, tzinfo=UTC))
