"""One box: a reference goes straight to the thing; else homes, people, and what was told, the newest first.

Nothing is counted, so that nobody learns how much there is of what they may not see. Whoever looks is shown nothing
about a home that they are linked to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

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


def straight_to(words: str, may_see: Callable[[str, Model], bool]) -> str | None:
    """Where the thing of a reference is, however it was typed; nothing for what is no reference of ours.

    What whoever asks may not see is not there either: `may_see` says so, of a cell's thing and action, "case.read".
    """
    try:
        known = reference.read(words)
    except reference.NotAReference:
        return None
    report = Report.objects.filter(Q(reference=known) | Q(case__reference=known)).first()
    if report is not None:
        return reverse("desk:case", args=[report.reference]) if may_see("case.read", report) else None
    for model, page, cell in (
        (Home, "desk:home", "home_history.read"),
        (Person, "desk:person", "person.list"),
        (Note, "desk:note_shown", "note.read"),
    ):
        thing = model._default_manager.filter(reference=known).first()
        if thing is not None:
            return reverse(page, args=[known]) if may_see(cell, thing) else None
    return None


def search(words: str, *, without: Iterable[int] = (), without_people: Iterable[int] = ()) -> Found:
    """Homes, people and reports for some words; without the homes and the people that whoever looks is linked to."""
    given, hidden = " ".join(words.replace("\x00", " ").split())[:LONGEST], list(without)
    not_theirs = list(without_people)
    if not given:
        return Found((), (), (), False)
    homes = homes_named(given, without=hidden, most=MOST + 1)
    people = list(_people(given, hidden).exclude(pk__in=not_theirs)[: MOST + 1])
    reports = _reports(given, hidden, not_theirs)
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


def _reports(words: str, hidden: list[int], not_theirs: list[int]) -> list[Report]:
    """The newest reports that say these words: of a common word the newest few thousand have enough.

    So that the commonest word is as quick as the rarest: all that say it are never put in order.
    """
    found = Report.objects.saying(words).select_related("home").defer("answers").order_by("-received_at", "-id")
    found = found.exclude(home__in=hidden) if hidden else found
    found = found.exclude(person__in=not_theirs) if not_theirs else found
    last = Report.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    newest = list(found.filter(pk__gt=last - NEWEST)[: MOST + 1])
    return newest if len(newest) > MOST else list(found[: MOST + 1])
