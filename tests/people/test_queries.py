"""Who lives where, whose patch it is, and finding somebody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.accounts import actions as accounts
from putright.people import actions as people
from putright.people import queries
from putright.people.models import Circumstance
from tests.people.places import AT, SINCE, TEST, TODAY, home, household, person, point, tenancy

pytestmark = pytest.mark.django_db
LEFT = date(2025, 6, 1)
DAY = timedelta(days=1)


def test_the_household_and_the_agreement_are_those_of_the_day_asked_about():
    place, old, new = home(), person("Old"), person("New")
    first, rented = household(place, old), tenancy(place, old)
    people.move_out(household=first, until=LEFT, **TEST)
    people.end_tenancy(tenancy=rented, until=LEFT, **TEST)
    second, again = household(place, new, since=LEFT), tenancy(place, new, since=LEFT)
    assert [queries.household_of(place, day) for day in (SINCE - DAY, SINCE, LEFT - DAY, LEFT, TODAY)] == [
        *(None, first, first, second, second)
    ]
    assert [queries.tenancy_of(place, day) for day in (SINCE - DAY, LEFT - DAY, LEFT)] == [None, rented, again]
    assert list(queries.people_in(place, LEFT - DAY)) == [old] and list(queries.people_in(place, LEFT)) == [new]
    assert [queries.home_of(old, day) for day in (LEFT - DAY, LEFT)] == [place, None]
    assert queries.home_of(new, TODAY) == place
    assert not queries.people_in(home("Flat 1"), TODAY)


def test_somebody_in_no_agreement_lives_where_their_household_does():
    place, lodger = home(), person()
    household(place, lodger)
    assert queries.home_of(lodger, TODAY) == place


def test_two_households_do_not_live_in_one_home_and_two_agreements_do_not_hold_for_it():
    place = home()
    household(place, person()), tenancy(place, person())
    with pytest.raises(people.living.NotPossible, match="Another household"):
        household(place, person(), since=TODAY)
    with pytest.raises(people.living.NotPossible, match="Another agreement"):
        tenancy(place, person(), since=TODAY)


def test_nothing_ends_before_it_began():
    place = home()
    lived = household(place, person())
    with pytest.raises(people.living.NotPossible, match="cannot have ended before"):
        people.move_out(household=lived, until=SINCE - DAY, **TEST)
    with pytest.raises(people.living.NotPossible):
        people.join_household(household=lived, person=person(), since=SINCE - DAY, **TEST)


def test_the_patch_is_whoever_looks_after_the_area_now_and_still_works_here():
    place = home()
    assert queries.officer_of(place, TODAY) is None
    ann = accounts.open_account(**TEST, email="ann@example.org", name="Ann", is_staff=True)
    bob = accounts.open_account(**TEST, email="bob@example.org", name="Bob", is_staff=True)
    people.give_patch(account=ann, name="North", lsoas=[place.lsoa], since=SINCE, **TEST)
    people.give_patch(account=bob, name="North", lsoas=[place.lsoa, "E01000002"], since=LEFT, **TEST)
    assert [queries.officer_of(place, day) for day in (SINCE - DAY, SINCE, LEFT)] == [None, ann, bob]
    accounts.end_account(account=bob, **TEST)
    assert queries.officer_of(place, TODAY) == ann
    assert queries.officer_of(home("Flat 2", lsoa=None), TODAY) is None
    with pytest.raises(people.living.NotPossible, match="by its code"):
        people.give_patch(account=ann, name="North", lsoas=["North"], since=SINCE, **TEST)


def test_what_makes_a_hazard_worse_is_what_was_told_and_what_ages_say():
    place = home()
    baby, child, old = (person(name, born_on) for name, born_on in (
        ("Baby", TODAY - timedelta(days=100)), ("Child", date(2015, 1, 1)), ("Old", date(1950, 1, 1))
    ))  # fmt: skip
    lived = household(place, baby, child, old, person("Grown", date(1990, 1, 1)))
    assert queries.circumstances_of(place, TODAY) == ["baby", "under_5", "child", "over_65"]
    people.tell_circumstance(household=lived, kind="breathing", **TEST)
    told = people.tell_circumstance(household=lived, kind="pregnant", person=old, **TEST)
    assert queries.circumstances_of(place, TODAY) == [*("baby", "under_5", "child", "over_65", "pregnant", "breathing")]
    people.end_circumstance(circumstance=told, until=TODAY + DAY, **TEST)
    assert "pregnant" not in queries.circumstances_of(place, TODAY + DAY)
    people.leave_household(member=lived.members.get(person=old), until=TODAY, **TEST)
    assert "over_65" not in queries.circumstances_of(place, TODAY)
    assert queries.circumstances_of(home("Flat 3"), TODAY) == []


def test_told_twice_it_is_one_and_leaves_with_whom_it_is_about():
    place, ruth = home(), person()
    lived = household(place, ruth)
    first = people.tell_circumstance(household=lived, kind="heart", person=ruth, **TEST)
    assert people.tell_circumstance(household=lived, kind="heart", person=ruth, **TEST) == first
    people.leave_household(member=lived.members.get(), until=TODAY + DAY, **TEST)
    assert Circumstance.objects.get().until == TODAY + DAY


def test_the_record_does_not_say_what_was_told():
    from putright.record.models import Line

    people.tell_circumstance(household=household(home(), person()), kind="mental_health", **TEST)
    line = Line.objects.get(name="people.circumstance_told")
    assert "mental" not in f"{line.detail}" and line.about_type == "homes.home"


@given(born_on=st.dates(date(1900, 1, 1), date(2030, 1, 1)), on=st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_ages_are_counted_in_birthdays(born_on, on):
    kinds = queries.kinds_by_age(born_on, on)
    birthdays = [born_on.replace(year=y) if (born_on.month, born_on.day) != (2, 29) else date(y, 3, 1)
                 for y in range(born_on.year + 1, 2032)]  # fmt: skip
    age = sum(day <= on for day in birthdays)
    if born_on > on:
        assert kinds == set()
    else:
        assert kinds == (
            {kind for kind, below in (("baby", 1), ("under_5", 5), ("child", 18)) if age < below}
            | ({"over_65"} if age >= 65 else set())
        )


def test_people_are_found_by_name_number_address_and_reference():
    ruth = person("Ruth O'Neill-Bell")
    point(ruth), point(ruth, "07700 900123", "text")
    person("Somebody Else")
    for words in (
        "ruth",
        "BELL o'neill",
        "Ruth@example.org",
        "07700900123",
        "+44 7700 900 123",
        ruth.reference.lower(),
    ):
        assert list(queries.find_people(words)) == [ruth], words
    for words in ("", "   ", "ruth else", "\x00", "%", "07700 900124", "x" * 10_000):
        assert not queries.find_people(words), words


def test_only_one_person_is_reached_where_only_one_is():
    ruth, sam = person("Ruth"), person("Sam")
    point(ruth, "07700 900123", "text")
    assert queries.person_reached_at("07700900123", AT) == ruth
    shared = point(sam, "07700 900123", "text")
    assert queries.person_reached_at("07700900123", AT) is None
    people.end_contact_point(contact_point=shared, **TEST)
    assert queries.person_reached_at("07700900123", AT + DAY) == ruth
    assert queries.person_reached_at("nothing", AT) is None


def test_a_contact_point_is_kept_once_and_one_is_preferred():
    ruth = person()
    first = point(ruth, is_preferred=True)
    assert point(ruth, " RUTH@example.org") == first
    point(ruth, "07700 900123", "text", is_preferred=True)
    assert [p.kind for p in ruth.contact_points.usable(AT)] == ["text", "email"]
    assert ruth.contact_points.filter(is_preferred=True).count() == 1


def test_that_a_way_to_reach_somebody_is_not_safe_is_kept_from_the_rest_of_the_home():
    from putright.record.models import Line

    mobile = point(person(), "07700 900123", "text")
    people.mark_safety(contact_point=mobile, is_safe=False, **TEST)
    line = Line.objects.get(name="people.contact_point_safety_told")
    assert line.audience == "staff" and line.why_staff_only


@pytest.mark.parametrize(("name", "born_on"), [("", None), ("x" * 201, None), ("Ruth", TODAY + DAY)])
def test_somebody_without_a_name_or_not_born_yet_is_nobody(name, born_on):
    with pytest.raises(people.person.NotAPerson):
        person(name, born_on)
