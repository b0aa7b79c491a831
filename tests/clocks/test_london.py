"""Days are London's and moments are UTC's, on every day of the year."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.clocks.london import LONDON, NotAMoment, london_day, midnight, read_moment, written


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 22, 59, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 1, 30, 23, 59, 59, tzinfo=UTC), date(2026, 1, 30)),
    ],
)
def test_the_last_hour_of_a_summer_day_in_utc_is_the_next_day_in_london(moment, day):
    assert london_day(moment) == day


@given(st.datetimes(datetime(1990, 1, 1), datetime(2044, 12, 30)))
def test_every_moment_lies_between_the_midnights_of_its_london_day(naive):
    moment = naive.replace(tzinfo=UTC)
    day = london_day(moment)
    assert midnight(day) <= moment < midnight(day + timedelta(days=1))


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(NotAMoment, match="has no time zone"):
        london_day(datetime(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-12-18", datetime(2025, 12, 18, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 6, 30, 23, tzinfo=UTC)),
        (" 2025-12-18 16:40 ", datetime(2025, 12, 18, 16, 40, tzinfo=UTC)),
        ("2026-07-01T09:30", datetime(2026, 7, 1, 8, 30, tzinfo=UTC)),
        ("2026-10-25T01:30+01:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T01:30+00:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_time_without_a_zone_is_the_time_in_london(text, moment):
    assert read_moment(text) == moment


def test_an_hour_that_never_happened_is_refused():
    with pytest.raises(NotAMoment, match="never happened in London"):
        read_moment("2026-03-29 01:30")


def test_an_hour_that_happened_twice_is_asked_about():
    with pytest.raises(NotAMoment, match=r"happened twice.*\+01:00 for the first or .*\+00:00 for the second"):
        read_moment("2026-10-25 01:30")


@pytest.mark.parametrize(
    "text",
    ["", "tomorrow", "31/02/2026", "2026-02-31", "2026-13-01", "\0", "9" * 10_000, "２０２６-０１-０１", "0000-00-00"],
)
def test_what_is_not_a_date_is_refused_in_a_sentence(text):
    with pytest.raises(NotAMoment, match="is not a date we can read"):
        read_moment(text)


def test_a_moment_is_written_as_people_in_london_write_it():
    assert written(datetime(2026, 6, 30, 23, 5, tzinfo=UTC)) == "Wednesday 1 July 2026, 00:05"
    assert datetime(2026, 6, 30, 23, 5, tzinfo=UTC).astimezone(LONDON).hour == 0
