"""Duties under the area of law they belong to."""

from __future__ import annotations

from collections.abc import Iterable

from putright.law.areas import Area, areas
from putright.law.register import Duty


def by_area(duties: Iterable[Duty]) -> dict[Area, list[Duty]]:
    """Duties by area, the areas in the order a reader wants them, and none that is empty."""
    grouped: dict[str, list[Duty]] = {}
    for duty in duties:
        grouped.setdefault(duty.area, []).append(duty)
    return {area: grouped[name] for name, area in areas().items() if name in grouped}


def area_of(duty: Duty) -> Area:
    """The area of law that a duty belongs to."""
    return areas()[duty.area]
