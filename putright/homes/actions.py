"""Keeping the landlord, its blocks and its homes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from putright.homes.models import Block, Home, Landlord
from putright.record import actions as record
from putright.record.models import About

# What may be said of a home: everything but what names it and what is worked out.
OF_A_HOME = frozenset(
    ("block", "uprn", "line", "street", "town", "postcode", "lsoa", "archetype", "built_year", "storeys", "floor")
    + ("bedrooms", "epc", "landlord_repairs")
)


class NotAHome(ValueError):
    """What was said of a home or a block cannot be so; the message says what, and what to do."""


@transaction.atomic
def set_landlord(*, by: str, at: datetime, **told: Any) -> Landlord:
    """Keep who the landlord is and how to reach it; there is one in each database."""
    landlord, _ = Landlord.objects.update_or_create(only_one=True, defaults=told)
    record.write("homes.landlord_told", by=by, at=at, about=landlord, fields=sorted(told))
    return landlord


@transaction.atomic
def add_block(*, by: str, at: datetime, **told: Any) -> Block:
    """Keep a building of several homes."""
    block = Block(**_tidied(told))
    _check(block)
    block.save()
    record.write("homes.block_added", by=by, at=at, about=About("homes.block", block.reference))
    return block


@transaction.atomic
def add_home(*, by: str, at: datetime, **told: Any) -> Home:
    """Keep a home."""
    home = Home(**_tidied(told))
    _check(home)
    home.save()
    record.write("homes.home_added", by=by, at=at, about=home.about)
    return home


@transaction.atomic
def change_home(*, home: Home, by: str, at: datetime, **told: Any) -> None:
    """Keep what has changed about a home."""
    if strange := set(told) - OF_A_HOME:
        raise NotAHome(f"{', '.join(sorted(strange))} cannot be changed.")
    changed = sorted(field for field, value in _tidied(told).items() if getattr(home, field) != value)
    for field in changed:
        setattr(home, field, _tidied(told)[field])
    if changed:
        _check(home)
        home.save(update_fields=changed)
        record.write("homes.home_changed", by=by, at=at, about=home.about, fields=changed)


def _tidied(told: dict[str, Any]) -> dict[str, Any]:
    """A postcode as it is written: wx12ab is WX1 2AB."""
    if not isinstance(told.get("postcode"), str):
        return told
    letters = "".join(told["postcode"].split()).upper()
    return {**told, "postcode": f"{letters[:-3]} {letters[-3:]}"}


def _check(thing: Block | Home) -> None:
    """Refuse in a sentence what the database would refuse in its own words."""
    try:
        # Django takes an empty list for nothing said; here it says that nothing there is the landlord's to repair.
        thing.full_clean(exclude={"landlord_repairs"} if getattr(thing, "landlord_repairs", None) == [] else None)
    except ValidationError as why:
        said = "; ".join(f"{field}: {' '.join(messages)}" for field, messages in why.message_dict.items())
        raise NotAHome(f"{said}. Check it, and try again.") from None
