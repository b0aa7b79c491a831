"""One box: a reference goes straight to the thing; else homes, people, and what was told, the newest first.

Nothing is counted, so that nobody learns how much there is of what they may not see. Whoever looks is shown nothing
about a home that they are linked to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from putright.hazards.models import Case
from putright.homes.models import Home
from putright.homes.queries import find_home
from putright.people.models import Member, Person, Tenant
from putright.people.queries import find_people
from putright.record import reference
from putright.repairs.models import Note, Report

LONGEST = 200
MOST = 10
MOST_HOMES = 25
NEWEST = 3_000


@dataclass(frozen=True, slots=True)
class Found:
    """What there is for some words: up to ten of each, and whether there is more."""

    homes: tuple[Home, ...]
    people: tuple[Person, ...]
    reports: tuple[Report, ...]
    is_more: bool

    @property
    def is_nothing(self) -> bool:
        """Whether there was nothing at all."""
        return not (self.homes or self.people or self.reports)


def straight_to(words: str) -> str | None:
    """Where the thing of a reference is, however it was typed; nothing for what is no reference of ours."""
    try:
        known = reference.read(words)
    except reference.NotAReference:
        return None
    if Report.objects.filter(reference=known).exists():
        return reverse("desk:case", args=[known])
    case = Case.objects.filter(reference=known).values_list("report__reference", flat=True).first()
    if case:
        return reverse("desk:case", args=[case])
    for model, page in ((Home, "desk:home"), (Person, "desk:person"), (Note, "desk:note_shown")):
        if model._default_manager.filter(reference=known).exists():
            return reverse(page, args=[known])
    return None


def search(words: str, *, without: Iterable[int] = ()) -> Found:
    """Homes, people and reports for some words; `without` are homes that whoever looks is linked to."""
    given, hidden = " ".join(words.replace("\x00", " ").split())[:LONGEST], list(without)
    if not given:
        return Found((), (), (), False)
    homes = homes_named(given, without=hidden, most=MOST + 1)
    people = list(_people(given, hidden)[: MOST + 1])
    reports = _reports(given, hidden)
    is_more = max(len(homes), len(people), len(reports)) > MOST
    return Found(tuple(homes[:MOST]), tuple(people[:MOST]), tuple(reports[:MOST]), is_more)


def homes_named(words: str, *, without: Iterable[int] = (), most: int = MOST_HOMES) -> list[Home]:
    """Homes whose address has all these words, or that have this reference or number."""
    return list(find_home(words).exclude(pk__in=list(without))[:most])


def _people(words: str, hidden: list[int]) -> QuerySet[Person]:
    found = find_people(words)
    if hidden:
        found = found.exclude(pk__in=Member.objects.filter(household__home__in=hidden).values("person"))
        found = found.exclude(pk__in=Tenant.objects.filter(tenancy__home__in=hidden).values("person"))
    return found


def _reports(words: str, hidden: list[int]) -> list[Report]:
    """The newest reports that say these words: of a common word the newest few thousand have enough.

    So that the commonest word is as quick as the rarest: all that say it are never put in order.
    """
    found = Report.objects.saying(words).select_related("home").defer("answers").order_by("-received_at", "-id")
    found = found.exclude(home__in=hidden) if hidden else found
    last = Report.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    newest = list(found.filter(pk__gt=last - NEWEST)[: MOST + 1])
    return newest if len(newest) > MOST else list(found[: MOST + 1])
