"""How invented people are reached: numbers that ring nobody, addresses that nobody can have."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import datetime
from random import Random

from putright.demo.copying import Numbers
from putright.people.models import ContactPoint, Person

Kind = ContactPoint.Kind
# The thousand mobile numbers and the thousand of a town that Ofcom keeps for drama.
MOBILES = "+447700900{:03}"
LANDLINES = "+441632960{:03}"


class Reach:
    """Gives each person ways to be reached. A number is given once, so that it tells who answers it."""

    def __init__(self, numbers: Numbers, since: datetime, *, has_numbers_left: bool = True) -> None:
        self._numbers, self._since = numbers, since
        # Spread out, so that no order shows.
        spread = [place * 617 % 1000 for place in range(1000)] if has_numbers_left else []
        self._texts, self._phones = spread, spread[:]

    def points(
        self, person: Person, address: str, random: Random, wanted: tuple[str, ...] = ()
    ) -> Iterator[ContactPoint]:
        """Theirs, the preferred first; those that are wanted, or else drawn."""
        for order, kind in enumerate(wanted or self._drawn(random)):
            # A few have told us that something is read or heard by somebody it must not reach.
            is_safe = order == 0 or random.random() > 0.1
            yield self._point(person, kind, self._value(person, kind, address), order == 0, is_safe)

    def shared(self, person: Person, point: ContactPoint) -> ContactPoint:
        """The same number or address again, for somebody else who uses it too."""
        return self._point(person, point.kind, point.value, True, True)

    def _point(self, person: Person, kind: str, value: str, is_preferred: bool, is_safe: bool) -> ContactPoint:
        return ContactPoint(
            pk=self._numbers.next(ContactPoint),
            person=person,
            kind=kind,
            value=value,
            is_preferred=is_preferred,
            is_safe=is_safe,
            since=self._since,
        )

    def _drawn(self, random: Random) -> tuple[str, ...]:
        drawn = random.random()
        if drawn < 0.58 and self._texts:
            return (Kind.TEXT, Kind.EMAIL) if drawn < 0.2 else (Kind.TEXT,)
        if drawn > 0.93:
            return (Kind.LETTER,)
        if drawn > 0.85 and self._phones:
            return (Kind.PHONE, Kind.LETTER)
        return (Kind.EMAIL,)

    def _value(self, person: Person, kind: str, address: str) -> str:
        if kind == Kind.TEXT:
            return MOBILES.format(self._texts.pop())
        if kind == Kind.PHONE:
            return LANDLINES.format(self._phones.pop())
        if kind == Kind.EMAIL:
            return f"{_plain(person.called)}.{person.pk}@example.org"
        return address.replace(", ", "\n")


def _plain(name: str) -> str:
    """A name in the letters that an e-mail address has."""
    letters = unicodedata.normalize("NFKD", name.lower().replace("ł", "l")).encode("ascii", "ignore").decode()
    return ".".join("".join(c for c in word if c.isalpha()) for word in letters.split() if word.isalpha()) or "resident"
