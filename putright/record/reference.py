"""References: random, easy to read out over the phone, and with a last character that catches a slip.

Nine random characters of 29 (over 43 bits) and one that checks them. There are no vowels, so none spells a word, and
no letter that is taken for a digit. Reading forgives what people and phones do: spaces, dashes, small letters,
O for 0, I and L for 1, letters from other alphabets that look the same, and characters that cannot be seen.
"""

from __future__ import annotations

import secrets
import unicodedata

# Twenty-nine is a prime number, so every single slip and every two neighbours changed round are caught.
CHARACTERS = "0123456789BCDFGHJKMNPQRSTWXYZ"
RANDOM = 9
LENGTH = RANDOM + 1
# What is typed or pasted for another: our own look-alikes, then Cyrillic, then Greek.
TAKEN_FOR = str.maketrans(
    {"O": "0", "I": "1", "L": "1"} | dict(zip("ОІВСНКМРТХУ", "01BCHKMPTXY")) | dict(zip("ΟΙΒΗΚΜΝΡΤΧΖΥ", "01BHKMNPTXZY"))
)


class NotAReference(ValueError):
    """What was given is no reference of ours; the message says what to do."""


def new() -> str:
    """A reference nobody has had before, as far as chance can promise; the database makes sure."""
    body = "".join(secrets.choice(CHARACTERS) for _ in range(RANDOM))
    return body + _check(body)


def shown(reference: str) -> str:
    """As people read it: two groups of five."""
    return f"{reference[:5]}-{reference[5:]}"


def read(typed: str) -> str:
    """What somebody typed, as it is kept. Raises NotAReference with what to do."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    # Not seen, or only there for the eye: spaces, dashes, zero-width and direction marks.
    kept = "".join(letter for letter in folded if unicodedata.category(letter)[0] not in "CZP").translate(TAKEN_FOR)
    if len(kept) != LENGTH or any(letter not in CHARACTERS for letter in kept):
        raise NotAReference("A reference has 10 letters and numbers, such as 7KQ2M-4XD9W. Check it and try again.")
    if _check(kept[:RANDOM]) != kept[RANDOM]:
        raise NotAReference("That reference has a slip in it. Check each letter and number, and try again.")
    return kept


def _check(body: str) -> str:
    total = sum((place + 2) * CHARACTERS.index(letter) for place, letter in enumerate(body))
    return CHARACTERS[-total % len(CHARACTERS)]
