"""Makes Larkfield in a database that holds no real landlord: its homes and people, and a year of their life."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.db import transaction

from putright.accounts import actions as accounts
from putright.clocks.london import london_day
from putright.demo.copying import Numbers, copy
from putright.demo.homes import A_NEIGHBOURHOOD, neighbourhood
from putright.demo.larkfield import Larkfield, email_of, larkfield
from putright.demo.life.living import Year
from putright.demo.people import Lived, Settling
from putright.demo.staff import BY, SINCE, Larkfielders, open_landlord
from putright.homes.models import Home, Landlord
from putright.people.actions import tie_account

SEED = 1
REPORTS = 100
# Beyond Larkfield's own neighbourhoods, reports come from one home in so many.
IN_SO_MANY = 25
# What is being done, how much of it is done, and of how much.
Progress = Callable[[str, int, int], None]


class NotHere(RuntimeError):
    """Larkfield cannot be made in this database, or not so; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made now, of what was there already."""

    homes: int
    of: int
    is_new: bool


@transaction.atomic
def make(
    *,
    at: datetime,
    homes: int | None = None,
    reports: int = REPORTS,
    seed: int = SEED,
    progress: Progress = lambda what, done, of: None,
) -> Made:
    """Make Larkfield whole or not at all: so many homes, and a year with so many reports up to a moment.

    Where Larkfield is already, homes are added up to that many, and no further year. Raises NotHere.
    """
    told = larkfield()
    homes = told.homes if homes is None else homes
    _check_wanted(told, homes)
    landlord, there = Landlord.objects.first(), Home.objects.count()
    _check_place(landlord, there)
    people = open_landlord(told, at) if landlord is None else None
    settling = Settling(told, at, london_day(at), Numbers(), is_first=people is not None)
    made = _settle(settling, told, there, homes, seed, progress)
    if people is not None:
        _let_in(settling, people, at)
        year = Year(people, at, seed)
        year.plan(made, reports)
        year.live(progress)
    return Made(homes - there if homes > there else 0, max(homes, there), is_new=people is not None)


def _check_wanted(told: Larkfield, homes: int) -> None:
    """Refuse a number of homes that whole neighbourhoods do not come to."""
    if homes < told.homes or homes % A_NEIGHBOURHOOD:
        raise NotHere(f"Larkfield has {told.homes:,} homes, or more by the hundred; {homes:,} cannot be made.")


def _check_place(landlord: Landlord | None, there: int) -> None:
    """Refuse any database that may be somebody's own."""
    if landlord is None and there:
        raise NotHere("There are homes in this database, and no landlord is named. Nothing was made in it.")
    if landlord is not None and not landlord.is_demo:
        raise NotHere(
            f"This database is that of {landlord.name}, who is not invented. Nothing was made in it. "
            "Name another database in DATABASE_URL, or none."
        )


def _settle(settling: Settling, told: Larkfield, there: int, homes: int, seed: int, progress: Progress) -> list[Lived]:
    """Make the homes that are missing, a neighbourhood at a time, and put people into them."""
    made: list[Lived] = []
    for number in range(there // A_NEIGHBOURHOOD, homes // A_NEIGHBOURHOOD):
        random = Random(f"{seed} {number}")  # noqa: S311 (invented homes keep no secret)
        blocks, doors = neighbourhood(told, number, random, settling.numbers)
        settled = [settling.settle(door, random) for door in doors]
        copy([*blocks, *(door.home for door in doors), *(row for _, rows in settled for row in rows)])
        # A city's worth is not kept in memory for the sake of a few hundred reports.
        is_told_of = number < len(told.neighbourhoods)
        made += [lived for lived, _ in settled[:: 1 if is_told_of else IN_SO_MANY]]
        progress("homes", (number + 1) * A_NEIGHBOURHOOD, homes)
    return made


def _let_in(settling: Settling, people: Larkfielders, at: datetime) -> None:
    """Accounts for the residents whom one may walk in as; and those who work for Larkfield, tied to who they are."""
    since = at - SINCE
    for key, person in settling.by_key.items():
        account = accounts.open_account(by=BY, at=since, email=email_of(key))
        tie_account(person=person, account=account, by=BY, at=since)
    for email, person in settling.staff.items():
        tie_account(person=person, account=people.accounts[email], by=BY, at=since)
