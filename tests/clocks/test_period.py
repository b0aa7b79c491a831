"""When a period of time runs out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.clocks.calendar import OutsideCalendar, england
from putright.clocks.london import LONDON, london_day, midnight, read_moment
from putright.clocks.period import OPEN, NotAPeriod, Period, crosses_clock_change

ENGLAND = england()
moments = st.datetimes(datetime(2012, 2, 1), datetime(2028, 6, 1)).map(lambda moment: moment.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    "text", ["24 hours", "1 hour", "10 working days", "12 weeks", "30 days", "6 months", "5 years"]
)
def test_a_period_is_written_as_it_was_read(text):
    assert str(Period.parse(f"  {text.upper()} ")) == text


@pytest.mark.parametrize(
    "text", ["10", "ten days", "0 days", "-1 days", "1.5 hours", "10 business days", "", "99999 days"]
)
def test_what_the_law_would_not_call_a_period_is_refused(text):
    with pytest.raises(NotAPeriod, match="is not a period the law uses"):
        Period.parse(text)


@pytest.mark.parametrize("words", OPEN)
def test_words_with_no_number_have_no_end(words):
    assert Period.parse(words).due_before(datetime(2026, 1, 1, tzinfo=UTC), ENGLAND) is None


@given(moments, st.integers(1, 1000))
def test_hours_are_hours_that_pass(start, hours):
    assert Period(hours, "hours").due_before(start, ENGLAND) - start == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("start", "end"),
    [("2026-03-28 18:00", "2026-03-29 19:00"), ("2026-10-24 18:00", "2026-10-25 17:00")],
)
def test_the_clock_on_the_wall_moves_but_24_hours_pass(start, end):
    due = Period.parse("24 hours").due_before(read_moment(start), ENGLAND)
    assert due == read_moment(end)
    assert crosses_clock_change(read_moment(start), due)


def test_nothing_is_said_of_the_clocks_when_they_do_not_change():
    assert crosses_clock_change(read_moment("2026-01-01 10:00"), read_moment("2026-01-02 10:00")) is None


@given(moments, st.integers(1, 40), st.sampled_from(["working days", "days", "weeks", "months"]))
def test_the_whole_of_the_last_day_is_in_time_and_no_more(start, count, unit):
    period = Period(count, unit)
    due = period.due_before(start, ENGLAND)
    assert due == midnight(london_day(due))
    assert london_day(due) - timedelta(days=1) == period.last_day(london_day(start), ENGLAND)


@given(moments, st.integers(1, 40))
def test_the_hour_of_the_day_makes_no_difference_to_days(start, count):
    day = london_day(start)
    ends = {
        Period(count, "working days").due_before(moment, ENGLAND)
        for moment in (midnight(day), midnight(day + timedelta(days=1)) - timedelta(microseconds=1))
    }
    assert len(ends) == 1


@pytest.mark.parametrize(
    ("start", "period", "last"),
    [
        ("2025-11-10", "12 weeks", "2026-02-02"),
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2024-02-29", "12 months", "2025-02-28"),
        ("2024-02-29", "4 years", "2028-02-29"),
        ("2026-12-24", "30 days", "2027-01-23"),
    ],
)
def test_days_weeks_months_and_years_run_to_a_day(start, period, last):
    assert Period.parse(period).last_day(date.fromisoformat(start), ENGLAND) == date.fromisoformat(last)


def test_notice_is_counted_back_from_the_day_which_is_not_counted():
    ten = Period.parse("10 working days")
    assert ten.last_day_before(date(2026, 4, 15), ENGLAND) == date(2026, 3, 30)
    assert ten.notice_by(read_moment("2026-04-15 09:00"), ENGLAND) == midnight(date(2026, 3, 31))
    assert Period.parse("24 hours").notice_by(read_moment("2026-03-29 10:00"), ENGLAND) == read_moment(
        "2026-03-28 09:00"
    )


def test_past_the_known_bank_holidays_working_days_are_refused_and_weeks_are_not():
    late = datetime(2028, 12, 20, tzinfo=UTC)
    with pytest.raises(OutsideCalendar):
        Period.parse("10 working days").due_before(late, ENGLAND)
    assert Period.parse("12 weeks").due_before(late, ENGLAND) == midnight(date(2029, 3, 15))


def test_a_period_is_extended_by_more_of_the_same():
    assert str(Period.parse("10 working days").plus(Period.parse("10 working days"))) == "20 working days"
    with pytest.raises(NotAPeriod):
        Period.parse("10 working days").plus(Period.parse("10 days"))


@pytest.mark.parametrize("period", ["9999 years"])
def test_beyond_any_calendar_is_a_sentence(period):
    with pytest.raises(NotAPeriod, match="beyond any calendar"):
        Period.parse(period).last_day(date(2026, 1, 1), ENGLAND)


def test_a_summer_report_after_eleven_at_night_in_utc_belongs_to_the_next_london_day():
    start = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert start.astimezone(LONDON).date() == date(2026, 7, 1)
    assert Period.parse("1 working day").last_day(london_day(start), ENGLAND) == date(2026, 7, 2)
    assert Period.parse("1 working day").due_before(start, ENGLAND) == midnight(date(2026, 7, 3))
