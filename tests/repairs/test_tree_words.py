"""What the guided report says: plain enough for a reader of nine, and with no word of blame."""

import re

import pytest

from putright.repairs.tree.reading import tree
from tests.reading_age import age, grade, longest_sentence, sentences, words

TREE = tree()
QUESTIONS = list(TREE.questions.values())
NINE = 4
# Why it happened, whose fault it is, or how they live: never asked, and never said.
BLAME = re.compile(
    r"condensation|lifestyle|cause|fault|blame|because of (you|the way)|drying|washing clothes|laundry|ventilat"
    r"|air(ing)? (the|your)|open(ing)? (a |the |your )?windows? (more|often)|heating (off|on|bill)|afford|cooking"
    r"|furniture|clean(ing|ed|er)?\b|house-?keeping|refuse|fail|claim|alleg|why (did|do|have|is) |misuse|damage"
    r"|only (a|minor)|vulnerable|suffer|tenant|unit of|decant|void",
    re.IGNORECASE,
)


def texts(question):
    """All that a question says, anywhere: each with what it is."""
    for part in ("words", "hint", "own_words", "paper", "phone"):
        if getattr(question, part):
            yield part, getattr(question, part)
    for option in question.options:
        yield option.key, option.words
        if option.now:
            yield f"{option.key}: now", option.now


def page(question):
    return "\n".join(text for _, text in texts(question))


EVERYTHING = [(f"{q.key}: {part}", text) for q in QUESTIONS for part, text in texts(q)]
EVERYTHING += [(f"call: {call.key}", call.words) for call in TREE.calls]
EVERYTHING += [(f"enough: {key}", need.says) for key, needs in TREE.enough.items() for need in needs]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_question_with_all_it_says_can_be_read_at_nine(question):
    assert grade(page(question)) <= NINE, age(page(question))


@pytest.mark.parametrize("what, text", [(what, text) for what, text in EVERYTHING if len(words(text)) >= 6])
def test_every_text_that_is_more_than_a_label_can_be_read_at_nine(what, text):
    assert grade(text) <= NINE, (what, grade(text))


@pytest.mark.parametrize("what, text", EVERYTHING)
def test_every_sentence_is_short_and_every_word_is_known(what, text):
    assert longest_sentence(text) <= 20
    # Long words that people say all the same.
    known = {"interpreter", "afternoon", "indicator", "somewhere", "different", "neighbour"}
    assert [word for word in words(text) if len(word) > 9 and word.lower() not in known] == []


@pytest.mark.parametrize("what, text", EVERYTHING)
def test_nothing_asks_why_or_blames(what, text):
    assert not BLAME.search(text)


@pytest.mark.parametrize(
    "line",
    [
        "Is it condensation?",
        "What caused the damp?",
        "Are you drying clothes inside?",
        "Is it due to your lifestyle?",
        "Why did you not tell us?",
        "Do you open the window often?",
        "The tenant refused access.",
    ],
)
def test_a_line_of_blame_would_be_seen(line):
    assert BLAME.search(line)


def test_the_measure_is_the_one_that_is_published():
    text = "The cat sat on the mat. It was warm!"
    assert (len(sentences(text)), len(words(text)), longest_sentence(text)) == (2, 9, 6)
    assert grade(text) == pytest.approx(4.71 * 26 / 9 + 0.5 * 9 / 2 - 21.43)
    assert grade("Remediation necessitates comprehensive investigation of interstitial moisture.") > 15
