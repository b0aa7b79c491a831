"""Draws who may live in a home of a kind: how many, how old, what they are called, who is unwell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from putright.demo.larkfield import Names, names
from putright.homes.models import Home
from putright.people.models import Circumstance, Person

Has = Circumstance.Kind
# A name in full, and what they are called where that differs.
Name = tuple[str, str]
DAYS_A_YEAR = 365.25
# Households, as adults and the most children, by bedrooms: so many of a hundred.
ONE_ROOM = ((68, 1, 0), (24, 2, 0), (8, 1, 1))
TWO_ROOMS = ((34, 1, 2), (20, 2, 0), (26, 2, 2), (12, 1, 0), (8, 2, 1))
MORE_ROOMS = ((48, 2, 4), (26, 1, 3), (12, 3, 2), (8, 2, 0), (6, 3, 0))
# What is told of one person, so many in a thousand: of a child, of a grown person, of somebody over 65.
OF_A_CHILD = ((95, Has.BREATHING), (15, Has.DISABLED))
OF_AN_ADULT = (
    *((60, Has.BREATHING), (45, Has.MENTAL_HEALTH), (40, Has.DISABLED), (25, Has.ILL)),
    *((12, Has.WEAK_IMMUNITY), (12, Has.HEART)),
)
OF_SOMEBODY_OLD = (
    *((110, Has.BREATHING), (130, Has.HEART), (160, Has.DISABLED), (50, Has.ILL)),
    *((25, Has.WEAK_IMMUNITY), (30, Has.POWERED_EQUIPMENT)),
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Somebody in a household, whether the agreement names them, what we were told, and how they are reached."""

    person: Person
    is_tenant: bool
    has: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Someone:
    """The same before it is a person: a name, an age in days, and the rest."""

    name: Name
    days: int
    is_tenant: bool
    has: tuple[str, ...]


def drawn_household(home: Home, random: Random) -> Iterator[Someone]:
    """Those who live in a home, grown people first."""
    is_older = home.archetype == Home.Archetype.SHELTERED or (
        home.archetype == Home.Archetype.BUNGALOW and random.random() < 0.7
    )
    adults, most_children = (random.choice((1, 1, 2)), 0) if is_older else _how_many(home, random)
    age = random.uniform(62, 96) if is_older else random.uniform(21, 49 if most_children else 64)
    family = Family(random)
    for order in range(adults):
        years = max(18.2, age + random.uniform(-6, 6)) if order else age
        is_tenant = order == 0 or (order == 1 and random.random() < 0.7)
        yield Someone(family.adult(), int(years * DAYS_A_YEAR), is_tenant, _told_of_an_adult(years, random))
    for _ in range(random.randint(1, most_children) if most_children else 0):
        years = random.uniform(0.1, min(17.9, age - 18))
        yield Someone(family.child(), int(years * DAYS_A_YEAR), False, _told(OF_A_CHILD, random))


class Family:
    """People whose names go together."""

    def __init__(self, random: Random) -> None:
        groups = names()
        self._random = random
        self._group: Names = random.choices(groups, [group.share for group in groups])[0]
        self._family = random.choice(self._group.family)

    def adult(self) -> Name:
        """Somebody of the family's own name or, as often as not, of another."""
        return self._named(self._family if self._random.random() < 0.6 else self._random.choice(self._group.family))

    def child(self) -> Name:
        """A child of theirs."""
        return self._named(self._family)

    def _named(self, family: tuple[str, str]) -> Name:
        given = self._random.choice(self._group.given)
        name, called = (f"{one} {other}".strip() for one, other in zip(given, family))
        return name, called if called != name else ""


def _how_many(home: Home, random: Random) -> tuple[int, int]:
    rooms = home.bedrooms or 1
    kinds = ONE_ROOM if rooms == 1 else TWO_ROOMS if rooms == 2 else MORE_ROOMS
    _, adults, children = random.choices(kinds, [share for share, _, _ in kinds])[0]
    return adults, children


def _told_of_an_adult(years: float, random: Random) -> tuple[str, ...]:
    if years >= 65:
        return _told(OF_SOMEBODY_OLD, random)
    is_expecting = years < 42 and random.random() < 0.025
    return (*_told(OF_AN_ADULT, random), *((Has.PREGNANT,) if is_expecting else ()))


def _told(of: tuple[tuple[int, Has], ...], random: Random) -> tuple[str, ...]:
    return tuple(kind for in_a_thousand, kind in of if random.random() * 1000 < in_a_thousand)
