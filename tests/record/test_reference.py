import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.record import reference
from putright.record.reference import CHARACTERS, LENGTH, NotAReference

SOME = [reference.new() for _ in range(50)]


def test_a_reference_is_ten_characters_with_no_vowel_and_no_look_alike():
    for made in SOME:
        assert len(made) == LENGTH
        assert not set(made) & set("AEIOULV")


def test_there_are_more_than_forty_bits_of_chance_in_it():
    assert len(CHARACTERS) ** reference.RANDOM > 2**43
    assert len(set(SOME)) == len(SOME)


def test_it_is_shown_in_two_groups_and_read_back():
    for made in SOME:
        assert reference.read(reference.shown(made)) == made


@given(st.sampled_from(SOME), st.integers(0, LENGTH - 1), st.sampled_from(CHARACTERS))
def test_every_single_slip_is_caught(made, place, instead):
    slipped = made[:place] + instead + made[place + 1 :]
    if slipped == made:
        assert reference.read(slipped) == made
    else:
        with pytest.raises(NotAReference, match="slip"):
            reference.read(slipped)


@given(st.sampled_from(SOME), st.integers(0, LENGTH - 2))
def test_every_two_neighbours_changed_round_are_caught(made, place):
    turned = made[:place] + made[place + 1] + made[place] + made[place + 2 :]
    if turned != made:
        with pytest.raises(NotAReference, match="slip"):
            reference.read(turned)


def as_people_send_it(made):
    yield made.lower()
    yield " ".join(made)
    yield f"\u200b{made[:3]}\u202e{made[3:]}\ufeff"
    yield made.replace("0", "O").replace("1", "l")
    yield made.translate(str.maketrans("BCHKMPTXY", "ВСНКМРТХУ"))
    yield made.translate(str.maketrans({letter: chr(ord(letter) + 0xFEE0) for letter in CHARACTERS}))
    yield f"  {made[:5]} – {made[5:]}. "


def test_spaces_dashes_other_alphabets_and_what_cannot_be_seen_are_forgiven():
    for made in SOME:
        for sent in as_people_send_it(made):
            assert reference.read(sent) == made, sent


@pytest.mark.parametrize("typed", ["", "7KQ2M", "7KQ2M-4XD9W-7KQ2M", "not one", "7KQ2M-4XD9É", "\x00" * 10, "😀" * 10])
def test_what_is_no_reference_is_told_what_one_looks_like(typed):
    with pytest.raises(NotAReference, match="10 letters and numbers, such as"):
        reference.read(typed)


@given(st.text())
def test_whatever_is_typed_is_read_or_refused_in_a_sentence(typed):
    try:
        answered = f"{reference.read(typed)}."
    except NotAReference as why:
        answered = str(why)
    assert answered.endswith(".") and (len(answered) == LENGTH + 1 or " " in answered)


def test_the_example_in_the_sentence_is_not_somebodys():
    with pytest.raises(NotAReference):
        reference.read("7KQ2M-4XD9W")
