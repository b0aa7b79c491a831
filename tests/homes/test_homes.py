"""Keeping homes, and finding them."""

from __future__ import annotations

import pytest

from putright.homes import actions, queries
from putright.homes.actions import NotAHome
from putright.homes.models import Home, Landlord
from putright.record.models import Line
from tests.people.places import TEST, home

pytestmark = pytest.mark.django_db
LARKFIELD = {
    "name": "Larkfield Homes",
    "phone": "01632 960 000",
    "emergency_phone": "01632 960 999",
    "phone_hours": "Monday to Friday, 8am to 6pm",
    "email": "hello@larkfield.example",
    "address": "1 High Street, Wexcombe",
}


def test_there_is_one_landlord_and_it_can_change_what_it_says():
    assert queries.landlord() is None
    actions.set_landlord(**LARKFIELD, **TEST)
    actions.set_landlord(phone="01632 960 001", **TEST)
    assert Landlord.objects.count() == 1
    assert (queries.landlord().name, queries.landlord().phone) == ("Larkfield Homes", "01632 960 001")


@pytest.mark.parametrize("written", ["wx12ab", "WX1 2AB", " wx1  2ab "])
def test_a_postcode_is_kept_as_it_is_written_on_letters(written):
    assert home(postcode=written).postcode == "WX1 2AB"


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"uprn": "0123"}, "homes_home_uprn"),
        ({"uprn": "1234567890123"}, "uprn"),
        ({"postcode": "nowhere"}, "homes_home_postcode"),
        ({"lsoa": "W01000001"}, "homes_home_lsoa"),
        ({"epc": "H"}, "homes_home_epc"),
        ({"archetype": "castle"}, "archetype"),
        ({"landlord_repairs": ["moat"]}, "landlord_repairs"),
        ({"line": ""}, "line"),
    ],
)
def test_a_home_that_cannot_be_is_refused_in_a_sentence(told, says):
    given = {"line": "1", "street": "Rose Street", "town": "Wexcombe", "postcode": "WX1 2AB", "archetype": "flat"}
    with pytest.raises(NotAHome, match=says) as refused:
        actions.add_home(**{**given, **told}, **TEST)
    assert str(refused.value).endswith("Check it, and try again.") and not Home.objects.exists()


def test_what_changes_about_a_home_is_written_down_and_what_does_not_is_not():
    place = home()
    actions.change_home(home=place, epc="C", town="Wexcombe", **TEST)
    assert Line.objects.get(name="homes.home_changed").detail == {"fields": ["epc"]}
    actions.change_home(home=place, epc="C", **TEST)
    assert Line.objects.filter(name="homes.home_changed").count() == 1
    with pytest.raises(NotAHome, match="reference cannot be changed"):
        actions.change_home(home=place, reference="X", **TEST)


def test_homes_are_found_by_any_part_of_their_address():
    nine, ten = home(), home("Flat 10, Larkfield House")
    actions.change_home(home=ten, uprn="990000000001", **TEST)
    assert list(queries.find_home("larkfield wx12ab")) == [ten, nine]
    assert list(queries.find_home("flat 9 rose")) == [nine]
    assert list(queries.find_home("990000000001")) == [ten]
    assert list(queries.find_home(nine.reference.lower())) == [nine]
    for words in ("", "  ", "\x00", "%", "_", "x" * 5000, "castle"):
        assert not queries.find_home(words), words


@pytest.mark.parametrize(
    "line, address",
    [
        ("12", "12 Rose Street, Wexcombe, WX1 2AB"),
        ("12a", "12a Rose Street, Wexcombe, WX1 2AB"),
        ("12-14", "12-14 Rose Street, Wexcombe, WX1 2AB"),
        ("Flat 1", "Flat 1, Rose Street, Wexcombe, WX1 2AB"),
        ("1 The Yard", "1 The Yard, Rose Street, Wexcombe, WX1 2AB"),
    ],
)
def test_an_address_is_written_as_on_an_envelope(line, address):
    assert home(line).address == address


@pytest.mark.parametrize(
    "said",
    [
        "Flat 1, Larkfield House, Rose Street, Wexcombe, WX1 2AB",
        "flat 1 larkfield house wx12ab",
        "Flat 1\nLarkfield House\nRose Street",
        "WX1 2AB, Flat 1 Larkfield House",
    ],
)
def test_an_address_names_the_one_home_that_it_is_of(said):
    one = home("Flat 1, Larkfield House")
    home("Flat 11, Larkfield House"), home("Flat 1, Other House", street="High Street", postcode="WX1 3CD")
    assert queries.the_home_at(said) == one


@pytest.mark.parametrize(
    "said",
    [
        *("", "1", "Flat", "Flat 1", "Larkfield House, Rose Street, WX1 2AB", "Flat 1, Larkfield House"),
        *("Flat 2, Larkfield House, Rose Street", "Flat 1 or 11, Larkfield House, Rose Street", "\x00 1 2"),
        "my mum's, Flat 1, Larkfield House, Rose Street",
    ],
)
def test_an_address_that_may_be_of_another_home_names_none(said):
    home("Flat 1, Larkfield House"), home("Flat 11, Larkfield House")
    assert queries.the_home_at(said) is None


def test_two_homes_of_one_address_are_told_apart_by_a_person():
    home("1"), home("1")
    assert queries.the_home_at("1 Rose Street, WX1 2AB") is None
