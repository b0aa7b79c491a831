"""The hazards of the 2026 list, and the first day on which Awaab's Law covers each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from putright.clocks.london import written_day
from putright.clocks.strict_yaml import BadFile, read
from putright.law.loading import HERE, citation, register
from putright.law.register import Citation

HEADINGS = ("significant", "emergency")


@dataclass(frozen=True, slots=True)
class Regime:
    """A phase of Awaab's Law: its first day, or nothing where no day is set."""

    key: str
    since: date | None
    never: bool
    citation: Citation
    note: str | None

    @property
    def begins(self) -> str:
        """When it begins, in words."""
        if self.since:
            return f"from {written_day(self.since)}"
        return "never" if self.never else "no day has been set"


@dataclass(frozen=True, slots=True)
class HazardType:
    """A kind of hazard, by a name that lasts when the lists are numbered again."""

    slug: str
    number: int
    name: str
    says: str
    significant: Regime
    emergency: Regime

    def regime(self, heading: str) -> Regime:
        """The phase that covers it as a significant hazard, or as an emergency."""
        return self.significant if heading == "significant" else self.emergency

    def why_not_yet(self, heading: str) -> str:
        """Why Awaab's Law does not cover it under a heading on some day, in a sentence."""
        regime, kind = self.regime(heading), "an emergency" if heading == "emergency" else "a significant hazard"
        if regime.never:
            return f"Awaab's Law does not cover {self.name.lower()}."
        if regime.since is None:
            return f"Awaab's Law does not yet cover {self.name.lower()} as {kind}. No day has been set."
        return f"Awaab's Law covers {self.name.lower()} as {kind} only {regime.begins}."

    def in_force(self, heading: str, day: date) -> bool:
        """Whether Awaab's Law covers it, under that heading, for a landlord who became aware that day."""
        since = self.regime(heading).since
        return since is not None and since <= day


@cache
def hazard_types() -> Mapping[str, HazardType]:
    """All 21, by slug, in the order of the list."""
    table = read(HERE / "tables" / "hazard_types.yaml")
    regimes = {key: _regime(key, entry) for key, entry in table["regimes"].items()}
    return {
        slug: HazardType(
            slug,
            entry["number"],
            entry["name"],
            entry["says"],
            regimes[entry["significant"]],
            regimes[entry["emergency"]],
        )
        for slug, entry in table["hazards"].items()
    }


def _regime(key: str, entry: dict[str, object]) -> Regime:
    since = entry["from"]
    if not isinstance(since, date) and since not in ("not set", "never"):
        raise BadFile(f"hazard_types.yaml: {key}: from must be a day, “not set” or “never”.")
    note = entry.get("note")
    return Regime(
        key=key,
        since=since if isinstance(since, date) else None,
        never=since == "never",
        citation=citation(entry, register().instruments),
        note=str(note) if note else None,
    )
