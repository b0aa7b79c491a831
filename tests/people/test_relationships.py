"""Who is what to whom, over time: decisions turn on it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from putright.accounts import actions as accounts
from putright.people import actions as people
from putright.people.models import Member, Tenant
from putright.people.relationships import homes_linked_to, relationships
from tests.people.places import AT, SINCE, TEST, TODAY, home, household, person, tenancy

pytestmark = pytest.mark.django_db
LEFT = date(2025, 6, 1)


def resident(name):
    account = accounts.open_account(**TEST)
    who = person(name)
    people.tie_account(person=who, account=account, **TEST)
    return account, who


def colleague(*, living_as=None):
    account = accounts.open_account(
        **TEST, email=f"{living_as or 'x'}@example.org".lower(), name="Priya", is_staff=True
    )
    if living_as:
        who = person(living_as)
        people.tie_account(person=who, account=account, **TEST)
        return account, who
    return account


def ways(account, **thing):
    return set(relationships(account, at=AT, **thing))


def test_nobody_is_related_to_nothing():
    assert ways(None, home=home()) == {"none"}


def test_what_somebody_told_is_their_own_and_so_is_the_home_they_rent():
    account, ruth = resident("Ruth")
    place = home()
    tenancy(place, ruth), household(place, ruth)
    assert ways(account, person=ruth, home=place) == ways(account, person=ruth) == ways(account, home=place) == {"own"}


def test_somebody_who_speaks_for_another_owns_what_they_told():
    account, daughter = resident("Ann")
    assert ways(account, person=daughter, home=home()) == {"own"}


def test_two_names_on_one_agreement_are_joint_tenants_and_no_more():
    account, ruth = resident("Ruth")
    sam, place = person("Sam"), home()
    tenancy(place, ruth, sam), household(place, ruth, sam)
    assert ways(account, person=sam, home=place) == {"joint_tenant"}
    assert ways(account, home=place) == {"own"}
    assert ways(account, person=sam) == {"household"}


def test_somebody_who_lives_there_and_is_not_on_the_agreement_is_of_the_household():
    account, lodger = resident("Lee")
    sam, place = person("Sam"), home()
    tenancy(place, sam), household(place, sam, lodger)
    assert ways(account, person=sam, home=place) == ways(account, home=place) == {"household"}


def test_a_tenant_who_is_in_no_household_is_still_a_tenant():
    account, ruth = resident("Ruth")
    place = home()
    tenancy(place, ruth)
    assert ways(account, home=place) == {"own"}


def test_whoever_has_left_keeps_what_was_theirs_and_nothing_of_what_came_after():
    account, ruth = resident("Ruth")
    place, sam = home(), person("Sam")
    rented, lived = tenancy(place, ruth, sam), household(place, ruth, sam)
    people.leave_household(member=lived.members.get(person=ruth), until=LEFT, **TEST)
    Tenant.objects.filter(tenancy=rented, person=ruth).update(until=LEFT)
    assert ways(account, person=ruth, home=place) == {"former"}
    assert ways(account, person=sam, home=place) == ways(account, home=place) == ways(account, person=sam) == {"none"}
    assert ways(account, person=ruth) == {"own"}


def test_whoever_comes_after_is_nothing_to_those_who_left():
    account, new = resident("New")
    place, old = home(), person("Old")
    lived = household(place, old)
    people.move_out(household=lived, until=LEFT, **TEST)
    household(place, new, since=LEFT)
    assert ways(account, person=old, home=place) == {"household"}
    assert ways(account, home=home("Flat 10")) == {"none"}


def test_a_member_of_a_household_that_has_left_has_left():
    account, ruth = resident("Ruth")
    place = home()
    lived = household(place, ruth)
    lived.until = LEFT
    lived.save()
    assert Member.objects.get().until is None
    assert ways(account, person=ruth, home=place) == {"former"}


# ---- At work


def test_a_colleague_knows_a_home_by_their_patch_and_what_they_were_given_or_wrote_down():
    priya, other, place = colleague(), colleague(living_as="Other")[0], home()
    assert ways(priya, home=place) == {"none"}
    patch = people.give_patch(account=priya, name="North", lsoas=[place.lsoa], since=SINCE, **TEST)
    assert ways(priya, home=place) == {"patch"}
    assert ways(priya, home=place, owner=priya, taken_by=priya) == {"patch", "assigned", "took_down"}
    assert ways(priya, home=place, owner=other, taken_by=other) == {"patch"}
    people.end_patch(patch=patch, until=TODAY, **TEST)
    assert ways(priya, home=place) == {"none"}
    assert ways(priya, home=home("Flat 1", lsoa=None)) == {"none"}


def test_a_resident_is_never_at_work():
    account, _ = resident("Ruth")
    assert ways(account, home=home(), owner=account, taken_by=account) == {"none"}


def test_a_colleague_is_linked_to_those_they_live_with():
    priya, me = colleague(living_as="Priya")
    sam, place = person("Sam"), home()
    tenancy(place, me), household(place, me, sam)
    assert ways(priya, home=place) == {"own", "linked"}
    assert ways(priya, person=sam, home=place) == {"household", "linked"}
    assert ways(priya, person=sam) == {"household", "linked"}
    assert ways(priya, person=me) == {"own", "linked"}
    assert homes_linked_to(priya, AT) == {place.pk}


def test_a_colleague_who_moved_out_is_linked_to_those_who_stayed_wherever_they_live_now():
    priya, me = colleague(living_as="Priya")
    sam, place, elsewhere = person("Sam"), home(), home("Flat 1")
    lived = household(place, me, sam)
    people.leave_household(member=lived.members.get(person=me), until=LEFT, **TEST)
    assert ways(priya, home=place) == ways(priya, person=sam, home=place) == {"linked"}
    people.leave_household(member=lived.members.get(person=sam), until=LEFT, **TEST)
    household(elsewhere, sam, since=LEFT)
    assert ways(priya, home=elsewhere) == ways(priya, person=sam, home=elsewhere) == {"linked"}
    assert ways(priya, home=place) == {"none"}
    assert homes_linked_to(priya, AT) == {elsewhere.pk}


def test_a_colleague_is_not_linked_to_strangers_in_a_home_they_once_lived_in():
    priya, me = colleague(living_as="Priya")
    place = home()
    people.move_out(household=household(place, me), until=LEFT, **TEST)
    stranger = person("Stranger")
    household(place, stranger, since=LEFT)
    assert ways(priya, home=place) == ways(priya, person=stranger, home=place) == {"none"}
    assert homes_linked_to(priya, AT) == frozenset()


def test_a_former_joint_tenant_who_works_here_is_linked():
    priya, me = colleague(living_as="Priya")
    sam, place = person("Sam"), home()
    rented = tenancy(place, me, sam)
    Tenant.objects.filter(tenancy=rented, person=me).update(until=LEFT)
    assert ways(priya, home=place) == ways(priya, person=sam) == {"linked"}


def test_most_colleagues_are_linked_to_nobody():
    priya = colleague()
    assert homes_linked_to(priya, AT) == frozenset()
    assert homes_linked_to(resident("Ruth")[0], AT) == frozenset()


# ---- Dates


DAYS = st.integers(min_value=-400, max_value=400).map(lambda days: TODAY + timedelta(days=days))


@given(came=DAYS, stays=st.one_of(st.none(), st.integers(min_value=0, max_value=300)), asked=DAYS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_on_any_day_somebody_lives_there_has_lived_there_or_has_not_yet(db, came, stays, asked):
    """Exactly one of these, from the day they came until the day they left, which is no longer one of them."""
    account, ruth = resident("Ruth")
    place = home(f"Flat {ruth.pk}")
    left = came + timedelta(days=stays) if stays is not None else None
    household(place, ruth, since=came)
    Member.objects.filter(person=ruth).update(until=left)
    at = datetime.combine(asked, time(12), UTC)
    here = came <= asked and (left is None or asked < left)
    before = left is not None and came <= asked and asked >= left
    assert relationships(account, at=at, home=place) == ({"household"} if here else {"none"})
    assert relationships(account, at=at, person=ruth, home=place) == ({"former"} if before else {"own"})


@given(mine=st.tuples(DAYS, DAYS), theirs=st.tuples(DAYS, DAYS), asked=DAYS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_people_see_of_each_other_only_while_both_live_there(db, mine, theirs, asked):
    account, ruth = resident("Ruth")
    sam = person("Sam")
    place = home(f"Flat {ruth.pk}")
    spans = [sorted(mine), sorted(theirs)]
    lived = household(place, ruth, sam, since=min(spans[0][0], spans[1][0]))
    for who, (came, left) in zip((ruth, sam), spans, strict=True):
        Member.objects.filter(household=lived, person=who).update(since=came, until=left)
    at = datetime.combine(asked, time(12), UTC)
    here = [came <= asked < left for came, left in spans]
    assert ("household" in relationships(account, at=at, person=sam)) == all(here)
    assert ("household" in relationships(account, at=at, home=place)) == here[0]
