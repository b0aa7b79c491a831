"""An amount of money in one box, as people write it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from putright.repairs.tree.cleaning import cleaned

_AMOUNT = re.compile(r"£?\s*(?P<pounds>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,6})(?:\.(?P<pence>[0-9]{2}))?")
MOST_PENCE = 100_000_00


class PenceField(forms.Field):
    """An amount in pounds, in whole pence: 85, £85.50 or 1,250."""

    def bound_data(self, data: Any, initial: Any) -> str:
        """What is shown again: nothing in it that no page could show."""
        return cleaned(str(data or ""), one_line=True)

    def clean(self, value: Any) -> int | None:
        """The pence; nothing where nothing was typed and none are needed."""
        typed = str(value or "").strip()
        if not typed and not self.required:
            return None
        match = _AMOUNT.fullmatch(typed)
        if match is None:
            raise ValidationError("Enter an amount in pounds, such as 85 or 1,250.50.")
        pence = int(match["pounds"].replace(",", "")) * 100 + int(match["pence"] or 0)
        if pence > MOST_PENCE:
            raise ValidationError("That is more than £100,000. Check the amount.")
        return pence


def pounds(pence: int) -> str:
    """An amount as a page says it: £85, or £1,250.50."""
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}" + (f".{rest:02}" if rest else "")
