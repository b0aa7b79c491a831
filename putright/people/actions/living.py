"""Where somebody lives, with whom, under what agreement, and what makes a hazard worse for them, over time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from putright.accounts.models import Account
from putright.clocks.london import london_day
from putright.homes.models import LSOA, Home
from putright.people.models import Circumstance, Household, Member, Patch, Person, Tenancy, Tenant
from putright.record import actions as record


class NotPossible(ValueError):
    """Two things that were told cannot both be so; the message says which, and what to do."""


@transaction.atomic
def begin_tenancy(
    *, home: Home, agreement: str, tenants: Iterable[Person], since: date, by: str, at: datetime, called: str = ""
) -> Tenancy:
    """Keep the agreement that a home is lived in under, and who is named on it."""
    people = list(tenants)
    if Tenancy.objects.on(since).filter(home=home).exists():
        raise NotPossible("Another agreement holds for that home on that day. End it first.")
    tenancy = Tenancy.objects.create(home=home, agreement=Tenancy.Agreement(agreement), called=called, since=since)
    Tenant.objects.bulk_create([Tenant(tenancy=tenancy, person=person, since=since) for person in people])
    named = [person.pk for person in people]
    record.write("people.tenancy_began", by=by, at=at, about=home.about, tenancy=tenancy.pk, tenants=named)
    return tenancy


@transaction.atomic
def end_tenancy(*, tenancy: Tenancy, until: date, by: str, at: datetime) -> None:
    """End an agreement, for everyone named on it."""
    _check_order(tenancy.since, until)
    tenancy.until = until
    tenancy.save(update_fields=["until"])
    _end_all(tenancy.tenants.filter(until__isnull=True), until)
    record.write("people.tenancy_ended", by=by, at=at, about=tenancy.home.about, tenancy=tenancy.pk)


@transaction.atomic
def move_in(*, home: Home, people: Iterable[Person], since: date, by: str, at: datetime) -> Household:
    """Keep that these people live together in a home, from a day on."""
    if Household.objects.on(since).filter(home=home).exists():
        raise NotPossible("Another household lives in that home on that day. Say when they moved out first.")
    household = Household.objects.create(home=home, since=since)
    Member.objects.bulk_create([Member(household=household, person=person, since=since) for person in people])
    record.write("people.moved_in", by=by, at=at, about=home.about, household=household.pk)
    return household


@transaction.atomic
def move_out(*, household: Household, until: date, by: str, at: datetime) -> None:
    """Keep that a household has left its home, with everyone who was in it and all we were told of them."""
    _check_order(household.since, until)
    household.until = until
    household.save(update_fields=["until"])
    _end_all(household.members.filter(until__isnull=True), until)
    _end_all(household.circumstances.filter(until__isnull=True), until)
    record.write("people.moved_out", by=by, at=at, about=household.home.about, household=household.pk)


@transaction.atomic
def join_household(*, household: Household, person: Person, since: date, by: str, at: datetime) -> Member:
    """Keep that somebody came to live with a household, or was born into it."""
    _check_order(household.since, since)
    if household.until is not None and since >= household.until:
        raise NotPossible("That household had left the home by then. Choose the household that lives there.")
    member, is_new = Member.objects.get_or_create(
        household=household, person=person, until=None, defaults={"since": since}
    )
    if is_new:
        about = household.home.about
        record.write("people.joined", by=by, at=at, about=about, household=household.pk, person=person.pk)
    return member


@transaction.atomic
def leave_household(*, member: Member, until: date, by: str, at: datetime) -> None:
    """Keep that one person has left a household, and the others stay."""
    _check_order(member.since, until)
    member.until = until
    member.save(update_fields=["until"])
    household = member.household
    _end_all(household.circumstances.filter(person=member.person_id, until__isnull=True), until)
    about = household.home.about
    record.write("people.left", by=by, at=at, about=about, household=household.pk, person=member.person_id)


@transaction.atomic
def tell_circumstance(
    *, household: Household, kind: str, by: str, at: datetime, person: Person | None = None, since: date | None = None
) -> Circumstance:
    """Keep something that makes a hazard worse for a household; told again while it holds, it is still one.

    The record says that something was told and not what, for it is kept for ever.
    """
    since = max(since or london_day(at), household.since)
    told, is_new = Circumstance.objects.on(max(since, london_day(at))).get_or_create(
        household=household,
        kind=Circumstance.Kind(kind),
        person=person,
        defaults={"told_at": at, "since": since},
    )
    if is_new:
        record.write("people.circumstance_told", by=by, at=at, about=household.home.about, circumstance=told.pk)
    return told


@transaction.atomic
def end_circumstance(*, circumstance: Circumstance, until: date, by: str, at: datetime) -> None:
    """Keep that something no longer holds for a household."""
    _check_order(circumstance.since, until)
    circumstance.until = until
    circumstance.save(update_fields=["until"])
    about = circumstance.household.home.about
    record.write("people.circumstance_ended", by=by, at=at, about=about, circumstance=circumstance.pk)


@transaction.atomic
def give_patch(*, account: Account, name: str, lsoas: Iterable[str], since: date, by: str, at: datetime) -> Patch:
    """Give a member of staff the homes of some areas to look after."""
    areas = sorted(set(lsoas))
    if not areas or not all(re.fullmatch(LSOA, area) for area in areas):
        raise NotPossible("Name each area by its code, such as E01000001.")
    patch = Patch.objects.create(account=account, name=name, lsoas=areas, since=since)
    record.write("people.patch_given", by=by, at=at, about=patch, account=account.code)
    return patch


@transaction.atomic
def end_patch(*, patch: Patch, until: date, by: str, at: datetime) -> None:
    """Take a patch away from whoever looks after it."""
    _check_order(patch.since, until)
    patch.until = until
    patch.save(update_fields=["until"])
    record.write("people.patch_ended", by=by, at=at, about=patch)


def _check_order(since: date, until: date) -> None:
    if until < since:
        raise NotPossible(f"It began on {since:%d %B %Y}, so it cannot have ended before. Check both days.")


def _end_all(rows: Iterable[Tenant | Member | Circumstance], until: date) -> None:
    """End each on a day; what had not begun by then ends as it begins."""
    for row in rows:
        row.until = max(until, row.since)
        row.save(update_fields=["until"])
