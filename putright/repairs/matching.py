"""Which home, and which person, somebody means who did not sign in: only when it can be no other.

Whatever is not certain is left for a person at the desk to match. A wrong home would tell one household of another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from django.db.models import Q

from putright.clocks.london import london_day
from putright.homes.models import Home
from putright.people import contact
from putright.people.models import ContactPoint, Member, Person, Tenant
from putright.repairs.tree.questions import Answers

POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})\b", re.IGNORECASE)
WORDS = re.compile(r"[^\W_]+")
# More homes than have one postcode: then something else is meant.
MOST_HOMES = 200


def home_at(answers: Answers) -> Home | None:
    """The one home that an address can mean, found by its postcode and by every number and name before the street."""
    told = address_words(answers)
    postcode = POSTCODE.search(told)
    if postcode is None:
        return None
    said = set(WORDS.findall(POSTCODE.sub(" ", told).casefold()))
    near = Home.objects.found_by("".join(postcode.groups())).filter(postcode=f"{postcode[1]} {postcode[2]}".upper())
    found = [home for home in near[:MOST_HOMES] if _can_be(home, said)]
    return found[0] if len(found) == 1 else None


def _can_be(home: Home, said: set[str]) -> bool:
    """Whether everything before the street was said, and no number was said that is not in the address."""
    line = set(WORDS.findall(home.line.casefold()))
    known = set(WORDS.findall(home.address.casefold()))
    numbers = {word for word in said if any(letter.isdigit() for letter in word)}
    return bool(line) and line <= said and numbers <= known


def person_reached(answers: Answers, home: Home | None, at: datetime) -> Person | None:
    """The one person who lives in that home, or is its tenant, and is reached at the number or email that was given.

    A number may be shared, or kept under one of two names: the name that was given must be theirs, and where none was
    given nobody else may live there.
    """
    reach = answers.get("reach") or {}
    given = _kept(contact.phone, reach.get("phone", "")), _kept(contact.email, reach.get("email", ""))
    values = [value for value in given if value]
    if home is None or not values:
        return None
    day = london_day(at)
    lives_there = Member.objects.on(day).filter(household__home=home).values("person")
    is_tenant = Tenant.objects.on(day).filter(tenancy__home=home).values("person")
    theirs = Q(person__in=lives_there) | Q(person__in=is_tenant)
    points = ContactPoint.objects.usable(at).filter(theirs, value__in=values)
    people = {point.person_id: point.person for point in points.select_related("person")[:3]}
    if len(people) != 1:
        return None
    person = next(iter(people.values()))
    named = set(WORDS.findall(reach.get("name", "").casefold()))
    if named:
        return person if named & set(WORDS.findall(f"{person.name} {person.known_as}".casefold())) else None
    others = Person.objects.filter(Q(pk__in=lives_there) | Q(pk__in=is_tenant)).exclude(pk=person.pk)
    return None if others.exists() else person


def _kept(read: Callable[[str], str], typed: str) -> str:
    """A number or an email as contact points keep it; nothing for what cannot be one."""
    try:
        return read(typed)
    except contact.NotAContact:
        return ""


def address_words(answers: Answers) -> str:
    """Where the home is, as it was told."""
    address = answers.get("address") or {}
    return "\n".join(part for part in (address.get("lines", ""), address.get("postcode", "")) if part)


def contact_words(answers: Answers) -> str:
    """A number or an email to reach them by, as it was told."""
    reach = answers.get("reach") or {}
    return ", ".join(part for part in (reach.get("phone", ""), reach.get("email", "")) if part)


def own_words(answers: Answers) -> str:
    """What is wrong, in their own words, wherever they said it."""
    said = (answers.get(question) or {} for question in ("danger", "own_words", "unwell"))
    return "\n\n".join(answer["words"] for answer in said if answer.get("words"))
