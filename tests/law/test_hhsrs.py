"""The hazard rating system: two lists, the way from one to the other, scores and bands."""

from datetime import date
from fractions import Fraction

import pytest

from putright.law import hhsrs
from putright.law.hazard_types import hazard_types
from putright.law.register import NotYetLaw

WORKED = {"extreme": "31.6", "severe": "4.6", "serious": "21.5", "moderate": "42.3"}


def test_the_worked_example_scores_182_and_is_band_f():
    assert hhsrs.score(1800, WORKED) == 182
    found = hhsrs.band(182, "2006")
    assert (found.band, found.category) == ("F", 2)


def test_the_least_class_takes_what_is_left_of_a_hundred():
    assert hhsrs.score(1800, {name: share for name, share in WORKED.items() if name != "moderate"}) == 182


def test_the_worst_there_is_and_the_least_there_is():
    assert hhsrs.score(1, {"extreme": 100}) == 1_000_000
    assert hhsrs.score(5600, {}) == 0


@pytest.mark.parametrize("outcomes", [{"extreme": 60, "severe": 41}, {"extreme": 50, "moderate": 49}])
def test_outcomes_that_do_not_come_to_a_hundred_are_refused(outcomes):
    with pytest.raises(ValueError, match="not to 100"):
        hhsrs.score(100, outcomes)


def test_an_unknown_class_and_an_impossible_likelihood_are_refused():
    with pytest.raises(ValueError, match="not a class of harm"):
        hhsrs.score(100, {"fatal": 100})
    with pytest.raises(ValueError, match="one in one or more"):
        hhsrs.score(0, {"extreme": 100})


def test_nothing_is_scored_by_weights_we_have_not_seen():
    with pytest.raises(hhsrs.NoWeights, match="2026"):
        hhsrs.score(100, {"extreme": 100}, "2026")


@pytest.mark.parametrize(
    "scored, old, new",
    [
        (5000, "A", "High"),
        (4999, "B", "High"),
        (2000, "B", "High"),
        (1999, "C", "High"),
        (1000, "C", "High"),
        (999, "D", "Medium"),
        (500, "D", "Medium"),
        (499, "E", "Medium"),
        (200, "E", "Medium"),
        (199, "F", "Medium"),
        (100, "F", "Medium"),
        (99, "G", "Low"),
        (50, "G", "Low"),
        (49, "H", "Low"),
        (20, "H", "Low"),
        (19, "I", "Low"),
        (10, "I", "Low"),
        (9, "J", "Low"),
        (0, "J", "Low"),
    ],
)
def test_the_bands_of_both_lists_meet_without_a_gap(scored, old, new):
    assert (hhsrs.band(scored, "2006").band, hhsrs.band(scored, "2026").band) == (old, new)


@pytest.mark.parametrize("version", ["2006", "2026"])
@pytest.mark.parametrize("scored", [0, 9, 99, 100, 999, 1000, 5000, 100000])
def test_category_one_is_a_thousand_or_more_on_both_lists(version, scored):
    assert hhsrs.band(scored, version).category == (1 if scored >= 1000 else 2)


def test_there_is_no_band_below_nought_and_no_list_of_another_year():
    with pytest.raises(ValueError, match="nought or more"):
        hhsrs.band(-1, "2006")
    with pytest.raises(LookupError, match="2006 and 2026"):
        hhsrs.band(1, "2015")


@pytest.mark.parametrize(
    "day, version", [(date(2006, 4, 6), "2006"), (date(2026, 6, 22), "2006"), (date(2026, 6, 23), "2026")]
)
def test_which_list_was_in_force_on_a_day(day, version):
    assert hhsrs.list_on(day).version == version


def test_there_was_no_list_before_the_first():
    with pytest.raises(NotYetLaw, match="no list of hazards"):
        hhsrs.list_on(date(2006, 4, 5))


def test_the_doubt_about_its_first_day_is_said():
    assert "22 or 23 June 2026" in hhsrs.list_on(date(2026, 12, 1)).doubt


def test_the_old_list_is_numbered_1_to_29_and_the_new_1_to_21():
    assert [hazard.number for hazard in hhsrs.old_hazards().values()] == list(range(1, 30))
    assert [kind.number for kind in hazard_types().values()] == list(range(1, 22))


def test_every_old_hazard_went_somewhere_and_every_new_one_came_from_somewhere():
    assert {hhsrs.became(slug) for slug in hhsrs.old_hazards()} == set(hazard_types())
    came = [old for new in hazard_types() for old in hhsrs.came_from(new)]
    assert sorted(came) == sorted(hhsrs.old_hazards())


@pytest.mark.parametrize(
    "new, numbers",
    [
        ("falls_on_the_level", [19, 20]),
        ("fire_and_explosions", [24, 27]),
        ("collisions_entrapment_and_ergonomics", [26, 28]),
        ("indoor_air_pollutants", [5, 6, 9, 10]),
        ("domestic_hygiene", [15, 16, 17]),
        ("damp_and_mould", [1]),
        ("excess_cold", [2]),
    ],
)
def test_what_each_new_hazard_took_in(new, numbers):
    assert [hhsrs.old_hazards()[old].number for old in hhsrs.came_from(new)] == numbers


def test_where_unburnt_gas_and_baths_went_is_said_to_be_doubtful():
    assert "not sure" in hhsrs.old_hazards()["uncombusted_fuel_gas"].doubt
    assert "not sure" in hhsrs.old_hazards()["falls_in_baths"].doubt


def test_a_number_that_is_not_on_the_old_list_is_refused():
    assert hhsrs.old_hazard(21).slug == "falls_on_stairs"
    with pytest.raises(LookupError, match="1 to 29"):
        hhsrs.old_hazard(30)
    with pytest.raises(LookupError, match="2026 list"):
        hhsrs.came_from("falls_in_baths")


def test_an_assessor_chooses_from_falling_likelihoods_and_rising_outcomes():
    likelihoods, outcomes, _ = hhsrs.representative()
    assert list(likelihoods) == sorted(likelihoods, reverse=True)
    assert list(outcomes) == sorted(outcomes)
    assert Fraction("31.6") in outcomes
