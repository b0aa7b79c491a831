"""Invented homes and people for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from putright.homes import actions as homes
from putright.people import actions as people

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 3, 2)
SINCE = date(2020, 1, 1)
TEST = {"by": "test", "at": AT}
LSOA = "E01000001"


def home(line="Flat 9, Larkfield House", *, lsoa=LSOA, postcode="WX1 2AB", street="Rose Street"):
    return homes.add_home(
        line=line, street=street, town="Wexcombe", postcode=postcode, archetype="flat", lsoa=lsoa, **TEST
    )


def person(name="Ruth Bell", born_on=None):
    return people.add_person(name=name, born_on=born_on, **TEST)


def tenancy(of, *tenants, since=SINCE):
    return people.begin_tenancy(home=of, agreement="tenancy", tenants=tenants, since=since, **TEST)


def household(of, *members, since=SINCE):
    return people.move_in(home=of, people=members, since=since, **TEST)


def point(of, value="ruth@example.org", kind="email", **more):
    return people.add_contact_point(person=of, kind=kind, value=value, **more, **TEST)
