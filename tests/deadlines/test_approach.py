"""A person is told before a deadline is late, whatever its length and whenever it began."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.clocks.calendar import england
from putright.clocks.london import read_moment, written
from putright.clocks.period import Period
from putright.deadlines import approach
from putright.deadlines.approach import approaching_at, due_at, next_to_tell
from putright.deadlines.models import Level
from putright.law.loading import register

STARTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 6, 1), timezones=st.just(UTC))
LENGTHS = st.one_of(
    st.timedeltas(timedelta(microseconds=10), timedelta(days=400)),
    st.integers(1, 400 * 24).map(lambda hours: timedelta(hours=hours)),
)
PERIODS = sorted(
    {version.within for duty in register().duties.values() for version in duty.versions if not version.within.is_open},
    key=str,
)


def told(started_at, due_before):
    """The moments at which a person is told, in their order."""
    return (approaching_at(started_at, due_before, england()), due_at(started_at, due_before), due_before)


@settings(max_examples=500, deadline=None)
@given(STARTS, LENGTHS)
def test_every_deadline_approaches_and_is_due_before_it_is_late(start, length):
    approaching, due, overdue = told(start, start + length)
    assert start < approaching < due < overdue


@settings(max_examples=500, deadline=None)
@given(STARTS, st.sampled_from(PERIODS))
def test_so_does_every_period_of_the_law(start, period):
    try:
        due_before = period.due_before(start, england())
    except LookupError:
        return  # beyond the bank holidays we know
    approaching, due, overdue = told(start, due_before)
    assert start < approaching < due < overdue


@settings(deadline=None)
@given(STARTS, LENGTHS)
def test_a_notice_is_told_of_before_its_last_moment_too(entry, notice):
    approaching, due, overdue = told(entry, entry - notice)
    assert entry - 2 * notice < approaching < due < overdue < entry


@pytest.mark.parametrize(
    ("start", "period", "approaching", "due", "too_late"),
    [
        # Good Friday, the weekend and Easter Monday are on the way.
        ("2026-03-27 16:40", "10 working days", "Friday 10 April 2026, 08:00", "Tuesday 14 April 2026, 08:00",
         "Wednesday 15 April 2026, 00:00"),
        ("2026-03-27 16:40", "24 hours", "Saturday 28 March 2026, 04:40", "Saturday 28 March 2026, 12:40",
         "Saturday 28 March 2026, 16:40"),
        # Less than two working days: half way.
        ("2026-03-02 08:00", "1 working day", "Monday 2 March 2026, 20:00", "Tuesday 3 March 2026, 08:00",
         "Wednesday 4 March 2026, 00:00"),
        # The night the clocks go forward is an hour short; it is due in the morning all the same.
        ("2026-03-27 12:00", "2 days", "Saturday 28 March 2026, 09:30", "Sunday 29 March 2026, 08:00",
         "Monday 30 March 2026, 00:00"),
        # Twenty-four hours from midnight are hours, though they end at midnight.
        ("2026-03-02 00:00", "24 hours", "Monday 2 March 2026, 12:00", "Monday 2 March 2026, 20:00",
         "Tuesday 3 March 2026, 00:00"),
    ],
)  # fmt: skip
def test_the_moments_are_those_a_person_would_choose(start, period, approaching, due, too_late):
    began = read_moment(start)
    moments = told(began, Period.parse(period).due_before(began, england()))
    assert [written(moment) for moment in moments] == [approaching, due, too_late]


def test_what_is_beyond_the_known_bank_holidays_is_still_told_of_in_time():
    start = datetime(2026, 3, 2, tzinfo=UTC)
    approaching, due, overdue = told(start, read_moment("2031-03-03"))
    assert [written(moment)[:21] for moment in (approaching, due)] == ["Thursday 27 February ", "Sunday 2 March 2031, "]
    assert approaching < due < overdue


def test_each_level_follows_the_one_before_and_only_a_promise_ends_with_an_apology():
    start, end = read_moment("2026-03-02 12:00"), read_moment("2026-03-12")
    assert Level.values == [approach.APPROACHING, approach.DUE, approach.OVERDUE, approach.APOLOGY]
    for kind, last in (("duty", "overdue"), ("promise", "apology"), ("task", "overdue")):
        level, moments, levels = None, [], []
        while (step := next_to_tell(
            kind=kind, started_at=start, due_before=end, told=level, calendar=england()
        )) != (None, ""):  # fmt: skip
            moment, level = step
            moments.append(moment)
            levels.append(level)
        assert levels == Level.values[: Level.values.index(last) + 1]
        assert moments == sorted(moments) and moments[2] == end


def test_without_a_date_nothing_is_told():
    nothing = next_to_tell(
        kind="duty", started_at=read_moment("2026-03-02"), due_before=None, told=None, calendar=england()
    )
    assert nothing == (None, "")
