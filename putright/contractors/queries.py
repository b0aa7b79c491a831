"""Who can be asked to do a kind of work, at which rates, and how much is theirs to spend."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from putright.accounts.models import Account
from putright.contractors.models import Contractor, Rate, SpendLimit, Worker


def contractors_on(day: date) -> QuerySet[Contractor]:
    """Those that works can be ordered from on a day, our own team first."""
    return Contractor.objects.on(day).order_by("-is_own_team", "name", "pk")


def rates_on(day: date) -> QuerySet[Rate]:
    """The schedule of rates as it holds on a day, by code."""
    return Rate.objects.on(day).order_by("code", "pk")


def spend_limit_of(contractor: Contractor, on: date) -> int | None:
    """How many pence one order may come to on a day; nothing where nobody has set a limit."""
    held = SpendLimit.objects.filter(contractor=contractor, since__lte=on).order_by("-since", "-pk")
    return held.values_list("most_pence", flat=True).first()


def contractors_of(account: Account, on: date) -> QuerySet[Contractor]:
    """The contractors that somebody works for on a day."""
    workers = Worker.objects.on(on).filter(account=account)
    return Contractor.objects.on(on).filter(pk__in=workers.values("contractor"))


def works_for(account: Account, contractor: Contractor, on: date) -> bool:
    """Whether somebody works for a contractor on a day."""
    return contractors_of(account, on).filter(pk=contractor.pk).exists()
