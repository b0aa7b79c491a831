"""Sums of money that the law names: how much, from which day, and where it says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from putright.clocks.london import written_day
from putright.clocks.strict_yaml import BadFile, read
from putright.law.loading import HERE, citation, register
from putright.law.register import Citation, NotYetLaw


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in pence, from its first day."""

    key: str
    says: str
    since: date
    pence: int
    citation: Citation

    def __str__(self) -> str:
        return pounds(self.pence)


@cache
def amounts() -> Mapping[str, tuple[Amount, ...]]:
    """Every sum, by its name, each with its versions in order."""
    table = read(HERE / "tables" / "amounts.yaml")
    return {key: tuple(_amount(key, entry["says"], v) for v in entry["versions"]) for key, entry in table.items()}


def amount(key: str, on: date) -> Amount:
    """The sum in force on a day; NotYetLaw before the first."""
    in_force = [version for version in amounts()[key] if version.since <= on]
    if not in_force:
        raise NotYetLaw(f"{key} had no amount in law on {written_day(on)}.")
    return in_force[-1]


def pounds(pence: int) -> str:
    """A sum as it is written in a letter: £12, or £12.50."""
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02d}" if rest else f"£{whole:,}"


def _amount(key: str, says: str, entry: Mapping[str, object]) -> Amount:
    since, pence = entry["from"], entry["pence"]
    if not isinstance(since, date) or not isinstance(pence, int):
        raise BadFile(f"amounts.yaml: {key}: give a first day and a whole number of pence.")
    return Amount(key, says, since, pence, citation(entry, register().instruments))
