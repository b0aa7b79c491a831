"""What is told of Larkfield: nothing in it is anybody's, but for the codes of areas, which are real and said to be."""

import csv
import re
from pathlib import Path

import pytest

from putright.accounts.models import Role
from putright.demo.homes import A_NEIGHBOURHOOD, LETTERS
from putright.demo.larkfield import larkfield, names
from putright.homes.models import LSOA, POSTCODE, Home
from putright.people.models import Circumstance

AREAS = Path(__file__).parents[3] / "shared" / "data" / "imd2025_england_lsoa21.csv"
# Ofcom keeps these numbers for drama: a mobile, a UK-wide, a freephone, and a town that has none of its own.
FOR_DRAMA = re.compile(r"07700900\d{3}|03069990\d{3}|0808157\d{4}|01632960\d{3}")


def test_its_areas_are_those_that_were_published():
    if not AREAS.exists():
        pytest.skip(f"The published areas are not on this machine: there is no {AREAS}.")
    with AREAS.open(encoding="utf-8", newline="") as file:
        published = {row["lsoa21_code"]: int(row["imd_decile"]) for row in csv.DictReader(file)}
    for each in larkfield().neighbourhoods:
        assert published[each.lsoa] == each.decile, each.name


def test_every_neighbourhood_has_a_hundred_homes_in_an_area_of_its_own():
    told = larkfield().neighbourhoods
    assert [sum(place.homes for place in each.places) for each in told] == [A_NEIGHBOURHOOD] * 12
    assert len({each.lsoa for each in told}) == len(told)
    assert all(re.fullmatch(LSOA, each.lsoa) for each in told)
    assert all(len(each.places) <= len(LETTERS) for each in told)


def test_every_place_is_of_a_kind_that_there_is():
    for each in larkfield().neighbourhoods:
        for place in each.places:
            assert place.of in Home.Archetype.values
            assert place.homes % place.storeys == 0 or not place.is_block, place
            assert 1880 < place.built < 2025 and min(place.bedrooms) > 0


def test_the_landlord_can_be_reached_at_no_real_number_or_address():
    landlord = larkfield().landlord
    for number in (landlord["phone"], landlord["emergency_phone"]):
        assert FOR_DRAMA.fullmatch(number.replace(" ", ""))
    assert landlord["email"].endswith(".test")
    assert re.search(POSTCODE.strip("^$"), landlord["address"])[0].startswith("WX")


def test_every_role_that_a_demonstration_needs_is_held_and_every_area_looked_after_by_one():
    told = larkfield()
    held = {each.role for each in told.staff}
    assert held == set(Role.Name.values) - {Role.Name.CONTRACTOR}
    patched = sorted(lsoa for each in told.staff for lsoa in each.lsoas)
    assert patched == sorted(each.lsoa for each in told.neighbourhoods)
    assert {each.role for each in told.staff if each.lsoas} == {Role.Name.HOUSING_OFFICER}


def test_everybody_whom_one_may_walk_in_as_is_there():
    told = larkfield()
    known = {each.email for each in told.staff}
    known |= {person["key"] for entry in told.households.values() for person in entry["people"] if "key" in person}
    assert {one.who for one in told.walk_in} <= known
    assert len({one.key for one in told.walk_in}) == len(told.walk_in) == 6


def test_what_is_told_of_people_is_something_that_can_be_told():
    for entry in larkfield().households.values():
        for person in entry["people"]:
            assert person.get("has", "ill") in Circumstance.Kind.values
            assert any(one.get("tenant") for one in entry["people"])


def test_names_are_of_many_kinds_and_none_was_read_as_something_else():
    every = [name for group in names() for name in (*group.given, *group.family)]
    assert all(isinstance(part, str) for name in every for part in name)
    written = {name for name, _ in every}
    assert {"O’Neill", "Ng", "Null", "True", "O", "ሰላም", "أمينة", "Олена", "Nguyễn", "Dąbrowski"} <= written
    assert sum(group.share for group in names()) == 100


def test_larkfields_own_team_has_rates_of_its_own_and_reaches_nobody():
    told = larkfield().works
    assert FOR_DRAMA.fullmatch(told["phone"].replace(" ", ""))
    codes = [rate["code"] for rate in told["rates"]]
    assert len(set(codes)) == len(codes) and all(rate["trade"] in told["trades"] for rate in told["rates"])
