"""One answer read kindly: what can be kept of it, or a sentence about each box that needs another look."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from putright.repairs.tree.cleaning import cleaned
from putright.repairs.tree.days import read_day
from putright.repairs.tree.questions import ANY_TIME, DAYS, PARTS, Question, Value

Raw = Mapping[str, Sequence[str]]

MOST_WORDS = 5_000
# The rest are one line, except where a home is.
MOST = {"name": 200, "phone": 40, "email": 254, "lines": 400, "postcode": 20}
_NUMBERS = re.compile(r"[\d\s+().#*/x-]*", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+")


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer that was read: its value, or nothing if there was none or it has errors.

    `errors` says what needs another look, by the id of its box. `typed` is all that was typed, box by box, fit to be
    shown again as it was. A sign of danger is a value even beside errors: it is kept first, and the rest asked again.
    """

    value: Value | None
    errors: Mapping[str, str]
    typed: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class _Reading:
    """What has been read so far of one answer."""

    question: Question
    raw: Raw
    value: Value = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    typed: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self, name: str, most: int, *, one_line: bool) -> str:
        """What was typed in a box, clean; it is kept even when it is too long or cannot all be kept."""
        given = "\n".join(self.raw.get(name, ()))
        text = cleaned(given, one_line=one_line)
        self.typed[name] = (text,) if text else ()
        if "\0" in given:
            self.errors[name] = "There was a mark in this that we cannot keep. We took it out. Read it, then go on."
        elif len(text) > most:
            self.errors[name] = (
                f"This has {len(text):,} letters and spaces, and there is room for {most:,}. "
                f"Take out {len(text) - most:,}. You can tell us the rest later."
            )
        return text

    def keep(self, part: str, text: str) -> None:
        """Put a text in the value, if there is one."""
        if text:
            self.value[part] = text


def check(question: Question, raw: Raw, *, today: date) -> Checked:
    """Read the answer to a question from the boxes of its page; never an exception, whatever is in them.

    No answer at all is an answer: the value is nothing and there are no errors.
    """
    reading = _Reading(question, raw)
    _READERS[question.kind](reading, today)
    if question.own_words:
        reading.keep("words", reading.text(f"{question.key}-words", MOST_WORDS, one_line=False))
    return Checked(_value(reading), reading.errors, reading.typed)


def _value(reading: _Reading) -> Value | None:
    signs = [key for key in reading.value.get("chosen", ()) if key in _signs(reading.question)]
    if reading.errors:
        return {"chosen": signs} if signs else None
    return reading.value or None


def _choices(reading: _Reading, offered: Sequence[str], alone: Sequence[str], signs: Sequence[str] = ()) -> None:
    """Read which options were chosen, in the order in which they are offered."""
    question, given = reading.question, set(reading.raw.get(reading.question.key, ())) - {""}
    chosen = [key for key in offered if key in given]
    reading.typed[question.key] = tuple(chosen)
    if given & set(signs):
        # Nothing else that was ticked stands in the way of a sign of danger.
        chosen = [key for key in chosen if key not in alone]
    elif given - set(chosen):
        reading.errors[question.key] = "Pick from the list. If it is not there, tell us in your own words."
    elif len(chosen) > 1 and set(alone) & set(chosen):
        words = " or ".join(f"“{option.words}”" for option in question.options if option.key in alone)
        reading.errors[question.key] = f"Pick {words}, or the others. It cannot be both."
    if chosen:
        reading.value["chosen"] = chosen


def _several(reading: _Reading, today: date) -> None:
    options = reading.question.options
    offered = [option.key for option in options]
    _choices(reading, offered, [option.key for option in options if option.is_alone], _signs(reading.question))


def _one(reading: _Reading, today: date) -> None:
    _several(reading, today)
    chosen = reading.value.get("chosen", [])
    signs = [key for key in chosen if key in _signs(reading.question)]
    if signs:
        reading.value["chosen"] = signs
    elif len(chosen) > 1:
        reading.errors[reading.question.key] = "Pick one of these."


def _signs(question: Question) -> list[str]:
    return [option.key for option in question.options if option.is_sign]


def _words(reading: _Reading, today: date) -> None:
    reading.keep("words", reading.text(reading.question.key, MOST_WORDS, one_line=False))


def _times(reading: _Reading, today: date) -> None:
    offered = [f"{day}-{option.key}" for day in DAYS for option in reading.question.options]
    _choices(reading, [ANY_TIME, *offered], ())
    if ANY_TIME in reading.value.get("chosen", ()):
        # It takes in every other time, so ticking both is no mistake.
        reading.value["chosen"] = [ANY_TIME]


def _day_or_rough(reading: _Reading, today: date) -> None:
    _one(reading, today)
    key, names = reading.question.key, PARTS["day or rough"]
    typed = {name: reading.text(f"{key}-{name}", 20, one_line=True) for name in names}
    if any(typed.values()):
        day, errors = read_day(typed, today)
        reading.errors |= {f"{key}-{part}": sentence for part, sentence in errors.items()}
        reading.keep("day", day.isoformat() if day else "")


def _parts(reading: _Reading, today: date) -> None:
    for part in PARTS[reading.question.kind]:
        name = f"{reading.question.key}-{part}"
        reading.keep(part, reading.text(name, MOST[part], one_line=part != "lines"))


def _contact(reading: _Reading, today: date) -> None:
    _several(reading, today)
    _parts(reading, today)
    phone, email = reading.value.get("phone", ""), reading.value.get("email", "")
    numbers = sum(sign.isdecimal() for sign in phone)
    if phone and (numbers < 6 or not _NUMBERS.fullmatch(phone.lower().replace("ext", "x"))):
        reading.errors.setdefault(
            f"{reading.question.key}-phone", "That does not look like a phone number. Check it, or leave it empty."
        )
    if email and not _EMAIL.fullmatch(email):
        reading.errors.setdefault(
            f"{reading.question.key}-email", "That does not look like an email. Check it, or leave it empty."
        )


def _photos(reading: _Reading, today: date) -> None:
    """Photos come by themselves; there is nothing to read here."""


_READERS: Mapping[str, Callable[[_Reading, date], None]] = {
    "one of": _one,
    "any of": _several,
    "rooms": _several,
    "words": _words,
    "day or rough": _day_or_rough,
    "times": _times,
    "address": _parts,
    "contact": _contact,
    "photos": _photos,
}
