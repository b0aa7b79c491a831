"""The Right to Repair's compensation: ten pounds, and two for each day late, up to fifty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from putright.clocks.london import written_day
from putright.law.amounts import amount, pounds


@dataclass(frozen=True, slots=True)
class Compensation:
    """What is owed to the tenant, and the sum in words."""

    pence: int
    days_late: int
    set_against_arrears: int
    lines: tuple[str, ...]

    @property
    def paid(self) -> int:
        """What is left to pay the tenant, in pence, after any arrears."""
        return self.pence - self.set_against_arrears


def is_covered_by_cost(estimated_pence: int, on: date) -> bool:
    """Whether a repair is cheap enough for the Right to Repair: up to the limit, and the limit itself."""
    return estimated_pence <= amount("right_to_repair_limit", on).pence


def compensation(
    last_day: date, finished_on: date, *, access_given: bool = True, arrears_pence: int = 0
) -> Compensation:
    """What is owed when the second contractor's last day has passed and the repair was finished on a later one.

    Nothing is owed on the last day or before it, nor where the tenant did not let the contractor in.
    """
    days_late = max((finished_on - last_day).days, 0)
    if not days_late:
        return Compensation(0, 0, 0, (f"Finished by {written_day(last_day)}, so nothing is owed.",))
    if not access_given:
        return Compensation(0, days_late, 0, ("The contractor was not let in, so nothing is owed.",))
    first = amount("right_to_repair_compensation", last_day)
    daily = amount("right_to_repair_compensation_each_day", last_day)
    limit = amount("right_to_repair_compensation_limit", last_day)
    reckoned = first.pence + daily.pence * days_late
    owed = min(reckoned, limit.pence)
    against = min(owed, max(arrears_pence, 0))
    late = f"{days_late} day{'' if days_late == 1 else 's'}"
    lines = [
        f"The second contractor's last day was {written_day(last_day)}, and the repair was finished on "
        f"{written_day(finished_on)}: {late} late.",
        f"{first}, and {daily} for each of {late}: {pounds(reckoned)}.",
    ]
    if owed < reckoned:
        lines.append(f"The most that can be paid is {limit}.")
    if against:
        lines.append(f"{pounds(against)} is set against rent arrears, which leaves {pounds(owed - against)} to pay.")
    return Compensation(owed, days_late, against, tuple(lines))
