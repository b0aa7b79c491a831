"""One answer, read kindly: whatever is in the boxes, there is a value or a sentence, and nothing typed is lost."""

import json
import time
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.repairs.tree.checking import MOST_WORDS, check
from putright.repairs.tree.cleaning import cleaned
from putright.repairs.tree.emergencies import is_emergency
from putright.repairs.tree.questions import ANY_TIME
from putright.repairs.tree.reading import tree
from putright.repairs.tree.saying import said
from tests.reading_age import grade, longest_sentence

TREE = tree()
TODAY = date(2026, 11, 22)
QUESTIONS = list(TREE.questions.values())
BOXES = [field for question in QUESTIONS for field in question.fields]
WORDS = [option.key for question in QUESTIONS for option in question.options] + [
    ANY_TIME,
    "monday-morning",
    "1",
    "2026",
]
# Everything, halves of characters too, as a broken client may send it.
ANYTHING = st.text(st.characters(exclude_categories=()))


def read(key, **raw):
    """Check an answer: read("since", day="1") is the box since-day; read("since", __=["today"]) is the list."""
    boxes = {key if name == "__" else f"{key}-{name}": [text] if isinstance(text, str) else text for name, text in raw.items()}  # fmt: skip
    return check(TREE.question(key), boxes, today=TODAY)


@given(
    st.sampled_from(QUESTIONS),
    st.dictionaries(st.sampled_from(BOXES) | ANYTHING, st.lists(ANYTHING | st.sampled_from(WORDS), max_size=6), max_size=8),
)  # fmt: skip
@settings(max_examples=400)
def test_whatever_comes_there_is_a_value_or_a_sentence_and_never_an_exception(question, raw):
    checked = check(question, raw, today=TODAY)
    json.dumps(checked.typed, ensure_ascii=False).encode()
    assert set(checked.errors) <= set(question.fields)
    assert all(sentence.endswith(".") for sentence in checked.errors.values())
    if checked.value is not None:
        text = json.dumps(checked.value, ensure_ascii=False)
        assert json.loads(text) == checked.value
        assert "\\u0000" not in text
        text.encode()
        assert said(question, checked.value)
        assert not checked.errors or is_emergency(TREE, {question.key: checked.value})


@given(ANYTHING)
def test_words_that_are_clean_stay_as_they_are(text):
    once = cleaned(text)
    assert cleaned(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n" for sign in once)


@pytest.mark.parametrize(
    "text",
    [
        "There’s mould in my son’s room.\nIt is black.",
        "👩‍👩‍👧 🏚️",
        "هناك عفن في غرفة ابني",
        "می‌خواهم",
        "ኣብ ክፍሊ ወደይ",
        "O’Neill",
        "<script>alert(1)</script> {{7*7}} '; DROP TABLE--",
        "Null",
    ],
)
def test_words_are_kept_as_they_were_written(text):
    assert read("own_words", __=text).value == {"words": text}


def test_lines_end_in_one_way_and_marks_nobody_can_see_are_taken_out():
    assert read("own_words", __="one\r\ntwo\rthree\x07\x1b\tfour ").value == {"words": "one\ntwo\nthree four"}
    assert read("own_words", __="cafe\u0301").value == {"words": "café"}
    assert read("own_words", __="a\ud800b").value == {"words": "a\N{REPLACEMENT CHARACTER}b"}
    assert read("reach", name="Ade\r\nBcc: x@example.org").value == {"name": "Ade Bcc: x@example.org"}


def test_a_mark_that_cannot_be_kept_is_said_and_the_rest_stays_in_the_box():
    checked = read("own_words", __="mould\0 here")
    assert checked.value is None and list(checked.errors) == ["own_words"]
    assert checked.typed["own_words"] == ("mould here",)


@pytest.mark.parametrize("nothing", ["", "  \n ", "\u200b\u200d", "\x07"])
def test_nothing_is_no_answer_and_no_error(nothing):
    checked = read("own_words", __=nothing)
    assert (checked.value, checked.errors) == (None, {})


def test_too_many_words_are_all_still_there_and_the_sentence_says_how_many_to_take_out():
    assert not read("own_words", __="a" * MOST_WORDS).errors
    checked = read("own_words", __="a" * 5120)
    assert checked.value is None
    assert "5,120" in checked.errors["own_words"] and "Take out 120." in checked.errors["own_words"]
    assert checked.typed["own_words"] == ("a" * 5120,)
    for part in ("name", "phone", "email"):
        assert f"reach-{part}" in read("reach", **{part: "1" * 10_000}).errors


def test_a_flood_of_accents_is_read_at_once():
    began = time.perf_counter()
    read("own_words", __="e" + "\u0301\u0323" * 1_000_000)
    read("own_words", __="e" + "\u0301\u0323" * 9_000)
    assert time.perf_counter() - began < 5


# ---- Choices


def test_what_is_chosen_is_kept_once_and_in_the_order_of_the_list():
    assert read("what", __=["leak", "mould", "leak", ""]).value == {"chosen": ["mould", "leak"]}


def test_none_of_these_and_something_are_not_both_so():
    errors = read("household", __=["none", "pregnant"]).errors
    assert errors == {
        "household": "Pick “None of these” or “I would rather not say”, or the others. It cannot be both."
    }
    assert read("household", __=["none", "rather_not_say"]).errors


def test_what_is_not_on_the_list_is_not_kept():
    assert "own words" in read("what", __=["dragons"]).errors["what"]


def test_two_answers_where_there_is_one_are_asked_about():
    assert read("how_much", __=["small", "large"]).errors == {"how_much": "Pick one of these."}
    assert read("warm", __=["warm_enough", "cold_now"]).value == {"chosen": ["cold_now"]}


def test_own_words_beside_a_choice_are_kept_with_it():
    assert read("room", __="childs_bedroom", words="my son’s room").value == {"chosen": ["childs_bedroom"], "words": "my son’s room"}  # fmt: skip


def test_times_are_days_and_parts_of_them_and_any_time_takes_in_all():
    assert read("visits", __=["sunday-evening", "monday-morning"]).value == {"chosen": ["monday-morning", "sunday-evening"]}  # fmt: skip
    assert read("visits", __=["monday-morning", ANY_TIME]).value == {"chosen": [ANY_TIME]}
    assert read("visits", words="never on Friday").value == {"words": "never on Friday"}
    assert read("visits", __=["monday-midnight"]).errors


# ---- Since when


@pytest.mark.parametrize(
    "raw, value",
    [
        ({"__": "this_week"}, {"chosen": ["this_week"]}),
        ({"day": "1", "month": "5", "year": "2026"}, {"day": "2026-05-01"}),
        ({"day": "٧", "month": "march", "year": "2024"}, {"day": "2024-03-07"}),
        ({"__": "months", "day": "1", "month": "5", "year": "2026"}, {"chosen": ["months"], "day": "2026-05-01"}),
        ({"day": "22", "month": "11", "year": "2026"}, {"day": "2026-11-22"}),
        ({"day": "", "month": " ", "year": ""}, None),
    ],
)
def test_a_day_or_a_rough_answer_will_do(raw, value):
    assert read("since", **raw).value == value
    assert not read("since", **raw).errors


@pytest.mark.parametrize(
    "day, month, year, wrong",
    [
        ("1", "", "", {"month"}),
        ("32", "13", "26", {"day", "month", "year"}),
        ("30", "2", "2026", {"day"}),
        ("23", "11", "2026", {"day"}),
        ("²", "Ⅶ", "2026", {"day", "month"}),
        ("1", "1", "1899", {"year"}),
        ("0", "0", "0000", {"day", "month", "year"}),
    ],
)
def test_a_day_that_is_none_is_asked_about_at_the_box_that_is_wrong(day, month, year, wrong):
    checked = read("since", day=day, month=month, year=year)
    assert set(checked.errors) == {f"since-{part}" for part in wrong}
    assert checked.typed["since-day"] == (day,)


# ---- Where, and how to reach them


def test_where_the_home_is_may_be_lines_or_a_postcode():
    assert read("address", lines="Flat 2\n12 Elm Row", postcode=" le1  1aa ").value == {"lines": "Flat 2\n12 Elm Row", "postcode": "le1 1aa"}  # fmt: skip


@pytest.mark.parametrize("phone", ["07700 900123", "+44 (0)7700 900-123", "18001 0300 123 4567", "0300 123 4567 ext 12", "٠٧٧٠٠٩٠٠١٢٣"])  # fmt: skip
def test_a_phone_number_is_kept_as_it_was_given(phone):
    assert read("reach", phone=phone).value == {"phone": phone}


@pytest.mark.parametrize("part, text", [("phone", "ask at the desk"), ("phone", "12345"), ("phone", "<b>07700900123"), ("email", "ade"), ("email", "ade@home"), ("email", "a de@example.org"), ("email", "ade@example.")])  # fmt: skip
def test_what_nobody_could_use_is_asked_about_and_stays_in_the_box(part, text):
    checked = read("reach", **{part: text})
    assert list(checked.errors) == [f"reach-{part}"]
    assert checked.typed[f"reach-{part}"] == (text,)


def test_what_is_not_said_to_be_safe_is_not_kept_as_safe():
    assert read("reach", phone="07700 900 123").value == {"phone": "07700 900 123"}
    assert read("reach", __=["safe_text"]).value == {"chosen": ["safe_text"]}
    assert read("reach", __=["safe_text", "only_speak"]).errors


def test_every_sentence_about_a_mistake_is_plain():
    wrong = [
        *(read("own_words", __=text) for text in ("a\0", "a" * 6000)),
        *(read("what", __=[key]) for key in ("dragons",)),
        read("household", __=["none", "pregnant"]),
        read("how_much", __=["small", "large"]),
        *(read("since", day=d, month=m, year=y) for d, m, y in (("1", "", ""), ("32", "13", "26"), ("30", "2", "2026"), ("23", "11", "2026"))),
        *(read("reach", **{part: "x"}) for part in ("phone", "email")),
    ]  # fmt: skip
    sentences = {sentence for checked in wrong for sentence in checked.errors.values()}
    assert len(sentences) == 13
    for sentence in sentences:
        assert grade(sentence) <= 4 and longest_sentence(sentence) <= 20, (sentence, grade(sentence))
