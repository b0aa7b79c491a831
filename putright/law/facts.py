"""What has to be known about a case, by area of law, and whether what is known can be true together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from putright.clocks.london import written
from putright.clocks.strict_yaml import BadFile, read
from putright.law.conditions import Facts
from putright.law.loading import HERE

MOMENT, YES_OR_NO, CHOICE = "moment", "yes or no", "choice"


class FactsDisagree(ValueError):
    """What is said of a case cannot all be true; the message says which fact, and what would be."""

    def __init__(self, fact: str, message: str) -> None:
        super().__init__(message)
        self.fact = fact


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that may be known of a case."""

    name: str
    kind: str
    says: str
    choices: tuple[str, ...] = ()
    required: bool = False
    after: str | None = None
    is_evidence: bool = False


@cache
def facts_of_area(area: str) -> Mapping[str, Fact]:
    """The facts of an area of law, in the order they tend to happen."""
    table = read(HERE / "tables" / "facts.yaml")
    if area not in table:
        raise LookupError(f"No area of law is called “{area}”. There are: {', '.join(table)}.")
    return {name: _fact(name, entry) for name, entry in table[area].items()}


def _fact(name: str, entry: Mapping[str, object]) -> Fact:
    kind = str(entry["kind"])
    choices: tuple[str, ...] = ()
    if kind == "hazard":
        from putright.law.hazard_types import hazard_types

        kind, choices = CHOICE, tuple(hazard_types())
    elif match := re.fullmatch(r"one of \[(.*)\]", kind):
        kind, choices = CHOICE, tuple(match[1].split(", "))
    elif kind not in (MOMENT, YES_OR_NO):
        raise BadFile(f"facts.yaml: {name}: a kind is a moment, yes or no, or one of [..].")
    after = entry.get("after")
    return Fact(
        name=name,
        kind=kind,
        says=str(entry["says"]),
        choices=choices,
        required=bool(entry.get("required")),
        after=str(after) if after else None,
        is_evidence=bool(entry.get("evidence")),
    )


def check(area: str, facts: Facts) -> None:
    """Refuse what cannot be: an unknown fact, a moment with no zone, an effect before its cause."""
    known = facts_of_area(area)
    for name, value in facts.items():
        if name not in known:
            raise FactsDisagree(name, f"“{name}” is not a fact that the law of {area} asks about.")
        if value is not None:
            _check_one(known[name], value)
    for fact in known.values():
        here = facts.get(fact.name)
        if fact.required and here is None:
            raise FactsDisagree(fact.name, f"{fact.name} is missing. {fact.says}")
        cause = facts.get(fact.after) if fact.after else None
        if isinstance(here, datetime) and isinstance(cause, datetime) and here < cause:
            raise FactsDisagree(
                fact.name,
                f"{fact.name} is {written(here)}, before {fact.after}, {written(cause)}. One is wrong.",
            )


def _check_one(fact: Fact, value: datetime | str | bool) -> None:
    if fact.kind == MOMENT:
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise FactsDisagree(fact.name, f"{fact.name} must be a moment with its time zone.")
    elif fact.kind == YES_OR_NO:
        if not isinstance(value, bool):
            raise FactsDisagree(fact.name, f"{fact.name} is yes or no; “{value}” is neither.")
    elif value not in fact.choices:
        raise FactsDisagree(fact.name, f"{fact.name} is one of {', '.join(fact.choices)}; “{value}” is none.")
