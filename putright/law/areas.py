"""The areas of law, by title, in the order a reader wants them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from putright.clocks.strict_yaml import BadFile, read
from putright.law.loading import HERE, register
from putright.law.register import Duty


@dataclass(frozen=True, slots=True)
class Area:
    """An area of law: its name, what it is called, and what it is about."""

    name: str
    title: str
    about: str

    @property
    def duties(self) -> tuple[Duty, ...]:
        return register().areas[self.name]


@cache
def areas() -> Mapping[str, Area]:
    """Every area that has duties, by name."""
    table = read(HERE / "tables" / "areas.yaml")
    astray = set(table) ^ set(register().areas)
    if astray:
        raise BadFile(f"areas.yaml and the files of duties do not agree about {', '.join(sorted(astray))}.")
    return {name: Area(name, entry["title"], entry["about"]) for name, entry in table.items()}
