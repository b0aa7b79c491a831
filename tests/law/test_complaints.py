"""Whether a complaint may be refused, how long an answer may take, and which Ombudsman it goes to."""

from datetime import date

import pytest

from putright.clocks.calendar import england
from putright.law.complaints import (
    exclusions,
    longest_extension,
    may_refuse,
    ombudsman_for,
    ombudsmen,
)
from putright.law.facts import facts_of_area
from putright.law.loading import register

TODAY = date(2026, 11, 23)


def asked(**facts):
    usual = {"complained_on": TODAY, "happened_on": date(2026, 11, 1), "became_aware_on": date(2026, 11, 1)}
    return may_refuse(calendar=england(), **(usual | facts))


def keys(reasons):
    return [reason.key for reason in reasons]


def test_an_ordinary_complaint_must_be_accepted():
    answer = asked()
    assert answer.must_accept
    assert answer.must_tell == ()


def test_a_complaint_on_the_last_day_of_twelve_months_must_be_accepted():
    assert asked(happened_on=date(2025, 11, 23), became_aware_on=date(2025, 11, 23)).must_accept


def test_a_complaint_a_day_over_twelve_months_may_be_refused_and_may_be_taken():
    answer = asked(happened_on=date(2025, 11, 22), became_aware_on=date(2025, 11, 22))
    assert keys(answer.reasons) == ["over 12 months ago"]
    assert "taking it all the same" in answer.reasons[0].discretion


def test_twelve_months_run_from_when_the_resident_became_aware():
    assert asked(happened_on=date(2022, 1, 1), became_aware_on=date(2026, 6, 1)).must_accept


@pytest.mark.parametrize("unknown", ["happened_on", "became_aware_on"])
def test_age_is_no_reason_where_a_day_is_not_known(unknown):
    answer = asked(**({"happened_on": date(2020, 1, 1), "became_aware_on": date(2020, 1, 1)} | {unknown: None}))
    assert answer.must_accept
    assert "when_not_known" in keys(answer.not_reasons)


def test_a_leap_day_is_twelve_months_to_the_last_of_february():
    leap = date(2024, 2, 29)
    assert asked(complained_on=date(2025, 2, 28), happened_on=leap, became_aware_on=leap).must_accept
    assert not asked(complained_on=date(2025, 3, 1), happened_on=leap, became_aware_on=leap).must_accept


def test_a_claim_filed_at_court_may_be_a_reason():
    assert keys(asked(claim_filed_on=date(2026, 11, 20)).reasons) == ["court claim filed"]


def test_talk_of_court_or_a_letter_of_claim_never_is():
    answer = asked(court_spoken_of=True)
    assert answer.must_accept
    assert "letter_before_claim" in keys(answer.not_reasons)


def test_a_claim_filed_after_the_complaint_was_made_is_no_reason_to_have_refused_it():
    assert asked(claim_filed_on=date(2026, 11, 24)).must_accept


def test_what_has_been_through_the_process_may_be_refused():
    assert keys(asked(already_decided=True).reasons) == ["already decided"]


def test_every_reason_that_applies_is_given():
    answer = asked(
        happened_on=date(2020, 1, 1),
        became_aware_on=date(2020, 1, 1),
        claim_filed_on=date(2026, 1, 1),
        already_decided=True,
    )
    assert keys(answer.reasons) == list(exclusions())


def test_whoever_refuses_must_say_why_and_how_to_go_to_the_ombudsman():
    told = keys(asked(already_decided=True).must_tell)
    assert told == ["reasons", "ombudsman_right", "ombudsman_contacts"]


def test_no_kind_of_complaint_is_ever_shut_out_as_a_whole():
    assert "blanket" in keys(asked().not_reasons)


def test_every_reason_says_where_the_code_allows_it_and_is_a_choice_in_the_facts_of_a_case():
    assert all(reason.citation.instrument.key == "code-2024" for reason in exclusions().values())
    for fact in ("refused_because", "escalation_refused_because"):
        choices = facts_of_area("complaints")[fact].choices
        assert choices == (*exclusions(), "something else")


@pytest.mark.parametrize("key", ["lawfully_refused", "escalation_lawfully_refused"])
def test_a_complaint_falls_away_only_for_a_reason_the_code_names(key):
    ends = {end.key: end for duty in register().areas["complaints"] for end in duty.falls_away}
    ((_, reasons),) = ends[key].condition.when
    assert reasons == set(exclusions())


@pytest.mark.parametrize("stage, extension", [(1, "10 working days"), (2, "20 working days")])
def test_the_longest_extension_without_a_good_reason(stage, extension):
    assert str(longest_extension(stage)) == extension


@pytest.mark.parametrize("stage", [0, 3])
def test_there_is_no_stage_nought_and_no_stage_three(stage):
    with pytest.raises(ValueError, match="two stages and never more"):
        longest_extension(stage)


@pytest.mark.parametrize(
    "provider, function, who",
    [
        ("council", "landlord", "Housing Ombudsman"),
        ("registered provider", "landlord", "Housing Ombudsman"),
        ("council", "another council function", "Local Government and Social Care Ombudsman"),
    ],
)
def test_which_ombudsman_a_complaint_goes_to(provider, function, who):
    assert ombudsman_for(provider, function).name == who


@pytest.mark.parametrize("provider, function", [("registered provider", "another council function"), ("charity", "x")])
def test_what_is_not_known_is_not_guessed(provider, function):
    with pytest.raises(ValueError, match="council"):
        ombudsman_for(provider, function)


def test_nobody_is_told_to_email_a_new_complaint_since_13_january_2026():
    housing = ombudsmen()["housing"]
    assert "email" in housing.ways_to_ask(date(2026, 1, 12))
    assert housing.ways_to_ask(date(2026, 1, 13)) == ("online form", "telephone", "post")
