"""The homes near a home, and what we know of where they are: a person says which are above, below and beside.

A block knows the floor of a home, and not what stands over what. Only where there is one home on each floor is it
known; everywhere else it is asked, and never guessed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from putright.hazards.models import Look
from putright.homes.models import Home

# Beyond these they are found by their address.
MOST = 100
Place = Look.Place


@dataclass(frozen=True, slots=True)
class Near:
    """A home near another."""

    home: Home
    # What we know of where it is, in words.
    says: str
    # Where it is for certain; nothing where a person has to say.
    place: str = ""


def homes_near(home: Home) -> list[Near]:
    """The homes of the same block; or, of a house, those of the same street and postcode. The nearest floor first."""
    if home.block_id is None:
        same = Home.objects.filter(block=None, street=home.street, postcode=home.postcode).exclude(pk=home.pk)
        return [Near(other, "In the same street") for other in same.order_by("line", "pk")[:MOST]]
    others = list(Home.objects.near(home).order_by("line", "pk"))
    on_a_floor = Counter([home.floor, *(other.floor for other in others)])
    found = [_near(home, other, on_a_floor) for other in others]
    return sorted(found, key=lambda near: _floors_away(home, near.home))[:MOST]


def _near(home: Home, other: Home, on_a_floor: Counter[int | None]) -> Near:
    if home.floor is None or other.floor is None:
        return Near(other, "We do not know on which floors these homes are")
    floors = other.floor - home.floor
    if floors == 0:
        return Near(other, "On the same floor")
    way = "up" if floors > 0 else "down"
    count = "One floor" if abs(floors) == 1 else f"{abs(floors)} floors"
    is_alone = on_a_floor[home.floor] == on_a_floor[other.floor] == 1 and on_a_floor[None] == 0
    place = (Place.ABOVE if floors > 0 else Place.BELOW) if is_alone and abs(floors) == 1 else ""
    return Near(other, f"{count} {way}", place)


def _floors_away(home: Home, other: Home) -> tuple[bool, int]:
    if home.floor is None or other.floor is None:
        return True, 0
    return False, abs(other.floor - home.floor)
