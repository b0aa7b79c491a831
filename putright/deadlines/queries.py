"""What runs, what became of it, and why its date is what it is."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from putright.deadlines.calendar import working_calendar
from putright.deadlines.models import Deadline, Kind, Level, Told
from putright.deadlines.promises import Promise, promised
from putright.law.conditions import Facts
from putright.law.explanation import Explanation, explain
from putright.law.loading import register
from putright.law.requirements import required
from putright.record.models import About, about_any

ORDER = ["", *Level.values]


def history(*abouts: About) -> QuerySet[Deadline]:
    """Everything that ever ran about some things, in the order it began."""
    return Deadline.objects.filter(about_any(abouts)).order_by("started_at", "id")


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
