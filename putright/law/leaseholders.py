"""When leaseholders must be consulted, what can be recovered if they were not, and when it is too late to ask.

None of this ever holds up work that keeps a tenant safe: do it, and apply to the Tribunal for dispensation.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from putright.clocks.calendar import Calendar
from putright.law.amounts import amount
from putright.law.loading import register

WORKS, AGREEMENT = "leaseholder_works_threshold", "leaseholder_agreement_threshold"
MONTHS_OF_A_LONG_AGREEMENT = 12


def share_pence(total_pence: int, share: Fraction) -> int:
    """One leaseholder's share of a cost, to the nearest penny; half a penny is rounded up."""
    if not 0 <= share <= 1:
        raise ValueError(f"A share is between none and all of it; this is {share}.")
    return int(Fraction(total_pence) * share + Fraction(1, 2))


def must_consult_on_works(largest_share_pence: int, on: date) -> bool:
    """Whether works need consultation: somebody would pay more than the threshold, VAT included."""
    return largest_share_pence > amount(WORKS, on).pence


def must_consult_on_agreement(largest_yearly_share_pence: int, months: int, on: date) -> bool:
    """Whether an agreement needs consultation: longer than 12 months, and a share over the threshold in a year."""
    return months > MONTHS_OF_A_LONG_AGREEMENT and largest_yearly_share_pence > amount(AGREEMENT, on).pence


def recoverable_pence(share: int, on: date, *, consulted: bool, dispensed: bool = False, threshold: str = WORKS) -> int:
    """How much of one leaseholder's share can be recovered: all of it, or up to the threshold if nobody asked them."""
    return share if consulted or dispensed else min(share, amount(threshold, on).pence)


def last_day_to_ask(cost_on: date, calendar: Calendar) -> date:
    """The last day on which a cost can be asked for, or the leaseholder told that it is coming."""
    return register()["leaseholders.demand_in_time"].on(cost_on).within.last_day(cost_on, calendar)


def in_time_to_ask(cost_on: date, asked_on: date, calendar: Calendar) -> bool:
    """Whether a leaseholder was asked, or told in writing, within 18 months of a cost."""
    return asked_on <= last_day_to_ask(cost_on, calendar)
