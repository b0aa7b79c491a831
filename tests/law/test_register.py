"""The register, counted, so that nothing vanishes from it; and every clause of the Code, found."""

from datetime import date

import pytest

from putright.law.areas import areas
from putright.law.code import duties_resting_on, editions, the_code
from putright.law.explanation import never_stops
from putright.law.facts import facts_of_area
from putright.law.hazard_types import hazard_types
from putright.law.hazards import class_tests, what_reclassifies
from putright.law.hhsrs import old_hazards
from putright.law.letters import letters
from putright.law.loading import register
from putright.law.register import NotYetLaw
from putright.law.requirements import scope
from putright.law.statements import counted, statements

DUTIES = {
    "hazards": 16,
    "complaints": 15,
    "complaints_oversight": 9,
    "ombudsman": 7,
    "right_to_repair": 25,
    "disrepair": 6,
    "safety_checks": 29,
    "leaseholders": 4,
    "information": 5,
}


def test_every_area_has_as_many_duties_as_it_had():
    assert {name: len(area.duties) for name, area in areas().items()} == DUTIES
    assert len(register().duties) == 116


def test_every_table_is_as_long_as_it_was():
    assert len(hazard_types()) == 21
    assert len(old_hazards()) == 29
    assert len(letters()) == 9
    assert len(the_code(date(2026, 11, 23)).clauses) == 55
    assert (len(class_tests()), len(what_reclassifies())) == (11, 5)
    assert {area: len(scope(area)) for area in areas() if scope(area)} == {
        "hazards": 6,
        "complaints": 1,
        "right_to_repair": 4,
        "information": 1,
    }
    assert {area: len(never_stops(area)) for area in areas() if never_stops(area)} == {
        "hazards": 9,
        "complaints": 5,
        "disrepair": 1,
        "safety_checks": 1,
    }


def test_every_statement_is_counted_once_at_its_level():
    assert sum(count.total() for count in counted().values()) == len(list(statements())) == 368


@pytest.mark.parametrize("area", areas())
def test_what_never_stops_a_clock_is_a_fact_kept_as_evidence_or_something_the_case_turns_on(area):
    facts = facts_of_area(area)
    assert all(facts[reason.fact].kind == "moment" for reason in never_stops(area))
    named = {fact.name for fact in facts.values() if fact.is_evidence}
    assert named == {reason.fact for reason in never_stops(area)}


@pytest.mark.parametrize("number", ["1.2", "2.3", "3.2", "4.3", "5.10", "5.15", "6.2", "6.17", "6.20", "7.4", "9.8"])
def test_a_clause_is_found_by_any_number_in_its_run(number):
    assert the_code(date(2026, 11, 23)).clause(number).covers(number)


@pytest.mark.parametrize("number", ["1.1", "2.6", "5.16", "6.21", "10.1"])
def test_a_clause_we_do_not_know_is_not_made_up(number):
    with pytest.raises(LookupError, match="no clause"):
        the_code(date(2026, 11, 23)).clause(number)


def test_the_code_was_not_statutory_before_its_first_day():
    assert editions()[0].since == date(2024, 4, 1)
    with pytest.raises(NotYetLaw):
        the_code(date(2024, 3, 31))


def test_every_duty_under_the_code_rests_on_a_clause_of_it():
    resting = {duty.name for clause in the_code(date(2026, 11, 23)).clauses for duty in duties_resting_on(clause)}
    code_areas = ("complaints", "complaints_oversight")
    assert resting == {duty.name for area in code_areas for duty in areas()[area].duties}


@pytest.mark.parametrize(
    "clauses", [("6.2", "stage_1_acknowledge"), ("6.4", "stage_1_respond"), ("9.7", "member_report")]
)
def test_a_clause_leads_to_the_duties_that_rest_on_it(clauses):
    number, key = clauses
    assert key in {duty.key for duty in duties_resting_on(the_code(date(2026, 11, 23)).clause(number))}
