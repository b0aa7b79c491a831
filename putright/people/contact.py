"""How to reach somebody, as people write it and as it is kept: a number as +44…, an email address in small letters."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from putright.people.models.person import ContactPoint

Kind = ContactPoint.Kind
LONGEST = 320
# As in 07700 900123, and +44 7700 900123. 070 is a number that passes calls on, and 076 (but for 07624) a pager.
_MOBILE = re.compile(r"\+447(?:[1-57-9]\d{8}|624\d{6})")
_BRITISH = re.compile(r"\+44[1-9]\d{8,9}")
_FOREIGN = re.compile(r"\+(?!44)[1-9]\d{6,14}")
# What people put between the digits, and what phones put around them unseen.
_BETWEEN = re.compile(r"[\s().\-‐-―/]|[^\S\r\n]")


class NotAContact(ValueError):
    """What was given cannot reach anybody; the message says what to do."""


def kept(kind: str, words: str) -> str:
    """A contact point's value as it is kept. Raises NotAContact."""
    match kind:
        case Kind.EMAIL:
            return email(words)
        case Kind.TEXT:
            return mobile(words)
        case Kind.PHONE:
            return phone(words)
    address = "\n".join(" ".join(line.split()) for line in words.splitlines()).strip()
    if not address or len(address) > LONGEST:
        raise NotAContact(f"Write the address on up to a few lines, {LONGEST} characters at most.")
    return address


def email_or_mobile(words: str) -> tuple[str, str]:
    """What somebody gave to be sent a code at: its kind, and its value as it is kept. Raises NotAContact."""
    if "@" in words:
        return Kind.EMAIL, email(words)
    if not any(letter.isdecimal() for letter in words):
        raise NotAContact("Write an email address, such as sam@example.org, or a mobile number, such as 07700 900123.")
    return Kind.TEXT, mobile(words)


def email(words: str) -> str:
    """An email address, in small letters: no service we know of tells Sam@ from sam@."""
    given = _seen(words).strip().lower()
    try:
        validate_email(given)
    except ValidationError:
        raise NotAContact("Write the whole email address, such as sam@example.org.") from None
    if len(given) > 254:
        raise NotAContact("That email address is too long. Check it, or give a mobile number.")
    return given


def mobile(words: str) -> str:
    """A mobile number in the United Kingdom, as +447…: a text reaches it."""
    number = _number(words)
    if not _MOBILE.fullmatch(number):
        raise NotAContact("Write a UK mobile number, such as 07700 900123. It has 11 numbers and starts with 07.")
    return number


def phone(words: str) -> str:
    """Any phone number, with its country: +44…, or another country's with its plus."""
    number = _number(words)
    if not (_BRITISH.fullmatch(number) or _FOREIGN.fullmatch(number)):
        raise NotAContact(
            "Write a whole phone number, such as 01632 960 001. If it is not a UK number, start with + and the country."
        )
    return number


def digits(typed: str) -> str:
    """The digits of a code, however they were typed: with spaces or dashes, in any script."""
    return "".join(str(unicodedata.decimal(letter, "")) for letter in typed[:100])


def _number(words: str) -> str:
    """Digits in any script as ours, and the many ways to begin a British number as one."""
    folded = unicodedata.normalize("NFKC", _seen(words))[:60]
    digits = "".join(str(unicodedata.decimal(letter, letter)) for letter in folded)
    bare = _BETWEEN.sub("", digits.replace("(0)", ""))
    if bare.startswith("00"):
        bare = f"+{bare[2:]}"
    elif bare.startswith("0"):
        bare = f"+44{bare[1:]}"
    elif bare.startswith("44"):
        bare = f"+{bare}"
    # +44 07700: the nought was kept.
    return f"+44{bare[4:]}" if bare.startswith("+440") else bare


def _seen(words: str) -> str:
    """Without what cannot be seen and comes along when a number is copied from a message."""
    return "".join(letter for letter in words if unicodedata.category(letter) not in ("Cf", "Cc") or letter == "\n")
