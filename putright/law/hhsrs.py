"""The Housing Health and Safety Rating System: its two lists, its scores and its bands.

Awaab's Law needs no score: it asks what a hazard may do to the people who live there. This is for old
records and for inspections, and is kept apart from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from putright.clocks.london import written_day
from putright.clocks.strict_yaml import read
from putright.law.hazard_types import hazard_types
from putright.law.loading import HERE, citation, register
from putright.law.register import Citation, NotYetLaw

CLASSES = ("extreme", "severe", "serious", "moderate")


class NoWeights(LookupError):
    """The weights of that list have not been seen by us, so we will not score with it."""


@dataclass(frozen=True, slots=True)
class OldHazard:
    """A hazard of the 2006 list, and the one that took it in."""

    slug: str
    number: int
    name: str
    vulnerable: str
    became: str
    doubt: str | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class HazardList:
    """One of the two lists: its first day, and any doubt about that day."""

    version: str
    since: date
    doubt: str | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class Band:
    """What a score comes to: the band, and the category that says whether a council must act or may."""

    version: str
    band: str
    at_least: int
    category: int
    doubt: str | None
    citation: Citation


@cache
def lists() -> tuple[HazardList, ...]:
    """The two lists, the older first."""
    return tuple(
        HazardList(version, entry["from"], entry.get("doubt"), _cited(entry))
        for version, entry in _table()["lists"].items()
    )


def list_on(day: date) -> HazardList:
    """The list for an inspection begun on a day; NotYetLaw before the first."""
    in_force = [each for each in lists() if each.since <= day]
    if not in_force:
        raise NotYetLaw(f"There was no list of hazards on {written_day(day)}.")
    return in_force[-1]


@cache
def old_hazards() -> Mapping[str, OldHazard]:
    """All 29 hazards of the 2006 list, by slug, in its order."""
    return {
        slug: OldHazard(
            slug,
            entry["number"],
            entry["name"],
            str(entry["vulnerable"]),
            entry["became"],
            entry.get("doubt"),
            _cited(entry),
        )
        for slug, entry in _table()["hazards"].items()
    }


def old_hazard(number: int) -> OldHazard:
    """The hazard of the 2006 list with a number."""
    for hazard in old_hazards().values():
        if hazard.number == number:
            return hazard
    raise LookupError(f"The 2006 list runs from 1 to 29; there is no {number}.")


def became(slug: str) -> str:
    """The slug on the 2026 list of a hazard on the 2006 list."""
    return old_hazards()[slug].became


def came_from(slug: str) -> tuple[str, ...]:
    """The slugs on the 2006 list that a hazard on the 2026 list took in, in the order of the old list."""
    if slug not in hazard_types():
        raise LookupError(f"No hazard on the 2026 list is called “{slug}”.")
    return tuple(hazard.slug for hazard in old_hazards().values() if hazard.became == slug)


@cache
def crosswalk_citation() -> Citation:
    """How well we know what became of each hazard."""
    return _cited(_table()["crosswalk"])


@cache
def weights() -> Mapping[str, int]:
    """How heavily each class of harm counts in the 2006 system."""
    return {name: _table()["weights"][name] for name in CLASSES}


def weights_citation() -> Citation:
    """How well we know the weights."""
    return _cited(_table()["weights"])


@cache
def representative() -> tuple[tuple[int, ...], tuple[Fraction, ...], Citation]:
    """The likelihoods (one in so many) and the outcomes (per cent) an assessor chooses from, and how known."""
    entry = _table()["representative"]
    return tuple(entry["likelihoods"]), tuple(map(Fraction, entry["outcomes"])), _cited(entry)


def score(one_in: int, outcomes: Mapping[str, str | int | Fraction], version: str = "2006") -> int:
    """The score of a hazard: for each class of harm, its weight times how likely times its share of outcomes.

    Outcomes are per cent by class; the least class may be left out and takes what is left of a hundred.
    """
    if version != "2006":
        raise NoWeights(f"The weights of the {version} list have not been seen, so nothing is scored by them.")
    if one_in < 1:
        raise ValueError(f"A likelihood is one in one or more; this is one in {one_in}.")
    strangers = set(outcomes) - set(CLASSES)
    if strangers:
        raise ValueError(f"{', '.join(sorted(strangers))} is not a class of harm: {', '.join(CLASSES)}.")
    shares = {name: Fraction(outcomes.get(name, 0)) for name in CLASSES}
    if "moderate" not in outcomes:
        shares["moderate"] = Fraction(100) - sum(shares.values())
    if sum(shares.values()) != 100 or min(shares.values()) < 0:
        raise ValueError(f"The outcomes come to {float(sum(shares.values())):g} per cent, and not to 100.")
    total = sum(weights()[name] * share for name, share in shares.items()) / one_in
    return int(total + Fraction(1, 2))


@cache
def bands(version: str) -> tuple[Band, ...]:
    """The bands of a list, the highest first."""
    table = _table()["bands"]
    if version not in table:
        raise LookupError(f"The lists are {' and '.join(table)}; there is no {version}.")
    return tuple(
        Band(version, entry["band"], entry["at_least"], entry["category"], entry.get("doubt"), _cited(entry))
        for entry in table[version]
    )


def band(scored: int, version: str) -> Band:
    """The band that a score comes to: A to J by the 2006 list, high, medium or low by that of 2026."""
    if scored < 0:
        raise ValueError(f"A score is nought or more; this is {scored}.")
    return next(each for each in bands(version) if scored >= each.at_least)


def citations() -> Iterator[Citation]:
    """Every citation here, so that what is not confirmed can be counted."""
    yield from (each.citation for each in lists())
    yield from (hazard.citation for hazard in old_hazards().values())
    yield crosswalk_citation()
    yield weights_citation()
    yield from (each.citation for version in lists() for each in bands(version.version))
    yield representative()[2]


def _cited(entry: Mapping[str, Any]) -> Citation:
    return citation(entry, register().instruments)


@cache
def _table() -> Any:
    return read(HERE / "tables" / "hhsrs_2006.yaml")
