"""Larkfield's blocks and homes: its own 1,200, and as many more as are wanted, in districts with the same streets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from putright.demo.copying import Numbers
from putright.demo.larkfield import Larkfield, Neighbourhood, Place
from putright.homes.models import Block, Home
from putright.people.models import Tenancy

A_NEIGHBOURHOOD = 100  # homes
FIRST_UPRN = 990_000_000_001
# Letters that stand in the last two places of a postcode.
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
Agreement, Part = Tenancy.Agreement, Home.Part
# Energy certificates, by the year before which a home was built.
EPC = ((1920, "DDEEFG"), (1960, "CDDDEEF"), (1990, "CCCDDE"), (2010, "BCCCD"), (9999, "ABBBC"))
IN_FLATS = (Home.Archetype.FLAT, Home.Archetype.MAISONETTE)


@dataclass(frozen=True, slots=True)
class Door:
    """One home and the agreement it is lived in under."""

    home: Home
    agreement: str
    # In the first district, where the households told of by name live.
    is_first: bool


def neighbourhood(told: Larkfield, number: int, random: Random, numbers: Numbers) -> tuple[list[Block], list[Door]]:
    """The hundred homes of one neighbourhood, counted from 0, with the blocks they are in."""
    each, before = told.neighbourhoods[number % len(told.neighbourhoods)], number * A_NEIGHBOURHOOD
    blocks: list[Block] = []
    made: list[Door] = []
    for order, place in enumerate(each.places):
        at = _Where(told, each, number, order, before + len(made))
        block = _block(place, at, numbers) if place.block else None
        blocks += [block] if block else []
        made += _in(place, block, at, random, numbers)
    return blocks, made


@dataclass(frozen=True, slots=True)
class _Where:
    """What the address of a place is made from."""

    told: Larkfield
    neighbourhood: Neighbourhood
    number: int
    order: int
    homes_before: int

    @property
    def town(self) -> str:
        """Wexborough itself; further districts are numbered."""
        district = self.number // len(self.told.neighbourhoods)
        return f"{self.told.town} {district + 1}" if district else self.told.town

    @property
    def postcode(self) -> str:
        """One to a street or block, and never two streets with the same."""
        sector, part = divmod(self.number, 99)
        return f"WX{part + 1} {sector % 10}{LETTERS[sector // 10 % 20]}{LETTERS[self.order % 20]}"


def _block(place: Place, at: _Where, numbers: Numbers) -> Block:
    return Block(
        pk=numbers.next(Block),
        name=place.block or "",
        street=place.street,
        town=at.town,
        postcode=at.postcode,
        storeys=place.storeys,
        built_year=place.built,
    )


def _in(place: Place, block: Block | None, at: _Where, random: Random, numbers: Numbers) -> Iterator[Door]:
    for door in range(1, place.homes + 1):
        agreement = _agreement(place, random)
        home = Home(
            pk=numbers.next(Home),
            block=block,
            uprn=str(FIRST_UPRN + at.homes_before + door - 1),
            line=f"Flat {door}, {place.block}" if block else str(door),
            street=place.street,
            town=at.town,
            postcode=at.postcode,
            lsoa=at.neighbourhood.lsoa,
            archetype=place.of,
            built_year=place.built,
            storeys=None if block else 1 if place.of == Home.Archetype.BUNGALOW else 2,
            floor=(door - 1) * place.storeys // place.homes if block else None,
            bedrooms=random.choice(place.bedrooms),
            epc=random.choice(next(marks for before, marks in EPC if place.built < before)),
            landlord_repairs=_repairs(place, agreement),
        )
        yield Door(home, agreement, is_first=at.number < len(at.told.neighbourhoods))


def _agreement(place: Place, random: Random) -> str:
    """Most rent; in flats some have bought; in newer ones some own a share; in a few bedsits there is a licence."""
    drawn = random.random()
    if place.of == Home.Archetype.BEDSIT and drawn < 0.3:
        return Agreement.LICENCE
    if place.of in IN_FLATS and drawn < 0.09:
        return Agreement.LONG_LEASE
    if place.built >= 2005 and drawn > 0.88:
        return Agreement.SHARED_OWNERSHIP
    return Agreement.TENANCY


def _repairs(place: Place, agreement: str) -> list[str]:
    """What is Larkfield's to repair there."""
    if agreement == Agreement.SHARED_OWNERSHIP and not place.is_block:
        return [Part.STRUCTURE]
    if agreement in (Agreement.LONG_LEASE, Agreement.SHARED_OWNERSHIP):
        return [Part.STRUCTURE, Part.SHARED_PARTS]
    inside = [Part.STRUCTURE, Part.WINDOWS_AND_DOORS, Part.WATER, Part.GAS_AND_ELECTRICS, Part.HEATING, Part.KITCHEN]
    return [*inside, Part.SHARED_PARTS if place.is_block else Part.GARDEN]
