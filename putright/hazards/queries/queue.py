"""The queue: pages of reports in the order of their places, each page as quick as the first, however many there are.

No page counts the rows. Each filter has its own index in that order (hazards/models.py), so that a page reads what it
shows and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from putright.accounts.models import Account
from putright.hazards.models import Class, Place, SavedFilter, Triage
from putright.hazards.order import reasons
from putright.homes.models import written
from putright.law.hazard_types import hazard_types
from putright.people.models import Patch
from putright.record import reference

ROWS = 25
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST_EXCERPT = 160
# What a row shows, of the place, the report, its home, its case and whoever has it.
SHOWN = (
    *("pk", "act_before", "due_before", "promises_broken", "is_class", "hazard", "needs_triage", "needs_home"),
    *("report_id", "report__reference", "report__received_at", "report__first_told_at", "report__is_emergency"),
    *("report__words", "report__address_words", "report__home__reference", "report__home__line"),
    *("report__home__street", "report__home__postcode", "report__case__reference", "owner__name"),
)


class NotAPlace(ValueError):
    """What was given does not say where a page of the queue begins; the message says what to do."""


# Where a page begins: microseconds since the beginning, and a number.
PLACE = re.compile(r"-?[0-9]{1,18}\.[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the queue is wanted: all of it, unless something is said. Kept by its owner as it is in an address."""

    needs_triage: bool = False
    needs_home: bool = False
    is_class: str = ""
    hazard: str = ""
    is_mine: bool = False
    patch: int | None = None

    @classmethod
    def read(cls, asks: Mapping[str, object]) -> Filters:
        """Filters as an address or a saved filter has them; what is not one of ours is left out."""
        patch = str(asks.get("patch") or "")
        is_class, hazard = str(asks.get("is_class") or ""), str(asks.get("hazard") or "")
        return cls(
            needs_triage=bool(asks.get("needs_triage")),
            needs_home=bool(asks.get("needs_home")),
            is_class=is_class if is_class in Class.values else "",
            hazard=hazard if hazard in hazard_types() else "",
            is_mine=bool(asks.get("is_mine")),
            patch=int(patch) if patch.isdecimal() and len(patch) < 19 else None,
        )

    @property
    def asks(self) -> dict[str, str]:
        """The same for an address, or to be kept: only what is asked for."""
        return {name: "yes" if value is True else str(value) for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Row:
    """One report in the queue, thin enough to show many."""

    report: str
    case: str
    home: str
    where: str
    excerpt: str
    is_class: str
    hazard: str
    hazard_name: str
    needs_triage: bool
    needs_home: bool
    is_emergency: bool
    due_before: datetime | None
    act_before: datetime
    first_told_at: datetime
    received_at: datetime
    owner: str
    reasons: tuple[str, ...]

    @property
    def shown(self) -> str:
        """Its reference as people read it."""
        return reference.shown(self.report)


@dataclass(frozen=True, slots=True)
class Page:
    """Up to 25 of them, and where the next page begins; nothing when this is the last."""

    rows: tuple[Row, ...]
    next: str | None


def queue(
    filters: Filters,
    *,
    account: Account | None,
    at: datetime,
    after: str = "",
    without_homes: tuple[int, ...] = (),
    without_people: tuple[int, ...] = (),
) -> Page:
    """One page of the queue: what comes first, first. Two statements, or three for a patch.

    `account` is who looks, for what is theirs; `without_homes` are homes they may not see, their own among them, and
    `without_people` those whose reports they may not see wherever they live.
    Raises NotAPlace for an `after` that is none of ours.
    """
    found = _filtered(filters, account).filter(_after(after))
    if without_homes:
        found = found.exclude(report__home__in=without_homes)
    if without_people:
        found = found.exclude(report__person__in=without_people)
    lsoas = _lsoas(filters)
    rows = list(_first(found, lsoas))
    shown = [dict(zip(SHOWN, row)) for row in rows[:ROWS]]
    because = _because([row["report_id"] for row in shown])
    last = shown[-1] if len(rows) > ROWS else None
    return Page(
        tuple(_row(row, because.get(row["report_id"], ()), at) for row in shown),
        f"{(last['act_before'] - BEGINNING) // timedelta(microseconds=1)}.{last['pk']}" if last else None,
    )


def saved_filters(account: Account) -> QuerySet[SavedFilter]:
    """The views of the queue that somebody keeps, by name."""
    return account.saved_filters.order_by("name")


def _filtered(filters: Filters, account: Account | None) -> QuerySet[Place]:
    found = Place.objects.order_by("act_before", "id")
    for name in ("needs_triage", "needs_home", "is_class", "hazard"):
        if value := getattr(filters, name):
            found = found.filter(**{name: value})
    return found.filter(owner=account) if filters.is_mine else found


def _lsoas(filters: Filters) -> list[str] | None:
    """The areas of the patch that is asked for; nothing when none is."""
    if filters.patch is None:
        return None
    patch = Patch.objects.filter(pk=filters.patch).first()
    return patch.lsoas if patch else []


def _first(found: QuerySet[Place], lsoas: list[str] | None) -> Iterable[tuple[Any, ...]]:
    """The first rows of a page and one more. Those of a patch are the first of the first of each of its areas."""
    most = ROWS + 1
    if lsoas is None:
        return found.values_list(*SHOWN)[:most]
    if not lsoas:
        return []
    # Each by the index of its area, in order: a list of areas in one condition would be read whole and then sorted.
    firsts = [found.filter(lsoa=lsoa).values("pk")[:most] for lsoa in lsoas]
    either = firsts[0].union(*firsts[1:], all=True) if len(firsts) > 1 else firsts[0]
    ids = [row["pk"] for row in either]
    return Place.objects.filter(pk__in=ids).order_by("act_before", "id").values_list(*SHOWN)[:most]


def _after(cursor: str) -> Q:
    """Where a page begins: after the last of the page before."""
    if not cursor:
        return Q()
    moment, _, pk = cursor.partition(".")
    if not PLACE.fullmatch(cursor):
        raise NotAPlace("That is not a page of the queue. Begin again at the first.")
    try:
        act_before = BEGINNING + timedelta(microseconds=int(moment))
    except OverflowError:
        raise NotAPlace("That is not a page of the queue. Begin again at the first.") from None
    # The first of the two is for the index; the second for those of the very same moment.
    return Q(act_before__gte=act_before) & (Q(act_before__gt=act_before) | Q(pk__gt=int(pk)))


def _because(reports: list[int]) -> dict[int, list[str]]:
    """The rules that hold of each report, by the latest triage."""
    latest = Triage.objects.filter(report__in=reports).order_by("report", "-id").distinct("report")
    return dict(latest.values_list("report_id", "because"))


def _row(row: Mapping[str, Any], because: Sequence[str], at: datetime) -> Row:
    words = " ".join(row["report__words"].split())
    home = written(row["report__home__line"], row["report__home__street"], row["report__home__postcode"])
    return Row(
        report=row["report__reference"],
        case=row["report__case__reference"] or "",
        home=row["report__home__reference"] or "",
        where=home or ", ".join(row["report__address_words"].splitlines()),
        excerpt=words if len(words) <= LONGEST_EXCERPT else f"{words[: LONGEST_EXCERPT - 1].rstrip()}…",
        is_class=row["is_class"],
        hazard=row["hazard"],
        hazard_name=hazard_types()[row["hazard"]].name if row["hazard"] in hazard_types() else "",
        needs_triage=row["needs_triage"],
        needs_home=row["needs_home"],
        is_emergency=row["report__is_emergency"],
        due_before=row["due_before"],
        act_before=row["act_before"],
        first_told_at=row["report__first_told_at"],
        received_at=row["report__received_at"],
        owner=row["owner__name"] or "",
        reasons=reasons(due_before=row["due_before"], because=because, promises_broken=row["promises_broken"], at=at),
    )
