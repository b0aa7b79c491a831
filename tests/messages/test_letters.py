"""Letters: tagged, read out loud by two checkers, the same bytes for the same words, and words never read as source."""

import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.messages import letters

SAID = {
    "title": "What we found at your home",
    "landlord": "Larkfield Homes",
    "landlord_lines": ["1 Larkfield Way", "Wexcombe"],
    "to": ["To the tenants of", "12 Rose Street", "ZZ1 2AB"],
    "day": "Friday 6 March 2026",
    "made_on": [2026, 3, 6],
    "reference": "5GM7J-05W2C",
    "parts": [
        {"heading": "What we found", "paragraphs": ["Mould, 18.5 °C, 2 m².", "A cold wall."], "points": []},
        {"heading": "What we will do", "paragraphs": [], "points": ["Fit a fan.", "Treat the wall."]},
        {"heading": "How to reach us", "paragraphs": ["Phone 01632 960001."], "points": []},
    ],
}
LETTERS = "bcdfghklmnprstvw"
# No two lines alike, as a line on every page would be taken for a heading that runs through.
WORDS = [
    " ".join(
        LETTERS[each % 16] + "a" + LETTERS[each // 16 % 16] + "o" + LETTERS[each // 256]
        for each in range(first, first + 300)
    )
    for first in range(0, 3000, 300)
]
LONG = {**SAID, "parts": [{**part, "paragraphs": WORDS[place::3]} for place, part in enumerate(SAID["parts"])]}
HOSTILE = [
    "#panic()",
    "*bold* _it_ $x$",
    '"); #read("/etc/passwd")',
    "<label> @ref",
    "= Heading",
    "\\",
    "`raw`",
    "// x",
]
BESIDE = Path(sys.executable).parent


@pytest.fixture(params=[SAID, LONG], ids=["a page", "many pages"])
def letter(request, tmp_path):
    """A letter on the disk."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(letters.pdf(request.param))
    return path


def test_the_first_checker_finds_no_fault(letter):
    ran = subprocess.run([BESIDE / "pdfua", "check", letter], capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_second_checker_finds_no_fault(letter):
    ran = subprocess.run(
        [BESIDE / "outloud", "--fail-on", "warning", letter], capture_output=True, text=True, timeout=120
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_checkers_can_find_a_fault(tmp_path):
    import typst

    path = tmp_path / "bad.pdf"
    path.write_bytes(typst.compile(b"A page with no title and no tags.", format="pdf", pdf_tags=False))
    ran = subprocess.run([BESIDE / "pdfua", "check", path], capture_output=True, timeout=120)
    assert ran.returncode != 0
    ran = subprocess.run([BESIDE / "outloud", path], capture_output=True, timeout=120)
    assert ran.returncode != 0


def test_the_same_words_are_the_same_bytes():
    assert letters.pdf(SAID) == letters.pdf(SAID)
    assert letters.pdf(SAID) != letters.pdf({**SAID, "reference": "OTHER"})


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_never_read_as_source(words):
    parts = [{"heading": words, "paragraphs": [words], "points": [words, words]}]
    assert letters.pdf({**SAID, "parts": parts, "to": [words]}).startswith(b"%PDF-")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_whatever_somebody_wrote_fits_in_a_letter(words):
    fitted = letters.fit(words)
    assert letters.can_be_shown(fitted)
    assert letters.pdf({**SAID, "parts": [{"heading": "Words", "paragraphs": [fitted], "points": []}]})


def test_what_can_be_shown_stays_and_what_cannot_is_marked_once():
    assert letters.fit("Łódź, Señor Müller, £5, 20 °C") == "Łódź, Señor Müller, £5, 20 °C"
    assert letters.fit("She said ሰላም ነው, twice") == "She said […], twice"
    assert letters.fit("😀😀") == "[…]"


def test_a_letter_our_typeface_does_not_have_is_refused_and_not_left_blank():
    import typst

    with pytest.raises(typst.TypstError, match="could not be displayed"):
        letters.pdf({**SAID, "title": "ሰላም"})


def test_what_our_typeface_covers_is_what_its_files_hold():
    regular, bold = (
        {code for path in letters.FONTS.glob(f"*-{weight}.ttf") for code in TTFont(path).getBestCmap()}
        for weight in (400, 700)
    )
    covered = {code for first, last in letters._covered() for code in range(first, last + 1)}
    assert covered == regular & bold
