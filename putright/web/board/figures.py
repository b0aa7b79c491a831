"""The figures of “Are we safe today?”: counts of dates and of homes, each with its period; nobody is on them.

Each figure is one statement, however much there is. A count of homes by what makes somebody there more at risk is
rounded, and a small one is not shown: 1 to 7 as a star, from 8 to the nearest 5.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Min, Q

from putright.clocks.london import london_day
from putright.deadlines.models import Deadline, Kind
from putright.deadlines.queries import title
from putright.hazards.models import Case, Class, Fact, Place
from putright.law.facts import facts_of_area
from putright.messages.models import Message, Try
from putright.people.models import Circumstance
from putright.record.models import Line, Seal

SOON = timedelta(hours=24)
# How far back we look at what came due, and at what did not arrive.
CAME_DUE_IN, ARRIVED_IN = timedelta(days=90), timedelta(days=7)
WAITS_TOO_LONG = timedelta(hours=1)
LEAST_SHOWN, ROUNDED_TO = 8, 5
# For how long what is late has been late: up to how many days.
AGES = (("less than a day", 1), ("1 to 7 days", 7), ("1 to 4 weeks", 28), ("more than 4 weeks", None))
# 95 in 100.
Z = 1.959964


@dataclass(frozen=True, slots=True)
class Open:
    """What the law asks that still runs, by the duty: how many are late, due within a day, due later, or count up."""

    title: str
    name: str
    late: int
    soon: int
    later: int
    counts_up: int


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, with an interval (Wilson, 95 in 100); nothing to share where there are none."""

    some: int
    of: int

    @property
    def per_cent(self) -> tuple[int, int, int] | None:
        """The share, and the interval from and to, in per cent."""
        if not self.of:
            return None
        n, share = self.of, self.some / self.of
        middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
        half = Z * math.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
        low, high = max(0.0, middle - half), min(1.0, middle + half)
        return round(100 * share), math.floor(100 * low + 1e-9), math.ceil(100 * high - 1e-9)


@dataclass(frozen=True, slots=True)
class Undecided:
    """Reports that nobody has decided on: how many, how many of them as emergencies, and since when the oldest."""

    all: int
    emergencies: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Arriving:
    """What was sent in the last seven days and did not arrive, of how many; and what has waited for over an hour."""

    failed: Share
    waiting: int


@dataclass(frozen=True, slots=True)
class Sealed:
    """When the record was last sealed, and the lines since: how many, and how old the oldest of them is."""

    last: datetime | None
    unsealed: int
    oldest: datetime | None


def open_duties(at: datetime) -> list[Open]:
    """What the law asks that still runs, the duty with the most late first."""
    running = Deadline.objects.open().filter(kind=Kind.DUTY)
    is_late, is_soon = Q(due_before__lte=at), Q(due_before__gt=at, due_before__lte=at + SOON)
    rows = running.values_list("name").annotate(
        late=Count("id", filter=is_late),
        soon=Count("id", filter=is_soon),
        later=Count("id", filter=Q(due_before__gt=at + SOON)),
        counts_up=Count("id", filter=Q(due_before__isnull=True)),
    )
    found = [Open(title(name), name, late, soon, later, counts_up) for name, late, soon, later, counts_up in rows]
    return sorted(found, key=lambda one: (-one.late, -one.soon, one.title, one.name))


def late_for(at: datetime) -> list[tuple[str, int]]:
    """For how long the duties that are late have been late, in four ages."""
    ages, after = {}, at
    for place, (_, days) in enumerate(AGES):
        before = at - timedelta(days=days) if days else None
        since = Q(due_before__gt=before) if before else Q()
        ages[f"age_{place}"] = Count("id", filter=Q(due_before__lte=after) & since)
        after = before or after
    found = Deadline.objects.open().filter(kind=Kind.DUTY, due_before__lte=at).aggregate(**ages)
    return [(says, found[f"age_{place}"]) for place, (says, _) in enumerate(AGES)]


def why_late(at: datetime) -> tuple[list[tuple[str, int]], Share]:
    """What is written down beside the cases that are late, and of how many nothing is; none of it stops a clock.

    A case may be counted under more than one.
    """
    late = Deadline.objects.open().filter(kind=Kind.DUTY, about_type="hazards.case", due_before__lte=at)
    cases = Case.objects.filter(reference__in=late.values("about_id"))
    evidence = [name for name, fact in facts_of_area("hazards").items() if fact.is_evidence]
    # Each fact as it now is: what was put right since does not count.
    said = Q(facts__name__in=evidence, facts__corrected_by__isnull=True) & ~Q(facts__value="")
    counts = cases.aggregate(all=Count("id", distinct=True), said=Count("id", distinct=True, filter=said))
    now = Fact.objects.filter(case__in=cases, name__in=evidence, corrected_by__isnull=True)
    rows = now.exclude(value="").values_list("name")
    beside = sorted(rows.annotate(Count("case", distinct=True)), key=lambda row: (-row[1], row[0]))
    known = facts_of_area("hazards")
    return [(known[name].says, count) for name, count in beside], Share(counts["all"] - counts["said"], counts["all"])


def came_due(at: datetime) -> Share:
    """How many of the law's dates that came due in the last 90 days were met in time; what fell away is left out."""
    rows = Deadline.objects.filter(kind=Kind.DUTY, due_before__lte=at, due_before__gt=at - CAME_DUE_IN)
    owed = rows.filter(Q(fell_away_at__isnull=True) | Q(fell_away_at__gte=F("due_before")))
    found = owed.aggregate(of=Count("id"), some=Count("id", filter=Q(met_at__lt=F("due_before"))))
    return Share(found["some"], found["of"])


def undecided() -> Undecided:
    """Reports that nobody has decided on yet."""
    found = Place.objects.filter(needs_triage=True).aggregate(
        all=Count("id"),
        emergencies=Count("id", filter=Q(is_class=Class.EMERGENCY)),
        oldest=Min("report__first_told_at"),
    )
    return Undecided(**found)


def arriving(at: datetime) -> Arriving:
    """What was sent in the last seven days, and did not arrive."""
    ended = Try.objects.filter(ended_at__gt=at - ARRIVED_IN).exclude(outcome=Try.Outcome.LATER)
    found = ended.aggregate(of=Count("id"), some=Count("id", filter=Q(outcome=Try.Outcome.FAILED)))
    waiting = Message.objects.waiting().filter(next_try_at__lte=at, written_at__lte=at - WAITS_TOO_LONG)
    return Arriving(Share(found["some"], found["of"]), waiting.count())


def sealed() -> Sealed:
    """When the record was last sealed, and what was written since."""
    seal = Seal.objects.order_by("-number").first()
    since = Line.objects.filter(written_in__gte=seal.settled_before if seal else 0)
    found = since.aggregate(unsealed=Count("id"), oldest=Min("written_at"))
    return Sealed(seal.sealed_at if seal else None, **found)


def at_risk(at: datetime) -> list[tuple[str, str]]:
    """In how many homes with something in the queue somebody was told of whom a hazard harms sooner, by what it is."""
    told = Circumstance.objects.on(london_day(at)).filter(household__until__isnull=True)
    here = told.filter(household__home__in=Place.objects.filter(report__home__isnull=False).values("report__home"))
    counts = dict(here.values_list("kind").annotate(Count("household__home", distinct=True)))
    return [(kind.label, shown(counts.get(kind.value, 0))) for kind in Circumstance.Kind]


def shown(count: int) -> str:
    """A count of homes where people could be recognised: a small one as a star, and a larger one rounded."""
    if count == 0:
        return "0"
    return "*" if count < LEAST_SHOWN else str(ROUNDED_TO * math.floor(count / ROUNDED_TO + 0.5))
