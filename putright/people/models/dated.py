"""What holds from one day until another, which is no longer one of them."""

from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q


def ends_after_it_began(name: str) -> models.CheckConstraint:
    """A constraint: what ends does not end before it began."""
    return models.CheckConstraint(name=name, condition=Q(until__isnull=True) | Q(until__gte=F("since")))


_Dated = TypeVar("_Dated", bound=models.Model, covariant=True)


class DatedQuerySet(models.QuerySet[_Dated]):
    """Things that hold from one day until another, which is no longer one of them."""

    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)
