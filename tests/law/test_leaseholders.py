"""When leaseholders are consulted, what can be recovered if they were not, and when it is too late to ask."""

from datetime import date
from fractions import Fraction

import pytest

from putright.clocks.calendar import england
from putright.law.explanation import never_stops
from putright.law.leaseholders import (
    AGREEMENT,
    in_time_to_ask,
    last_day_to_ask,
    must_consult_on_agreement,
    must_consult_on_works,
    recoverable_pence,
    share_pence,
)
from putright.law.register import NotYetLaw

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("share, consult", [(25000, False), (25001, True), (0, False)])
def test_works_need_consultation_over_250_pounds_and_not_at_it(share, consult):
    assert must_consult_on_works(share, TODAY) is consult


@pytest.mark.parametrize("share, months, consult", [(10000, 24, False), (10001, 24, True), (10001, 12, False)])
def test_an_agreement_needs_it_over_100_pounds_a_year_and_over_twelve_months(share, months, consult):
    assert must_consult_on_agreement(share, months, TODAY) is consult


@pytest.mark.parametrize(
    "consulted, dispensed, pence", [(True, False, 90000), (False, True, 90000), (False, False, 25000)]
)
def test_without_asking_or_dispensation_no_more_than_the_threshold_is_recovered(consulted, dispensed, pence):
    assert recoverable_pence(90000, TODAY, consulted=consulted, dispensed=dispensed) == pence


def test_a_share_under_the_threshold_is_recovered_whole():
    assert recoverable_pence(9000, TODAY, consulted=False) == 9000
    assert recoverable_pence(90000, TODAY, consulted=False, threshold=AGREEMENT) == 10000


@pytest.mark.parametrize(
    "total, share, pence",
    [
        (600000, Fraction(1, 24), 25000),
        (600001, Fraction(1, 24), 25000),
        (100, Fraction(1, 3), 33),
        (1, Fraction(1, 2), 1),
    ],
)
def test_a_share_is_to_the_nearest_penny(total, share, pence):
    assert share_pence(total, share) == pence


def test_nobody_pays_more_than_all_of_it():
    with pytest.raises(ValueError, match="between none and all"):
        share_pence(100, Fraction(3, 2))


def test_a_cost_may_be_asked_for_on_the_last_day_of_eighteen_months_and_not_the_next():
    cost = date(2025, 1, 15)
    assert last_day_to_ask(cost, england()) == date(2026, 7, 15)
    assert in_time_to_ask(cost, date(2026, 7, 15), england())
    assert not in_time_to_ask(cost, date(2026, 7, 16), england())


def test_there_were_no_thresholds_before_the_regulations():
    with pytest.raises(NotYetLaw):
        must_consult_on_works(90000, date(2003, 10, 30))


def test_consulting_leaseholders_never_holds_up_work_that_keeps_people_safe():
    assert "leaseholders_consulted_at" in {reason.fact for reason in never_stops("hazards")}
