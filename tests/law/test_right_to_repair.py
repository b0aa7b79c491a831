"""The Right to Repair's compensation, and the cost above which it does not apply."""

from datetime import date

import pytest

from putright.law.amounts import amount, amounts, pounds
from putright.law.register import NotYetLaw
from putright.law.right_to_repair import compensation, is_covered_by_cost

LAST_DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    "finished_on, pence",
    [
        (date(2026, 11, 24), 0),
        (date(2026, 11, 25), 0),
        (date(2026, 11, 26), 1200),
        (date(2026, 12, 2), 2400),
        (date(2026, 12, 14), 4800),
        (date(2026, 12, 15), 5000),
        (date(2026, 12, 16), 5000),
        (date(2027, 11, 25), 5000),
    ],
)
def test_ten_pounds_and_two_for_each_day_late_up_to_fifty(finished_on, pence):
    assert compensation(LAST_DAY, finished_on).pence == pence


def test_the_sum_is_explained_a_line_at_a_time():
    assert compensation(LAST_DAY, date(2026, 11, 28)).lines == (
        "The second contractor's last day was Wednesday 25 November 2026, and the repair was finished on "
        "Saturday 28 November 2026: 3 days late.",
        "£10, and £2 for each of 3 days: £16.",
    )


def test_the_limit_is_said_when_it_is_reached():
    assert compensation(LAST_DAY, date(2027, 1, 25)).lines[-1] == "The most that can be paid is £50."


def test_one_day_is_not_called_days():
    assert "1 day late." in compensation(LAST_DAY, date(2026, 11, 26)).lines[0]


def test_nothing_is_paid_where_the_contractor_was_not_let_in():
    answer = compensation(LAST_DAY, date(2026, 12, 25), access_given=False)
    assert (answer.pence, answer.paid) == (0, 0)
    assert answer.lines == ("The contractor was not let in, so nothing is owed.",)


@pytest.mark.parametrize("arrears, paid", [(0, 1200), (500, 700), (1200, 0), (90000, 0), (-500, 1200)])
def test_it_may_be_set_against_arrears_and_never_comes_to_less_than_nothing(arrears, paid):
    answer = compensation(LAST_DAY, date(2026, 11, 26), arrears_pence=arrears)
    assert (answer.pence, answer.paid) == (1200, paid)


@pytest.mark.parametrize("pence, covered", [(0, True), (25000, True), (25001, False)])
def test_a_repair_at_the_limit_is_covered_and_a_penny_more_is_not(pence, covered):
    assert is_covered_by_cost(pence, LAST_DAY) is covered


def test_there_was_no_sum_before_the_law():
    with pytest.raises(NotYetLaw, match="had no amount in law on Thursday 31 March 1994"):
        amount("right_to_repair_compensation", date(1994, 3, 31))


def test_every_sum_runs_forwards_and_is_cited():
    for versions in amounts().values():
        days = [version.since for version in versions]
        assert days == sorted(set(days))


@pytest.mark.parametrize("pence, said", [(0, "£0"), (1200, "£12"), (1250, "£12.50"), (123405, "£1,234.05")])
def test_a_sum_is_written_as_in_a_letter(pence, said):
    assert pounds(pence) == said
