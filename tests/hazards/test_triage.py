"""Triage: hazard x who lives there, each reason in words; more that is told raises it and never lowers it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from putright.clocks.strict_yaml import BadFile
from putright.hazards.rules import CLASSES, TRIAGE, load, rules
from putright.hazards.triage import suggest, told_in
from putright.law.hazard_types import hazard_types
from putright.people.models import Circumstance
from putright.repairs.tree.reading import tree
from tests.reading_age import age, longest_sentence

ON = date(2026, 3, 4)
CHOICES = {
    key: [option.key for option in question.options]
    for key, question in tree().questions.items()
    if question.options and question.kind != "times"
}
SIGNS = [(key, option.key) for key, asked in tree().questions.items() for option in asked.options if option.is_sign]
answers_given = some.dictionaries(some.sampled_from(sorted(CHOICES)), some.just(None), max_size=6).flatmap(
    lambda keys: some.fixed_dictionaries(
        {
            key: some.lists(some.sampled_from(CHOICES[key]), max_size=3).map(lambda chosen: {"chosen": chosen})
            for key in keys
        }
    )
)
households = some.sets(some.sampled_from(Circumstance.Kind.values), max_size=4)
words_said = some.sampled_from(["", "mould", "A smell of gas", "rats and sewage", "no heating", "a cupboard door"])


def suggested(answers, household=(), words=""):
    return suggest(told_in(answers, words=words, household=household), on=ON)


def height(suggestion):
    return CLASSES.index(suggestion.is_class)


def with_more(answers, more):
    merged = {key: {"chosen": list(value["chosen"])} for key, value in answers.items()}
    for key, value in more.items():
        merged.setdefault(key, {"chosen": []})["chosen"] += value["chosen"]
    return merged


@given(answers_given, answers_given, households, households, words_said, words_said)
def test_whatever_more_is_told_never_lowers_the_class_nor_the_risk(answers, more, lives, also, words, further):
    before = suggested(answers, lives, words)
    after = suggested(with_more(answers, more), lives | also, f"{words} {further}")
    assert height(after) >= height(before)
    assert after.risk_hours >= before.risk_hours
    assert set(before.because) - {"otherwise"} <= set(after.because)


@given(answers_given, households, words_said)
def test_every_suggestion_has_a_reason_in_words_and_a_hazard_of_the_list(answers, lives, words):
    suggestion = suggested(answers, lives, words)
    assert suggestion.words and all(reason.endswith(".") for reason in suggestion.words)
    assert len(suggestion.words) == len(suggestion.because)
    assert suggestion.hazard == "" or suggestion.hazard in hazard_types()
    if suggestion.is_class != "neither":
        assert rules().rules[suggestion.because[0]].raises_to == suggestion.is_class


@given(answers_given, households, some.sampled_from(SIGNS))
def test_a_sign_of_danger_is_always_suggested_as_an_emergency(answers, lives, asked):
    key, sign = asked
    assert suggested(with_more(answers, {key: {"chosen": [sign]}}), lives).is_class == "emergency"


@pytest.mark.parametrize(
    "answers, household, is_class, reason",
    [
        ({"what": {"chosen": ["mould"]}}, (), "significant", "damp_or_mould"),
        ({"what": {"chosen": ["mould"]}}, ("breathing",), "significant", "lives_there_breathing"),
        ({"what": {"chosen": ["mould"]}, "how_much": {"chosen": ["more_rooms"]}}, ("under_5",), "emergency", "much_mould_and_somebody_at_risk"),
        ({"what": {"chosen": ["mould"]}, "told": {"chosen": ["us"]}}, ("breathing",), "emergency", "mould_told_before_and_somebody_at_risk"),
        ({"what": {"chosen": ["heating"]}}, (), "significant", "cold_home"),
        ({"what": {"chosen": ["heating"]}}, ("over_65",), "emergency", "no_heat_and_somebody_at_risk"),
        ({"what": {"chosen": ["electrics"]}}, ("powered_equipment",), "emergency", "power_somebody_lives_by"),
        ({"what": {"chosen": ["leak", "electrics"]}}, (), "emergency", "water_and_electrics"),
        ({"what": {"chosen": ["kitchen"]}}, (), "neither", "otherwise"),
        ({"what": {"chosen": ["kitchen"]}}, ("under_5",), "significant", "hurt_in_the_kitchen"),
        ({"what": {"chosen": ["kitchen"]}, "told": {"chosen": ["visitor"]}}, (), "significant", "told_before"),
        ({"what": {"chosen": ["kitchen"]}, "unwell": {"chosen": ["unwell"]}}, (), "significant", "somebody_is_unwell"),
        ({"what": {"chosen": ["window"]}}, (), "neither", "otherwise"),
        ({"what": {"chosen": ["window"]}}, ("child",), "significant", "windows_and_children"),
        ({"what": {"chosen": ["paint"]}}, ("pregnant",), "significant", "lead_and_small_children"),
        ({"what": {"chosen": ["rats"]}}, (), "significant", "rats_or_mice"),
        ({"what": {"chosen": ["something_else"]}}, ("baby",), "neither", "otherwise"),
    ],
)  # fmt: skip
def test_what_a_report_is_taken_for(answers, household, is_class, reason):
    suggestion = suggested(answers, household)
    assert suggestion.is_class == is_class
    assert reason in suggestion.because


@pytest.mark.parametrize(
    "words, is_class, hazard",
    [
        ("There is MOULD in my son’s room", "significant", "damp_and_mould"),
        ("We can smell gas in the hall", "emergency", "fire_and_explosions"),
        ("The gas engineer said it is fine", "neither", ""),
        ("He can’t breathe at night", "emergency", ""),
        ("There are sparks at the socket", "emergency", "electrical"),
        ("The cupboard door hangs", "neither", ""),
        ("", "neither", ""),
    ],
)
def test_their_own_words_count_when_nothing_was_ticked(words, is_class, hazard):
    suggestion = suggested({}, words=words)
    assert (suggestion.is_class, suggestion.hazard) == (is_class, hazard)


def test_of_two_hazards_the_one_that_the_law_covers_is_named():
    answers = {"what": {"chosen": ["noise", "leak"]}, "unwell": {"chosen": ["unwell"]}}
    assert suggested(answers).hazard == "damp_and_mould"


def test_no_reason_blames_and_all_are_plain():
    blaming = ("condensation", "lifestyle", "fault", "their own", "drying", "cause", "fail", "refus")
    for rule in rules().rules.values():
        assert not any(word in rule.says.lower().replace("their own words", "") for word in blaming), rule.name
        assert longest_sentence(rule.says) <= 20, rule.name
    # One short sentence is too little to measure: all of them together are.
    assert age(" ".join(rule.says for rule in rules().rules.values())) <= 11


def test_every_kind_of_circumstance_brings_a_report_forward():
    for kind in Circumstance.Kind.values:
        assert suggested({}, (kind,)).risk_hours > 0, kind


def test_every_option_about_who_lives_there_counts():
    for option in tree().question("household").options:
        if not option.is_alone:
            assert told_in({"household": {"chosen": [option.key]}}).said["household"]


def test_a_rule_that_is_no_more_still_says_something():
    assert rules().says("cold_and_old") == "Cold and old."


@pytest.mark.parametrize(
    "old, new, says",
    [
        ("raises_to: emergency", "raises_to: neither", "lowers nothing"),
        ("hazard: [electrical]}", "hazard: [electric]}", "electric is nothing that can be told"),
        ("sign: any", "signal: any", "no such question"),
        ("class_tests emergency", "class_tests urgent", "a test of the law"),
        ("hours: 48", "hours: two", "whole number"),
        ("version: 2026-11-22", "version: 3", "must be a day"),
        ("under_5: under_5", "under_5: toddler", "no circumstance"),
    ],
)
def test_rules_that_cannot_be_are_refused_with_a_sentence(tmp_path, old, new, says):
    path = tmp_path / "triage.yaml"
    path.write_text(TRIAGE.read_text().replace(old, new, 1))
    with pytest.raises(BadFile, match=says):
        load(path)
