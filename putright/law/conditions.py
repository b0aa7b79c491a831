"""Conditions on the facts of a case, as the law's tables write them: {found: [significant, emergency]}.

One shape, read once, and asked in two ways: of one case here, and of many millions in `bulk`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# What is known of one case: fact name to moment, choice, yes or no. A fact left out is not known.
Facts = Mapping[str, datetime | str | bool | None]
Choice = str | bool


@dataclass(frozen=True, slots=True)
class Condition:
    """True when every fact named under `when` has one of its values, and no fact under `unless` does.

    A fact that is not known satisfies nothing under `when` and denies nothing under `unless`.
    """

    when: tuple[tuple[str, frozenset[Choice]], ...] = ()
    unless: tuple[tuple[str, frozenset[Choice]], ...] = ()

    def holds(self, facts: Facts) -> bool:
        return all(facts.get(name) in values for name, values in self.when) and not any(
            facts.get(name) in values for name, values in self.unless
        )

    @property
    def facts(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.when + self.unless)

    @classmethod
    def read(cls, entry: Mapping[str, Any]) -> Condition:
        return cls(_choices(entry.get("when")), _choices(entry.get("unless")))


def _choices(entry: Mapping[str, Any] | None) -> tuple[tuple[str, frozenset[Choice]], ...]:
    return tuple(
        (name, frozenset(values if isinstance(values, list) else [values])) for name, values in (entry or {}).items()
    )


@dataclass(frozen=True, slots=True)
class Alternative:
    """A fact whose moment is used, if it is known and its condition holds; else the next alternative."""

    fact: str
    condition: Condition = Condition()

    def moment(self, facts: Facts) -> datetime | None:
        moment = facts.get(self.fact)
        return moment if isinstance(moment, datetime) and self.condition.holds(facts) else None

    @classmethod
    def read(cls, entry: str | Mapping[str, Any]) -> Alternative:
        return cls(entry) if isinstance(entry, str) else cls(entry["fact"], Condition.read(entry))
