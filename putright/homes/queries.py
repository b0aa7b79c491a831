"""Finding a home, and who the landlord is."""

from __future__ import annotations

import re
from contextlib import suppress

from django.db.models import QuerySet

from putright.homes.models import Home, Landlord
from putright.record import reference

LONGEST = 200
_WORD = re.compile(r"\w+")
_UPRN = re.compile(r"[0-9]{1,12}")


def landlord() -> Landlord | None:
    """Whose homes these are; nobody's, before that is told."""
    return Landlord.objects.first()


def find_home(words: str) -> QuerySet[Home]:
    """Homes whose address has all these words, or that have this reference or UPRN; none when nothing was said."""
    given = words.strip()[:LONGEST]
    if not given or "\x00" in given:
        return Home.objects.none()
    found = Home.objects.found_by(given)
    if _UPRN.fullmatch(given):
        found |= Home.objects.filter(uprn=given)
    with suppress(reference.NotAReference):
        found |= Home.objects.filter(reference=reference.read(given))
    return found.order_by("street", "line", "pk")


def the_home_at(words: str) -> Home | None:
    """The one home that an address names, word for word, whatever stands between the words; nothing where it is unsure.

    All that is needed is what tells it from every other: Flat 9, Larkfield House, WX1 2AB.
    """
    said = _words(words[:LONGEST])
    if len(said) < 2:
        return None
    candidates = Home.objects.all()
    for word in said:
        candidates = candidates.filter(searched__contains=word)
    # Contained is not enough: Flat 1 is contained in Flat 11, and 1 in WX1.
    found = [home for home in candidates[:200] if said <= _words(home.address) and _words(home.line) <= said]
    return found[0] if len(found) == 1 and _places(found[0], said) else None


def _words(words: str) -> set[str]:
    """The words of an address, with the two halves of a postcode written together or apart as the same."""
    together = re.sub(r"\b([a-z]{1,2}[0-9][a-z0-9]?)\s*([0-9][a-z]{2})\b", r"\1 \2", words.lower())
    return set(_WORD.findall(together))


def _places(home: Home, said: set[str]) -> bool:
    """Whether the street or the whole postcode was said: a flat's number alone may be true of a home elsewhere."""
    return _words(home.postcode) <= said or _words(home.street) <= said
