"""Who lives in Larkfield's homes, has lived there before, and what makes a hazard worse for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db import models

from putright.clocks.london import midnight
from putright.demo.copying import Numbers
from putright.demo.drawing import Drawn, Family, drawn_household
from putright.demo.homes import Agreement, Door
from putright.demo.larkfield import Larkfield
from putright.demo.reaching import Reach
from putright.homes.models import Home
from putright.people.models import Circumstance, ContactPoint, Household, Member, Person, Tenancy, Tenant

YEAR = timedelta(days=365.25)
# What a scheme calls the agreement, for people.
CALLED = {
    Agreement.TENANCY: ("Assured", "Assured", "Assured", "Secure", "Fixed term", "Starter"),
    Agreement.LICENCE: ("Licence",),
    Agreement.LONG_LEASE: ("Leasehold",),
    Agreement.SHARED_OWNERSHIP: ("Shared ownership",),
}
WAYS = (ContactPoint.Kind.TEXT, ContactPoint.Kind.EMAIL, ContactPoint.Kind.PHONE, ContactPoint.Kind.LETTER)


@dataclass(slots=True)
class Lived:
    """One home, who is named on its agreement now, and what makes a hazard worse for its household."""

    home: Home
    agreement: str
    since: date
    household: Household | None = None
    tenants: list[Person] = field(default_factory=list)
    has: list[str] = field(default_factory=list)
    # What larkfield.yaml tells that they reported.
    reports: list[Mapping[str, Any]] = field(default_factory=list)


class Settling:
    """Puts people into homes: rows for the database, a home at a time."""

    def __init__(self, told: Larkfield, at: datetime, today: date, numbers: Numbers, *, is_first: bool = True) -> None:
        self._told, self._at, self._today, self.numbers = told, at, today, numbers
        self._random = Random(0)  # noqa: S311 (invented people keep no secret)
        self._reach = Reach(numbers, at - 3 * YEAR, has_numbers_left=is_first)
        # People by the key that larkfield.yaml gives them, and those who work for Larkfield too by their e-mail.
        self.by_key: dict[str, Person] = {}
        self.staff: dict[str, Person] = {}
        self._last_point: ContactPoint | None = None

    def settle(self, door: Door, random: Random) -> tuple[Lived, list[models.Model]]:
        """Everything about who lives in one home, and who did before."""
        self._random = random
        entry = self._told.households.get(_key(door.home)) if door.is_first else None
        if entry:
            since = self._today - entry["since_years"] * YEAR - timedelta(days=40)
            lived = Lived(door.home, Agreement.TENANCY, since, reports=entry.get("reports", []))
            return lived, list(self._told_of(lived, entry))
        since = max(self._drawn_since(), date(door.home.built_year or 1900, 6, 1))
        lived = Lived(door.home, door.agreement, since)
        rows = list(self._before(lived)) if self._random.random() < 0.07 else []
        # Some homes stand empty for a while between one household and the next.
        if self._random.random() > 0.015:
            rows += self._drawn(lived)
        return lived, rows

    def _drawn_since(self) -> date:
        years = min(self._random.expovariate(1 / 7) + 0.1, 45)
        return self._today - years * YEAR

    def _told_of(self, lived: Lived, entry: Mapping[str, Any]) -> Iterator[models.Model]:
        """A household that larkfield.yaml tells of."""
        people = []
        for one in entry["people"]:
            days = one["months"] * 30 if "months" in one else one["age"] * 365 + self._random.randrange(360)
            called = one.get("called", "")
            person = self._person(one["name"], called, self._today - timedelta(days=days))
            ways = tuple(way for way in WAYS if one.get(way))
            people.append(Drawn(person, bool(one.get("tenant")), tuple([one["has"]] if "has" in one else []), ways))
            if "key" in one:
                self.by_key[one["key"]] = person
            if "staff" in one:
                self.staff[one["staff"]] = person
        yield from self._household(lived, people)

    def _drawn(self, lived: Lived) -> Iterator[models.Model]:
        people = [
            Drawn(self._person(*each.name, self._today - timedelta(days=each.days)), each.is_tenant, each.has)
            for each in drawn_household(lived.home, self._random)
        ]
        yield from self._household(lived, people)
        if len(people) > 1 and self._random.random() < 0.04:
            yield from self._moved_out(lived)

    def _person(self, name: str, known_as: str, born_on: date) -> Person:
        return Person(pk=self.numbers.next(Person), name=name, known_as=known_as, born_on=born_on)

    def _household(self, lived: Lived, people: list[Drawn]) -> Iterator[models.Model]:
        """The household, who is in it, the agreement with who is named on it, and how they are reached."""
        household = Household(pk=self.numbers.next(Household), home=lived.home, since=lived.since)
        tenancy = self._tenancy(lived, lived.since)
        lived.household = household
        yield household
        yield tenancy
        for each in people:
            since = max(lived.since, each.person.born_on or lived.since)
            yield each.person
            yield Member(pk=self.numbers.next(Member), household=household, person=each.person, since=since)
            yield from (self._circumstance(household, each.person, kind, since) for kind in each.has)
            lived.has += (*_by_age(self._today, each.person), *each.has)
            if each.is_tenant:
                yield self._tenant(tenancy, each.person, lived.since)
                yield from self._points(each, lived)
                lived.tenants.append(each.person)

    def _points(self, each: Drawn, lived: Lived) -> Iterator[ContactPoint]:
        if lived.tenants and not each.ways:
            # The second name on an agreement has a way of its own half the time; now and then it is the first's.
            drawn = self._random.random()
            if drawn < 0.5:
                return
            if drawn < 0.53 and self._last_point:
                yield self._reach.shared(each.person, self._last_point)
                return
        for point in self._reach.points(each.person, lived.home.address, self._random, each.ways):
            self._last_point = point
            yield point

    def _tenancy(self, lived: Lived, since: date, until: date | None = None) -> Tenancy:
        called = self._random.choice(CALLED[Agreement(lived.agreement)])
        pk = self.numbers.next(Tenancy)
        return Tenancy(pk=pk, home=lived.home, agreement=lived.agreement, called=called, since=since, until=until)

    def _tenant(self, tenancy: Tenancy, person: Person, since: date, until: date | None = None) -> Tenant:
        return Tenant(pk=self.numbers.next(Tenant), tenancy=tenancy, person=person, since=since, until=until)

    def _circumstance(self, household: Household, person: Person, kind: str, since: date) -> Circumstance:
        """Told some time since they came, and before today; someone expecting is no longer when the child comes."""
        is_expecting = kind == Circumstance.Kind.PREGNANT
        days = self._random.randrange(20, 200) if is_expecting else self._random.randrange(30, 900)
        told_on = max(since, self._today - timedelta(days=days))
        return Circumstance(
            pk=self.numbers.next(Circumstance),
            household=household,
            person=person,
            kind=kind,
            told_at=min(midnight(told_on) + timedelta(hours=11), self._at),
            since=told_on,
            until=told_on + timedelta(days=230) if is_expecting else None,
        )

    def _before(self, lived: Lived) -> Iterator[models.Model]:
        """Whoever lived there before: they keep what they reported then, and see nothing of what came after."""
        lived.since = max(lived.since, self._today - timedelta(days=self._random.randrange(60, 1000)))
        left = lived.since - timedelta(days=self._random.randrange(5, 40))
        came = left - self._random.uniform(0.5, 9) * YEAR
        household = Household(pk=self.numbers.next(Household), home=lived.home, since=came, until=left)
        tenancy = self._tenancy(lived, came, left)
        yield household
        yield tenancy
        family = Family(self._random)
        for _ in range(self._random.choice((1, 1, 2))):
            person = self._person(*family.adult(), self._today - self._random.uniform(22, 80) * YEAR)
            yield person
            yield Member(pk=self.numbers.next(Member), household=household, person=person, since=came, until=left)
            yield self._tenant(tenancy, person, came, left)
            yield from self._reach.points(person, lived.home.address, self._random, (ContactPoint.Kind.EMAIL,))

    def _moved_out(self, lived: Lived) -> Iterator[models.Model]:
        """Somebody who was in the household and moved out, with the others still there."""
        person = self._person(*Family(self._random).adult(), date(1990, 5, 1))
        left = max(lived.since + timedelta(days=30), self._today - timedelta(days=self._random.randrange(20, 700)))
        if lived.household and left < self._today:
            yield person
            yield Member(
                pk=self.numbers.next(Member), household=lived.household, person=person, since=lived.since, until=left
            )


def _by_age(today: date, person: Person) -> Iterator[str]:
    """What their age alone says: small, a child, over 65."""
    years = (today - (person.born_on or today)) / YEAR
    kinds = ((1, Circumstance.Kind.BABY), (5, Circumstance.Kind.UNDER_5), (18, Circumstance.Kind.CHILD))
    yield from (kind for most, kind in kinds if years < most)
    if years >= 65:
        yield Circumstance.Kind.OVER_65


def _key(home: Home) -> tuple[str, str]:
    """How larkfield.yaml names a home: Flat 9, Larkfield House; or 14 Rowan Street."""
    flat, _, block = home.line.partition(", ")
    return (flat, block) if block else (home.line, home.street)
