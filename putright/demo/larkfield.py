"""What larkfield.yaml and names.yaml say, as Python reads it; nothing here is drawn, and nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from putright.clocks.strict_yaml import read

HERE = Path(__file__).parent
EMAIL_OF_STAFF = "larkfield.test"


@dataclass(frozen=True, slots=True)
class Place:
    """One street of houses, or one block in a street."""

    street: str
    of: str
    built: int
    homes: int
    bedrooms: tuple[int, ...]
    block: str | None = None
    storeys: int = 2

    @property
    def is_block(self) -> bool:
        """Whether its homes share a roof and stairs."""
        return self.block is not None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A few streets in one area that has figures of its own."""

    name: str
    lsoa: str
    decile: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who works for Larkfield, what they do, and the areas they look after."""

    name: str
    email: str
    role: str
    lsoas: tuple[str, ...] = ()
    patch: str = ""


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Somebody whom a visitor may walk in as."""

    key: str
    title: str
    # The key of a resident, or the e-mail of one of the staff before its @.
    who: str
    says: str


@dataclass(frozen=True, slots=True)
class Larkfield:
    """All that is told of Larkfield, and not drawn."""

    landlord: Mapping[str, str]
    town: str
    neighbourhoods: tuple[Neighbourhood, ...]
    staff: tuple[Staff, ...]
    # Our own team: its name, its trades, its limit, and the schedule of rates.
    works: Mapping[str, Any]
    # By the first words of an address, such as ("Flat 9", "Larkfield House") and ("14", "Rowan Street").
    households: Mapping[tuple[str, str], Mapping[str, Any]]
    walk_in: tuple[WalkIn, ...]

    @property
    def homes(self) -> int:
        """How many homes its neighbourhoods have."""
        return sum(place.homes for each in self.neighbourhoods for place in each.places)


@dataclass(frozen=True, slots=True)
class Names:
    """Names that go together; each as it is written, and as it is said here where that differs."""

    share: int
    given: tuple[tuple[str, str], ...]
    family: tuple[tuple[str, str], ...]


@cache
def larkfield() -> Larkfield:
    """Larkfield as it is told."""
    told = read(HERE / "larkfield.yaml")
    neighbourhoods = tuple(_neighbourhood(entry) for entry in told["neighbourhoods"])
    lsoas = {each.name: each.lsoa for each in neighbourhoods}
    return Larkfield(
        landlord=told["landlord"],
        town=told["town"],
        neighbourhoods=neighbourhoods,
        staff=tuple(_staff(entry, lsoas) for entry in told["staff"]),
        works=told["works"],
        households={tuple(entry["home"]): entry for entry in told["households"]},
        walk_in=tuple(WalkIn(one["key"], one["as"], one["who"], one["says"]) for one in told["walk_in"]),
    )


@cache
def names() -> tuple[Names, ...]:
    """The names there are to draw from."""
    groups = read(HERE / "names.yaml")
    return tuple(Names(one["share"], _both_ways(one["given"]), _both_ways(one["family"])) for one in groups)


def email_of(staff: str) -> str:
    """The whole e-mail of one of the staff."""
    return f"{staff}@{EMAIL_OF_STAFF}"


def _neighbourhood(entry: Mapping[str, Any]) -> Neighbourhood:
    places = tuple(Place(**{**place, "bedrooms": tuple(place["bedrooms"])}) for place in entry["places"])
    return Neighbourhood(entry["name"], entry["lsoa"], entry["decile"], places)


def _staff(entry: Mapping[str, Any], lsoas: Mapping[str, str]) -> Staff:
    patch = entry.get("patch", [])
    name = f"{', '.join(patch[:-1])} and {patch[-1]}" if patch else ""
    return Staff(entry["name"], entry["email"], entry["role"], tuple(lsoas[each] for each in patch), name)


def _both_ways(entries: list[Any]) -> tuple[tuple[str, str], ...]:
    return tuple((one, one) if isinstance(one, str) else (one[0], one[1]) for one in entries)
