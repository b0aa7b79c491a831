"""The guided report: every way through it ends, leaves something to store, and never misses a sign of danger."""

import json
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.law.hazard_types import hazard_types
from putright.repairs.tree.checking import check
from putright.repairs.tree.emergencies import all_calls, calls, hazards_possible, is_emergency, signs
from putright.repairs.tree.questions import ANY_TIME, DAYS, PARTS, NoSuchQuestion
from putright.repairs.tree.reading import tree
from putright.repairs.tree.saying import NOT_ANSWERED, all_said, said
from putright.repairs.tree.walking import ways

TREE = tree()
TODAY = date(2026, 11, 22)
OURS = "0300 123 4567"
SIGNS = [(question.key, option.key) for question in TREE.questions.values() for option in question.options if option.is_sign]  # fmt: skip
ORDINARY = ["danger", "address", "room", "what", "own_words", "since", "told", "household", "unwell", "needs", "visits", "photos", "reach"]  # fmt: skip


def keys(answers):
    return [question.key for question in TREE.asked(answers)]


def chose(**chosen):
    return {key: {"chosen": [options] if isinstance(options, str) else options} for key, options in chosen.items()}


def answer(question):
    """An answer of each kind, as it comes from its page."""
    raw = {field: ["12 Elm Row"] for field in question.fields}
    raw |= {f"{question.key}-day": ["1"], f"{question.key}-month": ["May"], f"{question.key}-year": ["2026"]}
    raw |= {f"{question.key}-phone": ["07700 900 123"], f"{question.key}-email": ["ade@example.org"]}
    if question.kind == "times":
        raw[question.key] = ["monday-morning", "sunday-evening"]
    elif question.options:
        raw[question.key] = [next(option.key for option in question.options if not option.is_sign)]
    return raw


# ---- Every way through


def everything_a_rule_may_see():
    """Answers for every mix of what the rules turn on: each option alone, none, and each mix of its groups."""
    turning = {}
    for question in TREE.questions.values():
        for rule in question.next:
            for key, options in rule.when:
                turning.setdefault(key, set()).add(tuple(sorted(options)))
    choices = []
    for key, groups in turning.items():
        each = [[option] for group in groups for option in group]
        several = [[group[0] for group, is_in in zip(groups, mask) if is_in] for mask in product((0, 1), repeat=len(groups))]  # fmt: skip
        choices.append([(key, options) for options in [*each, *several]])
    for mix in product(*choices):
        yield {key: {"chosen": options} for key, options in mix if options}


def test_every_way_through_ends_and_leaves_something_to_store():
    seen = set()
    for answers in everything_a_rule_may_see():
        way = keys(answers)
        seen.add(tuple(way))
        assert len(way) == len(set(way)) <= len(TREE.questions)
        assert TREE.next(way[-1], answers) is None
    assert seen == {way for way, _ in ways(TREE)}
    for way in seen:
        values = {}
        for question in map(TREE.question, way):
            checked = check(question, answer(question), today=TODAY)
            assert not checked.errors
            if question.kind != "photos":
                values[question.key] = checked.value
        assert all(values.values())
        assert json.loads(json.dumps(values)) == values
        assert TREE.wanted(values, is_emergency=True) == TREE.wanted(values, is_emergency=False) == ()


def test_someone_in_no_danger_is_asked_where_and_what_and_last_how_to_reach_them():
    assert keys({}) == keys(chose(danger="none")) == ORDINARY


def test_someone_in_danger_is_asked_only_where_they_are_and_for_a_number_and_then_what_helps():
    assert keys(chose(danger="gas")) == ["danger", "address", "reach", *ORDINARY[2:-1]]


@pytest.mark.parametrize(
    "what, more",
    [
        ("mould", ["how_much"]),
        ("leak", ["water_now"]),
        ("heating", ["warm"]),
        (["damp", "leak", "hot_water"], ["how_much", "water_now", "warm"]),
        ("noise", []),
    ],
)
def test_what_is_wrong_decides_what_else_is_asked(what, more):
    asked = keys(chose(what=what))
    assert asked[asked.index("own_words") + 1 : asked.index("since")] == more


def test_whoever_has_told_somebody_is_asked_when():
    for told, is_asked in (("us", True), ("visitor", True), ("someone_else", True), ("first_time", False), ("not_sure", False)):  # fmt: skip
        assert ("told_when" in keys(chose(told=told))) == is_asked


def test_going_from_one_to_the_next_is_the_way_itself():
    for answers in ({}, chose(danger="fire", what="mould", told="us")):
        way = keys(answers)
        assert [TREE.next(key, answers).key for key in way[:-1]] == way[1:]


def test_a_question_of_another_version_is_told_apart_and_not_a_fault():
    with pytest.raises(NoSuchQuestion, match="Begin again"):
        TREE.next("hearing_aids", {})


def test_the_tree_says_which_it_is():
    assert TREE.version == date(2026, 11, 22)
    assert TREE.stamp == f"2026-11-22 {TREE.content_hash[:8]}"
    # What a report stores of it has room for twenty letters.
    assert len(TREE.stamp) <= 20


# ---- Enough to act on


@pytest.mark.parametrize(
    "answers, is_emergency, missing",
    [
        ({}, False, 2),
        ({"address": {"lines": "12 Elm Row"}}, False, 1),
        ({"address": {"postcode": "LE1 1AA"}, "own_words": {"words": "mould in my son’s room"}}, False, 0),
        ({"address": {"lines": "12 Elm Row"}} | chose(what="mould"), False, 0),
        ({"address": {}} | chose(what="mould"), False, 1),
        (chose(danger="gas"), True, 0),
        (chose(danger="gas") | {"address": {"lines": "12 Elm Row"}}, True, 0),
        (chose(danger="gas") | {"reach": {"phone": "07700 900 123"}}, True, 0),
        (chose(danger="gas") | {"reach": {"name": "Ade"}}, True, 0),
    ],
)
def test_a_place_and_what_is_wrong_are_enough_and_in_danger_the_danger_alone(answers, is_emergency, missing):  # fmt: skip
    wanted = TREE.wanted(answers, is_emergency=is_emergency)
    assert len(wanted) == missing
    assert all(need.says.endswith(".") and set(need.one_of) <= set(keys(answers)) for need in wanted)


def test_a_home_that_is_known_need_not_be_told_again():
    assert TREE.wanted(chose(what="mould"), is_emergency=False, home_is_known=True) == ()
    assert TREE.wanted(chose(danger="gas"), is_emergency=True, home_is_known=True) == ()


# ---- Emergencies


def value_strategy(question):
    if not question.options:
        return st.builds(dict, words=st.text())
    offered = [ANY_TIME] if question.kind == "times" else [option.key for option in question.options]
    return st.builds(dict, chosen=st.lists(st.sampled_from([*offered, "an_option_of_old"]), unique=True))


ANSWERS = st.fixed_dictionaries({}, optional={key: value_strategy(q) for key, q in TREE.questions.items()})


@given(ANSWERS, st.sampled_from(SIGNS))
def test_a_sign_of_danger_is_seen_whatever_else_is_answered(answers, sign):
    key, option = sign
    chosen = answers.get(key, {}).get("chosen", [])
    more = answers | {key: {"chosen": [*chosen, option]}}
    assert is_emergency(TREE, more)
    assert option in [found.key for found in signs(TREE, more)]
    assert {found.key for found in signs(TREE, answers)} <= {found.key for found in signs(TREE, more)}
    assert set(hazards_possible(TREE, answers)) <= set(hazards_possible(TREE, more))
    keys(more)


@pytest.mark.parametrize("key, option", SIGNS)
def test_a_sign_that_is_ticked_is_kept_beside_none_of_these_and_beside_mistakes(key, option):
    question = TREE.question(key)
    alone = [option.key for option in question.options if option.is_alone]
    raw = {key: [*alone, option, "not offered"], f"{key}-words": ["a" * 9000 + "\0"]}
    value = check(question, raw, today=TODAY).value
    assert value == {"chosen": [option]}
    assert is_emergency(TREE, {key: value})


def test_the_number_that_a_sign_asks_for_comes_first_then_999_and_the_landlords_own():
    def numbers(*danger):
        return [call.number for call in calls(TREE, chose(danger=list(danger)), landlord=OURS)]

    assert numbers("gas") == ["0800 111 999", "999", OURS]
    assert numbers("carbon_monoxide") == ["0800 111 999", "999", OURS]
    assert numbers("gas", "fire") == ["999", "0800 111 999", OURS]
    assert numbers("no_power") == ["105", "999", OURS]
    assert numbers("sewage") == ["999", OURS]
    assert numbers("none") == numbers() == []
    assert [call.tel for call in all_calls(TREE, landlord="+44 300 123 4567")] == ["999", "0800111999", "105", "+443001234567"]  # fmt: skip


def test_every_sign_but_the_plainest_says_what_to_do_now():
    silent = {f"{key}.{option}" for key, option in SIGNS if not TREE.question(key).option(option).now}
    assert silent == {"danger.only_toilet", "danger.no_water", "danger.other_danger"}


def test_every_hazard_that_can_be_seen_can_be_thought_of_and_no_other_is_made_up():
    named = {hazard for q in TREE.questions.values() for option in q.options for hazard in option.hazards}
    # Nobody can see radon.
    assert set(hazard_types()) - named == {"radiation"}
    assert hazards_possible(TREE, chose(what=["noise", "mould"], danger="wires")) == ("fire_and_explosions", "electrical", "damp_and_mould", "noise")  # fmt: skip
    assert hazards_possible(TREE, {}) == ()


def test_no_two_options_of_a_question_say_the_same_and_something_else_is_always_there():
    for question in TREE.questions.values():
        said_of = [option.words for option in question.options]
        assert len(said_of) == len(set(said_of))
    for key, other in (("danger", "other_danger"), ("room", "somewhere_else"), ("what", "something_else"), ("needs", "something_else")):  # fmt: skip
        assert TREE.question(key).option(other)


# ---- In words


def test_what_was_said_is_read_back_in_the_same_words():
    asked = {key: check(q, answer(q), today=TODAY).value for key, q in TREE.questions.items() if q.kind != "photos"}

    def read_back(key):
        return said(TREE.question(key), asked[key])

    assert read_back("what") == "Mould"
    assert read_back("own_words") == "12 Elm Row"
    assert read_back("since") == "Today\nFriday 1 May 2026"
    assert read_back("visits") == "Monday: morning\nSunday: evening\n12 Elm Row"
    assert read_back("address") == "12 Elm Row\n12 Elm Row"
    assert read_back("reach") == "Name: 12 Elm Row\nPhone: 07700 900 123\nEmail: ade@example.org\nIt is safe to leave a message\n12 Elm Row"  # fmt: skip
    assert said(TREE.question("visits"), {"chosen": [ANY_TIME]}) == "Any day, any time"


def test_none_and_rather_not_say_and_not_answered_are_three_different_things():
    question = TREE.question("household")
    values = [check(question, raw, today=TODAY).value for raw in ({"household": ["none"]}, {"household": ["rather_not_say"]}, {})]  # fmt: skip
    assert values == [{"chosen": ["none"]}, {"chosen": ["rather_not_say"]}, None]
    assert [said(question, value) for value in values] == ["None of these", "I would rather not say", NOT_ANSWERED]


def test_an_option_that_an_earlier_tree_offered_can_still_be_read():
    assert said(TREE.question("what"), {"chosen": ["storage_heater"]}) == "Storage heater"


def test_everything_on_the_way_is_read_back_in_order():
    answers = chose(danger="gas", what="mould")
    read_back = all_said(TREE, answers)
    assert [question.key for question, _ in read_back] == keys(answers)
    assert tuple({q.key: text for q, text in read_back}[key] for key in ("danger", "what")) == ("I can smell gas", "Mould")  # fmt: skip


@given(ANSWERS)
def test_whatever_is_stored_can_be_read_back(answers):
    for question, text in all_said(TREE, answers):
        assert text, question.key


def test_every_kind_is_used_and_every_day_is_offered():
    assert {question.kind for question in TREE.questions.values()} == set(PARTS)
    question = TREE.question("visits")
    every = [f"{day}-{option.key}" for day in DAYS for option in question.options]
    assert check(question, {"visits": every}, today=TODAY).value == {"chosen": every}
