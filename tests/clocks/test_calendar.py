"""Working days in England, checked against two other lists and against a second way of counting."""

from datetime import date, timedelta

import numpy as np
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from holidays import country_holidays
from hypothesis import assume, given
from hypothesis import strategies as st

from putright.clocks.calendar import Calendar, OutsideCalendar, changed, england

FIRST, LAST = date(2018, 1, 1), date(2028, 12, 31)
ENGLAND = england()
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
days = st.dates(date(2012, 2, 1), date(2028, 9, 1))
# Counting back, sixty working days before the first of them must be on our calendar too.
FIRST_BACK = date(2012, 4, 2)


def test_our_bank_holidays_are_those_the_government_lists_for_england():
    listed = BankHolidays(use_cached_holidays=True).get_holidays(division="england-and-wales")
    theirs = {holiday["date"] for holiday in listed}
    ours = {day for day in ENGLAND.bank_holidays if day.weekday() < 5}
    assert ours == {day for day in theirs if day <= ENGLAND.known_until}
    assert max(theirs) <= ENGLAND.known_until
    assert min(theirs).year == ENGLAND.known_from.year


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2020, 5, 8), "May Day"),
        (date(2022, 9, 19), "State Funeral of Queen Elizabeth II"),
        (date(2023, 5, 8), "Coronation of Charles III"),
        (date(2026, 4, 6), "Easter Monday"),
        (date(2026, 12, 28), "Boxing Day (substitute day)"),
        (date(2027, 12, 27), "Christmas Day (substitute day)"),
        (date(2028, 1, 3), "New Year's Day (substitute day)"),
    ],
)
def test_a_bank_holiday_is_skipped_by_name(day, name):
    assert ENGLAND.why_skipped(day) == name


@pytest.mark.parametrize("day", [date(2026, 1, 2), date(2026, 11, 30), date(2026, 8, 3), date(2026, 3, 17)])
def test_days_off_in_scotland_or_northern_ireland_are_working_days_in_england(day):
    assert ENGLAND.is_working_day(day)


def test_every_due_date_from_2018_to_2028_is_that_of_numpy():
    """Every start day, every count from 1 to 60: no difference, and beyond what is known a refusal."""
    holidays = np.array(list(ENGLAND.bank_holidays), dtype="datetime64[D]")
    starts = np.array(EVERY_DAY, dtype="datetime64[D]")
    for count in range(1, 61):
        expected = np.busday_offset(starts, count, roll="backward", holidays=holidays).astype(object)
        for start, wanted in zip(EVERY_DAY, expected):
            if wanted > ENGLAND.known_until:
                with pytest.raises(OutsideCalendar):
                    ENGLAND.working_day_after(start, count)
            else:
                assert ENGLAND.working_day_after(start, count) == wanted


def test_every_due_date_from_2018_to_2028_is_that_of_the_holidays_package():
    theirs = country_holidays("GB", subdiv="ENG", years=range(2017, 2031))
    working = [day for day in (FIRST + timedelta(days=n) for n in range(4200)) if theirs.is_working_day(day)]
    place = 0
    for start in EVERY_DAY:
        while working[place] <= start:
            place += 1
        for count in range(1, 61):
            wanted = working[place + count - 1]
            if wanted <= ENGLAND.known_until:
                assert ENGLAND.working_day_after(start, count) == wanted
    # And the package's own counting, which is slow, on a part of them.
    for start in EVERY_DAY[:3900:13]:
        for count in (1, 10, 60):
            assert ENGLAND.working_day_after(start, count) == theirs.get_nth_working_day(start, count)


@given(days, st.integers(1, 60))
def test_counting_back_undoes_counting_forward_from_a_working_day(day, count):
    last = ENGLAND.working_day_after(day, count)
    back = ENGLAND.working_day_before(last, count)
    assert back == day if ENGLAND.is_working_day(day) else back < day
    assert ENGLAND.working_days_between(day, last) == count


@given(days, st.integers(1, 60), st.booleans())
def test_every_day_on_the_way_is_counted_or_skipped_by_name_and_none_is_left_out(day, count, back):
    assume(not back or day >= FIRST_BACK)
    steps = ENGLAND.counted(day, count, back=back)
    way = -1 if back else 1
    assert [step.day for step in steps] == [day + way * timedelta(days=n + 1) for n in range(len(steps))]
    assert [step.number for step in steps if step.number] == list(range(1, count + 1))
    assert all((step.number is None) == bool(step.skipped_because) for step in steps)
    assert steps[-1].number == count


@given(days, st.integers(1, 60))
def test_day_zero_is_never_counted_and_the_last_day_is_always_a_working_day(day, count):
    last = ENGLAND.working_day_after(day, count)
    assert last > day
    assert ENGLAND.is_working_day(last)


@pytest.mark.parametrize("day", [date(2011, 12, 31), date(2029, 1, 1), date(2040, 6, 1)])
def test_a_day_we_do_not_know_is_refused_with_what_we_know(day):
    with pytest.raises(OutsideCalendar, match="known to us from 2012-01-01 to 2028-12-31"):
        ENGLAND.is_working_day(day)


def test_counting_past_the_last_known_day_is_refused_and_never_guessed():
    assert ENGLAND.working_day_after(date(2028, 12, 28), 1) == date(2028, 12, 29)
    for ask in (
        lambda: ENGLAND.working_day_after(date(2028, 12, 28), 2),
        lambda: ENGLAND.working_day_before(date(2012, 1, 4), 2),
        lambda: ENGLAND.working_days_between(date(2028, 12, 1), date(2029, 1, 2)),
    ):
        with pytest.raises(OutsideCalendar):
            ask()


@pytest.mark.parametrize("count", [0, -1])
def test_nothing_is_counted_from_no_days(count):
    for ask in (ENGLAND.working_day_after, ENGLAND.working_day_before):
        with pytest.raises(ValueError, match="at least one working day"):
            ask(date(2026, 1, 5), count)


def test_a_proclaimed_bank_holiday_moves_a_due_date_and_changes_the_calendars_version():
    proclaimed = {"day": date(2026, 6, 15), "working": False, "name": "A day of thanks", "source": "s", "noted_on": 1}
    days = changed(ENGLAND.bank_holidays, [proclaimed])
    after = Calendar(days, ENGLAND.known_from, ENGLAND.known_until)
    assert ENGLAND.working_day_after(date(2026, 6, 12), 1) == date(2026, 6, 15)
    assert after.working_day_after(date(2026, 6, 12), 1) == date(2026, 6, 16)
    assert after.why_skipped(date(2026, 6, 15)) == "A day of thanks"
    assert after.version != ENGLAND.version


def test_a_bank_holiday_that_was_moved_is_worked():
    moved = {"day": date(2026, 5, 4), "working": True, "name": "Moved", "source": "s", "noted_on": 1}
    days = changed(ENGLAND.bank_holidays, [moved])
    assert Calendar(days, ENGLAND.known_from, ENGLAND.known_until).is_working_day(date(2026, 5, 4))


def test_a_change_that_does_not_say_who_announced_it_is_refused():
    with pytest.raises(ValueError, match="must say its noted_on, source"):
        changed({}, [{"day": date(2026, 6, 15), "working": False, "name": "x"}])


@pytest.mark.parametrize(
    ("today", "months"),
    [(date(2026, 11, 22), 25), (date(2027, 6, 30), 18), (date(2027, 7, 1), 17), (date(2028, 12, 31), 0)],
)
def test_the_horizon_is_measured_in_whole_months(today, months):
    assert ENGLAND.months_left(today) == months
    assert bool(ENGLAND.too_short(today)) is (months < 18)


def test_our_own_bank_holidays_are_known_18_months_ahead_today():
    assert ENGLAND.too_short(date.today()) is None


def test_the_calendar_says_the_same_in_a_table_as_one_day_at_a_time():
    previous = 0
    for day, worked, is_working in ENGLAND.rows():
        assert is_working == ENGLAND.is_working_day(day)
        assert worked == previous + is_working
        previous = worked
