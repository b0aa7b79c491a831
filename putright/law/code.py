"""The Complaint Handling Code, clause by clause, and the duties that rest on each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from putright.clocks.london import written_day
from putright.clocks.strict_yaml import BadFile, read
from putright.law.loading import HERE, citation, register
from putright.law.register import Citation, Duty, Instrument, NotYetLaw

NUMBERS = re.compile(r"(\d+)\.(\d+)(?: to (\d+)\.(\d+))?")
CITED = re.compile(r"\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the Code, or a run of them that say one thing."""

    numbers: str
    says: str
    citation: Citation
    note: str | None

    def covers(self, number: str) -> bool:
        """Whether a clause, such as 5.15, is this one or in this run."""
        first, last = _bounds(self.numbers)
        return first <= _bounds(number)[0] <= last


@dataclass(frozen=True, slots=True)
class Edition:
    """The Code as it stands from a first day."""

    since: date
    instrument: Instrument
    clauses: tuple[Clause, ...]

    def clause(self, number: str) -> Clause:
        """The clause of that number; LookupError if we have none."""
        for clause in self.clauses:
            if clause.covers(number):
                return clause
        raise LookupError(f"{self.instrument.short} has no clause {number} that we know of.")


@cache
def editions() -> tuple[Edition, ...]:
    """Every edition that we know, the first first."""
    found = tuple(_edition(entry) for entry in read(HERE / "tables" / "code_clauses.yaml")["editions"])
    if [edition.since for edition in found] != sorted({edition.since for edition in found}):
        raise BadFile("code_clauses.yaml: the editions must run forwards, one for each first day.")
    return found


def the_code(on: date) -> Edition:
    """The edition in force on a day; NotYetLaw before the first."""
    in_force = [edition for edition in editions() if edition.since <= on]
    if not in_force:
        raise NotYetLaw(f"The Complaint Handling Code was not statutory on {written_day(on)}.")
    return in_force[-1]


@cache
def duties_resting_on(clause: Clause) -> tuple[Duty, ...]:
    """The duties that cite a clause, in the order of the register."""
    return tuple(duty for duty in register().duties.values() if any(map(clause.covers, _cited(duty))))


def _cited(duty: Duty) -> list[str]:
    citations = [version.citation for version in duty.versions]
    citations += [duty.extension.citation] if duty.extension else []
    return [
        number
        for cited in citations
        if cited.instrument.key.startswith("code-")
        for number in CITED.findall(cited.provision)
    ]


def _edition(entry: Mapping[str, Any]) -> Edition:
    instruments = register().instruments
    key = entry["instrument"]
    clauses = tuple(
        Clause(
            numbers,
            clause["says"],
            citation({"law": f"{key} {numbers}", "checked": clause.get("checked")}, instruments),
            clause.get("note"),
        )
        for numbers, clause in entry["clauses"].items()
    )
    order = [_bounds(clause.numbers) for clause in clauses]
    if any(before[1] >= after[0] for before, after in pairwise(order)):
        raise BadFile("code_clauses.yaml: the clauses must run forwards, each written once.")
    return Edition(entry["from"], instruments[key], clauses)


def _bounds(numbers: str) -> tuple[tuple[int, int], tuple[int, int]]:
    match = NUMBERS.fullmatch(numbers)
    if not match:
        raise BadFile(f"code_clauses.yaml: “{numbers}” is not like 6.2, or 6.16 to 6.18.")
    first = (int(match[1]), int(match[2]))
    return first, (int(match[3]), int(match[4])) if match[3] else first
