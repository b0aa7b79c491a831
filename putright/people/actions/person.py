"""Who somebody is, and how we reach them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from putright.accounts.models import Account
from putright.clocks.london import london_day
from putright.people import contact
from putright.people.models import ContactPoint, Person
from putright.record import actions as record
from putright.record.models import Audience

LONGEST_NAME = 200
# Whoever else can read a resident's record must not learn from it which way to reach them is safe.
ABOUT_SAFETY: dict[str, Any] = {
    "audience": Audience.STAFF,
    "why_staff_only": "Others in the home could read from it which way to reach this person is safe.",
}


class NotAPerson(ValueError):
    """What was given is not enough to know somebody by; the message says what to do."""


@transaction.atomic
def add_person(*, name: str, by: str, at: datetime, known_as: str = "", born_on: date | None = None) -> Person:
    """Keep who somebody is."""
    name, known_as = " ".join(name.split()), " ".join(known_as.split())
    if not name or len(name) > LONGEST_NAME or len(known_as) > LONGEST_NAME:
        raise NotAPerson(f"Write the name they gave, up to {LONGEST_NAME} characters.")
    if born_on is not None and born_on > london_day(at):
        raise NotAPerson("The day they were born has not come yet. Check the year.")
    person = Person.objects.create(name=name, known_as=known_as, born_on=born_on)
    record.write("people.person_added", by=by, at=at, about=person)
    return person


@transaction.atomic
def add_contact_point(
    *,
    person: Person,
    kind: str,
    value: str,
    by: str,
    at: datetime,
    is_preferred: bool = False,
    is_safe: bool = True,
) -> ContactPoint:
    """Keep a way to reach somebody, as contact.kept writes it; the same way twice is one."""
    value = contact.kept(kind, value)
    known = person.contact_points.usable(at).filter(kind=kind, value=value).first()
    if known:
        return known
    if is_preferred:
        person.contact_points.usable(at).filter(is_preferred=True).update(is_preferred=False)
    point = ContactPoint.objects.create(
        person=person, kind=kind, value=value, is_preferred=is_preferred, is_safe=is_safe, since=at
    )
    record.write("people.contact_point_added", by=by, at=at, about=person, contact_point=point.pk, kind=kind)
    return point


@transaction.atomic
def confirm_contact_point(*, contact_point: ContactPoint, by: str, at: datetime) -> None:
    """Keep that a contact point answered with a code that we sent there."""
    if contact_point.confirmed_at is None:
        contact_point.confirmed_at = at
        contact_point.save(update_fields=["confirmed_at"])
        record.write(
            "people.contact_point_confirmed",
            by=by,
            at=at,
            about=contact_point.person,
            contact_point=contact_point.pk,
        )


@transaction.atomic
def end_contact_point(*, contact_point: ContactPoint, by: str, at: datetime) -> None:
    """End a way to reach somebody, from now on."""
    if contact_point.until is None or contact_point.until > at:
        contact_point.until = max(at, contact_point.since)
        contact_point.is_preferred = False
        contact_point.save(update_fields=["until", "is_preferred"])
        about = contact_point.person
        record.write("people.contact_point_ended", by=by, at=at, about=about, contact_point=contact_point.pk)


@transaction.atomic
def mark_safety(*, contact_point: ContactPoint, is_safe: bool, by: str, at: datetime) -> None:
    """Keep whether a way to reach somebody is safe to use."""
    if contact_point.is_safe != is_safe:
        contact_point.is_safe = is_safe
        contact_point.save(update_fields=["is_safe"])
        about = contact_point.person
        record.write(
            "people.contact_point_safety_told",
            by=by,
            at=at,
            about=about,
            contact_point=contact_point.pk,
            **ABOUT_SAFETY,
        )


@transaction.atomic
def tie_account(*, person: Person, account: Account, by: str, at: datetime) -> None:
    """Keep which account is this person's own, in their own life; a member of staff is then kept from their home."""
    if person.account_id != account.pk:
        person.account = account
        person.save(update_fields=["account"])
        record.write("people.account_tied", by=by, at=at, about=person, account=account.code)
