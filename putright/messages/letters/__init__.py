"""Letters as tagged PDF/UA: the words go in as data, and a letter that could not be read out loud is not made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import typst

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
# What stands where our typeface has no letters for what was written, such as words in Arabic.
NOT_SHOWN = "[…]"


def pdf(said: Mapping[str, object]) -> bytes:
    """A letter as a PDF, the same bytes each time for the same words. What is said is as letter.typ reads it.

    Raises typst.TypstError where it would break PDF/UA-1, such as for a letter that our typeface does not have.
    """
    made: bytes = typst.compile(
        HERE / "letter.typ",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"said": json.dumps(said, ensure_ascii=True)},
        pdf_standards="ua-1",
    )
    return made


def can_be_shown(text: str) -> bool:
    """Whether our typeface has a letter for all of it."""
    return all(_is_covered(letter) for letter in text)


def fit(text: str) -> str:
    """The same text, with a mark wherever our typeface has no letters for what was written."""
    fitted: list[str] = []
    for letter in text:
        if _is_covered(letter):
            fitted.append(letter)
        elif fitted[-1:] != [NOT_SHOWN]:
            # A space between two words that cannot be shown is one mark and no more.
            if fitted[-2:] == [NOT_SHOWN, " "]:
                fitted.pop()
            else:
                fitted.append(NOT_SHOWN)
    return "".join(fitted)


def _is_covered(letter: str) -> bool:
    return letter == "\n" or any(first <= ord(letter) <= last for first, last in _covered())


@cache
def _covered() -> tuple[tuple[int, int], ...]:
    """The letters that our typeface has in both its weights, as ranges; a test holds them to its files."""
    ranges = (line.split("-") for line in (FONTS / "covered.txt").read_text().split())
    return tuple((int(first, 16), int(last, 16)) for first, last in ranges)
