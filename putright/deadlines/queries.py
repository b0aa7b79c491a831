"""What runs, what became of it, and why its date is what it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Min, Q, QuerySet

from putright.deadlines.calendar import working_calendar
from putright.deadlines.models import Deadline, Kind, Level, Told
from putright.deadlines.promises import Promise, promised
from putright.law.conditions import Facts
from putright.law.explanation import Explanation, explain
from putright.law.loading import register
from putright.law.requirements import required
from putright.record.models import About

ORDER = ["", *Level.values]


def running(about: About) -> QuerySet[Deadline]:
    """What still runs about one thing: the first due first, and then what has no date."""
    rows = Deadline.objects.open().filter(about_type=about.type, about_id=about.id)
    return rows.order_by(F("due_before").asc(nulls_last=True), "id")


def history(about: About) -> QuerySet[Deadline]:
    """Everything that ever ran about one thing, in the order it began, with what was told and each older date."""
    return Deadline.objects.all().about(*about).prefetch_related("told", "recounted")


def earliest_due(abouts: Iterable[About]) -> dict[About, datetime]:
    """The earliest date of what still runs about each of some things; those with none are left out."""
    found = Deadline.objects.open().filter(_about_any(abouts), due_before__isnull=False)
    return {
        About(kind, which): due_before
        for kind, which, due_before in found.values_list("about_type", "about_id").annotate(Min("due_before"))
    }


def broken_promises(abouts: Iterable[About], at: datetime) -> dict[About, int]:
    """How many promises about each of some things were not kept in time; those with none are left out."""
    found: dict[About, int] = {}
    late = Deadline.objects.all().late(at).filter(_about_any(abouts), kind=Kind.PROMISE)
    for kind, which in late.values_list("about_type", "about_id"):
        found[About(kind, which)] = found.get(About(kind, which), 0) + 1
    return found


def title(name: str) -> str:
    """What a deadline is called on a page, whether the law asks for it or we promised it."""
    area = name.partition(".")[0]
    return promised(name).title if area in ("promises", "tasks") else register()[name].title


def explained(deadline: Deadline, facts: Facts) -> Explanation | Promise:
    """Why its date is what it is: the law's own explanation, or what was promised under that name.

    Raises LookupError where the facts do not ask for it any more.
    """
    if deadline.kind != Kind.DUTY:
        return promised(deadline.name)
    calendar = working_calendar()
    area = deadline.name.partition(".")[0]
    for requirement in required(area, facts, calendar):
        if requirement.duty.name == deadline.name and requirement.start == deadline.started_at:
            return explain(requirement, facts, calendar)
    raise LookupError(f"The facts as they are now known do not ask for {deadline}.")


def told_last(rows: Iterable[Deadline]) -> dict[int, str]:
    """The last that was told of each row's date as it now stands, by the row's id; nothing where nothing was."""
    dates = {row.pk: row.due_before for row in rows}
    found: dict[int, str] = {}
    if not dates:
        return found
    for one, level, due_before in Told.objects.filter(deadline__in=list(dates)).values_list(
        "deadline", "level", "due_before"
    ):
        if due_before == dates[one] and ORDER.index(level) > ORDER.index(found.get(one, "")):
            found[one] = level
    return found


def _about_any(abouts: Iterable[About]) -> Q:
    ids: dict[str, list[str]] = {}
    for about in abouts:
        ids.setdefault(about.type, []).append(about.id)
    wanted = Q(pk__in=[])
    for kind, some in ids.items():
        wanted |= Q(about_type=kind, about_id__in=some)
    return wanted
