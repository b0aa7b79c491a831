"""A tree that could lose somebody on the way does not load, and says why in a sentence."""

import pytest

from putright.clocks.strict_yaml import BadFile
from putright.repairs.tree.reading import REPORT, load

SMALL = """
version: 2026-11-22
calls:
  life: {number: "999", words: A life is at risk}
  landlord: {words: Us}
enough:
  emergency: [{one_of: [where], says: Tell us where.}]
  otherwise: [{one_of: [where], says: Tell us where.}]
first_in_an_emergency: [where]
questions:
  danger:
    kind: any of
    words: Is anyone in danger?
    next: [{ask: where, when: {danger: a sign}}, {ask: what}]
    options: [{key: fire, words: Fire, emergency: yes, hazard: fire_and_explosions, call: life, now: Get out.}, {key: none, words: None of these, alone: yes}]
  what:
    kind: words
    words: What is wrong?
    next: where
  where:
    kind: address
    words: Where is it?
    next: end
"""


def loaded(tmp_path, text):
    path = tmp_path / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_a_small_tree_that_is_sound_loads(tmp_path):
    tree = loaded(tmp_path, SMALL)
    assert [question.key for question in tree.asked({})] == ["danger", "what", "where"]
    assert [question.key for question in tree.asked({"danger": {"chosen": ["fire"]}})] == ["danger", "where"]


@pytest.mark.parametrize(
    "part, instead, says",
    [
        ("version: 2026-11-22", "version: two", "version: must be a day"),
        ("version: 2026-11-22", "version: 2026-11-22\nowner: us", "the tree: owner is not something it says"),
        ("    next: end", "", "where: next is missing"),
        ("    next: end", "    next: []", "where: the last rule of next"),
        ("    next: end", "    next: {}", "where: next: write a list"),
        ("    next: end", "    next: end\n    colour: red", "where: colour is not something it says"),
        ("    next: end", "    next: end\n    optional: perhaps", "where: optional must be yes or no"),
        ("    next: end", "    next: end\n    hint: 5", "where: hint must be words"),
        ("    next: end", "    next: end\n    options: 5", "where: options: write a list"),
        ("    next: end", "    next: end\n    options: [{key: a, words: A}]", "of kind address has no options"),
        ("    next: end", "    next: what", "asked again and again: what, where, what|where, what, where"),
        ("    next: end", "    next: where", "where would be asked again and again: where, where"),
        ("    next: end", "    next: nowhere", "where: it leads to nowhere, which is no question"),
        ("    next: end", "    next: [{ask: end, when: {danger: [fire]}}]", "the last rule of next"),
        ("    next: end", "    next: [{ask: end}, {ask: end}]", "the last rule of next"),
        ("    next: end", "    next: end\n  lost:\n    kind: words\n    words: Lost?\n    next: end", "lost is never asked"),
        ("    next: where", "    next: [{ask: end, when: {told: [us]}}, {ask: where}]", "turns on told, which is no question"),
        ("    next: where", "    next: [{ask: end, when: {danger: [flood]}}, {ask: where}]", "danger does not offer flood"),
        ("    next: where", "    next: [{ask: end, when: {danger: []}}, {ask: where}]", "name the options it turns on"),
        ("    next: where", "    next: [{ask: end, when: {where: a sign}}, {ask: where}]", "where does not offer a sign"),
        ("    next: where", "    next: [{ask: end, whenever: {}}, {ask: where}]", "whenever is not something it says"),
        ("[{ask: where, when: {danger: a sign}}, {ask: what}]", "where", "what is never asked"),
        ("{ask: where, when: {danger: a sign}}", "{ask: where, when: {later: [x]}}", "turns on later, which is no question"),
        ("hazard: fire_and_explosions", "hazard: dragons", "danger: options: fire: dragons is not on the list of hazards"),
        ("hazard: fire_and_explosions", "hazard: {a: b}", "cannot be a name"),
        ("call: life", "call: police", "calls has no number for police"),
        ("emergency: yes, ", "", "only a sign says who to call"),
        ("alone: yes", "alone: yes, emergency: yes", "a sign never stands alone"),
        ("key: none", "key: fire", "danger: fire is offered twice"),
        ("key: none", "key: No one", "cannot be a name"),
        ("words: Fire, ", "", "words is missing"),
        ("words: Fire, ", "words: Fire, icon: flame, ", "icon is not something it says"),
        ("  what:\n", "  end:\n", "“end” cannot be a name"),
        ("  where:\n", "  what:\n", "is written twice"),
        ("kind: words", "kind: poem", "“poem” is not a kind of question"),
        ("kind: words", "kind: [words]", "what: kind must be words"),
        ("kind: words", "kind: one of", "what: a question of kind one of has options" ),
        ("  landlord: {words: Us}\n", "", "calls: landlord is missing"),
        ("{number: \"999\", words: A life is at risk}", "{words: A life is at risk}", "calls: life: number is missing"),
        ("otherwise: [{one_of: [where]", "otherwise: [{one_of: [somewhere]", "somewhere is no question"),
        ("  otherwise: [{one_of: [where], says: Tell us where.}]\n", "", "enough: otherwise is missing"),
        ("first_in_an_emergency: [where]", "first_in_an_emergency: [who]", "first_in_an_emergency: who is no question"),
        ("questions:", "questions: {}\nspare:", "spare is not something it says"),
    ],
)  # fmt: skip
def test_a_tree_with_a_fault_is_refused_in_a_sentence(tmp_path, part, instead, says):
    assert SMALL.count(part) >= 1
    with pytest.raises(BadFile, match=says) as caught:
        loaded(tmp_path, SMALL.replace(part, instead, 1))
    assert str(caught.value).startswith("small.yaml:")


def test_a_rule_may_not_turn_on_what_is_asked_only_later(tmp_path):
    text = SMALL.replace("[{ask: where, when: {danger: a sign}}, {ask: what}]", "first").replace(
        "  what:\n",
        "  first:\n    kind: words\n    words: First?\n    next: [{ask: where, when: {later: [x]}}, {ask: later}]\n"
        "  later:\n    kind: one of\n    words: Later?\n    next: what\n    options: [{key: x, words: X}]\n  what:\n",
    )
    with pytest.raises(BadFile, match="first: it turns on later, which is not always asked before it"):
        loaded(tmp_path, text)


def test_a_tree_without_questions_is_refused(tmp_path):
    with pytest.raises(BadFile, match="there are no questions"):
        loaded(tmp_path, SMALL.partition("questions:")[0] + "questions: {}\n")


def test_a_tree_with_one_word_changed_is_another_tree(tmp_path):
    same, changed = loaded(tmp_path, SMALL), loaded(tmp_path, SMALL.replace("wrong?", "not right?"))
    assert loaded(tmp_path, SMALL).content_hash == same.content_hash != changed.content_hash
    assert same.version == changed.version and same.stamp != changed.stamp


def test_the_hash_is_that_of_the_file_so_that_anyone_can_check_it():
    from hashlib import sha256

    assert load(REPORT).content_hash == sha256(REPORT.read_bytes()).hexdigest()
