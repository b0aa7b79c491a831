"""What somebody typed, made fit to keep: their words as they wrote them, and nothing that no page could show."""

from __future__ import annotations

import unicodedata

# What a letter or a number is, or stands for: without one of these, nothing was said.
_SAYS = ("L", "M", "N", "P", "S")
# Sorting very many accents on one letter takes time that grows with their square, so we look at the length first.
_MOST_TO_SORT = 20_000
_LOST = "\N{REPLACEMENT CHARACTER}"


def cleaned(text: str, *, one_line: bool = False) -> str:
    """Words in NFC, without control characters, and with nothing else taken away: emoji, Arabic and joiners stay.

    Lines stay too, unless it should be one line. A half of a character that cannot be kept is shown as �.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = "".join(_kept(sign) for sign in text)
    if one_line:
        text = " ".join(text.split())
    if len(text) <= _MOST_TO_SORT:
        text = unicodedata.normalize("NFC", text)
    says_something = any(unicodedata.category(sign)[0] in _SAYS for sign in text)
    return text.strip() if says_something else ""


def _kept(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Cs":
        return _LOST
    return "" if category == "Cc" and sign != "\n" else sign
